// SPDX-License-Identifier: MIT
#include "app/windows/done_page.h"

#include "app/windows/when.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

DonePage::DonePage(QWidget* parent)
    : QWidget{parent}
    , m_headline{new QLabel{this}}
    , m_next{new QLabel{this}}
    , m_logOut{new QPushButton{this}}
    , m_close{new QPushButton{this}}
{
    m_headline->setObjectName(u"doneHeadline"_s);
    m_logOut->setObjectName(u"logOut"_s);
    m_close->setObjectName(u"closeDone"_s);
    QFont bold = font();
    bold.setBold(true);
    m_headline->setFont(bold);
    for (QLabel* label : {m_headline, m_next}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_logOut->setAutoDefault(false);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_logOut);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_headline);
    layout->addWidget(m_next);
    layout->addStretch();
    layout->addLayout(buttons);
    setTabOrder(m_close, m_logOut);

    connect(m_logOut, &QPushButton::clicked, this, &DonePage::logOutWanted);
    connect(m_close, &QPushButton::clicked, this, &DonePage::closeWanted);
    retranslate();
}

void DonePage::showLogin(const QString& maskedPhone, const QDateTime& until, const QDateTime& nowUtc)
{
    m_phone = maskedPhone;
    m_until = until;
    m_now = nowUtc;
    retranslate();
    QAccessibleEvent alert{m_headline, QAccessible::Alert};
    QAccessible::updateAccessibility(&alert);
}

void DonePage::takeFocus()
{
    m_close->setDefault(true);
    m_close->setFocus(Qt::OtherFocusReason);
}

void DonePage::retranslate()
{
    m_headline->setText(
        m_until.isValid()
            //: %1 is a phone number, %2 a time such as "tomorrow, 14:05"
            ? tr("You're logged in as %1 until %2.").arg(m_phone, friendlyWhen(m_until, m_now))
            : tr("You're logged in as %1.").arg(m_phone));
    m_next->setText(tr("Type /tocsin:sms-start in Claude Code to be texted about that session, or tick the "
                       "session in Tocsin's menu. The login renews itself while Tocsin runs."));
    m_logOut->setText(tr("Log &Out"));
    m_close->setText(tr("&Close"));
    m_close->setAccessibleDescription(m_headline->text());
}

} // namespace tocsin

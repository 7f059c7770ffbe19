// SPDX-License-Identifier: MIT
#include "app/windows/done_page.h"

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
    m_next->setObjectName(u"doneNext"_s);
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

void DonePage::showLogin(const QString& maskedPhone, bool newSessions)
{
    m_phone = maskedPhone;
    m_newSessions = newSessions;
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
    m_headline->setText(m_phone.isEmpty() ? tr("You are logged in.") : tr("Texts go to %1.").arg(m_phone));
    m_next->setText(m_newSessions
                        ? tr("New sessions are included. To turn texts off for a session, use the tray menu.")
                        : tr("To get texts about a session, type /tocsin:sms-start in Claude Code or turn "
                             "texts on in the tray menu."));
    m_logOut->setText(tr("Log &Out"));
    m_close->setText(tr("&Close"));
    m_close->setAccessibleDescription(m_headline->text());
}

} // namespace tocsin

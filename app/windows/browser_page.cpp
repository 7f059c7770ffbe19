// SPDX-License-Identifier: MIT
#include "app/windows/browser_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

BrowserPage::BrowserPage(QWidget* parent)
    : QWidget{parent}
    , m_intro{new QLabel{this}}
    , m_note{new InlineNote{this}}
    , m_cancel{new QPushButton{this}}
    , m_again{new QPushButton{this}}
{
    m_intro->setObjectName(u"browserIntro"_s);
    m_intro->setWordWrap(true);
    m_note->setObjectName(u"browserNote"_s);
    m_note->describe(m_again);
    m_again->setObjectName(u"openAgain"_s);
    m_cancel->setObjectName(u"cancelBrowser"_s);
    m_cancel->setAutoDefault(false);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_again);
    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_intro);
    layout->addSpacing(8);
    layout->addWidget(m_note);
    layout->addSpacing(12);
    layout->addStretch();
    layout->addLayout(buttons);
    setTabOrder(m_again, m_cancel);

    connect(m_again, &QPushButton::clicked, this, &BrowserPage::openAgainWanted);
    connect(m_cancel, &QPushButton::clicked, this, &BrowserPage::cancelWanted);
    retranslate();
}

void BrowserPage::showProblem(const QString& text)
{
    m_note->say(text, NoteTone::Problem);
}

void BrowserPage::forgetProblem()
{
    m_note->say(tr("Page did not open? Open it again, or cancel and enter your number here."));
}

void BrowserPage::takeFocus()
{
    m_again->setDefault(true);
    m_again->setFocus(Qt::OtherFocusReason);
}

void BrowserPage::retranslate()
{
    m_intro->setText(tr(
        "Enter your mobile number on the page that opened in your browser. You will enter the code here."));
    m_again->setText(tr("&Open Again"));
    m_cancel->setText(tr("&Cancel"));
    if (m_note->tone() == NoteTone::Hint)
        forgetProblem();
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "app/windows/phone_page.h"

#include "app/windows/entry_text.h"
#include "core/base/phone_number.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

PhonePage::PhonePage(QWidget* parent)
    : QWidget{parent}
    , m_intro{new QLabel{this}}
    , m_label{new QLabel{this}}
    , m_phone{new QLineEdit{this}}
    , m_note{new InlineNote{this}}
    , m_settings{new QPushButton{this}}
    , m_browser{new QPushButton{this}}
    , m_close{new QPushButton{this}}
    , m_send{new QPushButton{this}}
{
    m_intro->setWordWrap(true);
    m_label->setBuddy(m_phone);
    m_phone->setObjectName(u"phone"_s);
    m_phone->setInputMethodHints(Qt::ImhDialableCharactersOnly);
    // Longer than any number with separators, short enough to reject a pasted page.
    m_phone->setMaxLength(40);
    m_note->setObjectName(u"phoneNote"_s);
    m_note->describe(m_phone);
    m_send->setObjectName(u"sendCode"_s);
    m_close->setObjectName(u"closePhone"_s);
    m_browser->setObjectName(u"logInWithBrowser"_s);
    m_settings->setObjectName(u"openSettings"_s);
    m_settings->hide();
    for (QPushButton* button : {m_settings, m_browser, m_close})
        button->setAutoDefault(false);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_send);
    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_intro);
    layout->addSpacing(8);
    layout->addWidget(m_label);
    layout->addWidget(m_phone);
    layout->addWidget(m_note);
    layout->addWidget(m_settings, 0, Qt::AlignLeft);
    layout->addSpacing(8);
    layout->addWidget(m_browser, 0, Qt::AlignLeft);
    layout->addSpacing(12);
    layout->addStretch();
    layout->addLayout(buttons);
    setTabOrder(m_phone, m_send);
    setTabOrder(m_send, m_settings);
    setTabOrder(m_settings, m_browser);
    setTabOrder(m_browser, m_close);

    connect(m_phone, &QLineEdit::textEdited, this, &PhonePage::check);
    connect(m_settings, &QPushButton::clicked, this, &PhonePage::settingsWanted);
    connect(m_browser, &QPushButton::clicked, this, &PhonePage::browserWanted);
    connect(m_close, &QPushButton::clicked, this, &PhonePage::closeWanted);
    connect(m_send, &QPushButton::clicked, this,
            [this] { Q_EMIT codeWanted(normalizedNumber(m_phone->text())); });
    retranslate();
}

void PhonePage::setWaiting(const QString& why)
{
    const bool waited = m_waiting;
    m_waiting = !why.isEmpty();
    m_phone->setReadOnly(m_waiting);
    if (m_waiting) {
        m_settings->hide();
        // Disabling a focused button would move the focus to the next widget.
        if (m_send->hasFocus() || m_browser->hasFocus())
            m_phone->setFocus(Qt::OtherFocusReason);
        m_send->setEnabled(false);
        m_browser->setEnabled(false);
        m_note->say(why);
    } else if (waited) {
        m_browser->setEnabled(true);
        check();
    }
}

void PhonePage::showProblem(const QString& text)
{
    m_note->say(text, NoteTone::Problem);
    m_phone->setFocus(Qt::OtherFocusReason);
}

void PhonePage::offerSettings()
{
    m_settings->show();
}

void PhonePage::forget()
{
    m_phone->clear();
    if (!m_waiting)
        check();
}

void PhonePage::takeFocus()
{
    m_send->setDefault(true);
    m_phone->setFocus(Qt::OtherFocusReason);
}

void PhonePage::check()
{
    const PhoneFault fault = phoneFault(m_phone->text());
    m_send->setEnabled(!m_waiting && fault == PhoneFault::None);
    m_settings->hide();
    const bool typingOnHelps =
        fault == PhoneFault::None || fault == PhoneFault::Empty || fault == PhoneFault::TooShort;
    m_note->say(hint(), typingOnHelps ? NoteTone::Hint : NoteTone::Problem);
}

QString PhonePage::exampleNumber()
{
    //: A mobile number as people of the language's country write it, with its country code
    return tr("+1 415 555 0123");
}

QString PhonePage::hint() const
{
    switch (phoneFault(m_phone->text())) {
    case PhoneFault::None:
        return tr("We will text a code to %1.").arg(normalizedNumber(m_phone->text()));
    case PhoneFault::Empty:
        //: %1 is a phone number
        return tr("Include + and your country code, for example %1.").arg(exampleNumber());
    case PhoneFault::TooShort:
        return tr("Some digits are still missing.");
    case PhoneFault::NoCountryCode:
        return tr("Start with your country code: +44 7911 … instead of 07911 …");
    case PhoneFault::NotADigit:
        return tr("Only digits, spaces and a leading + are allowed.");
    case PhoneFault::TooLong:
        return tr("Too long: a phone number has at most 15 digits.");
    }
    return {};
}

void PhonePage::retranslate()
{
    m_intro->setText(
        tr("Desktop notifications need no login. To get texts on your phone too, enter your mobile "
           "number. We will text you a six-digit code to confirm it."));
    m_label->setText(tr("&Phone number:"));
    m_phone->setAccessibleName(tr("Phone number"));
    m_phone->setPlaceholderText(exampleNumber());
    m_send->setText(tr("&Text Me a Code"));
    m_browser->setText(tr("Log In with the &Browser"));
    m_browser->setAccessibleDescription(tr("Enter your number on the server's web page instead."));
    m_settings->setText(tr("Change &Server…"));
    m_close->setText(tr("&Not Now"));
    if (!m_waiting)
        check();
}

} // namespace tocsin

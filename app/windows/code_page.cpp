// SPDX-License-Identifier: MIT
#include "app/windows/code_page.h"

#include "app/windows/entry_text.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

CodePage::CodePage(const Clock& clock, QWidget* parent)
    : QWidget{parent}
    , m_clock{clock}
    , m_intro{new QLabel{this}}
    , m_label{new QLabel{this}}
    , m_code{new QLineEdit{this}}
    , m_note{new InlineNote{this}}
    , m_time{new QLabel{this}}
    , m_resend{new QPushButton{this}}
    , m_otherNumber{new QPushButton{this}}
    , m_close{new QPushButton{this}}
    , m_submit{new QPushButton{this}}
{
    m_code->setObjectName(u"code"_s);
    m_note->setObjectName(u"codeNote"_s);
    m_time->setObjectName(u"codeTime"_s);
    m_resend->setObjectName(u"resend"_s);
    m_otherNumber->setObjectName(u"otherNumber"_s);
    m_close->setObjectName(u"closeCode"_s);
    m_submit->setObjectName(u"logIn"_s);

    QFont digits = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    digits.setPointSizeF(font().pointSizeF() * 1.6);
    digits.setLetterSpacing(QFont::AbsoluteSpacing, 4);
    m_code->setFont(digits);
    m_code->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhNoPredictiveText);
    m_label->setBuddy(m_code);
    m_note->describe(m_code);
    m_intro->setObjectName(u"codeIntro"_s);
    for (QLabel* label : {m_intro, m_time})
        label->setWordWrap(true);
    for (QPushButton* button : {m_resend, m_otherNumber, m_close})
        button->setAutoDefault(false);
    buildLayout();

    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &CodePage::refresh);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (isVisible() && !window()->isMinimized() && !m_waiting && !expired())
            Q_EMIT waiting();
    });
    connect(m_code, &QLineEdit::textEdited, this, &CodePage::tidyCode);
    connect(m_submit, &QPushButton::clicked, this, [this] { Q_EMIT codeEntered(m_code->text()); });
    connect(m_resend, &QPushButton::clicked, this, &CodePage::resendWanted);
    connect(m_otherNumber, &QPushButton::clicked, this, &CodePage::otherNumberWanted);
    connect(m_close, &QPushButton::clicked, this, &CodePage::closeWanted);
    retranslate();
}

void CodePage::buildLayout()
{
    auto* alternatives = new QVBoxLayout;
    alternatives->addWidget(m_resend, 0, Qt::AlignLeft);
    alternatives->addWidget(m_otherNumber, 0, Qt::AlignLeft);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_submit);
    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_intro);
    layout->addSpacing(8);
    layout->addWidget(m_label);
    layout->addWidget(m_code);
    layout->addWidget(m_note);
    layout->addWidget(m_time);
    layout->addSpacing(8);
    layout->addLayout(alternatives);
    layout->addSpacing(12);
    layout->addStretch();
    layout->addLayout(buttons);
    setTabOrder(m_code, m_submit);
    setTabOrder(m_submit, m_resend);
    setTabOrder(m_resend, m_otherNumber);
    setTabOrder(m_otherNumber, m_close);
}

void CodePage::codeSent(const QString& maskedPhone, const QDateTime& expiresAt)
{
    if (m_phone == maskedPhone && m_expiresAt == expiresAt)
        return; // still the same code: keep the input and the pause
    m_phone = maskedPhone;
    m_expiresAt = expiresAt;
    m_sentAt = m_clock.monotonic();
    m_undelivered.clear();
    m_code->clear();
    m_tick.start();
    retranslate();
    sayHint();
}

void CodePage::setServerIsHere(bool isHere)
{
    m_isServerHere = isHere;
}

void CodePage::setServerPrints(bool isPrinted)
{
    m_isPrinted = isPrinted;
    sayIntro();
    if (!m_waiting && m_note->tone() == NoteTone::Hint)
        sayHint();
}

void CodePage::setAttemptsLeft(int attempts)
{
    m_attemptsLeft = attempts;
    refresh();
}

void CodePage::setWaiting(const QString& why)
{
    const bool waited = std::exchange(m_waiting, !why.isEmpty());
    if (m_waiting)
        m_note->say(why);
    else if (waited)
        sayHint();
    m_code->setReadOnly(m_waiting);
    // Disabling a focused button would move the focus to the next widget.
    if (m_waiting && (m_submit->hasFocus() || m_resend->hasFocus()))
        m_code->setFocus(Qt::OtherFocusReason);
    refresh();
}

void CodePage::showProblem(const QString& text)
{
    m_note->say(text, NoteTone::Problem);
    refresh();
    m_code->setFocus(Qt::OtherFocusReason);
    m_code->selectAll();
}

void CodePage::setUndelivered(const QString& why)
{
    if (m_undelivered == why)
        return;
    m_undelivered = why;
    sayIntro();
    if (!m_waiting)
        sayHint();
    refresh();
}

void CodePage::codeExpired()
{
    forget();
    refresh();
}

void CodePage::forget()
{
    m_tick.stop();
    m_code->clear();
    m_expiresAt = {};
}

void CodePage::takeFocus()
{
    m_submit->setDefault(true);
    m_code->setFocus(Qt::OtherFocusReason);
}

void CodePage::tidyCode()
{
    const QString digits = codeDigits(m_code->text());
    if (digits != m_code->text()) {
        const int fromEnd = static_cast<int>(m_code->text().size()) - m_code->cursorPosition();
        m_code->setText(digits);
        m_code->setCursorPosition(std::max(0, static_cast<int>(digits.size()) - fromEnd));
    }
    sayHint();
    refresh();
}

void CodePage::sayIntro()
{
    const bool isOnItsWay = !m_isPrinted && m_undelivered.isEmpty();
    m_intro->setText(
        (isOnItsWay ? tr("A code is on its way to %1. Enter it below.") : tr("Enter the code for %1 below."))
            .arg(m_phone));
}

void CodePage::sayHint()
{
    if (expired())
        m_note->say({});
    else if (!m_undelivered.isEmpty())
        m_note->say(m_undelivered, NoteTone::Problem);
    else if (m_isPrinted)
        m_note->say(tr("The code is on the server's console."));
    else if (m_isServerHere)
        m_note->say(tr("It should arrive within a minute. A server without an SMS provider writes it to its "
                       "terminal instead."));
    else
        m_note->say(tr("It should arrive within a minute."));
}

bool CodePage::expired() const
{
    return !m_expiresAt.isValid() || m_clock.nowUtc() >= m_expiresAt;
}

void CodePage::refresh()
{
    const qint64 left = expired() ? 0 : m_clock.nowUtc().secsTo(m_expiresAt);
    QString line = expired()
                       ? tr("This code has expired. Send a new one.")
                       : tr("Code expires in %1:%2.").arg(left / 60).arg(left % 60, 2, 10, QLatin1Char{'0'});
    // The note about a wrong code already counts the attempts.
    if (!expired() && m_attemptsLeft < 5 && m_note->tone() != NoteTone::Problem)
        line += u' ' + tr("%n attempt(s) left.", nullptr, m_attemptsLeft);
    // The note says it too, and why.
    m_time->setText(expired() && m_note->tone() == NoteTone::Problem ? QString{} : line);

    const auto pause = std::chrono::ceil<std::chrono::seconds>(m_sentAt + ResendPause - m_clock.monotonic());
    const bool pausing = pause > 0s && !expired() && m_undelivered.isEmpty();
    m_resend->setText(pausing ? tr("&Send a New Code (in %1 s)").arg(pause.count()) : tr("&Send a New Code"));
    m_resend->setEnabled(!m_waiting && !pausing);
    m_submit->setEnabled(!m_waiting && !expired() && m_code->text().size() == CodeLength);
    if (expired()) {
        m_tick.stop();
        if (!m_waiting && m_note->tone() == NoteTone::Hint)
            sayHint();
    }
}

void CodePage::retranslate()
{
    sayIntro();
    m_label->setText(tr("Six-digit &code:"));
    m_code->setAccessibleName(tr("Six-digit code"));
    m_resend->setAccessibleName(tr("Send a new code"));
    m_otherNumber->setText(tr("Use Another &Number"));
    m_submit->setText(tr("&Log In"));
    m_close->setText(tr("Cl&ose"));
    if (!m_waiting && m_note->tone() == NoteTone::Hint)
        sayHint();
    refresh();
}

} // namespace tocsin

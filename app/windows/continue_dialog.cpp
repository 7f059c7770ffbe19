// SPDX-License-Identifier: MIT
#include "app/windows/continue_dialog.h"

#include "app/windows/inline_note.h"
#include "app/windows/window_fit.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QShowEvent>
#include <QVBoxLayout>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr int UsualWidth = 460;
constexpr int UsualLines = 6;
} // namespace

ContinueDialog::ContinueDialog(QString sessionName, Send send, QWidget* parent)
    : QDialog{parent}
    , m_sessionName{std::move(sessionName)}
    , m_sendPrompt{std::move(send)}
    , m_label{new QLabel{this}}
    , m_prompt{new QPlainTextEdit{this}}
    , m_note{new InlineNote{this}}
    , m_buttons{new QDialogButtonBox{QDialogButtonBox::Cancel, this}}
    , m_send{m_buttons->addButton(QString{}, QDialogButtonBox::AcceptRole)}
{
    setObjectName(u"continueDialog"_s);
    m_prompt->setObjectName(u"prompt"_s);
    m_note->setObjectName(u"outcome"_s);
    m_send->setObjectName(u"send"_s);
    m_label->setBuddy(m_prompt);
    m_prompt->setTabChangesFocus(true);
    m_prompt->setMinimumHeight(UsualLines * fontMetrics().lineSpacing());
    m_note->describe(m_prompt);
    m_note->hide();

    auto* layout = new QVBoxLayout{this};
    layout->addWidget(m_label);
    layout->addWidget(m_prompt, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_buttons);
    resize(UsualWidth, 0); // growToFit() sets the height

    connect(m_prompt, &QPlainTextEdit::textChanged, this, &ContinueDialog::updateSend);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ContinueDialog::send);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter})
        connect(new QShortcut{QKeySequence{Qt::CTRL | key}, this}, &QShortcut::activated, this,
                &ContinueDialog::send);
    setTabOrder(m_prompt, m_send);
    setTabOrder(m_send, m_buttons->button(QDialogButtonBox::Cancel));
    updateSend();
    retranslate();
}

void ContinueDialog::send()
{
    if (!m_send->isEnabled())
        return;
    setSending(true);
    m_note->say(tr("Sending…"));
    m_note->show();
    m_sendPrompt(m_prompt->toPlainText(),
                 [self = QPointer{this}](const std::optional<TerminalProblem>& problem) {
                     if (self)
                         self->showOutcome(problem);
                 });
}

void ContinueDialog::showOutcome(const std::optional<TerminalProblem>& problem)
{
    setSending(false);
    if (problem) {
        m_note->say(notTypedText(*problem), NoteTone::Problem);
    } else {
        m_prompt->clear();
        m_note->say(tr("The prompt has arrived."));
    }
    m_prompt->setFocus();
}

void ContinueDialog::setSending(bool isSending)
{
    m_isSending = isSending;
    m_prompt->setReadOnly(isSending);
    updateSend();
}

void ContinueDialog::updateSend()
{
    m_send->setEnabled(!m_isSending && !m_prompt->toPlainText().trimmed().isEmpty());
}

void ContinueDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ContinueDialog::showEvent(QShowEvent* event)
{
    if (!event->spontaneous() && !m_isSending)
        m_note->hide();
    QDialog::showEvent(event);
    growToFit(*this);
    m_prompt->setFocus(Qt::OtherFocusReason);
}

bool ContinueDialog::event(QEvent* event)
{
    const bool isHandled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        growToFit(*this);
    return isHandled;
}

void ContinueDialog::retranslate()
{
    //: A window's title: %1 is a session's name
    setWindowTitle(tr("Continue %1").arg(m_sessionName));
    m_label->setText(tr("Next &prompt:"));
    m_send->setText(tr("&Send"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("&Cancel"));
    m_buttons->button(QDialogButtonBox::Cancel)->setIcon({}); // no other window has icons on its buttons
    m_send->setToolTip(QKeySequence{Qt::CTRL | Qt::Key_Return}.toString(QKeySequence::NativeText));
}

} // namespace tocsin

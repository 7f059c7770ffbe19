// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/terminal_problem.h"

#include <QDialog>
#include <QString>

#include <functional>
#include <optional>

class QDialogButtonBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tocsin {

class InlineNote;

/// "Continue…": the person's next prompt for one session, and what became of it.
class ContinueDialog final : public QDialog
{
    Q_OBJECT
public:
    using Done = std::function<void(const std::optional<TerminalProblem>& problem)>;
    /// Answers once, perhaps from within.
    using Send = std::function<void(const QString& prompt, Done onDone)>;

    /// `sessionName` is for the title.
    ContinueDialog(QString sessionName, Send send, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void send();
    void showOutcome(const std::optional<TerminalProblem>& problem);
    void setSending(bool isSending);
    void updateSend();
    void retranslate();

    QString m_sessionName;
    Send m_sendPrompt;
    QLabel* m_label;
    QPlainTextEdit* m_prompt;
    InlineNote* m_note;
    QDialogButtonBox* m_buttons;
    QPushButton* m_send;
    bool m_isSending{false};
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/terminals.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace tocsin {

/// A prompt for one session.
struct PromptToType
{
    QString sessionId{};
    TerminalPlace place{}; ///< of its process, with the start time
    QString text{};
    /// Whether the session waits at its prompt now: nothing runs and no dialog of any agent is open. Asked
    /// right before the text, and again right before Enter.
    std::function<bool()> isReady{};
    /// Whether this is the session's prompt with nothing typed, as the text would else be the end of
    /// something else, or a shell command. Asked once, before the text.
    std::function<bool(const ScreenAtCursor& screen)> isEmptyPrompt{};
};

/// Types a prompt as the person would: only into a terminal whose foreground process is the session's, as one
/// bracketed paste, then Enter alone. It has arrived when the session reports it. Nothing is typed after what
/// the person has left at the prompt.
class PromptTyper final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const std::optional<TerminalProblem>& problem)>;
    struct Times
    {
        std::chrono::milliseconds settle{400};     ///< from the paste to Enter, which is no part of it
        std::chrono::milliseconds confirm{10'000}; ///< from Enter to the report
    };

    /// `terminals` outlives this.
    explicit PromptTyper(Terminals& terminals, QObject* parent = nullptr);
    PromptTyper(Terminals& terminals, Times times, QObject* parent = nullptr);

    /// One at a time; another is Busy. `onDone` is called once, perhaps from within; not after this is
    /// destroyed.
    void type(const PromptToType& prompt, Done onDone);
    /// A session has reported a prompt of the person.
    void promptSubmitted(const QString& sessionId, const QString& prompt);

private:
    void look(Terminal* terminal, const FoundTerminal& found);
    void paste(Terminal* terminal, const FoundTerminal& found);
    void checkAgain();
    [[nodiscard]] std::optional<TerminalProblem> obstacle(const FoundTerminal& found) const;
    void finish(const std::optional<TerminalProblem>& problem);

    Terminals& m_terminals;
    Times m_times;
    PromptToType m_prompt;
    Done m_onDone; ///< while one is being typed
    Terminal* m_terminal{nullptr};
    FoundTerminal m_found;
    QString m_typed;
    bool m_isEntered{false};
    int m_run{0}; ///< the program of an earlier prompt may still be running
    QTimer m_settle;
    QTimer m_confirm;
};

} // namespace tocsin

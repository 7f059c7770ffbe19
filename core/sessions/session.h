// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/claude/hooks/background_work.h"
#include "core/claude/hooks/hook_event.h"
#include "core/claude/hooks/tool_call_key.h"
#include "core/claude/status/claude_status.h"
#include "core/sessions/event_table.h"
#include "core/sessions/session_event.h"
#include "core/sessions/session_terminal.h"
#include "core/sessions/session_view.h"

#include <QDateTime>
#include <QSet>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace tocsin {

/// A dialog's hook and the status that it waits come in either order, this far apart on a busy machine.
inline constexpr std::chrono::milliseconds DialogSkew{1500};

/// A Stop came; the turn is finished if nothing follows.
struct PendingCompletion
{
    HookTimestamp stamp{};
    QDateTime stoppedAt{};
    QDateTime dueAt{};
    QString lastMessage{};
};

/// Something ended in the middle of a turn. What explains it may still be on its way.
struct PendingEnd
{
    QDateTime at{};
    QDateTime dueAt{};
};

/// A question that Claude Code has announced; a dialog may follow, or Claude Code answers it by itself.
struct AnnouncedQuestion
{
    Phrase text{};
    HookTimestamp stamp{};
    ToolCallKey call{};
    QDateTime at{};
};

/// An API error that the transcript tells of; its hook may still come.
struct SeenApiError
{
    Phrase text{};
    bool isUsageLimit{false};
    QDateTime resetsAt{};
    QDateTime at{};
    QDateTime dueAt{};

    [[nodiscard]] AlertRequest request() const;
};

/// From a prompt to the end of the work on it. Replaced as a whole when the next one begins.
struct Turn
{
    ClaudeProcess process{};         ///< that it runs in
    bool isOpen{false};              ///< it has begun and its end was not told
    QDateTime startedAt{};           ///< invalid when its prompt was not seen
    bool isOwnCommand{false};        ///< it runs one of Tocsin's own commands: the person looks at it
    QDateTime workSince{};           ///< with isOwnCommand: of the work that goes on behind it
    bool hasFailed{false};           ///< it ended in an API error
    bool wasStopped{false};          ///< a Stop was seen
    bool hadActivity{false};         ///< something ran: a prompt that is blocked or refused has none
    bool hasRaisedInactivity{false}; ///< once a turn is enough
    BackgroundWork background{};     ///< after a Stop: what will wake Claude, or outlives the turn
    std::optional<PendingCompletion> completion{};
    std::optional<PendingEnd> quietEnd{}; ///< the status file says that it is over, and no hook does
    std::optional<SeenApiError> apiError{};
    std::optional<AnnouncedQuestion> question{};
    bool usesBudgetUp{false};     ///< its request leaves nothing of `--max-budget-usd`
    Phrase blockingError{};       ///< of the last tool, if it failed; Claude may still go on from it
    AlertId blockingId{};         ///< of that error, until it is an alert
    QSet<QString> runningCalls{}; ///< tool_use_ids seen to start, not yet to end
    /// tool_use_ids whose end closed a dialog: a second witness of the same end closes no other that is
    /// alike.
    QSet<QString> answeredCalls{};
};

/// What the status file of a process said last.
struct WitnessedStatus
{
    ClaudeProcess process{};
    ClaudeStatus::State state{ClaudeStatus::State::Unknown};
    QDateTime at{};
    QDateTime waitingSince{}; ///< of the last dialog; invalid before the first
};

/// Everything known of one Claude session but its alerts (AlertBook). Data only; SessionTracker knows the
/// rules.
struct Session
{
    QString id{};
    qint64 ordinal{0}; ///< the first that was seen has the lowest
    QString hostname{};
    QString transcriptPath{};
    std::vector<ClaudeProcess>
        processes{}; ///< that run it, the latest last; a session may be open in two terminals
    std::vector<SessionTerminal> terminals{}; ///< of these processes
    QDateTime startedAt{};
    bool isLocal{true};       ///< its files and processes are this machine's
    bool isUnattended{false}; ///< `claude -p`, an SDK's, or a teammate: no person looks at it
    bool isTeammate{false};
    bool isWished{false}; ///< the person asked for texts about it by name

    QString givenName{};  ///< by the user, through start
    QString title{};      ///< by the user, through Claude Code
    QString promptName{}; ///< the first prompt's words, when the user opted in
    QString path{};       ///< of the project's folder
    QString folder{};
    QString branch{};
    QString distinction{}; ///< tells it from others of its name: a folder, the branch, or a number

    SessionState state{SessionState::Idle};
    QDateTime since{};
    HookTimestamp stateStamp{}; ///< of the newest event that had a say in the state
    HookTimestamp turnStamp{};  ///< of the newest event that left every dialog behind
    QDateTime stateAt{};        ///< stateStamp's and turnStamp's times, and those of what the other
    QDateTime turnAt{};         ///< witnesses said with the same effect: they have no stamps
    QDateTime calmedAt{}; ///< when another witness last saw the end of a turn: older hooks start nothing
    QDateTime lastActivityAt{}; ///< of any witness
    QDateTime awakeAt{};        ///< silence before the machine slept, or its clock was set, does not count
    QDateTime jumpedAt{};       ///< when the machine woke up, or its clock was set
    QDateTime lookAgainAt{};    ///< while inactive: when to look at the transcript next
    QDateTime limitResetsAt{};  ///< of the usage limit that stopped it

    Turn turn{};
    std::vector<WitnessedStatus> statuses{};
    std::vector<std::pair<ToolCallKey, HookTimestamp>> recentResults{};

    QDateTime endedAt{};       ///< invalid while it runs
    bool wasHandedOver{false}; ///< by /clear or resume: another session takes its place
    std::optional<PendingEnd> pendingEnd{};
    std::optional<PendingEnd>
        pendingLoss{};         ///< its process is gone; its last words may still be on their way
    QDateTime aliveAt{};       ///< when its process was last known to run; invalid: never seen
    ClaudeProcess resumedIn{}; ///< where it was resumed and nothing else was heard of it since
    bool isFork{false};        ///< of another session
    bool isFollower{false};    ///< it goes on where another one was left
    bool wasFollowed{false};   ///< after /clear or resume, by the next session of its process

    [[nodiscard]] bool isOver() const { return endedAt.isValid(); }
    /// Whether it runs, or ran last, in this process.
    [[nodiscard]] bool isIn(const ClaudeProcess& process) const;
    [[nodiscard]] WitnessedStatus* statusOf(const ClaudeProcess& process);
    /// Whether its turn runs in this process, as far as is known: it may be open in two terminals.
    [[nodiscard]] bool hasTurnIn(const ClaudeProcess& process) const;
    /// The process of its turn is at work, as its status file says.
    [[nodiscard]] bool isSeenBusy() const;
    /// A dialog came to the screen of one of its processes when this alert was raised. A background
    /// subagent's is drawn only when its hook has ended.
    [[nodiscard]] bool hasDrawn(const OpenAlert& alert) const;
    /// The same, and a dialog is there now.
    [[nodiscard]] bool isShowing(const OpenAlert& alert) const;
    /// No other name is known than the project's folder and branch.
    [[nodiscard]] bool isNamedByFolder() const;
    /// What the user gave, else the project's folder and branch; empty when nothing is known.
    [[nodiscard]] QString baseName() const;
    /// The same with what tells it from other sessions; never empty.
    [[nodiscard]] QString name() const;
    [[nodiscard]] SessionInfo info() const;
    /// As people are to see it: a session that waits for a person waits, even when it is a subagent's dialog
    /// that stops it (subagents change no state).
    [[nodiscard]] SessionState shownState(bool hasOpenDialog) const;
};

} // namespace tocsin

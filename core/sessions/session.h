// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/claude/hooks/hook_event.h"
#include "core/claude/hooks/tool_call_key.h"
#include "core/sessions/session_event.h"
#include "core/sessions/session_view.h"

#include <QDateTime>
#include <QSet>
#include <QString>

#include <optional>
#include <vector>

namespace tocsin {

/// An alert that nobody has answered yet.
struct OpenAlert
{
    int number{0}; ///< names it to policy
    AlertCause cause{AlertCause::Idle};
    HookTimestamp stamp{};
    QDateTime raisedAt{};
    ToolCallKey call{}; ///< of permissions and questions

    [[nodiscard]] bool isDialog() const
    {
        return cause == AlertCause::Permission || cause == AlertCause::Question;
    }
};

/// A Stop came; the turn is done if nothing follows.
struct PendingCompletion
{
    HookTimestamp stamp{};
    QDateTime stoppedAt{};
    QDateTime dueAt{};
};

/// The session, or its process, ended in the middle of a turn. What stopped it may still be on its way.
struct PendingEnd
{
    QDateTime at{};
    QDateTime dueAt{};
};

/// Everything known of one Claude session. Data only; SessionTracker knows the rules.
struct Session
{
    QString id{};
    QString hostname{};
    QString transcriptPath{};
    ClaudeProcess claude{};
    QDateTime startedAt{};

    QString givenName{};  ///< by the user, through start
    QString title{};      ///< by the user, through Claude Code
    QString promptName{}; ///< the first prompt's words, when the user opted in
    QString folder{};
    QString branch{};

    SessionState state{SessionState::Idle};
    QDateTime since{};
    HookTimestamp stateStamp{}; ///< of the newest event that had a say in the state
    HookTimestamp turnStamp{};  ///< of the newest event that left every dialog behind
    QDateTime stateAt{}; ///< stateStamp's and turnStamp's times, and those of transcript entries that had
    QDateTime turnAt{};  ///< the same effect: entries have no stamps
    QDateTime lastActivityAt{}; ///< hook or transcript entry
    QDateTime awakeAt{};        ///< silence before the machine slept, or its clock was set, does not count

    bool turnOpen{false};      ///< a turn has begun and its end was not told
    QDateTime turnStartedAt{}; ///< invalid when its prompt was not seen
    bool turnIsOurs{false};    ///< it runs one of Tocsin's own commands: the person looks at it
    bool turnFailed{false};    ///< it ended in an API error
    bool quietTold{false};     ///< "no sign of activity" comes once a turn
    bool hasBackgroundTasks{false};
    QDateTime lookAgainAt{}; ///< while quiet: when to look at the transcript next
    std::optional<PendingCompletion> pendingDone{};
    QSet<QString> runningCalls{}; ///< tool_use_ids seen to start, not yet to end
    std::vector<std::pair<ToolCallKey, HookTimestamp>> recentResults{};
    std::vector<OpenAlert> open{};

    QDateTime endedAt{}; ///< invalid while it runs
    QString endReason{};
    std::optional<PendingEnd> heldEnd{};
    std::optional<PendingEnd> heldLoss{}; ///< its process is gone; its last words may still be on their way
    bool wasFollowed{false};              ///< after /clear or resume, by the next session of its process

    [[nodiscard]] bool isOver() const { return endedAt.isValid(); }
    [[nodiscard]] bool hasOpenDialog() const;
    [[nodiscard]] OpenAlert* findOpen(AlertKind kind);
    /// What the user gave, else the project's folder and branch; never empty.
    [[nodiscard]] QString name() const;
    [[nodiscard]] SessionInfo card() const;
    /// As people are to see it: a session that waits for a person waits, even when it is a subagent's dialog
    /// that stops it (subagents change no state).
    [[nodiscard]] SessionState shownState() const;
};

} // namespace tocsin

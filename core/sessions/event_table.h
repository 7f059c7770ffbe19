// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/claude/hooks/background_work.h"
#include "core/claude/hooks/error_classifier.h"
#include "core/claude/hooks/hook_event.h"
#include "core/sessions/session_view.h"

#include <QString>

#include <optional>

namespace tocsin {

/// One line each of the table "Hook event, state, alert" in docs/architecture.md.
enum class EventKind : uint8_t {
    Unused, ///< nothing that we do anything about
    SessionStart,
    Compaction,
    HumanPrompt,
    TaskNotification,
    ToolStart,
    QuestionAnnounced, ///< a question may follow: in some modes Claude Code answers it by itself
    Permission,
    PermissionReminder,
    Question,
    QuestionReminder,
    QuestionAnswered,
    IdlePrompt,
    Message,
    ToolResult,
    ToolFailure,
    Interrupt,
    StopFailure,
    TurnEnd,
    SubagentStop,
    SessionEnd
};

/// Which of the alerts that were open before it an event answers.
enum class Resolves : uint8_t {
    Nothing,
    ToolCall,  ///< the dialog that let this tool call through
    Questions, ///< the questions of this agent, or of the server that is named
    Turn,      ///< every dialog of this agent: it is past them
    Person,    ///< all that the session's own agent waits for, and what was told of it
    All        ///< every alert of the session
};

/// What should be told, and in which words.
struct AlertRequest
{
    AlertCause cause{AlertCause::Idle};
    Phrase text{};
    bool isUsageLimit{false};
    QDateTime resetsAt{};  ///< of a usage limit
    bool isSettled{false}; ///< a reminder: Claude Code has waited by itself
};

/// What a hook event means for its session, before anything is known of that session.
struct EventEffect
{
    EventKind kind{EventKind::Unused};
    std::optional<SessionState> state{}; ///< nothing: stays as it is
    Resolves resolves{Resolves::Nothing};
    std::optional<AlertRequest> alert{};
};

/// Looks an event up in the table. `at` is when it happened, for times of day in messages.
[[nodiscard]] EventEffect effectOf(const HookEvent& event, const ErrorClassifier& classifier,
                                   const QDateTime& at);

/// Claude is woken without a person: by the end of background work, or at a time that was set.
[[nodiscard]] EventEffect wakeUpEffect();

/// `session_start`, `human_prompt`, … for logs and tests.
[[nodiscard]] QString wireName(EventKind kind);

} // namespace tocsin

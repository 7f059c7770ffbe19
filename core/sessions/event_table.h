// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/claude/hooks/error_classifier.h"
#include "core/claude/hooks/hook_event.h"
#include "core/sessions/session_view.h"

#include <QString>

#include <optional>

namespace tocsin {

/// One line each of architecture.md's table "Hook event -> session state -> alert -> server event".
enum class EventKind : uint8_t {
    Unused, ///< nothing that we do anything about
    SessionStart,
    Compaction,
    HumanPrompt,
    TaskNotification,
    ToolStart,
    Permission,
    PermissionReminder,
    Question,
    IdlePrompt,
    ToolResult,
    ToolFailure,
    Interrupt,
    StopFailure,
    TurnEnd,
    TurnEndInBackground,
    SubagentStop,
    SessionEnd
};

/// Which of the alerts that were open before it an event answers.
enum class Resolves : uint8_t {
    Nothing,
    ToolCall, ///< the dialog that let this tool call through, and what waited before it
    Turn,     ///< every dialog of this agent: it is past them
    All       ///< every alert of the session
};

/// What should be told, and in which words.
struct AlertRequest
{
    AlertCause cause{AlertCause::Idle};
    QString text{};
};

/// What a hook event means for its session, before anything is known of that session.
struct EventEffect
{
    EventKind row{EventKind::Unused};
    std::optional<SessionState> state{}; ///< nothing: stays as it is
    Resolves answers{Resolves::Nothing};
    std::optional<AlertRequest> need{};
};

/// Looks an event up in the table.
[[nodiscard]] EventEffect effectOf(const HookEvent& event, const ErrorClassifier& classifier);

/// `session_start`, `human_prompt`, … for logs and tests.
[[nodiscard]] QString wireName(EventKind row);

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <cstdint>

namespace tocsin {

/// What a Notification hook is about.
enum class NotificationKind : uint8_t {
    PermissionPrompt,    ///< reminder of a permission dialog, about 6 s after it opened
    IdlePrompt,          ///< no input for 60 s after the end of a turn
    ElicitationDialog,   ///< reminder of an MCP server's dialog
    ElicitationAnswered, ///< that dialog was answered or cancelled
    NeedsInput,          ///< another dialog, or an agent, waits for the user
    Push,                ///< Claude's own message for the user
    AgentCompleted,      ///< a background agent finished or failed
    Unused               ///< of no interest: login, computer use, …
};

/// By notification_type; clients without that field are understood by the words of the message.
[[nodiscard]] NotificationKind kindOf(const hook::Notification& notification);

/// The MCP server whose dialog was answered, as an ElicitationAnswered says in its words; empty when it does
/// not.
[[nodiscard]] QString answeredServer(const hook::Notification& notification);

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/claude_process.h"

#include <cstdint>

namespace tocsin {

enum class EndRequest : uint8_t {
    Sent,
    Gone,   ///< or its pid is another process by now
    Refused ///< it is another user's, or the system did not say whose and when it was started
};

/// Asks a process of this user to end (SIGTERM), as its terminal does when it is closed; it decides when it
/// does. `process` is of this machine and boot (LocalMachine::canSee()); its start time has to be known.
[[nodiscard]] EndRequest askToEnd(const ClaudeProcess& process);

} // namespace tocsin

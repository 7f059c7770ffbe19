// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace tocsin {

enum class AppStart : uint8_t {
    Started,
    NotWanted,   ///< the user does not want it, or the socket is not the usual one
    TriedLately, ///< another hook did, a short time ago
    NoDisplay,   ///< the display that the environment names does not accept connections
    Failed       ///< the program was not found
};

/// Starts the app for the user, if AutoStartGuard allows it and a display of this computer is up. Does not
/// wait for it. The app gets a process session of its own, and none of our descriptors, ignored signals,
/// working folder or of the variables that Claude Code has set.
[[nodiscard]] AppStart startApp();

} // namespace tocsin

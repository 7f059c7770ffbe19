// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

// Where the local parts meet, from the environment alone: nothing is created or checked here.

/// `$TOCSIN_SOCKET`, else `$XDG_RUNTIME_DIR/tocsin/tocsin.sock`, else `/tmp/tocsin-<uid>/tocsin.sock`.
[[nodiscard]] QString socketPath();
/// True when the user names the socket. Its folder is then theirs, and is not made private for them.
[[nodiscard]] bool socketPathFromEnvironment();
/// `$XDG_STATE_HOME/tocsin`, by default `~/.local/state/tocsin`.
[[nodiscard]] QString stateDir();
[[nodiscard]] QString spoolDir();
[[nodiscard]] QString logDir();

/// sun_path holds 108 bytes with its NUL, and QLocalServer needs one more.
inline constexpr qsizetype MaxSocketPath = 106;

} // namespace tocsin

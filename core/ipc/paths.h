// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

// Where the app and the bridge meet. Nothing is created here.

/// `$XDG_CONFIG_HOME/tocsin`, by default `~/.config/tocsin`.
[[nodiscard]] QString configDir();
/// `tocsin.conf` in it.
[[nodiscard]] QString settingsFile();

/// `$TOCSIN_SOCKET`, else `tocsin/tocsin.sock` in the user's runtime directory, else
/// `/tmp/tocsin-<uid>/tocsin.sock`. The runtime directory is `$XDG_RUNTIME_DIR`, unless that is another
/// user's; where it is not set (tmux, su, cron) it is `/run/user/<uid>`, if that is there and private.
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

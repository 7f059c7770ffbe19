// SPDX-License-Identifier: MIT
#pragma once

#include <QMap>
#include <QString>

#include <array>

namespace tocsin {

/// Environment variables that tell which terminal a program runs in.
using TerminalVariables = QMap<QString, QString>;

/// All that are reported (docs/protocol.md); every other name is ignored.
inline constexpr std::array TerminalVariableNames{
    "WINDOWID",
    "TMUX",
    "TMUX_PANE",
    "STY",
    "TERM_PROGRAM",
    "KITTY_WINDOW_ID",
    "KITTY_LISTEN_ON",
    "WEZTERM_PANE",
    "WEZTERM_UNIX_SOCKET",
    "KONSOLE_DBUS_SERVICE",
    "KONSOLE_DBUS_SESSION",
    "KONSOLE_DBUS_WINDOW",
    "GNOME_TERMINAL_SERVICE",
    "GNOME_TERMINAL_SCREEN",
    "SSH_CONNECTION",
};

/// The longest value, in bytes. A longer one is left out: cut, it would name something else.
inline constexpr qsizetype MaxTerminalVariable{256};

/// Those with a known name and a value of printable characters that is not too long. Any program of the user
/// can send the others.
[[nodiscard]] TerminalVariables knownTerminalVariables(const TerminalVariables& variables);

/// Of another process (proc(5)); empty where its environment cannot be read.
[[nodiscard]] TerminalVariables terminalVariablesOf(qint64 pid);

} // namespace tocsin

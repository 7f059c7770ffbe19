// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/terminal_variables.h"

#include <QString>

#include <optional>

namespace tocsin {

// Hints are text that any program of this user can send. Each is checked before it becomes an argument, a
// path or a D-Bus name; what does not have the form that its terminal gives it is no hint.

/// A socket of this user, by an absolute path that is not a link.
[[nodiscard]] bool isOwnSocket(const QString& path);

/// Digits alone, up to 2^32 - 1.
[[nodiscard]] std::optional<quint32> numberHint(const TerminalVariables& variables, const QString& name);
/// WINDOWID; not 0.
[[nodiscard]] std::optional<quint32> windowIdHint(const TerminalVariables& variables);

/// The socket in TMUX, and TMUX_PANE (`%12`).
struct TmuxHint
{
    QString socket{};
    QString pane{};
};
[[nodiscard]] std::optional<TmuxHint> tmuxHint(const TerminalVariables& variables);

/// KITTY_LISTEN_ON as a local socket, and KITTY_WINDOW_ID. Nothing without remote control.
struct KittyHint
{
    QString address{}; ///< `unix:…`
    quint32 window{0};
    bool isOwn{false}; ///< a socket of this user; an abstract one has no owner that could be checked
};
[[nodiscard]] std::optional<KittyHint> kittyHint(const TerminalVariables& variables);

struct WezTermHint
{
    QString socket{}; ///< empty: the default one
    quint32 pane{0};
};
[[nodiscard]] std::optional<WezTermHint> wezTermHint(const TerminalVariables& variables);

struct KonsoleHint
{
    QString service{};    ///< a D-Bus name
    int session{0};       ///< as in /Sessions/3
    QString windowPath{}; ///< /Windows/1
};
[[nodiscard]] std::optional<KonsoleHint> konsoleHint(const TerminalVariables& variables);

struct GnomeTerminalHint
{
    QString service{};
    QString screen{}; ///< a UUID
};
[[nodiscard]] std::optional<GnomeTerminalHint> gnomeTerminalHint(const TerminalVariables& variables);

/// Of SSH_CONNECTION; addresses may have been translated on the way.
struct SshHint
{
    quint16 clientPort{0};
    quint16 serverPort{0};
};
[[nodiscard]] std::optional<SshHint> sshHint(const TerminalVariables& variables);

} // namespace tocsin

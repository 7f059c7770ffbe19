// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/terminal_variables.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace tocsin {

/// Where a process runs: Claude, or what shows it (a client of tmux, ssh).
struct TerminalPlace
{
    qint64 pid{0};                 ///< of this machine
    QString startTime{};           ///< of the process; empty: not compared
    QString tty{};                 ///< /dev/pts/3; empty: not known
    QString folder{};              ///< of the project; empty: not known
    TerminalVariables variables{}; ///< untrusted: see hint_checks.h
};

/// Kinds of terminals that differ in how they are found.
enum class TerminalKind : uint8_t {
    None, ///< the process has no terminal
    Tmux,
    Screen, ///< GNU screen
    Kitty,
    WezTerm,
    Konsole,
    GnomeTerminal,
    Editor, ///< the terminal of VS Code and programs made from it
    Window, ///< any other program with windows
    Ssh     ///< the process was started over ssh
};

/// What tells the window to bring forward.
struct WindowHint
{
    std::optional<quint32> xWindow{}; ///< on X11
    QList<qint64> pids{};             ///< the window is of one of them, the nearest first
    QStringList names{};              ///< for its title, the most telling first, if there are several windows
};

/// A pane, tab or window that was found.
struct FoundTerminal
{
    QString id{};                   ///< in its program's words
    QString address{};              ///< of its program, in its own words
    QString tty{};                  ///< its device; empty: not known
    bool takesText{true};           ///< what is typed reaches its program, and no other
    QList<TerminalPlace> shownIn{}; ///< of a multiplexer: its clients, the last used first
    QString notAttached{};          ///< the session of a multiplexer that no window shows; else empty
    bool raisesItself{false};       ///< select() brings the window forward too, where the desktop lets it
};

} // namespace tocsin

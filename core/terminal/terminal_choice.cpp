// SPDX-License-Identifier: MIT
#include "core/terminal/terminal_choice.h"

#include <QHash>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Process names, which the system cuts after 15 bytes.
TerminalKind kindOf(const QByteArray& name)
{
    static const QHash<QByteArray, TerminalKind> Kinds{
        {"tmux: server", TerminalKind::Tmux},
        {"tmux", TerminalKind::Tmux},
        {"screen", TerminalKind::Screen},
        {"SCREEN", TerminalKind::Screen},
        {"kitty", TerminalKind::Kitty},
        {"wezterm-gui", TerminalKind::WezTerm},
        {"wezterm-mux-ser", TerminalKind::WezTerm},
        {"konsole", TerminalKind::Konsole},
        {"yakuake", TerminalKind::Konsole},
        {"gnome-terminal-", TerminalKind::GnomeTerminal},
        {"code", TerminalKind::Editor},
        {"code-insiders", TerminalKind::Editor},
        {"codium", TerminalKind::Editor},
        {"code-oss", TerminalKind::Editor},
        {"cursor", TerminalKind::Editor},
        {"windsurf", TerminalKind::Editor},
        {"sshd", TerminalKind::Ssh},
        {"sshd-session", TerminalKind::Ssh},
        {"xterm", TerminalKind::Window},
        {"uxterm", TerminalKind::Window},
        {"alacritty", TerminalKind::Window},
        {"foot", TerminalKind::Window},
        {"st", TerminalKind::Window},
        {"urxvt", TerminalKind::Window},
        {"urxvtd", TerminalKind::Window},
        {"ghostty", TerminalKind::Window},
        {"xfce4-terminal", TerminalKind::Window},
        {"mate-terminal", TerminalKind::Window},
        {"lxterminal", TerminalKind::Window},
        {"qterminal", TerminalKind::Window},
        {"terminator", TerminalKind::Window},
        {"tilix", TerminalKind::Window},
        {"kgx", TerminalKind::Window},
        {"terminology", TerminalKind::Window},
    };
    return Kinds.value(name, TerminalKind::None);
}

} // namespace

TerminalKind terminalFor(const TerminalVariables& variables, const QList<LineProcess>& ancestors)
{
    for (const LineProcess& ancestor : ancestors) {
        if (const TerminalKind kind = kindOf(ancestor.name); kind != TerminalKind::None)
            return kind;
    }
    const auto has = [&](const QString& name) { return variables.contains(name); };
    if (has(u"TMUX"_s) && has(u"TMUX_PANE"_s))
        return TerminalKind::Tmux;
    if (has(u"STY"_s))
        return TerminalKind::Screen;
    if (has(u"SSH_CONNECTION"_s))
        return TerminalKind::Ssh;
    if (variables.value(u"TERM_PROGRAM"_s) == "vscode"_L1)
        return TerminalKind::Editor;
    return has(u"WINDOWID"_s) || !ancestors.isEmpty() ? TerminalKind::Window : TerminalKind::None;
}

} // namespace tocsin

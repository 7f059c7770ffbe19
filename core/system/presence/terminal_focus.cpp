// SPDX-License-Identifier: MIT
#include "core/system/presence/terminal_focus.h"

#include <QStringList>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Terminals without tabs.
bool showsOneTerminal(const ActiveWindow& window)
{
    static const QStringList Classes{u"XTerm"_s, u"UXTerm"_s, u"Alacritty"_s, u"st-256color"_s};
    return Classes.contains(window.windowClass);
}

/// Nothing if another program runs between the window and the session: WINDOWID may then be inherited from
/// another window.
std::optional<quint32> windowOf(const TerminalVariables& variables)
{
    for (const QString& between : {u"SSH_CONNECTION"_s, u"STY"_s, u"TERM_PROGRAM"_s}) {
        if (!variables.value(between).isEmpty())
            return {};
    }
    bool isNumber = false;
    const uint window = variables.value(u"WINDOWID"_s).toUInt(&isNumber);
    return isNumber && window != 0 ? std::optional{window} : std::nullopt;
}

/// `tabIsFocused`: if the window is active, so is the tab.
TerminalFocus focusIn(const TerminalVariables& variables, const std::optional<ActiveWindow>& active,
                      bool tabIsFocused)
{
    const std::optional<quint32> window = windowOf(variables);
    if (!active || !window)
        return TerminalFocus::Unknown;
    if (active->id != *window)
        return TerminalFocus::NotFocused;
    return tabIsFocused || showsOneTerminal(*active) ? TerminalFocus::Focused : TerminalFocus::Unknown;
}

} // namespace

TerminalFocus focusOf(const FocusEvidence& evidence)
{
    if (!evidence.variables.contains(u"TMUX"_s))
        return focusIn(evidence.variables, evidence.activeWindow, false);
    if (!evidence.pane)
        return TerminalFocus::Unknown;
    const TmuxPane& pane = *evidence.pane;
    if (!pane.isCurrent)
        return TerminalFocus::NotFocused;
    // The session's own WINDOWID is of the terminal in which tmux was started, which may be gone.
    bool isUnknown = false;
    for (const TmuxClient& client : pane.clients) {
        if (pane.reportsFocus && !client.isFocused)
            continue;
        const TerminalFocus focus = focusIn(client.variables, evidence.activeWindow, pane.reportsFocus);
        if (focus == TerminalFocus::Focused)
            return focus;
        isUnknown = isUnknown || focus == TerminalFocus::Unknown;
    }
    return isUnknown ? TerminalFocus::Unknown : TerminalFocus::NotFocused;
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/terminal_variables.h"

#include <QList>
#include <QString>

#include <cstdint>
#include <optional>

namespace tocsin {

/// Whether a session's terminal has the keyboard focus, in its current tab or pane.
enum class TerminalFocus : uint8_t { Unknown, Focused, NotFocused };

/// The window with the keyboard focus, on X11.
struct ActiveWindow
{
    quint32 id{0};         ///< 0: none, as when the screen is locked
    QString windowClass{}; ///< the second part of WM_CLASS: `XTerm`
};

/// A terminal in which tmux shows the pane's session.
struct TmuxClient
{
    TerminalVariables variables{};
    bool isFocused{false}; ///< as tmux reports it
};

/// What tmux says of the pane in which a session runs.
struct TmuxPane
{
    bool isCurrent{false}; ///< the active pane of the current window
    bool reportsFocus{
        false}; ///< option focus-events: terminals report to tmux when they gain and lose the focus
    QList<TmuxClient> clients{};
};

/// Nothing: not known.
struct FocusEvidence
{
    TerminalVariables variables{}; ///< of the session
    std::optional<ActiveWindow> activeWindow{};
    std::optional<TmuxPane> pane{};
};

/// Focused only if certain: the terminal's window is the active one, and either it has no tabs, or the
/// terminal reports to tmux that its tab has the focus. A pane that tmux does not show is not focused.
[[nodiscard]] TerminalFocus focusOf(const FocusEvidence& evidence);

} // namespace tocsin

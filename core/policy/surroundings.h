// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/context.h"

#include <QHash>
#include <QString>

namespace tocsin {

/// What is known of one session's terminal.
struct TerminalSurroundings
{
    Presence presence{Presence::Unknown}; ///< of who types there; goes before that of the whole computer
    bool isFocused{false};                ///< its current tab or pane

    friend bool operator==(const TerminalSurroundings&, const TerminalSurroundings&) = default;
};

/// How things stand around the sessions.
struct Surroundings
{
    Presence presence{Presence::Unknown};
    bool canNotify{true};                             ///< there is a display and a notification service
    bool isDoNotDisturb{false};                       ///< the desktop's
    bool isScreenLocked{false};                       ///< or shows another user's session
    QHash<QString, TerminalSurroundings> terminals{}; ///< by session id

    friend bool operator==(const Surroundings&, const Surroundings&) = default;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/presence.h"

#include <QDateTime>

namespace tocsin {

/// What a plan depends on besides the alert: how things stand as the plan is made.
struct Context
{
    QDateTime now{};          ///< UTC
    bool isUnattended{false}; ///< no person looks at the session
    bool isTeammate{false};
    bool isTest{false};        ///< of `tocsin test`: its text does not wait for the person to react
    bool isWished{false};      ///< the person asked for texts about this session
    bool turnBeganAway{false}; ///< the turn that is over began while the person was away
    bool hasReacted{false};    ///< the person has seen the alert: clicked or closed its notification
    QDateTime knownAt{};       ///< UTC, when the app heard of the alert; invalid: as it was raised

    Presence presence{Presence::Unknown};
    bool isTerminalFocused{false}; ///< the session's terminal, its current tab or pane
    bool canNotify{true};          ///< there is a display and a notification service
    bool isDoNotDisturb{false};    ///< the desktop's
    bool isScreenLocked{false};    ///< or shows another user's session: others may read what is shown
    QDateTime mutedUntil{};        ///< UTC, the session or everything; invalid: not muted
    QDateTime quietFrom{};         ///< UTC, of the quiet hours that hold or come next; invalid: none come
    QDateTime quietUntil{};        ///< and their end
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/login.h"
#include "core/sessions/session_view.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace tocsin {

/// What the tray icon and its menu show.
struct TrayView
{
    LoginPhase login{LoginPhase::LoggedOut};
    QString maskedPhone{}; ///< `+1***8912`, empty when unknown
    QDateTime expiresAt{}; ///< of the login, UTC; invalid unless logged in
    QList<SessionView> sessions{};
    TrayStatus status{TrayStatus::LoggedOut};
    int waitingTexts{0};          ///< unsent: waiting for the network, or for a login
    int waitingRequests{0};       ///< that can be answered in Tocsin
    QStringList heldBack{};       ///< what does not reach the person now, and why, a line each
    QDateTime now{};              ///< UTC
    QDateTime mutedUntil{};       ///< everything, UTC; invalid: not muted
    std::optional<bool> isAway{}; ///< as the person said
};

} // namespace tocsin

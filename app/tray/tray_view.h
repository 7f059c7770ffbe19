// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/login.h"
#include "core/sessions/session_view.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace tocsin {

/// What the tray icon and its menu show.
struct TrayView
{
    LoginPhase login{LoginPhase::LoggedOut};
    QString maskedPhone{}; ///< `+1***8912`, empty when unknown
    QDateTime expiresAt{}; ///< of the login, UTC; invalid unless logged in
    QList<SessionView> sessions{};
    TrayStatus status{TrayStatus::LoggedOut};
    int waitingTexts{0}; ///< unsent: waiting for the network, or for a login
};

} // namespace tocsin

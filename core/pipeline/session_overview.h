// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/engine_parts.h"
#include "core/sessions/session_view.h"
#include "core/sessions/watched_session.h"

#include <QDateTime>
#include <QList>

namespace tocsin {

// The sessions as others see them.

/// For a window or `status`, in the order they were first seen. `texts` is the wish alone: On or Off.
[[nodiscard]] QList<SessionView> sessionViews(const EngineParts& parts, const QDateTime& now);
[[nodiscard]] SessionView sessionView(const EngineParts& parts, const Session& session, const QDateTime& now);
/// Those that are not over: what is to be watched of them.
[[nodiscard]] QList<WatchedSession> watchedSessions(const SessionTracker& tracker);
/// Of the sessions that cause alerts. Most urgent first: error, needs user, working, logged out, idle.
[[nodiscard]] TrayStatus trayStatus(const EngineParts& parts);
/// Its process can be seen on this machine: if it were gone, that would be known.
[[nodiscard]] bool isSeen(const Session& session, const LocalMachine& machine);

} // namespace tocsin

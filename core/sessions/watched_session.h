// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"
#include "core/sessions/session_terminal.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace tocsin {

/// Where a session that is not over can be watched.
struct WatchedSession
{
    QString id{};
    QString transcriptPath{}; ///< may be empty
    QString hostname{};       ///< of the machine it runs on
    QList<ClaudeProcess> processes{};
    QList<SessionTerminal> terminals{};
    QDateTime lastActivityAt{}; ///< UTC
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/hooks/hook_event.h"

#include <QDateTime>
#include <QString>

namespace tocsin {

/// Where a session that is not over can be watched.
struct LiveSession
{
    QString id{};
    QString transcriptPath{}; ///< may be empty
    QString hostname{};       ///< of the machine it runs on
    ClaudeProcess claude{};
    QDateTime lastSignAt{}; ///< UTC
};

} // namespace tocsin

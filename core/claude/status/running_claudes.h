// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/status/claude_status.h"

#include <QList>
#include <QString>

namespace tocsin {

/// The Claude processes that run here and keep a status file in `configFolder`, whether their hooks reach us
/// or not. Those of the IDEs and of `claude -p` are among them.
[[nodiscard]] QList<ClaudeStatus> runningClaudes(const QString& configFolder);

} // namespace tocsin

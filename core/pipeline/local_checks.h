// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/replies.h"

#include <QList>

namespace tocsin {

/// What is looked at without the app: the plugin and the bridge, as a Claude Code that this program's
/// environment starts would find them. In any thread.
[[nodiscard]] QList<ipc::Check> localChecks();

/// And what the app would otherwise say: the settings, the running sessions, what is in the spool, the
/// server. Runs an event loop until that has answered; needs a QCoreApplication.
[[nodiscard]] QList<ipc::Check> checksWithoutApp();

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/presence.h"

#include <QString>

namespace tocsin {

/// How long ago something was typed in a terminal, from the time of the last read of its device (exact to 8
/// s: Linux rounds it). `path` is a device such as /dev/pts/3 of this machine and mount namespace. Over ssh
/// that is the terminal that sshd made, in tmux and screen the pane's: it counts keys typed in this pane
/// only. One stat(), which does not wait.
[[nodiscard]] PresenceFact terminalIdle(const QString& path, const QDateTime& now);

} // namespace tocsin

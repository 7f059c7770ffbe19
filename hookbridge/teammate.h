// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QtGlobal>

namespace tocsin {

/// True when a Claude process was started with this command line (arguments that end in NUL, as in
/// /proc/PID/cmdline) by another session, as a member of its team. Such a process has `--agent-id` and
/// `--team-name`, in Claude Code 2.1.197 to 2.1.332; no variable of a hook's environment tells.
[[nodiscard]] bool isTeammateCommandLine(QByteArrayView commandLine);

/// The same for a running process; false where its command line cannot be read.
[[nodiscard]] bool isTeammate(qint64 pid);

} // namespace tocsin

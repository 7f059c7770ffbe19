// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace tocsin {

/// What the system tells of a process; empty where it does not.
struct ProcessInfo
{
    QByteArray name;
    qint64 parent{0};
    QByteArray startTime; ///< in the system's own unit; only good for telling two processes of one pid apart
    bool hasEnded{false}; ///< and waits for its parent to notice
};

[[nodiscard]] ProcessInfo processInfo(qint64 pid);

/// The device of the terminal that controls a process, such as /dev/pts/3, as this process sees it; empty
/// where there is none. In tmux and screen it is the pane's, over ssh the one that sshd made.
[[nodiscard]] QByteArray controllingTerminal(qint64 pid);

/// Changes with every boot.
[[nodiscard]] QByteArray bootId();

/// What the pids of this process are counted in; empty where there is one count only. A container has its
/// own.
[[nodiscard]] QByteArray pidNamespace();

/// Nanoseconds of a clock that never goes back, good for comparing processes of one boot.
[[nodiscard]] quint64 monotonicNs();

/// Nanoseconds since the system started, its sleep included where the system counts it.
[[nodiscard]] quint64 sinceBootNs();

} // namespace tocsin

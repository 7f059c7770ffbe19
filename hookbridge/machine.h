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
};

[[nodiscard]] ProcessInfo processInfo(qint64 pid);

/// Changes with every boot.
[[nodiscard]] QByteArray bootId();

/// Nanoseconds of a clock that never goes back, good for comparing processes of one boot.
[[nodiscard]] quint64 monotonicNs();

} // namespace tocsin

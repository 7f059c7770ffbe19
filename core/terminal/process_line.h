// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

namespace tocsin {

/// A process by its pid and the name that the system keeps (at most 15 bytes).
struct LineProcess
{
    qint64 pid{0};
    QByteArray name{};
};

/// Its parent, grandparent and so on, without the first process of the machine.
[[nodiscard]] QList<LineProcess> ancestorsOf(qint64 pid);

/// The pids alone.
[[nodiscard]] QList<qint64> pidsOf(const QList<LineProcess>& line);

} // namespace tocsin

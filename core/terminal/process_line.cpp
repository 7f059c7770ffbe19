// SPDX-License-Identifier: MIT
#include "core/terminal/process_line.h"

#include "core/system/system_info.h"

namespace tocsin {

namespace {
constexpr qsizetype MaxAncestors{64};
} // namespace

QList<LineProcess> ancestorsOf(qint64 pid)
{
    QList<LineProcess> line;
    qint64 parent = processInfo(pid).parent;
    while (parent > 1 && line.size() < MaxAncestors) {
        const ProcessInfo info = processInfo(parent);
        line.append({.pid = parent, .name = info.name});
        parent = info.parent;
    }
    return line;
}

QList<qint64> pidsOf(const QList<LineProcess>& line)
{
    QList<qint64> pids;
    for (const LineProcess& process : line)
        pids.append(process.pid);
    return pids;
}

} // namespace tocsin

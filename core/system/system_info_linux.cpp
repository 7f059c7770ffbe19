// SPDX-License-Identifier: MIT
#include "core/system/system_info.h"

#include <QByteArrayList>

#include <array>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace tocsin {

namespace {

/// The files of /proc are small, and come whole in one read.
QByteArray procFile(const QByteArray& path)
{
    const int fd = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return {};
    std::array<char, 2048> buffer{};
    const ssize_t size = ::read(fd, buffer.data(), buffer.size());
    ::close(fd);
    return {buffer.data(), size > 0 ? size : 0};
}

quint64 nsOf(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<quint64>(now.tv_sec) * 1'000'000'000U + static_cast<quint64>(now.tv_nsec);
}

} // namespace

ProcessInfo processInfo(qint64 pid)
{
    // proc(5): pid (name) state ppid … starttime is field 22. The name may hold spaces and parentheses.
    const QByteArray stat = procFile("/proc/" + QByteArray::number(pid) + "/stat");
    const qsizetype open = stat.indexOf('(');
    const qsizetype close = stat.lastIndexOf(')');
    if (open < 0 || close < open)
        return {};
    const QByteArrayList fields = stat.mid(close + 2).split(' ');
    if (fields.size() < 20)
        return {};
    return {.name = stat.mid(open + 1, close - open - 1),
            .parent = fields.at(1).toLongLong(),
            .startTime = fields.at(19),
            .hasEnded = fields.at(0) == "Z" || fields.at(0) == "X"};
}

QByteArray bootId()
{
    return procFile("/proc/sys/kernel/random/boot_id").trimmed();
}

QByteArray pidNamespace()
{
    // namespaces(7): `pid:[4026531836]`
    std::array<char, 64> name{};
    const ssize_t size = ::readlink("/proc/self/ns/pid", name.data(), name.size());
    return {name.data(), size > 0 ? size : 0};
}

quint64 monotonicNs()
{
    return nsOf(CLOCK_MONOTONIC);
}

quint64 sinceBootNs()
{
    return nsOf(CLOCK_BOOTTIME);
}

} // namespace tocsin

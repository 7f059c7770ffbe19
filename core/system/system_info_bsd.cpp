// SPDX-License-Identifier: MIT
// macOS; the BSDs would need other sysctl names for the process.
#include "core/system/system_info.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <sys/param.h>
#include <sys/proc.h>
#include <sys/stat.h>
#include <sys/sysctl.h>
#include <sys/types.h>

namespace tocsin {

namespace {

std::optional<kinfo_proc> kernelInfo(qint64 pid)
{
    std::array<int, 4> name{CTL_KERN, KERN_PROC, KERN_PROC_PID, static_cast<int>(pid)};
    kinfo_proc info{};
    size_t size = sizeof info;
    if (::sysctl(name.data(), name.size(), &info, &size, nullptr, 0) != 0 || size == 0)
        return {};
    return info;
}

} // namespace

ProcessInfo processInfo(qint64 pid)
{
    const std::optional<kinfo_proc> info = kernelInfo(pid);
    if (!info)
        return {};
    const timeval& started = info->kp_proc.p_starttime;
    return {.name = QByteArray{static_cast<const char*>(info->kp_proc.p_comm)},
            .parent = info->kp_eproc.e_ppid,
            .startTime =
                QByteArray::number(static_cast<qint64>(started.tv_sec) * 1'000'000 + started.tv_usec),
            .hasEnded = info->kp_proc.p_stat == SZOMB};
}

QByteArray controllingTerminal(qint64 pid)
{
    const std::optional<kinfo_proc> info = kernelInfo(pid);
    if (!info || info->kp_eproc.e_tdev == NODEV)
        return {};
    const char* name = ::devname(info->kp_eproc.e_tdev, S_IFCHR);
    return name == nullptr ? QByteArray{} : QByteArray{"/dev/"} + name;
}

QByteArray bootId()
{
    std::array<char, 64> uuid{};
    size_t size = uuid.size() - 1;
    ::sysctlbyname("kern.bootsessionuuid", uuid.data(), &size, nullptr, 0);
    return QByteArray{uuid.data()};
}

QByteArray pidNamespace()
{
    return {};
}

quint64 monotonicNs()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<quint64>(now.tv_sec) * 1'000'000'000U + static_cast<quint64>(now.tv_nsec);
}

quint64 sinceBootNs()
{
    return monotonicNs();
}

} // namespace tocsin

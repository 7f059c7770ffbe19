// SPDX-License-Identifier: MIT
#include "core/system/system_info.h"

#include <QByteArrayList>

#include <array>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
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

/// What follows the name in proc(5)'s `pid (name) state ppid …`; the name may hold spaces and parentheses.
QByteArrayList fieldsAfterName(const QByteArray& stat)
{
    const qsizetype close = stat.lastIndexOf(')');
    return close < 0 ? QByteArrayList{} : stat.mid(close + 2).split(' ');
}

/// The name in /dev of a terminal's device.
QByteArray terminalName(unsigned major, unsigned minor)
{
    // Linux' Documentation/admin-guide/devices.txt: the slaves of pseudo-terminals, which sysfs does not
    // know.
    constexpr unsigned FirstPseudoTerminal = 136;
    constexpr unsigned LastPseudoTerminal = 143;
    if (major >= FirstPseudoTerminal && major <= LastPseudoTerminal)
        return "pts/" + QByteArray::number((major - FirstPseudoTerminal) * 256 + minor);
    const QByteArray link = "/sys/dev/char/" + QByteArray::number(major) + ':' + QByteArray::number(minor);
    std::array<char, 512> target{};
    const ssize_t size = ::readlink(link.constData(), target.data(), target.size());
    return QByteArray{target.data(), size > 0 ? size : 0}.split('/').last();
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
    const QByteArray stat = procFile("/proc/" + QByteArray::number(pid) + "/stat");
    const qsizetype open = stat.indexOf('(');
    const qsizetype close = stat.lastIndexOf(')');
    if (open < 0 || close < open)
        return {};
    const QByteArrayList fields = fieldsAfterName(stat);
    if (fields.size() < 20)
        return {};
    // starttime is field 22 of proc(5).
    return {.name = stat.mid(open + 1, close - open - 1),
            .parent = fields.at(1).toLongLong(),
            .startTime = fields.at(19),
            .hasEnded = fields.at(0) == "Z" || fields.at(0) == "X"};
}

QByteArray controllingTerminal(qint64 pid)
{
    // tty_nr is field 7 of proc(5): the minor number in the bits 31 to 20 and 7 to 0, the major one in
    // between.
    const uint device =
        fieldsAfterName(procFile("/proc/" + QByteArray::number(pid) + "/stat")).value(4).toUInt();
    const unsigned major = (device >> 8) & 0xfffU;
    const unsigned minor = (device & 0xffU) | ((device >> 12) & 0xfff00U);
    const QByteArray name = device == 0 ? QByteArray{} : terminalName(major, minor);
    if (name.isEmpty())
        return {};
    // A container may have another /dev than the process.
    const QByteArray path = "/dev/" + name;
    struct stat info = {};
    if (::stat(path.constData(), &info) != 0 || !S_ISCHR(info.st_mode) ||
        info.st_rdev != makedev(major, minor))
        return {};
    return path;
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

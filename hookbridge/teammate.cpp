// SPDX-License-Identifier: MIT
#include "hookbridge/teammate.h"

#include <QByteArray>

#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace tocsin {

namespace {

/// The options of a teammate come first; a long prompt may follow.
constexpr size_t MaxCommandLine = 16 * 1024;

bool isOption(QByteArrayView argument, QByteArrayView name)
{
    return argument.startsWith(name) && (argument.size() == name.size() || argument[name.size()] == '=');
}

} // namespace

bool isTeammateCommandLine(QByteArrayView commandLine)
{
    bool hasAgent = false;
    bool hasTeam = false;
    for (qsizetype begin = 0; begin < commandLine.size();) {
        const qsizetype end = commandLine.indexOf('\0', begin);
        const QByteArrayView argument =
            commandLine.sliced(begin, (end < 0 ? commandLine.size() : end) - begin);
        if (argument == "--") // what follows is a prompt
            break;
        hasAgent = hasAgent || isOption(argument, "--agent-id");
        hasTeam = hasTeam || isOption(argument, "--team-name");
        begin += argument.size() + 1;
    }
    return hasAgent && hasTeam;
}

bool isTeammate(qint64 pid)
{
    const QByteArray path = "/proc/" + QByteArray::number(pid) + "/cmdline";
    const int fd = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    std::array<char, MaxCommandLine> buffer{};
    const ssize_t size = ::read(fd, buffer.data(), buffer.size());
    ::close(fd);
    return isTeammateCommandLine({buffer.data(), size > 0 ? size : 0});
}

} // namespace tocsin

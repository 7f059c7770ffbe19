// SPDX-License-Identifier: MIT
#include "core/ipc/stale_socket.h"

#include <QFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace tocsin {

namespace {

bool isOurSocket(const QByteArray& path)
{
    struct stat info
    {};
    return ::lstat(path.constData(), &info) == 0 && S_ISSOCK(info.st_mode) && info.st_uid == ::geteuid();
}

bool refusesConnections(const QByteArray& path)
{
    sockaddr_un address{};
    if (static_cast<size_t>(path.size()) >= sizeof address.sun_path)
        return false;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return false;
    const bool isRefused = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 &&
                           errno == ECONNREFUSED;
    ::close(fd);
    return isRefused;
}

} // namespace

void removeStaleSocket(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    if (!isOurSocket(name) || !refusesConnections(name))
        return;
    // Moved away first: another socket may have taken its place a moment ago, and is put back.
    const QByteArray aside = name + ".stale";
    if (std::rename(name.constData(), aside.constData()) != 0)
        return;
    if (!refusesConnections(aside) && ::link(aside.constData(), name.constData()) != 0)
        return;
    ::unlink(aside.constData());
}

} // namespace tocsin

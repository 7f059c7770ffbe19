// SPDX-License-Identifier: MIT
#include "core/system/display.h"

#include <QByteArray>
#include <QByteArrayList>

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace tocsin {

namespace {

/// `address`: a path, or after a NUL a name of Linux' abstract namespace.
bool accepts(const QByteArray& address)
{
    sockaddr_un name{};
    if (address.isEmpty() || static_cast<size_t>(address.size()) >= sizeof name.sun_path)
        return false;
    name.sun_family = AF_UNIX;
    std::memcpy(name.sun_path, address.constData(), static_cast<size_t>(address.size()));
    const bool isPath = address.front() == '/';
    const size_t length =
        offsetof(sockaddr_un, sun_path) + static_cast<size_t>(address.size()) + (isPath ? 1 : 0);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return false;
    // EAGAIN: it listens, and others are waiting.
    const bool isUp =
        ::connect(fd, reinterpret_cast<const sockaddr*>(&name), static_cast<socklen_t>(length)) == 0 ||
        errno == EAGAIN;
    ::close(fd);
    return isUp;
}

bool isWaylandUp()
{
    const QByteArray display = qgetenv("WAYLAND_DISPLAY");
    if (display.isEmpty())
        return false;
    return accepts(display.startsWith('/') ? display : qgetenv("XDG_RUNTIME_DIR") + '/' + display);
}

/// X(7): `:number` or `unix:number`, with `.screen` perhaps.
bool isXUp()
{
    QByteArray display = qgetenv("DISPLAY");
    if (display.startsWith("unix:"))
        display.remove(0, 4);
    if (!display.startsWith(':'))
        return false;
    const QByteArray number = display.mid(1).split('.').first();
    bool isNumber = false;
    static_cast<void>(number.toUInt(&isNumber));
    const QByteArray path = "/tmp/.X11-unix/X" + number;
    return isNumber && (accepts('\0' + path) || accepts(path));
}

} // namespace

bool isInvisiblePlatform()
{
    const QByteArray platform = qgetenv("QT_QPA_PLATFORM").split(';').first().split(':').first();
    return platform == "offscreen" || platform == "minimal" || platform == "minimalegl";
}

bool isLocalDisplayUp()
{
    return !isInvisiblePlatform() && (isWaylandUp() || isXUp());
}

} // namespace tocsin

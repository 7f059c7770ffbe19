// SPDX-License-Identifier: MIT
#include "core/ipc/private_folder.h"
#include "core/ipc/state_lock.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace tocsin {

StateLock::~StateLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

StateLock::Result StateLock::take(const QString& folder)
{
    if (makePrivateFolder(folder))
        return Result::Unavailable;
    const QByteArray path = QFile::encodeName(folder) + "/lock";
    const int fd = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return Result::Unavailable;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) {
        m_fd = fd;
        return Result::Taken;
    }
    const bool isHeld = errno == EWOULDBLOCK;
    ::close(fd);
    return isHeld ? Result::HeldByAnother : Result::Unavailable;
}

} // namespace tocsin

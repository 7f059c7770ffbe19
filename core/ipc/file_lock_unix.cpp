// SPDX-License-Identifier: MIT
#include "core/ipc/file_lock.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace tocsin {

FileLock::~FileLock()
{
    release();
}

FileLock::Result FileLock::take(const QString& file)
{
    release();
    const QByteArray path = QFile::encodeName(file);
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

void FileLock::release()
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
}

} // namespace tocsin

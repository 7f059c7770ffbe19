// SPDX-License-Identifier: MIT
#include "core/claude/status/status_file.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tocsin {

namespace {

/// The real ones have less than 1 KiB.
constexpr off_t MaxSize{64 * 1024};

bool isOurs(int fd)
{
    struct stat info
    {};
    return ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid() &&
           info.st_size <= MaxSize;
}

QByteArray readAll(int fd)
{
    QByteArray bytes(MaxSize, Qt::Uninitialized);
    qsizetype size{0};
    while (size < bytes.size()) {
        const ssize_t read = ::read(fd, bytes.data() + size, static_cast<size_t>(bytes.size() - size));
        if (read < 0 && errno == EINTR)
            continue;
        if (read <= 0)
            break;
        size += read;
    }
    bytes.resize(size);
    return bytes;
}

} // namespace

std::optional<QByteArray> readStatusFile(const QString& path)
{
    // Neither a link is followed, nor does a pipe under that name block.
    const int fd =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return {};
    std::optional<QByteArray> bytes;
    if (isOurs(fd))
        bytes = readAll(fd);
    ::close(fd);
    return bytes;
}

} // namespace tocsin

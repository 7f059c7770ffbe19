// SPDX-License-Identifier: MIT
#include "core/ipc/private_folder.h"
#include "core/ipc/spool_writer.h"

#include <QFile>

#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace tocsin {

namespace {

struct CloseDir
{
    void operator()(DIR* dir) const { ::closedir(dir); }
};

/// readdir rather than QDir: no sorting and no stat for a number alone.
int filesIn(const QByteArray& folder)
{
    const std::unique_ptr<DIR, CloseDir> dir{::opendir(folder.constData())};
    int count = 0;
    while (dir && ::readdir(dir.get()) != nullptr)
        ++count;
    return count - 2; // "." and ".."
}

bool writeWhole(const QByteArray& path, const QByteArray& bytes)
{
    const int fd = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return false;
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (n <= 0)
            break;
        done += n;
    }
    return ::close(fd) == 0 && done == bytes.size();
}

} // namespace

QByteArray spoolFileName(const SpoolKey& key)
{
    return key.bootId + '.' + QByteArray::number(key.monotonicNs).rightJustified(20, '0') + '.' + key.id +
           ".json";
}

std::optional<SpoolError> writeSpoolFile(const QString& folder, const SpoolKey& key, const QByteArray& json)
{
    if (makePrivateFolder(folder))
        return SpoolError::NoFolder;
    const QByteArray base = QFile::encodeName(folder);
    if (filesIn(base) >= MaxSpoolFiles)
        return SpoolError::Full;
    const QByteArray temporary = base + "/." + key.id + ".tmp";
    const QByteArray final = base + '/' + spoolFileName(key);
    if (!writeWhole(temporary, json) || std::rename(temporary.constData(), final.constData()) != 0) {
        ::unlink(temporary.constData());
        return SpoolError::CannotWrite;
    }
    return std::nullopt;
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/ipc/private_folder.h"
#include "core/ipc/spool_writer.h"

#include <QFile>

#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace tocsin {

namespace {

struct CloseDir
{
    void operator()(DIR* dir) const { ::closedir(dir); }
};

struct Contents
{
    int files{0};
    qint64 bytes{0};
};

/// readdir rather than QDir: no sorting. What was set aside has a limit of its own and takes no room here.
Contents contentsOf(const QByteArray& folder)
{
    const std::unique_ptr<DIR, CloseDir> dir{::opendir(folder.constData())};
    Contents all;
    while (const dirent* entry = dir ? ::readdir(dir.get()) : nullptr) {
        const QByteArrayView name{entry->d_name};
        struct stat info
        {};
        if ((name.endsWith(".json") || name.endsWith(".tmp")) &&
            ::fstatat(::dirfd(dir.get()), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
            ++all.files;
            all.bytes += info.st_size;
        }
    }
    return all;
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
    const Contents contents = contentsOf(base);
    if (contents.files >= MaxSpoolFiles || contents.bytes + json.size() > MaxSpoolBytes)
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

// SPDX-License-Identifier: MIT
#include "core/base/file_bytes.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tocsin {

namespace {

/// Whatever the path names, only a file is opened: another thing could block.
Expected<bool, FileFault> open(QFile& file)
{
    const QFileInfo info{file.fileName()};
    if (!info.exists())
        return Unexpected{info.isSymLink() ? FileFault::Unreadable : FileFault::Missing};
    if (!info.isFile())
        return Unexpected{FileFault::NotAFile};
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Unexpected{FileFault::Unreadable};
    return true;
}

} // namespace

FileBytes readFile(const QString& path, qint64 maxSize)
{
    QFile file{path};
    if (const auto opened = open(file); !opened)
        return Unexpected{opened.error()};
    QByteArray bytes = file.read(maxSize + 1); // it may grow meanwhile
    if (file.error() != QFileDevice::NoError)
        return Unexpected{FileFault::Unreadable};
    if (bytes.size() > maxSize)
        return Unexpected{FileFault::TooLarge};
    return bytes;
}

FileBytes readFileEnd(const QString& path, qint64 size)
{
    QFile file{path};
    if (const auto opened = open(file); !opened)
        return Unexpected{opened.error()};
    if (!file.seek(std::max<qint64>(0, file.size() - size)))
        return Unexpected{FileFault::Unreadable};
    QByteArray bytes = file.read(size);
    if (file.error() != QFileDevice::NoError)
        return Unexpected{FileFault::Unreadable};
    return bytes;
}

bool areSame(const FileBytes& one, const FileBytes& other)
{
    if (one.hasValue() && other.hasValue())
        return *one == *other;
    return !one.hasValue() && !other.hasValue() && one.error() == other.error();
}

} // namespace tocsin

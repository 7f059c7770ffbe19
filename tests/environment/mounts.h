// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QFile>
#include <QString>

#include <sys/mount.h>

namespace tocsin::test {

/// A file system in memory at `path`, gone with this object. Needs tocsin_add_test(... MOUNTS).
class Disk final
{
public:
    Disk(const QString& path, qint64 bytes)
        : m_path{path}
        , m_isMounted{QDir{}.mkpath(path) && mount(0, bytes)}
    {}
    ~Disk()
    {
        if (m_isMounted)
            ::umount2(QFile::encodeName(m_path).constData(), MNT_DETACH);
    }
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] bool setReadOnly() const { return mount(MS_REMOUNT | MS_RDONLY, 0); }
    /// Not one more byte fits.
    [[nodiscard]] bool fill() const
    {
        QFile file{m_path + QStringLiteral("/filler")};
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        const QByteArray block(512, 'x');
        while (file.write(block) == block.size()) {
        }
        return true;
    }
    [[nodiscard]] bool makeRoom() const { return QFile::remove(m_path + QStringLiteral("/filler")); }

private:
    [[nodiscard]] bool mount(unsigned long flags, qint64 bytes) const
    {
        const QByteArray options = bytes > 0 ? "mode=700,size=" + QByteArray::number(bytes) : QByteArray{};
        return ::mount("disk", QFile::encodeName(m_path).constData(), "tmpfs", flags, options.constData()) ==
               0;
    }

    QString m_path;
    bool m_isMounted;
};

} // namespace tocsin::test

// SPDX-License-Identifier: MIT
#include "core/logging/log_file.h"

#include <QDir>
#include <QFileInfo>

namespace tocsin {

using namespace Qt::StringLiterals;

LogFile::LogFile(const QString& file, qint64 maxSize)
    : m_file{file}
    , m_maxSize{maxSize}
{
    open();
}

void LogFile::open()
{
    const QString folder = QFileInfo{m_file.fileName()}.path();
    if (!QDir{}.mkpath(folder))
        return;
    QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    // Unbuffered: what is logged last before a crash matters most.
    constexpr auto mode = QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered;
    constexpr auto ours = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    if (m_file.open(mode, ours))
        m_file.setPermissions(ours); // a file from before may have had another mode
}

void LogFile::append(const QByteArray& line)
{
    if (!m_file.isOpen() && --m_linesUntilOpen < 0) {
        m_linesUntilOpen = TryOpenEvery;
        open();
    }
    if (!m_file.isOpen() || !makeRoom(line.size() + 2))
        return;
    // What a full disk cut off becomes a line of its own.
    const QByteArray whole = (m_halfLine ? "\n" : "") + line + '\n';
    m_halfLine = m_file.write(whole) != whole.size() && m_file.size() > 0;
}

/// False: the file is full and there is no way to begin another, so nothing is added to it.
bool LogFile::makeRoom(qint64 size)
{
    if (m_file.size() + size > m_maxSize)
        rotate();
    return m_file.isOpen() && (m_file.size() + size <= m_maxSize || m_file.size() == 0);
}

void LogFile::rotate()
{
    m_file.close();
    const QString base = m_file.fileName();
    const auto older = [&base](int age) { return age == 0 ? base : u"%1.%2"_s.arg(base).arg(age); };
    QFile::remove(older(MaxFiles - 1));
    for (int age = MaxFiles - 1; age > 0; --age)
        QFile::rename(older(age - 1), older(age));
    open();
}

} // namespace tocsin

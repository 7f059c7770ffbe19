// SPDX-License-Identifier: MIT
#include "core/ipc/auto_start_guard.h"

#include "core/ipc/private_folder.h"

#include <QFile>

#include <algorithm>
#include <ctime>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr std::time_t FirstPause = 10; // seconds
constexpr off_t MostDoublings = 8;

bool touchFile(const QString& folder, const QString& name)
{
    QFile file{name};
    return !makePrivateFolder(folder) && file.open(QIODevice::WriteOnly);
}

} // namespace

AutoStartGuard::AutoStartGuard(QString folder)
    : m_folder{std::move(folder)}
{}

QString AutoStartGuard::offFile() const
{
    return m_folder + u"/no-start"_s;
}

QString AutoStartGuard::quitFile() const
{
    return m_folder + u"/quit"_s;
}

QString AutoStartGuard::startsFile() const
{
    return m_folder + u"/last-start"_s;
}

bool AutoStartGuard::mayStart() const
{
    return isOn() && !QFile::exists(quitFile());
}

bool AutoStartGuard::isOn() const
{
    return !QFile::exists(offFile());
}

bool AutoStartGuard::setOn(bool on) const
{
    return on ? QFile::remove(offFile()) || isOn() : touchFile(m_folder, offFile());
}

void AutoStartGuard::recordQuit() const
{
    touchFile(m_folder, quitFile());
}

void AutoStartGuard::clearQuit() const
{
    QFile::remove(quitFile());
}

bool AutoStartGuard::takeTurn() const
{
    if (makePrivateFolder(m_folder))
        return false;
    const QByteArray path = QFile::encodeName(startsFile());
    const int fd = ::open(path.constData(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return false;
    struct stat info
    {};
    bool isOurs = false;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0 && ::fstat(fd, &info) == 0) {
        const std::time_t age = ::time(nullptr) - info.st_mtime;
        const off_t doublings = std::clamp<off_t>(info.st_size - 1, 0, MostDoublings);
        // A file from the future: the clock was set back.
        isOurs = info.st_size == 0 || age < 0 || age >= FirstPause << doublings;
        isOurs = isOurs && ::pwrite(fd, "1", 1, info.st_size) == 1;
    }
    ::close(fd);
    return isOurs;
}

void AutoStartGuard::clearFailedStarts() const
{
    // One byte stays: an app that crashes at once is not started again at once.
    QFile starts{startsFile()};
    if (starts.size() > 1)
        starts.resize(1);
}

} // namespace tocsin

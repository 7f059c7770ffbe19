// SPDX-License-Identifier: MIT
#include "core/system/end_process.h"
#include "core/system/system_info.h"

#include <QByteArray>

#include <cerrno>
#include <csignal>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tocsin {

namespace {

/// Closes itself.
class PidFd final
{
public:
    explicit PidFd(qint64 pid)
        : m_fd{static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0U))}
    {}
    PidFd(const PidFd&) = delete;
    PidFd& operator=(const PidFd&) = delete;
    ~PidFd()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }
    [[nodiscard]] bool send(int signal) const
    {
        return ::syscall(SYS_pidfd_send_signal, m_fd, signal, nullptr, 0U) == 0;
    }

private:
    int m_fd;
};

bool isOwn(qint64 pid)
{
    struct stat info = {};
    const QByteArray folder = "/proc/" + QByteArray::number(pid);
    return ::stat(folder.constData(), &info) == 0 && info.st_uid == ::geteuid();
}

} // namespace

EndRequest askToEnd(const ClaudeProcess& process)
{
    if (!process.isKnown() || process.startTime.isEmpty())
        return EndRequest::Refused;
    // pidfd_open(2) first: what is found out after it is about the process that gets the signal.
    const PidFd held{process.pid};
    if (!held.isOpen())
        return errno == ESRCH ? EndRequest::Gone : EndRequest::Refused;
    const ProcessInfo info = processInfo(process.pid);
    if (info.startTime.isEmpty() || info.hasEnded || QString::fromLatin1(info.startTime) != process.startTime)
        return EndRequest::Gone;
    if (!isOwn(process.pid))
        return EndRequest::Refused;
    if (held.send(SIGTERM))
        return EndRequest::Sent;
    return errno == ESRCH ? EndRequest::Gone : EndRequest::Refused;
}

} // namespace tocsin

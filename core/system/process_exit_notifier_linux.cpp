// SPDX-License-Identifier: MIT
#include "core/system/process_exit_notifier.h"

#include <QSocketNotifier>

#include <sys/syscall.h>
#include <unistd.h>

namespace tocsin {

namespace {

/// pidfd_open(2): readable when the process has ended, even while its parent does not look.
class PidFdNotice final : public ProcessExitNotifier
{
public:
    PidFdNotice(int fd, std::function<void()> onExit)
        : m_fd{fd}
        , m_notifier{fd, QSocketNotifier::Read}
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, [this, onExit = std::move(onExit)] {
            m_notifier.setEnabled(false);
            onExit();
        });
    }
    ~PidFdNotice() override
    {
        m_notifier.setEnabled(false);
        ::close(m_fd);
    }

private:
    int m_fd;
    QSocketNotifier m_notifier;
};

} // namespace

std::unique_ptr<ProcessExitNotifier> makeExitNotice(qint64 pid, std::function<void()> onExit)
{
    const long fd = ::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0U);
    if (fd < 0)
        return nullptr;
    return std::make_unique<PidFdNotice>(static_cast<int>(fd), std::move(onExit));
}

} // namespace tocsin

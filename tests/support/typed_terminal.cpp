// SPDX-License-Identifier: MIT
#include "tests/support/typed_terminal.h"

#include <QFile>
#include <QRegularExpression>

#include <array>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tocsin::test {

TypedTerminal::TypedTerminal()
    : m_master{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)}
{
    std::array<char, 64> name{};
    if (m_master < 0 || ::grantpt(m_master) != 0 || ::unlockpt(m_master) != 0 ||
        ::ptsname_r(m_master, name.data(), name.size()) != 0)
        return;
    m_device = QString::fromLatin1(name.data());
    const winsize window{.ws_row = 24, .ws_col = 80, .ws_xpixel = 0, .ws_ypixel = 0};
    ::ioctl(m_master, TIOCSWINSZ, &window);
    m_readable = std::make_unique<QSocketNotifier>(m_master, QSocketNotifier::Read);
    QObject::connect(m_readable.get(), &QSocketNotifier::activated, m_readable.get(), [this] {
        std::array<char, 4096> part{};
        const ssize_t size = ::read(m_master, part.data(), part.size());
        if (size > 0)
            m_shown.append(part.data(), size);
        else
            m_readable->setEnabled(false); // the program has closed it
    });
}

TypedTerminal::~TypedTerminal()
{
    m_readable.reset();
    ::close(m_master);
    m_program.kill();
    m_program.waitForFinished();
}

bool TypedTerminal::run(const QString& program, const QStringList& arguments,
                        const QProcessEnvironment& environment)
{
    m_program.setProcessEnvironment(environment);
    m_program.setChildProcessModifier([device = m_device.toLatin1()] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::setsid();
        const int slave = ::open(device.constData(), O_RDWR);
        ::ioctl(slave, TIOCSCTTY, 0);
        for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            ::dup2(slave, fd);
        if (slave > STDERR_FILENO)
            ::close(slave);
    });
    m_program.start(program, arguments);
    return m_program.waitForStarted();
}

void TypedTerminal::type(const QByteArray& keys) const
{
    [[maybe_unused]] const ssize_t written =
        ::write(m_master, keys.constData(), static_cast<size_t>(keys.size()));
}

QString TypedTerminal::shownDevice() const
{
    static const QRegularExpression Device{u"/dev/pts/[0-9]+(?=[^0-9])"_s};
    return Device.match(QString::fromUtf8(m_shown)).captured();
}

bool setLastTyped(const QString& device, int secondsAgo)
{
    const timespec then{.tv_sec = ::time(nullptr) - secondsAgo, .tv_nsec = 0};
    const std::array<timespec, 2> times{then, then};
    return ::utimensat(AT_FDCWD, QFile::encodeName(device).constData(), times.data(), 0) == 0;
}

} // namespace tocsin::test

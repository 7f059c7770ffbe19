// SPDX-License-Identifier: MIT
#include "cli/prompt.h"

#include <QByteArray>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace tocsin {

namespace {

constexpr qsizetype MaxInput = 64 * 1024;
constexpr int AskEvery = 3000; ///< ms
constexpr std::array EndingSignals{SIGINT, SIGTERM, SIGHUP, SIGQUIT};

// A signal handler can reach nothing but a global; it lives while SilentTerminal does.
termios terminalBefore{};

void restoreAndDie(int number)
{
    ::tcsetattr(STDIN_FILENO, TCSANOW, &terminalBefore);
    std::signal(number, SIG_DFL);
    std::raise(number);
}

/// The terminal does not show what is typed while this lives.
class SilentTerminal final
{
public:
    SilentTerminal()
    {
        m_changed = ::tcgetattr(STDIN_FILENO, &terminalBefore) == 0;
        if (!m_changed)
            return;
        for (const int number : EndingSignals)
            std::signal(number, restoreAndDie);
        termios silent = terminalBefore;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= static_cast<tcflag_t>(ECHONL);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTerminal()
    {
        if (!m_changed)
            return;
        ::tcsetattr(STDIN_FILENO, TCSANOW, &terminalBefore);
        for (const int number : EndingSignals)
            std::signal(number, SIG_DFL);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

private:
    bool m_changed{false};
};

/// False when it was over before there was a line, or the end of the input.
bool waitForLine(const std::function<bool()>& isOver)
{
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    while (true) {
        const int ready = ::poll(&input, 1, AskEvery);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            return true;
        if (ready == 0 && isOver())
            return false;
    }
}

/// Byte by byte where it stops at a line's end, so that nothing after it is taken.
std::optional<QByteArray> readInput(bool oneLine)
{
    QByteArray input;
    std::array<char, 4096> buffer{};
    while (input.size() < MaxInput) {
        const ssize_t size = ::read(STDIN_FILENO, buffer.data(), oneLine ? 1 : buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return input.isEmpty() ? std::optional<QByteArray>{} : input;
        if (oneLine && buffer.front() == '\n')
            return input;
        input.append(buffer.data(), size);
    }
    return input;
}

std::optional<QByteArray> readLine(const std::function<bool()>& isOver)
{
    if (!isOver || waitForLine(isOver))
        return readInput(true);
    ::tcflush(STDIN_FILENO, TCIFLUSH); // the shell would read what is typed so far
    std::fputs("\n", stderr);
    return {};
}

} // namespace

bool stdinIsTerminal()
{
    return ::isatty(STDIN_FILENO) == 1;
}

std::optional<QString> promptLine(const QString& question, Echo echo, const std::function<bool()>& isOver)
{
    std::fputs(question.toLocal8Bit().constData(), stderr);
    std::fflush(stderr);
    std::optional<QByteArray> line;
    if (echo == Echo::Off) {
        const SilentTerminal silent;
        line = readLine(isOver);
    } else {
        line = readLine(isOver);
    }
    return line ? std::optional{QString::fromUtf8(*line)} : std::nullopt;
}

QString readStdinLine()
{
    return QString::fromUtf8(readInput(true).value_or(QByteArray{}));
}

QString readStdinAll()
{
    return QString::fromUtf8(readInput(false).value_or(QByteArray{}));
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "hookbridge/hook_input.h"

#include <QDeadlineTimer>

#include <array>
#include <cerrno>
#include <poll.h>
#include <unistd.h>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

bool waitForInput(const QDeadlineTimer& deadline)
{
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    for (;;) {
        const int ready = ::poll(&input, 1, static_cast<int>(deadline.remainingTime()));
        if (ready >= 0 || errno != EINTR)
            return ready > 0;
    }
}

} // namespace

QByteArray HookInput::read(std::chrono::milliseconds time)
{
    const QDeadlineTimer deadline{time, Qt::PreciseTimer};
    std::array<char, 16 * 1024> buffer{};
    while (m_cut.state() == JsonTruncator::State::Reading) {
        // What is there is read even when the time is up: on a busy machine this process may have been late,
        // not the event.
        if (!waitForInput(deadline))
            return "timed_out"_ba;
        const ssize_t size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return m_cut.isEmpty() ? "empty"_ba : "truncated"_ba;
        const QByteArrayView bytes{buffer.data(), size};
        const qsizetype before = m_cut.bytesRead();
        m_cut.feed(bytes);
        keep(bytes.first(m_cut.bytesRead() - before));
    }
    switch (m_cut.state()) {
    case JsonTruncator::State::Complete:
        return {};
    case JsonTruncator::State::TooLarge:
        return "too_large"_ba;
    default:
        return "malformed"_ba;
    }
}

void HookInput::keep(QByteArrayView bytes)
{
    if (m_cut.bytesRead() <= m_keepWhole)
        m_whole.append(bytes);
    else
        m_whole.clear();
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/server/login/refresh_schedule.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace std::chrono_literals;

namespace {
/// Near the end of a login, which nothing prolongs, tokens live shorter and shorter.
constexpr std::chrono::milliseconds LeastPause{30s};

std::chrono::milliseconds part(std::chrono::milliseconds of, double share)
{
    return std::chrono::milliseconds{static_cast<qint64>(static_cast<double>(of.count()) * share)};
}
} // namespace

RefreshSchedule::RefreshSchedule(const Clock& clock, RefreshTiming timing)
    : m_clock{clock}
    , m_timing{std::move(timing)}
{}

void RefreshSchedule::begin(std::chrono::seconds life)
{
    m_failures = 0;
    const std::chrono::milliseconds all{life};
    dueIn(std::max(all * 3 / 4 - part(all / 20, m_timing.jitter()), LeastPause));
}

void RefreshSchedule::beginRestored(bool looksOld)
{
    m_failures = 0;
    dueIn(looksOld ? 0ms : part(m_timing.startSpread, m_timing.jitter()));
}

void RefreshSchedule::beginNow()
{
    dueIn(0ms);
}

void RefreshSchedule::noteFailure(std::optional<std::chrono::seconds> retryAfter)
{
    std::chrono::milliseconds pause{LeastPause};
    if (!m_timing.retry.empty())
        pause = m_timing.retry.at(std::min(m_failures, m_timing.retry.size() - 1));
    ++m_failures;
    // Jitter must not shorten what the server asked for.
    const std::chrono::milliseconds wish{retryAfter.value_or(0s)};
    dueIn(std::max(pause, wish) + part(pause / 10, m_timing.jitter()));
}

void RefreshSchedule::noteRefusal()
{
    dueIn(m_timing.confirmation);
}

std::chrono::milliseconds RefreshSchedule::untilDue() const
{
    const std::chrono::milliseconds byWall{m_clock.nowUtc().msecsTo(m_wallDue)};
    return std::max(std::min(m_due - m_clock.monotonic(), byWall), 0ms);
}

void RefreshSchedule::dueIn(std::chrono::milliseconds time)
{
    m_due = m_clock.monotonic() + time;
    m_wallDue = m_clock.nowUtc().addMSecs(time.count());
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/pipeline/step_clock.h"

#include <utility>

namespace tocsin {

using namespace std::chrono_literals;

namespace {
/// Clocks that are kept by the network run a little faster or slower all the time.
constexpr std::chrono::milliseconds LeastJump{5s};
/// A hook of this machine that arrives this late ran when it says; more is a clock that was set.
constexpr std::chrono::milliseconds LongestDelivery{1min};
} // namespace

StepClock::StepClock(std::function<std::chrono::milliseconds()> monotonic, QString bootId)
    : m_monotonic{std::move(monotonic)}
    , m_bootId{std::move(bootId)}
{}

std::chrono::milliseconds StepClock::advance(const QDateTime& now)
{
    const auto monotonic = m_monotonic ? m_monotonic() : 0ms;
    std::chrono::milliseconds jump{0};
    if (m_latest.isValid() && m_monotonic)
        jump = std::chrono::milliseconds{m_latest.msecsTo(now)} - (monotonic - m_latestMonotonic);
    m_latest = now;
    m_latestMonotonic = monotonic;
    return std::chrono::abs(jump) > LeastJump ? jump : 0ms;
}

QDateTime StepClock::timeOf(const HookEvent& event, const QDateTime& now) const
{
    const bool isOurs = m_bootId.isEmpty() || event.origin.bootId == m_bootId;
    const std::chrono::milliseconds underWay{event.origin.wall.msecsTo(now)};
    return isOurs && event.origin.wall.isValid() && underWay > 0ms && underWay < LongestDelivery
               ? event.origin.wall
               : now;
}

} // namespace tocsin

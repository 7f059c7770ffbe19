// SPDX-License-Identifier: MIT
#include "core/channels/desktop/notification_throttle.h"

#include <algorithm>

namespace tocsin {

std::optional<int> NotificationThrottle::take(const Alert& alert)
{
    const Key key = keyOf(alert);
    if (m_intervals.of(alert.kind) == std::chrono::seconds{0}) {
        m_bursts.erase(key);
        return 1;
    }
    Burst& burst = m_bursts[key];
    // A clock that was set back must not hold anything for hours.
    const bool goesOn =
        burst.shownAt.isValid() && burst.shownAt <= alert.raisedAt && alert.raisedAt < endOf(key);
    burst.count = goesOn ? burst.count + 1 : 1;
    const bool isWorse = burst.shownCause == AlertCause::Tool && alert.cause != AlertCause::Tool;
    if (goesOn && !isWorse)
        return {};
    burst.shownAt = alert.raisedAt;
    burst.shownCause = alert.cause;
    return burst.count;
}

int NotificationThrottle::release(const Alert& alert, const QDateTime& now)
{
    Burst& burst = m_bursts[keyOf(alert)];
    burst.shownAt = now;
    burst.shownCause = alert.cause;
    return std::max(burst.count, 1);
}

QDateTime NotificationThrottle::endOf(const Key& key) const
{
    const auto burst = m_bursts.find(key);
    return burst == m_bursts.end() ? QDateTime{}
                                   : burst->second.shownAt.addSecs(m_intervals.of(key.second).count());
}

void NotificationThrottle::settle(const Key& key)
{
    if (const auto burst = m_bursts.find(key); burst != m_bursts.end())
        burst->second.count = 0;
}

void NotificationThrottle::forget(const QString& sessionId)
{
    std::erase_if(m_bursts, [&](const auto& burst) { return burst.first.first == sessionId; });
}

void NotificationThrottle::clockSetBack(std::chrono::milliseconds by)
{
    for (auto& [key, burst] : m_bursts)
        burst.shownAt = burst.shownAt.addMSecs(-by.count());
}

std::vector<NotificationThrottle::KindOfBurst> NotificationThrottle::bursts(const QString& sessionId) const
{
    std::vector<KindOfBurst> bursts;
    for (const auto& [key, burst] : m_bursts) {
        if (key.first == sessionId)
            bursts.emplace_back(key.second, burst);
    }
    return bursts;
}

void NotificationThrottle::restore(const QString& sessionId, const std::vector<KindOfBurst>& bursts)
{
    for (const auto& [kind, burst] : bursts) {
        if (burst.shownAt.isValid())
            m_bursts.insert_or_assign({sessionId, kind}, burst);
    }
}

} // namespace tocsin

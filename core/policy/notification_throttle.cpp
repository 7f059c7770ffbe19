// SPDX-License-Identifier: MIT
#include "core/policy/notification_throttle.h"

#include <algorithm>

namespace tocsin {

std::optional<Alert> NotificationThrottle::take(const Alert& alert)
{
    const Key key{alert.sessionId, alert.kind};
    if (m_pauses.of(alert.kind) == std::chrono::seconds{0}) {
        m_storms.erase(key);
        return alert;
    }
    Burst& storm = m_storms[key];
    const bool isStorm = goesOn(key, storm, alert.raisedAt);
    const int count = isStorm ? storm.count + 1 : 1;
    storm.latest = alert;
    storm.latest.count = count;
    storm.count = count;
    const bool isWorse = storm.shownCause == AlertCause::Tool && alert.cause != AlertCause::Tool;
    storm.isHeld = isStorm && !isWorse;
    if (storm.isHeld)
        return {};
    storm.shownAt = alert.raisedAt;
    storm.shownCause = alert.cause;
    return storm.latest;
}

bool NotificationThrottle::goesOn(const Key& key, const Burst& storm, const QDateTime& at) const
{
    // A clock that was set back must not hold anything for hours.
    return storm.shownAt.isValid() && storm.shownAt <= at && at < endOf(key, storm);
}

std::vector<Alert> NotificationThrottle::due(const QDateTime& now)
{
    std::vector<Alert> alerts;
    for (auto& [key, storm] : m_storms) {
        if (!storm.isHeld || now < endOf(key, storm))
            continue;
        storm.isHeld = false;
        storm.shownAt = now;
        storm.shownCause = storm.latest.cause;
        alerts.push_back(storm.latest);
    }
    return alerts;
}

std::optional<QDateTime> NotificationThrottle::nextDeadline() const
{
    std::optional<QDateTime> next;
    for (const auto& [key, storm] : m_storms) {
        if (storm.isHeld)
            next = next ? std::min(*next, endOf(key, storm)) : endOf(key, storm);
    }
    return next;
}

void NotificationThrottle::settle(const QString& sessionId, AlertKind kind)
{
    const auto found = m_storms.find({sessionId, kind});
    if (found == m_storms.end())
        return;
    found->second.isHeld = false;
    found->second.count = 0;
}

void NotificationThrottle::forget(const QString& sessionId)
{
    std::erase_if(m_storms, [&](const auto& storm) { return storm.first.first == sessionId; });
}

void NotificationThrottle::clockSetBack(std::chrono::milliseconds by)
{
    for (auto& [key, storm] : m_storms)
        storm.shownAt = storm.shownAt.addMSecs(-by.count());
}

void NotificationThrottle::dropHeld()
{
    for (auto& [key, storm] : m_storms)
        storm.isHeld = false;
}

std::vector<NotificationThrottle::KindOfBurst> NotificationThrottle::storms(const QString& sessionId) const
{
    std::vector<KindOfBurst> storms;
    for (const auto& [key, storm] : m_storms) {
        if (key.first == sessionId)
            storms.emplace_back(key.second, storm);
    }
    return storms;
}

void NotificationThrottle::restore(const QString& sessionId, const std::vector<KindOfBurst>& storms)
{
    for (const auto& [kind, storm] : storms) {
        if (storm.shownAt.isValid())
            m_storms.insert_or_assign({sessionId, kind}, storm);
    }
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/policy/toast_pace.h"

#include <algorithm>

namespace tocsin {

std::optional<Alert> ToastPace::take(const Alert& alert)
{
    Storm& storm = m_storms[alert.sessionId];
    storm.latest = alert;
    // A clock that was set back must not hold anything for hours.
    const bool goesOn =
        storm.shownAt.isValid() && storm.shownAt <= alert.raisedAt && alert.raisedAt < endOf(storm);
    if (goesOn) {
        storm.latest.count = ++storm.count;
        storm.isHeld = true;
        return {};
    }
    storm = {.shownAt = alert.raisedAt, .count = 1, .latest = alert};
    return alert;
}

std::vector<Alert> ToastPace::due(const QDateTime& now)
{
    std::vector<Alert> alerts;
    for (auto& [sessionId, storm] : m_storms) {
        if (!storm.isHeld || now < endOf(storm))
            continue;
        storm.isHeld = false;
        storm.shownAt = now;
        alerts.push_back(storm.latest);
    }
    return alerts;
}

std::optional<QDateTime> ToastPace::nextDeadline() const
{
    std::optional<QDateTime> next;
    for (const auto& [sessionId, storm] : m_storms) {
        if (storm.isHeld)
            next = next ? std::min(*next, endOf(storm)) : endOf(storm);
    }
    return next;
}

void ToastPace::dropHeld()
{
    for (auto& [sessionId, storm] : m_storms)
        storm.isHeld = false;
}

std::optional<ToastPace::Storm> ToastPace::storm(const QString& sessionId) const
{
    const auto found = m_storms.find(sessionId);
    return found == m_storms.end() ? std::nullopt : std::optional{found->second};
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/base/json_fields.h"
#include "core/channels/desktop/throttle_intervals.h"

#include <QDateTime>

#include <chrono>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tocsin {

/// Groups a burst of alerts into few notifications: after one that was shown, those of the same session and
/// kind are counted for a while and then shown as one. Nothing is swallowed, only late by the interval at
/// most; an error that stops Claude is not late when the notification before told of a tool's, which does
/// not.
class NotificationThrottle final
{
public:
    explicit NotificationThrottle(const ThrottleIntervals& intervals)
        : m_intervals{intervals}
    {}
    void setIntervals(const ThrottleIntervals& intervals) { m_intervals = intervals; }

    using Key = std::pair<QString, AlertKind>;
    [[nodiscard]] static Key keyOf(const Alert& alert) { return {alert.sessionId, alert.kind}; }

    /// How many alerts a notification that is shown now stands for; nothing while it has to wait.
    [[nodiscard]] std::optional<int> take(const Alert& alert);
    /// What waits is shown now: how many it stands for.
    [[nodiscard]] int release(const Alert& alert, const QDateTime& now);
    /// When what waits is due.
    [[nodiscard]] QDateTime endOf(const Key& key) const;

    /// It was resolved without the person: what waits needs no telling. The interval goes on, for what comes
    /// and goes by itself is what makes a burst.
    void settle(const Key& key);
    /// The person was there, or it is over: the next one is news.
    void forget(const Key& key) { m_bursts.erase(key); }
    void forget(const QString& sessionId);
    /// What waits is not to wait for the clock to catch up.
    void clockSetBack(std::chrono::milliseconds by);

    /// The alerts of one session and kind since the last interval without any.
    struct Burst
    {
        QDateTime shownAt{};
        AlertCause shownCause{AlertCause::Tool};
        int count{0};

        template<typename Fields> friend void listFields(Fields& fields, Burst& burst)
        {
            fields("shown_at", burst.shownAt);
            fields("shown_cause", burst.shownCause);
            fields("count", burst.count);
        }
    };
    using KindOfBurst = std::pair<AlertKind, Burst>;
    [[nodiscard]] std::vector<KindOfBurst> bursts(const QString& sessionId) const;
    void restore(const QString& sessionId, const std::vector<KindOfBurst>& bursts);

private:
    ThrottleIntervals m_intervals;
    std::map<Key, Burst> m_bursts;
};

} // namespace tocsin

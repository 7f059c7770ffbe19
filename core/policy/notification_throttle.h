// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/throttle_intervals.h"
#include "core/sessions/session_fields.h"

#include <QDateTime>

#include <chrono>
#include <compare>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tocsin {

/// Keeps a storm of alerts from being a storm of toasts: after one that was shown, those of the same session
/// and kind are counted for a while and then shown as one. Nothing is swallowed, only late by the pause at
/// most; an error that stops Claude is not late when the toast before told of a tool's, which does not.
class NotificationThrottle final
{
public:
    explicit NotificationThrottle(const ThrottleIntervals& pauses)
        : m_pauses{pauses}
    {}
    void setPauses(const ThrottleIntervals& pauses) { m_pauses = pauses; }

    /// What to show now, with its count; nothing while the pause lasts.
    [[nodiscard]] std::optional<Alert> take(const Alert& alert);
    /// What was held back and is due.
    [[nodiscard]] std::vector<Alert> due(const QDateTime& now);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;

    /// It settled by itself: what is held back needs no telling. The pause goes on, for what comes and goes
    /// by itself is what makes a storm.
    void settle(const QString& sessionId, AlertKind kind);
    /// The person was there, or it is over: the next one is news.
    void forget(const QString& sessionId, AlertKind kind) { m_storms.erase({sessionId, kind}); }
    void forget(const QString& sessionId);
    /// What is held back is not to wait for the clock to catch up.
    void clockSetBack(std::chrono::milliseconds by);
    /// Told in another way.
    void dropHeld();

    /// The alerts of one session and kind since the last pause without any.
    struct Burst
    {
        QDateTime shownAt{};
        AlertCause shownCause{AlertCause::Tool};
        int count{0};
        bool isHeld{false}; ///< `latest` is to be shown when the pause is over
        Alert latest{};

        template<typename Fields> friend void listFields(Fields& fields, Burst& storm)
        {
            fields("shown_at", storm.shownAt);
            fields("shown_cause", storm.shownCause);
            fields("count", storm.count);
            fields("is_held", storm.isHeld);
            fields("latest", storm.latest);
        }
    };
    using KindOfBurst = std::pair<AlertKind, Burst>;
    [[nodiscard]] std::vector<KindOfBurst> storms(const QString& sessionId) const;
    void restore(const QString& sessionId, const std::vector<KindOfBurst>& storms);

private:
    using Key = std::pair<QString, AlertKind>;

    [[nodiscard]] bool goesOn(const Key& key, const Burst& storm, const QDateTime& at) const;
    [[nodiscard]] QDateTime endOf(const Key& key, const Burst& storm) const
    {
        return storm.shownAt.addSecs(m_pauses.of(key.second).count());
    }

    ThrottleIntervals m_pauses;
    std::map<Key, Burst> m_storms;
};

} // namespace tocsin

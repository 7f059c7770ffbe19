// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

#include <QString>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace tocsin {

/// Tells a reaction of the person from a notification that only left the screen. A click counts at once.
/// Closing counts when the notification could be read before and no other one closes at the same time, as
/// with "Clear all". Times are those of a clock that never goes back.
class ReactionJudge final
{
public:
    using Time = std::chrono::milliseconds;
    using Alerts = std::vector<AlertId>;

    static constexpr Time ReadingTime{2000};
    static constexpr Time AtOnce{300};

    /// The notification `tag` is shown, or shown again; `alerts` are those that it stands for.
    void shown(const QString& tag, const Alerts& alerts, Time now);
    /// The person clicked it, or one of its buttons. What they reacted to with that.
    [[nodiscard]] Alerts clicked(const QString& tag) const;
    /// The person closed it, as the notification service says. What that means, settle() says later.
    void dismissed(const QString& tag, Time now);
    /// It left in another way.
    void gone(const QString& tag) { m_shown.erase(tag); }

    /// What the person reacted to by closing it, once it is known that no other one closes with it.
    [[nodiscard]] Alerts settle(Time now);
    [[nodiscard]] std::optional<Time> nextDeadline() const;

private:
    struct Shown
    {
        Alerts alerts{};
        Time since{0};
    };
    struct Dismissal
    {
        Alerts alerts{};
        Time at{0};
        bool counts{false};
    };

    std::map<QString, Shown> m_shown;
    std::vector<Dismissal> m_dismissals; ///< the oldest first
};

} // namespace tocsin

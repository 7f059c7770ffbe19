// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"

#include <QDateTime>
#include <QString>

#include <chrono>

namespace tocsin {

/// What the user prefers to hear of.
struct Preferences
{
    bool alertHeadless{false};  ///< of `claude -p` and SDK runs
    bool alertTeammates{false}; ///< of sessions that another session leads
    /// A dialog that a rule or another hook answers within this time is not shown.
    std::chrono::milliseconds dialogToNotification{std::chrono::milliseconds{700}};
    /// And nothing of it is texted within this time; Claude Code's own reminder takes as long.
    std::chrono::milliseconds dialogToText{std::chrono::seconds{6}};
    /// What was raised this long before it is known happened while the app was away; it is not shown until it
    /// is clear that its Claude still runs.
    std::chrono::milliseconds late{std::chrono::minutes{15}};
    std::chrono::milliseconds lateToNotification{std::chrono::seconds{3}};
};

/// What a plan depends on besides the alert.
struct Context
{
    bool isUnattended{false}; ///< no person looks at the session
    bool isTeammate{false};
    bool isWished{false}; ///< the person asked for texts about this session
    QDateTime knownAt{};  ///< UTC, when the app hears of the alert; invalid: as it is raised
};

/// What one channel does with an alert.
struct ChannelPlan
{
    QDateTime at{};   ///< UTC; invalid: never
    QString reason{}; ///< why never: `headless`, `teammate`

    [[nodiscard]] bool isNever() const { return !at.isValid(); }
};

struct Plan
{
    ChannelPlan notification{};
    ChannelPlan text{};
};

/// Why a session causes no notifications and texts; empty when it does.
[[nodiscard]] QString silenceOf(const Context& context, const Preferences& preferences);

[[nodiscard]] Plan planFor(const OpenAlert& alert, const Context& context, const Preferences& preferences);

} // namespace tocsin

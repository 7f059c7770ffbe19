// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/alert_topic.h"
#include "core/policy/quiet_hours.h"

#include <QString>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

namespace tocsin {

/// When the person wants a text.
enum class TextWhen : uint8_t {
    AtOnce,
    AfterGrace, ///< at once while the person is away, else unless they react within the grace time
    Never
};
inline constexpr std::array TextWhens{TextWhen::AtOnce, TextWhen::AfterGrace, TextWhen::Never};
/// `at_once`, `after_grace`, `never`.
[[nodiscard]] QString wireName(TextWhen when);
/// Nothing when `name` is none of them.
[[nodiscard]] std::optional<TextWhen> textWhenFrom(const QString& name);

/// What the person wants to hear of one topic. The defaults are the settings'
/// (core/settings/setting_table.h).
struct TopicPreferences
{
    bool notification{true};
    bool sound{true};
    TextWhen text{TextWhen::AtOnce};
    std::chrono::seconds grace{0};
    bool duringQuietHours{false}; ///< neither quiet hours nor Do Not Disturb hold it back
};

/// What the person wants to hear, when.
struct Preferences
{
    std::array<TopicPreferences, AlertTopics.size()> topics{};
    QuietHours quietHours{};
    bool followDoNotDisturb{false}; ///< the desktop's
    bool hideContents{false};       ///< notifications without command, question and message
    /// Shorter turns end in silence, unless the person was away when they began. 0: none does.
    std::chrono::milliseconds minimumTurn{0};
    bool alertHeadless{false};  ///< of `claude -p` and SDK runs
    bool alertTeammates{false}; ///< of sessions that another session leads

    // Not for the person to choose.

    /// A dialog that a rule or another hook answers within this time is not shown.
    std::chrono::milliseconds dialogToNotification{700};
    /// And nothing of it is texted within this time; Claude Code's own reminder takes as long.
    std::chrono::milliseconds dialogToText{6000};
    /// What was raised this long before it is known happened while the app was away; it is not shown until it
    /// is clear that its Claude still runs.
    std::chrono::milliseconds late{std::chrono::minutes{15}};
    std::chrono::milliseconds lateToNotification{std::chrono::seconds{3}};

    [[nodiscard]] const TopicPreferences& of(AlertTopic topic) const
    {
        return topics.at(static_cast<size_t>(topic));
    }
    [[nodiscard]] TopicPreferences& of(AlertTopic topic) { return topics.at(static_cast<size_t>(topic)); }
};

} // namespace tocsin

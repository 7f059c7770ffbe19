// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

#include <QLatin1StringView>
#include <QString>

#include <array>
#include <cstdint>

namespace tocsin {

/// What people choose notifications and texts for. Finer than AlertKind, which is the server's.
enum class AlertTopic : uint8_t {
    Permission,
    Question,
    Waiting,
    Error,
    UsageLimit,
    Finished,
    NoActivity,
    Lost
};

inline constexpr std::array AlertTopics{AlertTopic::Permission, AlertTopic::Question,   AlertTopic::Waiting,
                                        AlertTopic::Error,      AlertTopic::UsageLimit, AlertTopic::Finished,
                                        AlertTopic::NoActivity, AlertTopic::Lost};

[[nodiscard]] AlertTopic topicOf(const Alert& alert);
/// An alert of this topic, of no session in particular.
[[nodiscard]] Alert exampleOf(AlertTopic topic, const QDateTime& raisedAt);

/// In the order of AlertTopics.
inline constexpr std::array AlertTopicNames{QLatin1StringView{"permission"},  QLatin1StringView{"question"},
                                            QLatin1StringView{"waiting"},     QLatin1StringView{"error"},
                                            QLatin1StringView{"usage_limit"}, QLatin1StringView{"finished"},
                                            QLatin1StringView{"no_activity"}, QLatin1StringView{"lost"}};

/// What a summary of several alerts leads with: by topic, the older one first.
[[nodiscard]] bool isMoreUrgent(const Alert& a, const Alert& b);

[[nodiscard]] QString wireName(AlertTopic topic);
/// "Needs permission", for people.
[[nodiscard]] QString topicLabel(AlertTopic topic);

} // namespace tocsin

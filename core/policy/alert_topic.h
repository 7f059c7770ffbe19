// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

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

/// What a summary of several alerts leads with: by topic, the older one first.
[[nodiscard]] bool isMoreUrgent(const Alert& a, const Alert& b);

/// `permission`, `question`, `waiting`, `error`, `usage_limit`, `finished`, `no_activity`, `lost`.
[[nodiscard]] QString wireName(AlertTopic topic);

} // namespace tocsin

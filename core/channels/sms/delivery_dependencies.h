// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/channels/sms/heartbeat_interval.h"
#include "core/server/api/api_client.h"
#include "core/server/api/server_clock.h"
#include "core/server/login/server_login.h"

#include <QRandomGenerator>

#include <chrono>
#include <optional>
#include <vector>

namespace tocsin {

/// Durations of delivery; the defaults are the real ones.
struct DeliveryTiming
{
    std::chrono::milliseconds heartbeat{std::chrono::seconds{30}};
    /// Pauses after the first, second, … failure in a row; the last one is used again and again.
    std::vector<std::chrono::milliseconds> retry{
        std::chrono::seconds{1},  std::chrono::seconds{2},  std::chrono::seconds{5}, std::chrono::seconds{15},
        std::chrono::seconds{30}, std::chrono::seconds{60}, std::chrono::minutes{5}};
    double jitter{0.1}; ///< of every pause, to either side
    std::chrono::milliseconds waitingLifetime{std::chrono::minutes{15}};
    /// How soon the server hears that the person came or left; changes within it are sent as one.
    std::chrono::milliseconds presence{std::chrono::seconds{1}};
    /// When the server is asked what became of a text, counted from its answer or from the end of the hold.
    std::vector<std::chrono::milliseconds> statusQueries{std::chrono::seconds{5}, std::chrono::seconds{30},
                                                         std::chrono::minutes{5}};
};

/// What delivery works with; all of it outlives the sessions.
struct DeliveryDependencies
{
    ApiClient& api;
    ServerLogin& login;
    const Clock& clock;
    QRandomGenerator& random;
    const HeartbeatInterval& heartbeatInterval;
    const ServerClock& serverClock;
    const ServerFeatures& features;     ///< as the server said last; none before it did
    const std::optional<bool>& present; ///< whether the person is at this computer
    DeliveryTiming timing;
};

} // namespace tocsin

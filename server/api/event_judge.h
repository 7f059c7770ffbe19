// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/domain/sms_text.h"

#include <optional>
#include <string>

namespace tocsin::server {

/// Something that a person should hear of.
struct Event
{
    EventType type{EventType::Waiting};
    std::string kind; ///< as eventKind() gave it
    std::string message;
    Instant happenedAt;
};

struct Verdict
{
    enum class Outcome : uint8_t { Texted, RateLimited, TooOld, OptedOut };
    Outcome outcome{Outcome::Texted};
    std::string textId{}; ///< Texted: its row in the outbox
    Instant allowedAt{};  ///< RateLimited: when the next one is
};

/// Judges an event by the limits, stores it, and queues its text if they allow one (server/api/openapi.yaml).
/// Counts it in `session`, which is stored too.
[[nodiscard]] Verdict judgeEvent(const Parts& parts, Transaction& tx, const Login& login,
                                 MonitoredSession& session, const Event& event);

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/domain/sms_text.h"

#include <cstdint>
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
    std::optional<int> holdSeconds{};  ///< how long to hold its text
    std::optional<int> graceSeconds{}; ///< the same, while the user is at another computer
    bool withdrawn{false};             ///< before it arrived
};

struct Verdict
{
    enum class Outcome : uint8_t { Texted, Held, RateLimited, TooOld, OptedOut, Withdrawn };
    Outcome outcome{Outcome::Texted};
    std::string textId{}; ///< Texted, Held: its row in the outbox
    Instant until{};      ///< Held: when it is due. RateLimited: when the next one is allowed
};

/// Judges an event by the limits, stores it, and queues its text if they allow one (server/api/openapi.yaml).
/// Counts it in `session`, which is stored too.
[[nodiscard]] Verdict judgeEvent(const Parts& parts, Transaction& tx, const Login& login,
                                 MonitoredSession& session, const Event& event);

} // namespace tocsin::server

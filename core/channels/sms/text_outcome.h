// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/api_messages.h"

#include <QDateTime>

#include <cstdint>

namespace tocsin {

struct EventOutcome;

/// What became of the text that a server event asked for.
enum class TextResult : uint8_t {
    Sent,        ///< `status` says how far it is; another outcome with another status may follow
    Held,        ///< not sent before heldUntil; another outcome follows
    RateLimited, ///< stored, not texted; nextAllowedAt says when the limit ends
    OptedOut,    ///< the number answered STOP
    TooOld,      ///< the event was more than 15 minutes old when it arrived
    NotSent      ///< anything else: refused, withdrawn, given up
};

struct TextOutcome
{
    TextResult result{TextResult::NotSent};
    QDateTime nextAllowedAt{}; ///< UTC; only with RateLimited
    QDateTime heldUntil{};     ///< UTC; only with Held
    TextStatus status{TextStatus::Unknown};
};

/// As the server's answer to an event says it.
[[nodiscard]] TextOutcome textOutcome(const EventOutcome& outcome);

} // namespace tocsin

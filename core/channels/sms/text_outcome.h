// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>

#include <cstdint>

namespace tocsin {

/// What became of the text that a server event asked for.
enum class TextResult : uint8_t {
    Sent,
    RateLimited, ///< stored, not texted; nextAllowedAt says when the limit ends
    OptedOut,    ///< the number answered STOP
    Held,        ///< until heldUntil; another outcome follows
    TooOld,      ///< the event was more than 15 minutes old when it arrived
    NotSent      ///< anything else: refused, withdrawn, given up
};

struct TextOutcome
{
    TextResult result{TextResult::NotSent};
    QDateTime nextAllowedAt{}; ///< UTC; only with RateLimited
    QDateTime heldUntil{};     ///< UTC; only with Held
};

/// What became of a WithdrawEvent.
enum class WithdrawResult : uint8_t {
    Withdrawn,
    AlreadySent,
    Unknown ///< the server never had it
};

} // namespace tocsin

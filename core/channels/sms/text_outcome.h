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
    TooOld,      ///< the event was more than 15 minutes old when it arrived
    NotSent      ///< anything else: refused, withdrawn, given up
};

struct TextOutcome
{
    TextResult result{TextResult::NotSent};
    QDateTime nextAllowedAt{}; ///< UTC; only with RateLimited
};

} // namespace tocsin

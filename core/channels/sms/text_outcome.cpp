// SPDX-License-Identifier: MIT
#include "core/channels/sms/text_outcome.h"

#include "core/channels/sms/event_report.h"

namespace tocsin {

using namespace Qt::StringLiterals;

TextOutcome textOutcome(const EventOutcome& outcome)
{
    if (outcome.textSent)
        return {.result = TextResult::Sent, .status = outcome.status};
    if (outcome.heldUntil.isValid())
        return {.result = TextResult::Held, .heldUntil = outcome.heldUntil};
    if (outcome.rateLimited)
        return {.result = TextResult::RateLimited, .nextAllowedAt = outcome.nextAllowedAt};
    if (outcome.reason == "opted_out"_L1)
        return {.result = TextResult::OptedOut};
    if (outcome.reason == "too_old"_L1)
        return {.result = TextResult::TooOld};
    return {};
}

} // namespace tocsin

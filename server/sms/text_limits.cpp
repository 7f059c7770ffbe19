// SPDX-License-Identifier: MIT
#include "server/sms/text_limits.h"

#include "server/base/log.h"
#include "server/domain/rate_window.h"
#include "server/domain/sms_text.h"

#include <algorithm>

namespace tocsin::server {

namespace {

/// When the limit of a kind lets the next one through.
Instant endOfKindLimit(const Limits& limits, const CountedText& last, bool isRequest)
{
    const Instant end = last.at + limits.sameTypeSpan;
    if (!isRequest || !last.answeredAt)
        return end;
    return std::min(end, std::max(last.at + limits.answeredSpan, *last.answeredAt));
}

} // namespace

std::optional<Instant> textAllowedAt(Transaction& tx, const Limits& limits, Instant now,
                                     const TextRequest& text, CapWatch& day)
{
    const bool request = isRequest(text.type, text.kind);
    std::optional<Instant> until;
    const auto block = [&](std::optional<Instant> when) {
        if (when && *when > now)
            until = std::max(until.value_or(*when), *when);
    };
    if (const auto last = tx.lastText(text.monitoringId, text.type, text.kind, now + ClockTolerance))
        block(endOfKindLimit(limits, *last, request));
    const Instant since = now - limits.textsPerPhoneSpan;
    block(blockedUntil(tx.textsForPhone(text.phoneId, since), limits.textsPerPhone, limits.textsPerPhoneSpan,
                       now));
    if (!request)
        block(blockedUntil(tx.otherTextsForPhone(text.phoneId, since),
                           limits.textsPerPhone - limits.textsForRequests, limits.textsPerPhoneSpan, now));
    if (until)
        return until; // then what all have sent need not be counted, which is work, and in everybody's way
    const int sent = tx.textsOfAll(now - std::chrono::hours{24});
    const bool isAllowed = sent < limits.textsPerDay;
    const int used = sent + (isAllowed ? 1 : 0);
    if (day.note(used, limits.textsPerDay))
        logLine("warning",
                "80 % of the day's alerts are used: --daily-texts or SMS_DAILY_CAP sets how many there are",
                {{"used", std::to_string(used)}, {"most", std::to_string(limits.textsPerDay)}});
    return isAllowed ? std::nullopt : std::optional{now + std::chrono::hours{1}};
}

} // namespace tocsin::server

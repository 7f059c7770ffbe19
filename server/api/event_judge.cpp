// SPDX-License-Identifier: MIT
#include "server/api/event_judge.h"

#include "server/auth/crypto.h"
#include "server/domain/rate_window.h"
#include "server/http/api_error.h"

#include <algorithm>

namespace tocsin::server {

namespace {

std::string outcomeColumn(Verdict::Outcome outcome)
{
    switch (outcome) {
    case Verdict::Outcome::Texted:
        return "sent";
    case Verdict::Outcome::RateLimited:
        return "rate_limited";
    case Verdict::Outcome::TooOld:
        return "too_old";
    case Verdict::Outcome::OptedOut:
        break;
    }
    return "opted_out";
}

std::optional<Instant> textAllowedAt(const Parts& parts, Transaction& tx, const MonitoredSession& session,
                                     const std::string& phoneId, const Event& event)
{
    const Limits& limits = parts.limits;
    const Instant now = parts.clock.now();
    std::optional<Instant> until;
    const auto block = [&](std::optional<Instant> when) {
        if (when && *when > now)
            until = std::max(until.value_or(*when), *when);
    };
    if (const auto last = tx.lastText(session.monitoringId, eventTypeName(event.type), event.kind))
        block(*last + limits.sameTypeSpan);
    block(blockedUntil(tx.textsForPhone(phoneId, now - limits.textsPerPhoneSpan), limits.textsPerPhone,
                       limits.textsPerPhoneSpan));
    if (until)
        return until; // then what all have sent need not be counted, which is work, and in everybody's way
    constexpr std::chrono::hours day{24};
    if (tx.codesOfAll(now - day) + tx.textsOfAll(now - day) >= limits.textsPerDay)
        return now + std::chrono::hours{1};
    return std::nullopt;
}

Verdict verdictOn(const Parts& parts, Transaction& tx, const Phone& phone, const MonitoredSession& session,
                  const Event& event)
{
    if (event.happenedAt < parts.clock.now() - parts.limits.tooOldAfter)
        return {Verdict::Outcome::TooOld};
    if (tx.optedOut(phone.number))
        return {Verdict::Outcome::OptedOut};
    if (const auto until = textAllowedAt(parts, tx, session, phone.id, event))
        return {Verdict::Outcome::RateLimited, {}, *until};
    return {Verdict::Outcome::Texted, "sms_" + randomHex(12)};
}

} // namespace

Verdict judgeEvent(const Parts& parts, Transaction& tx, const Login& login, MonitoredSession& session,
                   const Event& event)
{
    const Instant now = parts.clock.now();
    const auto phone = tx.phone(login.phoneId);
    if (!phone)
        throw ApiError::serverError("The phone of this login is not known any more.");
    const Verdict verdict = verdictOn(parts, tx, *phone, session, event);
    const StoredEvent row{"ev_" + randomHex(12),
                          session.monitoringId,
                          eventTypeName(event.type),
                          event.kind,
                          event.happenedAt,
                          now,
                          outcomeColumn(verdict.outcome)};
    session.errorsSeen += event.type == EventType::Error ? 1 : 0;
    session.textsSent += verdict.outcome == Verdict::Outcome::Texted ? 1 : 0;
    tx.updateSession(session);
    tx.addEvent(row);
    if (verdict.outcome == Verdict::Outcome::Texted)
        parts.outbox.queue(tx,
                           {.id = verdict.textId,
                            .phoneId = phone->id,
                            .monitoringId = session.monitoringId,
                            .eventId = row.id,
                            .type = row.type,
                            .kind = row.kind,
                            .sealedBody = {},
                            .at = {},
                            .dueAt = {},
                            .uselessAt = now + parts.limits.tooOldAfter},
                           eventSms(event.type, event.kind, session.description, event.message));
    return verdict;
}

} // namespace tocsin::server

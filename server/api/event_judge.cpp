// SPDX-License-Identifier: MIT
#include "server/api/event_judge.h"

#include "server/auth/crypto.h"
#include "server/http/api_error.h"
#include "server/sms/held_texts.h"
#include "server/sms/text_limits.h"

namespace tocsin::server {

namespace {

std::string outcomeColumn(Verdict::Outcome outcome)
{
    switch (outcome) {
    case Verdict::Outcome::Texted:
        return "sent";
    case Verdict::Outcome::Held:
        return "held";
    case Verdict::Outcome::Withdrawn:
        return std::string{not_sent::Withdrawn};
    case Verdict::Outcome::RateLimited:
        return std::string{not_sent::RateLimited};
    case Verdict::Outcome::TooOld:
        return std::string{not_sent::TooOld};
    case Verdict::Outcome::OptedOut:
        break;
    }
    return std::string{not_sent::OptedOut};
}

/// How long the text is held: as the event says, and longer while the user is at another computer.
Duration holdOf(const Parts& parts, Transaction& tx, const Login& login, const MonitoredSession& session,
                const Event& event)
{
    const std::chrono::seconds own{event.holdSeconds.value_or(0)};
    // A client that does not know of holds could not read the answer.
    const bool knowsHolds = event.holdSeconds || event.graceSeconds || session.presenceAt;
    const std::chrono::seconds grace{
        event.graceSeconds.value_or(own.count() > 0 ? 0 : parts.limits.graceSeconds)};
    const Instant since = parts.clock.now() - parts.limits.presenceLife;
    const bool isLonger = knowsHolds && grace > own && !tx.presentAtLogin(login.id, since) &&
                          tx.presentElsewhere(login.phoneId, login.id, since);
    return isLonger ? grace : own;
}

Verdict verdictOn(const Parts& parts, Transaction& tx, const Login& login, const Phone& phone,
                  const MonitoredSession& session, const Event& event)
{
    if (event.withdrawn)
        return {Verdict::Outcome::Withdrawn};
    if (event.happenedAt < parts.clock.now() - parts.limits.tooOldAfter)
        return {Verdict::Outcome::TooOld};
    if (tx.optedOut(phone.number))
        return {Verdict::Outcome::OptedOut};
    if (const Duration hold = holdOf(parts, tx, login, session, event); hold > Duration{}) {
        const auto held = tx.heldTextsOfPhone(phone.id);
        if (static_cast<int>(held.size()) >= parts.limits.mostHeld)
            return {Verdict::Outcome::RateLimited, {}, tx.text(held.front())->dueAt};
        return {Verdict::Outcome::Held, "sms_" + randomHex(12), parts.clock.now() + hold};
    }
    if (const auto until = textAllowedAt(
            tx, parts.limits, parts.clock.now(),
            {phone.id, session.monitoringId, eventTypeName(event.type), event.kind}, parts.metrics.alerts))
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
    const Verdict verdict = verdictOn(parts, tx, login, *phone, session, event);
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
    if (verdict.textId.empty())
        return verdict;
    const bool isHeld = verdict.outcome == Verdict::Outcome::Held;
    const OutgoingText draft{.id = verdict.textId,
                             .phoneId = phone->id,
                             .monitoringId = session.monitoringId,
                             .eventId = row.id,
                             .type = row.type,
                             .kind = row.kind,
                             .sealedBody = {},
                             .at = {},
                             .dueAt = {},
                             .uselessAt = (isHeld ? verdict.until : now) + parts.limits.tooOldAfter};
    const std::string body =
        eventSms(event.type, event.kind, session.description, event.message, parts.marks, parts.canReply);
    if (isHeld)
        parts.outbox.hold(tx, draft, body, verdict.until);
    else
        parts.outbox.queue(tx, draft, body);
    return verdict;
}

} // namespace tocsin::server

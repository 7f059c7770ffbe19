// SPDX-License-Identifier: MIT
#include "server/api/event_api.h"

#include "server/api/access.h"
#include "server/api/answers.h"
#include "server/auth/crypto.h"
#include "server/base/time_text.h"
#include "server/domain/rate_window.h"
#include "server/domain/sms_text.h"
#include "server/http/api_error.h"
#include "server/http/json.h"

#include <algorithm>

namespace tocsin::server {

struct EventBody
{
    EventType type{EventType::Waiting};
    std::string kind;
    std::string message;
    Instant happenedAt;
};

namespace {

constexpr size_t MostMessage = 4000;

EventBody readEvent(const ApiRequest& request)
{
    const JsonBody body{request.body};
    const auto type = eventTypeFromName(body.text("event_type", 20));
    if (!type)
        throw ApiError::invalidRequest("`event_type` is not error, done or waiting.");
    const JsonBody details = body.object("details");
    auto message = details.optionalText("message", MostMessage);
    if (!message)
        message = details.optionalText("error", MostMessage); // what the first clients called it
    return {*type, eventKind(*type, details.optionalText("kind", 40).value_or(std::string{})),
            message.value_or(std::string{}), body.time("timestamp")};
}

std::string scopeOf(const std::string& monitoringId)
{
    return "event:" + monitoringId;
}

std::string sentAnswer(const std::string& textId)
{
    JsonObject answer;
    answer.set("sms_sent", true);
    answer.set("sms_id", textId);
    answer.set("rate_limited", false);
    answer.setNull("next_allowed_at");
    return answer.text();
}

std::string heldBackAnswer(Instant now, Instant until)
{
    JsonObject answer;
    answer.set("sms_sent", false);
    answer.set("rate_limited", true);
    answer.set("next_allowed_at", isoTime(std::chrono::ceil<std::chrono::seconds>(until)));
    answer.set("retry_after", secondsUntil(now, until));
    return answer.text();
}

std::string tooOldAnswer()
{
    JsonObject answer;
    answer.set("sms_sent", false);
    answer.set("rate_limited", false);
    answer.setNull("next_allowed_at");
    answer.set("reason", "too_old");
    return answer.text();
}

} // namespace

ApiAnswer EventApi::event(const ApiRequest& request, const std::string& monitoringId)
{
    std::optional<KeyedMutex::Lock> lock;
    if (!request.idempotencyKey.empty())
        lock.emplace(m_keys, monitoringId + request.idempotencyKey);
    const Decision decision =
        inTransaction(m_parts.store, [&](Transaction& tx) { return decide(tx, request, monitoringId); });
    if (decision.outgoing && !m_parts.sms.send(decision.outgoing->number, decision.outgoing->body)) {
        takeBack(*decision.outgoing, monitoringId, request.idempotencyKey);
        throw ApiError::serverError("The text could not be sent. Try again later.", 503);
    }
    return {200, decision.answer};
}

EventApi::Decision EventApi::decide(Transaction& tx, const ApiRequest& request,
                                    const std::string& monitoringId)
{
    SessionAccess access = sessionAccess(m_parts, tx, request, monitoringId);
    const AnswerBook book{m_parts, tx, scopeOf(monitoringId), request.idempotencyKey};
    if (const auto known = book.find())
        return {*known, std::nullopt};
    requireAlive(access);
    Decision decision = judge(tx, access, readEvent(request));
    book.keep(decision.answer);
    return decision;
}

EventApi::Decision EventApi::judge(Transaction& tx, SessionAccess& access, const EventBody& event)
{
    const Instant now = m_parts.clock.now();
    MonitoredSession& session = access.session;
    const bool isError = event.type == EventType::Error;
    StoredEvent row{"ev_" + randomHex(12),
                    session.monitoringId,
                    eventTypeName(event.type),
                    event.kind,
                    event.happenedAt,
                    now,
                    "sent"};
    Decision decision;
    if (event.happenedAt < now - m_parts.limits.tooOldAfter) {
        row.outcome = "too_old";
        decision.answer = tooOldAnswer();
    } else if (const auto until = textAllowedAt(tx, access, event)) {
        row.outcome = "rate_limited";
        decision.answer = heldBackAnswer(now, *until);
    } else {
        const auto phone = tx.phone(access.login.phoneId);
        if (!phone)
            throw ApiError::serverError("The phone of this login is not known any more.");
        const std::string textId = "sms_" + randomHex(12);
        tx.addText({textId, phone->id, session.monitoringId, row.type, row.kind, now});
        session.textsSent += 1;
        decision.answer = sentAnswer(textId);
        decision.outgoing =
            Outgoing{phone->number, eventSms(event.type, event.kind, session.description, event.message),
                     textId, row.id, isError};
    }
    session.errorsSeen += isError ? 1 : 0;
    tx.updateSession(session);
    tx.addEvent(row);
    return decision;
}

std::optional<Instant> EventApi::textAllowedAt(Transaction& tx, const SessionAccess& access,
                                               const EventBody& event) const
{
    const Limits& limits = m_parts.limits;
    const Instant now = m_parts.clock.now();
    std::optional<Instant> until;
    const auto block = [&](std::optional<Instant> when) {
        if (when && *when > now)
            until = std::max(until.value_or(*when), *when);
    };
    if (const auto last = tx.lastText(access.session.monitoringId, eventTypeName(event.type), event.kind))
        block(*last + limits.sameTypeSpan);
    block(blockedUntil(tx.textsForPhone(access.login.phoneId, now - limits.textsPerPhoneSpan),
                       limits.textsPerPhone, limits.textsPerPhoneSpan));
    constexpr std::chrono::hours day{24};
    if (tx.codesOfAll(now - day) + tx.textsOfAll(now - day) >= limits.textsPerDay)
        block(now + std::chrono::hours{1});
    return until;
}

void EventApi::takeBack(const Outgoing& outgoing, const std::string& monitoringId, const std::string& key)
{
    m_parts.store.transact([&](Transaction& tx) {
        tx.removeText(outgoing.textId);
        tx.removeEvent(outgoing.eventId);
        if (!key.empty())
            tx.forgetAnswer(scopeOf(monitoringId), key);
        if (auto session = tx.session(monitoringId)) {
            session->textsSent -= 1;
            session->errorsSeen -= outgoing.isError ? 1 : 0;
            tx.updateSession(*session);
        }
    });
}

} // namespace tocsin::server

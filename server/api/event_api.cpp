// SPDX-License-Identifier: MIT
#include "server/api/event_api.h"

#include "server/api/access.h"
#include "server/api/answers.h"
#include "server/api/event_answers.h"
#include "server/api/event_judge.h"
#include "server/api/json_body.h"
#include "server/base/json.h"
#include "server/http/api_error.h"
#include "server/sms/held_texts.h"

#include <string_view>

namespace tocsin::server {

namespace {

constexpr size_t MostMessage = 4000;

Event readEvent(const Limits& limits, const ApiRequest& request)
{
    const JsonBody body{request.body};
    const auto type = eventTypeFromName(body.text("event_type", 20));
    if (!type)
        throw ApiError::invalidRequest("`event_type` is not error, done or waiting.");
    const JsonBody details = body.object("details");
    auto message = details.optionalText("message", MostMessage);
    if (!message)
        message = details.optionalText("error", MostMessage); // what the first clients called it
    return {.type = *type,
            .kind = eventKind(*type, details.optionalText("kind", 40).value_or(std::string{})),
            .message = message.value_or(std::string{}),
            .happenedAt = body.time("timestamp"),
            .holdSeconds = body.optionalInteger("hold_seconds", 0, limits.mostHoldSeconds),
            .graceSeconds = body.optionalInteger("grace_seconds", 0, limits.mostHoldSeconds)};
}

/// What makes it another event than one with the same key. Not when, nor how long to hold it: a client may
/// ask again with what is left of that.
std::string whatHappened(const Event& event)
{
    return eventTypeName(event.type) + "\n" + event.kind + "\n" + event.message;
}

/// What is kept under an Idempotency-Key for a texted event: its text, whose status goes on changing.
constexpr std::string_view TextAnswer = "text:";

/// The withdrawal of an event that has not arrived.
AnswerBook withdrawnAhead(const Parts& parts, Transaction& tx, const SessionAccess& access,
                          const std::string& key)
{
    return {parts, tx, "withdrawn:" + access.login.id, access.session.monitoringId + "/" + key};
}

std::string eventScope(const std::string& monitoringId)
{
    return "event:" + monitoringId;
}

} // namespace

ApiAnswer EventApi::event(const ApiRequest& request, const std::string& monitoringId)
{
    const Decision decision = inTransaction(
        m_parts.store, request.until, [&](Transaction& tx) { return decide(tx, request, monitoringId); });
    return {200, decision.textId.empty() ? decision.answer : whatCameOf(decision.textId, request.until)};
}

EventApi::Decision EventApi::decide(Transaction& tx, const ApiRequest& request,
                                    const std::string& monitoringId)
{
    SessionAccess access = sessionAccess(m_parts, tx, request, monitoringId);
    const AnswerBook book{m_parts, tx, eventScope(monitoringId), request.idempotencyKey};
    if (const auto known = book.find()) {
        book.requireSame(whatHappened(readEvent(m_parts.limits, request)));
        if (known->starts_with(TextAnswer))
            return {{}, known->substr(TextAnswer.size())};
        return {*known, {}};
    }
    requireAlive(access);
    Event event = readEvent(m_parts.limits, request);
    countChange(m_parts, access.login.phoneId);
    if (!request.idempotencyKey.empty()) {
        const AnswerBook ahead = withdrawnAhead(m_parts, tx, access, request.idempotencyKey);
        event.withdrawn = ahead.find().has_value();
        ahead.forget();
    }
    const Verdict verdict = judgeEvent(m_parts, tx, access.login, access.session, event);
    Decision decision;
    switch (verdict.outcome) {
    case Verdict::Outcome::Texted:
    case Verdict::Outcome::Held:
        decision.textId = verdict.textId;
        break;
    case Verdict::Outcome::RateLimited:
        decision.answer = rateLimitedAnswer(m_parts.clock.now(), verdict.until);
        break;
    case Verdict::Outcome::TooOld:
        decision.answer = notTextedAnswer(not_sent::TooOld);
        break;
    case Verdict::Outcome::OptedOut:
        decision.answer = notTextedAnswer(not_sent::OptedOut);
        break;
    case Verdict::Outcome::Withdrawn:
        decision.answer = notTextedAnswer(not_sent::Withdrawn);
        break;
    }
    book.keep(decision.textId.empty() ? decision.answer : std::string{TextAnswer} + decision.textId,
              whatHappened(event));
    return decision;
}

std::string EventApi::whatCameOf(const std::string& textId, Deadline until)
{
    const auto find = [&] {
        return inTransaction(m_parts.store, until, [&](Transaction& tx) { return tx.text(textId); });
    };
    auto text = find();
    if (text && text->status == TextStatus::Held) {
        m_parts.texts.expect(text->dueAt);
    } else {
        m_parts.texts.settle(textId, until);
        text = find();
    }
    OutgoingText forgotten;
    forgotten.id = textId;
    forgotten.status = TextStatus::Unknown;
    return textAnswer(text.value_or(forgotten), m_parts.clock.now());
}

ApiAnswer EventApi::withdraw(const ApiRequest& request, const std::string& monitoringId,
                             const std::string& key)
{
    checkIdempotencyKey(key);
    const auto result = inTransaction(m_parts.store, request.until, [&](Transaction& tx) -> std::string {
        const SessionAccess access = ownSession(m_parts, tx, request, monitoringId);
        const auto known = AnswerBook{m_parts, tx, eventScope(monitoringId), key}.find();
        if (!known) {
            withdrawnAhead(m_parts, tx, access, key).keep({}, m_parts.limits.withdrawalsAhead);
            return "unknown";
        }
        if (!known->starts_with(TextAnswer))
            return "withdrawn";
        const auto text = tx.text(known->substr(TextAnswer.size()));
        return text && withdrawText(tx, *text, m_parts.clock.now()) ? "withdrawn" : "already_sent";
    });
    JsonObject answer;
    answer.set("result", result);
    return {200, answer.text()};
}

} // namespace tocsin::server

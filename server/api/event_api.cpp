// SPDX-License-Identifier: MIT
#include "server/api/event_api.h"

#include "server/api/access.h"
#include "server/api/answers.h"
#include "server/api/event_judge.h"
#include "server/base/time_text.h"
#include "server/domain/rate_window.h"
#include "server/http/api_error.h"
#include "server/http/json.h"

#include <optional>
#include <string_view>

namespace tocsin::server {

namespace {

constexpr size_t MostMessage = 4000;

Event readEvent(const ApiRequest& request)
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

/// What is kept under an Idempotency-Key for a texted event: its text, whose status goes on changing.
constexpr std::string_view TextAnswer = "text:";

std::string heldBackAnswer(Instant now, Instant until)
{
    JsonObject answer;
    answer.set("sms_sent", false);
    answer.set("rate_limited", true);
    answer.set("next_allowed_at", isoTime(std::chrono::ceil<std::chrono::seconds>(until)));
    answer.set("retry_after", secondsUntil(now, until));
    return answer.text();
}

std::string notTextedAnswer(const std::string& reason)
{
    JsonObject answer;
    answer.set("sms_sent", false);
    answer.set("rate_limited", false);
    answer.setNull("next_allowed_at");
    answer.set("reason", reason);
    return answer.text();
}

/// For a text that was not sent and never will be.
std::string failedAnswer(const OutgoingText& text)
{
    JsonObject answer;
    answer.set("sms_sent", false);
    answer.set("sms_id", text.id);
    answer.set("sms_status", statusName(text.status));
    answer.set("rate_limited", false);
    answer.setNull("next_allowed_at");
    answer.set("reason", text.errorCode == OptedOutError ? "opted_out" : "not_sent");
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
    return {200, decision.textId.empty() ? decision.answer : textAnswer(decision.textId)};
}

EventApi::Decision EventApi::decide(Transaction& tx, const ApiRequest& request,
                                    const std::string& monitoringId)
{
    SessionAccess access = sessionAccess(m_parts, tx, request, monitoringId);
    const AnswerBook book{m_parts, tx, "event:" + monitoringId, request.idempotencyKey};
    if (const auto known = book.find()) {
        if (known->starts_with(TextAnswer))
            return {{}, known->substr(TextAnswer.size())};
        return {*known, {}};
    }
    requireAlive(access);
    const Verdict verdict = judgeEvent(m_parts, tx, access.login, access.session, readEvent(request));
    Decision decision;
    switch (verdict.outcome) {
    case Verdict::Outcome::Texted:
        decision.textId = verdict.textId;
        break;
    case Verdict::Outcome::RateLimited:
        decision.answer = heldBackAnswer(m_parts.clock.now(), verdict.allowedAt);
        break;
    case Verdict::Outcome::TooOld:
        decision.answer = notTextedAnswer("too_old");
        break;
    case Verdict::Outcome::OptedOut:
        decision.answer = notTextedAnswer("opted_out");
        break;
    }
    book.keep(decision.textId.empty() ? decision.answer : std::string{TextAnswer} + decision.textId);
    return decision;
}

std::string EventApi::textAnswer(const std::string& textId)
{
    m_parts.texts.settle(textId);
    const auto text = inTransaction(m_parts.store, [&](Transaction& tx) { return tx.text(textId); });
    if (text && text->status == TextStatus::Failed)
        return failedAnswer(*text);
    JsonObject answer;
    answer.set("sms_sent", true);
    answer.set("sms_id", textId);
    answer.set("sms_status", statusName(text ? text->status : TextStatus::Unknown));
    answer.set("rate_limited", false);
    answer.setNull("next_allowed_at");
    return answer.text();
}

} // namespace tocsin::server

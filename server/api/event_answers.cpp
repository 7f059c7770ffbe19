// SPDX-License-Identifier: MIT
#include "server/api/event_answers.h"

#include "server/base/json.h"
#include "server/base/time_text.h"
#include "server/domain/rate_window.h"
#include "server/sms/held_texts.h"
#include "server/sms/outbox.h"

namespace tocsin::server {

namespace {

JsonObject answerWithText(const OutgoingText& text, bool sent)
{
    JsonObject answer;
    answer.set("sms_sent", sent);
    answer.set("sms_id", text.id);
    answer.set("sms_status", statusName(text.status));
    if (text.status == TextStatus::Held)
        answer.set("held_until", isoTime(text.dueAt));
    answer.set("rate_limited", false);
    answer.setNull("next_allowed_at");
    return answer;
}

std::string_view whyNotSent(const OutgoingText& text)
{
    if (!text.reason.empty())
        return text.reason;
    return text.errorCode == OptedOutError ? not_sent::OptedOut : "not_sent";
}

} // namespace

std::string rateLimitedAnswer(Instant now, Instant until)
{
    JsonObject answer;
    answer.set("sms_sent", false);
    answer.set("rate_limited", true);
    answer.set("next_allowed_at", isoTime(std::chrono::ceil<std::chrono::seconds>(until)));
    answer.set("retry_after", secondsUntil(now, until));
    return answer.text();
}

std::string notTextedAnswer(std::string_view reason)
{
    JsonObject answer;
    answer.set("sms_sent", false);
    answer.set("rate_limited", false);
    answer.setNull("next_allowed_at");
    answer.set("reason", std::string{reason});
    return answer.text();
}

std::string textAnswer(const OutgoingText& text, Instant now)
{
    switch (text.status) {
    case TextStatus::Held:
        return answerWithText(text, false).text();
    case TextStatus::Failed:
        if (text.allowedAt)
            return rateLimitedAnswer(now, *text.allowedAt);
        [[fallthrough]];
    case TextStatus::Withdrawn:
        return answerWithText(text, false).set("reason", std::string{whyNotSent(text)}).text();
    case TextStatus::Queued:
    case TextStatus::Sending:
    case TextStatus::Unknown:
    case TextStatus::Sent:
    case TextStatus::Delivered:
    case TextStatus::Undelivered:
        break;
    }
    return answerWithText(text, true).text();
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/sms/twilio_transport.h"

#include "server/base/log.h"
#include "server/domain/form.h"
#include "server/sms/outbox.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace tocsin::server {

namespace {

static_assert(WebPatience{}.total <
              Outbox::Lease); // or another worker would give up on a text that is still sent

Poco::JSON::Object::Ptr parsed(const std::string& json)
{
    try {
        Poco::JSON::Parser parser;
        parser.setDepth(16);
        return parser.parse(json).extract<Poco::JSON::Object::Ptr>();
    } catch (const Poco::Exception&) {
        return {};
    }
}

int numberIn(const Poco::JSON::Object::Ptr& object, const std::string& name)
{
    try {
        return object.isNull() ? 0 : object->optValue<int>(name, 0);
    } catch (const Poco::Exception&) {
        return 0;
    }
}

std::string textIn(const Poco::JSON::Object::Ptr& object, const std::string& name)
{
    try {
        return object.isNull() ? std::string{} : object->optValue<std::string>(name, {});
    } catch (const Poco::Exception&) {
        return {};
    }
}

Duration seconds(const std::string& text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = error == std::errc{} && end == text.data() + text.size() && value > 0 && value <= 3600;
    return good ? std::chrono::seconds{value} : std::chrono::seconds{0};
}

/// Whether a text to another number would fare no better: whoever runs the server has to name another sender.
bool isAboutSender(int code)
{
    constexpr std::array codes{21603,  // there is none
                               21606,  // not one that can send texts
                               21659,  // not a number or short code of Twilio's
                               21660,  // not this account's
                               21701,  // no such Messaging Service
                               21703}; // a Messaging Service without senders
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

} // namespace

SmsResult twilioResult(int status, const std::string& body, const std::string& retryAfter)
{
    using Outcome = SmsResult::Outcome;
    // https://www.twilio.com/docs/api/errors
    constexpr int tooManyRequests = 20429;
    constexpr int tooManyQueued = 21611;
    const auto json = parsed(body);
    if (status >= 200 && status < 300) {
        const std::string said = textIn(json, "status");
        const bool refused = said == "failed" || said == "undelivered" || said == "canceled";
        return {refused ? Outcome::Refused : Outcome::Sent, textIn(json, "sid"),
                numberIn(json, "error_code")};
    }
    const int code = numberIn(json, "code");
    if (status == 429 || code == tooManyRequests || code == tooManyQueued)
        return {Outcome::TooMany, {}, code, seconds(retryAfter)};
    if (status >= 500 || status == 408)
        return {Outcome::Unknown, {}, code};
    // 21000 to 21999 are about this text; it is the account that the others speak of.
    if (status == 401 || (status == 403 && (code < 21000 || code > 21999)))
        return {Outcome::NoAccount, {}, AccountError};
    if (isAboutSender(code))
        return {Outcome::NoAccount, {}, AccountError};
    if (code == OptedOutError)
        return {Outcome::OptedOut, {}, code};
    return {Outcome::Refused, {}, code};
}

TwilioTransport::TwilioTransport(TwilioSettings settings, std::string publicUrl, WebPatience patience)
    : m_settings{std::move(settings)}
    , m_publicUrl{std::move(publicUrl)}
    , m_web{patience}
{}

SmsResult TwilioTransport::send(const Sms& sms)
{
    const WebAnswer answer = m_web.ask(
        {.url = m_settings.apiBase + "/2010-04-01/Accounts/" + m_settings.accountSid + "/Messages.json",
         .user = m_settings.user(),
         .password = m_settings.password(),
         .form = formOf(sms)});
    switch (answer.outcome) {
    case WebAnswer::Outcome::NotSent:
        logLine("warning", "Twilio cannot be reached", {{"why", answer.problem}});
        return {SmsResult::Outcome::TryLater};
    case WebAnswer::Outcome::Unanswered:
        logLine("warning", "Twilio did not answer", {{"why", answer.problem}});
        return {SmsResult::Outcome::Unknown};
    case WebAnswer::Outcome::Answered:
        break;
    }
    const SmsResult result = twilioResult(answer.status, answer.body, answer.retryAfter);
    if (result.outcome == SmsResult::Outcome::NoAccount) {
        const bool isSender = answer.status != 401 && answer.status != 403;
        logLine(
            "error",
            isSender
                ? "TWILIO REFUSES THIS SENDER: no text goes out until the number, short code or Messaging "
                  "Service is one of the account's. Alerts are kept for 15 minutes"
                : "TWILIO REFUSES THESE CREDENTIALS: no text goes out until TWILIO_ACCOUNT_SID and "
                  "TWILIO_AUTH_TOKEN, or the API key, are right and the account is active. Alerts are "
                  "kept for 15 minutes",
            {{"status", std::to_string(answer.status)},
             {"code", std::to_string(numberIn(parsed(answer.body), "code"))}});
    }
    return result;
}

bool TwilioTransport::answers()
{
    const WebAnswer answer =
        m_web.ask({.url = m_settings.apiBase + "/2010-04-01/Accounts/" + m_settings.accountSid + ".json",
                   .user = m_settings.user(),
                   .password = m_settings.password()});
    return answer.outcome == WebAnswer::Outcome::Answered;
}

std::string TwilioTransport::formOf(const Sms& sms) const
{
    // Twilio would keep it in a line of its own for ten hours, and at most that long.
    const auto valid = std::clamp<std::int64_t>(sms.goodFor.count(), 1, 36'000);
    const bool isService = m_settings.senderKind() == SenderKind::Service;
    FormFields fields{{"To", sms.to},
                      {isService ? "MessagingServiceSid" : "From",
                       isService ? m_settings.messagingService : m_settings.from},
                      {"ValidityPeriod", std::to_string(valid)},
                      {"Body", sms.body}};
    // Our own name of the text comes back with the report, which may overtake the answer. Without its `sms_`:
    // Twilio wants no underscores in this URL.
    if (!m_publicUrl.empty())
        fields.emplace_back("StatusCallback", m_publicUrl + "/twilio/status?text=" +
                                                  sms.textId.substr(sms.textId.find('_') + 1));
    return encodedForm(fields);
}

} // namespace tocsin::server

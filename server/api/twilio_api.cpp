// SPDX-License-Identifier: MIT
#include "server/api/twilio_api.h"

#include "server/auth/crypto.h"
#include "server/base/log.h"
#include "server/domain/phone_rules.h"
#include "server/domain/stop_word.h"
#include "server/http/api_error.h"
#include "server/sms/held_texts.h"

#include <algorithm>
#include <charconv>

namespace tocsin::server {

namespace {

/// An answer in TwiML; without words there is no reply: Twilio itself sends one.
ApiAnswer reply(std::string_view words = {})
{
    std::string xml{R"(<?xml version="1.0" encoding="UTF-8"?>)"};
    if (words.empty())
        xml += "<Response/>";
    else
        xml.append("<Response><Message>").append(words).append("</Message></Response>");
    return {200, xml, {{"Content-Type", "text/xml"}}};
}

/// What we say ourselves, where Twilio does not.
std::string_view ownWords(StopWord word)
{
    switch (word) {
    case StopWord::Stop:
        return "Tocsin: you get no more texts from this number. Reply START to get them again.";
    case StopWord::Start:
        return "Tocsin: you get texts again. Reply STOP to get none.";
    case StopWord::Help:
        return "Tocsin texts you what Claude Code needs from you. Reply STOP to get no more texts.";
    case StopWord::None:
        break;
    }
    return {};
}

/// Of the answers that are kept: the incoming texts that were understood, by their MessageSid.
constexpr const char* HeardTexts = "twilio:inbound";

/// Writes down that the text was heard. False when it was before: Twilio repeats a request whose answer it
/// missed.
bool hearOnce(Transaction& tx, const std::string& messageSid, Instant now)
{
    if (messageSid.empty())
        return true;
    if (tx.answer(HeardTexts, messageSid, Instant{}))
        return false;
    tx.keepAnswer({HeardTexts, messageSid, {}, now});
    return true;
}

/// What the reply means: Twilio says it where it has understood it itself
/// (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out), in whatever language that was.
StopWord meaningOf(const FormFields& fields)
{
    const std::string type = field(fields, "OptOutType");
    return stopWord(type.empty() ? field(fields, "Body") : type);
}

/// What Twilio's word for a message's status is to us; nothing for one that says nothing.
std::optional<TextStatus> reportedStatus(const std::string& word)
{
    if (word == "delivered" || word == "read")
        return TextStatus::Delivered;
    if (word == "undelivered")
        return TextStatus::Undelivered;
    if (word == "failed" || word == "canceled")
        return TextStatus::Failed;
    if (word == "accepted" || word == "scheduled" || word == "queued" || word == "sending" || word == "sent")
        return TextStatus::Sent;
    return std::nullopt;
}

/// Where the port of a base URL begins, with its colon; its end when there is none.
size_t portOf(const std::string& url)
{
    const size_t host = url.find("://") + 3;
    const size_t end = std::min(url.find('/', host), url.size());
    const size_t colon = url.rfind(':', end);
    return colon != std::string::npos && colon >= host && url.find(']', colon) >= end ? colon : end;
}

std::string withoutPort(const std::string& url)
{
    const size_t end = std::min(url.find('/', url.find("://") + 3), url.size());
    return url.substr(0, portOf(url)) + url.substr(end);
}

/// With the scheme's own port if none is named.
std::string withUsualPort(const std::string& url)
{
    const size_t end = std::min(url.find('/', url.find("://") + 3), url.size());
    if (portOf(url) != end)
        return url;
    return url.substr(0, end) + (url.starts_with("https") ? ":443" : ":80") + url.substr(end);
}

int errorCode(const FormFields& fields)
{
    const std::string text = field(fields, "ErrorCode");
    int code = 0;
    std::from_chars(text.data(), text.data() + text.size(), code);
    return code;
}

} // namespace

FormFields TwilioApi::signedFields(const ApiRequest& request) const
{
    auto fields = decodedForm(request.body);
    const ApiError refusal{403, "unauthorized", "This is for Twilio alone."};
    if (m_parts.hooks.authToken.empty() || m_parts.hooks.publicUrl.empty() || !fields)
        throw refusal;
    std::stable_sort(fields->begin(), fields->end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string rest = request.path;
    if (!request.query.empty())
        rest += "?" + request.query;
    for (const auto& [name, value] : *fields)
        rest += name + value;
    // Twilio signs the port or leaves it out, as it likes
    // (https://www.twilio.com/docs/usage/security#a-few-notes).
    bool isSigned = false;
    for (const std::string& base : {m_parts.hooks.publicUrl, withoutPort(m_parts.hooks.publicUrl),
                                    withUsualPort(m_parts.hooks.publicUrl)})
        isSigned |= equalInConstantTime(hmacSha1Base64(m_parts.hooks.authToken, base + rest),
                                        request.twilioSignature);
    if (!isSigned)
        throw refusal;
    return *fields;
}

ApiAnswer TwilioApi::inbound(const ApiRequest& request)
{
    const FormFields fields = signedFields(request);
    const std::string sender = field(fields, "From");
    const std::string from = canonicalNumber(sender).value_or(sender);
    const StopWord word = meaningOf(fields);
    if (word == StopWord::None || from.empty())
        return reply();
    bool isNew = false;
    m_parts.store.transact(request.until, [&](Transaction& tx) {
        const Instant now = m_parts.clock.now();
        isNew = hearOnce(tx, field(fields, "MessageSid"), now);
        if (!isNew || word == StopWord::Help)
            return;
        if (word == StopWord::Stop)
            optOut(tx, from, OptOut::Said, now);
        else
            tx.setOptedIn(from);
    });
    if (!isNew)
        return reply();
    if (word != StopWord::Help)
        logLine("info", word == StopWord::Stop ? "a number said STOP" : "a number said START");
    // Twilio has replied where it names the type.
    const bool ours = m_parts.ownReplies && field(fields, "OptOutType").empty();
    return reply(ours ? ownWords(word) : std::string_view{});
}

ApiAnswer TwilioApi::status(const ApiRequest& request)
{
    const FormFields fields = signedFields(request);
    const auto status = reportedStatus(field(fields, "MessageStatus"));
    const std::string textId = "sms_" + field(decodedForm(request.query).value_or(FormFields{}), "text");
    const std::string sid = field(fields, "MessageSid");
    bool lost = false;
    m_parts.store.transact(request.until, [&](Transaction& tx) {
        lost = false;
        auto text = tx.text(textId);
        if (!status || !text || (!text->providerId.empty() && text->providerId != sid))
            return; // forgotten, or none of ours
        text->providerId = sid;
        const bool isNews = moveForward(tx, *text, *status, errorCode(fields));
        lost = isNews && (*status == TextStatus::Undelivered || *status == TextStatus::Failed);
        if (isNews && *status == TextStatus::Undelivered)
            tx.setEventOutcome(text->eventId, "undelivered");
        if (!isNews || errorCode(fields) != OptedOutError)
            return; // a repeated report must not undo a START
        if (const auto phone = tx.phone(text->phoneId))
            optOut(tx, phone->number, OptOut::Learned, m_parts.clock.now());
    });
    if (lost) {
        ++m_parts.metrics.undelivered;
        logLine("warning", "a text was not delivered",
                {{"text", textId}, {"code", std::to_string(errorCode(fields))}});
    }
    return reply();
}

} // namespace tocsin::server

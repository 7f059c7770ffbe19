// SPDX-License-Identifier: MIT
#include "server/api/twilio_api.h"

#include "server/auth/crypto.h"
#include "server/domain/stop_word.h"
#include "server/http/api_error.h"
#include "server/http/log.h"
#include "server/sms/held_texts.h"

#include <algorithm>
#include <charconv>

namespace tocsin::server {

namespace {

/// "Understood, and no reply": Twilio itself confirms a STOP.
ApiAnswer noReply()
{
    return {200, R"(<?xml version="1.0" encoding="UTF-8"?><Response/>)", {{"Content-Type", "text/xml"}}};
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
    std::string text = m_parts.hooks.publicUrl + request.path;
    if (!request.query.empty())
        text += "?" + request.query;
    std::stable_sort(fields->begin(), fields->end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [name, value] : *fields)
        text += name + value;
    if (!equalInConstantTime(hmacSha1Base64(m_parts.hooks.authToken, text), request.twilioSignature))
        throw refusal;
    return *fields;
}

ApiAnswer TwilioApi::inbound(const ApiRequest& request)
{
    const FormFields fields = signedFields(request);
    const std::string from = field(fields, "From");
    const StopWord word = stopWord(field(fields, "Body"));
    if (word == StopWord::None || from.empty())
        return noReply();
    m_parts.store.transact([&](Transaction& tx) {
        if (word == StopWord::Stop)
            optOut(tx, from, m_parts.clock.now());
        else
            tx.setOptedIn(from);
    });
    logLine("info", word == StopWord::Stop ? "a number said STOP" : "a number said START");
    return noReply();
}

ApiAnswer TwilioApi::status(const ApiRequest& request)
{
    const FormFields fields = signedFields(request);
    const auto status = reportedStatus(field(fields, "MessageStatus"));
    const std::string textId = "sms_" + field(decodedForm(request.query).value_or(FormFields{}), "text");
    const std::string sid = field(fields, "MessageSid");
    m_parts.store.transact([&](Transaction& tx) {
        auto text = tx.text(textId);
        if (!status || !text || (!text->providerId.empty() && text->providerId != sid))
            return; // forgotten, or none of ours
        text->providerId = sid;
        moveForward(tx, *text, *status, errorCode(fields));
        if (errorCode(fields) != OptedOutError)
            return;
        if (const auto phone = tx.phone(text->phoneId))
            optOut(tx, phone->number, m_parts.clock.now());
    });
    return noReply();
}

} // namespace tocsin::server

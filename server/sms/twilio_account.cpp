// SPDX-License-Identifier: MIT
#include "server/sms/twilio_account.h"

#include "server/domain/form.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

namespace tocsin::server {

namespace {

struct TwilioSays
{
    int status{0};
    Poco::JSON::Object::Ptr body; ///< null when it is no JSON object
};

/// Twilio gave no answer: why, in words.
struct NoAnswer
{
    std::string why;
};

TwilioSays askAt(const WebClient& web, const TwilioSettings& settings, const std::string& url)
{
    const WebAnswer answer = web.ask({.url = url, .user = settings.user(), .password = settings.password()});
    if (answer.outcome != WebAnswer::Outcome::Answered)
        throw NoAnswer{answer.problem};
    TwilioSays says{answer.status, {}};
    try {
        Poco::JSON::Parser parser;
        parser.setDepth(16);
        says.body = parser.parse(answer.body).extract<Poco::JSON::Object::Ptr>();
    } catch (const Poco::Exception&) {
        // not JSON: the status says enough
    }
    return says;
}

TwilioSays ask(const WebClient& web, const TwilioSettings& settings, const std::string& what)
{
    return askAt(web, settings, settings.apiBase + "/2010-04-01/Accounts/" + settings.accountSid + what);
}

std::string refusedCredentials(const TwilioSettings& settings)
{
    return settings.apiKey.empty()
               ? "Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN. Copy both again from its console."
               : "Twilio refuses TWILIO_API_KEY with TWILIO_API_KEY_SECRET for TWILIO_ACCOUNT_SID. See the "
                 "key in its "
                 "console.";
}

std::string oddAnswer(const TwilioSays& says, const std::string& what)
{
    return "Twilio answers " + std::to_string(says.status) + " when it is asked for " + what +
           ". Is TWILIO_API_BASE_URL right?";
}

/// A restricted key may send texts and look nothing up.
bool mayNotLook(const TwilioSettings& settings, const TwilioSays& says)
{
    constexpr int noPermission = 70051;
    return !settings.apiKey.empty() && says.status != 200 && !says.body.isNull() &&
           says.body->optValue<int>("code", 0) == noPermission;
}

std::string whyAccountWillNot(const TwilioSettings& settings, const WebClient& web)
{
    const TwilioSays account = ask(web, settings, ".json");
    if (account.status == 401)
        return refusedCredentials(settings);
    if (account.status != 200 || account.body.isNull())
        return oddAnswer(account, "the account");
    if (account.body->optValue<std::string>("status", "") != "active")
        return "this account is not active at Twilio. See its console.";
    return {};
}

/// How the sender is looked up.
struct Lookup
{
    std::string path;    ///< below the account
    const char* list;    ///< of the answer, where it is to be found
    const char* unknown; ///< what to say when it is not
};

Lookup lookupOf(const TwilioSettings& settings)
{
    if (settings.senderKind() == SenderKind::Number)
        return {"/IncomingPhoneNumbers.json?" +
                    encodedForm({{"PhoneNumber", settings.from}, {"PageSize", "1"}}),
                "incoming_phone_numbers",
                "the sender, TWILIO_PHONE_NUMBER, is not a number of this account. See its console."};
    if (settings.senderKind() == SenderKind::ShortCode)
        return {"/SMS/ShortCodes.json?" + encodedForm({{"ShortCode", settings.from}, {"PageSize", "1"}}),
                "short_codes",
                "the sender, TWILIO_FROM, is not a short code of this account. See its console."};
    // A name cannot be looked up; that the credentials are right can.
    return {"/Messages.json?" + encodedForm({{"PageSize", "1"}}), "messages", nullptr};
}

std::string whySenderWillNot(const TwilioSettings& settings, const WebClient& web)
{
    const Lookup lookup = lookupOf(settings);
    const TwilioSays says = ask(web, settings, lookup.path);
    if (mayNotLook(settings, says))
        return {};
    if (says.status == 401)
        return refusedCredentials(settings);
    const auto list = says.body.isNull() ? Poco::JSON::Array::Ptr{} : says.body->getArray(lookup.list);
    if (says.status != 200 || list.isNull())
        return oddAnswer(says, "the account's senders");
    return lookup.unknown != nullptr && list->size() == 0 ? lookup.unknown : "";
}

/// https://www.twilio.com/docs/messaging/api/service-resource: another host than that of texts.
std::string whyServiceWillNot(const TwilioSettings& settings, const WebClient& web)
{
    const std::string base =
        settings.apiBase == TwilioSettings{}.apiBase ? "https://messaging.twilio.com" : settings.apiBase;
    const TwilioSays says = askAt(web, settings, base + "/v1/Services/" + settings.messagingService);
    if (says.status == 200 || mayNotLook(settings, says))
        return {};
    if (says.status == 401)
        return refusedCredentials(settings);
    if (says.status == 404)
        return "TWILIO_MESSAGING_SERVICE_SID is not a Messaging Service of this account. See its console.";
    return oddAnswer(says, "the Messaging Service");
}

} // namespace

std::string whyTwilioWillNotSend(const TwilioSettings& settings, const WebClient& web)
{
    try {
        // An API key may not ask for the account, but for a main one:
        // https://www.twilio.com/docs/iam/api-keys
        if (settings.apiKey.empty()) {
            if (const std::string why = whyAccountWillNot(settings, web); !why.empty())
                return why;
        }
        return settings.senderKind() == SenderKind::Service ? whyServiceWillNot(settings, web)
                                                            : whySenderWillNot(settings, web);
    } catch (const NoAnswer& no) {
        return "Twilio cannot be reached at " + settings.apiBase + " (" + no.why + ").";
    } catch (const Poco::Exception&) {
        return "Twilio's answer is not what it should be. Is TWILIO_API_BASE_URL right?";
    }
}

} // namespace tocsin::server

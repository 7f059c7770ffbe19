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

TwilioSays ask(const WebClient& web, const TwilioSettings& settings, const std::string& what)
{
    const WebAnswer answer =
        web.ask({.url = settings.apiBase + "/2010-04-01/Accounts/" + settings.accountSid + what,
                 .user = settings.accountSid,
                 .password = settings.authToken});
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

} // namespace

std::string whyTwilioWillNotSend(const TwilioSettings& settings, const WebClient& web)
{
    try {
        const TwilioSays account = ask(web, settings, ".json");
        if (account.status == 401)
            return "Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN. Copy both again from its "
                   "console.";
        if (account.status != 200 || account.body.isNull())
            return "Twilio answers " + std::to_string(account.status) +
                   " when it is asked for the account. Is TWILIO_API_BASE_URL right?";
        if (account.body->optValue<std::string>("status", "") != "active")
            return "this account is not active at Twilio. See its console.";
        const TwilioSays numbers = ask(web, settings,
                                       "/IncomingPhoneNumbers.json?" +
                                           encodedForm({{"PhoneNumber", settings.from}, {"PageSize", "1"}}));
        const auto list = numbers.body.isNull() ? Poco::JSON::Array::Ptr{}
                                                : numbers.body->getArray("incoming_phone_numbers");
        if (numbers.status != 200 || list.isNull())
            return "Twilio answers " + std::to_string(numbers.status) +
                   " when it is asked for the account's numbers.";
        if (list->size() == 0)
            return "TWILIO_PHONE_NUMBER is not a number of this account. See its console.";
        return {};
    } catch (const NoAnswer& no) {
        return "Twilio cannot be reached at " + settings.apiBase + " (" + no.why + ").";
    } catch (const Poco::Exception&) {
        return "Twilio's answer is not what it should be. Is TWILIO_API_BASE_URL right?";
    }
}

} // namespace tocsin::server

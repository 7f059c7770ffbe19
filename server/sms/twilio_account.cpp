// SPDX-License-Identifier: MIT
#include "server/sms/twilio_account.h"

#include "server/domain/form.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Net/HTTPBasicCredentials.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/URI.h>

#include <memory>

namespace tocsin::server {

namespace {

constexpr long PatienceSeconds = 10;
constexpr std::streamsize MostAnswer = 64 * 1024;

struct TwilioSays
{
    int status{0};
    Poco::JSON::Object::Ptr body; ///< null when it is no JSON object
};

std::unique_ptr<Poco::Net::HTTPClientSession> sessionFor(const Poco::URI& api)
{
    using Poco::Net::Context;
    if (api.getScheme() != "https")
        return std::make_unique<Poco::Net::HTTPClientSession>(api.getHost(), api.getPort());
    Context::Ptr tls{new Context{Context::TLS_CLIENT_USE, {}, {}, {}, Context::VERIFY_STRICT, 9, true}};
    tls->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    tls->enableExtendedCertificateVerification(true);
    return std::make_unique<Poco::Net::HTTPSClientSession>(api.getHost(), api.getPort(), tls);
}

/// Throws Poco::Exception when Twilio cannot be reached.
TwilioSays ask(const TwilioSettings& settings, const std::string& what)
{
    const Poco::URI api{settings.apiBase};
    const auto session = sessionFor(api);
    session->setTimeout(Poco::Timespan{PatienceSeconds, 0});
    Poco::Net::HTTPRequest request{"GET",
                                   api.getPath() + "/2010-04-01/Accounts/" + settings.accountSid + what,
                                   Poco::Net::HTTPMessage::HTTP_1_1};
    request.set("Accept", "application/json");
    request.set("User-Agent", "tocsin-server/" TOCSIN_VERSION);
    request.setKeepAlive(false);
    Poco::Net::HTTPBasicCredentials{settings.accountSid, settings.authToken}.authenticate(request);
    session->sendRequest(request);
    Poco::Net::HTTPResponse response;
    std::istream& in = session->receiveResponse(response);
    std::string text(static_cast<size_t>(MostAnswer), '\0');
    in.read(text.data(), MostAnswer);
    text.resize(static_cast<size_t>(in.gcount()));
    TwilioSays says{static_cast<int>(response.getStatus()), {}};
    try {
        Poco::JSON::Parser parser;
        parser.setDepth(16);
        says.body = parser.parse(text).extract<Poco::JSON::Object::Ptr>();
    } catch (const Poco::Exception&) {
        // not JSON: the status says enough
    }
    return says;
}

} // namespace

std::string whyTwilioWillNotSend(const TwilioSettings& settings)
{
    try {
        const TwilioSays account = ask(settings, ".json");
        if (account.status == 401)
            return "Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN. Copy both again from its "
                   "console.";
        if (account.status != 200 || account.body.isNull())
            return "Twilio answers " + std::to_string(account.status) +
                   " when it is asked for the account. Is TWILIO_API_BASE_URL right?";
        if (account.body->optValue<std::string>("status", "") != "active")
            return "this account is not active at Twilio. See its console.";
        const TwilioSays numbers =
            ask(settings, "/IncomingPhoneNumbers.json?" +
                              encodedForm({{"PhoneNumber", settings.from}, {"PageSize", "1"}}));
        const auto list = numbers.body.isNull() ? Poco::JSON::Array::Ptr{}
                                                : numbers.body->getArray("incoming_phone_numbers");
        if (numbers.status != 200 || list.isNull())
            return "Twilio answers " + std::to_string(numbers.status) +
                   " when it is asked for the account's numbers.";
        if (list->size() == 0)
            return "TWILIO_PHONE_NUMBER is not a number of this account. See its console.";
        return {};
    } catch (const Poco::Exception& e) {
        // Not the text: it might quote what was sent.
        return "Twilio cannot be reached at " + settings.apiBase + " (" + e.name() + ").";
    }
}

} // namespace tocsin::server

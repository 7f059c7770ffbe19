// SPDX-License-Identifier: MIT
#include "server/sms/twilio_transport.h"

#include "server/domain/form.h"
#include "server/http/log.h"
#include "server/sms/outbox.h"

#include <Poco/Base64Encoder.h>
#include <Poco/Exception.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HTTPBasicCredentials.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <charconv>
#include <utility>

namespace tocsin::server {

namespace {

constexpr std::chrono::seconds ConnectTime{4};
/// Of each read or write. A stop of the server waits for the text in hand, and has 10 seconds in all.
constexpr std::chrono::seconds WaitTime{6};
constexpr std::streamsize MostAnswer = 64 * 1024;

Poco::Timespan timespan(std::chrono::seconds time)
{
    return {static_cast<long>(time.count()), 0};
}

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

std::string readAll(std::istream& in)
{
    std::string text(static_cast<size_t>(MostAnswer), '\0');
    in.read(text.data(), MostAnswer);
    text.resize(static_cast<size_t>(in.gcount()));
    return text;
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
    if (code == OptedOutError)
        return {Outcome::OptedOut, {}, code};
    return {Outcome::Refused, {}, code};
}

TwilioTransport::TwilioTransport(TwilioSettings settings, std::string publicUrl)
    : m_settings{std::move(settings)}
    , m_publicUrl{std::move(publicUrl)}
    , m_api{m_settings.apiBase}
{
    if (m_api.getScheme() != "https")
        return;
    // Strict: the certificate has to be for this very host, whatever its name.
    m_tls = new Poco::Net::Context{Poco::Net::Context::TLS_CLIENT_USE, {}, {},  {},
                                   Poco::Net::Context::VERIFY_STRICT,  9,  true};
    m_tls->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
    m_tls->enableExtendedCertificateVerification(true);
}

SmsResult TwilioTransport::send(const Sms& sms)
{
    std::optional<Poco::Net::StreamSocket> socket;
    try {
        socket.emplace(connect());
    } catch (const Poco::Exception& e) {
        // The name of the class only: nothing was said to anybody yet, so nothing was sent.
        logLine("warning", "Twilio cannot be reached", {{"exception", e.name()}});
        return {SmsResult::Outcome::TryLater};
    }
    try {
        return exchange(*socket, formOf(sms));
    } catch (const Poco::Exception& e) {
        logLine("warning", "Twilio did not answer", {{"exception", e.name()}});
        return {SmsResult::Outcome::Unknown};
    }
}

std::string TwilioTransport::formOf(const Sms& sms) const
{
    FormFields fields{{"To", sms.to}, {"From", m_settings.from}, {"Body", sms.body}};
    // Our own name of the text comes back with the report, which may overtake the answer. Without its `sms_`:
    // Twilio wants no underscores in this URL.
    if (!m_publicUrl.empty())
        fields.emplace_back("StatusCallback", m_publicUrl + "/twilio/status?text=" +
                                                  sms.textId.substr(sms.textId.find('_') + 1));
    return encodedForm(fields);
}

Poco::Net::StreamSocket TwilioTransport::connect() const
{
    const auto addresses = Poco::Net::DNS::resolve(m_api.getHost()).addresses();
    for (size_t i = 0; i + 1 < addresses.size(); ++i) {
        try {
            return connectTo(addresses[i]);
        } catch (const Poco::Exception&) {
            // the next one may be reached
        }
    }
    if (addresses.empty())
        throw Poco::Net::HostNotFoundException{};
    return connectTo(addresses.back());
}

Poco::Net::StreamSocket TwilioTransport::connectTo(const Poco::Net::IPAddress& address) const
{
    const Poco::Net::SocketAddress where{address, m_api.getPort()};
    if (!m_tls) {
        Poco::Net::StreamSocket socket;
        socket.connect(where, timespan(ConnectTime));
        return socket;
    }
    Poco::Net::SecureStreamSocket socket{m_tls};
    socket.setPeerHostName(m_api.getHost());
    socket.connect(where, timespan(ConnectTime)); // with the handshake: a wrong certificate throws here
    return socket;
}

SmsResult TwilioTransport::exchange(const Poco::Net::StreamSocket& socket, const std::string& form) const
{
    Poco::Net::HTTPClientSession session{socket};
    session.setTimeout(timespan(ConnectTime), timespan(WaitTime), timespan(WaitTime));
    Poco::Net::HTTPRequest request{
        "POST", m_api.getPath() + "/2010-04-01/Accounts/" + m_settings.accountSid + "/Messages.json",
        Poco::Net::HTTPMessage::HTTP_1_1};
    request.setHost(m_api.getHost(), m_api.getPort());
    request.setContentType("application/x-www-form-urlencoded");
    request.setContentLength(static_cast<std::streamsize>(form.size()));
    request.set("Accept", "application/json");
    request.set("User-Agent", "tocsin-server/" TOCSIN_VERSION);
    request.setKeepAlive(false);
    Poco::Net::HTTPBasicCredentials{m_settings.accountSid, m_settings.authToken}.authenticate(request);
    session.sendRequest(request) << form << std::flush;
    Poco::Net::HTTPResponse response;
    std::istream& in = session.receiveResponse(response);
    const int status = static_cast<int>(response.getStatus());
    const SmsResult result = twilioResult(status, readAll(in), response.get("Retry-After", ""));
    if (status == 401 || status == 403)
        logLine("error", "Twilio refuses these credentials: check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN",
                {{"code", std::to_string(result.errorCode)}});
    return result;
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/http/request_handler.h"

#include "server/auth/crypto.h"
#include "server/base/log.h"
#include "server/http/api_error.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Timestamp.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <utility>

namespace tocsin::server {

namespace {

/// An answer that took longer is worth a line in the log, whatever was asked.
constexpr std::chrono::milliseconds Soon{1000};

std::string bearerOf(const RequestHead& head)
{
    constexpr std::string_view scheme = "bearer ";
    const std::string header = head.header("authorization");
    if (lowerCase(header.substr(0, scheme.size())) != scheme)
        return {};
    const size_t first = header.find_first_not_of(' ', scheme.size());
    return first == std::string::npos ? std::string{} : header.substr(first);
}

std::string pathOf(const RequestHead& head)
{
    return head.target.substr(0, head.target.find_first_of("?#"));
}

std::string queryOf(const RequestHead& head)
{
    const size_t mark = head.target.find('?');
    return mark == std::string::npos ? std::string{} : head.target.substr(mark + 1);
}

/// A method is the client's text too: only those with a name of their own are written down.
std::string methodForLog(const std::string& method)
{
    constexpr std::array<std::string_view, 7> known{"GET",    "HEAD",  "POST",   "PUT",
                                                    "DELETE", "PATCH", "OPTIONS"};
    return std::find(known.begin(), known.end(), method) != known.end() ? method : "(other)";
}

/// `localhost:3000`, `[::1]:3000`
std::string_view withoutPort(std::string_view host)
{
    if (host.starts_with('[')) {
        const size_t end = host.find(']');
        return end == std::string_view::npos ? host : host.substr(1, end - 1);
    }
    return host.substr(0, host.find(':'));
}

/// What every answer has unless it says otherwise itself.
constexpr std::array<std::pair<const char*, std::string_view>, 3> UsualHeaders{
    {{"Content-Type", "application/json"},
     {"Cache-Control", "no-store"},
     {"X-Content-Type-Options", "nosniff"}}};

void addHeader(std::string& text, std::string_view name, std::string_view value)
{
    text.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

RequestHandler::RequestHandler(Handler& handler, ProxyTrust trust, bool tls, const std::string& host)
    : m_handler{handler}
    , m_trust{std::move(trust)}
    , m_tls{tls}
    , m_host{lowerCase(host)}
    , m_idPrefix{"req_" + randomHex(4)}
{}

/// Counted, which asks the system for nothing; the start tells two servers, or two runs, apart.
std::string RequestHandler::newRequestId() const
{
    const std::uint32_t number = m_requests++;
    const std::array<unsigned char, 4> bytes{
        static_cast<unsigned char>(number >> 24U), static_cast<unsigned char>(number >> 16U),
        static_cast<unsigned char>(number >> 8U), static_cast<unsigned char>(number)};
    return m_idPrefix + toHex(bytes);
}

std::string RequestHandler::answer(const RequestHead& head, const std::string& body, const Address& peer,
                                   Deadline until, bool goesOn) const
{
    Pending pending{newRequestId(), std::chrono::steady_clock::now()};
    pending.answer = m_handler.answer(requestOf(head, body, peer, until), pending.requestId);
    return finish(head, pending, goesOn);
}

bool RequestHandler::answerLater(const RequestHead& head, const std::string& body, const Address& peer,
                                 Deadline until, std::function<void(Pending)> done) const
{
    Pending pending{newRequestId(), std::chrono::steady_clock::now()};
    const std::string requestId = pending.requestId;
    return m_handler.answerLater(
        std::make_shared<ApiRequest>(requestOf(head, body, peer, until)), requestId,
        [pending = std::move(pending), done = std::move(done)](std::optional<ApiAnswer> answer) mutable {
            pending.answer = std::move(answer);
            pending.isUsual = true;
            done(std::move(pending));
        });
}

std::string RequestHandler::finish(const RequestHead& head, const Pending& pending, bool goesOn) const
{
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - pending.began;
    if (!pending.isUsual || pending.answer->status != 200 || took > Soon)
        logRequest(pending.requestId, methodForLog(head.method), m_handler.pathForLog(pathOf(head)),
                   pending.answer->status, took.count());
    return written(*pending.answer, pending.requestId, head.method != "HEAD", goesOn);
}

ApiRequest RequestHandler::requestOf(const RequestHead& head, const std::string& body, const Address& peer,
                                     Deadline until) const
{
    return {.method = head.method,
            .path = pathOf(head),
            .query = queryOf(head),
            .address = m_trust.limitKey(peer, head.all("x-forwarded-for")),
            .secure = m_tls || m_trust.trusts(peer),
            .contentType = head.header("content-type"),
            .cookie = head.header("cookie"),
            .bearer = bearerOf(head),
            .idempotencyKey = lowerCase(head.header("idempotency-key")),
            .body = body,
            .twilioSignature = head.header("x-twilio-signature"),
            .until = until};
}

const Unreadable* RequestHandler::whyRefused(const RequestHead& head, const Address& peer) const
{
    static const Unreadable misled{421, "invalid_request", "This server has another name."};
    return isMisled(head, peer) ? &misled : nullptr;
}

bool RequestHandler::answersRefused(const RequestHead& head, const Address& peer) const
{
    const auto forwarded = head.all("x-forwarded-for");
    // Nobody knows whose it is; what the proxy itself asks must not pay for it.
    if (m_trust.trusts(peer) && forwarded.empty())
        return true;
    return m_handler.countRefused(m_trust.limitKey(peer, forwarded));
}

/// Without TLS, which asks for a certificate of the name, and without a proxy that has checked it.
bool RequestHandler::isMisled(const RequestHead& head, const Address& peer) const
{
    const auto host = head.all("host");
    if (m_tls || host.empty() || m_trust.trusts(peer))
        return false;
    const std::string name = lowerCase(withoutPort(host.front()));
    if (name == "localhost" || name == m_host)
        return false;
    const auto address = Address::parse(name);
    return !address || !address->isLoopback();
}

bool RequestHandler::answersAtOnce(const RequestHead& head) const
{
    return m_handler.answersAtOnce(pathOf(head));
}

std::string RequestHandler::refusal(const Unreadable& why, const RequestHead& head) const
{
    const std::string requestId = newRequestId();
    logRequest(requestId, methodForLog(head.method), m_handler.pathForLog(pathOf(head)), why.status, 0);
    return written(ApiError{why.status, why.code, why.message}.answer(requestId), requestId,
                   head.method != "HEAD", false);
}

std::string RequestHandler::written(const ApiAnswer& answer, const std::string& requestId, bool withBody,
                                    bool goesOn) const
{
    using Response = Poco::Net::HTTPResponse;
    std::string text;
    text.reserve(512 + (withBody ? answer.json.size() : 0));
    text.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ");
    text.append(Response::getReasonForStatus(static_cast<Response::HTTPStatus>(answer.status)))
        .append("\r\n");
    for (const auto& [name, value] : answer.headers)
        addHeader(text, name, value);
    for (const auto& [name, value] : UsualHeaders) {
        if (answer.headers.find(name) == answer.headers.end())
            addHeader(text, name, value);
    }
    addHeader(text, "Content-Length", std::to_string(answer.json.size()));
    addHeader(text, "X-Request-Id", requestId);
    addHeader(text, "Connection", goesOn ? "keep-alive" : "close");
    addHeader(text, "Date",
              Poco::DateTimeFormatter::format(Poco::Timestamp{}, Poco::DateTimeFormat::HTTP_FORMAT));
    if (m_tls)
        addHeader(text, "Strict-Transport-Security", "max-age=31536000");
    text += "\r\n";
    if (withBody)
        text += answer.json;
    return text;
}

} // namespace tocsin::server

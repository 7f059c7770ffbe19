// SPDX-License-Identifier: MIT
#include "server/http/request_handler.h"

#include "server/auth/crypto.h"
#include "server/http/api_error.h"
#include "server/http/log.h"
#include "server/http/web_server.h"

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/String.h>

#include <chrono>
#include <istream>
#include <optional>
#include <string_view>

namespace tocsin::server {

namespace {

/// Closing a connection with bytes unread resets it, and the client may lose our answer. So somewhat more
/// than the limit is read and thrown away; who sends much more is cut off.
constexpr std::streamsize MostDiscarded = 1024 * 1024;

/// Nothing when there is more than MaxBodyBytes of it.
std::optional<std::string> readBody(Poco::Net::HTTPServerRequest& request)
{
    if (!request.hasContentLength() && !request.getChunkedTransferEncoding())
        return std::string{};
    std::string body(MaxBodyBytes + 1, '\0');
    request.stream().read(body.data(), static_cast<std::streamsize>(body.size()));
    body.resize(static_cast<size_t>(request.stream().gcount()));
    if (body.size() <= MaxBodyBytes)
        return body;
    request.stream().ignore(MostDiscarded);
    return std::nullopt;
}

std::string bearerOf(const Poco::Net::HTTPServerRequest& request)
{
    constexpr std::string_view scheme = "bearer ";
    const std::string header = request.get("Authorization", "");
    if (Poco::toLower(header.substr(0, scheme.size())) != scheme)
        return {};
    return Poco::trim(header.substr(scheme.size()));
}

/// The proxy appends the address it saw, to the header or as one more header of that name: only the last is
/// its word, the others are the client's.
std::string addressOf(const Poco::Net::HTTPServerRequest& request, bool behindProxy)
{
    const std::string direct = request.clientAddress().host().toString();
    std::string forwarded;
    for (const auto& [name, value] : request) {
        if (behindProxy && Poco::icompare(name, "X-Forwarded-For") == 0)
            forwarded = value;
    }
    const std::string last = Poco::trim(forwarded.substr(forwarded.find_last_of(',') + 1));
    return limitAddress(last.empty() ? direct : last);
}

void send(const ApiAnswer& answer, const std::string& requestId, Poco::Net::HTTPServerResponse& response)
{
    using Response = Poco::Net::HTTPResponse;
    const auto status = static_cast<Response::HTTPStatus>(answer.status);
    response.setStatusAndReason(status, Response::getReasonForStatus(status));
    response.setContentType("application/json");
    response.set("X-Request-Id", requestId);
    response.set("Cache-Control", "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    for (const auto& [name, value] : answer.headers)
        response.set(name, value);
    response.sendBuffer(answer.json.data(), answer.json.size());
}

} // namespace

void RequestHandler::handleRequest(Poco::Net::HTTPServerRequest& request,
                                   Poco::Net::HTTPServerResponse& response)
{
    const auto began = std::chrono::steady_clock::now();
    const std::string requestId = "req_" + randomHex(8);
    const std::string uri = request.getURI();
    const std::string path = uri.substr(0, uri.find_first_of("?#"));
    const auto body = readBody(request);
    const ApiAnswer answer =
        body ? m_router.answer({request.getMethod(), path, addressOf(request, m_behindProxy),
                                request.getContentType(), bearerOf(request),
                                Poco::toLower(request.get("Idempotency-Key", "")), *body},
                               requestId)
             : ApiError{413, "payload_too_large", "The body is larger than 64 KiB."}.answer(requestId);
    if (!body)
        response.setKeepAlive(false); // there may be more of it
    send(answer, requestId, response);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
    logRequest(requestId, request.getMethod(), m_router.pathForLog(path), answer.status, took.count());
}

Poco::Net::HTTPRequestHandler*
RequestHandlerFactory::createRequestHandler(const Poco::Net::HTTPServerRequest&)
{
    return new RequestHandler{m_router, m_behindProxy}; // POCO's contract: its connection owns it
}

} // namespace tocsin::server

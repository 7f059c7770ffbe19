// SPDX-License-Identifier: MIT
#include "server/http/api_error.h"

#include "server/base/json.h"
#include "server/domain/rate_window.h"

#include <utility>

namespace tocsin::server {

ApiError::ApiError(int status, std::string code, std::string message)
    : m_status{status}
    , m_code{std::move(code)}
    , m_message{std::move(message)}
{}

ApiError ApiError::unauthorized(std::string message)
{
    return {401, "unauthorized", std::move(message)};
}

ApiError ApiError::tokenExpired(std::string message)
{
    return {401, "token_expired", std::move(message)};
}

ApiError ApiError::invalidRequest(std::string message)
{
    return {400, "invalid_request", std::move(message)};
}

ApiError ApiError::sessionNotFound()
{
    return {404, "session_not_found", "There is no such session."};
}

ApiError ApiError::serverError(std::string message, int status)
{
    return {status, "server_error", std::move(message)};
}

ApiError ApiError::rateLimited(std::string message, Instant now, Instant until)
{
    ApiError error{429, "rate_limited", std::move(message)};
    error.m_retryAfter = secondsUntil(now, until);
    error.withDetail("retry_after", *error.m_retryAfter);
    return error;
}

ApiError& ApiError::withDetail(const std::string& name, int value)
{
    m_details[name] = value;
    return *this;
}

ApiAnswer ApiError::answer(const std::string& requestId) const
{
    JsonObject details;
    for (const auto& [name, value] : m_details)
        details.set(name, value);
    JsonObject body;
    body.set("error", m_code);
    body.set("message", m_message);
    body.set("details", details);
    body.set("request_id", requestId);
    ApiAnswer answer{m_status, body.text()};
    if (m_retryAfter)
        answer.headers["Retry-After"] = std::to_string(*m_retryAfter);
    if (m_status == 401)
        answer.headers["WWW-Authenticate"] = "Bearer";
    return answer;
}

} // namespace tocsin::server

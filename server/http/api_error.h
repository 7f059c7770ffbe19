// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/http/message.h"

#include <exception>
#include <map>
#include <optional>
#include <string>

namespace tocsin::server {

/// A failure that the client is told about. Thrown by handlers; made into an answer by the router.
class ApiError final : public std::exception
{
public:
    ApiError(int status, std::string code, std::string message);

    [[nodiscard]] static ApiError unauthorized(std::string message);
    [[nodiscard]] static ApiError tokenExpired(std::string message);
    [[nodiscard]] static ApiError invalidRequest(std::string message);
    [[nodiscard]] static ApiError sessionNotFound();
    [[nodiscard]] static ApiError serverError(std::string message, int status = 500);
    /// With Retry-After, counted from `now`.
    [[nodiscard]] static ApiError rateLimited(std::string message, Instant now, Instant until);

    ApiError& withDetail(const std::string& name, int value);

    [[nodiscard]] const char* what() const noexcept override { return m_message.c_str(); }
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] const std::string& code() const { return m_code; }
    [[nodiscard]] ApiAnswer answer(const std::string& requestId) const;

private:
    int m_status;
    std::string m_code;
    std::string m_message;
    std::map<std::string, int> m_details;
    std::optional<int> m_retryAfter;
};

} // namespace tocsin::server

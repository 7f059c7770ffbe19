// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/deadline.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tocsin::server {

/// The head of an HTTP/1 request (RFC 9112).
struct RequestHead
{
    std::string method;
    std::string target; ///< begins with `/`, visible ASCII only
    bool http11{true};
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case

    /// The values of every header of that name, which is in lower case.
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
    /// The first of them, or nothing.
    [[nodiscard]] std::string header(std::string_view name) const;
    /// True when one of the comma-separated words of that header is `word`, in lower case.
    [[nodiscard]] bool has(std::string_view name, std::string_view word) const;
};

/// Why a request cannot be read. The connection ends with it: where the next one begins is not known.
struct Unreadable
{
    int status{400};
    std::string code{"invalid_request"};
    std::string message;
};

/// A request without the network: what a handler needs, and what a unit test can write down.
struct ApiRequest
{
    std::string method;
    std::string path;      ///< without query
    std::string query{};   ///< what comes after `?`, as it was sent
    std::string address{}; ///< whose request limits apply
    bool secure{false};    ///< the client speaks HTTPS, to us or to our proxy
    std::string contentType{};
    std::string cookie{}; ///< the `Cookie` header
    std::string bearer;   ///< the token of `Authorization: Bearer`, empty without one
    std::string idempotencyKey;
    std::string body;
    std::string twilioSignature{};   ///< the `X-Twilio-Signature` header
    Deadline until{Deadline::max()}; ///< for all that its answer takes
};

struct ApiAnswer
{
    int status{200};
    std::string json;
    std::map<std::string, std::string> headers{};
};

/// ASCII only, whatever the locale.
[[nodiscard]] std::string lowerCase(std::string_view text);

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

namespace tocsin::server {

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
    std::string twilioSignature{}; ///< the `X-Twilio-Signature` header
};

struct ApiAnswer
{
    int status{200};
    std::string json;
    std::map<std::string, std::string> headers{};
};

} // namespace tocsin::server

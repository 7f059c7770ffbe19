// SPDX-License-Identifier: MIT
#pragma once

#include "server/sms/environment.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tocsin::server {

/// What a text comes from.
enum class SenderKind : uint8_t {
    Number,
    ShortCode, ///< of one country
    Name,      ///< letters: nobody can reply to it
    Service    ///< a Messaging Service, which chooses
};

/// Whose account texts are sent from.
struct TwilioSettings
{
    std::string accountSid;
    std::string authToken; ///< also what Twilio signs its requests with; empty: there is only an API key
    std::string from;      ///< a number (E.164), a short code or a name; empty: a Messaging Service chooses
    std::string apiBase{"https://api.twilio.com"}; ///< without a slash at its end
    std::string apiKey{}; ///< SK…; empty: the account's token is used for requests too
    std::string apiKeySecret{};
    std::string messagingService{}; ///< MG…; empty: `from` it is

    [[nodiscard]] const std::string& user() const { return apiKey.empty() ? accountSid : apiKey; }
    [[nodiscard]] const std::string& password() const { return apiKey.empty() ? authToken : apiKeySecret; }
    [[nodiscard]] SenderKind senderKind() const;
};

/// Nothing when none of Twilio's variables is set. Throws std::runtime_error, in words for people and without
/// any secret, when some are missing or cannot be used.
[[nodiscard]] std::optional<TwilioSettings> readTwilio(const Environment& environment);

} // namespace tocsin::server

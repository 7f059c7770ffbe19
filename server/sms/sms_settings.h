// SPDX-License-Identifier: MIT
#pragma once

#include "server/domain/sms_text.h"
#include "server/limit_settings.h"

#include <functional>
#include <optional>
#include <set>
#include <string>

namespace tocsin::server {

/// Whose account texts are sent from.
struct TwilioSettings
{
    std::string accountSid;
    std::string authToken;
    std::string from;                              ///< E.164
    std::string apiBase{"https://api.twilio.com"}; ///< without a slash at its end
};

/// What the environment says about texts.
struct SmsSettings
{
    std::optional<TwilioSettings> twilio; ///< none: texts go to the console
    std::string publicUrl;                ///< how Twilio reaches us, without a slash at its end; or empty
    std::set<std::string> countries{};    ///< whose numbers may be texted; empty: all
    int dailyCap{0};                      ///< the most alerts in 24 hours; 0: the built-in limit
    LimitValues limits{};                 ///< those that are set
    SmsMarks marks{SmsMarks::Auto};
    bool ownReplies{false};             ///< to STOP, START and HELP; else Twilio itself sends them
    std::optional<int> reservedTexts{}; ///< of a phone's texts an hour, for permissions and questions
};

/// The value of a variable; empty when it is not set.
using Environment = std::function<std::string(const char* name)>;

/// Throws std::runtime_error, in words for people and without any value that is secret, when a variable
/// cannot be used or some of Twilio's are missing.
[[nodiscard]] SmsSettings readSmsSettings(const Environment& environment);

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/domain/sms_text.h"
#include "server/limit_settings.h"
#include "server/sms/twilio_settings.h"

#include <optional>
#include <set>
#include <string>

namespace tocsin::server {

/// What the environment says about texts.
struct SmsSettings
{
    std::optional<TwilioSettings> twilio; ///< none: texts go to the console
    std::string publicUrl;                ///< how Twilio reaches us, without a slash at its end; or empty
    /// Whose numbers may be texted unless others are named; empty: all; none: they have to be named.
    std::optional<std::set<std::string>> countries{};
    int dailyCap{0};      ///< the most alerts in 24 hours; 0: the built-in limit
    LimitValues limits{}; ///< those that are set
    SmsMarks marks{SmsMarks::Auto};
    bool ownReplies{false};             ///< to STOP, START and HELP; else Twilio itself sends them
    std::optional<int> reservedTexts{}; ///< of a phone's texts an hour, for permissions and questions

    /// Whether who gets a text can reply to its sender.
    [[nodiscard]] bool canReply() const { return !twilio || twilio->senderKind() != SenderKind::Name; }
};

/// Throws std::runtime_error, in words for people and without any value that is secret, when a variable
/// cannot be used or some of Twilio's are missing.
[[nodiscard]] SmsSettings readSmsSettings(const Environment& environment);

/// Whose numbers may be texted: those that are named, or else the usual ones. Throws std::runtime_error when
/// it has to be said.
[[nodiscard]] std::set<std::string> allowedCountries(const std::optional<std::set<std::string>>& named,
                                                     const SmsSettings& settings);

} // namespace tocsin::server

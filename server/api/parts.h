// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/known_tokens.h"
#include "server/auth/access_jwt.h"
#include "server/base/activity.h"
#include "server/base/clock.h"
#include "server/base/metrics.h"
#include "server/base/reachable.h"
#include "server/domain/sms_text.h"
#include "server/http/request_limiter.h"
#include "server/limits.h"
#include "server/sms/outbox.h"
#include "server/sms/text_watch.h"
#include "server/store/store.h"

#include <string>

namespace tocsin::server {

/// How to know that a request is Twilio's; empty when no account is set up.
struct TwilioHooks
{
    std::string authToken;
    std::string publicUrl; ///< what Twilio calls us, without a slash at its end
};

/// What the handlers work with; main() owns it all.
struct Parts
{
    Store& store;
    const Clock& clock;
    Outbox& outbox;
    TextWatch& texts;
    const Limits& limits;
    const AccessJwt& jwt;
    const Keys& codeKeys;    ///< pairing codes are stored hashed with them
    const Keys& sessionKeys; ///< and session tokens with these
    const Keys& answerKeys;  ///< and what an Idempotency-Key was used for with these
    RequestLimiter& perAddress;
    RequestLimiter& perLogin;
    RequestLimiter& changes; ///< of a phone
    KnownTokens& knownTokens;
    const TwilioHooks& hooks;
    Activity& activity;
    Reachable& reachable;
    Metrics& metrics;
    SmsMarks marks{SmsMarks::Auto}; ///< of the texts of events
    bool canReply{true};            ///< to them
    bool ownReplies{false};         ///< to STOP, START and HELP; else Twilio itself sends them
    bool printsTexts{false};        ///< there is no SMS provider: no phone gets any
    std::string metricsToken{};     ///< allows a request for /metrics; empty: /metrics is not served here
};

/// What becomes of texts, in the API's word.
[[nodiscard]] inline std::string textsWord(const Parts& parts)
{
    return parts.printsTexts ? "printed" : "sent";
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/sms/twilio_settings.h"
#include "server/sms/web_client.h"

#include <string>

namespace tocsin::server {

/// Asks Twilio whether it knows this account and its sender; sends nothing and costs nothing. Empty when
/// texts can be sent, else what is wrong, for people. https://www.twilio.com/docs/iam/api/account,
/// https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
[[nodiscard]] std::string whyTwilioWillNotSend(const TwilioSettings& settings, const WebClient& web);

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/sms/sms_settings.h"
#include "server/sms/transport.h"
#include "server/sms/web_client.h"

#include <string>

namespace tocsin::server {

/// Sends texts by Twilio's CreateMessage:
/// https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource
class TwilioTransport final : public SmsTransport
{
public:
    /// Reports are asked for at `publicUrl` if that is not empty.
    TwilioTransport(TwilioSettings settings, std::string publicUrl, WebPatience patience = {});

    [[nodiscard]] SmsResult send(const Sms& sms) override;
    [[nodiscard]] bool answers() override;

private:
    [[nodiscard]] std::string formOf(const Sms& sms) const;

    TwilioSettings m_settings;
    std::string m_publicUrl;
    WebClient m_web;
};

/// What an answer of CreateMessage means. `retryAfter` is the header's text, empty without one.
[[nodiscard]] SmsResult twilioResult(int status, const std::string& body, const std::string& retryAfter);

} // namespace tocsin::server

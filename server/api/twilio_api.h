// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/domain/form.h"
#include "server/http/message.h"

namespace tocsin::server {

/// What Twilio tells us: answers to our texts, and what became of them. Every request has to be signed with
/// the account's token: https://www.twilio.com/docs/usage/security#validating-requests
class TwilioApi final
{
public:
    explicit TwilioApi(const Parts& parts)
        : m_parts{parts}
    {}

    /// STOP and START.
    [[nodiscard]] ApiAnswer inbound(const ApiRequest& request);
    /// A report: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
    [[nodiscard]] ApiAnswer status(const ApiRequest& request);

private:
    /// The fields of a request that is Twilio's; throws 403 for any other.
    [[nodiscard]] FormFields signedFields(const ApiRequest& request) const;

    const Parts& m_parts;
};

} // namespace tocsin::server

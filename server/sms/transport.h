// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <cstdint>
#include <string>

namespace tocsin::server {

/// One text to hand over.
struct Sms
{
    std::string textId;                                     ///< ours
    std::string to;                                         ///< full E.164 number
    std::string body;                                       ///< UTF-8
    std::chrono::seconds goodFor{std::chrono::minutes{15}}; ///< later it is of no use
};

/// What came of handing a text over.
struct SmsResult
{
    enum class Outcome : uint8_t {
        Sent,      ///< taken: it is on its way
        TryLater,  ///< certainly not sent
        TooMany,   ///< certainly not sent, and no other should be tried before `retryAfter`
        NoAccount, ///< certainly not sent: the account is refused, which whoever runs the server can mend
        Refused,   ///< not sent, and never will be
        OptedOut,  ///< not sent: who has this number does not want texts
        Unknown    ///< may have been sent, so it must not be tried again
    };
    Outcome outcome{Outcome::Unknown};
    std::string providerId{}; ///< the other side's name for the text, if it gave one
    int errorCode{0};         ///< the other side's, 0 without one
    Duration retryAfter{0};   ///< 0: none was named
};

/// Sends text messages. Called from several threads, never with a transaction open.
class SmsTransport
{
public:
    SmsTransport() = default;
    SmsTransport(const SmsTransport&) = delete;
    SmsTransport& operator=(const SmsTransport&) = delete;
    virtual ~SmsTransport() = default;

    /// Never throws for what a network does; that is an Outcome.
    [[nodiscard]] virtual SmsResult send(const Sms& sms) = 0;
    /// Whether the other side can be reached now. May take as long as a text.
    [[nodiscard]] virtual bool answers() { return true; }
};

} // namespace tocsin::server

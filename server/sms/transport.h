// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace tocsin::server {

/// Sends text messages. Called from several threads, never with a transaction open.
class SmsTransport
{
public:
    SmsTransport() = default;
    SmsTransport(const SmsTransport&) = delete;
    SmsTransport& operator=(const SmsTransport&) = delete;
    virtual ~SmsTransport() = default;

    /// `to` is a full E.164 number. False when the text could not be handed over: it was not sent, and the
    /// caller may try again later.
    [[nodiscard]] virtual bool send(const std::string& to, const std::string& body) = 0;
};

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/sms/transport.h"

#include <mutex>
#include <string>

namespace tocsin::server {

/// Prints each text on stdout, and appends it to a file of JSON lines {"at","to","body"} if one is named. The
/// number is masked in both: neither place is the database.
class ConsoleTransport final : public SmsTransport
{
public:
    ConsoleTransport(const Clock& clock, std::string logFile);

    [[nodiscard]] SmsResult send(const Sms& sms) override;

private:
    const Clock& m_clock;
    std::string m_logFile;
    std::mutex m_mutex;
    bool m_isRead{true};
};

} // namespace tocsin::server

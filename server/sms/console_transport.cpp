// SPDX-License-Identifier: MIT
#include "server/sms/console_transport.h"

#include "server/base/json.h"
#include "server/base/time_text.h"
#include "server/domain/phone.h"

#include <fstream>
#include <utility>

namespace tocsin::server {

ConsoleTransport::ConsoleTransport(const Clock& clock, std::ostream& out, std::string logFile)
    : m_clock{clock}
    , m_out{out}
    , m_logFile{std::move(logFile)}
{}

SmsResult ConsoleTransport::send(const Sms& sms)
{
    const std::string masked = maskedPhone(sms.to);
    const std::lock_guard lock{m_mutex};
    if (!m_logFile.empty()) {
        JsonObject line;
        line.set("at", isoTime(m_clock.now()));
        line.set("to", masked);
        line.set("body", sms.body);
        std::ofstream file{m_logFile, std::ios::app};
        file << line.text() + "\n" << std::flush;
        if (!file)
            return {SmsResult::Outcome::TryLater};
    }
    m_out << "--- text to " << masked << "\n" << sms.body << "\n---" << std::endl;
    m_out.clear(); // a closed terminal must not make texts fail for ever
    return {SmsResult::Outcome::Sent};
}

} // namespace tocsin::server

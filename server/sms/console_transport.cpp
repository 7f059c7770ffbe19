// SPDX-License-Identifier: MIT
#include "server/sms/console_transport.h"

#include "server/base/time_text.h"
#include "server/domain/phone.h"

#include <Poco/JSON/Object.h>

#include <fstream>
#include <sstream>
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
        Poco::JSON::Object line{Poco::JSON_PRESERVE_KEY_ORDER};
        line.set("at", isoTime(m_clock.now()));
        line.set("to", masked);
        line.set("body", sms.body);
        std::ostringstream json;
        line.stringify(json);
        std::ofstream file{m_logFile, std::ios::app};
        file << json.str() + "\n" << std::flush;
        if (!file)
            return {SmsResult::Outcome::TryLater};
    }
    m_out << "--- text to " << masked << "\n" << sms.body << "\n---" << std::endl;
    m_out.clear(); // a closed terminal must not make texts fail for ever
    return {SmsResult::Outcome::Sent};
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/sms/console_transport.h"

#include "server/base/json.h"
#include "server/base/output.h"
#include "server/base/time_text.h"
#include "server/domain/phone.h"

#include <chrono>
#include <fstream>
#include <unistd.h>
#include <utility>

namespace tocsin::server {

namespace {

constexpr std::chrono::milliseconds Patience{100};

} // namespace

ConsoleTransport::ConsoleTransport(const Clock& clock, std::string logFile)
    : m_clock{clock}
    , m_logFile{std::move(logFile)}
{}

SmsResult ConsoleTransport::send(const Sms& sms)
{
    const std::string masked = maskedPhone(sms.to);
    const std::lock_guard lock{m_mutex};
    // A pipe that nobody reads would block every text, and the shutdown. It is waited for once.
    m_isRead = takesOutput(STDOUT_FILENO, m_isRead ? Patience : std::chrono::milliseconds{0});
    if (!m_isRead)
        return {SmsResult::Outcome::TryLater};
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
    const std::string shown = "--- text to " + masked + "\n" + sms.body + "\n---\n";
    // Whether it succeeds or not: a closed terminal must not make texts fail for ever.
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, shown.data(), shown.size());
    return {SmsResult::Outcome::Sent};
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/base/log.h"

#include "server/base/json.h"
#include "server/base/output.h"
#include "server/base/time_text.h"

#include <chrono>
#include <cmath>
#include <mutex>
#include <unistd.h>

namespace tocsin::server {

namespace {

JsonObject begin(std::string_view level, std::string_view message)
{
    JsonObject line;
    line.set("at", isoTime(SystemClock{}.now()));
    line.set("level", std::string{level});
    line.set("message", std::string{message});
    return line;
}

/// Writes lines one by one, so that threads do not mix them; those that would have to wait are lost, and
/// counted. A pipe that nobody reads would else block every request, and the shutdown.
class ErrorStream final
{
public:
    void print(const std::string& text)
    {
        const std::lock_guard lock{m_mutex};
        // A reader that has blocked for this long gets no further wait until it reads again.
        constexpr std::chrono::milliseconds patience{100};
        if (!takesOutput(STDERR_FILENO, m_lost > 0 ? std::chrono::milliseconds{0} : patience)) {
            ++m_lost;
            return;
        }
        if (m_lost > 0) {
            const std::string lost =
                begin("warning", "stderr was not read: lines are lost").set("count", m_lost).text() + "\n";
            m_lost = 0;
            write(lost);
            if (!takesOutput(STDERR_FILENO, patience)) {
                ++m_lost;
                return;
            }
        }
        write(text);
    }

private:
    /// Up to PIPE_BUF it does not block after takesOutput(), and goes out as a whole (pipe(7)).
    static void write(const std::string& text)
    {
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    }

    std::mutex m_mutex;
    int m_lost{0};
};

void print(const JsonObject& line)
{
    static ErrorStream stream;
    stream.print(line.text() + "\n");
}

} // namespace

void logLine(std::string_view level, std::string_view message,
             const std::vector<std::pair<std::string, std::string>>& more)
{
    JsonObject line = begin(level, message);
    for (const auto& [key, value] : more)
        line.set(key, value);
    print(line);
}

void logRequest(const std::string& requestId, const std::string& method, const std::string& path, int status,
                double milliseconds)
{
    JsonObject line = begin("info", "request");
    line.set("request_id", requestId);
    line.set("method", method);
    line.set("path", path);
    line.set("status", status);
    line.set("ms", std::round(milliseconds * 100) / 100);
    print(line);
}

} // namespace tocsin::server

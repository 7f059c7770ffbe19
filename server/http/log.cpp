// SPDX-License-Identifier: MIT
#include "server/http/log.h"

#include "server/base/time_text.h"
#include "server/http/json.h"

#include <cmath>
#include <cstdio>

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

void print(const JsonObject& line)
{
    const std::string text = line.text() + "\n";
    std::fwrite(text.data(), 1, text.size(), stderr); // one call, so that threads do not mix lines
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

// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tocsin::server {

/// One JSON line on stderr: {"at","level","message",…}. Never hand it a token, a code, a phone number or
/// anything that a client wrote.
void logLine(std::string_view level, std::string_view message,
             const std::vector<std::pair<std::string, std::string>>& more = {});

/// The access log's line:
/// {"at","level":"info","message":"request","request_id","method","path","status","ms"}.
void logRequest(const std::string& requestId, const std::string& method, const std::string& path, int status,
                double milliseconds);

} // namespace tocsin::server

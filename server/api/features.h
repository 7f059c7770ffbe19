// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace tocsin::server {

/// How /health tells it from any other server.
inline constexpr const char* ServerName = "Tocsin";
inline constexpr const char* ApiVersion = "1";

/// What this server announces beyond the first version of its contract (server/api/openapi.yaml).
[[nodiscard]] inline const std::vector<std::string>& features()
{
    static const std::vector<std::string> all{"hold", "presence", "logins", "code_status"};
    return all;
}

} // namespace tocsin::server

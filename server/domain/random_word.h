// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace tocsin::server {

/// Whether a run of letters, digits and `-_.+/=` looks like a token or a key rather than a name that people
/// gave: `feature/JIRA-1234-add-login-v2` and UUIDs do not, 20 characters of Base64 or 32 of hex do.
[[nodiscard]] bool looksRandom(std::string_view word);

} // namespace tocsin::server

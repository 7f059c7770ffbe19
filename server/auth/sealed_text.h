// SPDX-License-Identifier: MIT
#pragma once

#include "server/auth/keys.h"

#include <optional>
#include <string>
#include <string_view>

namespace tocsin::server {

// AES-256-GCM: a text that waits in the database to be sent holds a pairing code or somebody's words, and is
// nobody's to read there.

/// As hex; another each time. Throws if the system's crypto does not work.
[[nodiscard]] std::string sealed(std::string_view key, std::string_view text);
/// Nothing when it was sealed with another key, or changed since.
[[nodiscard]] std::optional<std::string> unsealed(std::string_view key, std::string_view hex);
/// The same with whichever of the keys it was sealed with.
[[nodiscard]] std::optional<std::string> unsealed(const Keys& keys, std::string_view hex);

} // namespace tocsin::server

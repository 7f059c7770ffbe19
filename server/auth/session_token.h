// SPDX-License-Identifier: MIT
#pragma once

#include "server/auth/keys.h"

#include <string>
#include <string_view>

namespace tocsin::server {

/// Of every session token.
inline constexpr std::string_view SessionTokenBegin{"st_"};

/// A new session token. It ends with a mark made with the key, so that one of ours is known without asking
/// the database.
[[nodiscard]] std::string newSessionToken(const Keys& keys);

/// Whether it was made with one of the keys; that it is still good, only the database knows. False for those
/// of versions that made no mark.
[[nodiscard]] bool isSessionTokenOf(const Keys& keys, std::string_view token);

} // namespace tocsin::server

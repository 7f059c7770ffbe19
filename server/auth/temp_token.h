// SPDX-License-Identifier: MIT
#pragma once

#include "server/auth/keys.h"
#include "server/base/clock.h"

#include <string>
#include <string_view>

namespace tocsin::server {

/// A new token for whoever asked for a pairing code. It has a mark, as a session token does, and says when
/// its code is over.
[[nodiscard]] std::string newTempToken(const Keys& keys, Instant expiresAt);

/// Whether it was made with one of the keys, for a code that is not over by `now`. False for those of
/// versions that made no mark.
[[nodiscard]] bool isLiveTempToken(const Keys& keys, std::string_view token, Instant now);

/// The id of the text that brings its code. It says nothing about the token.
[[nodiscard]] std::string textIdOf(std::string_view tempToken);

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/auth/keys.h"

#include <string>
#include <string_view>

namespace tocsin::server {

/// `secret` with a mark at its end that is made with the current key, so that a token of ours is known
/// without asking the database.
[[nodiscard]] std::string marked(const Keys& keys, const std::string& secret);

/// What was marked with one of the keys; empty if the mark is none of theirs.
[[nodiscard]] std::string_view unmarked(const Keys& keys, std::string_view text);

} // namespace tocsin::server

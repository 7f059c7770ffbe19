// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

namespace tocsin::server {

/// The value of a variable; empty when it is not set.
using Environment = std::function<std::string(const char* name)>;

/// A base URL without its last slash: https, or http to this machine. Empty when the variable is not set.
/// Throws std::runtime_error, in words for people, for anything else.
[[nodiscard]] std::string readBaseUrl(const Environment& environment, const char* name);

} // namespace tocsin::server

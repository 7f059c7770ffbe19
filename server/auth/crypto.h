// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tocsin::server {

/// Two lower-case digits a byte.
[[nodiscard]] std::string toHex(std::span<const unsigned char> bytes);

/// `bytes` bytes from the system's random generator, as lower-case hex. Throws if the system has none.
[[nodiscard]] std::string randomHex(size_t bytes);
/// Six digits, each of the million equally likely.
[[nodiscard]] std::string randomPairingCode();

/// SHA-256 as hex: how a random token is stored. Not for anything that can be guessed.
[[nodiscard]] std::string tokenHash(std::string_view token);
/// HMAC-SHA-256 as hex: how a six-digit code is stored. Without the key a million guesses would find it.
[[nodiscard]] std::string keyedHash(std::string_view key, std::string_view text);
/// The same as base64url without padding: the signature of a JWT with HS256 (RFC 7515).
[[nodiscard]] std::string keyedHashBase64(std::string_view key, std::string_view text);

/// HMAC-SHA-1 as base64: how Twilio signs its requests.
[[nodiscard]] std::string hmacSha1Base64(std::string_view key, std::string_view text);

/// Takes the same time wherever the first difference is.
[[nodiscard]] bool equalInConstantTime(std::string_view a, std::string_view b);

} // namespace tocsin::server

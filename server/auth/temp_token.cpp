// SPDX-License-Identifier: MIT
#include "server/auth/temp_token.h"

#include "server/auth/crypto.h"
#include "server/auth/token_mark.h"

#include <charconv>
#include <chrono>
#include <cstdint>

namespace tocsin::server {

namespace {

constexpr std::string_view Begin{"tmp_"};
constexpr size_t IdLength = 24;

} // namespace

std::string newTempToken(const Keys& keys, Instant expiresAt)
{
    const auto expiry = std::chrono::ceil<std::chrono::seconds>(expiresAt).time_since_epoch().count();
    return std::string{Begin} + marked(keys, std::to_string(expiry) + "_" + randomHex(32));
}

bool isLiveTempToken(const Keys& keys, std::string_view token, Instant now)
{
    if (!token.starts_with(Begin))
        return false;
    token.remove_prefix(Begin.size());
    const std::string_view ours = unmarked(keys, token);
    int64_t expiry = 0;
    std::from_chars(ours.data(), ours.data() + ours.size(), expiry);
    return Instant{std::chrono::seconds{expiry}} > now;
}

std::string textIdOf(std::string_view tempToken)
{
    return "sms_" + tokenHash("text of " + std::string{tempToken}).substr(0, IdLength);
}

} // namespace tocsin::server

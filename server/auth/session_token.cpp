// SPDX-License-Identifier: MIT
#include "server/auth/session_token.h"

#include "server/auth/crypto.h"

namespace tocsin::server {

namespace {

constexpr size_t MarkLength = 16; ///< 64 bits: guessing one is worth less than it costs

std::string markFor(std::string_view secret)
{
    return "mark of " + std::string{secret};
}

} // namespace

std::string newSessionToken(const Keys& keys)
{
    const std::string secret = randomHex(32);
    return std::string{SessionTokenBegin} + secret + keys.hash(markFor(secret)).substr(0, MarkLength);
}

bool isSessionTokenOf(const Keys& keys, std::string_view token)
{
    if (!token.starts_with(SessionTokenBegin) || token.size() <= SessionTokenBegin.size() + MarkLength)
        return false;
    token.remove_prefix(SessionTokenBegin.size());
    const std::string_view mark = token.substr(token.size() - MarkLength);
    bool isOurs = false;
    for (const std::string& hash : keys.hashes(markFor(token.substr(0, token.size() - MarkLength))))
        isOurs |= equalInConstantTime(hash.substr(0, MarkLength), mark);
    return isOurs;
}

} // namespace tocsin::server

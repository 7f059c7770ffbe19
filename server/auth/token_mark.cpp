// SPDX-License-Identifier: MIT
#include "server/auth/token_mark.h"

#include "server/auth/crypto.h"

namespace tocsin::server {

namespace {

constexpr size_t MarkLength = 16; ///< 64 bits: guessing one is worth less than it costs

std::string markFor(std::string_view secret)
{
    return "mark of " + std::string{secret};
}

} // namespace

std::string marked(const Keys& keys, const std::string& secret)
{
    return secret + keys.hash(markFor(secret)).substr(0, MarkLength);
}

std::string_view unmarked(const Keys& keys, std::string_view text)
{
    if (text.size() <= MarkLength)
        return {};
    const std::string_view mark = text.substr(text.size() - MarkLength);
    text.remove_suffix(MarkLength);
    bool isOurs = false;
    for (const std::string& hash : keys.hashes(markFor(text)))
        isOurs |= equalInConstantTime(hash.substr(0, MarkLength), mark);
    return isOurs ? text : std::string_view{};
}

} // namespace tocsin::server

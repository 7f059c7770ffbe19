// SPDX-License-Identifier: MIT
#include "server/auth/session_token.h"

#include "server/auth/crypto.h"
#include "server/auth/token_mark.h"

namespace tocsin::server {

std::string newSessionToken(const Keys& keys)
{
    return std::string{SessionTokenBegin} + marked(keys, randomHex(32));
}

bool isSessionTokenOf(const Keys& keys, std::string_view token)
{
    if (!token.starts_with(SessionTokenBegin))
        return false;
    token.remove_prefix(SessionTokenBegin.size());
    return !unmarked(keys, token).empty();
}

} // namespace tocsin::server

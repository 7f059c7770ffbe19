// SPDX-License-Identifier: MIT
#pragma once

#include "server/auth/keys.h"
#include "server/base/clock.h"

#include <optional>
#include <string>

namespace tocsin::server {

/// What an access token says. No phone number in it: the login's id is random.
struct AccessClaims
{
    std::string jti;
    std::string loginId; ///< `sub`
    Instant issuedAt;
    Instant expiresAt;
};

/// Signs and reads access tokens: JWT, HS256 and nothing else.
class AccessJwt final
{
public:
    /// `secrets`: at least MinSecretBytes each.
    explicit AccessJwt(Keys secrets);

    static constexpr size_t MinSecretBytes = 32;

    [[nodiscard]] std::string sign(const AccessClaims& claims) const;
    /// Nothing unless the signature is ours and every claim is there. Whether it has expired is for the
    /// caller, who has the clock.
    [[nodiscard]] std::optional<AccessClaims> read(const std::string& token) const;

private:
    Keys m_secrets;
};

} // namespace tocsin::server

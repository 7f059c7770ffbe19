// SPDX-License-Identifier: MIT
#include "server/auth/access_jwt.h"

#include "server/auth/crypto.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Object.h>
#include <Poco/JWT/Signer.h>
#include <Poco/JWT/Token.h>

#include <algorithm>
#include <utility>

namespace tocsin::server {

namespace {

Poco::Timestamp toPoco(Instant when)
{
    return Poco::Timestamp::fromEpochTime(
        std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch()).count());
}

Instant fromPoco(const Poco::Timestamp& stamp)
{
    return Instant{std::chrono::seconds{stamp.epochTime()}};
}

bool isSignature(const Keys& secrets, const std::string& signature, const std::string& text)
{
    return std::any_of(secrets.all().begin(), secrets.all().end(), [&](const std::string& secret) {
        return equalInConstantTime(signature, keyedHashBase64(secret, text));
    });
}

} // namespace

AccessJwt::AccessJwt(Keys secrets)
    : m_secrets{std::move(secrets)}
{}

std::string AccessJwt::sign(const AccessClaims& claims) const
{
    Poco::JWT::Token token;
    token.setType("JWT");
    token.setId(claims.jti);
    token.setSubject(claims.loginId);
    token.setIssuedAt(toPoco(claims.issuedAt));
    token.setExpiration(toPoco(claims.expiresAt));
    const Poco::JWT::Signer signer{m_secrets.current()};
    return signer.sign(token, Poco::JWT::Signer::ALGO_HS256);
}

std::optional<AccessClaims> AccessJwt::read(const std::string& text) const
{
    try {
        // POCO's own verification compares byte by byte and stops at the first difference.
        const size_t dot = text.rfind('.');
        if (dot == std::string::npos || !isSignature(m_secrets, text.substr(dot + 1), text.substr(0, dot)))
            return std::nullopt;
        const Poco::JWT::Token token{text};
        if (token.getAlgorithm() != Poco::JWT::Signer::ALGO_HS256)
            return std::nullopt;
        if (!token.payload().has("exp") || token.getId().empty() || token.getSubject().empty())
            return std::nullopt;
        return AccessClaims{token.getId(), token.getSubject(), fromPoco(token.getIssuedAt()),
                            fromPoco(token.getExpiration())};
    } catch (const Poco::Exception&) {
        return std::nullopt; // not base64, not JSON, claims of the wrong type
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

} // namespace tocsin::server

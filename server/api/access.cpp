// SPDX-License-Identifier: MIT
#include "server/api/access.h"

#include "server/auth/crypto.h"
#include "server/auth/session_token.h"
#include "server/http/api_error.h"

namespace tocsin::server {

bool loginAlive(const Login& login, Instant now)
{
    return !login.endedAt && login.expiresAt > now;
}

namespace {

constexpr std::chrono::hours UseNotedEvery{1};

/// The first use of a token shows that its holder has it. From then on it is the only one of its login that
/// counts, so that a login never has two holders; the one it replaces may still be in requests under way.
void noteUse(const Parts& parts, Transaction& tx, const AccessToken& token)
{
    if (token.used)
        return;
    const Instant now = parts.clock.now();
    // Two tokens of one login that are used at once would each wait for the other's row.
    tx.lockLogin(token.loginId);
    tx.markAccessTokenUsed(token.jti);
    tx.limitOtherAccessTokens(token, now);
    if (!token.replaces.empty())
        tx.limitAccessToken(token.replaces, now + parts.limits.refreshedTokenGrace);
}

} // namespace

void countRequest(const Parts& parts, const std::string& tokenHash, const std::string& loginId)
{
    parts.knownTokens.note(tokenHash, loginId);
    if (const auto until = parts.perLogin.count(loginId))
        throw ApiError::rateLimited("Too many requests. Try again later.", parts.clock.now(), *until);
}

void countChange(const Parts& parts, const std::string& phoneId)
{
    if (const auto until = parts.changes.count(phoneId))
        throw ApiError::rateLimited(
            "This phone has made as many changes as it may in an hour. Try again later.", parts.clock.now(),
            *until);
}

void requireRoom(const Parts& parts, const ApiRequest& request, const std::string& tokenHash)
{
    const auto loginId = parts.knownTokens.loginOf(tokenHash);
    auto until = loginId ? parts.perLogin.fullUntil(*loginId) : parts.perAddress.fullUntil(request.address);
    // After a restart no token is known. Whoever shares an address with somebody who is at its limit comes
    // with one that we have made, all the same; such a token has a limit of its own, like a login, until it
    // is looked up.
    if (until && !loginId &&
        (isSessionTokenOf(parts.sessionKeys, request.bearer) || parts.jwt.read(request.bearer)))
        until = parts.perLogin.count(tokenHash);
    if (until)
        throw ApiError::rateLimited("Too many requests. Try again later.", parts.clock.now(), *until);
}

void requireToken(const Parts& parts, const ApiRequest& request)
{
    if (request.bearer.empty())
        throw ApiError::unauthorized("A token is needed: log in, or start the session first.");
    if (!request.bearer.starts_with(SessionTokenBegin) && !parts.jwt.read(request.bearer))
        throw ApiError::unauthorized("This token is not known. Log in, or start the session again.");
}

LoginAccess loginAccess(const Parts& parts, Transaction& tx, const ApiRequest& request)
{
    const auto claims = parts.jwt.read(request.bearer);
    const auto token = claims ? tx.accessToken(claims->jti) : std::nullopt;
    const auto login = token ? tx.login(token->loginId) : std::nullopt;
    if (!login || login->id != claims->loginId)
        throw ApiError::unauthorized("This access token is not known. Log in again.");
    if (login->endedAt)
        throw ApiError::unauthorized("This login has ended. Log in again.");
    countRequest(parts, parts.sessionKeys.hash(request.bearer), login->id);
    const Instant now = parts.clock.now();
    // Both times must hold: the signed one, and ours, which a later program might have shortened.
    const bool alive = claims->expiresAt > now && token->expiresAt > now && loginAlive(*login, now) &&
                       (!token->diesAt || *token->diesAt > now);
    if (alive) {
        noteUse(parts, tx, *token);
        // A write an hour is enough to know a login that is forgotten.
        if (!login->lastUsedAt || *login->lastUsedAt <= now - UseNotedEvery || *login->lastUsedAt > now)
            tx.setLoginUsed(login->id, now);
    }
    return {*login, *token, alive};
}

namespace {

/// A token of a version whose hashes had no key is found by that once, and keyed from then on.
std::optional<SessionHolder> holderOf(const Parts& parts, Transaction& tx, const std::string& token)
{
    for (const std::string& hash : parts.sessionKeys.hashes(token)) {
        if (auto holder = tx.sessionHolder(hash))
            return holder;
    }
    const std::string unkeyed = tokenHash(token);
    const std::string keyed = parts.sessionKeys.hash(token);
    auto holder = tx.sessionHolder(unkeyed);
    if (!holder)
        return tx.sessionHolder(keyed); // another request may have given it its key in between
    holder->token.hash = keyed;
    tx.rehashSessionToken(unkeyed, keyed);
    return holder;
}

} // namespace

SessionAccess sessionAccess(const Parts& parts, Transaction& tx, const ApiRequest& request,
                            const std::string& monitoringId)
{
    auto holder = holderOf(parts, tx, request.bearer);
    if (!holder)
        throw ApiError::unauthorized("This session token is not known. Start the session again.");
    auto& [token, session, login] = *holder;
    countRequest(parts, parts.sessionKeys.hash(request.bearer), login.id);
    if (session.monitoringId != monitoringId)
        throw ApiError::sessionNotFound();
    const Instant now = parts.clock.now();
    if (!session.endedAt && silentForTooLong(parts.limits, session, now))
        session.endedAt = now;
    const bool alive = !session.endedAt && loginAlive(login, now) && (!token.diesAt || *token.diesAt > now);
    return {login, session, alive};
}

SessionAccess ownSession(const Parts& parts, Transaction& tx, const ApiRequest& request,
                         const std::string& monitoringId)
{
    if (request.bearer.starts_with(SessionTokenBegin)) {
        SessionAccess access = sessionAccess(parts, tx, request, monitoringId);
        requireAlive(access);
        return access;
    }
    const LoginAccess access = loginAccess(parts, tx, request);
    requireAlive(access);
    auto session = tx.session(monitoringId);
    if (!session || session->loginId != access.login.id)
        throw ApiError::sessionNotFound();
    if (!session->endedAt && silentForTooLong(parts.limits, *session, parts.clock.now()))
        session->endedAt = parts.clock.now();
    return {access.login, *session, true};
}

void requireAlive(const LoginAccess& access)
{
    if (!access.alive)
        throw ApiError::tokenExpired("This login has expired. Log in again.");
}

void requireAlive(const SessionAccess& access)
{
    if (!access.alive)
        throw ApiError::tokenExpired("This session token has expired. Start the session again.");
}

bool silentForTooLong(const Limits& limits, const MonitoredSession& session, Instant now)
{
    return session.lastBeatAt <= now - limits.endedAfter;
}

bool stale(const Limits& limits, const MonitoredSession& session, Instant now)
{
    return !session.endedAt && session.lastBeatAt <= now - limits.staleAfter;
}

} // namespace tocsin::server

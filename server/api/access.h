// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/http/message.h"

namespace tocsin::server {

/// Whose a token is, and whether it still counts.
struct LoginAccess
{
    Login login;
    AccessToken token;
    bool alive{false};
};

struct SessionAccess
{
    Login login;
    MonitoredSession session; ///< with endedAt set if it has been silent for too long
    bool alive{false};
};

[[nodiscard]] bool loginAlive(const Login& login, Instant now);

/// Counts a request against the login's limit. Throws 429 `rate_limited`.
/// `tokenHash`: of its token, with Parts::sessionKeys; so below.
void countRequest(const Parts& parts, const std::string& tokenHash, const std::string& loginId);

/// Counts a request that makes a row against what its phone may make in an hour: rows are kept for days, and
/// the disk is everybody's. Throws 429 `rate_limited`.
void countChange(const Parts& parts, const std::string& phoneId);

/// Throws 429 `rate_limited`, before any work, when the limit is used up that the request would count
/// against: its login's, or its address's while its token is not known and none that we have made.
void requireRoom(const Parts& parts, const ApiRequest& request, const std::string& tokenHash);

/// Throws 401 `unauthorized`, before the database is asked, when there is no token, or one that has not been
/// given to anybody: it is no session token, and its signature is not ours.
void requireToken(const Parts& parts, const ApiRequest& request);

// Both throw 401 `unauthorized` for a token that is none of ours and count the request against the login's
// limit. A token of ours that is dead comes back as such: an Idempotency-Key is looked up before its liveness
// is judged. requireAlive() then judges.

/// Notes that the token is used, if it is alive.
[[nodiscard]] LoginAccess loginAccess(const Parts& parts, Transaction& tx, const ApiRequest& request);

/// Throws 404 `session_not_found` when the token is for another session than `monitoringId`.
[[nodiscard]] SessionAccess sessionAccess(const Parts& parts, Transaction& tx, const ApiRequest& request,
                                          const std::string& monitoringId);

/// For the session's own token while that lives, or for an access token of its login, which may come for an
/// ended session too. Throws what the two below throw for a dead one, and 404 for another login's session.
[[nodiscard]] SessionAccess ownSession(const Parts& parts, Transaction& tx, const ApiRequest& request,
                                       const std::string& monitoringId);

/// Throws 401 `token_expired` for a dead token.
void requireAlive(const LoginAccess& access);
void requireAlive(const SessionAccess& access);

/// True when nothing was heard of the session for so long that it counts as ended.
[[nodiscard]] bool silentForTooLong(const Limits& limits, const MonitoredSession& session, Instant now);
/// True when it has missed its heartbeats for a while; a beat brings it back.
[[nodiscard]] bool stale(const Limits& limits, const MonitoredSession& session, Instant now);

} // namespace tocsin::server

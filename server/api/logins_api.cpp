// SPDX-License-Identifier: MIT
#include "server/api/logins_api.h"

#include "server/api/access.h"
#include "server/base/json.h"
#include "server/base/log.h"
#include "server/base/time_text.h"
#include "server/http/api_error.h"
#include "server/sms/held_texts.h"

#include <algorithm>
#include <vector>

namespace tocsin::server {

namespace {

/// Whether it can be an id of ours: a database need not be asked for anything else.
bool isLoginId(const std::string& id)
{
    constexpr size_t length = 35;
    return id.size() == length && id.starts_with("lg_") &&
           id.find_first_not_of("0123456789abcdef", 3) == std::string::npos;
}

JsonObject entryOf(const Login& login, const LoginUse& use, bool isCurrent)
{
    JsonObject entry;
    entry.set("login_id", login.id);
    entry.set("created_at", isoTime(login.createdAt));
    entry.set("last_used_at", isoTime(lastUse(login, use)));
    entry.set("expires_at", isoTime(login.expiresAt));
    if (use.hostname.empty())
        entry.setNull("hostname");
    else
        entry.set("hostname", use.hostname);
    entry.set("current", isCurrent);
    return entry;
}

} // namespace

int endLogin(Transaction& tx, const std::string& loginId, Instant now)
{
    endHolds(tx, tx.heldTextsOfLogin(loginId), not_sent::LoggedOut);
    const int sessions = tx.endSessions(loginId, now);
    tx.endLogin(loginId, now);
    return sessions;
}

Instant lastUse(const Login& login, const LoginUse& use)
{
    return std::max({login.createdAt, login.lastUsedAt.value_or(login.createdAt),
                     use.lastBeatAt.value_or(login.createdAt)});
}

ApiAnswer LoginsApi::list(const ApiRequest& request)
{
    return inTransaction(m_parts.store, request.until, [&](Transaction& tx) -> ApiAnswer {
        const LoginAccess access = loginAccess(m_parts, tx, request);
        requireAlive(access);
        std::vector<JsonObject> entries;
        for (const Login& login : tx.logins(access.login.phoneId, m_parts.clock.now()))
            entries.push_back(entryOf(login, tx.loginUse(login.id), login.id == access.login.id));
        JsonObject answer;
        answer.setList("logins", entries);
        return {200, answer.text()};
    });
}

ApiAnswer LoginsApi::revoke(const ApiRequest& request, const std::string& loginId)
{
    const int cleared = inTransaction(m_parts.store, request.until, [&](Transaction& tx) {
        const LoginAccess access = loginAccess(m_parts, tx, request);
        requireAlive(access);
        const auto login = isLoginId(loginId) ? tx.login(loginId) : std::nullopt;
        if (!login || login->phoneId != access.login.phoneId)
            throw ApiError{404, "login_not_found", "There is no such login."};
        return endLogin(tx, loginId, m_parts.clock.now());
    });
    logLine("info", "a login was revoked", {{"sessions", std::to_string(cleared)}});
    JsonObject answer;
    answer.set("revoked", true);
    answer.set("sessions_cleared", cleared);
    return {200, answer.text()};
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/store/sql_transaction.h"

#include <algorithm>
#include <cstdint>

namespace tocsin::server {

namespace {

using PhoneRow = std::tuple<std::string, std::string>;

std::optional<Phone> toPhone(const std::optional<PhoneRow>& row)
{
    return row ? std::optional{Phone{std::get<0>(*row), std::get<1>(*row)}} : std::nullopt;
}

} // namespace

int SqlTransaction::probe()
{
    const auto row = m_sql.row<int, std::int64_t>(
        "SELECT version, applied_at FROM migrations ORDER BY version DESC LIMIT 1");
    if (!row)
        return 0;
    const auto& [version, appliedAt] = *row;
    // SQLite writes nothing for an UPDATE that changes nothing.
    m_sql.run("DELETE FROM migrations WHERE version = ?", version);
    m_sql.run("INSERT INTO migrations (version, applied_at) VALUES (?, ?)", version, appliedAt);
    return version;
}

std::optional<Phone> SqlTransaction::phone(const std::string& id)
{
    return toPhone(m_sql.rowAs<PhoneRow>("SELECT id, number FROM phones WHERE id = ?", id));
}

std::optional<Phone> SqlTransaction::phoneByNumber(const std::string& number)
{
    return toPhone(m_sql.rowAs<PhoneRow>("SELECT id, number FROM phones WHERE number = ?", number));
}

void SqlTransaction::addPhone(const Phone& phone)
{
    m_sql.run("INSERT INTO phones (id, number) VALUES (?, ?)", phone.id, phone.number);
}

void SqlTransaction::addPairingCode(const PairingCode& code)
{
    m_sql.run("INSERT INTO pairing_codes (temp_token_hash, phone_id, code_hash, address, site, created_at, "
              "expires_at, attempts, dead, login_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              code.tempTokenHash, code.phoneId, code.codeHash, code.address, code.site,
              toColumn(code.createdAt), toColumn(code.expiresAt), code.attempts, code.dead ? 1 : 0,
              code.loginId);
}

std::optional<PairingCode> SqlTransaction::pairingCode(const std::string& tempTokenHash)
{
    const auto row = m_sql.row<std::string, std::string, std::string, std::string, std::int64_t, std::int64_t,
                               int, int, std::string>(
        "SELECT phone_id, code_hash, address, site, created_at, expires_at, attempts, dead, login_id "
        "FROM pairing_codes WHERE temp_token_hash = ?",
        tempTokenHash);
    if (!row)
        return std::nullopt;
    const auto& [phoneId, codeHash, address, site, createdAt, expiresAt, attempts, dead, loginId] = *row;
    return PairingCode{.tempTokenHash = tempTokenHash,
                       .phoneId = phoneId,
                       .codeHash = codeHash,
                       .address = address,
                       .site = site,
                       .createdAt = fromColumn(createdAt),
                       .expiresAt = fromColumn(expiresAt),
                       .attempts = attempts,
                       .dead = dead != 0,
                       .loginId = loginId};
}

void SqlTransaction::updatePairingCode(const PairingCode& code)
{
    m_sql.run("UPDATE pairing_codes SET attempts = ?, dead = ?, login_id = ? WHERE temp_token_hash = ?",
              code.attempts, code.dead ? 1 : 0, code.loginId, code.tempTokenHash);
}

void SqlTransaction::killPairingCodes(const std::string& phoneId, const std::string& address)
{
    m_sql.run("UPDATE pairing_codes SET dead = 1 WHERE phone_id = ? AND address = ? AND dead = 0", phoneId,
              address);
}

std::vector<Instant> SqlTransaction::times(const std::string& query, const std::string& of, Instant since)
{
    std::vector<Instant> result;
    for (const std::int64_t at : m_sql.column<std::int64_t>(query, of, toColumn(since)))
        result.push_back(fromColumn(at));
    return result;
}

std::vector<Instant> SqlTransaction::codesForPhone(const std::string& phoneId, const std::string& from,
                                                   Instant since)
{
    if (from.empty())
        return times(
            "SELECT created_at FROM pairing_codes WHERE phone_id = ? AND created_at > ? AND code_hash <> '' "
            "ORDER BY created_at",
            phoneId, since);
    std::vector<Instant> result;
    for (const std::int64_t at : m_sql.column<std::int64_t>(
             "SELECT created_at FROM pairing_codes WHERE phone_id = ? AND "
             "(address = ? OR site = ?) AND created_at > ? AND code_hash <> '' ORDER BY created_at",
             phoneId, from, from, toColumn(since)))
        result.push_back(fromColumn(at));
    return result;
}

std::vector<Instant> SqlTransaction::codesForSite(const std::string& site, Instant since)
{
    return times("SELECT created_at FROM pairing_codes WHERE site = ? AND created_at > ? ORDER BY created_at",
                 site, since);
}

std::vector<Instant> SqlTransaction::codesForAddress(const std::string& address, Instant since)
{
    return times("SELECT created_at FROM pairing_codes WHERE address = ? AND created_at > ? "
                 "ORDER BY created_at",
                 address, since);
}

int SqlTransaction::codesOfAll(Instant since)
{
    const auto row = m_sql.row<int>(
        "SELECT COUNT(*) FROM pairing_codes WHERE created_at > ? AND code_hash <> ''", toColumn(since));
    return row ? std::get<0>(*row) : 0;
}

void SqlTransaction::addPairingFailure(const std::string& phoneId, const std::string& address, Instant at)
{
    m_sql.run("INSERT INTO pairing_failures (phone_id, address, at) VALUES (?, ?, ?)", phoneId, address,
              toColumn(at));
}

std::vector<Instant> SqlTransaction::pairingFailures(const std::string& address, Instant since)
{
    return times("SELECT at FROM pairing_failures WHERE address = ? AND at > ? ORDER BY at", address, since);
}

void SqlTransaction::forgivePairingFailures(const std::string& address)
{
    m_sql.run("DELETE FROM pairing_failures WHERE address = ?", address);
}

bool SqlTransaction::hasLogin(const std::string& phoneId, Instant now)
{
    return m_sql
        .row<int>("SELECT 1 FROM logins WHERE phone_id = ? AND ended_at IS NULL AND expires_at > ? LIMIT 1",
                  phoneId, toColumn(now))
        .has_value();
}

bool SqlTransaction::hasLoggedInFrom(const std::string& phoneId, const std::string& from)
{
    return m_sql
        .row<int>("SELECT 1 FROM logins WHERE phone_id = ? AND (address = ? OR site = ?) LIMIT 1", phoneId,
                  from, from)
        .has_value();
}

void SqlTransaction::addLogin(const Login& login)
{
    m_sql.run(
        "INSERT INTO logins (id, phone_id, fingerprint, created_at, expires_at, ended_at, address, site) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        login.id, login.phoneId, login.fingerprint, toColumn(login.createdAt), toColumn(login.expiresAt),
        toColumn(login.endedAt), login.address, login.site);
}

std::optional<Login> SqlTransaction::login(const std::string& id)
{
    const auto row =
        m_sql.row<std::string, std::string, std::int64_t, std::int64_t, NullableTime, NullableTime>(
            "SELECT phone_id, fingerprint, created_at, expires_at, ended_at, last_used_at FROM logins WHERE "
            "id = ?",
            id);
    if (!row)
        return std::nullopt;
    const auto& [phoneId, fingerprint, createdAt, expiresAt, endedAt, lastUsedAt] = *row;
    return Login{id,
                 phoneId,
                 fingerprint,
                 fromColumn(createdAt),
                 fromColumn(expiresAt),
                 fromColumn(endedAt),
                 fromColumn(lastUsedAt)};
}

std::vector<Login> SqlTransaction::logins(const std::string& phoneId, Instant now)
{
    const std::string alive{"SELECT id FROM logins WHERE ended_at IS NULL AND expires_at > ?"};
    const std::string order{" ORDER BY created_at, id"};
    const std::vector<std::string> ids =
        phoneId.empty()
            ? m_sql.column<std::string>(alive + order, toColumn(now))
            : m_sql.column<std::string>(alive + " AND phone_id = ?" + order, toColumn(now), phoneId);
    std::vector<Login> found;
    for (const std::string& id : ids) {
        if (auto one = login(id))
            found.push_back(*std::move(one));
    }
    return found;
}

LoginUse SqlTransaction::loginUse(const std::string& id)
{
    LoginUse use;
    for (const char* const which :
         {"SELECT MAX(last_beat_at) FROM sessions WHERE login_id = ? AND ended_at IS NULL",
          "SELECT MAX(last_beat_at) FROM (SELECT last_beat_at FROM sessions WHERE login_id = ? "
          "ORDER BY created_at DESC LIMIT 100) AS latest"}) {
        const auto row = m_sql.row<NullableTime>(which, id);
        if (const auto at = row ? fromColumn(std::get<0>(*row)) : std::nullopt)
            use.lastBeatAt = std::max(*at, use.lastBeatAt.value_or(*at));
    }
    if (const auto row = m_sql.row<std::string>(
            "SELECT hostname FROM sessions WHERE login_id = ? ORDER BY created_at DESC LIMIT 1", id))
        use.hostname = std::get<0>(*row);
    return use;
}

void SqlTransaction::setLoginUsed(const std::string& id, Instant at)
{
    m_sql.run("UPDATE logins SET last_used_at = ? WHERE id = ?", toColumn(at), id);
}

void SqlTransaction::lockLogin(const std::string& id)
{
    m_sql.run("UPDATE logins SET ended_at = ended_at WHERE id = ?", id); // SQLite has no SELECT FOR UPDATE
}

void SqlTransaction::endLogin(const std::string& id, Instant at)
{
    m_sql.run("UPDATE logins SET ended_at = ? WHERE id = ? AND ended_at IS NULL", toColumn(at), id);
}

void SqlTransaction::addAccessToken(const AccessToken& token)
{
    m_sql.run("INSERT INTO access_tokens (jti, login_id, expires_at, dies_at, replaces, used) "
              "VALUES (?, ?, ?, ?, ?, ?)",
              token.jti, token.loginId, toColumn(token.expiresAt), toColumn(token.diesAt), token.replaces,
              token.used ? 1 : 0);
}

std::optional<AccessToken> SqlTransaction::accessToken(const std::string& jti)
{
    const auto row = m_sql.row<std::string, std::int64_t, NullableTime, std::string, int>(
        "SELECT login_id, expires_at, dies_at, replaces, used FROM access_tokens WHERE jti = ?", jti);
    if (!row)
        return std::nullopt;
    const auto& [loginId, expiresAt, diesAt, replaces, used] = *row;
    return AccessToken{jti, loginId, fromColumn(expiresAt), fromColumn(diesAt), replaces, used != 0};
}

void SqlTransaction::markAccessTokenUsed(const std::string& jti)
{
    m_sql.run("UPDATE access_tokens SET used = 1 WHERE jti = ?", jti);
}

bool SqlTransaction::hasUsedAccessToken(const std::string& loginId)
{
    return m_sql.row<int>("SELECT 1 FROM access_tokens WHERE login_id = ? AND used = 1 LIMIT 1", loginId)
        .has_value();
}

void SqlTransaction::limitAccessToken(const std::string& jti, Instant at)
{
    m_sql.run("UPDATE access_tokens SET dies_at = ? WHERE jti = ? AND (dies_at IS NULL OR dies_at > ?)",
              toColumn(at), jti, toColumn(at));
}

void SqlTransaction::limitOtherAccessTokens(const AccessToken& token, Instant at)
{
    m_sql.run("UPDATE access_tokens SET dies_at = ? WHERE login_id = ? AND dies_at IS NULL AND jti <> ? AND "
              "jti <> ?",
              toColumn(at), token.loginId, token.jti, token.replaces);
    m_sql.run("UPDATE access_tokens SET dies_at = ? WHERE login_id = ? AND dies_at > ? AND jti <> ? AND "
              "jti <> ?",
              toColumn(at), token.loginId, toColumn(at), token.jti, token.replaces);
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/store/sql_beat.h"
#include "server/store/sql_transaction.h"

#include <algorithm>
#include <array>

namespace tocsin::server {

namespace {

using Int64 = std::int64_t;
using SessionRow = std::tuple<std::string, std::string, std::string, std::string, std::string, Int64, Int64,
                              Int64, Int64, NullableTime, int, int, int, int, NullableTime>;

constexpr const char* SessionColumns =
    "sessions.monitoring_id, login_id, claude_session_id, description, hostname, started_at, "
    "sessions.created_at, last_beat_at, last_activity_at, sessions.ended_at, texts_sent, errors_seen, "
    "notify_no_contact, no_contact_told, presence_at";

using HolderRow = decltype(std::tuple_cat(
    SessionRow{}, std::tuple<NullableTime, std::string, std::string, Int64, Int64, NullableTime>{}));

/// The first columns of a longer row.
template<typename Part, typename Row> Part firstOf(const Row& row)
{
    return [&]<size_t... I>(std::index_sequence<I...>)
    {
        return Part{std::get<I>(row)...};
    }
    (std::make_index_sequence<std::tuple_size_v<Part>>{});
}

MonitoredSession toSession(const SessionRow& row)
{
    const auto& [id, loginId, claudeId, description, hostname, startedAt, createdAt, lastBeatAt,
                 lastActivityAt, endedAt, textsSent, errorsSeen, notify, told, presenceAt] = row;
    return MonitoredSession{.monitoringId = id,
                            .loginId = loginId,
                            .claudeSessionId = claudeId,
                            .description = description,
                            .hostname = hostname,
                            .startedAt = fromColumn(startedAt),
                            .createdAt = fromColumn(createdAt),
                            .lastBeatAt = fromColumn(lastBeatAt),
                            .lastActivityAt = fromColumn(lastActivityAt),
                            .endedAt = fromColumn(endedAt),
                            .textsSent = textsSent,
                            .errorsSeen = errorsSeen,
                            .notifyNoContact = notify != 0,
                            .noContactTold = told != 0,
                            .presenceAt = fromColumn(presenceAt)};
}

template<typename... In>
std::optional<MonitoredSession> findSession(Sql& sql, const std::string& where, const In&... values)
{
    const auto row =
        sql.rowAs<SessionRow>(std::string{"SELECT "} + SessionColumns + " FROM sessions " + where, values...);
    return row ? std::optional{toSession(*row)} : std::nullopt;
}

} // namespace

void SqlTransaction::addSession(const MonitoredSession& s)
{
    m_sql.run("INSERT INTO sessions (monitoring_id, login_id, claude_session_id, description, hostname, "
              "started_at, created_at, last_beat_at, last_activity_at, ended_at, texts_sent, errors_seen, "
              "notify_no_contact, no_contact_told) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              s.monitoringId, s.loginId, s.claudeSessionId, s.description, s.hostname, toColumn(s.startedAt),
              toColumn(s.createdAt), toColumn(s.lastBeatAt), toColumn(s.lastActivityAt), toColumn(s.endedAt),
              s.textsSent, s.errorsSeen, s.notifyNoContact ? 1 : 0, s.noContactTold ? 1 : 0);
}

std::optional<MonitoredSession> SqlTransaction::session(const std::string& monitoringId)
{
    return findSession(m_sql, "WHERE monitoring_id = ?", monitoringId);
}

std::optional<MonitoredSession> SqlTransaction::openSession(const std::string& loginId,
                                                            const std::string& claudeSessionId)
{
    return findSession(m_sql, "WHERE login_id = ? AND claude_session_id = ? AND ended_at IS NULL", loginId,
                       claudeSessionId);
}

std::vector<MonitoredSession> SqlTransaction::openSessions(const std::string& loginId)
{
    std::vector<MonitoredSession> sessions;
    for (const std::string& id : m_sql.column<std::string>(
             "SELECT monitoring_id FROM sessions WHERE login_id = ? AND ended_at IS NULL", loginId)) {
        if (const auto found = session(id))
            sessions.push_back(*found);
    }
    return sessions;
}

std::vector<MonitoredSession> SqlTransaction::silentSessions(Instant lastBeatBefore)
{
    std::vector<MonitoredSession> sessions;
    for (const std::string& id : m_sql.column<std::string>(
             "SELECT monitoring_id FROM sessions WHERE ended_at IS NULL AND last_beat_at <= ? AND "
             "notify_no_contact = 1 AND no_contact_told = 0 ORDER BY last_beat_at, monitoring_id",
             toColumn(lastBeatBefore))) {
        if (const auto found = session(id))
            sessions.push_back(*found);
    }
    return sessions;
}

void SqlTransaction::updateSession(const MonitoredSession& s)
{
    m_sql.run("UPDATE sessions SET description = ?, hostname = ?, started_at = ?, last_beat_at = ?, "
              "last_activity_at = ?, ended_at = ?, texts_sent = ?, errors_seen = ?, notify_no_contact = ?, "
              "no_contact_told = ? WHERE monitoring_id = ?",
              s.description, s.hostname, toColumn(s.startedAt), toColumn(s.lastBeatAt),
              toColumn(s.lastActivityAt), toColumn(s.endedAt), s.textsSent, s.errorsSeen,
              s.notifyNoContact ? 1 : 0, s.noContactTold ? 1 : 0, s.monitoringId);
}

std::optional<std::string> SqlTransaction::beat(const Beat& beat)
{
    static const std::string statement =
        std::string{WriteBeat} +
        " WHERE monitoring_id = ? AND ended_at IS NULL AND last_beat_at > ? AND "
        "EXISTS (SELECT 1 FROM session_tokens WHERE hash = ? AND "
        "session_tokens.monitoring_id = sessions.monitoring_id AND (dies_at IS NULL OR dies_at > ?)) AND "
        "EXISTS (SELECT 1 FROM logins WHERE id = sessions.login_id AND logins.ended_at IS NULL AND "
        "expires_at > ?) RETURNING login_id";
    const std::int64_t now = toColumn(beat.at);
    const int presence = toColumn(beat.present);
    const auto row =
        m_sql.row<std::string>(statement, now, toColumn(beat.lastActivity), presence, presence, now,
                               beat.monitoringId, toColumn(beat.lastBeatAfter), beat.tokenHash, now, now);
    return row ? std::optional{std::get<0>(*row)} : std::nullopt;
}

bool SqlTransaction::reviveSession(const Beat& beat)
{
    static const std::string statement =
        std::string{WriteBeat} + " WHERE monitoring_id = ? AND ended_at IS NULL";
    const int presence = toColumn(beat.present);
    return m_sql.run(statement, toColumn(beat.at), toColumn(beat.lastActivity), presence, presence,
                     toColumn(beat.at), beat.monitoringId) > 0;
}

bool SqlTransaction::presentAtLogin(const std::string& loginId, Instant since)
{
    return m_sql
        .row<Int64>(
            "SELECT 1 FROM sessions WHERE login_id = ? AND present = 1 AND presence_at > ? AND "
            "NOT EXISTS (SELECT 1 FROM sessions AS later WHERE later.login_id = sessions.login_id AND "
            "later.presence_at > sessions.presence_at AND later.present = 0) LIMIT 1",
            loginId, toColumn(since))
        .has_value();
}

bool SqlTransaction::presentElsewhere(const std::string& phoneId, const std::string& loginId, Instant since)
{
    const auto others = m_sql.column<std::string>(
        "SELECT DISTINCT login_id FROM sessions JOIN logins ON logins.id = sessions.login_id "
        "WHERE phone_id = ? AND logins.id <> ? AND logins.ended_at IS NULL AND present = 1 AND presence_at > "
        "?",
        phoneId, loginId, toColumn(since));
    return std::any_of(others.begin(), others.end(),
                       [&](const std::string& other) { return presentAtLogin(other, since); });
}

bool SqlTransaction::hasSilentSession(Instant lastBeatBefore)
{
    return m_sql
        .row<Int64>("SELECT 1 FROM sessions WHERE ended_at IS NULL AND last_beat_at <= ? LIMIT 1",
                    toColumn(lastBeatBefore))
        .has_value();
}

int SqlTransaction::endSilentSessions(Instant lastBeatBefore, Instant at)
{
    m_sql.run("UPDATE session_tokens SET dies_at = ? WHERE (dies_at IS NULL OR dies_at > ?) AND "
              "monitoring_id IN (SELECT monitoring_id FROM sessions WHERE ended_at IS NULL AND "
              "last_beat_at <= ?)",
              toColumn(at), toColumn(at), toColumn(lastBeatBefore));
    return static_cast<int>(
        m_sql.run("UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL AND last_beat_at <= ?",
                  toColumn(at), toColumn(lastBeatBefore)));
}

void SqlTransaction::addSessionToken(const SessionToken& token)
{
    m_sql.run("INSERT INTO session_tokens (hash, monitoring_id, dies_at) VALUES (?, ?, ?)", token.hash,
              token.monitoringId, toColumn(token.diesAt));
}

std::optional<SessionHolder> SqlTransaction::sessionHolder(const std::string& tokenHash)
{
    const auto row = m_sql.rowAs<HolderRow>(
        std::string{"SELECT "} + SessionColumns +
            ", session_tokens.dies_at, logins.phone_id, logins.fingerprint, logins.created_at, "
            "logins.expires_at, logins.ended_at FROM sessions "
            "JOIN session_tokens ON session_tokens.monitoring_id = sessions.monitoring_id "
            "JOIN logins ON logins.id = sessions.login_id WHERE session_tokens.hash = ?",
        tokenHash);
    if (!row)
        return std::nullopt;
    const MonitoredSession session = toSession(firstOf<SessionRow>(*row));
    constexpr size_t next = std::tuple_size_v<SessionRow>;
    return SessionHolder{.token = {tokenHash, session.monitoringId, fromColumn(std::get<next>(*row))},
                         .session = session,
                         .login = {session.loginId, std::get<next + 1>(*row), std::get<next + 2>(*row),
                                   fromColumn(std::get<next + 3>(*row)), fromColumn(std::get<next + 4>(*row)),
                                   fromColumn(std::get<next + 5>(*row))}};
}

void SqlTransaction::limitSessionTokens(const std::string& monitoringId, Instant at)
{
    m_sql.run("UPDATE session_tokens SET dies_at = ? WHERE monitoring_id = ? AND "
              "(dies_at IS NULL OR dies_at > ?)",
              toColumn(at), monitoringId, toColumn(at));
}

void SqlTransaction::addEvent(const StoredEvent& e)
{
    m_sql.run("INSERT INTO events (id, monitoring_id, type, kind, happened_at, received_at, outcome) "
              "VALUES (?, ?, ?, ?, ?, ?, ?)",
              e.id, e.monitoringId, e.type, e.kind, toColumn(e.happenedAt), toColumn(e.receivedAt),
              e.outcome);
}

void SqlTransaction::setEventOutcome(const std::string& id, const std::string& outcome)
{
    m_sql.run("UPDATE events SET outcome = ? WHERE id = ?", outcome, id);
}

std::optional<StoredAnswer> SqlTransaction::answer(const std::string& scope, const std::string& key,
                                                   Instant since)
{
    const auto row = m_sql.row<std::string, Int64>("SELECT answer, created_at FROM answers WHERE scope = ? "
                                                   "AND idempotency_key = ? AND created_at > ?",
                                                   scope, key, toColumn(since));
    if (!row)
        return std::nullopt;
    return StoredAnswer{scope, key, std::get<0>(*row), fromColumn(std::get<1>(*row))};
}

void SqlTransaction::keepAnswer(const StoredAnswer& answer)
{
    forgetAnswer(answer.scope, answer.key);
    m_sql.run("INSERT INTO answers (scope, idempotency_key, answer, created_at) VALUES (?, ?, ?, ?)",
              answer.scope, answer.key, answer.answer, toColumn(answer.createdAt));
}

void SqlTransaction::forgetAnswer(const std::string& scope, const std::string& key)
{
    m_sql.run("DELETE FROM answers WHERE scope = ? AND idempotency_key = ?", scope, key);
}

void SqlTransaction::limitAnswers(const std::string& scope, int most)
{
    m_sql.run(
        "DELETE FROM answers WHERE scope = ? AND idempotency_key NOT IN (SELECT idempotency_key FROM answers "
        "WHERE scope = ? ORDER BY created_at DESC, idempotency_key LIMIT ?)",
        scope, scope, most);
}

void SqlTransaction::forgetOld(Instant before, Instant history)
{
    // Children before what they refer to; a session or a login stays while something still points at it.
    constexpr std::array old{
        "DELETE FROM outbox WHERE made_at < ?",
        "DELETE FROM events WHERE received_at < ?",
    };
    for (const char* const statement : old)
        m_sql.run(statement, toColumn(history));
    constexpr std::array statements{
        "DELETE FROM answers WHERE created_at < ?",
        "DELETE FROM pairing_failures WHERE at < ?",
        "DELETE FROM pairing_codes WHERE created_at < ?",
        "DELETE FROM outbox WHERE made_at < ? AND monitoring_id IS NULL",
        "DELETE FROM session_tokens WHERE dies_at < ?",
        "DELETE FROM access_tokens WHERE expires_at < ?",
        "DELETE FROM sessions WHERE ended_at < ? AND "
        "NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.monitoring_id = sessions.monitoring_id) AND "
        "NOT EXISTS (SELECT 1 FROM events WHERE events.monitoring_id = sessions.monitoring_id) AND "
        "NOT EXISTS (SELECT 1 FROM session_tokens WHERE session_tokens.monitoring_id = "
        "sessions.monitoring_id)",
        "DELETE FROM logins WHERE COALESCE(ended_at, expires_at) < ? AND "
        "NOT EXISTS (SELECT 1 FROM sessions WHERE login_id = logins.id) AND "
        "NOT EXISTS (SELECT 1 FROM access_tokens WHERE login_id = logins.id)",
        "DELETE FROM phones WHERE COALESCE(locked_until, 0) < ? AND "
        "NOT EXISTS (SELECT 1 FROM logins WHERE phone_id = phones.id) AND "
        "NOT EXISTS (SELECT 1 FROM pairing_codes WHERE phone_id = phones.id) AND "
        "NOT EXISTS (SELECT 1 FROM pairing_failures WHERE phone_id = phones.id) AND "
        "NOT EXISTS (SELECT 1 FROM outbox WHERE phone_id = phones.id)",
    };
    for (const char* const statement : statements)
        m_sql.run(statement, toColumn(before));
}

} // namespace tocsin::server

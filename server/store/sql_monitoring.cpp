// SPDX-License-Identifier: MIT
#include "server/store/sql_beat.h"
#include "server/store/sql_transaction.h"

#include <algorithm>
#include <cstdint>

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

int SqlTransaction::countOpenSessions(const std::string& loginId)
{
    const auto row =
        m_sql.row<int>("SELECT COUNT(*) FROM sessions WHERE login_id = ? AND ended_at IS NULL", loginId);
    return row ? std::get<0>(*row) : 0;
}

std::optional<std::string> SqlTransaction::mostSilentSession(const std::string& loginId,
                                                             Instant lastBeatBefore)
{
    const auto row = m_sql.row<std::string>(
        "SELECT monitoring_id FROM sessions WHERE login_id = ? AND ended_at IS NULL AND last_beat_at <= ? "
        "ORDER BY last_beat_at LIMIT 1",
        loginId, toColumn(lastBeatBefore));
    return row ? std::optional{std::get<0>(*row)} : std::nullopt;
}

int SqlTransaction::endSessions(const std::string& loginId, Instant at)
{
    const std::string open{
        " AND monitoring_id IN (SELECT monitoring_id FROM sessions WHERE login_id = ? AND ended_at IS NULL)"};
    m_sql.run("UPDATE session_tokens SET dies_at = ? WHERE dies_at IS NULL" + open, toColumn(at), loginId);
    m_sql.run("UPDATE session_tokens SET dies_at = ? WHERE dies_at > ?" + open, toColumn(at), toColumn(at),
              loginId);
    return static_cast<int>(m_sql.run(
        "UPDATE sessions SET ended_at = ? WHERE login_id = ? AND ended_at IS NULL", toColumn(at), loginId));
}

std::vector<OpenSession> SqlTransaction::openSessionsAfter(const std::string& monitoringId, int most)
{
    using Row = std::tuple<std::string, std::string, std::string, Int64, int, int>;
    std::vector<OpenSession> sessions;
    for (const auto& [id, login, host, beatAt, notify, told] : m_sql.rowsAs<Row>(
             "SELECT monitoring_id, login_id, hostname, last_beat_at, notify_no_contact, no_contact_told "
             "FROM "
             "sessions WHERE ended_at IS NULL AND monitoring_id > ? ORDER BY monitoring_id LIMIT ?",
             monitoringId, most))
        sessions.push_back({id, login, host, fromColumn(beatAt), notify != 0, told != 0});
    return sessions;
}

void SqlTransaction::markNoContactTold(const SilentSessions& which, const std::string& loginId,
                                       const std::string& hostname)
{
    m_sql.run("UPDATE sessions SET no_contact_told = 1 WHERE ended_at IS NULL AND notify_no_contact = 1 AND "
              "no_contact_told = 0 AND last_beat_at <= ? AND monitoring_id > ? AND monitoring_id <= ? AND "
              "login_id = ? AND hostname = ?",
              toColumn(which.lastBeatBefore), which.after, which.upTo, loginId, hostname);
}

bool SqlTransaction::noContactToldOf(const std::string& loginId, const std::string& hostname)
{
    return m_sql
        .row<Int64>("SELECT 1 FROM sessions WHERE login_id = ? AND hostname = ? AND ended_at IS NULL AND "
                    "no_contact_told = 1 LIMIT 1",
                    loginId, hostname)
        .has_value();
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
    // What ended before then has no word since then.
    const auto row = m_sql.row<NullableTime, NullableTime>(
        "SELECT MAX(CASE present WHEN 1 THEN presence_at END), MAX(CASE present WHEN 0 THEN presence_at END) "
        "FROM (SELECT present, presence_at FROM sessions WHERE login_id = ? AND ended_at IS NULL UNION ALL "
        "SELECT present, presence_at FROM sessions WHERE login_id = ? AND ended_at > ?) AS said "
        "WHERE presence_at > ?",
        loginId, loginId, toColumn(since), toColumn(since));
    const auto yes = row ? std::get<0>(*row) : NullableTime{};
    return yes && *yes >= std::get<1>(*row).value_or(0);
}

bool SqlTransaction::presentElsewhere(const std::string& phoneId, const std::string& loginId, Instant since)
{
    const auto others = m_sql.column<std::string>(
        "SELECT id FROM logins WHERE phone_id = ? AND id <> ? AND ended_at IS NULL", phoneId, loginId);
    return std::any_of(others.begin(), others.end(),
                       [&](const std::string& other) { return presentAtLogin(other, since); });
}

int SqlTransaction::endSilentSessions(const SilentSessions& which, Instant at)
{
    const std::string silent{
        " AND monitoring_id IN (SELECT monitoring_id FROM sessions WHERE ended_at IS NULL "
        "AND last_beat_at <= ? AND monitoring_id > ? AND monitoring_id <= ?)"};
    m_sql.run("UPDATE session_tokens SET dies_at = ? WHERE dies_at IS NULL" + silent, toColumn(at),
              toColumn(which.lastBeatBefore), which.after, which.upTo);
    m_sql.run("UPDATE session_tokens SET dies_at = ? WHERE dies_at > ?" + silent, toColumn(at), toColumn(at),
              toColumn(which.lastBeatBefore), which.after, which.upTo);
    return static_cast<int>(m_sql.run("UPDATE sessions SET ended_at = ? WHERE ended_at IS NULL AND "
                                      "last_beat_at <= ? AND monitoring_id > ? AND monitoring_id <= ?",
                                      toColumn(at), toColumn(which.lastBeatBefore), which.after, which.upTo));
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

void SqlTransaction::rehashSessionToken(const std::string& from, const std::string& to)
{
    m_sql.run("UPDATE session_tokens SET hash = ? WHERE hash = ?", to, from);
}

void SqlTransaction::limitSessionTokens(const std::string& monitoringId, Instant at)
{
    // Two, each by the index: the dead ones, of which there may be many, are not looked at.
    m_sql.run("UPDATE session_tokens SET dies_at = ? WHERE monitoring_id = ? AND dies_at IS NULL",
              toColumn(at), monitoringId);
    m_sql.run("UPDATE session_tokens SET dies_at = ? WHERE monitoring_id = ? AND dies_at > ?", toColumn(at),
              monitoringId, toColumn(at));
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
    const auto row = m_sql.row<std::string, Int64, std::string>(
        "SELECT answer, created_at, request_hash FROM answers WHERE "
        "scope = ? AND idempotency_key = ? AND created_at > ?",
        scope, key, toColumn(since));
    if (!row)
        return std::nullopt;
    return StoredAnswer{scope, key, std::get<0>(*row), fromColumn(std::get<1>(*row)), std::get<2>(*row)};
}

void SqlTransaction::keepAnswer(const StoredAnswer& answer)
{
    forgetAnswer(answer.scope, answer.key);
    m_sql.run("INSERT INTO answers (scope, idempotency_key, answer, created_at, request_hash) VALUES (?, ?, "
              "?, ?, ?)",
              answer.scope, answer.key, answer.answer, toColumn(answer.createdAt), answer.requestHash);
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

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/domain/rate_window.h"
#include "server/store/sql_transaction.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace tocsin::server {

namespace {

using Int64 = std::int64_t;
using NullableText = std::optional<std::string>;

constexpr std::array<std::string_view, 9> StatusNames{
    "held", "queued", "sending", "unknown", "sent", "delivered", "undelivered", "failed", "withdrawn"};

/// Of an event, and it may have been sent.
constexpr const char* MayBeSent =
    " AND monitoring_id IS NOT NULL AND status NOT IN ('held', 'failed', 'withdrawn')";
/// Of an event, and it was handed to the SMS provider or is about to be: who makes it refuse texts without
/// end does so within the limits.
constexpr const char* Counted = " AND monitoring_id IS NOT NULL AND status NOT IN ('held', 'withdrawn') AND "
                                "NOT (status = 'failed' AND attempts = 0)";

std::string statusColumn(TextStatus status)
{
    return std::string{StatusNames.at(static_cast<size_t>(status))};
}

TextStatus statusFromColumn(std::string_view name)
{
    for (size_t i = 0; i < StatusNames.size(); ++i) {
        if (StatusNames[i] == name)
            return static_cast<TextStatus>(i);
    }
    return TextStatus::Unknown;
}

using TextRow = std::tuple<std::string, std::string, NullableText, std::string, std::string, std::string,
                           std::string, Int64, Int64, Int64, std::string, int, std::string, Int64,
                           std::string, int, std::string, NullableTime, NullableTime>;

constexpr const char* TextColumns =
    "id, phone_id, monitoring_id, event_id, type, kind, sealed_body, made_at, due_at, useless_at, status, "
    "attempts, owner, lease_until, provider_id, error_code, reason, allowed_at, answered_at";

OutgoingText toText(const TextRow& row)
{
    const auto& [id, phoneId, session, eventId, type, kind, body, at, dueAt, uselessAt, status, attempts,
                 owner, leaseUntil, providerId, errorCode, reason, allowedAt, answeredAt] = row;
    return OutgoingText{.id = id,
                        .phoneId = phoneId,
                        .monitoringId = session.value_or(std::string{}),
                        .eventId = eventId,
                        .type = type,
                        .kind = kind,
                        .sealedBody = body,
                        .at = fromColumn(at),
                        .dueAt = fromColumn(dueAt),
                        .uselessAt = fromColumn(uselessAt),
                        .status = statusFromColumn(status),
                        .attempts = attempts,
                        .owner = owner,
                        .leaseUntil = fromColumn(leaseUntil),
                        .providerId = providerId,
                        .errorCode = errorCode,
                        .reason = reason,
                        .allowedAt = fromColumn(allowedAt),
                        .answeredAt = fromColumn(answeredAt)};
}

} // namespace

void SqlTransaction::addText(const OutgoingText& t)
{
    const NullableText session = t.monitoringId.empty() ? NullableText{} : NullableText{t.monitoringId};
    m_sql.run("INSERT INTO outbox (id, phone_id, monitoring_id, event_id, type, kind, sealed_body, made_at, "
              "due_at, useless_at, status, attempts, owner, lease_until, provider_id, error_code) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              t.id, t.phoneId, session, t.eventId, t.type, t.kind, t.sealedBody, toColumn(t.at),
              toColumn(t.dueAt), toColumn(t.uselessAt), statusColumn(t.status), t.attempts, t.owner,
              toColumn(t.leaseUntil), t.providerId, t.errorCode);
}

std::optional<OutgoingText> SqlTransaction::text(const std::string& id)
{
    static const std::string query = std::string{"SELECT "} + TextColumns + " FROM outbox WHERE id = ?";
    const auto row = m_sql.rowAs<TextRow>(query, id);
    return row ? std::optional{toText(*row)} : std::nullopt;
}

std::vector<OutgoingText> SqlTransaction::textsOfSession(const std::string& monitoringId, int most)
{
    static const std::string query = std::string{"SELECT "} + TextColumns +
                                     " FROM outbox WHERE monitoring_id = ? ORDER BY made_at DESC, id DESC "
                                     "LIMIT ?";
    std::vector<OutgoingText> texts;
    for (const TextRow& row : m_sql.rowsAs<TextRow>(query, monitoringId, most))
        texts.push_back(toText(row));
    std::reverse(texts.begin(), texts.end());
    return texts;
}

std::optional<std::string> SqlTransaction::dueText(Instant now, Texts which)
{
    static const std::string due{"SELECT id FROM outbox WHERE status IN ('queued', 'held') AND "
                                 "(due_at <= ? OR (status = 'queued' AND made_at > ?)) "};
    static const std::string codes = due + "AND monitoring_id IS NULL ORDER BY due_at, made_at LIMIT 1";
    static const std::string all =
        due + "ORDER BY CASE WHEN monitoring_id IS NULL THEN 0 ELSE 1 END, due_at, made_at LIMIT 1";
    const auto row = m_sql.row<std::string>(which == Texts::Codes ? codes : all, toColumn(now),
                                            toColumn(now + ClockTolerance));
    return row ? std::optional{std::get<0>(*row)} : std::nullopt;
}

std::optional<Instant> SqlTransaction::nextTextDue(Instant now)
{
    const auto row = m_sql.row<NullableTime>(
        "SELECT MIN(CASE WHEN status = 'sending' THEN lease_until WHEN status = 'queued' AND "
        "made_at > ? THEN 0 ELSE due_at END) FROM outbox WHERE status IN ('queued', 'held', "
        "'sending')",
        toColumn(now + ClockTolerance));
    return row ? fromColumn(std::get<0>(*row)) : std::nullopt;
}

void SqlTransaction::releaseText(const OutgoingText& t, Instant at)
{
    m_sql.run("UPDATE outbox SET status = 'queued', made_at = ? WHERE id = ?", toColumn(at), t.id);
    m_sql.run("UPDATE sessions SET texts_sent = texts_sent + 1 WHERE monitoring_id = ?", t.monitoringId);
    setEventOutcome(t.eventId, "sent");
}

std::vector<std::string> SqlTransaction::heldTextsOfSession(const std::string& monitoringId)
{
    return m_sql.column<std::string>(
        "SELECT id FROM outbox WHERE monitoring_id = ? AND status = 'held' ORDER BY due_at, id",
        monitoringId);
}

std::vector<std::string> SqlTransaction::heldTextsOfLogin(const std::string& loginId)
{
    return m_sql.column<std::string>(
        "SELECT outbox.id FROM outbox JOIN sessions ON sessions.monitoring_id = outbox.monitoring_id "
        "WHERE outbox.phone_id = (SELECT phone_id FROM logins WHERE id = ?) AND status = 'held' AND "
        "login_id = ? ORDER BY due_at, outbox.id",
        loginId, loginId);
}

std::vector<std::string> SqlTransaction::heldTextsOfPhone(const std::string& phoneId)
{
    return m_sql.column<std::string>(
        "SELECT id FROM outbox WHERE phone_id = ? AND status = 'held' ORDER BY due_at, id", phoneId);
}

bool SqlTransaction::claimText(const std::string& id, const std::string& owner, Instant leaseUntil)
{
    m_sql.run("UPDATE outbox SET status = 'sending', owner = ?, lease_until = ?, attempts = attempts + 1 "
              "WHERE id = ? AND status = 'queued'",
              owner, toColumn(leaseUntil), id);
    // Asked rather than counted: a database that lets two in at once has the second find the first's name.
    const auto row = m_sql.row<std::string>("SELECT owner FROM outbox WHERE id = ?", id);
    return row && std::get<0>(*row) == owner;
}

void SqlTransaction::updateText(const OutgoingText& t)
{
    m_sql.run("UPDATE outbox SET sealed_body = ?, due_at = ?, status = ?, attempts = ?, provider_id = ?, "
              "error_code = ?, reason = ?, allowed_at = ?, answered_at = ? WHERE id = ?",
              t.sealedBody, toColumn(t.dueAt), statusColumn(t.status), t.attempts, t.providerId, t.errorCode,
              t.reason, toColumn(t.allowedAt), toColumn(t.answeredAt), t.id);
}

std::vector<std::string> SqlTransaction::abandonedTexts(Instant now)
{
    return m_sql.column<std::string>("SELECT id FROM outbox WHERE status = 'sending' AND lease_until <= ?",
                                     toColumn(now));
}

void SqlTransaction::giveBackText(const OutgoingText& t, const std::string& outcome)
{
    setEventOutcome(t.eventId, outcome);
    m_sql.run("UPDATE sessions SET texts_sent = texts_sent - 1 WHERE monitoring_id = ? AND texts_sent > 0",
              t.monitoringId);
}

std::optional<CountedText> SqlTransaction::lastText(const std::string& monitoringId, const std::string& type,
                                                    const std::string& kind, Instant upTo)
{
    static const std::string query =
        std::string{"SELECT made_at, answered_at FROM outbox WHERE monitoring_id = ? AND type = ? AND "
                    "kind = ? AND made_at <= ?"} +
        MayBeSent + " ORDER BY made_at DESC LIMIT 1";
    const auto row = m_sql.row<Int64, NullableTime>(query, monitoringId, type, kind, toColumn(upTo));
    if (!row)
        return std::nullopt;
    return CountedText{fromColumn(std::get<0>(*row)), fromColumn(std::get<1>(*row))};
}

std::vector<Instant> SqlTransaction::textsForPhone(const std::string& phoneId, Instant since)
{
    static const std::string query =
        std::string{"SELECT made_at FROM outbox WHERE phone_id = ? AND made_at > ?"} + Counted +
        " ORDER BY made_at";
    return times(query, phoneId, since);
}

std::vector<Instant> SqlTransaction::otherTextsForPhone(const std::string& phoneId, Instant since)
{
    static const std::string query =
        std::string{"SELECT made_at FROM outbox WHERE phone_id = ? AND made_at > ?"} + Counted +
        " AND NOT (type = 'waiting' AND kind IN ('permission', 'question')) ORDER BY made_at";
    return times(query, phoneId, since);
}

int SqlTransaction::textsOfAll(Instant since)
{
    static const std::string query = std::string{"SELECT COUNT(*) FROM outbox WHERE made_at > ?"} + Counted;
    const auto row = m_sql.row<int>(query, toColumn(since));
    return row ? std::get<0>(*row) : 0;
}

void SqlTransaction::setOptedOut(const std::string& number, OptOut why, Instant at)
{
    if (why == OptOut::Learned && optedOut(number) == OptOut::Said)
        return;
    setOptedIn(number);
    m_sql.run("INSERT INTO opt_outs (number, at, learned) VALUES (?, ?, ?)", number, toColumn(at),
              why == OptOut::Learned ? 1 : 0);
}

void SqlTransaction::setOptedIn(const std::string& number)
{
    m_sql.run("DELETE FROM opt_outs WHERE number = ?", number);
}

std::optional<OptOut> SqlTransaction::optedOut(const std::string& number)
{
    const auto row = m_sql.row<int>("SELECT learned FROM opt_outs WHERE number = ?", number);
    if (!row)
        return std::nullopt;
    return std::get<0>(*row) != 0 ? OptOut::Learned : OptOut::Said;
}

} // namespace tocsin::server

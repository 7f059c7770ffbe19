// SPDX-License-Identifier: MIT
#include "server/store/pg_beats.h"

#include "server/store/sql_beat.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace tocsin::server {

namespace {

// Nobody waits for the disk. And there is one good plan, however old or new the tables' statistics are: row
// by row, by the indices. Left to itself, PostgreSQL reads whole tables until it has counted them.
constexpr const char* Settings = "SELECT set_config('statement_timeout', '5s', true), "
                                 "set_config('synchronous_commit', 'off', true), "
                                 "set_config('plan_cache_mode', 'force_generic_plan', true), "
                                 "set_config('enable_seqscan', 'off', true), "
                                 "set_config('enable_hashjoin', 'off', true), "
                                 "set_config('enable_mergejoin', 'off', true)";

const std::string& statement()
{
    static const std::string text{
        "UPDATE sessions SET last_beat_at = beat.at, last_activity_at = beat.activity, no_contact_told = 0, "
        "present = CASE said WHEN -1 THEN present WHEN 1 THEN 1 ELSE 0 END, "
        "presence_at = CASE said WHEN -1 THEN presence_at ELSE beat.at END "
        "FROM unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) "
        "AS beat (number, id, hash, at, activity, after, said) "
        "JOIN session_tokens ON session_tokens.hash = beat.hash AND session_tokens.monitoring_id = beat.id "
        "WHERE sessions.monitoring_id = beat.id AND sessions.ended_at IS NULL AND "
        "last_beat_at > beat.after AND (dies_at IS NULL OR dies_at > beat.at) AND "
        "EXISTS (SELECT 1 FROM logins WHERE id = sessions.login_id AND logins.ended_at IS NULL AND "
        "expires_at > beat.at) RETURNING beat.number, login_id"};
    return text;
}

/// An array as PostgreSQL writes it (https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO).
class PgArray final
{
public:
    void add(std::string_view element)
    {
        m_text += m_text.empty() ? "{\"" : ",\"";
        for (const char c : element) {
            if (c == '"' || c == '\\')
                m_text += '\\';
            m_text += c;
        }
        m_text += '"';
    }
    void add(std::int64_t element) { add(std::to_string(element)); }
    [[nodiscard]] std::string_view close()
    {
        m_text += '}';
        return m_text;
    }

private:
    std::string m_text;
};

} // namespace

void writeBeats(PgConnection& connection, const std::vector<PgBeat*>& beats)
{
    std::vector<PgBeat*> sorted{beats};
    // All batches lock the rows in this order, so that they do not wait for each other in a circle.
    std::sort(sorted.begin(), sorted.end(),
              [](const PgBeat* a, const PgBeat* b) { return a->beat.monitoringId < b->beat.monitoringId; });
    std::array<PgArray, 7> columns;
    for (size_t i = 0; i < sorted.size(); ++i) {
        const Beat& beat = sorted[i]->beat;
        columns[0].add(static_cast<std::int64_t>(i));
        columns[1].add(beat.monitoringId);
        columns[2].add(beat.tokenHash);
        columns[3].add(toColumn(beat.at));
        columns[4].add(toColumn(beat.lastActivity));
        columns[5].add(toColumn(beat.lastBeatAfter));
        columns[6].add(static_cast<std::int64_t>(toColumn(beat.present)));
    }
    std::array<SqlValue, 7> values;
    std::transform(columns.begin(), columns.end(), values.begin(),
                   [](PgArray& column) { return SqlValue{column.close()}; });
    const auto rows = connection.executeUnder(Settings, statement(), values);
    while (rows->next())
        sorted.at(static_cast<size_t>(rows->integer(0)))->outcome.login = rows->text(1);
}

} // namespace tocsin::server

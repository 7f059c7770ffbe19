// SPDX-License-Identifier: MIT
#include "server/store/sqlite_beat.h"

#include "server/store/sql_beat.h"

#include <cstdint>

namespace tocsin::server {

std::optional<std::string> writeBeat(Sql& sql, const Beat& beat)
{
    static const std::string find{
        "SELECT sessions.rowid, login_id FROM session_tokens "
        "JOIN sessions ON sessions.monitoring_id = session_tokens.monitoring_id "
        "JOIN logins ON logins.id = sessions.login_id "
        "WHERE hash = ? AND session_tokens.monitoring_id = ? AND (dies_at IS NULL OR dies_at > ?) AND "
        "sessions.ended_at IS NULL AND last_beat_at > ? AND logins.ended_at IS NULL AND expires_at > ?"};
    static const std::string write = std::string{WriteBeat} + " WHERE rowid = ?";
    const std::int64_t now = toColumn(beat.at);
    const auto found = sql.row<std::int64_t, std::string>(find, beat.tokenHash, beat.monitoringId, now,
                                                          toColumn(beat.lastBeatAfter), now);
    if (!found)
        return std::nullopt;
    const int presence = toColumn(beat.present);
    sql.run(write, now, toColumn(beat.lastActivity), presence, presence, now, std::get<0>(*found));
    return std::get<1>(*found);
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/store/sqlite_beat.h"

#include <algorithm>
#include <tuple>

namespace tocsin::server {

std::optional<BeatHolder> holderOfBeat(Sql& sql, const Beat& beat)
{
    static const std::string find{
        "SELECT login_id, session_tokens.rowid, sessions.rowid, logins.rowid, expires_at, dies_at "
        "FROM session_tokens "
        "JOIN sessions ON sessions.monitoring_id = session_tokens.monitoring_id "
        "JOIN logins ON logins.id = sessions.login_id "
        "WHERE hash = ? AND session_tokens.monitoring_id = ? AND (dies_at IS NULL OR dies_at > ?) AND "
        "sessions.ended_at IS NULL AND last_beat_at > ? AND logins.ended_at IS NULL AND expires_at > ?"};
    using Row = std::tuple<std::string, std::int64_t, std::int64_t, std::int64_t, std::int64_t, NullableTime>;
    const std::int64_t now = toColumn(beat.at);
    auto found =
        sql.rowAs<Row>(find, beat.tokenHash, beat.monitoringId, now, toColumn(beat.lastBeatAfter), now);
    if (!found)
        return std::nullopt;
    auto& [login, tokenRow, sessionRow, loginRow, expires, dies] = *found;
    return BeatHolder{std::move(login), tokenRow, sessionRow, loginRow,
                      fromColumn(std::min(expires, dies.value_or(expires)))};
}

} // namespace tocsin::server

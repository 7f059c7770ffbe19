// SPDX-License-Identifier: MIT
#include "core/store/sessions_table.h"

#include "core/base/utc_time.h"
#include "core/store/history_table.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// A null string would be NULL.
QString stored(const QString& text, qsizetype longest)
{
    return text.isNull() ? u""_s : text.left(longest);
}

} // namespace

SessionsTable::SessionsTable(TableLimits::Run run, int maxRows)
    : m_run{std::move(run)}
    , m_limits{u"sessions"_s, u"last_at"_s, maxRows}
{}

bool SessionsTable::write(const std::vector<PastSession>& sessions)
{
    QDateTime latest;
    for (const PastSession& one : sessions) {
        if (!m_run(
                u"INSERT OR REPLACE INTO sessions (id, name, path, host, last_at) VALUES (?, ?, ?, ?, ?)"_s,
                {stored(one.id, HistoryTable::MaxName), stored(one.name, HistoryTable::MaxName),
                 stored(one.path, MaxPath), stored(one.host, HistoryTable::MaxName),
                 one.lastAt.toMSecsSinceEpoch()}))
            return false;
        latest = latest.isValid() ? std::max(latest, one.lastAt) : one.lastAt;
    }
    return m_limits.keep(m_run, static_cast<int>(sessions.size()), latest);
}

QString SessionsTable::select()
{
    // SQLite takes the name from the row of the maximum: https://www.sqlite.org/lang_select.html#bareagg
    return u"SELECT id, name, path, host, last_at FROM sessions UNION ALL "
           "SELECT session, name, '', '', MAX(raised_at) FROM history "
           "WHERE session NOT IN (SELECT id FROM sessions) GROUP BY session"_s;
}

std::vector<PastSession> SessionsTable::read(QSqlQuery& query)
{
    std::vector<PastSession> sessions;
    while (query.next())
        sessions.push_back({.id = query.value(0).toString(),
                            .name = query.value(1).toString(),
                            .lastAt = utcFromMSecs(query.value(4).toLongLong()),
                            .path = query.value(2).toString(),
                            .host = query.value(3).toString()});
    return sessions;
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/store/migrations.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// "If not exists": the first Tocsin did this in several transactions, and may have been killed between them.
bool createTables(QSqlQuery& query)
{
    return query.exec(u"CREATE TABLE IF NOT EXISTS documents (session TEXT NOT NULL, name TEXT NOT NULL, "
                      "body BLOB NOT NULL, PRIMARY KEY (session, name)) WITHOUT ROWID"_s) &&
           query.exec(u"CREATE TABLE IF NOT EXISTS taken (number INTEGER PRIMARY KEY, id TEXT NOT NULL)"_s);
}

/// In place of the number at `key`, the name at that index.
template<size_t Count>
void nameEnum(QJsonObject& object, QLatin1StringView key, const std::array<QLatin1StringView, Count>& names)
{
    const qint64 number = object.value(key).toInteger(-1);
    if (number >= 0 && number < static_cast<qint64>(Count))
        object.insert(key, QString{names.at(static_cast<size_t>(number))});
}

QByteArray withNamedEnums(const QByteArray& outgoing)
{
    static constexpr std::array Types{"error"_L1, "done"_L1, "waiting"_L1};
    static constexpr std::array Causes{"permission"_L1, "question"_L1, "idle"_L1, "inactive"_L1,
                                       "tool"_L1,       "api"_L1,      "lost"_L1, "done"_L1};
    QJsonObject document = QJsonDocument::fromJson(outgoing).object();
    QJsonObject event = document.value("event"_L1).toObject();
    nameEnum(event, "type"_L1, Types);
    nameEnum(event, "cause"_L1, Causes);
    if (!event.isEmpty())
        document.insert("event"_L1, event);
    return QJsonDocument{document}.toJson(QJsonDocument::Compact);
}

/// Enums are kept by name, not by number. Sessions are forgotten, in favour of another structure: the next
/// hook of each one that still runs brings it back. What waits for the server stays.
bool nameEnums(QSqlQuery& query)
{
    if (!query.exec(u"DELETE FROM documents WHERE name='engine'"_s) ||
        !query.exec(u"SELECT session, name, body FROM documents WHERE name LIKE 'out/%'"_s))
        return false;
    std::vector<QVariantList> changed;
    while (query.next())
        changed.push_back({withNamedEnums(query.value(2).toByteArray()), query.value(0), query.value(1)});
    if (!query.prepare(u"UPDATE documents SET body=? WHERE session=? AND name=?"_s))
        return false;
    for (const QVariantList& values : changed) {
        for (int i = 0; i < values.size(); ++i)
            query.bindValue(i, values.at(i));
        if (!query.exec())
            return false;
    }
    return true;
}

/// What became of each alert. Times are milliseconds since 1970.
bool createHistory(QSqlQuery& query)
{
    return query.exec(u"CREATE TABLE IF NOT EXISTS history (id INTEGER PRIMARY KEY, session TEXT NOT NULL, "
                      "name TEXT NOT NULL, topic TEXT NOT NULL, raised_at INTEGER NOT NULL, "
                      "notification TEXT NOT NULL, notification_reason TEXT NOT NULL, "
                      "notification_at INTEGER, text TEXT NOT NULL, text_reason TEXT NOT NULL, "
                      "text_at INTEGER, delivery TEXT NOT NULL, text_key TEXT NOT NULL, "
                      "reacted INTEGER NOT NULL, closed_at INTEGER, closed_by TEXT NOT NULL)"_s) &&
           query.exec(u"CREATE INDEX IF NOT EXISTS history_raised_at ON history (raised_at)"_s);
}

constexpr auto Words = "TEXT NOT NULL DEFAULT ''"_L1;

bool addToHistory(QSqlQuery& query, QLatin1StringView column, QLatin1StringView type)
{
    return query.exec(u"SELECT 1 FROM pragma_table_info('history') WHERE name='%1'"_s.arg(column)) &&
           (query.next() || query.exec(u"ALTER TABLE history ADD COLUMN %1 %2"_s.arg(column, type)));
}

/// What a person decided about an alert, where, and what came of it. Not those that are there: see
/// createTables().
bool addAnswers(QSqlQuery& query)
{
    static constexpr std::array Columns{
        std::pair{"answer"_L1, Words},
        std::pair{"answer_channel"_L1, Words},
        std::pair{"answered_at"_L1, "INTEGER"_L1},
        std::pair{"answer_outcome"_L1, Words},
    };
    return std::all_of(Columns.begin(), Columns.end(),
                       [&](const auto& column) { return addToHistory(query, column.first, column.second); });
}

/// The story of one session is read in pages.
bool indexSessions(QSqlQuery& query)
{
    return query.exec(u"CREATE INDEX IF NOT EXISTS history_session ON history (session, raised_at, id)"_s);
}

/// Prompts and tool calls, beside the alerts.
bool createActivity(QSqlQuery& query)
{
    return query.exec(u"CREATE TABLE IF NOT EXISTS activity (id INTEGER PRIMARY KEY, session TEXT NOT NULL, "
                      "topic TEXT NOT NULL, at INTEGER NOT NULL, detail TEXT NOT NULL)"_s) &&
           query.exec(u"CREATE INDEX IF NOT EXISTS activity_at ON activity (at)"_s) &&
           query.exec(u"CREATE INDEX IF NOT EXISTS activity_session ON activity (session, at, id)"_s);
}

/// Which API error it was.
bool addDetail(QSqlQuery& query)
{
    return addToHistory(query, "detail"_L1, Words);
}

/// Those that ended too, with or without alerts.
bool createSessions(QSqlQuery& query)
{
    return query.exec(u"CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, name TEXT NOT NULL, "
                      "path TEXT NOT NULL, host TEXT NOT NULL, last_at INTEGER NOT NULL)"_s) &&
           query.exec(u"CREATE INDEX IF NOT EXISTS sessions_last_at ON sessions (last_at)"_s);
}

constexpr std::array<Migration, 8> Steps{&createTables,  &nameEnums,      &createHistory, &addAnswers,
                                         &indexSessions, &createActivity, &addDetail,     &createSessions};

} // namespace

std::span<const Migration> migrations()
{
    return Steps;
}

} // namespace tocsin

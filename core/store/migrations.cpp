// SPDX-License-Identifier: MIT
#include "core/store/migrations.h"

#include <QSqlQuery>
#include <QString>

#include <array>

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

constexpr std::array<Migration, 1> Steps{&createTables};

} // namespace

std::span<const Migration> migrations()
{
    return Steps;
}

} // namespace tocsin

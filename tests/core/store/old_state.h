// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

namespace tocsin::test {

/// Runs `sql`, one statement a line, on the database `file`, which is made if it is missing.
[[nodiscard]] inline bool runSql(const QString& file, const QByteArray& sql)
{
    const QString name = QStringLiteral("run sql");
    bool isDone = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(file);
        isDone = database.open();
        QSqlQuery query{database};
        for (const QByteArray& line : sql.split('\n')) {
            if (!line.isEmpty() && !line.startsWith("--"))
                isDone = isDone && query.exec(QString::fromUtf8(line));
        }
    }
    QSqlDatabase::removeDatabase(name);
    return isDone;
}

/// What Tocsin wrote when its state was of version 1. Each time in it starts with 1795662.
[[nodiscard]] inline QByteArray stateOfVersion1()
{
    QFile file{QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/state/version-1.sql")};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

} // namespace tocsin::test

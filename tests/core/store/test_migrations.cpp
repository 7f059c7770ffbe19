// SPDX-License-Identifier: MIT
// A state file of an earlier Tocsin, in the hands of this one.
#include "core/store/migrations.h"
#include "core/store/sqlite_state_store.h"
#include "tests/core/channels/sms/delivery_test.h"
#include "tests/core/store/old_state.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

/// The account of the login with which the state was written, and the start of each of its times.
constexpr auto Account = "0df8c01d9ba70dc5cd3f839092a3bf13";
const QRegularExpression Time{u"1795662\\d{6}"_s};

/// As if it had been written `ago` before now, for `account`.
QByteArray writtenFor(const QString& account, std::chrono::seconds ago)
{
    const qint64 shift =
        QDateTime::currentMSecsSinceEpoch() - 1'795'662'882'000 - std::chrono::milliseconds{ago}.count();
    QString sql = QString::fromUtf8(stateOfVersion1().replace(Account, account.toLatin1()));
    for (auto it = Time.globalMatch(sql); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        sql.replace(match.capturedStart(), match.capturedLength(),
                    QString::number(match.captured().toLongLong() + shift)); // as long as it was
    }
    return sql.toUtf8();
}

} // namespace

class TestMigrations final : public DeliveryTest
{
    Q_OBJECT
private Q_SLOTS:
    void textsThatWaitedInVersion1AreSent();
    void version1KeepsWhatWaitsAndTheIdsButNotTheSessions();
    void everyVersionEndsUpWithTheSameTables();
    void aFileThatSaysVersion1WithoutItsTablesIsSetAside();

private:
    [[nodiscard]] QString file(const char* name = "state.db") const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u'-' +
                                 QString::fromLatin1(name));
    }
    [[nodiscard]] static QStringList tablesOf(const QString& file);

    QTemporaryDir m_folder;
};

void TestMigrations::textsThatWaitedInVersion1AreSent()
{
    QVERIFY(runSql(file(), writtenFor(m_login->accountId(), std::chrono::seconds{60})));
    SqliteStateStore store{file()};
    m_delivery->restore(store.load().sessions);
    QTRY_COMPARE(m_answered->size(), 4);

    const auto sent = [this](const QString& session) {
        QStringList lines;
        for (const HttpRequest& request : m_server->events(session)) {
            const QJsonObject event = request.json();
            lines << event.value("event_type"_L1).toString() + u' ' +
                         event.value("details"_L1)["kind"_L1].toString() + u' ' +
                         QString::fromLatin1(request.headers.value("idempotency-key"));
        }
        return lines;
    };
    QCOMPARE(sent(u"shop"_s), QStringList{u"waiting permission 67bb0640-d231-4711-8df1-b6cb534d32bd"_s});
    QCOMPARE(sent(u"bank"_s), QStringList{u"error api c2d4b8e1-b84f-4c27-b116-0905b0773836"_s});
    QCOMPARE(sent(u"mill"_s), (QStringList{u"error api 43f4eeff-5bd2-412b-a906-2642941a96f8"_s,
                                           u"done done b4c91e6c-278c-4f45-a36b-9c1df0bda232"_s}));
    QTRY_COMPARE(m_server->stops().size(), 1);
}

void TestMigrations::version1KeepsWhatWaitsAndTheIdsButNotTheSessions()
{
    QVERIFY(runSql(file(), stateOfVersion1()));
    SqliteStateStore store{file()};
    const SavedState state = store.load();
    QCOMPARE(state.sessions.keys(), (QStringList{u"bank"_s, u"mill"_s, u"shop"_s}));
    for (const Documents& documents : state.sessions) {
        QVERIFY(!documents.contains(u"engine"_s));
        QVERIFY(documents.contains(u"delivery"_s));
    }
    QCOMPARE(state.takenIds.size(), 9U);
    QCOMPARE(state.takenIds.front(), QUuid{u"b847d2f1-1848-4c34-a259-8992e2d7dc05"_s});
    // The other fields are untouched, and a stop has no event.
    const auto document = [&](const QString& session, const QString& name) {
        return QJsonDocument::fromJson(state.sessions.value(session).value(name)).object();
    };
    const QJsonObject text = document(u"shop"_s, u"out/00000000000000000001"_s);
    QVERIFY(text.value("event"_L1)["text"_L1].toString().startsWith(u"Bash touch"_s));
    QCOMPARE(text.value("place"_L1).toInt(), 1);
    const QJsonObject stop = document(u"bank"_s, u"out/00000000000000000002"_s);
    QVERIFY(stop.value("event"_L1).isNull());
    QCOMPARE(stop.value("stop"_L1)["reason"_L1].toString(), u"error"_s);
    QVERIFY(!QFile::exists(file() + u".bad"_s));
}

void TestMigrations::everyVersionEndsUpWithTheSameTables()
{
    {
        SqliteStateStore{file("new.db")};
        QVERIFY(runSql(file("old.db"), stateOfVersion1()));
        SqliteStateStore{file("old.db")};
    }
    QVERIFY(!tablesOf(file("new.db")).isEmpty());
    QCOMPARE(tablesOf(file("old.db")), tablesOf(file("new.db")));
    for (const char* name : {"new.db", "old.db"}) { // today's version: not migrated once more
        SqliteStateStore store{file(name)};
        QVERIFY(store.problem().isEmpty());
    }
}

void TestMigrations::aFileThatSaysVersion1WithoutItsTablesIsSetAside()
{
    QVERIFY(runSql(file(), "CREATE TABLE other (id INTEGER)\nPRAGMA user_version=1\n"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"set aside"_s});
    SqliteStateStore store{file()};
    QVERIFY(store.commit({.sessions = {{A, {{u"delivery"_s, "1"}}}}}));
    QVERIFY(QFile::exists(file() + u".bad"_s));
}

QStringList TestMigrations::tablesOf(const QString& file)
{
    QStringList tables;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tables"_s);
        database.setDatabaseName(file);
        if (database.open()) {
            QSqlQuery query{u"SELECT sql FROM sqlite_master ORDER BY name"_s, database};
            while (query.next())
                tables << query.value(0).toString();
            query = QSqlQuery{u"PRAGMA user_version"_s, database};
            if (query.next())
                tables << query.value(0).toString();
        }
    }
    QSqlDatabase::removeDatabase(u"tables"_s);
    return tables;
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "test_migrations.moc"

// SPDX-License-Identifier: MIT
#include "core/store/sqlite_state_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace tocsin;

class TestStateStore final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatWasCommittedIsThereForTheNextProgram()
    {
        const QUuid id = QUuid::createUuid();
        {
            SqliteStateStore store{file()};
            QVERIFY(store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "{1}"}, {u"out/1"_s, "{2}"}}},
                                               {u"b"_s, {{u"engine"_s, "{3}"}}}},
                                  .takenIds = {id}}));
        }
        SqliteStateStore store{file()};
        const SavedState state = store.load();
        QCOMPARE(state.sessions.size(), 2);
        QCOMPARE(state.sessions.value(u"a"_s).value(u"out/1"_s), "{2}"_ba);
        QCOMPARE(state.takenIds, std::vector{id});
    }
    void aSessionIsReplacedAsAWhole()
    {
        SqliteStateStore store{file()};
        QVERIFY(store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "1"}, {u"out/1"_s, "2"}}}}}));
        QVERIFY(store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "3"}}}}}));
        QCOMPARE(store.load().sessions.value(u"a"_s), (Documents{{u"engine"_s, "3"}}));
        QVERIFY(store.commit({.sessions = {{u"a"_s, {}}}}));
        QVERIFY(store.load().sessions.isEmpty());
    }
    void onlyTheLatestIdsAreKept()
    {
        SqliteStateStore store{file()};
        std::vector<QUuid> ids;
        for (uint i = 1; i <= 5000; ++i)
            ids.emplace_back(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        QVERIFY(store.commit({.takenIds = ids}));
        const SavedState state = store.load();
        QCOMPARE(state.takenIds.size(), 4096U);
        QCOMPARE(state.takenIds.back(), ids.back());
    }
    void theFileIsForItsOwnerAlone()
    {
        SqliteStateStore store{file()};
        QVERIFY(store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "1"}}}}}));
        for (const QString& suffix : {u""_s, u"-wal"_s})
            QCOMPARE(QFile::permissions(file() + suffix) & ~(QFile::ReadUser | QFile::WriteUser),
                     QFile::ReadOwner | QFile::WriteOwner);
    }
    void aDamagedFileIsSetAsideAndANewOneBegun()
    {
        QVERIFY(QDir{}.mkpath(QFileInfo{file()}.absolutePath()));
        QFile damaged{file()};
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(QByteArray(8192, 'x'));
        damaged.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"set aside"_s});
        SqliteStateStore store{file()};
        QVERIFY(store.load().sessions.isEmpty());
        QVERIFY(store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "1"}}}}}));
        QVERIFY(QFile::exists(file() + u".bad"_s));
    }
    void aFileOfALaterTocsinIsSetAsideToo()
    {
        {
            SqliteStateStore store{file()};
            QVERIFY(store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "1"}}}}}));
        }
        setVersion(99);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"version 99"_s});
        SqliteStateStore store{file()};
        QVERIFY(store.load().sessions.isEmpty());
    }
    void aFileWhoseMakingWasInterruptedIsFinished()
    {
        {
            SqliteStateStore store{file()};
            QVERIFY(store.commit({.sessions = {{u"a"_s, {{u"delivery"_s, "1"}}}}}));
        }
        setVersion(0);
        SqliteStateStore store{file()};
        QCOMPARE(store.load().sessions.size(), 1);
        QVERIFY(!QFile::exists(file() + u".bad"_s));
    }
    void aFolderThatCannotBeUsedIsSaidAndTriedAgain()
    {
        QFile inTheWay{QFileInfo{file()}.absolutePath()};
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"cannot be kept"_s});
        SqliteStateStore store{file()};
        QVERIFY(!store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "1"}}}}}));
        QVERIFY(!store.problem().isEmpty());
        QVERIFY(inTheWay.remove());
        QVERIFY(store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "1"}}}}}));
        QVERIFY(store.problem().isEmpty());
        QCOMPARE(store.load().sessions.size(), 1);
    }
    void aCommitThatFailsLeavesWhatWas()
    {
        SqliteStateStore store{file()};
        QVERIFY(store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "1"}}}}}));
        // A session needs a name for its row; SQLite refuses a null one.
        QVERIFY(
            !store.commit({.sessions = {{u"a"_s, {{u"engine"_s, "2"}}}, {QString{}, {{QString{}, {}}}}}}));
        QCOMPARE(store.load().sessions.value(u"a"_s), (Documents{{u"engine"_s, "1"}}));
    }

private:
    [[nodiscard]] QString file() const { return m_folder->path() + u"/state/tocsin.db"_s; }
    void setVersion(int version) const { change({u"PRAGMA user_version=%1"_s.arg(version)}); }
    void change(const QStringList& statements) const
    {
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            other.setDatabaseName(file());
            QVERIFY(other.open());
            QSqlQuery query{other};
            for (const QString& statement : statements)
                QVERIFY2(query.exec(statement), qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(u"other"_s);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestStateStore)
#include "test_state_store.moc"

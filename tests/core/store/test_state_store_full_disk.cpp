// SPDX-License-Identifier: MIT
// A real disk that is full while the store is opened.
#include "core/store/sqlite_state_store.h"
#include "tests/core/store/old_state.h"
#include "tests/environment/mounts.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace tocsin;
using namespace tocsin::test;

class TestStateStoreFullDisk final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<QTemporaryDir>();
        m_disk = std::make_unique<Disk>(m_place->filePath(u"disk"_s), 512 * 1024);
        QVERIFY(m_disk->isMounted());
    }
    void cleanup() { m_disk.reset(); }

    void aNewFileIsPreparedWhenThereIsRoom()
    {
        QVERIFY(m_disk->fill());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"cannot be kept"_s});
        SqliteStateStore store{file()};
        for (int tries = 0; tries < 3; ++tries) {
            QVERIFY(!store.commit(Session));
            QVERIFY(!store.problem().isEmpty());
        }
        QVERIFY(m_disk->makeRoom());
        QVERIFY(store.commit(Session));
        QVERIFY(store.problem().isEmpty());
        QCOMPARE(store.load().sessions, Session.sessions);
    }
    void whatIsAlreadyThereStays()
    {
        {
            SqliteStateStore store{file()};
            QVERIFY(store.commit(Session));
        }
        QVERIFY(m_disk->fill());
        const SavedState other{.sessions = {{u"b"_s, {{u"out/1"_s, "2"}}}}};
        {
            SqliteStateStore store{file()};
            QVERIFY(!store.commit(other));
            QVERIFY(m_disk->makeRoom());
            QVERIFY(store.commit(other));
        }
        SqliteStateStore store{file()};
        const auto sessions = store.load().sessions;
        QCOMPARE(sessions.value(u"a"_s), Session.sessions.value(u"a"_s));
        QCOMPARE(sessions.value(u"b"_s), other.sessions.value(u"b"_s));
    }
    void aMigrationThatFindsNoRoomLosesNothing()
    {
        QVERIFY(QDir{}.mkpath(m_place->filePath(u"disk/state"_s)));
        QVERIFY(runSql(file(), stateOfVersion1()));
        QVERIFY(m_disk->fill());
        {
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"cannot be kept"_s});
            SqliteStateStore store{file()};
            QVERIFY(!store.commit(Session));
        }
        QVERIFY(m_disk->makeRoom());
        SqliteStateStore store{file()};
        QCOMPARE(store.load().sessions.size(), 3);
        QCOMPARE(store.load().takenIds.size(), 9U);
    }

private:
    [[nodiscard]] QString file() const { return m_place->filePath(u"disk/state/state.db"_s); }

    const SavedState Session{.sessions = {{u"a"_s, {{u"out/1"_s, "1"}}}}};
    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<Disk> m_disk;
};

QTEST_GUILESS_MAIN(TestStateStoreFullDisk)
#include "test_state_store_full_disk.moc"

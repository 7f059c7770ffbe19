// SPDX-License-Identifier: MIT
// Where the socket can be, and what is said when it cannot.
#include "tests/e2e/stage.h"
#include "tests/environment/mounts.h"

#include <QDir>
#include <QTest>

#include <unistd.h>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
/// As the system makes it at login.
const QString UsersOwn = u"/run/user/%1"_s.arg(::getuid());
const QStringList Headless{u"--headless"_s, u"--token-store=file"_s};

/// A path of `length` bytes below `folder`.
QString pathOfLength(const QString& folder, qsizetype length)
{
    return folder + u'/' + QString{length - folder.size() - 1, u's'};
}
} // namespace

class TestPlaces final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_stage = std::make_unique<Stage>(); }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << "the app said:" << m_stage->appOutput();
        m_stage.reset();
    }

    void withoutARuntimeFolderTheSocketIsInAPrivateFolderOfTmp()
    {
        const Disk run{u"/run"_s, 64 * 1024}; // without a folder for this user
        const QString folder = u"/tmp/tocsin-%1"_s.arg(::getuid());
        const Disk disk{folder, 64 * 1024};
        QVERIFY(disk.isMounted());
        m_stage->setEnvironment(u"XDG_RUNTIME_DIR"_s, {});
        m_stage->useSocket({}, folder + u"/tocsin.sock"_s);
        QVERIFY(m_stage->startApp(Headless));
        QCOMPARE(m_stage->bridge({u"status"_s}).exitCode, 0);
        QCOMPARE(QFile::permissions(folder) & ~(QFile::ReadUser | QFile::WriteUser | QFile::ExeUser),
                 QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        hookIsQuiet();
    }

    void everyTerminalReachesTheOneApp_data()
    {
        QTest::addColumn<QString>("appVariable");
        QTest::addColumn<QString>("appValue");
        QTest::newRow("desktop session") << u"XDG_RUNTIME_DIR"_s << UsersOwn;
        QTest::newRow("started from tmux or cron") << u"XDG_RUNTIME_DIR"_s << QString{};
        QTest::newRow("another runtime folder") << u"XDG_RUNTIME_DIR"_s << u"/run/other"_s;
        QTest::newRow("a socket of its own") << u"TOCSIN_SOCKET"_s << u"/run/other/t.sock"_s;
    }
    void everyTerminalReachesTheOneApp()
    {
        QFETCH(QString, appVariable);
        QFETCH(QString, appValue);
        const Disk run{u"/run"_s, 1024 * 1024};
        QVERIFY(run.isMounted());
        for (const QString& folder : {UsersOwn, u"/run/other"_s, u"/run/third"_s}) {
            QVERIFY(QDir{}.mkpath(folder));
            QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        }
        const bool named = appVariable == "TOCSIN_SOCKET"_L1;
        m_stage->setEnvironment(u"XDG_RUNTIME_DIR"_s, named ? UsersOwn : appValue);
        const QString runtime = appValue.isEmpty() ? UsersOwn : appValue;
        m_stage->useSocket(named ? appValue : QString{},
                           named ? appValue : runtime + u"/tocsin/tocsin.sock"_s);
        QVERIFY(m_stage->startApp(Headless));
        m_stage->useSocket({}, m_stage->socket());
        for (const QString& other : {UsersOwn, QString{}, u"run"_s, u"/run/other"_s, u"/run/third"_s}) {
            m_stage->setEnvironment(u"XDG_RUNTIME_DIR"_s, other);
            QCOMPARE(m_stage->bridge({u"status"_s}).exitCode, 0);
            hookIsQuiet();
            for (const QStringList& arguments : {Headless, Headless + QStringList{u"--hidden"_s}}) {
                const Ran second = m_stage->runApp(arguments);
                QCOMPARE(second.exitCode, 0);
                QVERIFY2(second.out.contains(u"already running"_s), qPrintable(second.out + second.err));
            }
        }
        const QDir state{qEnvironmentVariable("XDG_STATE_HOME") + u"/tocsin"_s};
        QVERIFY(QDir{state.filePath(u"spool"_s)}.isEmpty());
        QCOMPARE(m_stage->stopApp(), 0);
        QVERIFY(!state.exists(u"socket"_s));
    }

    void anAppThatCrashedDoesNotKeepTheNextFromStarting()
    {
        QVERIFY(m_stage->startApp(Headless));
        m_stage->killApp();
        QCOMPARE(m_stage->bridge({u"status"_s}).exitCode, 69);
        QVERIFY(m_stage->startApp(Headless));
        QCOMPARE(m_stage->bridge({u"status"_s}).exitCode, 0);
    }

    void aRuntimeFolderThatOthersCanReadIsNotUsed()
    {
        const Disk run{u"/run"_s, 64 * 1024};
        QVERIFY(QDir{}.mkpath(UsersOwn));
        QVERIFY(QFile::setPermissions(UsersOwn, QFile::Permissions{0x7755}));
        const QString folder = u"/tmp/tocsin-%1"_s.arg(::getuid());
        const Disk disk{folder, 64 * 1024};
        m_stage->setEnvironment(u"XDG_RUNTIME_DIR"_s, {});
        m_stage->useSocket({}, folder + u"/tocsin.sock"_s);
        QVERIFY(m_stage->startApp(Headless));
        QCOMPARE(m_stage->bridge({u"status"_s}).exitCode, 0);
    }

    void theLongestPathWorks()
    {
        const QString longest = pathOfLength(m_stage->folder(), 106);
        m_stage->useSocket(longest, longest);
        QVERIFY(m_stage->startApp(Headless));
        QCOMPARE(m_stage->bridge({u"status"_s}).exitCode, 0);
        hookIsQuiet();
    }

    void aPathThatIsTooLongIsSaidAndHooksAreKept()
    {
        for (const qsizetype length : {107, 108, 300}) {
            const QString path = pathOfLength(m_stage->folder(), length);
            m_stage->useSocket(path, path);
            const Ran app = m_stage->runApp(Headless);
            QCOMPARE(app.exitCode, 69);
            QVERIFY2(app.err.contains(u"too long for a socket. Set TOCSIN_SOCKET to a shorter one"_s),
                     qPrintable(app.err));
            QCOMPARE(m_stage->bridge({u"status"_s}).exitCode, 69);
            hookIsQuiet();
        }
        const QDir spool{qEnvironmentVariable("XDG_STATE_HOME") + u"/tocsin/spool"_s};
        QCOMPARE(spool.entryList({u"*.json"_s}, QDir::Files).size(), 3);
    }

    void aRuntimeFolderThatIsGoneIsMadeAnewOrSaid()
    {
        m_stage->setEnvironment(u"XDG_RUNTIME_DIR"_s, u"/proc/nowhere"_s);
        m_stage->useSocket({}, {});
        const Ran app = m_stage->runApp(Headless);
        QCOMPARE(app.exitCode, 69);
        QVERIFY2(app.err.contains(u"set TOCSIN_SOCKET to another path"_s, Qt::CaseInsensitive),
                 qPrintable(app.err));
        hookIsQuiet();
    }

private:
    void hookIsQuiet() const
    {
        const Ran ran = m_stage->hook(u"stop-failure"_s, {});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out + ran.err, QString{});
    }

    std::unique_ptr<Stage> m_stage;
};

QTEST_GUILESS_MAIN(TestPlaces)
#include "test_places.moc"

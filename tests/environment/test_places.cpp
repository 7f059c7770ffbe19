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

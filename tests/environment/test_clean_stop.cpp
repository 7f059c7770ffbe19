// SPDX-License-Identifier: MIT
// A shutdown gives each program a few seconds, and then takes them. Tocsin needs two at most, whatever it
// waits for.
#include "tests/e2e/stage.h"
#include "tests/environment/session_manager.h"
#include "tests/support/fake_notifications.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

#include <csignal>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
const QString Phone = u"+14155550123"_s;
const QStringList Headless{u"--headless"_s, u"--token-store=file"_s};
constexpr qint64 LimitMs = 2'000;

QJsonObject of(const QString& session)
{
    return {{u"session_id"_s, session}, {u"session_title"_s, session}, {u"cwd"_s, u"/srv/"_s + session}};
}
} // namespace

class TestCleanStop final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<Stage>();
        // What the last test left open is not taken up again.
        m_stage->setEnvironment(u"XDG_STATE_HOME"_s, m_stage->folder() + u"/state"_s);
        QVERIFY(m_stage->startServer());
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << "the app said:" << m_stage->appOutput();
        m_stage.reset();
    }

    void everySignalOfAShutdownStopsItCleanly_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP, the terminal has gone") << SIGHUP;
    }
    void everySignalOfAShutdownStopsItCleanly()
    {
        QFETCH(int, signal);
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        say(u"user-prompt-submit"_s, u"shop"_s);
        stopsInTime(signal);
        QVERIFY(!QFile::exists(m_stage->socket()));
    }

    void aServerThatHangsDoesNotHoldItUp()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        QTcpServer silent;
        m_stage->stopServer();
        QVERIFY(silent.listen(QHostAddress::LocalHost, m_stage->serverPort()));
        say(u"user-prompt-submit"_s, u"shop"_s);
        say(u"stop-failure"_s, u"shop"_s);
        QTRY_VERIFY(silent.hasPendingConnections());
        stopsInTime(SIGTERM);
    }

    void openToastsAndADaemonThatHangsDoNotHoldItUp()
    {
        FakeNotifications toasts;
        QVERIFY(toasts.start());
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
        say(u"user-prompt-submit"_s, u"shop"_s);
        say(u"permission-request"_s, u"shop"_s);
        QTRY_COMPARE_WITH_TIMEOUT(toasts.shown().size(), 1, 20'000);
        toasts.holdAnswers();
        say(u"permission-request"_s, u"bank"_s);
        QTRY_COMPARE_WITH_TIMEOUT(toasts.calls().size(), 2, 20'000);
        stopsInTime(SIGTERM);
    }

    void aLogoutOfTheDesktopEndsItAndItIsNotStartedAgain()
    {
        SessionManager manager;
        QVERIFY(!manager.address().isEmpty());
        m_stage->setEnvironment(u"SESSION_MANAGER"_s, QString::fromLocal8Bit(manager.address()));
        FakeNotifications toasts;
        QVERIFY(toasts.start());
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
        QTRY_VERIFY_WITH_TIMEOUT(manager.wasSaved(), 20'000);
        say(u"user-prompt-submit"_s, u"shop"_s);
        say(u"permission-request"_s, u"shop"_s);
        QTRY_COMPARE_WITH_TIMEOUT(toasts.shown().size(), 1, 20'000);

        QElapsedTimer elapsed;
        elapsed.start();
        manager.logOut();
        QTRY_VERIFY(!m_stage->appRuns());
        qInfo() << "logged out in" << elapsed.elapsed() << "ms";
        QVERIFY(elapsed.elapsed() < LimitMs);
        QCOMPARE(m_stage->waitForApp(), 0);
        QVERIFY(manager.wasSaved());
        QVERIFY(manager.isRestartedNever());
        QTRY_VERIFY(toasts.shown().isEmpty());
        QVERIFY(!QFile::exists(m_stage->socket()));
    }

    void askingTwiceIsNoHarm()
    {
        QVERIFY(m_stage->startApp(Headless));
        ::kill(m_stage->appPid(), SIGTERM);
        stopsInTime(SIGTERM);
    }

private:
    void say(const QString& payload, const QString& session) const
    {
        const Ran ran = m_stage->hook(payload, of(session));
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out + ran.err, QString{});
    }
    void stopsInTime(int signal)
    {
        QElapsedTimer elapsed;
        elapsed.start();
        ::kill(m_stage->appPid(), signal);
        QCOMPARE(m_stage->waitForApp(), 0);
        const qint64 took = elapsed.elapsed();
        qInfo() << "stopped in" << took << "ms";
        QVERIFY(took < LimitMs);
    }

    std::unique_ptr<Stage> m_stage;
};

QTEST_GUILESS_MAIN(TestCleanStop)
#include "test_clean_stop.moc"

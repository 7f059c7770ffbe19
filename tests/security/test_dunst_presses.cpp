// SPDX-License-Identifier: MIT
// dunst lets any program press the buttons of a notification: one that Claude has started tries it, with the
// real dunst, app and bridge.
#include "core/channels/desktop/press_judge.h"
#include "tests/hookbridge/waiting_bridge.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QLocalSocket>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

class TestDunstPresses final : public QObject
{
    Q_OBJECT

    BridgeHome m_home;
    QProcess m_app;

    static QByteArray dunstctl(const QStringList& arguments)
    {
        QProcess process;
        process.start(u"dunstctl"_s, arguments);
        process.waitForFinished();
        return process.readAllStandardOutput().trimmed();
    }
    static bool isDisplayed() { return dunstctl({u"count"_s, u"displayed"_s}).toInt() > 0; }

private Q_SLOTS:
    void initTestCase()
    {
        m_app.setProcessEnvironment(m_home.environment());
        m_app.start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin"), {u"--hidden"_s, u"--token-store=file"_s});
        const auto listens = [this] {
            QLocalSocket socket;
            socket.connectToServer(m_home.socket());
            return socket.waitForConnected(1'000);
        };
        QTRY_VERIFY_WITH_TIMEOUT(listens(), 20'000);
    }
    void cleanupTestCase()
    {
        m_app.terminate();
        if (!m_app.waitForFinished(20'000))
            m_app.kill();
        m_app.waitForFinished();
    }

    void noPressAllows()
    {
        WaitingBridge bridge{m_home, documentOf(u"ls -l"_s)}; // elsewhere its notification has Allow
        QTRY_VERIFY_WITH_TIMEOUT(isDisplayed(), 20'000);
        QTest::qWait(static_cast<int>(4 * PressJudge::InertFor.count())); // sooner, no press counts at all
        for (const QString& key : {u"allow"_s, u"0"_s, u"1"_s, u"default"_s}) {
            for (uint id = 1; id < 10; ++id) {
                QDBusMessage press =
                    QDBusMessage::createSignal(u"/org/freedesktop/Notifications"_s,
                                               u"org.freedesktop.Notifications"_s, u"ActionInvoked"_s);
                press << id << key;
                QVERIFY(QDBusConnection::sessionBus().send(press));
            }
        }
        dunstctl({u"action"_s}); // the request window, at most
        // The next hook is told after all of that.
        WaitingBridge next{m_home, payload(u"session-start"_s)};
        QTRY_VERIFY_WITH_TIMEOUT(next.endedWell(), 20'000);
        QVERIFY(!bridge.hasEnded());
        // The person in the terminal ends it.
        bridge.process.terminate();
        QTRY_VERIFY_WITH_TIMEOUT(bridge.endedWell(), 20'000);
        QCOMPARE(bridge.printed(), QByteArray{});
    }
};

QTEST_GUILESS_MAIN(TestDunstPresses)
#include "test_dunst_presses.moc"

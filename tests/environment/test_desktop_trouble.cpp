// SPDX-License-Identifier: MIT
// The tray app on a desktop whose parts come and go.
#include "tests/app/tray/fake_status_notifier.h"
#include "tests/e2e/stage.h"
#include "tests/support/fake_notifications.h"

#include <QJsonArray>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
const QString Phone = u"+14155550123"_s;
// Milliseconds: a desktop takes its time on a busy machine.
constexpr int Patience = 20'000;

QJsonObject of(const QString& session)
{
    return {{u"session_id"_s, session}, {u"session_title"_s, session}, {u"cwd"_s, u"/srv/"_s + session}};
}
} // namespace

class TestDesktopTrouble final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<Stage>();
        // What the last test left open is not taken up again.
        m_stage->setEnvironment(u"XDG_STATE_HOME"_s, m_stage->folder() + u"/state"_s);
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << "the app said:" << m_stage->appOutput();
        m_stage.reset();
    }

    void anOpenToastComesBackWithTheNextNotificationDaemon()
    {
        FakeNotifications toasts;
        QVERIFY(toasts.start());
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
        say(u"user-prompt-submit"_s, u"shop"_s);
        say(u"permission-request"_s, u"shop"_s);
        QTRY_COMPARE_WITH_TIMEOUT(toasts.shown().size(), 1, Patience);
        toasts.stop();
        say(u"permission-request"_s, u"bank"_s); // while there is none
        QVERIFY(toasts.start());
        QTRY_COMPARE_WITH_TIMEOUT(toasts.shown().size(), 2, Patience);
        say(u"user-prompt-submit"_s, u"shop"_s);
        say(u"user-prompt-submit"_s, u"bank"_s);
        QTRY_VERIFY_WITH_TIMEOUT(toasts.shown().isEmpty(), Patience);
        QCOMPARE(toasts.calls().size(), 3);
    }

    void aClickThatCannotShowTheTerminalSaysWhy()
    {
        FakeNotifications toasts;
        QVERIFY(toasts.start());
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
        say(u"user-prompt-submit"_s, u"shop"_s);
        say(u"stop-failure"_s, u"shop"_s);
        QTRY_COMPARE_WITH_TIMEOUT(toasts.shown().size(), 1, Patience);
        const uint stopped = toasts.shown().constFirst().id;
        const auto click = [&] { // the first ones come too soon to count
            toasts.press(stopped, u"default"_s);
            return toasts.shown().size() == 2;
        };
        QTRY_VERIFY_WITH_TIMEOUT(click(), Patience);
        QCOMPARE(toasts.shown().constLast().title, u"Terminal not shown"_s);
        QVERIFY(toasts.shown().constLast().body.startsWith(
            u"Tocsin cannot bring this terminal to the front: "_s));
    }

    void theIconComesBackWithTheNextPanel()
    {
        {
            FakeStatusNotifierWatcher panel;
            QVERIFY(panel.start());
            panel.addHost();
            QVERIFY(m_stage->startApp({u"--hidden"_s}));
            QTRY_COMPARE_WITH_TIMEOUT(panel.items().size(), 1, Patience);
        }
        say(u"user-prompt-submit"_s, u"shop"_s);
        FakeStatusNotifierWatcher next;
        QVERIFY(next.start());
        next.addHost();
        QTRY_COMPARE_WITH_TIMEOUT(next.items().size(), 1, Patience);
        QCOMPARE(m_stage->stopApp(), 0);
    }

    void withoutABusThereAreStillTexts()
    {
        QVERIFY(m_stage->startServer());
        m_stage->setEnvironment(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:abstract=tocsin-no-such-bus"_s);
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
        QVERIFY(m_stage->logIn(Phone)); // without a keychain: until Tocsin ends
        say(u"user-prompt-submit"_s, u"shop"_s);
        say(u"permission-request"_s, u"shop"_s);
        // What comes next answers it, and a text that has not left yet would rightly be held back.
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, Patience);
        say(u"stop-failure"_s, u"shop"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 2, Patience);
        QCOMPARE(m_stage->stopApp(), 0);
    }

private:
    void say(const QString& payload, const QString& session) const
    {
        const Ran ran = m_stage->hook(payload, of(session));
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out + ran.err, QString{});
    }

    std::unique_ptr<Stage> m_stage;
};

QTEST_GUILESS_MAIN(TestDesktopTrouble)
#include "test_desktop_trouble.moc"

// SPDX-License-Identifier: MIT
// `tocsin test` and `tocsin doctor` on a desktop, with the real programs; the notifications go to a service
// that remembers each call.
#include "tests/e2e/stage.h"
#include "tests/support/fake_notifications.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestTocsinTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::FakeNotifications> m_toasts;
    std::unique_ptr<Stage> m_stage;

    [[nodiscard]] QJsonArray history() const
    {
        const Ran ran = m_stage->command({u"history"_s, u"--json"_s});
        return QJsonDocument::fromJson(ran.out.toUtf8()).object().value("alerts"_L1).toArray();
    }
    [[nodiscard]] qsizetype sessions() const
    {
        return m_stage->status().value("sessions"_L1).toArray().size();
    }

private Q_SLOTS:
    void init()
    {
        m_toasts = std::make_unique<test::FakeNotifications>();
        QVERIFY(m_toasts->start());
        m_stage = std::make_unique<Stage>();
        // The sessions of one test are not to come back in the next one.
        m_stage->setEnvironment(u"XDG_STATE_HOME"_s, m_stage->folder() + u"/state"_s);
        QVERIFY(m_stage->startServer());
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << "the app said:" << m_stage->appOutput();
        // The keyring is one for all of these; a login for the server of another test has a notification.
        static_cast<void>(m_stage->command({u"logout"_s}));
        m_stage.reset();
        m_toasts.reset();
    }

    void aTestGoesTheWholeWayAndLeavesOneRow()
    {
        for (int times = 1; times <= 2; ++times) {
            const Ran ran = m_stage->command({u"test"_s, u"--seconds=1"_s});
            QVERIFY2(ran.exitCode == 0, qPrintable(ran.out + ran.err));
            QVERIFY2(ran.out.startsWith(u"ok  Hook delivered in "_s), qPrintable(ran.out));
            QCOMPARE(m_toasts->calls().size(), times);
            const test::NotifyCall shown = m_toasts->calls().last();
            QVERIFY2(ran.out.contains(u": id %1, by fake."_s.arg(shown.id)), qPrintable(ran.out));
            QVERIFY2(shown.title.contains(u"Tocsin test"_s), qPrintable(shown.title));
            for (const QString& answer : {u"allow"_s, u"deny"_s, u"answer"_s})
                QVERIFY(!shown.actions.join(u' ').contains(answer, Qt::CaseInsensitive));
            QTRY_VERIFY(m_toasts->shown().isEmpty());
            QCOMPARE(sessions(), 0);
            QCOMPARE(history().size(), times);
        }
    }

    void withoutTextNoneIsSentHoweverTheyAreSet()
    {
        QCOMPARE(m_stage->stopApp(), 0);
        m_stage->textAtOnce();
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
        QVERIFY(m_stage->logIn(u"+14155550123"_s));
        QCOMPARE(m_stage->command({u"away"_s}).exitCode, 0);
        QCOMPARE(m_stage->command({u"test"_s, u"--seconds=1"_s}).exitCode, 0);
        QCOMPARE(m_stage->texts(), QStringList{});
        QVERIFY(history().last()["text"_L1].toString() != u"sent"_s);
    }

    void oneTextInHalfAnHourAndOnlyWhenItIsConfirmed()
    {
        QCOMPARE(m_stage->command({u"test"_s, u"--text"_s, u"--yes"_s}).exitCode, 77); // not logged in
        QVERIFY(m_stage->logIn(u"+14155550123"_s));
        const Ran unasked = m_stage->command({u"test"_s, u"--text"_s}, "y\n");
        QCOMPARE(unasked.exitCode, 64);
        QVERIFY2(unasked.err.contains(u"--yes"_s), qPrintable(unasked.err));
        QVERIFY(m_toasts->calls().isEmpty());

        const Ran sent = m_stage->command({u"test"_s, u"--text"_s, u"--yes"_s, u"--seconds=1"_s});
        QVERIFY2(sent.exitCode == 0, qPrintable(sent.out + sent.err));
        QVERIFY2(sent.out.contains(u"\nok  Text sent after "_s), qPrintable(sent.out));
        QCOMPARE(m_stage->texts().size(), 1);
        QVERIFY2(m_stage->texts().first().contains(u"Tocsin test"_s), qPrintable(m_stage->texts().first()));

        for (int restarts = 0; restarts < 2; ++restarts) {
            const Ran again = m_stage->command({u"test"_s, u"--text"_s, u"--yes"_s, u"--seconds=1"_s});
            QCOMPARE(again.exitCode, 75);
            QVERIFY2(again.err.contains(u"The next one is possible at"_s), qPrintable(again.err));
            QCOMPARE(m_stage->texts().size(), 1);
            QCOMPARE(sessions(), 0);
            QCOMPARE(m_stage->stopApp(), 0);
            QVERIFY(m_stage->startApp({u"--hidden"_s}));
            QTRY_COMPARE(m_stage->status().value("login"_L1)["phase"_L1].toString(), u"logged_in"_s);
        }
        QCOMPARE(history().size(), 1);
    }

    void theLoginsAreThoseOfTheServer()
    {
        const Ran before = m_stage->command({u"logins"_s});
        QCOMPARE(before.exitCode, 77);
        QVERIFY2(before.err.contains(u"You are not logged in."_s), qPrintable(before.err));
        QVERIFY(m_stage->logIn(u"+14155550123"_s));
        const Ran listed = m_stage->command({u"logins"_s});
        QCOMPARE(listed.exitCode, 0);
        const QStringList lines = listed.out.trimmed().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines.first(), u"Logins of +1***0123:"_s);
        QVERIFY2(lines.last().endsWith(u"(this login)"_s), qPrintable(listed.out));
        const Ran refused = m_stage->command(
            {u"logins"_s, u"revoke"_s, lines.last().section(u' ', 0, 0, QString::SectionSkipEmpty)});
        QCOMPARE(refused.exitCode, 64);
        QVERIFY2(refused.err.contains(u"tocsin logout"_s), qPrintable(refused.err));
    }

    void whatStandsInTheWayIsSaid()
    {
        QCOMPARE(m_stage->command({u"mute"_s, u"1h"_s}).exitCode, 0);
        const Ran muted = m_stage->command({u"test"_s});
        QCOMPARE(muted.exitCode, 1);
        QVERIFY2(muted.out.contains(u"\nx   No notification: muted."_s), qPrintable(muted.out));
        QVERIFY(m_toasts->calls().isEmpty());
        QCOMPARE(sessions(), 0);
    }

    void withoutADisplayTheTextDecides()
    {
        QCOMPARE(m_stage->stopApp(), 0);
        QVERIFY(m_stage->startApp({u"--headless"_s}));
        const QString none = u"\n-   No notification: Tocsin runs without a display.\n"_s;
        const Ran alone = m_stage->command({u"test"_s});
        QCOMPARE(alone.exitCode, 1);
        QVERIFY2(alone.out.contains(none + u"To test a text: tocsin test --text"_s), qPrintable(alone.out));
        QVERIFY(m_stage->logIn(u"+14155550123"_s));
        const Ran texted = m_stage->command({u"test"_s, u"--text"_s, u"--yes"_s});
        QVERIFY2(texted.exitCode == 0, qPrintable(texted.out + texted.err));
        QVERIFY2(texted.out.contains(none + u"ok  Text sent after "_s), qPrintable(texted.out));
        QVERIFY(m_toasts->calls().isEmpty());
        QCOMPARE(sessions(), 0);
    }

    void aTestThatIsKilledLeavesNothingBehind()
    {
        const std::unique_ptr<QProcess> run = m_stage->startCommand({u"test"_s, u"--seconds=60"_s});
        QTRY_COMPARE_WITH_TIMEOUT(m_toasts->shown().size(), 1, 20'000);
        run->kill();
        QVERIFY(run->waitForFinished());
        QTRY_COMPARE_WITH_TIMEOUT(sessions(), 0, 20'000);
        QTRY_VERIFY(m_toasts->shown().isEmpty());
        QCOMPARE(m_toasts->calls().size(), 1);
        QCOMPARE(history().size(), 1);
    }

    void aClickEndsIt()
    {
        const std::unique_ptr<QProcess> run = m_stage->startCommand({u"test"_s, u"--seconds=60"_s});
        QTRY_COMPARE_WITH_TIMEOUT(m_toasts->shown().size(), 1, 20'000);
        m_toasts->closeAs(m_toasts->shown().first().id, 2); // by hand
        QTRY_COMPARE_WITH_TIMEOUT(run->state(), QProcess::NotRunning, 20'000);
        QCOMPARE(run->exitCode(), 0);
        QCOMPARE(sessions(), 0);
    }

    void doctorSeesTheDesktop()
    {
        m_toasts->setName(u"gnome-shell"_s);
        static_cast<void>(m_stage->command({u"test"_s, u"--seconds=1"_s})); // the service has been asked then
        const Ran ran = m_stage->command({u"doctor"_s});
        for (const QString& line :
             {u"ok  The tray icon is shown."_s, u"ok  Notifications are shown by "_s,
              u"ok  Notifications have buttons."_s,
              u"!   This notification service plays no sounds by name."_s,
              u"ok  A login will be kept in the keychain."_s, u"!   Not logged in (notifications only)."_s,
              u"!   The server at http://127.0.0.1"_s, u"ok  The clock agrees with the server's."_s,
              u"ok  It is known whether you are at the computer ("_s})
            QVERIFY2(ran.out.contains(u'\n' + line), qPrintable(line + u"\nis not in\n"_s + ran.out));
        QVERIFY(ran.out.contains(u"only prints texts: no phone gets them."_s)); // the stage's server does
    }
};

QTEST_GUILESS_MAIN(TestTocsinTest)
#include "test_tocsin_test.moc"

// SPDX-License-Identifier: MIT
// The tray app on a desktop: real tray, real keyring; the toasts go to a service that remembers each call.
#include "tests/e2e/stage.h"
#include "tests/support/fake_notifications.h"

#include <QJsonArray>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {
const QString Phone = u"+14155550123"_s;

QJsonObject of(const QString& session, const QJsonObject& more = {})
{
    QJsonObject changes{
        {u"session_id"_s, session}, {u"session_title"_s, session}, {u"cwd"_s, u"/srv/"_s + session}};
    for (auto field = more.begin(); field != more.end(); ++field)
        changes.insert(field.key(), field.value());
    return changes;
}
} // namespace

class TestDayDesktop final : public QObject
{
    Q_OBJECT
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
        m_stage.reset();
        m_toasts.reset();
    }

    void aPermissionIsOneToastThatGoesAwayWhenItIsAnswered()
    {
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        const QJsonObject input{{u"command"_s, u"npm publish <b>now</b>"_s}};
        say(u"permission-request"_s, of(u"shop"_s, {{u"tool_input"_s, input}}));
        say(u"notification-permission-prompt"_s, of(u"shop"_s));
        QTRY_COMPARE(m_toasts->shown().size(), 1);
        const test::NotifyCall toast = m_toasts->shown().first();
        QVERIFY2(toast.title.contains(u"shop"_s), qPrintable(toast.title));
        QVERIFY2(toast.body.contains(u"npm publish &lt;b&gt;now&lt;/b&gt;"_s), qPrintable(toast.body));
        QCOMPARE(toast.hints.value(u"urgency"_s).toInt(), 2);

        // The call that the dialog was for, begun after it.
        say(u"post-tool-use-failure"_s, of(u"shop"_s, {{u"tool_input"_s, input}, {u"duration_ms"_s, 0}}));
        QTRY_VERIFY(m_toasts->shown().isEmpty());
        QCOMPARE(m_toasts->calls().size(), 1);
    }

    void aClaudeThatIsKilledIsAnErrorToast()
    {
        QProcess claude;
        claude.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        claude.start(u"sleep"_s, {u"600"_s});
        QVERIFY(claude.waitForStarted());
        m_stage->setEnvironment(u"CLAUDE_PID"_s, QString::number(claude.processId()));
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        say(u"permission-request"_s, of(u"shop"_s));
        QTRY_COMPARE(m_toasts->shown().size(), 1);
        claude.kill();
        QTRY_VERIFY_WITH_TIMEOUT(m_toasts->shown().size() == 1 && m_toasts->calls().size() == 2, 15'000);
        QVERIFY2(m_toasts->shown().first().title.contains(u"shop"_s),
                 qPrintable(m_toasts->shown().first().title));
        QVERIFY2(m_toasts->shown().first().title.contains(u"unexpectedly"_s),
                 qPrintable(m_toasts->shown().first().title));
    }

    void aTextWaitsUntilThePersonHadTimeToReact()
    {
        QCOMPARE(m_stage->stopApp(), 0);
        m_stage->choose(u"alerts/permission_grace"_s, u"13"_s);
        m_stage->choose(u"alerts/question_text"_s, u"at_once"_s);
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
        QVERIFY(m_stage->logIn(Phone));
        for (const QString& session : {u"shop"_s, u"bank"_s})
            say(u"user-prompt-submit"_s, of(session));
        say(u"permission-request"_s, of(u"shop"_s));
        QTRY_COMPARE(m_toasts->shown().size(), 1);
        const QJsonObject question{{u"questions"_s, QJsonArray{QJsonObject{{u"question"_s, u"Which?"_s}}}}};
        say(u"permission-request"_s,
            of(u"bank"_s, {{u"tool_name"_s, u"AskUserQuestion"_s}, {u"tool_input"_s, question}}));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 2, 30'000);
        QVERIFY2(m_stage->texts().first().contains(u"bank"_s), qPrintable(m_stage->texts().join(u'\n')));
        QVERIFY2(m_stage->texts().last().contains(u"shop"_s), qPrintable(m_stage->texts().join(u'\n')));
    }

    void whoQuitsTakesTheToastsAlong()
    {
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        say(u"permission-request"_s, of(u"shop"_s));
        QTRY_COMPARE(m_toasts->shown().size(), 1);
        QCOMPARE(m_stage->stopApp(), 0);
        QTRY_VERIFY(m_toasts->shown().isEmpty());
    }

    void theLoginLivesInTheKeyringAndNowhereElse()
    {
        QVERIFY(m_stage->logIn(Phone));
        QCOMPARE(m_stage->stopApp(), 0);
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->status().value(u"login"_s)[u"phase"_s].toString(), u"logged_in"_s,
                                  10'000);
        // A JWT begins with the base64 of `{"`.
        QProcess grep;
        grep.start(u"grep"_s, {u"-rlE"_s, u"eyJ[A-Za-z0-9_-]{8,}\\.eyJ"_s, qEnvironmentVariable("HOME"),
                               m_stage->folder()});
        QVERIFY(grep.waitForFinished());
        QCOMPARE(QString::fromUtf8(grep.readAllStandardOutput()), QString{});
        // The next test has another server, and would be told that this login is not for it.
        QCOMPARE(m_stage->bridge({u"logout"_s}).exitCode, 0);
    }

    void aDoneTurnIsToldAfterAMomentOfSilence()
    {
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        say(u"stop"_s, of(u"shop"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_toasts->shown().size(), 1, 15'000);
        say(u"notification-idle-prompt"_s, of(u"shop"_s));
        say(u"session-end"_s, of(u"shop"_s));
        QTRY_VERIFY(m_stage->status().value(u"sessions"_s).toArray().isEmpty());
        QCOMPARE(m_toasts->calls().size(), 1);
    }

private:
    void say(const QString& payload, const QJsonObject& changes) const
    {
        const Ran ran = m_stage->hook(payload, changes);
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out + ran.err, QString{});
    }

    std::unique_ptr<test::FakeNotifications> m_toasts;
    std::unique_ptr<Stage> m_stage;
};

QTEST_GUILESS_MAIN(TestDayDesktop)
#include "test_day_desktop.moc"

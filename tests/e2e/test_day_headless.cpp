// SPDX-License-Identifier: MIT
// A day with Claude Code, told by its recorded hook inputs, through the real programs.
#include "tests/e2e/stage.h"

#include <QJsonArray>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {
const QString Phone = u"+14155550123"_s;
const QStringList Headless{u"--headless"_s, u"--token-store=file"_s};

QJsonObject of(const QString& session)
{
    return {{u"session_id"_s, session}, {u"session_title"_s, session}, {u"cwd"_s, u"/srv/"_s + session}};
}

QJsonObject of(const QString& session, const QJsonObject& more)
{
    QJsonObject changes = of(session);
    for (auto field = more.begin(); field != more.end(); ++field)
        changes.insert(field.key(), field.value());
    return changes;
}

QString text(const QString& mark, const QString& session, const QString& line)
{
    return u"%1 Claude: \"%2\"\n%3\n\nReply STOP to disable"_s.arg(mark, session, line);
}

QString textsOf(const QJsonObject& status, const QString& session)
{
    for (const QJsonValue& entry : status.value(u"sessions"_s).toArray()) {
        if (entry[u"id"_s].toString() == session)
            return entry[u"texts"_s].toString();
    }
    return {};
}
} // namespace

class TestDayHeadless final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<Stage>();
        QVERIFY(m_stage->startServer());
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << "the app said:" << m_stage->appOutput();
        m_stage.reset();
    }

    void eachAlertOfADayIsTextedExactlyOnce()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        say(u"session-start"_s, of(u"shop"_s));
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        QTRY_COMPARE_WITH_TIMEOUT(textsOf(m_stage->status(), u"shop"_s), u"on"_s, 10'000);

        say(u"permission-request"_s,
            of(u"shop"_s, {{u"tool_input"_s, QJsonObject{{u"command"_s, u"npm publish"_s}}}}));
        say(u"notification-permission-prompt"_s, of(u"shop"_s));
        // An answer that comes before the text has left would rightly hold it back.
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, 10'000);
        say(u"post-tool-use-failure"_s,
            of(u"shop"_s, {{u"error"_s, u"Exit code 1\nnpm ERR! permission denied"_s}}));
        say(u"stop"_s, of(u"shop"_s)); // the turn ends with it
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 2, 10'000);
        say(u"session-end"_s, of(u"shop"_s, {{u"reason"_s, u"other"_s}}));

        const QStringList expected{
            text(u"⏳"_s, u"shop"_s, u"Needs permission: Run: npm publish"_s),
            text(u"⚠️"_s, u"shop"_s, u"Error: npm ERR! permission denied"_s),
        };
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), expected.size(), 15'000);
        QCOMPARE(m_stage->texts().join(u"\n--\n"_s), expected.join(u"\n--\n"_s));
        QTRY_VERIFY(m_stage->status().value(u"sessions"_s).toArray().isEmpty());
        QCOMPARE(m_stage->texts(), expected);
    }

    void twoSessionsAtOnceAreNeverMixedUp()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        for (const QString& session : {u"one"_s, u"two"_s}) {
            say(u"session-start"_s, of(session));
            say(u"user-prompt-submit"_s, of(session));
        }
        say(u"stop-failure"_s, of(u"two"_s, {{u"error"_s, u"rate_limit"_s}}));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, 10'000);
        QVERIFY(m_stage->texts().first().contains("Claude: \"two\""_L1));
        say(u"session-end"_s, of(u"two"_s));
        QTRY_COMPARE_WITH_TIMEOUT(textsOf(m_stage->status(), u"two"_s), QString{}, 10'000);
        QCOMPARE(textsOf(m_stage->status(), u"one"_s), u"on"_s);
    }

    void theLoginSurvivesARestartAndEndsWithLogout()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        QCOMPARE(m_stage->stopApp(), 0);
        QVERIFY(m_stage->startApp(Headless));
        QTRY_COMPARE_WITH_TIMEOUT(loginPhase(), u"logged_in"_s, 10'000);
        QCOMPARE(m_stage->bridge({u"logout"_s}).exitCode, 0);
        QCOMPARE(loginPhase(), u"logged_out"_s);
        QCOMPARE(m_stage->stopApp(), 0);
        QVERIFY(m_stage->startApp(Headless));
        QTRY_COMPARE_WITH_TIMEOUT(loginPhase(), u"logged_out"_s, 10'000);
    }

    void whatHappenedWhileTheAppWasAwayIsToldWhenItStarts()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        QCOMPARE(m_stage->stopApp(), 0);
        say(u"session-start"_s, of(u"away"_s));
        say(u"stop-failure"_s, of(u"away"_s));
        QVERIFY(m_stage->startApp(Headless));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, 10'000);
        QVERIFY(m_stage->texts().first().startsWith(u"⚠️ Claude: \"away\""_s));
    }

    void anEventWaitsForTheServerToComeBack()
    {
        QVERIFY(m_stage->startApp(Headless));
        QVERIFY(m_stage->logIn(Phone));
        say(u"session-start"_s, of(u"cable"_s));
        say(u"user-prompt-submit"_s, of(u"cable"_s));
        QTRY_COMPARE_WITH_TIMEOUT(textsOf(m_stage->status(), u"cable"_s), u"on"_s, 10'000);
        m_stage->stopServer();
        say(u"stop-failure"_s, of(u"cable"_s));
        QTRY_COMPARE_WITH_TIMEOUT(textsOf(m_stage->status(), u"cable"_s), u"unreachable"_s, 10'000);
        QVERIFY(m_stage->startServer());
        QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, 30'000);
    }

    void aWrongCodeIsSaidAndTheRightOneStillWorks()
    {
        QVERIFY(m_stage->startApp(Headless));
        QCOMPARE(m_stage->bridge({u"pair"_s}, "123456\n").exitCode, 77);
        QCOMPARE(m_stage->bridge({u"login"_s}, "+1415\n").exitCode, 64);
        QCOMPARE(m_stage->bridge({u"start"_s, u"--session"_s, u"x"_s}).exitCode, 77);
        QVERIFY(m_stage->logIn(Phone));
    }

    void withoutADisplayTheNumberIsAskedForInsteadOfABrowser()
    {
        QVERIFY(m_stage->startApp(Headless));
        const Ran said = m_stage->bridge({u"login"_s, u"--browser"_s});
        QCOMPARE(said.exitCode, 64);
        QCOMPARE(said.err,
                 u"Tocsin is running without a display and cannot open a browser. Enter your phone number "
                 "instead.\nTo log in: tocsin-hookbridge login\n"_s);
        const Ran inClaude = m_stage->bridge({u"login"_s, u"--claude"_s, u"--args-from-stdin"_s}, "\n");
        QCOMPARE(inClaude.exitCode, 0);
        QVERIFY2(inClaude.out.contains(u"/tocsin:sms-login +14155550123"_s), qPrintable(inClaude.out));
        QVERIFY(m_stage->logIn(Phone));
    }

    void aSecondStartLeavesTheFirstOneAlone()
    {
        QVERIFY(m_stage->startApp(Headless));
        Stage second;
        second.setEnvironment(u"TOCSIN_SOCKET"_s, m_stage->socket());
        QProcess other;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"TOCSIN_SOCKET"_s, m_stage->socket());
        other.setProcessEnvironment(environment);
        other.start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin"), Headless);
        QVERIFY(other.waitForFinished(20'000));
        QCOMPARE(other.exitCode(), 0);
        QCOMPARE(loginPhase(), u"logged_out"_s);
    }

private:
    void say(const QString& payload, const QJsonObject& changes) const
    {
        const Ran ran = m_stage->hook(payload, changes);
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out + ran.err, QString{});
    }
    [[nodiscard]] QString loginPhase() const
    {
        return m_stage->status().value(u"login"_s)[u"phase"_s].toString();
    }

    std::unique_ptr<Stage> m_stage;
};

QTEST_GUILESS_MAIN(TestDayHeadless)
#include "test_day_headless.moc"

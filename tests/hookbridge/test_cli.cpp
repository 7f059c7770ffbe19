// SPDX-License-Identifier: MIT
#include "hookbridge/cli.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

/// The commands in-process: what is asked of the app, what is said, and the exit code.
class TestCli final : public QObject
{
    Q_OBJECT

    QJsonObject m_asked;
    int m_askedTimes{0};
    Expected<QJsonObject, ClientError> m_answer{QJsonObject{{u"ok"_s, true}}};
    QString m_stdin;
    bool m_interactive{false};
    QStringList m_prompts;
    QString m_sessionId;
    QString m_out;
    QString m_err;

    int run(const QStringList& arguments)
    {
        m_out.clear();
        m_err.clear();
        QTextStream out{&m_out};
        QTextStream err{&m_err};
        const CliEnvironment surroundings{.out = out,
                                          .err = err,
                                          .ask =
                                              [this](const QJsonObject& request) {
                                                  m_asked = request;
                                                  ++m_askedTimes;
                                                  return m_answer;
                                              },
                                          .interactive = m_interactive,
                                          .prompt =
                                              [this](const QString& question, Echo echo) {
                                                  m_prompts +=
                                                      question + (echo == Echo::Off ? u"(silent)"_s : u""_s);
                                                  return std::optional{m_stdin};
                                              },
                                          .readLine = [this] { return m_stdin.section(u'\n', 0, 0); },
                                          .readAll = [this] { return m_stdin; },
                                          .sessionId = m_sessionId,
                                          .folder = u"/home/ada/demo"_s};
        return static_cast<int>(runCli(QStringList{u"tocsin-hookbridge"_s} + arguments, surroundings));
    }
    static QJsonObject failure(const QString& code, const QString& message)
    {
        return {{u"ok"_s, false}, {u"error"_s, QJsonObject{{u"code"_s, code}, {u"message"_s, message}}}};
    }

private Q_SLOTS:
    void init()
    {
        m_asked = {};
        m_askedTimes = 0;
        m_answer = QJsonObject{{u"ok"_s, true}};
        m_stdin.clear();
        m_interactive = false;
        m_prompts.clear();
        m_sessionId = u"s-1"_s;
    }

    void muteIsForTheSessionItRunsInOrForAll_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("session");
        QTest::addColumn<QString>("span");
        QTest::newRow("here") << QStringList{} << u"s-1"_s << u"1h"_s;
        QTest::newRow("time") << QStringList{u"15m"_s} << u"s-1"_s << u"15m"_s;
        QTest::newRow("all") << QStringList{u"--all"_s, u"tomorrow"_s} << QString{} << u"tomorrow"_s;
        QTest::newRow("another") << QStringList{u"--session"_s, u"s-2"_s, u"off"_s} << u"s-2"_s << u"off"_s;
    }
    void muteIsForTheSessionItRunsInOrForAll()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, session);
        QFETCH(QString, span);
        QCOMPARE(run(QStringList{u"mute"_s} + arguments), 0);
        QJsonObject wanted{{u"type"_s, u"mute"_s}, {u"for"_s, span}};
        if (!session.isEmpty())
            wanted.insert(u"session_id"_s, session);
        QCOMPARE(m_asked, wanted);
    }
    void muteOutsideOfClaudeCodeIsForAll()
    {
        m_sessionId.clear();
        QCOMPARE(run({u"mute"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"mute"_s}, {u"for"_s, u"1h"_s}}));
        m_askedTimes = 0;
        QCOMPARE(run({u"mute"_s, u"--all"_s, u"--session"_s, u"x"_s}), 64);
        QCOMPARE(run({u"mute"_s, u"1h"_s, u"2h"_s}), 64);
        QCOMPARE(m_askedTimes, 0);
    }
    void awayAndHereSayWhereThePersonIs()
    {
        QCOMPARE(run({u"away"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"presence"_s}, {u"away"_s, true}}));
        QCOMPARE(run({u"here"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"presence"_s}, {u"away"_s, false}}));
    }

    void loginReadsTheNumberFromStdin()
    {
        m_stdin = u"+1 (415) 555-0123\n"_s;
        m_answer = QJsonObject{{u"ok"_s, true}, {u"message"_s, u"A code is on its way to +1***0123."_s}};
        QCOMPARE(run({u"login"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"login"_s}, {u"phone"_s, u"+14155550123"_s}}));
        QVERIFY(m_out.startsWith(u"A code is on its way to +1***0123.\n"_s));
        QVERIFY(m_out.contains(u"tocsin-hookbridge pair"_s));
        QVERIFY(m_prompts.isEmpty());
    }

    void theBrowserMayAskForTheNumber()
    {
        const QJsonObject inBrowser{{u"type"_s, u"login"_s}, {u"browser"_s, true}};
        m_interactive = true;
        m_answer = QJsonObject{{u"ok"_s, true}, {u"message"_s, u"Your browser opens."_s}};
        QCOMPARE(run({u"login"_s, u"--browser"_s}), 0);
        QCOMPARE(m_asked, inBrowser);
        QVERIFY(m_prompts.isEmpty());
        QVERIFY(m_out.startsWith(u"Your browser opens.\n"_s));
        QVERIFY(m_out.contains(u"tocsin-hookbridge pair"_s));
        QCOMPARE(run({u"login"_s, u"--browser"_s, u"+14155550123"_s}), 64);
    }

    void aSlashCommandWithoutANumberOpensTheBrowser()
    {
        m_stdin = u" \n"_s;
        QCOMPARE(run({u"login"_s, u"--claude"_s, u"--args-from-stdin"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"login"_s}, {u"browser"_s, true}}));
        QVERIFY(m_out.contains(u"/tocsin:sms-pair 123456"_s));
        m_answer = failure(u"no_browser"_s, u"There is no display here."_s);
        QCOMPARE(run({u"login"_s, u"--claude"_s, u"--args-from-stdin"_s}), 0);
        QVERIFY(m_out.contains(u"/tocsin:sms-login +14155550123"_s));
        QCOMPARE(run({u"login"_s, u"--browser"_s}), 64);
        QVERIFY(m_err.contains(u"To log in: tocsin-hookbridge login\n"_s));
        m_askedTimes = 0;
        QCOMPARE(run({u"login"_s}), 64); // a pipe that brings nothing is a mistake, as ever
        QCOMPARE(m_askedTimes, 0);
    }

    void whoIsLoggedInAlreadyIsNotAskedForACode()
    {
        m_stdin = u"+14155550123"_s;
        m_answer = QJsonObject{
            {u"ok"_s, true}, {u"already"_s, true}, {u"message"_s, u"You are logged in already."_s}};
        QCOMPARE(run({u"login"_s}), 0);
        QCOMPARE(m_out, u"You are logged in already.\n"_s);
    }

    void aPersonIsAskedAndTheCodeIsNotShown()
    {
        m_interactive = true;
        m_stdin = u"+14155550123"_s;
        QCOMPARE(run({u"login"_s}), 0);
        QCOMPARE(m_prompts.size(), 1);
        QVERIFY(!m_prompts.front().contains(u"(silent)"_s));
        m_stdin = u"123 456"_s;
        QCOMPARE(run({u"pair"_s}), 0);
        QVERIFY(m_prompts.back().contains(u"(silent)"_s));
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"pair"_s}, {u"code"_s, u"123456"_s}}));
        QCOMPARE(run({u"login"_s, u"--phone-stdin"_s}), 0);
        QCOMPARE(m_prompts.size(), 2);
    }

    void numbersAndCodesAreRefusedAsArguments()
    {
        QCOMPARE(run({u"login"_s, u"+14155550123"_s}), 64);
        QVERIFY(m_err.contains(u"other users"_s));
        QCOMPARE(run({u"pair"_s, u"123456"_s}), 64);
        QCOMPARE(m_askedTimes, 0);
    }

    void aCodeHasSixDigits()
    {
        for (const QString& code : {u""_s, u"12345"_s, u"1234567"_s, u"12345a"_s}) {
            m_stdin = code;
            QCOMPARE(run({u"pair"_s}), 64);
            QVERIFY(m_err.contains(u"six-digit code"_s));
        }
        QCOMPARE(m_askedTimes, 0);
    }

    void startNamesTheSessionItRunsIn()
    {
        m_answer = QJsonObject{{u"ok"_s, true}, {u"message"_s, u"You will be texted."_s}};
        QCOMPARE(run({u"start"_s, u"Fix"_s, u"the"_s, u"tests"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"start"_s},
                                       {u"session_id"_s, u"s-1"_s},
                                       {u"description"_s, u"Fix the tests"_s},
                                       {u"cwd"_s, u"/home/ada/demo"_s}}));
        QVERIFY(m_out.startsWith(u"You will be texted.\n"_s));
        QVERIFY(m_out.contains(u"tocsin-hookbridge stop"_s));
        QCOMPARE(run({u"start"_s, u"--session"_s, u"s-2"_s}), 0);
        QCOMPARE(m_asked.value("session_id"_L1).toString(), u"s-2"_s);
        QCOMPARE(run({u"start"_s, u"--session"_s, u""_s}), 0);
        QCOMPARE(m_asked.value("session_id"_L1).toString(), u"s-1"_s);
    }

    void startTakesWhatAUserTypedLiterally()
    {
        m_stdin = u"  it's $(id) & co; --session x\n  `ls` \\n\n"_s;
        QCOMPARE(run({u"start"_s, u"--claude"_s, u"--args-from-stdin"_s}), 0);
        QCOMPARE(m_asked.value("description"_L1).toString(), u"it's $(id) & co; --session x `ls` \\n"_s);
        QCOMPARE(m_asked.value("session_id"_L1).toString(), u"s-1"_s);
    }

    void startAndStopNeedASession()
    {
        m_sessionId.clear();
        QCOMPARE(run({u"start"_s}), 64);
        QVERIFY(m_err.contains(u"--session ID"_s));
        QCOMPARE(run({u"stop"_s}), 64);
        QCOMPARE(m_askedTimes, 0);
    }

    void statusIsForPeople()
    {
        m_answer = QJsonObject{{u"ok"_s, true},
                               {u"message"_s, u"Logged in as +1***0123.\nNo session."_s},
                               {u"login"_s, QJsonObject{{u"phase"_s, u"logged_in"_s}}}};
        QCOMPARE(run({u"status"_s}), 0);
        QCOMPARE(m_asked.value("session_id"_L1).toString(), u"s-1"_s);
        QCOMPARE(m_out, u"Logged in as +1***0123.\nNo session.\n"_s);
        m_answer = QJsonObject{{u"ok"_s, true},
                               {u"message"_s, u"Not logged in."_s},
                               {u"login"_s, QJsonObject{{u"phase"_s, u"logged_out"_s}}}};
        QCOMPARE(run({u"status"_s, u"--claude"_s}), 0);
        QVERIFY(m_out.contains(u"/tocsin:sms-login"_s));
    }

    void statusIsForProgramsToo()
    {
        m_answer = QJsonObject{{u"ok"_s, true}, {u"version"_s, u"0.1.0"_s}};
        QCOMPARE(run({u"status"_s, u"--json"_s}), 0);
        QCOMPARE(QJsonDocument::fromJson(m_out.toUtf8()).object(), *m_answer);
        m_answer = Unexpected{ClientError::NotRunning};
        QCOMPARE(run({u"status"_s, u"--json"_s}), 69);
        QCOMPARE(QJsonDocument::fromJson(m_out.toUtf8())
                     .object()
                     .value("error"_L1)
                     .toObject()
                     .value("code"_L1)
                     .toString(),
                 u"not_running"_s);
        m_answer = failure(u"not_allowed"_s, u"no"_s);
        QCOMPARE(run({u"status"_s, u"--json"_s}), 77);
    }

    void failuresHaveTheirExitCodes_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("not logged in") << u"not_logged_in"_s << 77;
        QTest::newRow("wrong code") << u"wrong_code"_s << 77;
        QTest::newRow("code expired") << u"code_expired"_s << 77;
        QTest::newRow("not allowed") << u"not_allowed"_s << 77;
        QTest::newRow("invalid phone") << u"invalid_phone"_s << 64;
        QTest::newRow("no such session") << u"no_session"_s << 64;
        QTest::newRow("bad request") << u"bad_request"_s << 64;
        QTest::newRow("rate limited") << u"rate_limited"_s << 75;
        QTest::newRow("server unreachable") << u"server_unreachable"_s << 75;
        QTest::newRow("server error") << u"server_error"_s << 75;
        QTest::newRow("a code of the future") << u"unheard_of"_s << 75;
    }
    void failuresHaveTheirExitCodes()
    {
        QFETCH(QString, code);
        QFETCH(int, exitCode);
        m_answer = failure(code, u"Said by the app."_s);
        m_stdin = u"123456"_s;
        QCOMPARE(run({u"pair"_s}), exitCode);
        QVERIFY(m_err.startsWith(u"Said by the app.\n"_s));
        QVERIFY(m_out.isEmpty());
        QCOMPARE(run({u"pair"_s, u"--claude"_s}), 0);
        QVERIFY(m_out.startsWith(u"Said by the app.\n"_s));
        QVERIFY(m_err.isEmpty());
        m_answer = failure(code, {});
        QCOMPARE(run({u"pair"_s}), exitCode);
        QVERIFY(m_err.contains(code));
    }

    void withoutTheAppItSaysHowToStartIt()
    {
        for (const auto& [error, exitCode] :
             {std::pair{ClientError::NotRunning, 69}, std::pair{ClientError::NotOurUser, 69},
              std::pair{ClientError::TimedOut, 75}, std::pair{ClientError::BadAnswer, 69}}) {
            m_answer = Unexpected{error};
            for (const QString& command : {u"start"_s, u"stop"_s, u"status"_s, u"logout"_s}) {
                QCOMPARE(run({command}), exitCode);
                QVERIFY(!m_err.isEmpty());
                QVERIFY(m_out.isEmpty());
                QCOMPARE(run({command, u"--claude"_s}), 0);
                QVERIFY(!m_out.isEmpty());
                QVERIFY(m_err.isEmpty());
            }
        }
        m_answer = Unexpected{ClientError::NotRunning};
        QCOMPARE(run({u"logout"_s}), 69);
        QVERIFY(m_err.contains(u"Start it"_s));
    }

    void nextStepsAreNamedWhereTheyAreRead()
    {
        m_answer = failure(u"not_logged_in"_s, u"You are not logged in."_s);
        QCOMPARE(run({u"start"_s, u"--claude"_s}), 0);
        QVERIFY(m_out.contains(u"/tocsin:sms-login"_s));
        QCOMPARE(run({u"start"_s}), 77);
        QVERIFY(m_err.contains(u"tocsin-hookbridge login"_s));
    }

    void helpAndVersionAreEverywhere()
    {
        QCOMPARE(run({u"--help"_s}), 0);
        for (const QString& command :
             {u"hook"_s, u"login"_s, u"pair"_s, u"start"_s, u"stop"_s, u"status"_s, u"logout"_s}) {
            QCOMPARE(run({u"--help"_s}), 0);
            QVERIFY(m_out.contains(u"\n  "_s + command));
            QCOMPARE(run({command, u"--help"_s}), 0);
            for (const QString& code : {u"64"_s, u"69"_s, u"75"_s, u"77"_s})
                QVERIFY2(m_out.contains(code), qPrintable(command));
            QCOMPARE(run({command, u"--version"_s}), 0);
            QCOMPARE(m_out.trimmed(), u"tocsin-hookbridge " TOCSIN_VERSION ""_s);
        }
        QCOMPARE(run({u"--version"_s}), 0);
        QCOMPARE(m_askedTimes, 0);
    }

    void wrongUsageIsSaid()
    {
        QCOMPARE(run({}), 64);
        QVERIFY(m_err.contains(u"COMMAND"_s));
        QCOMPARE(run({u"fly"_s}), 64);
        QVERIFY(m_err.contains(u"fly"_s));
        QCOMPARE(run({u"stop"_s, u"--fly"_s}), 64);
        QVERIFY(m_err.contains(u"stop --help"_s));
        QCOMPARE(run({u"stop"_s, u"--fly"_s, u"--claude"_s}), 0);
        QVERIFY(m_out.contains(u"stop --help"_s));
        QCOMPARE(m_askedTimes, 0);
    }

    void anAnswerWithoutWordsIsDone()
    {
        QCOMPARE(run({u"logout"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"logout"_s}}));
        QCOMPARE(m_out, u"Done.\n"_s);
    }

    void aCommandIsNamedOnce()
    {
        m_answer = failure(u"not_logged_in"_s, u"Log in first: /tocsin:sms-login."_s);
        QCOMPARE(run({u"start"_s, u"--claude"_s}), 0);
        QCOMPARE(m_out.count(u"sms-login"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "test_cli.moc"

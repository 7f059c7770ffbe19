// SPDX-License-Identifier: MIT
#include "cli/cli.h"
#include "core/ipc/replies.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
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
    Program m_program{Program::Bridge};
    QTemporaryDir m_folder;
    bool m_hasQuit{true};
    QList<ipc::Check> m_localChecks;
    bool m_wasToldThatTheAppRuns{false};
    qint64 m_followedFrom{-1};

    int run(const QStringList& arguments)
    {
        m_out.clear();
        m_err.clear();
        QTextStream out{&m_out};
        QTextStream err{&m_err};
        QStringList lines = m_stdin.split(u'\n');
        CliEnvironment surroundings{
            .program = m_program,
            .out = out,
            .err = err,
            .ask =
                [this](const QJsonObject& request) {
                    m_asked = request;
                    ++m_askedTimes;
                    return m_answer;
                },
            .interactive = m_interactive,
            .prompt =
                [this](const QString& question, Echo echo, const std::function<bool()>& /*isOver*/) {
                    m_prompts += question + (echo == Echo::Off ? u"(silent)"_s : u""_s);
                    return std::optional{m_stdin};
                },
            .readLine = [&lines] { return lines.isEmpty() ? QString{} : lines.takeFirst(); },
            .readAll = [this] { return m_stdin; },
            .sessionId = m_sessionId,
            .folder = u"/home/ada/demo"_s};
        surroundings.logFile = m_folder.filePath(u"tocsin.log"_s);
        surroundings.localChecks = [this](bool appRuns) {
            m_wasToldThatTheAppRuns = appRuns;
            return m_localChecks;
        };
        surroundings.waitForQuit = [this] { return m_hasQuit; };
        surroundings.follow = [this](const QString&, qint64 offset) { m_followedFrom = offset; };
        return static_cast<int>(runCli(QStringList{programName(m_program)} + arguments, surroundings));
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
        m_program = Program::Bridge;
        m_hasQuit = true;
        m_followedFrom = -1;
        // Of an option that a command does not have.
        QTest::failOnWarning(QRegularExpression{u"QCommandLineParser"_s});
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

    void loginsAreListedAndEnded()
    {
        m_program = Program::Tocsin;
        m_answer = QJsonObject{{u"ok"_s, true}, {u"message"_s, u"Logins of +1***0123:"_s}};
        QCOMPARE(run({u"logins"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"logins"_s}}));
        QCOMPARE(m_out, u"Logins of +1***0123:\n"_s);
        QCOMPARE(run({u"logins"_s, u"--json"_s}), 0);
        QVERIFY(QJsonDocument::fromJson(m_out.toUtf8()).object().value("ok"_L1).toBool());
        QCOMPARE(run({u"logins"_s, u"revoke"_s, u"lg_01234567"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"revoke_login"_s}, {u"login_id"_s, u"lg_01234567"_s}}));
        m_askedTimes = 0;
        for (const QStringList& wrong :
             {QStringList{u"revoke"_s}, {u"lg_01234567"_s}, {u"revoke"_s, u"a"_s, u"b"_s}})
            QCOMPARE(run(QStringList{u"logins"_s} + wrong), 64);
        QCOMPARE(m_askedTimes, 0);
        m_program = Program::Bridge;
        QCOMPARE(run({u"logins"_s}), 64); // Claude Code needs it not
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

    void aNumberIsTakenHoweverItIsWritten_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("number");
        const QString british = u"+447911123456"_s;
        QTest::newRow("00 for +") << u"0049 170 1234567"_s << u"+491701234567"_s;
        QTest::newRow("trunk zero") << u"+44 (0)7911 123456"_s << british;
        QTest::newRow("trunk zero after 00") << u"0044(0) 7911/123-456"_s << british;
        QTest::newRow("spaced trunk zero") << u"+44 ( 0 ) 7911.123.456"_s << british;
        QTest::newRow("US") << u"+1 (415) 555-0123"_s << u"+14155550123"_s;
        QTest::newRow("dashes of print") << u"+44\u20137911\u2011123456"_s << british;
        QTest::newRow("marks of an address book") << u"\u202a+44 7911 123456\u202c"_s << british;
        QTest::newRow("full width") << u"\uff0b44 \uff17911 123456"_s << british;
        QTest::newRow("Italy keeps its zero") << u"+39 06 1234 5678"_s << u"+390612345678"_s;
        // For the app to refuse.
        QTest::newRow("no country") << u"07911 123456"_s << u"07911123456"_s;
        QTest::newRow("a letter") << u"+44 7911 12345O"_s << u"+44791112345O"_s;
    }
    void aNumberIsTakenHoweverItIsWritten()
    {
        QFETCH(QString, typed);
        QFETCH(QString, number);
        for (const Program program : {Program::Bridge, Program::Tocsin}) {
            m_program = program;
            m_stdin = typed + u'\n';
            QCOMPARE(run({u"login"_s, u"--phone-stdin"_s}), 0);
            QCOMPARE(m_asked.value("phone"_L1).toString(), number);
        }
    }

    void theBrowserMayAskForTheNumber()
    {
        const QJsonObject inBrowser{{u"type"_s, u"login"_s}, {u"browser"_s, true}};
        m_interactive = true;
        m_answer = QJsonObject{{u"ok"_s, true}, {u"message"_s, u"Your browser opens."_s}};
        QCOMPARE(run({u"login"_s, u"--browser"_s}), 0);
        QCOMPARE(m_asked, inBrowser);
        QCOMPARE(m_prompts, QStringList{u"Six-digit code: (silent)"_s});
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
        m_stdin = u"123 456"_s;
        QCOMPARE(run({u"pair"_s}), 0);
        QVERIFY(m_prompts.back().contains(u"(silent)"_s));
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"pair"_s}, {u"code"_s, u"123456"_s}}));
        m_stdin = u"+14155550123"_s;
        QCOMPARE(run({u"login"_s, u"--phone-stdin"_s}), 0);
        QCOMPARE(m_prompts.size(), 1);
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

    void theAppChoosesTheSessionOfACommandOutsideOfOne()
    {
        m_sessionId.clear();
        m_answer = failure(u"no_session"_s, u"Several sessions are running."_s);
        for (const QString& command : {u"start"_s, u"stop"_s}) {
            QCOMPARE(run({command}), 64);
            QCOMPARE(m_asked.value("session_id"_L1).toString(), QString{});
            QVERIFY(m_err.startsWith(u"Several sessions"_s));
        }
    }

    void onlyAPersonNamesASession()
    {
        QCOMPARE(run({u"start"_s}), 0);
        QVERIFY(!m_asked.contains("named"_L1));
        QCOMPARE(run({u"start"_s, u"--session"_s, u"nope"_s}), 0);
        QCOMPARE(m_asked.value("named"_L1), QJsonValue{true});
        // A slash command names the session it runs in, which the app may not have heard of.
        QCOMPARE(run({u"start"_s, u"--claude"_s, u"--session"_s, u"s-3"_s}), 0);
        QCOMPARE(m_asked.value("session_id"_L1).toString(), u"s-3"_s);
        QVERIFY(!m_asked.contains("named"_L1));
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
            QCOMPARE(run({command, u"--version"_s}), 0);
            QCOMPARE(m_out.trimmed(), u"tocsin-hookbridge " TOCSIN_VERSION ""_s);
        }
        QCOMPARE(run({u"--version"_s}), 0);
        QCOMPARE(m_askedTimes, 0);
    }

    void helpListsTheExitCodesThatThereCanBe_data()
    {
        QTest::addColumn<Program>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("codes");
        const auto row = [](Program program, const QString& command, const QString& codes) {
            QStringList arguments{u"--help"_s};
            if (!command.isEmpty())
                arguments.prepend(command);
            QTest::addRow("%s %s", program == Program::Tocsin ? "tocsin" : "bridge", qPrintable(command))
                << program << arguments << codes;
        };
        row(Program::Tocsin, {}, u"0 1 64 69 75 77"_s);
        row(Program::Bridge, {}, u"0 64 69 75 77"_s);
        row(Program::Bridge, u"hook"_s, u"0"_s);
        row(Program::Bridge, u"status"_s, u"0 64 69 75"_s);
        row(Program::Bridge, u"stop"_s, u"0 64 69 75 77"_s);
        row(Program::Tocsin, u"login"_s, u"0 64 69 75 77"_s);
        row(Program::Tocsin, u"test"_s, u"0 1 64 69 75 77"_s);
        row(Program::Tocsin, u"doctor"_s, u"0 1 64"_s);
        row(Program::Tocsin, u"logs"_s, u"0 64"_s);
    }
    void helpListsTheExitCodesThatThereCanBe()
    {
        QFETCH(Program, program);
        QFETCH(QStringList, arguments);
        QFETCH(QString, codes);
        m_program = program;
        static const QRegularExpression code{u"(?:Exit codes:|;)\\s+(\\d+)\\b"_s};
        QCOMPARE(run(arguments), 0);
        QStringList listed;
        for (const QRegularExpressionMatch& match : code.globalMatch(m_out))
            listed << match.captured(1);
        QCOMPARE(listed.join(u' '), codes);
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

    void eachProgramNamesItselfAndItsOwnCommands()
    {
        m_stdin = u"+14155550123"_s;
        for (const Program program : {Program::Bridge, Program::Tocsin}) {
            m_program = program;
            const QString name = programName(program);
            QCOMPARE(run({u"login"_s, u"--phone-stdin"_s}), 0);
            QVERIFY2(m_out.contains(u"To enter the code: "_s + name + u" pair"_s), qPrintable(m_out));
            QCOMPARE(run({u"fly"_s}), 64);
            QCOMPARE(m_err, u"Unknown command \"fly\". Run \"%1 --help\" for a list.\n"_s.arg(name));
            QCOMPARE(run({u"stop"_s, u"--help"_s}), 0);
            QVERIFY2(m_out.startsWith(u"Usage: %1 stop [OPTIONS]\n"_s.arg(name)), qPrintable(m_out));
        }
        for (const QString& command : {u"history"_s, u"logs"_s, u"quit"_s}) {
            m_program = Program::Tocsin;
            QCOMPARE(run({command}), 0);
            m_program = Program::Bridge;
            QCOMPARE(run({command}), 64);
        }
        m_program = Program::Tocsin;
        QCOMPARE(run({u"hook"_s}), 64);
    }

    void whatACommandDoesNotTakeIsRefused()
    {
        m_program = Program::Tocsin;
        for (const QString& command :
             {u"status"_s, u"logout"_s, u"stop"_s, u"quit"_s, u"logs"_s, u"away"_s}) {
            QCOMPARE(run({command, u"shop"_s}), 64);
            QVERIFY2(m_err.startsWith(u"Unexpected argument \"shop\".\n"_s), qPrintable(m_err));
        }
        for (const QString& count : {u"0"_s, u"-1"_s, u"many"_s, u"10001"_s})
            QCOMPARE(run({u"logs"_s, u"--lines="_s + count}), 64);
        QCOMPARE(run({u"history"_s, u"--lines"_s, u"501"_s}), 64);
        QCOMPARE(m_askedTimes, 0);
    }

    void doctorFailsWithTheFirstCheckThatFails()
    {
        m_program = Program::Tocsin;
        const auto check = [](const QString& state, const QString& title, const QString& remedy) {
            return QJsonObject{
                {u"state"_s, state}, {u"id"_s, u"i"_s}, {u"title"_s, title}, {u"remedy"_s, remedy}};
        };
        m_answer = QJsonObject{{u"ok"_s, true},
                               {u"version"_s, QLatin1String{TOCSIN_VERSION}},
                               {u"checks"_s, QJsonArray{check(u"ok"_s, u"Well."_s, {}),
                                                        check(u"warning"_s, u"Odd."_s, u"Look."_s)}}};
        m_localChecks = {
            {.state = ipc::Check::State::Ok, .id = u"plugin"_s, .title = u"Plugin."_s, .remedy = {}}};
        QCOMPARE(run({u"doctor"_s}), 0);
        QCOMPARE(m_out, u"ok  Tocsin %1 is running.\nok  Plugin.\nok  Well.\n!   Odd. Look.\n"_s.arg(
                            QLatin1String{TOCSIN_VERSION}));
        QVERIFY(m_wasToldThatTheAppRuns);
        m_localChecks.first().state = ipc::Check::State::Failed;
        m_localChecks.first().remedy = u"Mend it."_s;
        QCOMPARE(run({u"doctor"_s}), 1);
        QVERIFY(m_out.contains(u"\nx   Plugin. Mend it.\n"_s));
        QCOMPARE(run({u"doctor"_s, u"--json"_s}), 1);
        const QJsonArray all = QJsonDocument::fromJson(m_out.toUtf8()).object().value("checks"_L1).toArray();
        QCOMPARE(all.size(), 4);
        QCOMPARE(all.at(1)["state"_L1].toString(), u"failed"_s);
    }

    void doctorSaysThatTheAppDoesNotRunOrIsAnOtherOne()
    {
        m_program = Program::Tocsin;
        m_localChecks.clear();
        m_answer = QJsonObject{{u"ok"_s, true}, {u"version"_s, u"0.0.9"_s}, {u"checks"_s, QJsonArray{}}};
        QCOMPARE(run({u"doctor"_s}), 0);
        QVERIFY2(m_out.startsWith(u"!   Tocsin 0.0.9 is running. "_s), qPrintable(m_out));
        m_answer = Unexpected{ClientError::NotRunning};
        QCOMPARE(run({u"doctor"_s}), 1);
        QVERIFY2(m_out.startsWith(u"x   Tocsin is not running."_s), qPrintable(m_out));
        QVERIFY(!m_wasToldThatTheAppRuns);
        QVERIFY(m_err.isEmpty());
    }

    void quitWaitsForTheApp()
    {
        m_program = Program::Tocsin;
        QCOMPARE(run({u"quit"_s}), 0);
        QCOMPARE(m_asked, (QJsonObject{{u"type"_s, u"quit"_s}}));
        QCOMPARE(m_out, u"Tocsin has quit.\n"_s);
        m_hasQuit = false;
        QCOMPARE(run({u"quit"_s}), 75);
        m_answer = Unexpected{ClientError::NotRunning};
        QCOMPARE(run({u"quit"_s}), 69);
    }

    void logsArePrintedWithTheirPath()
    {
        m_program = Program::Tocsin;
        const QString path = m_folder.filePath(u"tocsin.log"_s);
        QCOMPARE(run({u"logs"_s}), 0);
        QCOMPARE(m_out.section(u'\n', 0, 0), path);
        QVERIFY(m_out.contains(u"no log yet"_s));
        const auto write = [](const QString& file, const QByteArray& text) {
            QFile log{file};
            return log.open(QIODevice::WriteOnly) && log.write(text) == text.size();
        };
        QVERIFY(write(path + u".1"_s, "one\ntwo\n"));
        QVERIFY(write(path, "three\nfour\n"));
        QCOMPARE(run({u"logs"_s}), 0);
        QCOMPARE(m_out, path + u"\none\ntwo\nthree\nfour\n"_s);
        QCOMPARE(run({u"logs"_s, u"--lines=3"_s}), 0);
        QCOMPARE(m_out, path + u"\ntwo\nthree\nfour\n"_s);
        QCOMPARE(run({u"logs"_s, u"--lines"_s, u"1"_s, u"--follow"_s}), 0);
        QCOMPARE(m_out, path + u"\nfour\n"_s);
        QCOMPARE(m_followedFrom, 11);
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

// SPDX-License-Identifier: MIT
#include "bridge_process.h"
#include "core/ipc/local_server.h"
#include "core/ipc/replies.h"
#include "core/ipc/spool.h"
#include "core/ipc/spool_writer.h"
#include "tests/support/typed_terminal.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QSignalSpy>
#include <QSysInfo>
#include <QTest>
#include <QUuid>

#include <csignal>
#include <memory>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

using namespace tocsin;
using namespace tocsin::test;

/// The real process, as Claude Code runs it.
class TestHookProcess final : public QObject
{
    Q_OBJECT

    std::unique_ptr<BridgeHome> m_home;
    QProcessEnvironment m_environment;

    enum class Stdin : uint8_t { Closed, LeftOpen };

    struct Run
    {
        int exitCode{-1};
        bool crashed{false};
        QByteArray printed; ///< on either stream
        qint64 ms{0};
    };

    [[nodiscard]] Run run(const QByteArray& input, Stdin after = Stdin::Closed,
                          const QStringList& arguments = {u"hook"_s}) const
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        QSignalSpy finished{&process, &QProcess::finished};
        QElapsedTimer time;
        process.start(BridgeProgram, arguments);
        if (!process.waitForStarted())
            return {};
        time.start();
        process.write(input);
        if (after == Stdin::Closed)
            process.closeWriteChannel();
        if (process.state() != QProcess::NotRunning && finished.empty())
            finished.wait(20'000);
        return {process.exitCode(), process.exitStatus() == QProcess::CrashExit, process.readAll(),
                time.elapsed()};
    }
    static void verifyQuiet(const Run& run)
    {
        QVERIFY(!run.crashed);
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.printed, QByteArray{});
    }

    /// Runs it until it took less than 300 ms, three times at most: a machine that does other things too may
    /// hold any process up once. Returns how often it ran.
    [[nodiscard]] int runInTime(const QByteArray& input, Stdin after = Stdin::Closed) const
    {
        for (int times = 1; times <= 3; ++times) {
            const Run once = run(input, after);
            if (once.exitCode != 0 || once.crashed || !once.printed.isEmpty())
                return 0;
            if (once.ms < 300)
                return times;
        }
        return 0;
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<BridgeHome>();
        m_environment = m_home->environment();
    }

    void handsEveryKindOfEventOver_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList all =
            QDir{QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads")}.entryList({u"*.json"_s});
        QVERIFY(all.size() >= 10);
        for (const QString& file : all)
            QTest::newRow(qPrintable(file)) << file.chopped(5);
    }
    void handsEveryKindOfEventOver()
    {
        QFETCH(QString, name);
        LocalServer server;
        QVERIFY(!server.listen(m_home->socket()));
        QList<QJsonObject> taken;
        connect(&server, &LocalServer::requestReceived, this,
                [&](const QJsonObject& request, const Reply& reply) {
                    taken += request;
                    reply.ok();
                });
        verifyQuiet(run(payload(name)));
        QCOMPARE(taken.size(), 1);
        QCOMPARE(taken.front().value("type"_L1).toString(), u"hook"_s);
        QCOMPARE(taken.front().value("event"_L1).toObject(), QJsonDocument::fromJson(payload(name)).object());
        QVERIFY(m_home->spooled().isEmpty());
        QVERIFY(m_home->logText().isEmpty());
    }

    void addsWhatOnlyItCanSee()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_home->socket()));
        QJsonObject request;
        connect(&server, &LocalServer::requestReceived, this,
                [&](const QJsonObject& taken, const Reply& reply) {
                    request = taken;
                    reply.ok();
                });
        m_environment.insert(u"CLAUDE_CODE_SESSION_ID"_s, u"s-1"_s);
        m_environment.insert(u"TMUX_PANE"_s, u"%3"_s);
        m_environment.insert(u"WINDOWID"_s, u"4194310"_s);
        m_environment.insert(u"KONSOLE_DBUS_SERVICE"_s, u":1.42"_s);
        m_environment.insert(u"KITTY_LISTEN_ON"_s, u"unix:/"_s + QString{300, u'x'});
        m_environment.insert(u"SSH_CONNECTION"_s, u"192.0.2.7 50022 192.0.2.8 22"_s);
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        verifyQuiet(run(payload(u"stop"_s)));
        QVERIFY(!QUuid::fromString(request.value("id"_L1).toString()).isNull());
        QCOMPARE(request.value("boot_id"_L1).toString(), QString::fromLatin1(QSysInfo::bootUniqueId()));
        QVERIFY(request.value("monotonic_ns"_L1).toString().toULongLong() > 0);
        const qint64 wall = request.value("wall_ms"_L1).toString().toLongLong();
        QVERIFY(wall >= before && wall <= QDateTime::currentMSecsSinceEpoch());
        QCOMPARE(request.value("hostname"_L1).toString(), QHostInfo::localHostName());
        const QJsonObject claude = request.value("claude"_L1).toObject();
        QCOMPARE(claude.value("session_id"_L1).toString(), u"s-1"_s);
        QCOMPARE(claude.value("pid"_L1).toInteger(), QCoreApplication::applicationPid());
        QFile stat{u"/proc/self/stat"_s};
        QVERIFY(stat.open(QIODevice::ReadOnly));
        const QByteArray afterName = stat.readAll().split(')').last();
        QCOMPARE(claude.value("start_time"_L1).toString().toLatin1(), afterName.split(' ').at(20));
        const QJsonObject terminal = request.value("terminal"_L1).toObject();
        QCOMPARE(terminal.value("TMUX_PANE"_L1).toString(), u"%3"_s);
        QCOMPARE(terminal.value("WINDOWID"_L1).toString(), u"4194310"_s);
        QCOMPARE(terminal.value("KONSOLE_DBUS_SERVICE"_L1).toString(), u":1.42"_s);
        QVERIFY(!terminal.contains("KITTY_LISTEN_ON"_L1)); // cut, it would be another socket
        QCOMPARE(terminal.value("SSH_CONNECTION"_L1).toString(), u"- 50022 - 22"_s); // no addresses
    }

    void saysWhichTerminalClaudeRunsIn_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<bool>("hasTerminal");
        const QString hook = u"CLAUDE_PID=$$ %1 hook <%2 >/dev/null 2>&1; cat"_s;
        QTest::newRow("in a terminal") << hook << true;
        QTest::newRow("the hook is in no terminal itself")
            << u"CLAUDE_PID=$$ setsid --wait %1 hook <%2 >/dev/null 2>&1; cat"_s << true;
        QTest::newRow("in no terminal")
            << u"setsid sh -c 'CLAUDE_PID=$$ %1 hook <%2 >/dev/null 2>&1; cat'"_s << false;
    }
    void saysWhichTerminalClaudeRunsIn()
    {
        QFETCH(QString, command);
        QFETCH(bool, hasTerminal);
        LocalServer server;
        QVERIFY(!server.listen(m_home->socket()));
        QJsonObject request;
        connect(&server, &LocalServer::requestReceived, this,
                [&](const QJsonObject& taken, const Reply& reply) {
                    request = taken;
                    reply.ok();
                });
        TypedTerminal terminal;
        const QString document = QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads/stop.json");
        QVERIFY(terminal.run(u"sh"_s, {u"-c"_s, command.arg(BridgeProgram, document)}, m_environment));
        QTRY_VERIFY(!request.isEmpty());
        const QJsonObject claude = request.value("claude"_L1).toObject();
        QCOMPARE(claude.value("tty"_L1).toString(), hasTerminal ? terminal.device() : QString{});
        QCOMPARE(claude.contains("tty"_L1), hasTerminal);
    }

    void saysWhatKindOfSessionItIs_data()
    {
        QTest::addColumn<QString>("entrypoint");
        QTest::addColumn<QString>("attended");
        QTest::newRow("terminal") << u"cli"_s << u"1"_s;
        QTest::newRow("headless") << u"sdk-cli"_s << u"0"_s;
        QTest::newRow("2.1.197") << u"cli"_s << QString{};
        QTest::newRow("unknown") << QString{} << QString{};
    }
    void saysWhatKindOfSessionItIs()
    {
        QFETCH(QString, entrypoint);
        QFETCH(QString, attended);
        if (!entrypoint.isEmpty())
            m_environment.insert(u"CLAUDE_CODE_ENTRYPOINT"_s, entrypoint);
        if (!attended.isEmpty())
            m_environment.insert(u"CLAUDE_CODE_SESSION_ATTENDED"_s, attended);
        verifyQuiet(run(payload(u"stop"_s)));
        const QJsonObject claude = m_home->spooledRequest().value("claude"_L1).toObject();
        QCOMPARE(claude.value("entrypoint"_L1).toString(), entrypoint);
        QCOMPARE(claude.value("attended"_L1).toString(), attended);
        QCOMPARE(claude.contains("entrypoint"_L1), !entrypoint.isEmpty());
        QCOMPARE(claude.contains("attended"_L1), !attended.isEmpty());
        QVERIFY(!claude.contains("teammate"_L1));
    }

    void knowsATeammateByItsCommandLine_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<bool>("isTeammate");
        QTest::newRow("teammate") << QStringList{u"--agent-id"_s, u"api@shop"_s,    u"--agent-name"_s,
                                                 u"api"_s,        u"--team-name"_s, u"shop"_s}
                                  << true;
        QTest::newRow("joined values")
            << QStringList{u"--agent-id=-a@shop"_s, u"--team-name=-shop"_s} << true;
        QTest::newRow("a long prompt after them")
            << QStringList{u"--agent-id"_s, u"a@t"_s, u"--team-name"_s, u"t"_s, QString{100'000, u'x'}}
            << true;
        QTest::newRow("person") << QStringList{u"--model"_s, u"opus"_s} << false;
        QTest::newRow("other options that begin so")
            << QStringList{u"--agent"_s, u"reviewer"_s, u"--agent-idle"_s, u"--team-names"_s} << false;
        QTest::newRow("a prompt about them")
            << QStringList{u"--"_s, u"--agent-id"_s, u"a"_s, u"--team-name"_s, u"t"_s} << false;
        QTest::newRow("the lead") << QStringList{u"--team-name"_s, u"t"_s} << false;
    }
    void knowsATeammateByItsCommandLine()
    {
        QFETCH(QStringList, options);
        QFETCH(bool, isTeammate);
        QProcess claude; // any program; Claude's options are its arguments
        claude.start(u"/bin/sh"_s, QStringList{u"-c"_s, u"read line"_s, u"claude"_s} + options);
        QVERIFY(claude.waitForStarted());
        m_environment.insert(u"CLAUDE_PID"_s, QString::number(claude.processId()));
        verifyQuiet(run(payload(u"stop"_s)));
        claude.closeWriteChannel();
        QVERIFY(claude.waitForFinished());
        const QJsonObject object = m_home->spooledRequest().value("claude"_L1).toObject();
        QCOMPARE(object.value("pid"_L1).toInteger() > 1, true);
        QCOMPARE(object.value("teammate"_L1).toBool(), isTeammate);
    }

    void believesClaudesOwnPid()
    {
        m_environment.insert(u"CLAUDE_PID"_s, QString::number(::getppid()));
        verifyQuiet(run(payload(u"stop"_s)));
        const QJsonObject claude = m_home->spooledRequest().value("claude"_L1).toObject();
        QCOMPARE(claude.value("pid"_L1).toInteger(), qint64{::getppid()});
        QVERIFY(!claude.value("start_time"_L1).toString().isEmpty());
    }

    void withoutTheAppTheEventWaitsInTheSpool()
    {
        const int times = runInTime(payload(u"permission-request"_s));
        QVERIFY(times > 0);
        QCOMPARE(m_home->spooled().size(), times);
        struct stat info
        {};
        QCOMPARE(
            ::stat(QFile::encodeName(m_home->spool() + u'/' + m_home->spooled().first()).constData(), &info),
            0);
        QCOMPARE(info.st_mode & 0777, mode_t{0600});
        QCOMPARE(m_home->logged().value("event"_L1).toString(), u"spooled"_s);

        Spool spool{m_home->spool()};
        QSignalSpy received{&spool, &Spool::requestReceived};
        QCOMPARE(spool.drain(), times);
        QCOMPARE(received.front().front().toJsonObject().value("event"_L1).toObject(),
                 QJsonDocument::fromJson(payload(u"permission-request"_s)).object());
    }

    void anAppThatDoesNotAnswerCostsNoMore()
    {
        LocalServer silent; // takes the request, never answers
        QVERIFY(!silent.listen(m_home->socket()));
        const int times = runInTime(payload(u"stop"_s));
        QVERIFY(times > 0);
        QCOMPARE(m_home->spooled().size(), times);
        QCOMPARE(m_home->logged().value("reason"_L1).toString(), u"timed_out"_s);
    }

    void aStoppedAppCostsNoMore()
    {
        QVERIFY(QDir{}.mkpath(QFileInfo{m_home->socket()}.absolutePath()));
        const int frozen = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); // nobody accepts
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(m_home->socket()).constData(), sizeof address.sun_path);
        QCOMPARE(::bind(frozen, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        QCOMPARE(::listen(frozen, 8), 0);
        const int times = runInTime(payload(u"stop"_s));
        ::close(frozen);
        QVERIFY(times > 0);
        QCOMPARE(m_home->spooled().size(), times);
    }

    void whatTheAppCannotTakeNowWaitsInTheSpool()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_home->socket()));
        connect(&server, &LocalServer::requestReceived, this,
                [](const QJsonObject&, const Reply& reply) { reply.fail(ipc::ErrorCode::Busy, u"later"_s); });
        verifyQuiet(run(payload(u"stop"_s)));
        QCOMPARE(m_home->spooled().size(), 1);
        QCOMPARE(m_home->logged().value("reason"_L1).toString(), u"not_taken"_s);
    }

    void aRefusedEventIsNotSpooled()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_home->socket()));
        connect(&server, &LocalServer::requestReceived, this, [](const QJsonObject&, const Reply& reply) {
            reply.fail(ipc::ErrorCode::BadRequest, u"no"_s);
        });
        verifyQuiet(run(payload(u"stop"_s)));
        QVERIFY(m_home->spooled().isEmpty());
        QCOMPARE(m_home->logged().value("reason"_L1).toString(), u"refused"_s);
    }

    void nonsenseIsDroppedWithAReason_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("reason");
        QTest::newRow("empty") << QByteArray{} << u"empty"_s;
        QTest::newRow("blank") << " \n"_ba << u"empty"_s;
        QTest::newRow("no JSON") << "hello {}"_ba << u"malformed"_s;
        QTest::newRow("array") << "[{}]"_ba << u"malformed"_s;
        QTest::newRow("malformed") << "{\"hook_event_name\": Stop}"_ba << u"malformed"_s;
        QTest::newRow("wrong bracket") << "{\"a\":[1}}"_ba << u"malformed"_s;
        QTest::newRow("half") << payload(u"stop"_s).left(100) << u"truncated"_s;
        QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << u"malformed"_s;
        QTest::newRow("half a string") << "{\"a\":\"caf\xE9"_ba << u"truncated"_s;
        QTest::newRow("only a byte order mark") << "\xEF\xBB\xBF"_ba << u"empty"_s;
    }
    void nonsenseIsDroppedWithAReason()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, reason);
        verifyQuiet(run(input));
        QVERIFY(m_home->spooled().isEmpty());
        QCOMPARE(m_home->logText().count('\n'), 1);
        QCOMPARE(m_home->logged().value("event"_L1).toString(), u"dropped"_s);
        QCOMPARE(m_home->logged().value("reason"_L1).toString(), reason);
        struct stat info
        {};
        QCOMPARE(::stat(QFile::encodeName(m_home->log()).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t{0600});
    }

    void whatCanBeReadOfADocumentArrives_data()
    {
        QTest::addColumn<QByteArray>("input");
        const QByteArray begin = "{\"hook_event_name\":\"PermissionRequest\",\"tool_name\":\"Write\",\"tool_"
                                 "input\":{\"content\":\"";
        const QByteArray end = "\",\"file_path\":\"/a\"}}";
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + begin + "x" + end;
        QTest::newRow("one byte that is no text") << begin + "caf\xE9" + end;
        QTest::newRow("a binary file") << begin + QByteArray("\x89PNG\0\xFF\xFE", 7) + end;
        QTest::newRow("2 MiB") << begin + QByteArray(2 * 1024 * 1024, 'x') + end;
        QTest::newRow("20 MiB") << begin + QByteArray(20 * 1024 * 1024, 'x') + end;
        QTest::newRow("20 MiB that are no text") << begin + QByteArray(20 * 1024 * 1024, '\xB0') + end;
    }
    void whatCanBeReadOfADocumentArrives()
    {
        QFETCH(QByteArray, input);
        verifyQuiet(run(input));
        QCOMPARE(m_home->spooled().size(), 1);
        const QJsonObject event = m_home->spooledRequest().value("event"_L1).toObject();
        QCOMPARE(event.value("tool_name"_L1).toString(), u"Write"_s);
        QCOMPARE(event.value("tool_input"_L1).toObject().value("file_path"_L1).toString(), u"/a"_s);
        QVERIFY(event.value("tool_input"_L1).toObject().value("content"_L1).toString().size() < 5000);
    }

    void aDocumentWithoutEndIsDropped()
    {
        verifyQuiet(run("{\"secret\":\"" + QByteArray(70 * 1024 * 1024, 'x') + "\"}"));
        QCOMPARE(m_home->logged().value("event"_L1).toString(), u"dropped"_s);
        const QString reason = m_home->logged().value("reason"_L1).toString();
        // A slow machine may not get through 64 MiB in the time there is.
        QVERIFY2(reason == "too_large"_L1 || reason == "timed_out"_L1, qPrintable(reason));
        QVERIFY(!m_home->logText().contains("xxx"));
        QVERIFY(!m_home->logText().contains("secret"));
    }

    void aStdinThatIsNeverClosedDoesNotHangIt()
    {
        const int times = runInTime(payload(u"stop"_s), Stdin::LeftOpen);
        QVERIFY(times > 0);
        QCOMPARE(m_home->spooled().size(), times);
        verifyQuiet(run(payload(u"stop"_s).left(100), Stdin::LeftOpen));
        QCOMPARE(m_home->logged().value("reason"_L1).toString(), u"timed_out"_s);
        QCOMPARE(m_home->logged().value("bytes"_L1).toInt(), 100);
        verifyQuiet(run({}, Stdin::LeftOpen));
        QCOMPARE(m_home->logged().value("reason"_L1).toString(), u"timed_out"_s);
        QCOMPARE(m_home->logged().value("bytes"_L1).toInt(), 0);
    }

    void anEventThatClaudeWritesLateStillArrives_data()
    {
        QTest::addColumn<bool>("inTwoParts");
        QTest::newRow("nothing at first") << false;
        QTest::newRow("half of it at first") << true;
    }
    void anEventThatClaudeWritesLateStillArrives()
    {
        QFETCH(bool, inTwoParts);
        LocalServer server;
        QVERIFY(!server.listen(m_home->socket()));
        int received = 0;
        connect(&server, &LocalServer::requestReceived, this, [&](const QJsonObject&, const Reply& reply) {
            ++received;
            reply.ok();
        });
        const QByteArray document = payload(u"permission-request"_s);
        const qsizetype early = inTwoParts ? document.size() / 2 : 0;
        std::vector<std::unique_ptr<QProcess>> hooks(8);
        for (auto& hook : hooks) {
            hook = std::make_unique<QProcess>();
            hook->setProcessEnvironment(m_environment);
            hook->start(BridgeProgram, {u"hook"_s});
            hook->write(document.first(early));
        }
        QTest::qWait(500); // far longer than a quick machine needs
        for (auto& hook : hooks) {
            QCOMPARE(hook->state(), QProcess::Running);
            hook->write(document.sliced(early));
            hook->closeWriteChannel();
        }
        for (auto& hook : hooks)
            QTRY_COMPARE_WITH_TIMEOUT(hook->state(), QProcess::NotRunning, 20'000);
        QCOMPARE(received + m_home->spooled().size(), 8);
        QVERIFY(!m_home->logText().contains("\"dropped\""));
    }

    void signalsDoNotStopTheHandOver_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGPIPE") << SIGPIPE;
    }
    void signalsDoNotStopTheHandOver()
    {
        QFETCH(int, signal);
        LocalServer server;
        QVERIFY(!server.listen(m_home->socket()));
        QProcess process;
        int received = 0;
        connect(&server, &LocalServer::requestReceived, this, [&](const QJsonObject&, const Reply& reply) {
            ++received;
            ::kill(static_cast<pid_t>(process.processId()), signal); // in the middle of it
            reply.ok();
        });
        process.setProcessEnvironment(m_environment);
        QSignalSpy finished{&process, &QProcess::finished};
        process.start(BridgeProgram, {u"hook"_s});
        process.write(payload(u"stop-failure"_s));
        QVERIFY(finished.count() == 1 || finished.wait(20'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(received, 1);
        QVERIFY(m_home->logText().isEmpty());
    }

    void aFullSpoolDropsAndSaysSo()
    {
        for (quint64 i = 0; i < MaxSpoolFiles; ++i)
            QVERIFY(!writeSpoolFile(m_home->spool(),
                                    {.bootId = "b", .monotonicNs = i, .id = QByteArray::number(i)}, "{}"));
        verifyQuiet(run(payload(u"stop"_s)));
        QCOMPARE(m_home->spooled().size(), MaxSpoolFiles);
        QCOMPARE(m_home->logged().value("reason"_L1).toString(), u"spool_full"_s);
    }

    void staysQuietWhenItCanWriteNowhere()
    {
        m_environment.insert(u"XDG_STATE_HOME"_s, u"/proc/nowhere"_s);
        verifyQuiet(run(payload(u"stop"_s)));
        verifyQuiet(run("nonsense"));
    }

    void neverFailsWhateverItIsCalledWith()
    {
        verifyQuiet(run(payload(u"stop"_s), Stdin::Closed, {u"hook"_s, u"--no-such-option"_s, u"x"_s}));
    }

    void theLogIsTurnedOverAtAMebibyte()
    {
        QVERIFY(QDir{}.mkpath(QFileInfo{m_home->log()}.absolutePath()));
        QFile log{m_home->log()};
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write(QByteArray(1024 * 1024 + 1, '\n'));
        log.close();
        verifyQuiet(run("nonsense"));
        QVERIFY(QFileInfo{m_home->log()}.size() < 1000);
        QVERIFY(QFileInfo{m_home->log() + u".1"_s}.size() > 1024 * 1024);
    }
};

QTEST_GUILESS_MAIN(TestHookProcess)
#include "test_hook_process.moc"

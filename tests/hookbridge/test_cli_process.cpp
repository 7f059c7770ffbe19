// SPDX-License-Identifier: MIT
#include "bridge_process.h"
#include "core/ipc/local_server.h"

#include <QFileInfo>
#include <QSettings>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <memory>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

using namespace tocsin;
using namespace tocsin::test;

/// The commands as the real process: streams, exit codes, and a terminal.
class TestCliProcess final : public QObject
{
    Q_OBJECT

    std::unique_ptr<BridgeHome> m_home;
    std::unique_ptr<LocalServer> m_server;
    QJsonObject m_request;
    QJsonObject m_answer;
    QString m_locale;

    struct Run
    {
        int exitCode{-1};
        QString out;
        QString err;
    };
    [[nodiscard]] Run run(const QStringList& arguments, const QByteArray& input = {},
                          const QString& program = BridgeProgram) const
    {
        QProcess process;
        QProcessEnvironment environment = m_home->environment();
        environment.insert(u"CLAUDE_CODE_SESSION_ID"_s, u"s-1"_s);
        environment.insert(u"LC_ALL"_s, m_locale);
        process.setProcessEnvironment(environment);
        QSignalSpy finished{&process, &QProcess::finished};
        process.start(program, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (finished.empty())
            finished.wait(30'000);
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    /// The bridge on a terminal of its own.
    struct OnTerminal
    {
        int fd{-1};
        pid_t pid{-1};
        QByteArray screen{};
        int status{-1};
        bool gone{false};

        [[nodiscard]] bool echoes() const
        {
            termios settings{};
            ::tcgetattr(fd, &settings);
            return (settings.c_lflag & ECHO) != 0;
        }
        void look()
        {
            char buffer[1024];
            for (ssize_t size = 0; (size = ::read(fd, buffer, sizeof buffer)) > 0;)
                screen.append(buffer, size);
        }
        void type(const QByteArray& keys) const
        {
            QCOMPARE(::write(fd, keys.constData(), static_cast<size_t>(keys.size())), keys.size());
        }
        /// Stays true once it is; `status` is as waitpid(2) gives it.
        [[nodiscard]] bool ended()
        {
            gone = gone || ::waitpid(pid, &status, WNOHANG) == pid;
            return gone;
        }
    };
    [[nodiscard]] OnTerminal startOnTerminal(const char* command) const
    {
        const QStringList variables = m_home->environment().toStringList();
        std::vector<QByteArray> kept;
        for (const QString& variable : variables)
            kept.push_back(variable.toLocal8Bit());
        std::vector<char*> environment;
        for (QByteArray& variable : kept)
            environment.push_back(variable.data());
        environment.push_back(nullptr);
        QByteArray program = QFile::encodeName(BridgeProgram);
        QByteArray argument{command};
        char* arguments[]{program.data(), argument.data(), nullptr};
        OnTerminal terminal;
        terminal.pid = ::forkpty(&terminal.fd, nullptr, nullptr, nullptr);
        if (terminal.pid == 0) {
            ::execve(program.constData(), arguments, environment.data());
            ::_exit(127);
        }
        ::fcntl(terminal.fd, F_SETFL, O_NONBLOCK);
        return terminal;
    }

private Q_SLOTS:
    void init()
    {
        m_server.reset(); // before its folder goes
        m_home = std::make_unique<BridgeHome>();
        m_server = std::make_unique<LocalServer>();
        m_request = {};
        m_answer = {{u"ok"_s, true}};
        m_locale = u"C.UTF-8"_s;
        QVERIFY(!m_server->listen(m_home->socket()));
        connect(m_server.get(), &LocalServer::requestReceived, this,
                [this](const QJsonObject& request, const Reply& reply) {
                    m_request = request;
                    reply.send(m_answer);
                });
    }

    void asksTheAppAndTellsItsAnswer()
    {
        m_answer = {{u"ok"_s, true}, {u"message"_s, u"Größe"_s}};
        const Run started = run({u"start"_s, u"--args-from-stdin"_s}, "it's $(id) & co – Größe\n");
        QCOMPARE(started.exitCode, 0);
        QCOMPARE(m_request.value("description"_L1).toString(), u"it's $(id) & co – Größe"_s);
        QCOMPARE(m_request.value("session_id"_L1).toString(), u"s-1"_s);
        QVERIFY(started.out.contains(u"Größe"_s));
        QVERIFY(started.err.isEmpty());
    }

    void readsNumberAndCodeFromAPipe()
    {
        QCOMPARE(run({u"login"_s}, "+14155550123\n").exitCode, 0);
        QCOMPARE(m_request.value("phone"_L1).toString(), u"+14155550123"_s);
        QCOMPARE(run({u"pair"_s}, "123456").exitCode, 0);
        QCOMPARE(m_request.value("code"_L1).toString(), u"123456"_s);
        QCOMPARE(run({u"pair"_s}).exitCode, 64);
    }

    void complainsOnStderrWithACode()
    {
        m_answer = {
            {u"ok"_s, false},
            {u"error"_s, QJsonObject{{u"code"_s, u"not_logged_in"_s}, {u"message"_s, u"Please log in."_s}}}};
        const Run failed = run({u"start"_s});
        QCOMPARE(failed.exitCode, 77);
        QVERIFY(failed.out.isEmpty());
        QVERIFY(failed.err.startsWith(u"Please log in."_s));
        const Run shown = run({u"start"_s, u"--claude"_s});
        QCOMPARE(shown.exitCode, 0);
        QVERIFY(shown.out.startsWith(u"Please log in."_s));
        QVERIFY(shown.err.isEmpty());
    }

    void saysWhenTheAppIsNotRunning()
    {
        m_server->close();
        const Run absent = run({u"status"_s});
        QCOMPARE(absent.exitCode, 69);
        QVERIFY(absent.err.contains(u"not running"_s));
        QCOMPARE(run({u"status"_s, u"--claude"_s}).exitCode, 0);
        QVERIFY(m_home->spooled().isEmpty());
    }

    void speaksTheUsersLanguage()
    {
        m_server->close();
        m_locale = u"de_DE.UTF-8"_s;
        QVERIFY(run({u"status"_s}).err.contains(u"läuft nicht"_s));
        m_locale = u"fr_FR.UTF-8"_s;
        QVERIFY(run({u"status"_s}).err.contains(u"n’est pas en marche"_s));
        // The one that was chosen for the app goes first.
        QVERIFY(QDir{}.mkpath(QFileInfo{m_home->settings()}.path()));
        for (const auto& [code, words] :
             {std::pair{u"de"_s, u"läuft nicht"_s}, {u"en"_s, u"not running"_s}}) {
            QSettings{m_home->settings(), QSettings::IniFormat}.setValue(u"language"_s, code);
            QVERIFY(run({u"status"_s}).err.contains(words));
        }
    }

    void whatSshCarriesHereMayTellAndLookOnly()
    {
        const QTemporaryDir dir;
        const QString ssh =
            dir.filePath(u"ssh"_s); // the app goes by the name of the process at the other end
        QVERIFY(QFile::copy(BridgeProgram, ssh));
        const Run looked = run({u"status"_s}, {}, ssh);
        QCOMPARE(looked.exitCode, 0);
        QCOMPARE(m_request.value("type"_L1).toString(), u"status"_s);
        QCOMPARE(run({u"hook"_s}, payload(u"stop"_s), ssh).exitCode, 0);
        QCOMPARE(m_request.value("type"_L1).toString(), u"hook"_s);
        for (const QString& command : {u"start"_s, u"stop"_s, u"logout"_s}) {
            m_request = {};
            QCOMPARE(run({command}, {}, ssh).exitCode, 77);
            QVERIFY(m_request.isEmpty());
        }
    }

    void everyCommandHasHelpAndVersion()
    {
        for (const QString& command :
             {u"hook"_s, u"login"_s, u"pair"_s, u"start"_s, u"stop"_s, u"status"_s, u"logout"_s}) {
            const Run help = run({command, u"--help"_s});
            QCOMPARE(help.exitCode, 0);
            QVERIFY(help.out.contains(command));
            QCOMPARE(run({command, u"--version"_s}).out.trimmed(), u"tocsin-hookbridge " TOCSIN_VERSION ""_s);
        }
        QCOMPARE(run({u"fly"_s}).exitCode, 64);
    }

    void theCodeIsNotShownOnATerminal()
    {
        OnTerminal terminal = startOnTerminal("pair");
        QTRY_VERIFY((terminal.look(), terminal.screen.contains("code")));
        QTRY_VERIFY(!terminal.echoes());
        terminal.type("123456\n");
        QTRY_VERIFY((terminal.look(), terminal.ended()));
        QCOMPARE(terminal.status, 0);
        QCOMPARE(m_request.value("code"_L1).toString(), u"123456"_s);
        QVERIFY(!terminal.screen.contains("123456"));
        QVERIFY2(!terminal.screen.contains("QCommandLineParser"), terminal.screen.constData());
        ::close(terminal.fd);
    }

    void aCodeThatWasNotDeliveredEndsThePrompt()
    {
        m_answer = {{u"ok"_s, true}, {u"awaited"_s, true}};
        OnTerminal terminal = startOnTerminal("login");
        QTRY_VERIFY((terminal.look(), terminal.screen.contains("hone number")));
        terminal.type("+14155550123\n");
        QTRY_VERIFY((terminal.look(), terminal.screen.contains("code: ")));
        QTRY_VERIFY(!terminal.echoes());
        terminal.type("98"); // half a code
        m_answer = {{u"ok"_s, false},
                    {u"error"_s, QJsonObject{{u"code"_s, u"code_undelivered"_s},
                                             {u"message"_s, u"It could not be delivered."_s}}}};
        QTRY_VERIFY_WITH_TIMEOUT((terminal.look(), terminal.ended()), 30'000);
        terminal.look();
        QCOMPARE(WEXITSTATUS(terminal.status), 77);
        QCOMPARE(m_request.value("type"_L1).toString(), u"code_status"_s);
        QVERIFY2(terminal.screen.contains("code: \r\nIt could not be delivered.\r\n"),
                 terminal.screen.constData());
        QVERIFY(!terminal.screen.contains("98"));
        ::close(terminal.fd);
    }

    void theNumberIsShownOnATerminal()
    {
        OnTerminal terminal = startOnTerminal("login");
        QTRY_VERIFY((terminal.look(), terminal.screen.contains("hone number")));
        terminal.type("+14155550123\n");
        QTRY_VERIFY((terminal.look(), terminal.screen.contains("code: ")));
        QCOMPARE(m_request.value("phone"_L1).toString(), u"+14155550123"_s);
        QTRY_VERIFY(!terminal.echoes());
        terminal.type("123456\n");
        QTRY_VERIFY((terminal.look(), terminal.ended()));
        QCOMPARE(terminal.status, 0);
        QVERIFY(terminal.screen.contains("+14155550123"));
        QVERIFY(!terminal.screen.contains("123456"));
        QVERIFY2(!terminal.screen.contains("QCommandLineParser"), terminal.screen.constData());
        QCOMPARE(m_request.value("code"_L1).toString(), u"123456"_s);
        ::close(terminal.fd);
    }

    void aSignalLeavesTheTerminalAsItWas()
    {
        OnTerminal terminal = startOnTerminal("pair");
        QTRY_VERIFY((terminal.look(), terminal.screen.contains("code")));
        QTRY_VERIFY(!terminal.echoes());
        char name[128];
        QCOMPARE(::ptsname_r(terminal.fd, name, sizeof name), 0);
        const int held = ::open(name, O_RDWR | O_NOCTTY);
        QVERIFY(held >= 0);
        terminal.type("\x03"); // ^C
        QTRY_VERIFY(terminal.ended());
        QVERIFY(WIFSIGNALED(terminal.status));
        QCOMPARE(WTERMSIG(terminal.status), SIGINT);
        QVERIFY(terminal.echoes());
        QVERIFY(m_request.isEmpty());
        for (const int fd : {held, terminal.fd})
            ::close(fd);
    }
};

QTEST_GUILESS_MAIN(TestCliProcess)
#include "test_cli_process.moc"

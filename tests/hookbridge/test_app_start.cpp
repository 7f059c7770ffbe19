// SPDX-License-Identifier: MIT
#include "bridge_process.h"
#include "core/ipc/auto_start_guard.h"
#include "core/ipc/local_server.h"

#include <QLocalServer>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <memory>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

using namespace tocsin;
using namespace tocsin::test;

/// A hook starts the app. In the app's place stands a script that writes down how it was started, and ends.
class TestAppStart final : public QObject
{
    Q_OBJECT

    std::unique_ptr<BridgeHome> m_home;
    std::unique_ptr<QTemporaryDir> m_bin;
    std::unique_ptr<QLocalServer> m_display; ///< accepts connections, as a compositor does
    QProcessEnvironment m_environment;

    [[nodiscard]] QString told(const QString& name) const
    {
        QFile file{m_bin->filePath(name)};
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
    }
    /// How often it was started.
    [[nodiscard]] qsizetype starts() const { return told(u"starts"_s).count(u'\n'); }
    [[nodiscard]] AutoStartGuard marks() const
    {
        return AutoStartGuard{QFileInfo{m_home->spool()}.absolutePath()};
    }

    [[nodiscard]] std::unique_ptr<QProcess> begin(const QString& event) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(m_environment);
        // A file, so that all of it is there from the first moment: a hook does not wait for a slow writer.
        process->setStandardInputFile(
            QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads/%1.json").arg(event));
        process->start(m_bin->filePath(u"tocsin-hookbridge"_s), {u"hook"_s});
        return process;
    }
    void hook(const QString& event = u"stop"_s) const
    {
        const auto process = begin(event);
        QVERIFY(process->waitForFinished(20'000));
        QCOMPARE(process->exitCode(), 0);
        QVERIFY(process->readAllStandardOutput().isEmpty());
        QVERIFY(process->readAllStandardError().isEmpty());
    }
    /// The time of the last start, as though it were longer ago.
    void letTimePass(int seconds = 11) const
    {
        QFile stamp{QFileInfo{m_home->spool()}.absolutePath() + u"/last-start"_s};
        QVERIFY(stamp.open(QIODevice::ReadWrite));
        QVERIFY(stamp.setFileTime(QDateTime::currentDateTime().addSecs(-seconds),
                                  QFileDevice::FileModificationTime));
    }
    [[nodiscard]] bool startsNothing() const
    {
        hook();
        // What is started writes its line within milliseconds; a stamp is left before.
        return starts() == 0 && !QFile::exists(QFileInfo{m_home->spool()}.absolutePath() + u"/last-start"_s);
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<BridgeHome>();
        m_bin = std::make_unique<QTemporaryDir>();
        QVERIFY(QFile::copy(BridgeProgram, m_bin->filePath(u"tocsin-hookbridge"_s)));
        QFile app{m_bin->filePath(u"tocsin"_s)};
        QVERIFY(app.open(QIODevice::WriteOnly));
        app.write("#!/bin/sh\n"
                  "cd \"${0%/*}\"\n"
                  "tr '\\0' '\\n' </proc/$$/environ >environment\n"
                  "cat /proc/$$/stat >stat; cat /proc/$$/status >status; ls -l /proc/$$/fd >files\n"
                  "echo \"$OLDPWD\" >folder\n"
                  "echo \"$*\" >>starts\n");
        QVERIFY(app.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
        m_environment = m_home->environment();
        m_environment.remove(u"SSH_CONNECTION"_s);
        m_environment.remove(u"QT_QPA_PLATFORM"_s);
        m_environment.remove(u"DISPLAY"_s);
        m_display = std::make_unique<QLocalServer>();
        QVERIFY(m_display->listen(m_bin->filePath(u"wayland-0"_s)));
        m_environment.insert(u"WAYLAND_DISPLAY"_s, m_display->fullServerName());
    }

    void theEventIsSpooledAndTheAppStartedHidden()
    {
        hook();
        QTRY_COMPARE(told(u"starts"_s), u"--hidden\n"_s);
        QCOMPARE(m_home->spooled().size(), 1);
        QVERIFY(m_home->logText().contains("\"started\""));
    }

    void aHookThatWaitsAsksTheAppThatItHasStarted_data()
    {
        QTest::addColumn<bool>("hasReadTheSpool");
        QTest::newRow("asked first") << false;
        QTest::newRow("told by the spool first") << true;
    }
    void aHookThatWaitsAsksTheAppThatItHasStarted()
    {
        QFETCH(bool, hasReadTheSpool);
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.setStandardInputFile(
            QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads/permission-request.json"));
        process.start(m_bin->filePath(u"tocsin-hookbridge"_s), {u"hook"_s, u"--wait"_s});
        QTRY_COMPARE(starts(), 1);
        QCOMPARE(m_home->spooled().size(), 1);
        const QString id = m_home->spooledRequest().value("id"_L1).toString();
        if (hasReadTheSpool)
            QVERIFY(QFile::remove(m_home->spool() + u'/' + m_home->spooled().first()));
        LocalServer app;
        QList<QJsonObject> asked;
        connect(&app, &LocalServer::requestReceived, this,
                [&](const QJsonObject& request, const Reply& reply) {
                    asked += request;
                    QVERIFY(m_home->spooled().isEmpty()); // one event, one alert
                    reply.send({{u"ok"_s, true}, {u"pending"_s, false}});
                });
        QVERIFY(!app.listen(m_home->socket()));
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 15'000);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardOutput().isEmpty());
        QCOMPARE(asked.size(), hasReadTheSpool ? 0 : 1);
        if (!hasReadTheSpool) {
            QCOMPARE(asked.front().value("id"_L1).toString(), id);
            QVERIFY(asked.front().contains("wait"_L1));
        }
        QVERIFY(m_home->spooled().isEmpty());
    }

    void anAppThatIsNotComingIsNotWaitedFor()
    {
        QVERIFY(marks().setOn(false));
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.setStandardInputFile(
            QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads/permission-request.json"));
        process.start(m_bin->filePath(u"tocsin-hookbridge"_s), {u"hook"_s, u"--wait"_s});
        QVERIFY(process.waitForFinished(9'000)); // less than an app has for its start
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(m_home->spooled().size(), 1);
        QCOMPARE(starts(), 0);
    }

    void itIsOnItsOwn()
    {
        // A descriptor that the bridge inherited must not live on in the app.
        const int kept = ::open("/dev/zero", O_RDONLY);
        hook();
        ::close(kept);
        QTRY_COMPARE(starts(), 1);
        const QStringList stat = told(u"stat"_s).section(u") "_s, 1).split(u' ');
        const QString pid = told(u"stat"_s).section(u' ', 0, 0);
        QCOMPARE(stat.at(2), pid);    // leads its process group
        QCOMPARE(stat.at(3), pid);    // and its session
        QCOMPARE(stat.at(4), u"0"_s); // without a terminal
        // Without the C library's own two, 32 and 33.
        QVERIFY2(QRegularExpression{u"SigIgn:\t[0-9a-f]{7}[01][08]0000000\n"_s}
                     .match(told(u"status"_s))
                     .hasMatch(),
                 qPrintable(told(u"status"_s)));
        QCOMPARE(told(u"folder"_s).trimmed(), u"/"_s);
        const QString files = told(u"files"_s);
        QVERIFY(files.contains("0 -> /dev/null"_L1));
        QVERIFY(files.contains("2 -> /dev/null"_L1));
        QVERIFY2(!files.contains("/dev/zero"_L1) && !files.contains("pipe:"_L1) &&
                     !files.contains("socket:"_L1),
                 qPrintable(files));
    }

    void claudesVariablesStayBehind()
    {
        for (const QString& name :
             {u"CLAUDECODE"_s, u"CLAUDE_CODE_SESSION_ID"_s, u"CLAUDE_PROJECT_DIR"_s, u"CLAUDE_PLUGIN_ROOT"_s,
              u"ANTHROPIC_API_KEY"_s, u"AI_AGENT"_s, u"NODE_OPTIONS"_s, u"GIT_EDITOR"_s,
              u"OTEL_EXPORTER_OTLP_ENDPOINT"_s, u"XDG_ACTIVATION_TOKEN"_s})
            m_environment.insert(name, u"secret-of-claude"_s);
        m_environment.insert(u"CLAUDE_SMS_SERVER_URL"_s, u"https://sms.example.org"_s);
        m_environment.insert(u"AI_AGENTS_OF_MINE"_s, u"kept"_s);
        hook();
        QTRY_COMPARE(starts(), 1);
        const QString environment = told(u"environment"_s);
        QVERIFY2(!environment.contains("secret-of-claude"_L1), qPrintable(environment));
        QVERIFY(environment.contains("CLAUDE_SMS_SERVER_URL=https://sms.example.org\n"_L1));
        QVERIFY(environment.contains("AI_AGENTS_OF_MINE=kept\n"_L1));
        QVERIFY(environment.contains("WAYLAND_DISPLAY=/"_L1));
        QVERIFY(environment.contains("XDG_STATE_HOME="_L1));
    }

    void twentyHooksAtOnceStartOne()
    {
        std::vector<std::unique_ptr<QProcess>> hooks;
        for (int i = 0; i < 20; ++i)
            hooks.push_back(begin(u"post-tool-use-failure"_s));
        for (const auto& process : hooks)
            QVERIFY(process->waitForFinished(20'000));
        QTRY_COMPARE(starts(), 1);
        QCOMPARE(m_home->spooled().size(), 20);
        QCOMPARE(m_home->logText().count("\"started\""), 1);
    }

    void itIsTriedAgainAfterTenSeconds()
    {
        hook();
        QTRY_COMPARE(starts(), 1);
        hook();
        QCOMPARE(m_home->logText().count("\"started\""), 1);
        letTimePass();
        hook();
        QTRY_COMPARE(starts(), 2);
    }

    void aRunningAppIsNotStarted()
    {
        LocalServer silent;
        QVERIFY(!silent.listen(m_home->socket()));
        QVERIFY(startsNothing());
        QCOMPARE(m_home->spooled().size(), 1);
    }

    void afterQuitOnlyTheUserStartsIt()
    {
        marks().recordQuit();
        QVERIFY(startsNothing());
        marks().clearQuit();
        hook();
        QTRY_COMPARE(starts(), 1);
    }

    void aUserWhoDoesNotWantItIsHeeded()
    {
        QVERIFY(marks().isOn());
        QVERIFY(marks().setOn(false));
        QVERIFY(!marks().isOn());
        QVERIFY(startsNothing());
        QVERIFY(marks().setOn(true));
        QVERIFY(marks().setOn(true));
        hook();
        QTRY_COMPARE(starts(), 1);
    }

    void notWithoutADisplayOfThisComputer_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("no display") << u"WAYLAND_DISPLAY"_s << QString{};
        QTest::newRow("over ssh") << u"SSH_CONNECTION"_s << u"10.0.0.1 5 10.0.0.2 22"_s;
        QTest::newRow("another socket") << u"TOCSIN_SOCKET"_s << m_home->socket();
    }
    void notWithoutADisplayOfThisComputer()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        m_environment.insert(name, value);
        QVERIFY(startsNothing());
    }

    void whatComesToNothingIsTriedLessAndLessOften()
    {
        hook();
        QTRY_COMPARE(starts(), 1);
        letTimePass(11);
        hook();
        QTRY_COMPARE(starts(), 2);
        letTimePass(11);
        hook();
        QCOMPARE(m_home->logText().count("\"started\""), 2);
        letTimePass(21);
        hook();
        QTRY_COMPARE(starts(), 3);
        marks().clearFailedStarts(); // the app ran
        letTimePass(11);
        hook();
        QTRY_COMPARE(starts(), 4);
    }

    void aDisplayThatIsGoneIsLoggedAndNothingIsStarted_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        const QString folder = QFileInfo{m_display->fullServerName()}.absolutePath();
        QTest::newRow("Wayland, no socket") << u"WAYLAND_DISPLAY"_s << folder + u"/wayland-1"_s;
        QTest::newRow("Wayland, a name") << u"WAYLAND_DISPLAY"_s << u"wayland-1"_s;
        QTest::newRow("X") << u"DISPLAY"_s << u":59873"_s;
        QTest::newRow("X, screen") << u"DISPLAY"_s << u":59873.0"_s;
        QTest::newRow("X, a name") << u"DISPLAY"_s << u"unix:59873"_s;
        QTest::newRow("X forwarded by ssh") << u"DISPLAY"_s << u"localhost:10.0"_s;
        QTest::newRow("no display at all") << u"DISPLAY"_s << u"nonsense"_s;
    }
    void aDisplayThatIsGoneIsLoggedAndNothingIsStarted()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        m_environment.remove(u"WAYLAND_DISPLAY"_s);
        m_environment.insert(name, value);
        QVERIFY(startsNothing());
        QCOMPARE(m_home->logged().value("event"_L1).toString(), u"not_started"_s);
        QCOMPARE(m_home->logged().value("reason"_L1).toString(), u"no_display"_s);
        QCOMPARE(m_home->spooled().size(), 1);
    }

    void aPlatformThatShowsNothingIsNotStarted()
    {
        m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        QVERIFY(startsNothing());
    }

    void anXDisplayWillDo()
    {
        // In Linux' abstract namespace, where an X server listens too.
        const int x = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const int number = 1'000'000 + static_cast<int>(::getpid());
        const QByteArray path = "/tmp/.X11-unix/X" + QByteArray::number(number);
        std::copy(path.begin(), path.end(), address.sun_path + 1);
        const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + path.size());
        QCOMPARE(::bind(x, reinterpret_cast<const sockaddr*>(&address), length), 0);
        QCOMPARE(::listen(x, 8), 0);
        m_environment.remove(u"WAYLAND_DISPLAY"_s);
        m_environment.insert(u"DISPLAY"_s, u":%1.0"_s.arg(number));
        hook();
        ::close(x);
        QTRY_COMPARE(starts(), 1);
    }

    void notForTheLastEvent()
    {
        hook(u"session-end"_s);
        QCOMPARE(starts(), 0);
        QVERIFY(!m_home->logText().contains("\"started\""));
    }

    void theAppRemembersWhoEndedIt_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("mayStart");
        QTest::newRow("a person, with ^C") << SIGINT << false;
        QTest::newRow("the system") << SIGTERM << true;
    }
    void theAppRemembersWhoEndedIt()
    {
        QFETCH(int, signal);
        QFETCH(bool, mayStart);
        marks().recordQuit();
        QProcess app;
        m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        app.setProcessEnvironment(m_environment);
        app.start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin"), {u"--headless"_s});
        QVERIFY(app.waitForReadyRead(20'000)); // says that it runs
        QVERIFY(marks().mayStart());
        ::kill(static_cast<pid_t>(app.processId()), signal);
        QVERIFY(app.waitForFinished(20'000));
        QCOMPARE(app.exitStatus(), QProcess::NormalExit);
        QCOMPARE(marks().mayStart(), mayStart);
    }

    void theOneInThePathWillDo()
    {
        QTemporaryDir elsewhere;
        QVERIFY(QFile::rename(m_bin->filePath(u"tocsin"_s), elsewhere.filePath(u"tocsin"_s)));
        m_environment.insert(u"PATH"_s, elsewhere.path() + u":/usr/bin:/bin"_s);
        hook();
        QTRY_VERIFY(QFile::exists(elsewhere.filePath(u"starts"_s)));
    }

    void aMissingAppIsNoError()
    {
        QVERIFY(QFile::remove(m_bin->filePath(u"tocsin"_s)));
        m_environment.insert(u"PATH"_s, u"/nowhere"_s);
        hook();
        QCOMPARE(m_home->spooled().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestAppStart)
#include "test_app_start.moc"

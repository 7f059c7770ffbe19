// SPDX-License-Identifier: MIT
#include "tests/hookbridge/running_app.h"

#include <QSettings>
#include <QTcpServer>
#include <QTcpSocket>

using namespace tocsin;
using namespace tocsin::test;

/// `tocsin COMMAND` as the real process, with the real app beside it and no display.
class TestTocsinCommands final : public QObject
{
    Q_OBJECT

    struct Run
    {
        int exitCode{-1};
        QString out;
        QString err;
    };
    std::unique_ptr<RunningApp> m_app;

    [[nodiscard]] Run tocsin(const QStringList& arguments) const
    {
        QProcess process;
        QProcessEnvironment environment = m_app->environment;
        environment.remove(u"QT_QPA_PLATFORM"_s);
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(AppProgram, arguments);
        const bool isDone = process.waitForFinished(30'000);
        return {isDone ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    [[nodiscard]] static QJsonObject prompt(const QString& session)
    {
        QJsonObject document = QJsonDocument::fromJson(payload(u"user-prompt-submit"_s)).object();
        document.insert(u"session_id"_s, session);
        return document;
    }
    void choose(const QString& key, const QString& value) const
    {
        QSettings{m_app->settingsFile(), QSettings::IniFormat}.setValue(key, value);
    }

    void writeFile(const QString& name, const QJsonObject& json) const
    {
        const QString path = m_app->folder() + u'/' + name;
        QVERIFY(QDir{}.mkpath(QFileInfo{path}.path()));
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QJsonDocument{json}.toJson()) > 0);
    }
    /// As Claude Code has it; and the bridge is on the PATH.
    void installPlugin() const
    {
        const QJsonObject entry{{u"installPath"_s, QStringLiteral(TOCSIN_SOURCE_DIR "/plugin")},
                                {u"version"_s, QLatin1String{TOCSIN_VERSION}}};
        writeFile(u"claude/plugins/installed_plugins.json"_s,
                  {{u"plugins"_s, QJsonObject{{u"tocsin@tocsin"_s, QJsonArray{entry}}}}});
        writeFile(u"claude/settings.json"_s,
                  {{u"enabledPlugins"_s, QJsonObject{{u"tocsin@tocsin"_s, true}}}});
        m_app->environment.insert(u"CLAUDE_CONFIG_DIR"_s, m_app->folder() + u"/claude"_s);
        m_app->environment.insert(u"PATH"_s, QStringLiteral(TOCSIN_BIN_DIR) + u':' +
                                                 m_app->environment.value(u"PATH"_s));
    }
    /// The state of each check, by its id. The event loop runs meanwhile: a server of this test may be asked.
    [[nodiscard]] QMap<QString, QString> checks() const
    {
        QProcess process;
        process.setProcessEnvironment(m_app->environment);
        process.start(AppProgram, {u"doctor"_s, u"--json"_s});
        static_cast<void>(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 40'000));
        QMap<QString, QString> states;
        const QJsonObject reply = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        for (const QJsonValue check : reply.value("checks"_L1).toArray())
            states.insert(check["id"_L1].toString(), check["state"_L1].toString());
        return states;
    }

private Q_SLOTS:
    void init() { m_app = std::make_unique<RunningApp>(); }
    void cleanup() { m_app.reset(); }

    void withoutTheAppACommandSaysSo()
    {
        for (const QString& command :
             {u"status"_s, u"logout"_s, u"logins"_s, u"mute"_s, u"history"_s, u"quit"_s}) {
            const Run ran = tocsin({command});
            QCOMPARE(ran.exitCode, 69);
            QVERIFY2(ran.err.contains(u"not running"_s), qPrintable(ran.err));
            QVERIFY(ran.out.isEmpty());
        }
    }

    void aWordThatIsNoCommandIsRefused()
    {
        for (const QStringList& arguments :
             {QStringList{u"fly"_s}, {u"hook"_s}, {u"https://example.com"_s}}) {
            const Run ran = tocsin(arguments);
            QCOMPARE(ran.exitCode, 64);
            QVERIFY2(ran.err.contains(u"Unknown command \"%1\"."_s.arg(arguments.first())),
                     qPrintable(ran.err));
            QCOMPARE(ran.err.count(u'\n'), 1);
        }
        QCOMPARE(tocsin({u"--headless"_s, u"status"_s}).exitCode, 64);
    }

    void helpListsTheCommandsAndTheOptions()
    {
        for (const QString& asked : {u"--help"_s, u"help"_s, u"-h"_s}) {
            const Run ran = tocsin({asked});
            QCOMPARE(ran.exitCode, 0);
            for (const QString& word :
                 {u"  status "_s, u"  login "_s, u"  quit "_s, u"--headless"_s, u"69"_s})
                QVERIFY2(ran.out.contains(word), qPrintable(ran.out));
        }
        const Run ran = tocsin({u"mute"_s, u"--help"_s});
        QCOMPARE(ran.exitCode, 0);
        QVERIFY2(ran.out.startsWith(u"Usage: tocsin mute [OPTIONS] [TIME]\n"_s), qPrintable(ran.out));
    }

    void withoutACommandItIsTheApp()
    {
        const Run ran = tocsin({});
        QCOMPARE(ran.exitCode, 69);
        QVERIFY2(ran.err.contains(u"No display found"_s), qPrintable(ran.err));
    }

    void statusNamesSessionsByWhatOtherCommandsTake()
    {
        QVERIFY(m_app->start());
        const QString session = u"5c1e7a90-0000-4000-8000-000000000001"_s;
        QCOMPARE(m_app->tell(prompt(session)), 0);
        const Run status = tocsin({u"status"_s});
        QCOMPARE(status.exitCode, 0);
        QVERIFY2(status.out.contains(u"- 5c1e7a90 "_s), qPrintable(status.out));
        const Run muted = tocsin({u"mute"_s, u"--session"_s, u"5c1e7a90"_s, u"15m"_s});
        QCOMPARE(muted.exitCode, 0);
        QVERIFY2(tocsin({u"status"_s}).out.contains(u"\n  muted until"_s), qPrintable(muted.out));
        for (const QString& command : {u"stop"_s, u"mute"_s}) {
            const Run ran = tocsin({command, u"--session"_s, u"nope"_s});
            QCOMPARE(ran.exitCode, 64);
            QVERIFY2(ran.err.startsWith(u"No session \"nope\" is running."_s), qPrintable(ran.err));
            QVERIFY2(ran.err.contains(u"- 5c1e7a90 "_s), qPrintable(ran.err));
        }
    }

    void commandAndAppSpeakTheLanguageThatWasChosen()
    {
        choose(u"language"_s, u"de"_s);
        QVERIFY(tocsin({u"status"_s}).err.contains(u"läuft nicht"_s));
        QVERIFY(m_app->start());
        const Run ran = tocsin({u"status"_s});
        QVERIFY2(ran.out.contains(u"Zum Anmelden: tocsin login"_s), qPrintable(ran.out)); // the command's
        QVERIFY2(ran.out.startsWith(u"Nicht angemeldet"_s), qPrintable(ran.out));         // the app's
    }

    void historyTellsWhatBecameOfAlerts()
    {
        QVERIFY(m_app->start());
        QVERIFY2(tocsin({u"history"_s}).out.startsWith(u"No alerts"_s),
                 qPrintable(tocsin({u"history"_s}).out));
        QCOMPARE(m_app->tell(QJsonDocument::fromJson(payload(u"permission-request"_s)).object()), 0);
        const Run ran = tocsin({u"history"_s});
        QVERIFY2(ran.out.contains(u"Needs permission"_s), qPrintable(ran.out));
        const QJsonObject json =
            QJsonDocument::fromJson(tocsin({u"history"_s, u"--json"_s}).out.toUtf8()).object();
        QCOMPARE(json.value("alerts"_L1).toArray().size(), 1);
        QCOMPARE(json.value("alerts"_L1)[0]["topic"_L1].toString(), u"permission"_s);
    }

    void logsAreFollowed()
    {
        QVERIFY(m_app->start());
        const QString path = QFileInfo{m_app->home.log()}.path() + u"/tocsin.log"_s;
        QProcess follow;
        follow.setProcessEnvironment(m_app->environment);
        follow.start(AppProgram, {u"logs"_s, u"--follow"_s});
        QByteArray out;
        const auto shows = [&](const QByteArray& text) {
            return QTest::qWaitFor(
                [&] {
                    out += follow.readAllStandardOutput();
                    return out.contains(text);
                },
                20'000);
        };
        QVERIFY2(shows(path.toUtf8()), out.constData());
        QVERIFY(!out.contains("unheard-of"));
        QFile log{path};
        QVERIFY(log.open(QIODevice::Append) && log.write("{\"message\":\"unheard-of\"}\n") > 0);
        log.close();
        QVERIFY2(shows("unheard-of"), out.constData());
        ::kill(static_cast<pid_t>(follow.processId()), SIGINT);
        QVERIFY(follow.waitForFinished(20'000));
    }

    void doctorSaysWhatItCanWithoutTheApp()
    {
        const Run ran = tocsin({u"doctor"_s});
        QCOMPARE(ran.exitCode, 1);
        QVERIFY2(ran.out.startsWith(u"x   Tocsin is not running."_s), qPrintable(ran.out));
        for (const QString& said : {u"Claude Code"_s, u"http://localhost:3000"_s, u"tocsin-hookbridge"_s})
            QVERIFY2(ran.out.contains(said), qPrintable(ran.out));
        QVERIFY(ran.err.isEmpty());
    }

    void doctorIsContentWithAHeadlessAppAndThePlugin()
    {
        installPlugin();
        QVERIFY(m_app->start());
        const Run well = tocsin({u"doctor"_s});
        QVERIFY2(well.exitCode == 0, qPrintable(well.out));
        QVERIFY2(!well.out.contains(u"\nx "_s), qPrintable(well.out));
        QVERIFY(well.out.contains(u"Without a display no notifications are shown."_s));
        QVERIFY2(well.out.contains(u"Not logged in: neither notifications nor texts."_s),
                 qPrintable(well.out));
        for (const QString& id :
             {u"app"_s, u"hookbridge"_s, u"plugin"_s, u"tray"_s, u"notifications"_s, u"hooks"_s,
              u"keychain"_s, u"login"_s, u"server"_s, u"clock"_s, u"presence"_s, u"disk"_s})
            QVERIFY2(checks().contains(id), qPrintable(id));
        QVERIFY(QFile::remove(m_app->folder() + u"/claude/settings.json"_s));
        QVERIFY(QFile::remove(m_app->folder() + u"/claude/plugins/installed_plugins.json"_s));
        QCOMPARE(tocsin({u"doctor"_s}).exitCode, 1);
        QCOMPARE(checks().value(u"plugin"_s), u"failed"_s);
    }

    void doctorSeesASessionWhoseHooksDoNotArrive()
    {
        installPlugin();
        QVERIFY(m_app->start());
        QCOMPARE(checks().value(u"hooks"_s), u"ok"_s); // none runs
        const QString session = u"5c1e7a90-0000-4000-8000-000000000002"_s;
        writeFile(u"claude/sessions/%1.json"_s.arg(QCoreApplication::applicationPid()),
                  {{u"pid"_s, QCoreApplication::applicationPid()}, {u"sessionId"_s, session}});
        QCOMPARE(checks().value(u"hooks"_s), u"failed"_s);
        QJsonObject document = prompt(session);
        document.insert(u"transcript_path"_s,
                        m_app->folder() + u"/claude/projects/p/%1.jsonl"_s.arg(session));
        QCOMPARE(m_app->tell(document), 0);
        QCOMPARE(checks().value(u"hooks"_s), u"ok"_s);
    }

    void doctorTellsAForeignServer()
    {
        QTcpServer foreign;
        QVERIFY(foreign.listen(QHostAddress::LocalHost));
        connect(&foreign, &QTcpServer::newConnection, &foreign, [&foreign] {
            QTcpSocket* socket = foreign.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>");
                socket->disconnectFromHost();
            });
        });
        m_app->environment.insert(u"CLAUDE_SMS_SERVER_URL"_s,
                                  u"http://127.0.0.1:%1"_s.arg(foreign.serverPort()));
        QCOMPARE(checks().value(u"server"_s), u"failed"_s); // also without the app
        QVERIFY(m_app->start());
        QCOMPARE(checks().value(u"server"_s), u"failed"_s);
    }

    void doctorTellsOfSettingsThatAreIgnored()
    {
        m_app->environment.insert(u"CLAUDE_SMS_SERVER_URL"_s, u"https://user:secret@host:99999"_s);
        QVERIFY(m_app->start());
        const Run ran = tocsin({u"doctor"_s});
        QVERIFY2(
            ran.out.contains(u"\n!   CLAUDE_SMS_SERVER_URL is ignored: it has to be an address such as "_s),
            qPrintable(ran.out));
        QVERIFY(!ran.out.contains(u"secret"_s));
    }

    void quitEndsTheAppAndAnswersNothing()
    {
        QVERIFY(m_app->start());
        const std::unique_ptr<QProcess> hook = m_app->wait();
        QVERIFY(hook->waitForStarted());
        const QString session = QJsonDocument::fromJson(payload(u"permission-request"_s))
                                    .object()
                                    .value("session_id"_L1)
                                    .toString();
        QTRY_COMPARE_WITH_TIMEOUT(m_app->state(session), u"waiting"_s, 20'000);
        const Run ran = tocsin({u"quit"_s});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out, u"Tocsin has quit.\n"_s);
        QCOMPARE(m_app->waitForEnd(), 0);
        QVERIFY(hook->waitForFinished(20'000));
        QCOMPARE(hook->exitCode(), 0);
        QCOMPARE(hook->readAllStandardOutput(), QByteArray{}); // the dialog is the terminal's, as ever
        QCOMPARE(tocsin({u"quit"_s}).exitCode, 69);
        // Nothing is lost, and a start right after it is no second one.
        QVERIFY(m_app->start());
        QCOMPARE(m_app->state(session), u"waiting"_s);
    }

    void whatSshCarriesHereMayNotQuitNorReadTheHistory()
    {
        QVERIFY(m_app->start());
        const QTemporaryDir dir;
        const QString ssh =
            dir.filePath(u"ssh"_s); // the app goes by the name of the process at the other end
        QVERIFY(QFile::copy(AppProgram, ssh));
        QCOMPARE(m_app->run(ssh, {u"status"_s}), 0);
        QCOMPARE(m_app->run(ssh, {u"quit"_s}), 77);
        QCOMPARE(m_app->run(ssh, {u"history"_s}), 77);
        QVERIFY(m_app->ask(u"status"_s).value("ok"_L1).toBool());
    }
};

QTEST_GUILESS_MAIN(TestTocsinCommands)
#include "test_tocsin_commands.moc"

// SPDX-License-Identifier: MIT
#include "core/claude/hooks/error_classifier.h"
#include "core/claude/hooks/hook_parser.h"
#include "core/ipc/local_server.h"
#include "core/sessions/event_table.h"
#include "hookbridge/bridge_process.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <memory>

using namespace tocsin;
using namespace tocsin::test;

namespace {

const QString PluginDir = QStringLiteral(TOCSIN_SOURCE_DIR "/plugin/");

QByteArray fileText(const QString& name)
{
    QFile file{PluginDir + name};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}
QJsonObject jsonOf(const QString& name)
{
    return QJsonDocument::fromJson(fileText(name)).object();
}
QJsonObject hooks()
{
    return jsonOf(u"hooks/hooks.json"_s).value("hooks"_L1).toObject();
}
/// The one handler of an event.
QJsonObject handlerOf(const QString& event)
{
    const QJsonObject group = hooks().value(event).toArray().first().toObject();
    return group.value("hooks"_L1).toArray().first().toObject();
}
/// The request of an event, with every field that any event needs.
QJsonObject requestOf(const QString& event)
{
    return {{u"type"_s, u"hook"_s},
            {u"id"_s, u"0f8fad5b-d9cb-469f-a165-70867728950e"_s},
            {u"boot_id"_s, u"b"_s},
            {u"monotonic_ns"_s, u"1"_s},
            {u"wall_ms"_s, u"1"_s},
            {u"event"_s, QJsonObject{{u"hook_event_name"_s, event},
                                     {u"session_id"_s, u"s-1"_s},
                                     {u"source"_s, u"startup"_s},
                                     {u"prompt"_s, u"hello"_s},
                                     {u"tool_name"_s, u"Bash"_s},
                                     {u"error"_s, u"server_error"_s},
                                     {u"message"_s, u"Claude needs you"_s},
                                     {u"notification_type"_s, u"permission_prompt"_s},
                                     {u"mcp_server_name"_s, u"jira"_s},
                                     {u"reason"_s, u"other"_s}}}};
}
/// What Claude Code runs before a command reaches the model.
QString shellBlockOf(const QString& command)
{
    const QString text = QString::fromUtf8(fileText(u"commands/"_s + command + u".md"_s));
    return text.section(u"```!\n"_s, 1).section(u"\n```"_s, 0, 0);
}

const QStringList Commands{u"sms-login"_s, u"sms-pair"_s,   u"sms-start"_s,
                           u"sms-stop"_s,  u"sms-status"_s, u"sms-logout"_s};
const QString SessionId = u"1b353255-14ee-4f45-b8c7-85f177ade2cc"_s;

} // namespace

class TestPlugin final : public QObject
{
    Q_OBJECT

    std::unique_ptr<BridgeHome> m_home;
    std::unique_ptr<LocalServer> m_server;
    QList<QJsonObject> m_requests;
    QMap<QString, QString> m_variables; ///< of the shell

    struct Run
    {
        int exitCode{-1};
        QByteArray printed;
    };
    [[nodiscard]] Run runShell(const QString& shell, const QString& line, const QByteArray& input,
                               const QString& path = QStringLiteral(TOCSIN_BIN_DIR ":/usr/bin:/bin")) const
    {
        QProcessEnvironment environment = m_home->environment();
        environment.insert(u"PATH"_s, path);
        for (auto it = m_variables.cbegin(); it != m_variables.cend(); ++it)
            environment.insert(it.key(), it.value());
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        QSignalSpy finished{&process, &QProcess::finished};
        process.start(shell, {u"-c"_s, line});
        process.write(input);
        process.closeWriteChannel();
        if (finished.empty())
            finished.wait(20'000);
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAll()};
    }
    /// A command's block with what Claude Code substitutes.
    [[nodiscard]] static QString filledIn(const QString& command, const QString& typed,
                                          const QString& plugin = PluginDir.chopped(1))
    {
        return shellBlockOf(command)
            .replace(u"$ARGUMENTS"_s, typed)
            .replace(u"${CLAUDE_PLUGIN_ROOT}"_s, plugin)
            .replace(u"${CLAUDE_SESSION_ID}"_s, SessionId);
    }

private Q_SLOTS:
    void init()
    {
        m_server.reset();
        m_home = std::make_unique<BridgeHome>();
        m_server = std::make_unique<LocalServer>();
        m_requests.clear();
        m_variables.clear();
        QVERIFY(!m_server->listen(m_home->socket()));
        connect(m_server.get(), &LocalServer::requestReceived, this,
                [this](const QJsonObject& request, const Reply& reply) {
                    m_requests += request;
                    reply.ok({{u"message"_s, u"Understood."_s}});
                });
    }

    void manifestsNameThePluginAndTheMarketplace()
    {
        const QJsonObject plugin = jsonOf(u".claude-plugin/plugin.json"_s);
        QCOMPARE(plugin.value("name"_L1).toString(), u"tocsin"_s);
        QCOMPARE(plugin.value("version"_L1).toString(), QStringLiteral(TOCSIN_VERSION));
        QCOMPARE(plugin.value("license"_L1).toString(), u"MIT"_s);
        QVERIFY2(!plugin.contains("hooks"_L1), "older clients would load hooks.json twice, and refuse both");
        const QJsonObject marketplace = jsonOf(u".claude-plugin/marketplace.json"_s);
        QCOMPARE(marketplace.value("name"_L1).toString(), u"tocsin"_s);
        const QJsonObject entry = marketplace.value("plugins"_L1).toArray().first().toObject();
        QCOMPARE(entry.value("name"_L1).toString(), u"tocsin"_s);
        QCOMPARE(entry.value("source"_L1).toString(), u"./"_s);
    }

    /// `claude plugin marketplace add owner/repository` looks there.
    void theRepositoryIsAMarketplaceToo()
    {
        const QJsonObject ofPlugin = jsonOf(u".claude-plugin/marketplace.json"_s);
        QJsonObject ofRepository = jsonOf(u"../.claude-plugin/marketplace.json"_s);
        QJsonArray plugins = ofRepository.value("plugins"_L1).toArray();
        QJsonObject entry = plugins.first().toObject();
        QCOMPARE(entry.value("source"_L1).toString(), u"./plugin"_s);
        entry["source"_L1] = u"./"_s;
        plugins[0] = entry;
        ofRepository["plugins"_L1] = plugins;
        QCOMPARE(ofRepository, ofPlugin);
    }

    void registersWhatTheAppUses_data()
    {
        QTest::addColumn<QString>("event");
        // The events of Claude Code 2.1.197: a name that a client does not know makes it refuse all of them.
        for (const char* event : {"SessionStart",        "SessionEnd",        "UserPromptSubmit",
                                  "UserPromptExpansion", "PreToolUse",        "PostToolUse",
                                  "PostToolUseFailure",  "PostToolBatch",     "PermissionRequest",
                                  "PermissionDenied",    "Notification",      "Stop",
                                  "StopFailure",         "SubagentStart",     "SubagentStop",
                                  "Elicitation",         "ElicitationResult", "PreCompact",
                                  "PostCompact",         "MessageDisplay",    "Setup",
                                  "TaskCreated",         "TaskCompleted",     "TeammateIdle",
                                  "ConfigChange",        "CwdChanged",        "FileChanged",
                                  "InstructionsLoaded",  "WorktreeCreate",    "WorktreeRemove"})
            QTest::newRow(event) << QString::fromLatin1(event);
    }
    void registersWhatTheAppUses()
    {
        QFETCH(QString, event);
        const Expected<HookEvent, Dropped> parsed = parseHookRequest(requestOf(event));
        const bool isUsed =
            parsed &&
            effectOf(*parsed, ErrorClassifier{}, QDateTime::currentDateTimeUtc()).kind != EventKind::Unused;
        QVERIFY(parsed || parsed.error().reason == DropReason::UnknownEvent);
        QCOMPARE(hooks().contains(event), isUsed);
    }

    void registersNothingElse()
    {
        const QStringList events = hooks().keys();
        QVERIFY(!events.isEmpty());
        for (const QString& event : events) {
            QVERIFY2(parseHookRequest(requestOf(event)), qPrintable(event));
            QCOMPARE(hooks().value(event).toArray().size(), 1);
            const QJsonObject group = hooks().value(event).toArray().first().toObject();
            QCOMPARE(group.value("hooks"_L1).toArray().size(), 1);
            QCOMPARE(handlerOf(event).value("type"_L1).toString(), u"command"_s);
            QCOMPARE(handlerOf(event).value("async"_L1).toBool(), event == "PostToolUse"_L1);
            QCOMPARE(group.value("matcher"_L1).toString(),
                     event == "PreToolUse"_L1 ? u"AskUserQuestion|ExitPlanMode"_s : QString{});
        }
    }

    void everyHookHandsItsEventOver_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::addColumn<QString>("event");
        const QStringList events = hooks().keys();
        for (const QString& shell : {u"sh"_s, u"bash"_s}) {
            for (const QString& event : events)
                QTest::addRow("%s %s", qPrintable(shell), qPrintable(event)) << shell << event;
        }
    }
    void everyHookHandsItsEventOver()
    {
        QFETCH(QString, shell);
        QFETCH(QString, event);
        const QByteArray document = payload(u"permission-request"_s);
        const Run run = runShell(shell, handlerOf(event).value("command"_L1).toString(), document);
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.printed, QByteArray{});
        QCOMPARE(m_requests.size(), 1);
        QCOMPARE(m_requests.front().value("event"_L1).toObject(), QJsonDocument::fromJson(document).object());
        // exec: Claude, which is we, is the bridge's parent.
        QCOMPARE(m_requests.front().value("claude"_L1).toObject().value("pid"_L1).toInteger(),
                 QCoreApplication::applicationPid());
    }

    void withoutTheBridgeEveryHookIsSilent()
    {
        const QTemporaryDir empty;
        const QStringList events = hooks().keys();
        for (const QString& event : events) {
            QString line = handlerOf(event).value("command"_L1).toString();
            // The line looks in the usual places too; they are not ours to empty.
            line.replace(u"/usr/local/bin:/usr/bin"_s, empty.path()).replace(u"$HOME"_s, empty.path());
            const Run run = runShell(u"/bin/sh"_s, line, payload(u"stop"_s), empty.path());
            QCOMPARE(run.exitCode, 0);
            QCOMPARE(run.printed, QByteArray{});
        }
        QVERIFY(m_requests.isEmpty());
    }

    void theUsualPlacesAreSearchedToo()
    {
        const QTemporaryDir home;
        QVERIFY(QDir{home.path()}.mkpath(u".local/bin"_s));
        QVERIFY(QFile::link(BridgeProgram, home.filePath(u".local/bin/tocsin-hookbridge"_s)));
        const QString line =
            u"export HOME="_s + home.path() + u"; "_s + handlerOf(u"Stop"_s).value("command"_L1).toString();
        QCOMPARE(runShell(u"/bin/sh"_s, line, payload(u"stop"_s), u"/nonexistent"_s).exitCode, 0);
        QCOMPARE(m_requests.size(), 1);
    }

    void aPermissionRequestStaysUntilItIsAnswered()
    {
        const QString line = handlerOf(u"PermissionRequest"_s).value("command"_L1).toString();
        QVERIFY(line.endsWith(u" hook --wait"_s));
        QVERIFY2(!line.contains(u"trap"_s), "Esc and No in the terminal end it by SIGTERM");
        QCOMPARE(handlerOf(u"PermissionRequest"_s).value("timeout"_L1).toInt(), 86'400);
        const QStringList events = hooks().keys();
        for (const QString& event : events) {
            if (event == "PermissionRequest"_L1)
                continue;
            QVERIFY(!handlerOf(event).value("command"_L1).toString().contains(u"--wait"_s));
            QCOMPARE(handlerOf(event).value("timeout"_L1).toInt(), 5);
        }
    }

    void sigtermBeforeTheBridgeStartsDoesNotLoseTheEvent()
    {
        // StopFailure is not awaited: Claude ends the hook's process group while it may still be the shell.
        const QString line = handlerOf(u"StopFailure"_s).value("command"_L1).toString();
        QVERIFY(line.startsWith(u"trap '' TERM;"_s));
        const QString struck = QString{line}.replace(u"exec "_s, u"kill -TERM $$; exec "_s);
        QCOMPARE(runShell(u"sh"_s, struck, payload(u"stop-failure"_s)).exitCode, 0);
        QCOMPARE(m_requests.size(), 1);
    }

    void theSixCommandsAreForPeopleAlone()
    {
        QCOMPARE(QDir{PluginDir + u"commands"_s}.entryList(QDir::Files).size(), Commands.size());
        for (const QString& command : Commands) {
            const QString text = QString::fromUtf8(fileText(u"commands/"_s + command + u".md"_s));
            const QString front = text.section(u"---\n"_s, 1, 1);
            // What the block runs must match, or Claude Code refuses the command.
            const QString script = u"sh \"${CLAUDE_PLUGIN_ROOT}/scripts/tocsin.sh\""_s;
            QVERIFY(front.contains(u"\nallowed-tools: Bash("_s + script + u":*)\n"_s));
            QVERIFY(shellBlockOf(command).startsWith(script + u' ' + command.sliced(4)));
            QVERIFY(front.contains(u"\ndisable-model-invocation: true\n"_s));
            QVERIFY(front.contains(QRegularExpression{u"^description: \\S"_s}));
            // The text a user typed stands in the heredoc and nowhere else.
            QVERIFY(text.count(u"$ARGUMENTS"_s) <= 1);
            if (text.contains(u"$ARGUMENTS"_s))
                QVERIFY(shellBlockOf(command).contains(
                    u"--args-from-stdin <<'TOCSIN-${CLAUDE_SESSION_ID}'\n$ARGUMENTS\nTOCSIN-${CLAUDE_SESSION_ID}"_s));
        }
    }

    void everyCommandReachesTheApp_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QJsonObject>("request");
        QTest::newRow("login") << u"sms-login"_s << u"+1 415 555 0123"_s
                               << QJsonObject{{u"type"_s, u"login"_s}, {u"phone"_s, u"+14155550123"_s}};
        QTest::newRow("login in the browser")
            << u"sms-login"_s << QString{} << QJsonObject{{u"type"_s, u"login"_s}, {u"browser"_s, true}};
        QTest::newRow("pair") << u"sms-pair"_s << u"123456"_s
                              << QJsonObject{{u"type"_s, u"pair"_s}, {u"code"_s, u"123456"_s}};
        QTest::newRow("start") << u"sms-start"_s << u"it's $(id) & co"_s
                               << QJsonObject{{u"type"_s, u"start"_s},
                                              {u"session_id"_s, SessionId},
                                              {u"description"_s, u"it's $(id) & co"_s},
                                              {u"cwd"_s, QDir::currentPath()}};
        QTest::newRow("start without words") << u"sms-start"_s << QString{}
                                             << QJsonObject{{u"type"_s, u"start"_s},
                                                            {u"session_id"_s, SessionId},
                                                            {u"description"_s, QString{}},
                                                            {u"cwd"_s, QDir::currentPath()}};
        QTest::newRow("stop") << u"sms-stop"_s << QString{}
                              << QJsonObject{{u"type"_s, u"stop"_s}, {u"session_id"_s, SessionId}};
        QTest::newRow("status") << u"sms-status"_s << QString{}
                                << QJsonObject{{u"type"_s, u"status"_s}, {u"session_id"_s, SessionId}};
        QTest::newRow("logout") << u"sms-logout"_s << QString{} << QJsonObject{{u"type"_s, u"logout"_s}};
    }
    void everyCommandReachesTheApp()
    {
        QFETCH(QString, command);
        QFETCH(QString, typed);
        QFETCH(QJsonObject, request);
        const Run run = runShell(u"bash"_s, filledIn(command, typed), {});
        QCOMPARE(run.exitCode, 0);
        QVERIFY(!run.printed.trimmed().isEmpty());
        QCOMPARE(m_requests, QList<QJsonObject>{request});
    }

    void everyCommandWorksWithAShortPath_data()
    {
        QTest::addColumn<QString>("command");
        for (const QString& command : Commands)
            QTest::newRow(qPrintable(command)) << command;
    }
    void everyCommandWorksWithAShortPath()
    {
        QFETCH(QString, command);
        const QTemporaryDir home;
        QVERIFY(QDir{home.path()}.mkpath(u".local/bin"_s));
        QVERIFY(QFile::link(BridgeProgram, home.filePath(u".local/bin/tocsin-hookbridge"_s)));
        m_variables.insert(u"HOME"_s, home.path());
        const Run run = runShell(u"bash"_s, filledIn(command, u"123456"_s), {}, u"/usr/bin:/bin"_s);
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.printed.startsWith("Understood."), run.printed.constData());
        QCOMPARE(m_requests.size(), 1);
    }

    void withoutTheBridgeACommandSaysHowToGetIt()
    {
        // A copy that looks in none of the usual places: they are not ours to empty.
        const QTemporaryDir empty;
        QVERIFY(QDir{empty.path()}.mkdir(u"scripts"_s));
        QFile script{empty.filePath(u"scripts/tocsin.sh"_s)};
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write(fileText(u"scripts/tocsin.sh"_s).replace(":/usr/local/bin:/usr/bin", ""));
        script.close();
        QVERIFY(QFile::link(u"/bin/sh"_s, empty.filePath(u"sh"_s)));
        m_variables.insert(u"HOME"_s, empty.path());
        for (const QString& command : Commands) {
            const Run run =
                runShell(u"/bin/bash"_s, filledIn(command, u"x"_s, empty.path()), {}, empty.path());
            QCOMPARE(run.exitCode, 0);
            QVERIFY(run.printed.startsWith("Tocsin is not installed"));
            QCOMPARE(run.printed.count('\n'), 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestPlugin)
#include "test_plugin.moc"

// SPDX-License-Identifier: MIT
// Requests that wait, answered: the real bridge, the real socket, the real pipeline. Decisions come from
// where a window's would.
#include "core/claude/hooks/tool_input.h"
#include "core/ipc/local_server.h"
#include "core/ipc/spool.h"
#include "core/pipeline/request_router.h"
#include "tests/core/pipeline/pipeline_stage.h"
#include "tests/hookbridge/waiting_bridge.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QLocalSocket>
#include <QLoggingCategory>

#include <csignal>
#include <list>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Code = DecideResult::Code;

namespace {

const QString Session = u"8386df4a-bcd2-426e-8f6e-602806bed488"_s;

} // namespace

class TestAnswerFlow final : public QObject
{
    Q_OBJECT

    std::unique_ptr<BridgeHome> m_home;
    std::unique_ptr<CompanionStage> m_stage;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<RequestRouter> m_router;
    QList<AlertId> m_ended;
    QList<AnswerOutcome> m_outcomes;

    [[nodiscard]] AnswerFlow& answers() { return m_stage->answers(); }
    [[nodiscard]] EventPipeline& pipeline() { return m_stage->companion(); }
    [[nodiscard]] std::vector<OpenAlert> open() { return pipeline().openAlerts(); }
    [[nodiscard]] std::size_t waiting() { return answers().waiting().size(); }
    [[nodiscard]] AlertId waitingAlert()
    {
        return waiting() > 0 ? answers().waiting().back()->alert : AlertId{};
    }

    void listen()
    {
        m_server = std::make_unique<LocalServer>();
        QVERIFY(!m_server->listen(m_home->socket()));
        connect(m_server.get(), &LocalServer::requestReceived, m_router.get(), &RequestRouter::route);
    }
    /// The hook that Claude Code runs when the call is over.
    void toolRan(const QJsonObject& input, const QString& tool = u"Bash"_s, const QString& agent = {},
                 qint64 milliseconds = 0)
    {
        QJsonObject fields{{u"tool_name"_s, tool},
                           {u"tool_input"_s, input},
                           {u"tool_use_id"_s, u"toolu_1"_s},
                           {u"duration_ms"_s, milliseconds}};
        if (!agent.isEmpty())
            fields.insert(u"agent_id"_s, agent);
        QJsonObject request = CompanionStage::hook(u"PostToolUse"_s, Session, fields);
        request.insert(u"boot_id"_s, QString::fromLatin1(QSysInfo::bootUniqueId()));
        pipeline().takeHook(request);
    }
    void setAway(bool isAway)
    {
        pipeline().setSurroundings({.presence = isAway ? Presence::Away : Presence::Present});
    }
    [[nodiscard]] HistoryRow historyOf(AlertId alert)
    {
        for (const HistoryRow& row : m_stage->states().history(50)) {
            if (row.id == alert.value)
                return row;
        }
        return {};
    }
    /// One raw request on the socket; the reply, or nothing.
    [[nodiscard]] QJsonObject exchange(const QJsonObject& request)
    {
        QLocalSocket socket;
        return exchange(socket, request);
    }
    [[nodiscard]] QJsonObject exchange(QLocalSocket& socket, const QJsonObject& request)
    {
        if (socket.state() != QLocalSocket::ConnectedState)
            socket.connectToServer(m_home->socket());
        socket.write(*encodeFrame(request));
        FrameReader reader;
        QJsonObject answer;
        static_cast<void>(QTest::qWaitFor([&] {
            const auto fed = reader.feed(socket.readAll());
            if (fed && *fed)
                answer = **fed;
            return !answer.isEmpty() || socket.state() == QLocalSocket::UnconnectedState;
        }));
        return answer;
    }
    /// A hook request that waits, forged by a program that is no bridge.
    [[nodiscard]] static QJsonObject forged(const QString& command, const QString& session = Session)
    {
        QJsonObject request = CompanionStage::hook(u"PermissionRequest"_s, session,
                                                   documentOf(command, {{u"session_id"_s, session}}));
        request.insert(u"claude"_s, QJsonObject{{u"pid"_s, 1}, {u"entrypoint"_s, u"cli"_s}});
        return ipc::WaitRequest{QByteArray(64, 'f')}.addedTo(request);
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<BridgeHome>();
        m_stage = std::make_unique<CompanionStage>();
        QVERIFY(m_stage->begin(false));
        m_router =
            std::make_unique<RequestRouter>(pipeline(), answers(), m_stage->commands(), m_home->spool());
        m_ended.clear();
        m_outcomes.clear();
        connect(&answers(), &AnswerFlow::notAnswerable, this, [this](AlertId alert) { m_ended += alert; });
        connect(&answers(), &AnswerFlow::outcomeChanged, this,
                [this](AlertId, AnswerOutcome outcome) { m_outcomes += outcome; });
        listen();
    }
    void cleanup()
    {
        m_server.reset();
        m_router.reset();
        m_stage.reset();
    }

    void anAllowedCallRunsAndIsTaken()
    {
        WaitingBridge bridge{*m_home, documentOf(u"npm publish"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const AlertId alert = waitingAlert();
        const WaitingRequest* request = answers().find(alert);
        QCOMPARE(request->call.tool, u"Bash"_s);
        QCOMPARE(request->call.input.value("command"_L1).toString(), u"npm publish"_s);
        QCOMPARE(request->cwd, u"/home/dev/demo"_s);
        QCOMPARE(request->sessionName, open().front().alert.sessionName);
        QVERIFY(!bridge.hasEnded());
        QCOMPARE(answers().decide(alert, decision::Allow{}, AnswerChannel::Window).code, Code::Sent);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.decision(), allowed());
        QCOMPARE(m_ended, QList{alert});
        QVERIFY(!answers().find(alert));
        QCOMPARE(open().size(), std::size_t{1}); // until Claude goes on
        QVERIFY(open().front().hasReacted);
        toolRan({{u"command"_s, u"npm publish"_s}});
        QVERIFY(open().empty());
        QTRY_COMPARE(m_outcomes.last(), AnswerOutcome::Taken);
        const HistoryRow row = historyOf(alert);
        QCOMPARE(row.answer, u"allow"_s);
        QCOMPARE(row.answerChannel, u"window"_s);
        QCOMPARE(row.answerOutcome, u"taken"_s);
        QVERIFY(row.answeredAt.isValid());
        QCOMPARE(row.closedBy, u"answer"_s);
    }

    void aLongCallArrivesWholeAndIsAnswered()
    {
        const QString command = u"echo "_s + QString{50'000, u'A'} + u"; rm -rf ~"_s;
        WaitingBridge bridge{*m_home, documentOf(command)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        QCOMPARE(answers().find(waitingAlert())->call.input.value("command"_L1).toString(), command);
        QVERIFY(answers().decide(waitingAlert(), decision::Deny{u"never"_s}, AnswerChannel::Window).isSent());
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.decision()["hookSpecificOutput"_L1]["decision"_L1].toObject(),
                 (QJsonObject{{u"behavior"_s, u"deny"_s}, {u"message"_s, u"never"_s}}));
        // What is told of its end is cut, and it is the same call.
        toolRan({{u"command"_s, command.left(4'096) + u'…'}});
        QVERIFY(open().empty());
        QCOMPARE(m_outcomes.last(), AnswerOutcome::TooLate);
    }

    void aCallThatIsTooLongIsToldOnly()
    {
        WaitingBridge bridge{*m_home, documentOf(QString{70'000, u'A'} + u"; rm -rf ~"_s)};
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QCOMPARE(open().size(), std::size_t{1});
        QCOMPARE(waiting(), std::size_t{0});
        QVERIFY(!open().front().isHeld);
        QCOMPARE(answers().decide(open().front().alert.id, decision::Allow{}, AnswerChannel::Window).code,
                 Code::NotWaiting);
    }

    void questionsAndPlansAreAnswered()
    {
        const QJsonObject question{
            {u"question"_s, u"Which?"_s},
            {u"multiSelect"_s, true},
            {u"options"_s, QJsonArray{QJsonObject{{u"label"_s, u"A"_s}}, QJsonObject{{u"label"_s, u"B"_s}}}}};
        const QJsonObject form{{u"questions"_s, QJsonArray{question}}};
        WaitingBridge asking{
            *m_home, documentOf({}, {{u"tool_name"_s, u"AskUserQuestion"_s}, {u"tool_input"_s, form}})};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const AlertId asked = waitingAlert();
        QCOMPARE(open().front().alert.kind, AlertKind::Question);
        QCOMPARE(answers().decide(asked, decision::Allow{}, AnswerChannel::Window).code, Code::OtherKind);
        QCOMPARE(answers().decide(asked, decision::Answers{}, AnswerChannel::Window).code, Code::Incomplete);
        QVERIFY(
            answers()
                .decide(asked, decision::Answers{{{.chosen = {u"A"_s, u"B"_s}}}}, AnswerChannel::Notification)
                .isSent());
        QTRY_VERIFY(asking.endedWell());
        QJsonObject answered = form;
        answered.insert(u"answers"_s, QJsonObject{{u"Which?"_s, u"A, B"_s}});
        QCOMPARE(asking.decision()["hookSpecificOutput"_L1]["decision"_L1]["updatedInput"_L1].toObject(),
                 answered);
        toolRan(answered, u"AskUserQuestion"_s);
        QTRY_COMPARE(m_outcomes.last(), AnswerOutcome::Taken);
        QVERIFY(open().empty());

        const QJsonObject plan{{u"plan"_s, u"# Plan\n"_s + QString{20'000, u'p'}}};
        WaitingBridge planning{
            *m_home, documentOf({}, {{u"tool_name"_s, u"ExitPlanMode"_s}, {u"tool_input"_s, plan}})};
        QTRY_COMPARE(waiting(), std::size_t{1});
        QCOMPARE(answers().find(waitingAlert())->plan, plan.value("plan"_L1).toString());
        QVERIFY(
            answers().decide(waitingAlert(), decision::ApprovePlan{true}, AnswerChannel::Window).isSent());
        QTRY_VERIFY(planning.endedWell());
        QCOMPARE(planning.decision()["hookSpecificOutput"_L1]["decision"_L1]["updatedInput"_L1].toObject(),
                 plan);
    }

    void aQuestionThatWasAnnouncedIsTheSameAlert()
    {
        const QJsonObject form{
            {u"questions"_s, QJsonArray{QJsonObject{{u"question"_s, QString{6'000, u'q'}}}}}};
        const QJsonObject cut{
            {u"questions"_s, QJsonArray{QJsonObject{{u"question"_s, QString{4'096, u'q'} + u'…'}}}}};
        // An old copy of the plugin tells of it, cut.
        pipeline().takeHook(
            CompanionStage::hook(u"PermissionRequest"_s, Session,
                                 {{u"tool_name"_s, u"AskUserQuestion"_s}, {u"tool_input"_s, cut}}));
        QCOMPARE(open().size(), std::size_t{1});
        const AlertId told = open().front().alert.id;
        WaitingBridge bridge{
            *m_home, documentOf({}, {{u"tool_name"_s, u"AskUserQuestion"_s}, {u"tool_input"_s, form}})};
        QTRY_COMPARE(waiting(), std::size_t{1});
        QCOMPARE(waitingAlert(), told);
        QCOMPARE(open().size(), std::size_t{1});
    }

    void theFirstAnswerCounts()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const AlertId alert = waitingAlert();
        QVERIFY(answers().decide(alert, decision::Deny{}, AnswerChannel::Notification).isSent());
        const DecideResult second = answers().decide(alert, decision::Allow{}, AnswerChannel::Window);
        QCOMPARE(second.code, Code::AlreadyAnswered);
        QCOMPARE(second.answeredBy, AnswerChannel::Notification);
        QTRY_VERIFY(bridge.endedWell());
        QVERIFY(bridge.printed().contains("\"deny\""));
        QCOMPARE(bridge.printed().count("behavior"), 1);
        QCOMPARE(historyOf(alert).answer, u"deny"_s);
    }

    void signalsEndItWithoutADecision_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
    }
    void signalsEndItWithoutADecision()
    {
        QFETCH(int, number);
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const AlertId alert = waitingAlert();
        ::kill(static_cast<pid_t>(bridge.process.processId()), number);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QTRY_COMPARE(waiting(), std::size_t{0});
        QCOMPARE(m_ended, QList{alert});
        QCOMPARE(open().size(), std::size_t{1}); // no way to answer, but an alert
        QVERIFY(!open().front().isHeld);
        QCOMPARE(answers().decide(alert, decision::Allow{}, AnswerChannel::Window).code, Code::NotWaiting);
    }

    void aHookThatEndsBeforeItPrintsWasAnsweredInTheTerminal()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        ::kill(static_cast<pid_t>(bridge.process.processId()), SIGSTOP);
        QVERIFY(answers().decide(waitingAlert(), decision::Allow{}, AnswerChannel::Window).isSent());
        ::kill(static_cast<pid_t>(bridge.process.processId()), SIGTERM);
        ::kill(static_cast<pid_t>(bridge.process.processId()), SIGCONT);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QTRY_COMPARE(m_outcomes.last(), AnswerOutcome::TooLate);
    }

    void theEndOfTheAppEndsIt()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        m_server.reset();
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QCOMPARE(m_home->spooled(), QStringList{});
    }

    void theEndOfClaudeEndsIt()
    {
        QProcess shell; // its second part has what the hook prints, until a line comes for it
        QProcessEnvironment environment = m_home->environment();
        environment.insert(u"CLAUDE_CODE_ENTRYPOINT"_s, u"cli"_s);
        shell.setProcessEnvironment(environment);
        const QByteArray document = QJsonDocument{documentOf(u"ls"_s)}.toJson(QJsonDocument::Compact);
        shell.start(u"bash"_s, {u"-c"_s, u"exec 3<&0; \"$0\" hook --wait <<<\"$1\" | { read -r line <&3; }"_s,
                                BridgeProgram, QString::fromUtf8(document)});
        QTRY_COMPARE(waiting(), std::size_t{1});
        shell.write("\n");
        QTRY_COMPARE(shell.state(), QProcess::NotRunning);
        QTRY_COMPARE(waiting(), std::size_t{0});
        QCOMPARE(open().size(), std::size_t{1});
    }

    void anAnswerInTheTerminalLetsItGo()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const AlertId alert = waitingAlert();
        toolRan({{u"command"_s, u"ls"_s}});
        QVERIFY(open().empty());
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QCOMPARE(m_ended, QList{alert});
        QCOMPARE(historyOf(alert).answer, QString{});
    }

    void theStatusFileLetsItsOwnDialogGoAlone()
    {
        answers().setSubagentHold(600s);
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        WaitingBridge hidden{*m_home, documentOf(u"make"_s, {{u"agent_id"_s, u"agent-1"_s}})};
        QTRY_COMPARE(waiting(), std::size_t{2});
        const ClaudeProcess process = pipeline().watchedSessions().front().processes.front();
        const auto status = [&](ClaudeStatus::State state, const QDateTime& at) {
            pipeline().applyStatus(
                process, {.pid = process.pid, .sessionId = Session, .state = state, .updatedAt = at});
        };
        // The dialog came with the first request; the second is of an agent behind it.
        status(ClaudeStatus::State::Waiting, answers().waiting().front()->askedAt.addMSecs(-1'600));
        QCOMPARE(waiting(), std::size_t{2});
        status(ClaudeStatus::State::Busy, QDateTime::currentDateTimeUtc());
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QVERIFY(!hidden.hasEnded());
        // Another dialog comes and goes: not the agent's.
        m_stage->clock.moveBy(1min);
        status(ClaudeStatus::State::Waiting, m_stage->clock.nowUtc());
        status(ClaudeStatus::State::Busy, m_stage->clock.nowUtc());
        QVERIFY(!hidden.hasEnded());
        QCOMPARE(waiting(), std::size_t{1});
    }

    void aYesInTheTerminalBeforeTheDecisionIsTooLate_data()
    {
        QTest::addColumn<bool>("isReadFirst"); // the status file, before the call's end is told
        QTest::newRow("status file first") << true;
        QTest::newRow("the call's end first") << false;
    }
    void aYesInTheTerminalBeforeTheDecisionIsTooLate()
    {
        QFETCH(bool, isReadFirst);
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const AlertId alert = waitingAlert();
        const ClaudeProcess process = pipeline().watchedSessions().front().processes.front();
        const auto status = [&](ClaudeStatus::State state, const QDateTime& at) {
            pipeline().applyStatus(
                process, {.pid = process.pid, .sessionId = Session, .state = state, .updatedAt = at});
        };
        status(ClaudeStatus::State::Waiting, answers().find(alert)->askedAt);
        QTest::qWait(400); // no person answers sooner
        const QDateTime yes = QDateTime::currentDateTimeUtc();
        QTest::qWait(5);
        QVERIFY(answers().decide(alert, decision::Allow{}, AnswerChannel::Window).isSent());
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.decision(), allowed());
        const auto told = [&] {
            const auto since = yes.msecsTo(QDateTime::currentDateTimeUtc());
            toolRan({{u"command"_s, u"ls"_s}}, u"Bash"_s, {}, since);
        };
        if (!isReadFirst)
            told();
        status(ClaudeStatus::State::Busy, yes);
        if (isReadFirst)
            told();
        QVERIFY(open().empty());
        QTRY_COMPARE(m_outcomes, (QList{AnswerOutcome::Sent, AnswerOutcome::TooLate}));
        QCOMPARE(historyOf(alert).answerOutcome, u"too_late"_s);
    }

    void escInTheTerminalIsNotTaken()
    {
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const ClaudeProcess process = pipeline().watchedSessions().front().processes.front();
        const QDateTime asked = answers().waiting().front()->askedAt;
        const auto status = [&](ClaudeStatus::State state, const QDateTime& at) {
            pipeline().applyStatus(
                process, {.pid = process.pid, .sessionId = Session, .state = state, .updatedAt = at});
        };
        status(ClaudeStatus::State::Waiting, asked);
        QVERIFY(answers().decide(waitingAlert(), decision::Allow{}, AnswerChannel::Window).isSent());
        QTRY_VERIFY(bridge.endedWell());
        status(ClaudeStatus::State::Idle, QDateTime::currentDateTimeUtc());
        QTRY_COMPARE(m_outcomes, (QList{AnswerOutcome::Sent, AnswerOutcome::TooLate}));
    }

    void allOfASessionIsDenied()
    {
        answers().setSubagentHold(600s);
        WaitingBridge own{*m_home, documentOf(u"ls"_s)};
        WaitingBridge agents{*m_home, documentOf(u"make"_s, {{u"agent_id"_s, u"agent-1"_s}})};
        WaitingBridge others{*m_home, documentOf(u"ls"_s, {{u"session_id"_s, u"another"_s}})};
        QTRY_COMPARE(waiting(), std::size_t{3});
        QCOMPARE(answers().denyAll(u"unknown"_s, {}, AnswerChannel::Window), 0);
        QCOMPARE(answers().denyAll(Session, u"not now"_s, AnswerChannel::Window), 2);
        for (WaitingBridge* bridge : {&own, &agents}) {
            QTRY_VERIFY(bridge->endedWell());
            QCOMPARE(bridge->decision()["hookSpecificOutput"_L1]["decision"_L1].toObject(),
                     (QJsonObject{{u"behavior"_s, u"deny"_s}, {u"message"_s, u"not now"_s}}));
        }
        QCOMPARE(waiting(), std::size_t{1});
        QVERIFY(!others.hasEnded());
        QCOMPARE(answers().denyAll(Session, {}, AnswerChannel::Window), 0);
    }

    void aQuestionSaysWhenItExpires()
    {
        const QJsonObject form{{u"questions"_s, QJsonArray{QJsonObject{{u"question"_s, u"Which?"_s}}}}};
        m_stage->questionTimeout = 60s;
        WaitingBridge asking{
            *m_home, documentOf({}, {{u"tool_name"_s, u"AskUserQuestion"_s}, {u"tool_input"_s, form}})};
        QTRY_COMPARE(waiting(), std::size_t{1});
        QCOMPARE(answers().waiting().front()->expiresAt,
                 std::optional{answers().waiting().front()->askedAt.addSecs(60)});
        WaitingBridge running{*m_home, documentOf(u"ls"_s)}; // a permission never expires
        QTRY_COMPARE(waiting(), std::size_t{2});
        QVERIFY(!answers().find(waitingAlert())->expiresAt);
        m_stage->questionTimeout.reset();
        WaitingBridge another{
            *m_home, documentOf({}, {{u"tool_name"_s, u"AskUserQuestion"_s}, {u"tool_input"_s, form}})};
        QTRY_COMPARE(waiting(), std::size_t{3});
        QVERIFY(!answers().find(waitingAlert())->expiresAt);
    }

    void theRiskKnowsThePersonsOwnList()
    {
        WaitingBridge bridge{*m_home, documentOf(u"helm upgrade"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const WaitingRequest& request = *answers().waiting().front();
        QVERIFY(answers().riskOf(request).level == RiskLevel::Ordinary);
        answers().setDangerousCalls({u"helm up"_s});
        QVERIFY(answers().riskOf(request).level == RiskLevel::Dangerous);
        QVERIFY(answers().riskOf(request).signs.contains(RiskSign::OnOwnList));
    }

    void identicalRequestsAreTwo()
    {
        WaitingBridge first{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const AlertId one = waitingAlert();
        WaitingBridge second{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{2});
        const AlertId two = waitingAlert();
        QVERIFY(!(one == two));
        QVERIFY(answers().decide(one, decision::Allow{}, AnswerChannel::Window).isSent());
        QTRY_VERIFY(first.endedWell());
        QCOMPARE(first.decision(), allowed());
        QVERIFY(!second.hasEnded());
        toolRan({{u"command"_s, u"ls"_s}});
        QCOMPARE(open().size(), std::size_t{1});
        QCOMPARE(open().front().alert.id, two);
        QVERIFY(answers().decide(two, decision::Deny{}, AnswerChannel::Window).isSent());
        QTRY_VERIFY(second.endedWell());
        QVERIFY(second.printed().contains("\"deny\""));
    }

    void theTranscriptOfOneCallClosesNoOtherThatIsAlike_data()
    {
        QTest::addColumn<bool>("hookIsFirst");
        QTest::newRow("after the hook") << true;
        QTest::newRow("before the hook") << false;
    }

    void theTranscriptOfOneCallClosesNoOtherThatIsAlike()
    {
        QFETCH(bool, hookIsFirst);
        const QJsonObject input{{u"command"_s, u"ls"_s}};
        const TranscriptCall call{.id = u"toolu_1"_s,
                                  .tool = u"Bash"_s,
                                  .input = digestOf(input),
                                  .begunAt = m_stage->clock.nowUtc().addSecs(-60)};
        WaitingBridge first{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        WaitingBridge second{*m_home, documentOf(u"ls"_s)};
        QTRY_COMPARE(waiting(), std::size_t{2});
        const AlertId other = answers().waiting().front()->alert;
        QVERIFY(answers().decide(waitingAlert(), decision::Allow{}, AnswerChannel::Window).isSent());
        QTRY_VERIFY(second.endedWell());
        const auto ran = [&] { toolRan(input); };
        const auto written = [&] {
            pipeline().applyTranscript(Session, {{.kind = TranscriptEvent::Kind::ToolResult,
                                                  .at = m_stage->clock.nowUtc().addSecs(60),
                                                  .call = call}});
        };
        hookIsFirst ? ran() : written();
        QCOMPARE(open().size(), std::size_t{1});
        hookIsFirst ? written() : ran();
        QCOMPARE(open().size(), std::size_t{1});
        QCOMPARE(open().front().alert.id, other);
        QVERIFY(!first.hasEnded());
        QCOMPARE(waiting(), std::size_t{1});
    }

    void withoutTheAppItIsToldBySpool()
    {
        m_server.reset();
        WaitingBridge bridge{*m_home, documentOf(u"ls"_s)};
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QCOMPARE(m_home->spooled().size(), 1);
        QVERIFY(!m_home->spooledRequest().contains(u"wait"_s));
        // Not even an edited file can be answered.
        QFile file{m_home->spool() + u'/' + m_home->spooled().first()};
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QJsonObject edited =
            ipc::WaitRequest{QByteArray(64, 'e')}.addedTo(QJsonDocument::fromJson(file.readAll()).object());
        file.resize(0);
        file.write(QJsonDocument{edited}.toJson());
        file.close();
        Spool spool{m_home->spool()};
        connect(&spool, &Spool::requestReceived, &pipeline(), &EventPipeline::takeSpooled);
        QCOMPARE(spool.drain(), 1);
        QTRY_COMPARE(open().size(), std::size_t{1});
        QVERIFY(!open().front().isHeld);
        QCOMPARE(waiting(), std::size_t{0});
    }

    void whatWasToldAlreadyIsNotAskedAgain()
    {
        QJsonObject request = forged(u"ls"_s);
        pipeline().takeHook(request); // as from the spool: the same event id
        QCOMPARE(open().size(), std::size_t{1});
        QLocalSocket socket;
        QCOMPARE(exchange(socket, request), ipc::notPendingReply());
        QCOMPARE(open().size(), std::size_t{1});
        QVERIFY(!open().front().isHeld);
    }

    void otherProgramsAreToldOnly_data()
    {
        QTest::addColumn<QString>("entrypoint");
        QTest::addColumn<QString>("attended");
        QTest::addColumn<bool>("isAnswerable");
        QTest::newRow("terminal") << u"cli"_s << u"1"_s << true;
        QTest::newRow("2.1.197") << u"cli"_s << QString{} << true;
        QTest::newRow("claude --bg") << u"cli"_s << u"0"_s << true;
        QTest::newRow("headless") << u"sdk-cli"_s << u"0"_s << false;
        QTest::newRow("headless by its entrypoint") << u"sdk-py"_s << QString{} << false;
        QTest::newRow("an IDE") << u"claude-vscode"_s << u"1"_s << false;
    }
    void otherProgramsAreToldOnly()
    {
        QFETCH(QString, entrypoint);
        QFETCH(QString, attended);
        QFETCH(bool, isAnswerable);
        WaitingBridge bridge{
            *m_home,
            documentOf(u"ls"_s),
            {{u"CLAUDE_CODE_ENTRYPOINT"_s, entrypoint}, {u"CLAUDE_CODE_SESSION_ATTENDED"_s, attended}}};
        if (isAnswerable) {
            QTRY_COMPARE(waiting(), std::size_t{1});
            return;
        }
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QCOMPARE(waiting(), std::size_t{0});
        QCOMPARE(pipeline().sessions().size(), 1);
    }

    void headlessRunsAreHeldWhenThePersonWantsThat_data()
    {
        QTest::addColumn<QString>("entrypoint");
        QTest::addColumn<QString>("agent");
        QTest::addColumn<bool>("isHeld");
        QTest::newRow("headless") << u"sdk-cli"_s << QString{} << true;
        QTest::newRow("its subagent") << u"sdk-cli"_s << u"agent-1"_s << true;
        QTest::newRow("an IDE") << u"claude-vscode"_s << QString{} << false;
    }
    void headlessRunsAreHeldWhenThePersonWantsThat()
    {
        QFETCH(QString, entrypoint);
        QFETCH(QString, agent);
        QFETCH(bool, isHeld);
        answers().setSubagentHold(0s);
        answers().setHoldsHeadless(true);
        setAway(false);
        WaitingBridge bridge{*m_home,
                             documentOf(u"ls"_s, {{u"agent_id"_s, agent}}),
                             {{u"CLAUDE_CODE_ENTRYPOINT"_s, entrypoint},
                              {u"CLAUDE_CODE_SESSION_ATTENDED"_s, isHeld ? u"0"_s : u"1"_s}}};
        if (!isHeld) {
            QTRY_VERIFY(bridge.endedWell());
            QCOMPARE(waiting(), std::size_t{0});
            return;
        }
        QTRY_COMPARE(waiting(), std::size_t{1});
        QVERIFY(answers().waiting().front()->isHeadless);
        QVERIFY(!answers().isHiddenInTerminal(waitingAlert())); // it has none
        m_stage->clock.moveBy(1h);
        setAway(false);
        QVERIFY(!bridge.hasEnded());
        answers().setHoldsHeadless(false);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
    }

    void otherEventsAreToldAsEver()
    {
        WaitingBridge bridge{*m_home, payload(u"session-start"_s)};
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QCOMPARE(pipeline().sessions().size(), 1);
        QCOMPARE(waiting(), std::size_t{0});
    }

    void aSubagentsRequestIsLeftToAPersonWhoIsThere()
    {
        answers().setSubagentHold(1s);
        setAway(false);
        const QJsonObject document = documentOf(u"make"_s, {{u"agent_id"_s, u"agent-1"_s}});
        WaitingBridge bridge{*m_home, document};
        QTRY_COMPARE(waiting(), std::size_t{1});
        QVERIFY(answers().isHiddenInTerminal(waitingAlert()));
        m_stage->clock.moveBy(2s);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QCOMPARE(open().size(), std::size_t{1});
        // At once, if the person wants that.
        answers().setSubagentHold(0s);
        WaitingBridge second{*m_home, documentOf(u"make all"_s, {{u"agent_id"_s, u"agent-1"_s}})};
        QTRY_VERIFY(second.endedWell());
        QCOMPARE(waiting(), std::size_t{0});
        QCOMPARE(open().size(), std::size_t{2});
    }

    void aSubagentsRequestWaitsWhileThePersonIsAway()
    {
        setAway(true);
        WaitingBridge bridge{*m_home, documentOf(u"make"_s, {{u"agent_id"_s, u"agent-1"_s}})};
        QTRY_COMPARE(waiting(), std::size_t{1});
        m_stage->clock.moveBy(1h);
        setAway(true);
        QCOMPARE(waiting(), std::size_t{1});
        QVERIFY(!bridge.hasEnded());
        setAway(false);
        QTRY_VERIFY(bridge.endedWell());
        QCOMPARE(bridge.printed(), QByteArray{});
        QCOMPARE(open().size(), std::size_t{1});
    }

    void aForgedDocumentHasAnAlertOfItsOwn()
    {
        WaitingBridge bridge{*m_home, documentOf(u"rm -rf ~"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const AlertId real = waitingAlert();
        const QString text = open().front().alert.text.source;
        // The same session and call, then a harmless one, waiting or told: none changes what is shown.
        for (const QString& command : {u"rm -rf ~"_s, u"ls"_s}) {
            auto socket = std::make_unique<QLocalSocket>();
            QCOMPARE(exchange(*socket, forged(command)), ipc::pendingReply());
            const AlertId own = waitingAlert();
            QVERIFY(!(own == real));
            QVERIFY(answers().decide(own, decision::Allow{}, AnswerChannel::Window).isSent());
            QVERIFY(!bridge.hasEnded());
            QJsonObject told = forged(command);
            told.remove(u"wait"_s);
            QCOMPARE(exchange(told).value("ok"_L1).toBool(), true);
        }
        QCOMPARE(answers().find(real)->call.input.value("command"_L1).toString(), u"rm -rf ~"_s);
        const auto alerts = open();
        const auto shown = std::find_if(alerts.begin(), alerts.end(),
                                        [&](const OpenAlert& one) { return one.alert.id == real; });
        QVERIFY(shown != alerts.end());
        QCOMPARE(shown->alert.text.source, text);
        QVERIFY(!bridge.hasEnded());
        QCOMPARE(bridge.printed(), QByteArray{});
    }

    void noMessageDecides()
    {
        WaitingBridge bridge{*m_home, documentOf(u"rm -rf ~"_s)};
        QTRY_COMPARE(waiting(), std::size_t{1});
        const AlertId alert = waitingAlert();
        const QJsonObject decision =
            ipc::DecisionMessage{.document = answers().find(alert)->document, .verdict = ipc::Verdict::Allow}
                .toJson();
        for (const QString& type :
             {u"decision"_s, u"decide"_s, u"allow"_s, u"answer"_s, u"approve"_s, u"decided"_s}) {
            QTest::ignoreMessage(QtWarningMsg, "refused a request of an unknown type");
            QJsonObject request = decision;
            request.insert(u"type"_s, type);
            request.insert(u"alert"_s, alert.value);
            request.insert(u"id"_s, alert.value);
            QCOMPARE(codeOf(exchange(request)), u"bad_request"_s);
        }
        // On a connection that waits, too: it ends that connection's own waiting.
        QLocalSocket socket;
        QCOMPARE(exchange(socket, forged(u"ls"_s)), ipc::pendingReply());
        const AlertId own = waitingAlert();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"what is no receipt"_s});
        QCOMPARE(exchange(socket, decision), ipc::notPendingReply());
        QVERIFY(!answers().find(own));
        // A receipt before any decision is none.
        QLocalSocket early;
        QCOMPARE(exchange(early, forged(u"ls -l"_s)), ipc::pendingReply());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"what is no receipt"_s});
        QCOMPARE(exchange(early, ipc::DecisionReceipt{.isPrinted = true}.toJson()), ipc::notPendingReply());
        QVERIFY(!bridge.hasEnded());
        QVERIFY(answers().find(alert));
        QCOMPARE(bridge.printed(), QByteArray{});
    }

    void aSecondConnectionWithTheSameIdIsNotTheFirst()
    {
        QLocalSocket first;
        const QJsonObject request = forged(u"ls"_s);
        QCOMPARE(exchange(first, request), ipc::pendingReply());
        const AlertId alert = waitingAlert();
        QJsonObject again = request;
        again.insert(u"event"_s, documentOf(u"rm -rf ~"_s));
        QLocalSocket second;
        QCOMPARE(exchange(second, again), ipc::notPendingReply());
        QCOMPARE(waiting(), std::size_t{1});
        QVERIFY(open().front().isHeld);
        QVERIFY(m_ended.isEmpty());
        QCOMPARE(answers().find(alert)->call.input.value("command"_L1).toString(), u"ls"_s);
        QVERIFY(answers().decide(alert, decision::Allow{}, AnswerChannel::Window).isSent());
        QVERIFY(QTest::qWaitFor([&] { return first.bytesAvailable() > 0; }));
        QCOMPARE(second.bytesAvailable(), 0);
    }

    void twoHundredWaitAndNoneDelaysTheOthers()
    {
        std::list<QLocalSocket> sockets;
        for (int i = 0; i < LocalServer::MaxHeld; ++i) {
            QLocalSocket& socket = sockets.emplace_back();
            QCOMPARE(exchange(socket, forged(u"ls"_s, u"session-%1"_s.arg(i))), ipc::pendingReply());
        }
        QCOMPARE(waiting(), std::size_t{LocalServer::MaxHeld});
        QLocalSocket oneMore;
        QCOMPARE(exchange(oneMore, forged(u"ls more"_s)), ipc::notPendingReply());
        QCOMPARE(exchange({{u"type"_s, u"status"_s}}).value("ok"_L1).toBool(), true);
        sockets.pop_front();
        QTRY_COMPARE(waiting(), std::size_t{LocalServer::MaxHeld - 1});
        QLocalSocket next;
        QCOMPARE(exchange(next, forged(u"ls next"_s)), ipc::pendingReply());
    }

    void waitingTakesLittleMemory()
    {
#ifndef TOCSIN_SANITIZED
        // Two, so that what they share is not counted as one's own.
        const QString command{60'000, u'x'};
        WaitingBridge one{*m_home, documentOf(command)};
        WaitingBridge two{*m_home, documentOf(command + u'y')};
        QTRY_COMPARE(waiting(), std::size_t{2});
        const auto kilobytes = [](qint64 pid) {
            QFile file{u"/proc/%1/smaps_rollup"_s.arg(pid)};
            if (!file.open(QIODevice::ReadOnly))
                return -1;
            int sum = 0;
            for (const QByteArray& line : file.readAll().split('\n')) {
                if (line.startsWith("Private_"))
                    sum += line.simplified().split(' ').at(1).toInt();
            }
            return sum;
        };
#ifdef TOCSIN_COUNTS_LINES
        constexpr int MaxKilobytes = 2048; // gcov's counters are private memory, 0.6 MiB here
#else
        constexpr int MaxKilobytes = 1024;
#endif
        int last = -1;
        QTRY_VERIFY2((last = kilobytes(two.process.processId())) > 0 && last <= MaxKilobytes,
                     qPrintable(QString::number(last)));
        qInfo() << "private memory of a hook that waits, in KiB:" << last;
#endif
    }
};

QTEST_GUILESS_MAIN(TestAnswerFlow)
#include "test_answer_flow.moc"

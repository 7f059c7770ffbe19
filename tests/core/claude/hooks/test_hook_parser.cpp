// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/claude/hooks/hook_parser.h"
#include "core/claude/hooks/pasted_text.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject payload(const QString& name)
{
    QFile file{u"" TOCSIN_SOURCE_DIR "/tests/data/payloads/"_s + name + u".json"_s};
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject{};
}

QJsonObject requestWith(const QJsonObject& event)
{
    return {{u"type"_s, u"hook"_s},
            {u"id"_s, u"b8f7ad2c-1f0e-4e8f-9a65-0d3b7b6c7a11"_s},
            {u"boot_id"_s, u"boot"_s},
            {u"monotonic_ns"_s, u"9007199254740993"_s},
            {u"wall_ms"_s, u"1769956200000"_s},
            {u"hostname"_s, u"desk"_s},
            {u"claude"_s, QJsonObject{{u"pid"_s, 42}, {u"start_time"_s, u"77"_s}}},
            {u"terminal"_s, QJsonObject{{u"TMUX_PANE"_s, u"%3"_s}, {u"LD_PRELOAD"_s, u"x"_s}}},
            {u"event"_s, event}};
}

QJsonObject changed(QJsonObject object, const QString& key, const QJsonValue& value)
{
    if (value.isUndefined())
        object.remove(key);
    else
        object.insert(key, value);
    return object;
}

template<typename Details> Details detailsOf(const QString& name)
{
    const auto event = parseHookRequest(requestWith(payload(name)));
    if (!event || !std::holds_alternative<Details>(event->details)) {
        QTest::qFail("not parsed to the expected details", __FILE__, __LINE__);
        return {};
    }
    return std::get<Details>(event->details);
}

} // namespace

class TestHookParser final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatTheBridgeAdded()
    {
        const auto event = parseHookRequest(requestWith(payload(u"stop"_s)));
        QVERIFY(event);
        QCOMPARE(event->origin.id.toString(QUuid::WithoutBraces), u"b8f7ad2c-1f0e-4e8f-9a65-0d3b7b6c7a11"_s);
        QCOMPARE(event->origin.bootId, u"boot"_s);
        QCOMPARE(event->origin.monotonicNs, 9007199254740993); // a double would lose the last digit
        QCOMPARE(event->origin.wall, utcAt(QDate{2026, 2, 1}, QTime{14, 30}));
        QCOMPARE(event->origin.hostname, u"desk"_s);
        QCOMPARE(event->origin.claude, (ClaudeProcess{.pid = 42, .startTime = u"77"_s, .bootId = u"boot"_s}));
        QCOMPARE(event->origin.terminal,
                 (QMap<QString, QString>{{u"TMUX_PANE"_s, u"%3"_s}})); // and nothing that is no such hint
        QCOMPARE(event->sessionId, u"bed33343-903f-40ab-8158-e4c0855edffb"_s);
        QVERIFY(event->transcriptPath.endsWith(u".jsonl"_s));
        QCOMPARE(event->cwd, u"/home/dev/demo"_s);
        QVERIFY(!event->promptId.isEmpty());
        QVERIFY(!event->isFromSubagent());
    }
    void readsTheRealSessionStart()
    {
        const auto start = detailsOf<hook::SessionStart>(u"session-start"_s);
        QCOMPARE(start.source, u"startup"_s);
        QCOMPARE(start.title, u"Named"_s);
    }
    void readsTheRealPrompt()
    {
        QCOMPARE(detailsOf<hook::UserPromptSubmit>(u"user-prompt-submit"_s).prompt, u"scenario:hello"_s);
    }
    void marksOfWhatWasPastedAreNoPartOfThePrompt()
    {
        // As Claude Code 2.1.332 reports them.
        QCOMPARE(withoutPasteMarks(u"\n\n<pasted_content id=\"20e0\">\nfirst\nsecond\n</pasted_content "
                                   "id=\"20e0\">\n"_s),
                 u"first\nsecond"_s);
        QCOMPARE(
            withoutPasteMarks(u"look:\n\n<pasted_content id=\"1\">\na\n</pasted_content id=\"1\">\nhere"_s),
            u"look:\na\nhere"_s);
        QCOMPARE(withoutPasteMarks(u" a <b> "_s), u" a <b> "_s);
    }
    void readsTheRealPermissionRequest()
    {
        const auto request = detailsOf<hook::PermissionRequest>(u"permission-request"_s);
        QCOMPARE(request.call.tool, u"Bash"_s);
        QVERIFY(request.call.input.contains("command"_L1));
        QVERIFY(request.call.id.isEmpty());
    }
    void readsTheRealToolFailure()
    {
        const auto failure = detailsOf<hook::PostToolUseFailure>(u"post-tool-use-failure"_s);
        QCOMPARE(failure.error, u"Exit code 3\nsome output\nsome error"_s);
        QCOMPARE(failure.call.id, u"toolu_fake359_0"_s);
        QCOMPARE(failure.duration, 35ms);
        QVERIFY(!failure.isInterrupt);
    }
    void readsTheRealNotifications()
    {
        QCOMPARE(detailsOf<hook::Notification>(u"notification-idle-prompt"_s).type, u"idle_prompt"_s);
        QCOMPARE(detailsOf<hook::Notification>(u"notification-permission-prompt"_s).message,
                 u"Claude needs your permission"_s);
    }
    void readsTheRealEnds()
    {
        QCOMPARE(detailsOf<hook::Stop>(u"stop"_s).backgroundTasks.size(), 0U);
        QCOMPARE(detailsOf<hook::StopFailure>(u"stop-failure"_s).error, u"server_error"_s);
        QCOMPARE(detailsOf<hook::SessionEnd>(u"session-end"_s).reason, u"prompt_input_exit"_s);
        const auto subagent = parseHookRequest(requestWith(payload(u"subagent-stop"_s)));
        QVERIFY(subagent);
        QVERIFY(subagent->isFromSubagent());
        const auto& ended = std::get<hook::SubagentStop>(subagent->details);
        QCOMPARE(ended.agentType, u"general-purpose"_s);
        QCOMPARE(ended.lastMessage, u"Child result."_s);
        QVERIFY(ended.backgroundTasks.empty());
    }
    void readsToolUseBeforeAndAfter()
    {
        QJsonObject event = payload(u"permission-request"_s);
        event.insert(u"hook_event_name"_s, u"PreToolUse"_s);
        event.insert(u"tool_use_id"_s, u"t1"_s);
        const auto before = parseHookRequest(requestWith(event));
        QVERIFY(before);
        QCOMPARE(std::get<hook::PreToolUse>(before->details).call.id, u"t1"_s);
        event.insert(u"hook_event_name"_s, u"PostToolUse"_s);
        const auto after = parseHookRequest(requestWith(event));
        QVERIFY(after);
        QVERIFY(!std::get<hook::PostToolUse>(after->details).duration);
    }
    void readsTheApprovedPlanOfPlansAlone()
    {
        QJsonObject event = payload(u"permission-request-plan"_s);
        event.insert(u"hook_event_name"_s, u"PostToolUse"_s);
        event.insert(u"tool_input"_s, QJsonObject{});
        const auto planIn = [&event](const QJsonValue& response) {
            const auto parsed = parseHookRequest(requestWith(changed(event, u"tool_response"_s, response)));
            return parsed ? std::get<hook::PostToolUse>(parsed->details).approvedPlan : u"not parsed"_s;
        };
        QCOMPARE(planIn(QJsonObject{{u"plan"_s, u"# Plan"_s}, {u"filePath"_s, u"/p.md"_s}}), u"# Plan"_s);
        QCOMPARE(planIn(QJsonObject{{u"plan"_s, 7}}), QString{});
        QCOMPARE(planIn(u"User has approved"_s), QString{});
        event.insert(u"tool_name"_s, u"Bash"_s);
        QCOMPARE(planIn(QJsonObject{{u"plan"_s, u"# Plan"_s}}), QString{});
    }
    void ignoresDurationsThatAreNone()
    {
        for (const double duration : {-1.0, 1e18, 1e300}) {
            const QJsonObject event =
                changed(payload(u"post-tool-use-failure"_s), u"duration_ms"_s, duration);
            const auto parsed = parseHookRequest(requestWith(event));
            QVERIFY(parsed);
            QVERIFY(!std::get<hook::PostToolUseFailure>(parsed->details).duration);
        }
    }
    void countsBackgroundTasks()
    {
        const QJsonObject event =
            changed(payload(u"stop"_s), u"background_tasks"_s, QJsonArray{QJsonObject{}, QJsonObject{}});
        const auto parsed = parseHookRequest(requestWith(event));
        QVERIFY(parsed);
        QCOMPARE(std::get<hook::Stop>(parsed->details).backgroundTasks.size(), 2U);
    }
    void doesWithoutWhatIsOptional()
    {
        QJsonObject request = requestWith(QJsonObject{{u"session_id"_s, u"s"_s},
                                                      {u"hook_event_name"_s, u"Stop"_s},
                                                      {u"transcript_path"_s, QJsonValue::Null}});
        for (const auto& key : {u"hostname"_s, u"claude"_s, u"terminal"_s})
            request.remove(key);
        const auto event = parseHookRequest(request);
        QVERIFY(event);
        QVERIFY(!event->origin.claude.isKnown());
    }

    void dropsWhatIsMalformed_data()
    {
        QTest::addColumn<QJsonObject>("request");
        QTest::addColumn<QString>("detail");
        const QJsonObject good = requestWith(payload(u"permission-request"_s));
        const auto inEvent = [&](const QString& key, const QJsonValue& value) {
            return changed(good, u"event"_s, changed(good.value("event"_L1).toObject(), key, value));
        };
        const auto gone = QJsonValue{QJsonValue::Undefined};
        QTest::newRow("empty") << QJsonObject{} << u"event is not an object"_s;
        QTest::newRow("event is text") << changed(good, u"event"_s, u"x"_s) << u"event is not an object"_s;
        QTest::newRow("no id") << changed(good, u"id"_s, gone) << u"id is not a string"_s;
        QTest::newRow("id is no UUID") << changed(good, u"id"_s, u"7"_s) << u"id is not a UUID"_s;
        QTest::newRow("no boot id") << changed(good, u"boot_id"_s, gone) << u"boot_id is not a string"_s;
        QTest::newRow("time is a number")
            << changed(good, u"monotonic_ns"_s, 7) << u"monotonic_ns is not a string"_s;
        QTest::newRow("time is no number")
            << changed(good, u"monotonic_ns"_s, u"soon"_s) << u"monotonic_ns is not digits"_s;
        QTest::newRow("time is negative")
            << changed(good, u"wall_ms"_s, u"-1"_s) << u"wall_ms is not digits"_s;
        QTest::newRow("claude is text")
            << changed(good, u"claude"_s, u"42"_s) << u"claude is not an object"_s;
        QTest::newRow("no event name")
            << inEvent(u"hook_event_name"_s, gone) << u"hook_event_name is not a string"_s;
        QTest::newRow("no session") << inEvent(u"session_id"_s, gone)
                                    << u"PermissionRequest: session_id is not a string"_s;
        QTest::newRow("empty session")
            << inEvent(u"session_id"_s, u""_s) << u"PermissionRequest: session_id is not given"_s;
        QTest::newRow("tool is a number")
            << inEvent(u"tool_name"_s, 3) << u"PermissionRequest: tool_name is not a string"_s;
        QTest::newRow("input is a list")
            << inEvent(u"tool_input"_s, QJsonArray{}) << u"PermissionRequest: tool_input is not an object"_s;
        QTest::newRow("agent is a number")
            << inEvent(u"agent_id"_s, 3) << u"PermissionRequest: agent_id is not a string"_s;
    }
    void dropsWhatIsMalformed()
    {
        QFETCH(QJsonObject, request);
        QFETCH(QString, detail);
        const auto event = parseHookRequest(request);
        QVERIFY(!event);
        QCOMPARE(event.error().reason, DropReason::Malformed);
        QCOMPARE(event.error().detail, detail);
    }
    void dropsMistypedFieldsOfEachEvent_data()
    {
        QTest::addColumn<QString>("payloadName");
        QTest::addColumn<QString>("field");
        QTest::newRow("source") << u"session-start"_s << u"source"_s;
        QTest::newRow("prompt") << u"user-prompt-submit"_s << u"prompt"_s;
        QTest::newRow("error") << u"post-tool-use-failure"_s << u"error"_s;
        QTest::newRow("interrupt") << u"post-tool-use-failure"_s << u"is_interrupt"_s;
        QTest::newRow("notification") << u"notification-idle-prompt"_s << u"notification_type"_s;
        QTest::newRow("tasks") << u"stop"_s << u"background_tasks"_s;
        QTest::newRow("failure") << u"stop-failure"_s << u"error"_s;
        QTest::newRow("reason") << u"session-end"_s << u"reason"_s;
    }
    void dropsMistypedFieldsOfEachEvent()
    {
        QFETCH(QString, payloadName);
        QFETCH(QString, field);
        const auto event = parseHookRequest(requestWith(changed(payload(payloadName), field, 7)));
        QVERIFY(!event);
        QCOMPARE(event.error().reason, DropReason::Malformed);
        QVERIFY(event.error().detail.contains(field));
    }
    void dropsEventsItDoesNotKnow()
    {
        const auto event = parseHookRequest(requestWith(
            changed(payload(u"stop"_s), u"hook_event_name"_s, u"Tele\nport"_s + QString{200, u'x'})));
        QVERIFY(!event);
        QCOMPARE(event.error().reason, DropReason::UnknownEvent);
        QVERIFY(event.error().detail.startsWith(u"Tele port"_s)); // fit for a log line
        QVERIFY(event.error().detail.size() <= 60);
    }
    void namesEveryReason()
    {
        QSet<QString> names;
        for (int reason = 0; reason <= static_cast<int>(DropReason::BadPattern); ++reason)
            names.insert(wireName(static_cast<DropReason>(reason)));
        QCOMPARE(names.size(), static_cast<int>(DropReason::BadPattern) + 1);
        QVERIFY(!names.contains(QString{}));
    }
};

QTEST_GUILESS_MAIN(TestHookParser)
#include "test_hook_parser.moc"

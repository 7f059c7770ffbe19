// SPDX-License-Identifier: MIT
#include "core/claude/hooks/hook_parser.h"

#include "core/base/text.h"
#include "core/base/utc_time.h"
#include "core/claude/hooks/lasting_rules.h"
#include "core/claude/hooks/pasted_text.h"
#include "core/claude/hooks/question_form.h"
#include "core/system/terminal_variables.h"

#include <QHash>
#include <QJsonArray>

#include <functional>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxNameInLog{60};
/// A hundred days: more is no duration, and would not fit once counted in nanoseconds.
constexpr double LongestDurationMs{100.0 * 24 * 3600 * 1000};

/// Takes fields out of one JSON object and remembers the first one that was missing or mistyped, so that the
/// code which builds a value stays a plain list of fields.
class Fields final
{
public:
    Fields(const QJsonObject& object, QString& problem)
        : m_object{object}
        , m_problem{problem}
    {}

    [[nodiscard]] QString text(QLatin1StringView key) const
    {
        return required(key, &QJsonValue::isString, "a string"_L1).toString();
    }
    [[nodiscard]] QString optionalText(QLatin1StringView key) const
    {
        return optional(key, &QJsonValue::isString, "a string"_L1).toString();
    }
    [[nodiscard]] QJsonObject object(QLatin1StringView key) const
    {
        return required(key, &QJsonValue::isObject, "an object"_L1).toObject();
    }
    [[nodiscard]] QJsonObject optionalObject(QLatin1StringView key) const
    {
        return optional(key, &QJsonValue::isObject, "an object"_L1).toObject();
    }
    /// Of what has a shape of its own in every tool.
    [[nodiscard]] QString textWithin(QLatin1StringView key, QLatin1StringView name) const
    {
        return m_object.value(key).toObject().value(name).toString();
    }
    [[nodiscard]] QJsonArray optionalArray(QLatin1StringView key) const
    {
        return optional(key, &QJsonValue::isArray, "an array"_L1).toArray();
    }
    /// Of what is only an offer: anything else is none.
    [[nodiscard]] QJsonArray anyArray(QLatin1StringView key) const { return m_object.value(key).toArray(); }
    [[nodiscard]] bool optionalFlag(QLatin1StringView key) const
    {
        return optional(key, &QJsonValue::isBool, "true or false"_L1).toBool();
    }
    [[nodiscard]] std::optional<std::chrono::milliseconds> optionalMilliseconds(QLatin1StringView key) const
    {
        const QJsonValue value = optional(key, &QJsonValue::isDouble, "a number"_L1);
        if (!value.isDouble() || value.toDouble() < 0 || value.toDouble() > LongestDurationMs)
            return {};
        return std::chrono::milliseconds{value.toInteger()};
    }
    /// JSON numbers lose digits above 2^53, so nanoseconds travel as text.
    [[nodiscard]] qint64 digits(QLatin1StringView key) const
    {
        bool ok{false};
        const qint64 number = text(key).toLongLong(&ok);
        if (!ok || number < 0)
            blame(key, "digits"_L1);
        return number;
    }

    void blame(QLatin1StringView key, QLatin1StringView expected) const
    {
        if (m_problem.isEmpty())
            m_problem = u"%1 is not %2"_s.arg(key, expected);
    }

private:
    using Check = bool (QJsonValue::*)() const;

    [[nodiscard]] QJsonValue required(QLatin1StringView key, Check check, QLatin1StringView expected) const
    {
        const QJsonValue value = m_object.value(key);
        if (!std::invoke(check, value))
            blame(key, expected);
        return value;
    }
    [[nodiscard]] QJsonValue optional(QLatin1StringView key, Check check, QLatin1StringView expected) const
    {
        const QJsonValue value = m_object.value(key);
        return value.isNull() || value.isUndefined() ? QJsonValue{} : required(key, check, expected);
    }

    const QJsonObject& m_object;
    QString& m_problem;
};

hook::ToolCall toolCall(const Fields& event)
{
    return {.tool = event.text("tool_name"_L1),
            .input = event.optionalObject("tool_input"_L1),
            .id = event.optionalText("tool_use_id"_L1)};
}

hook::Details sessionStart(const Fields& event)
{
    return hook::SessionStart{.source = event.text("source"_L1),
                              .title = event.optionalText("session_title"_L1)};
}

hook::Details userPromptSubmit(const Fields& event)
{
    return hook::UserPromptSubmit{.prompt = withoutPasteMarks(event.text("prompt"_L1))};
}

hook::Details preToolUse(const Fields& event)
{
    return hook::PreToolUse{.call = toolCall(event)};
}

hook::Details permissionRequest(const Fields& event)
{
    return hook::PermissionRequest{.call = toolCall(event),
                                   .lastingRules = lastingRules(event.anyArray(PermissionSuggestions))};
}

hook::Details postToolUse(const Fields& event)
{
    hook::PostToolUse use{.call = toolCall(event), .duration = event.optionalMilliseconds("duration_ms"_L1)};
    if (asksForPlan(use.call))
        use.approvedPlan = event.textWithin("tool_response"_L1, "plan"_L1);
    return use;
}

hook::Details postToolUseFailure(const Fields& event)
{
    return hook::PostToolUseFailure{.call = toolCall(event),
                                    .duration = event.optionalMilliseconds("duration_ms"_L1),
                                    .error = event.text("error"_L1),
                                    .isInterrupt = event.optionalFlag("is_interrupt"_L1)};
}

hook::Details notification(const Fields& event)
{
    return hook::Notification{.type = event.optionalText("notification_type"_L1),
                              .message = event.optionalText("message"_L1)};
}

std::vector<hook::BackgroundTask> backgroundTasks(const Fields& event)
{
    std::vector<hook::BackgroundTask> tasks;
    for (const QJsonValue task : event.optionalArray("background_tasks"_L1))
        tasks.push_back({.id = task[u"id"_s].toString(),
                         .type = task[u"type"_s].toString(),
                         .status = task[u"status"_s].toString(),
                         .command = task[u"command"_s].toString()});
    return tasks;
}

QStringList wakeUpPrompts(const Fields& event)
{
    QStringList prompts;
    for (const QJsonValue wakeUp : event.optionalArray("session_crons"_L1))
        prompts.append(wakeUp[u"prompt"_s].toString());
    return prompts;
}

hook::Details stop(const Fields& event)
{
    return hook::Stop{.backgroundTasks = backgroundTasks(event),
                      .wakeUps = event.optionalArray("session_crons"_L1).size(),
                      .wakeUpPrompts = wakeUpPrompts(event),
                      .isHookRound = event.optionalFlag("stop_hook_active"_L1),
                      .lastMessage = event.optionalText("last_assistant_message"_L1)};
}

hook::Details stopFailure(const Fields& event)
{
    return hook::StopFailure{.error = event.text("error"_L1),
                             .message = event.optionalText("last_assistant_message"_L1)};
}

hook::Details subagentStop(const Fields& event)
{
    return hook::SubagentStop{.agentType = event.optionalText("agent_type"_L1),
                              .backgroundTasks = backgroundTasks(event),
                              .wakeUps = event.optionalArray("session_crons"_L1).size(),
                              .lastMessage = event.optionalText("last_assistant_message"_L1)};
}

hook::Details elicitation(const Fields& event)
{
    return hook::Elicitation{.server = event.optionalText("mcp_server_name"_L1),
                             .message = event.optionalText("message"_L1)};
}

hook::Details elicitationResult(const Fields& event)
{
    return hook::ElicitationResult{.server = event.optionalText("mcp_server_name"_L1)};
}

hook::Details sessionEnd(const Fields& event)
{
    return hook::SessionEnd{.reason = event.text("reason"_L1)};
}

using Reader = hook::Details (*)(const Fields&);

Reader readerFor(const QString& eventName)
{
    static const QHash<QString, Reader> Readers{
        {u"SessionStart"_s, sessionStart}, {u"UserPromptSubmit"_s, userPromptSubmit},
        {u"PreToolUse"_s, preToolUse},     {u"PermissionRequest"_s, permissionRequest},
        {u"PostToolUse"_s, postToolUse},   {u"PostToolUseFailure"_s, postToolUseFailure},
        {u"Notification"_s, notification}, {u"Stop"_s, stop},
        {u"StopFailure"_s, stopFailure},   {u"SubagentStop"_s, subagentStop},
        {u"Elicitation"_s, elicitation},   {u"ElicitationResult"_s, elicitationResult},
        {u"SessionEnd"_s, sessionEnd},
    };
    return Readers.value(eventName, nullptr);
}

ClaudeProcess claudeProcess(const QJsonObject& claude, const QString& bootId)
{
    return {.pid = claude.value("pid"_L1).toInteger(),
            .startTime = claude.value("start_time"_L1).toString(),
            .bootId = bootId,
            .pidNamespace = claude.value("pid_namespace"_L1).toString()};
}

TerminalVariables terminalHints(const QJsonObject& terminal)
{
    TerminalVariables hints;
    for (auto it = terminal.begin(); it != terminal.end(); ++it)
        hints.insert(it.key(), it.value().toString());
    return knownTerminalVariables(hints);
}

HookOrigin origin(const Fields& request)
{
    HookOrigin from{.id = QUuid::fromString(request.text("id"_L1)),
                    .bootId = request.text("boot_id"_L1),
                    .monotonicNs = request.digits("monotonic_ns"_L1),
                    .wall = utcFromMSecs(request.digits("wall_ms"_L1)),
                    .hostname = request.optionalText("hostname"_L1),
                    .claude = claudeProcess(request.optionalObject("claude"_L1), request.text("boot_id"_L1)),
                    .entrypoint = request.optionalObject("claude"_L1).value("entrypoint"_L1).toString(),
                    .isTeammate = request.optionalObject("claude"_L1).value("teammate"_L1).toBool(),
                    .attended = request.optionalObject("claude"_L1).value("attended"_L1).toString(),
                    .tty = request.optionalObject("claude"_L1).value("tty"_L1).toString(),
                    .terminal = terminalHints(request.optionalObject("terminal"_L1))};
    if (from.id.isNull())
        request.blame("id"_L1, "a UUID"_L1);
    return from;
}

Unexpected<Dropped> malformed(const QString& what)
{
    return Unexpected{Dropped{.reason = DropReason::Malformed, .detail = what}};
}

} // namespace

QString hookNameIn(const QJsonObject& request)
{
    return request.value("event"_L1).toObject().value("hook_event_name"_L1).toString();
}

Expected<HookEvent, Dropped> parseHookRequest(const QJsonObject& request)
{
    QString problem;
    const Fields outer{request, problem};
    const QJsonObject document = outer.object("event"_L1);
    HookEvent event{.origin = origin(outer)};
    if (!problem.isEmpty())
        return malformed(problem);

    const Fields inner{document, problem};
    const QString name = inner.text("hook_event_name"_L1);
    if (!problem.isEmpty())
        return malformed(problem);
    const Reader read = readerFor(name);
    if (read == nullptr)
        return Unexpected{
            Dropped{.reason = DropReason::UnknownEvent, .detail = elided(plainLine(name), MaxNameInLog)}};

    event.sessionId = inner.text("session_id"_L1);
    event.transcriptPath = inner.optionalText("transcript_path"_L1);
    event.cwd = inner.optionalText("cwd"_L1);
    event.promptId = inner.optionalText("prompt_id"_L1);
    event.agentId = inner.optionalText("agent_id"_L1);
    event.details = read(inner);
    if (problem.isEmpty() && event.sessionId.isEmpty())
        inner.blame("session_id"_L1, "given"_L1);
    if (!problem.isEmpty())
        return malformed(u"%1: %2"_s.arg(name, problem));
    return event;
}

} // namespace tocsin

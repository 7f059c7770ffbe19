// SPDX-License-Identifier: MIT
#include "core/sessions/event_table.h"

#include "core/base/text.h"
#include "core/claude/hooks/alert_summary.h"

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// A background task that ended speaks with the person's voice.
constexpr auto TaskNotificationMark = "<task-notification>"_L1;

/// The table: a row is a `return {row, state, what it answers, what to tell}`.
class Table final
{
public:
    explicit Table(const ErrorClassifier& classifier)
        : m_classifier{classifier}
    {}

    EventEffect operator()(const hook::SessionStart& start) const
    {
        if (start.source == "compact"_L1) // in the middle of a turn
            return {EventKind::Compaction};
        return {EventKind::SessionStart, SessionState::Idle, Resolves::All};
    }

    EventEffect operator()(const hook::UserPromptSubmit& submit) const
    {
        if (submit.prompt.trimmed().startsWith(TaskNotificationMark))
            return {EventKind::TaskNotification, SessionState::Working};
        return {EventKind::HumanPrompt, SessionState::Working, Resolves::All};
    }

    EventEffect operator()(const hook::PreToolUse& use) const
    {
        if (isQuestion(use.call))
            return question(questionText(use.call).translated());
        return {EventKind::ToolStart, SessionState::Working};
    }

    EventEffect operator()(const hook::PermissionRequest& request) const
    {
        if (isQuestion(request.call))
            return question(questionText(request.call).translated());
        return {EventKind::Permission, SessionState::Waiting, Resolves::Nothing,
                AlertRequest{AlertCause::Permission, toolSummary(request.call)}};
    }

    EventEffect operator()(const hook::Notification& notification) const
    {
        const QString& type = notification.type;
        if (type == "permission_prompt"_L1)
            return {EventKind::PermissionReminder, SessionState::Waiting, Resolves::Nothing,
                    AlertRequest{AlertCause::Permission, permissionSummary(notification.message)}};
        if (type == "elicitation_dialog"_L1 || type == "agent_needs_input"_L1)
            return question(elided(plainLine(notification.message), MaxErrorText));
        if (type == "idle_prompt"_L1)
            return {EventKind::IdlePrompt, SessionState::Waiting, Resolves::Nothing,
                    AlertRequest{AlertCause::Idle}};
        return {EventKind::Unused};
    }

    EventEffect operator()(const hook::PostToolUse& /*use*/) const
    {
        return {EventKind::ToolResult, SessionState::Working, Resolves::ToolCall};
    }

    EventEffect operator()(const hook::PostToolUseFailure& failure) const
    {
        if (failure.isInterrupt) // Esc: the turn is over, and no Stop will say so
            return {EventKind::Interrupt, SessionState::Idle, Resolves::Turn};
        EventEffect meaning{EventKind::ToolFailure, SessionState::Working, Resolves::ToolCall};
        if (const auto line = m_classifier.blockingLine(failure.error))
            meaning.need = AlertRequest{AlertCause::Tool, *line};
        return meaning;
    }

    EventEffect operator()(const hook::StopFailure& failure) const
    {
        return {EventKind::StopFailure, SessionState::Error, Resolves::Turn,
                AlertRequest{AlertCause::Api, apiErrorText(failure.error, failure.message).translated()}};
    }

    EventEffect operator()(const hook::Stop& stop) const
    {
        if (!stop.backgroundTasks.empty())
            return {EventKind::TurnEndInBackground, SessionState::Working, Resolves::Turn};
        // Done only after a silence: the tracker sets the state when that has passed.
        return {EventKind::TurnEnd, std::nullopt, Resolves::Turn};
    }

    EventEffect operator()(const hook::SubagentStop& /*stop*/) const
    {
        return {EventKind::SubagentStop, std::nullopt, Resolves::Turn};
    }

    EventEffect operator()(const hook::Elicitation& elicitation) const
    {
        return question(elided(plainLine(elicitation.message), MaxErrorText));
    }

    EventEffect operator()(const hook::SessionEnd& /*end*/) const
    {
        return {EventKind::SessionEnd, SessionState::Ended, Resolves::All};
    }

private:
    static EventEffect question(const QString& words)
    {
        return {EventKind::Question, SessionState::Waiting, Resolves::Nothing,
                AlertRequest{AlertCause::Question, words}};
    }

    const ErrorClassifier& m_classifier;
};

} // namespace

EventEffect effectOf(const HookEvent& event, const ErrorClassifier& classifier)
{
    return std::visit(Table{classifier}, event.details);
}

QString wireName(EventKind row)
{
    switch (row) {
    case EventKind::Unused:
        return u"unused"_s;
    case EventKind::SessionStart:
        return u"session_start"_s;
    case EventKind::Compaction:
        return u"compaction"_s;
    case EventKind::HumanPrompt:
        return u"human_prompt"_s;
    case EventKind::TaskNotification:
        return u"task_notification"_s;
    case EventKind::ToolStart:
        return u"tool_start"_s;
    case EventKind::Permission:
        return u"permission"_s;
    case EventKind::PermissionReminder:
        return u"permission_reminder"_s;
    case EventKind::Question:
        return u"question"_s;
    case EventKind::IdlePrompt:
        return u"idle_prompt"_s;
    case EventKind::ToolResult:
        return u"tool_result"_s;
    case EventKind::ToolFailure:
        return u"tool_failure"_s;
    case EventKind::Interrupt:
        return u"interrupt"_s;
    case EventKind::StopFailure:
        return u"stop_failure"_s;
    case EventKind::TurnEnd:
        return u"turn_end"_s;
    case EventKind::TurnEndInBackground:
        return u"turn_end_in_background"_s;
    case EventKind::SubagentStop:
        return u"subagent_stop"_s;
    case EventKind::SessionEnd:
        return u"session_end"_s;
    }
    return {};
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/sessions/event_table.h"

#include "core/base/text.h"
#include "core/hooks/subject.h"

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

    Meaning operator()(const hook::SessionStart& start) const
    {
        if (start.source == "compact"_L1) // in the middle of a turn
            return {Row::Compaction};
        return {Row::SessionStart, SessionState::Idle, Answers::All};
    }

    Meaning operator()(const hook::UserPromptSubmit& submit) const
    {
        if (submit.prompt.trimmed().startsWith(TaskNotificationMark))
            return {Row::TaskNotification, SessionState::Working};
        return {Row::HumanPrompt, SessionState::Working, Answers::All};
    }

    Meaning operator()(const hook::PreToolUse& use) const
    {
        if (isQuestion(use.call))
            return question(questionSubject(use.call));
        return {Row::ToolStart, SessionState::Working};
    }

    Meaning operator()(const hook::PermissionRequest& request) const
    {
        if (isQuestion(request.call))
            return question(questionSubject(request.call));
        return {Row::Permission, SessionState::Waiting, Answers::Nothing,
                Need{AlertCause::Permission, toolSubject(request.call)}};
    }

    Meaning operator()(const hook::Notification& notification) const
    {
        const QString& type = notification.type;
        if (type == "permission_prompt"_L1)
            return {Row::PermissionReminder, SessionState::Waiting, Answers::Nothing,
                    Need{AlertCause::Permission, permissionSubject(notification.message)}};
        if (type == "elicitation_dialog"_L1 || type == "agent_needs_input"_L1)
            return question(elided(plainLine(notification.message), MaxErrorText));
        if (type == "idle_prompt"_L1)
            return {Row::IdlePrompt, SessionState::Waiting, Answers::Nothing, Need{AlertCause::Idle}};
        return {Row::Unused};
    }

    Meaning operator()(const hook::PostToolUse& /*use*/) const
    {
        return {Row::ToolResult, SessionState::Working, Answers::ToolCall};
    }

    Meaning operator()(const hook::PostToolUseFailure& failure) const
    {
        if (failure.isInterrupt) // Esc: the turn is over, and no Stop will say so
            return {Row::Interrupt, SessionState::Idle, Answers::Turn};
        Meaning meaning{Row::ToolFailure, SessionState::Working, Answers::ToolCall};
        if (const auto line = m_classifier.blockingLine(failure.error))
            meaning.need = Need{AlertCause::Tool, *line};
        return meaning;
    }

    Meaning operator()(const hook::StopFailure& failure) const
    {
        return {Row::StopFailure, SessionState::Error, Answers::Turn,
                Need{AlertCause::Api, apiErrorSubject(failure.error)}};
    }

    Meaning operator()(const hook::Stop& stop) const
    {
        if (stop.backgroundTasks > 0)
            return {Row::TurnEndInBackground, SessionState::Working, Answers::Turn};
        // Done only after a silence: the tracker sets the state when that has passed.
        return {Row::TurnEnd, std::nullopt, Answers::Turn};
    }

    Meaning operator()(const hook::SubagentStop& /*stop*/) const
    {
        return {Row::SubagentStop, std::nullopt, Answers::Turn};
    }

    Meaning operator()(const hook::SessionEnd& /*end*/) const
    {
        return {Row::SessionEnd, SessionState::Ended, Answers::All};
    }

private:
    static Meaning question(const QString& words)
    {
        return {Row::Question, SessionState::Waiting, Answers::Nothing, Need{AlertCause::Question, words}};
    }

    const ErrorClassifier& m_classifier;
};

} // namespace

Meaning meaningOf(const HookEvent& event, const ErrorClassifier& classifier)
{
    return std::visit(Table{classifier}, event.details);
}

QString wireName(Row row)
{
    switch (row) {
    case Row::Unused:
        return u"unused"_s;
    case Row::SessionStart:
        return u"session_start"_s;
    case Row::Compaction:
        return u"compaction"_s;
    case Row::HumanPrompt:
        return u"human_prompt"_s;
    case Row::TaskNotification:
        return u"task_notification"_s;
    case Row::ToolStart:
        return u"tool_start"_s;
    case Row::Permission:
        return u"permission"_s;
    case Row::PermissionReminder:
        return u"permission_reminder"_s;
    case Row::Question:
        return u"question"_s;
    case Row::IdlePrompt:
        return u"idle_prompt"_s;
    case Row::ToolResult:
        return u"tool_result"_s;
    case Row::ToolFailure:
        return u"tool_failure"_s;
    case Row::Interrupt:
        return u"interrupt"_s;
    case Row::StopFailure:
        return u"stop_failure"_s;
    case Row::TurnEnd:
        return u"turn_end"_s;
    case Row::TurnEndInBackground:
        return u"turn_end_in_background"_s;
    case Row::SubagentStop:
        return u"subagent_stop"_s;
    case Row::SessionEnd:
        return u"session_end"_s;
    }
    return {};
}

} // namespace tocsin

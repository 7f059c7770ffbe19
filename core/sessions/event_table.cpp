// SPDX-License-Identifier: MIT
#include "core/sessions/event_table.h"

#include "core/base/text.h"
#include "core/claude/calls/call_line.h"
#include "core/claude/hooks/alert_summary.h"
#include "core/claude/hooks/limit_reset.h"
#include "core/claude/hooks/notification_kind.h"

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// The table: a line is a `return {kind, state, what it resolves, what to tell}`.
class Table final
{
public:
    Table(const ErrorClassifier& classifier, const QDateTime& at)
        : m_classifier{classifier}
        , m_at{at}
    {}

    EventEffect operator()(const hook::SessionStart& start) const
    {
        if (start.isCompaction()) // in the middle of a turn
            return {EventKind::Compaction};
        return {EventKind::SessionStart, SessionState::Idle, Resolves::All};
    }

    EventEffect operator()(const hook::UserPromptSubmit& submit) const
    {
        if (submit.isTaskNotification())
            return wakeUpEffect();
        return {EventKind::HumanPrompt, SessionState::Working, Resolves::Person};
    }

    EventEffect operator()(const hook::PreToolUse& use) const
    {
        if (isQuestion(use.call))
            return {EventKind::QuestionAnnounced, SessionState::Working, Resolves::Nothing,
                    AlertRequest{AlertCause::Question, questionText(use.call)}};
        return {EventKind::ToolStart, SessionState::Working};
    }

    EventEffect operator()(const hook::PermissionRequest& request) const
    {
        if (isQuestion(request.call))
            return question(questionText(request.call));
        return {EventKind::Permission, SessionState::Waiting, Resolves::Nothing,
                AlertRequest{AlertCause::Permission, callLine(request.call).words}};
    }

    EventEffect operator()(const hook::Notification& notification) const
    {
        const Phrase words = Phrase::verbatim(elided(plainLine(notification.message), MaxErrorText));
        switch (kindOf(notification)) {
        case NotificationKind::PermissionPrompt:
            return {EventKind::PermissionReminder, SessionState::Waiting, Resolves::Nothing,
                    AlertRequest{.cause = AlertCause::Permission,
                                 .text = Phrase::verbatim(permissionSummary(notification.message)),
                                 .isSettled = true}};
        case NotificationKind::ElicitationDialog:
        case NotificationKind::NeedsInput:
            return {EventKind::QuestionReminder, SessionState::Waiting, Resolves::Nothing,
                    AlertRequest{.cause = AlertCause::Question, .text = words, .isSettled = true}};
        case NotificationKind::ElicitationAnswered:
            return {EventKind::QuestionAnswered, SessionState::Working, Resolves::Questions};
        case NotificationKind::IdlePrompt:
            return {EventKind::IdlePrompt, SessionState::Waiting, Resolves::Nothing,
                    AlertRequest{AlertCause::Idle}};
        case NotificationKind::Push:
            return {EventKind::Message, std::nullopt, Resolves::Nothing,
                    AlertRequest{AlertCause::Message, words}};
        case NotificationKind::AgentCompleted:
        case NotificationKind::Unused:
            break;
        }
        return {EventKind::Unused};
    }

    EventEffect operator()(const hook::Elicitation& elicitation) const
    {
        const QString server = plainLine(elicitation.server);
        const QString words = plainLine(elicitation.message);
        const bool hasBoth = !server.isEmpty() && !words.isEmpty();
        return question(
            Phrase::verbatim(elided(hasBoth ? server + u": "_s + words : server + words, MaxErrorText)));
    }

    EventEffect operator()(const hook::ElicitationResult& /*result*/) const
    {
        return {EventKind::QuestionAnswered, SessionState::Working, Resolves::Questions};
    }

    EventEffect operator()(const hook::PostToolUse& /*use*/) const
    {
        return {EventKind::ToolResult, SessionState::Working, Resolves::ToolCall};
    }

    EventEffect operator()(const hook::PostToolUseFailure& failure) const
    {
        if (failure.isInterrupt) // Esc: the turn is over, and no Stop will say so
            return {EventKind::Interrupt, SessionState::Idle, Resolves::Turn};
        EventEffect effect{EventKind::ToolFailure, SessionState::Working, Resolves::ToolCall};
        if (const auto line = m_classifier.blockingLine(failure.error))
            effect.alert = AlertRequest{AlertCause::Tool, Phrase::verbatim(*line)};
        return effect;
    }

    EventEffect operator()(const hook::StopFailure& failure) const
    {
        if (isInterruption(failure))
            return {EventKind::Interrupt, SessionState::Idle, Resolves::Turn};
        return {EventKind::StopFailure, SessionState::Error, Resolves::Turn,
                AlertRequest{.cause = AlertCause::Api,
                             .text = apiErrorText(failure.error, failure.message),
                             .isUsageLimit = isUsageLimit(failure),
                             .resetsAt = limitResetIn(failure.message, m_at).value_or(QDateTime{})}};
    }

    EventEffect operator()(const hook::Stop& /*stop*/) const
    {
        // Finished only after a silence: the timers set the state when that has passed.
        return {EventKind::TurnEnd, std::nullopt, Resolves::Turn};
    }

    EventEffect operator()(const hook::SubagentStop& /*stop*/) const
    {
        return {EventKind::SubagentStop, std::nullopt, Resolves::Turn};
    }

    EventEffect operator()(const hook::SessionEnd& /*end*/) const
    {
        return {EventKind::SessionEnd, SessionState::Ended, Resolves::All};
    }

private:
    static EventEffect question(const Phrase& words)
    {
        return {EventKind::Question, SessionState::Waiting, Resolves::Nothing,
                AlertRequest{AlertCause::Question, words}};
    }

    const ErrorClassifier& m_classifier;
    const QDateTime& m_at;
};

} // namespace

EventEffect effectOf(const HookEvent& event, const ErrorClassifier& classifier, const QDateTime& at)
{
    return std::visit(Table{classifier, at}, event.details);
}

EventEffect wakeUpEffect()
{
    return {EventKind::TaskNotification, SessionState::Working};
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
    case EventKind::QuestionAnnounced:
        return u"question_announced"_s;
    case EventKind::Permission:
        return u"permission"_s;
    case EventKind::PermissionReminder:
        return u"permission_reminder"_s;
    case EventKind::Question:
        return u"question"_s;
    case EventKind::QuestionReminder:
        return u"question_reminder"_s;
    case EventKind::QuestionAnswered:
        return u"question_answered"_s;
    case EventKind::IdlePrompt:
        return u"idle_prompt"_s;
    case EventKind::Message:
        return u"message"_s;
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
    case EventKind::SubagentStop:
        return u"subagent_stop"_s;
    case EventKind::SessionEnd:
        return u"session_end"_s;
    }
    return {};
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/sessions/session_state_machine.h"

#include <algorithm>

namespace tocsin {

namespace {

/// What a transcript may make a session remember.
constexpr qsizetype MaxRunningCalls{256};

bool isUnderWay(const Session& session)
{
    return session.state == SessionState::Working || session.state == SessionState::Quiet ||
           (session.state == SessionState::Waiting && session.turnOpen) || session.pendingDone.has_value();
}

} // namespace

void SessionStateMachine::applyTranscriptEvent(const TranscriptEvent& sign)
{
    m_session.lastActivityAt = std::max(m_session.lastActivityAt, m_at);
    if (m_session.state == SessionState::Quiet && m_at > m_session.since)
        markActive();
    switch (sign.kind) {
    case TranscriptEvent::Kind::Activity:
    case TranscriptEvent::Kind::AssistantText:
    case TranscriptEvent::Kind::ApiError:
    case TranscriptEvent::Kind::StopHookFeedback:
    case TranscriptEvent::Kind::PromptRefused:
    case TranscriptEvent::Kind::TurnLimit:
    case TranscriptEvent::Kind::Predecessor:
        return;
    case TranscriptEvent::Kind::Prompt:
        // The hook tells more, and mostly sooner.
        closeIf([this](const OpenAlert& alert) { return alert.raisedAt < m_at; });
        if (m_session.turnAt.isValid() && m_at <= m_session.turnAt)
            return;
        m_session.runningCalls.clear();
        m_session.turnAt = m_at;
        return;
    case TranscriptEvent::Kind::ToolUse:
        // One from before the last turn's end was left behind by a Claude that was killed.
        if ((!m_session.turnAt.isValid() || m_at >= m_session.turnAt) &&
            m_session.runningCalls.size() < MaxRunningCalls)
            m_session.runningCalls.insert(sign.call.id);
        return;
    case TranscriptEvent::Kind::ToolResult:
        return takeResult(sign.call);
    case TranscriptEvent::Kind::Interrupt:
        return interrupt();
    }
}

/// Esc, or a "no" without a word. A subagent's dialog that stays open all the same is told of again by its
/// reminder.
void SessionStateMachine::interrupt()
{
    closeIf([this](const OpenAlert& alert) { return alert.isDialog() && alert.raisedAt < m_at; });
    if (m_session.turnAt.isValid() && m_at < m_session.turnAt)
        return;
    m_session.turnAt = m_at;
    m_session.runningCalls.clear();
    if (m_session.stateAt.isValid() && m_at < m_session.stateAt)
        return;
    if (!isUnderWay(m_session))
        return;
    m_session.stateAt = m_at;
    m_session.pendingDone.reset();
    m_session.hasBackgroundTasks = false;
    m_session.turnOpen = false;
    enter(SessionState::Idle);
}

/// A call that is over has had its permission, or its "no" with a word, which no hook tells of.
void SessionStateMachine::takeResult(const TranscriptCall& call)
{
    m_session.runningCalls.remove(call.id);
    const ToolCallKey signature{.tool = call.tool, .input = call.input, .callId = call.id};
    const auto isOf = [&](const OpenAlert& alert, bool inputIsKnown) {
        const bool wasOpenedForIt = alert.raisedAt < m_at && call.begunAt.isValid() &&
                                    alert.raisedAt >= call.begunAt && alert.call.agentId.isEmpty();
        if (!alert.isDialog() || !wasOpenedForIt)
            return false;
        if (inputIsKnown)
            return alert.call.isSameCallAs(signature);
        // What a hook says of a large input is cut, and a reminder names no tool: if nothing else runs, it is
        // this call's.
        return m_session.runningCalls.isEmpty() &&
               (alert.call.tool == call.tool || alert.call.tool.isEmpty());
    };
    for (const bool inputIsKnown : {true, false}) {
        const auto dialog = std::find_if(m_session.open.begin(), m_session.open.end(),
                                         [&](const OpenAlert& alert) { return isOf(alert, inputIsKnown); });
        if (dialog == m_session.open.end())
            continue;
        closeIf([number = dialog->number](const OpenAlert& alert) { return alert.number == number; });
        break;
    }
    if (m_session.state == SessionState::Waiting && m_session.turnOpen && !m_session.hasOpenDialog() &&
        m_at > m_session.stateAt)
        enter(SessionState::Working);
}

} // namespace tocsin

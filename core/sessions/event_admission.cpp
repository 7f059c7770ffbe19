// SPDX-License-Identifier: MIT
#include "core/sessions/event_admission.h"

#include <algorithm>
#include <chrono>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

/// A StopFailure may arrive this long after the end of its session, whichever is stamped first.
constexpr auto LastWords = 10s;

/// Whether something newer has already answered the dialog that this event tells of.
bool wasAnswered(const Session& session, const HookEvent& event, const QDateTime& at)
{
    const HookTimestamp stamp = timestampOf(event);
    const ToolCallKey call = toolCallKey(event);
    const bool isCalm = session.calmedAt.isValid() && at < session.calmedAt;
    if (!event.isFromSubagent() && (isCalm || stamp.isOlderThan(session.turnStamp)))
        return true;
    return std::any_of(session.recentResults.begin(), session.recentResults.end(), [&](const auto& result) {
        return result.first.isSameCallAs(call) && stamp.isOlderThan(result.second);
    });
}

/// Whether an event comes too late to mean anything.
bool isLate(const Session& session, const HookEvent& event, EventKind kind, const QDateTime& at)
{
    switch (kind) {
    case EventKind::Permission:
    case EventKind::Question:
        return wasAnswered(session, event, at);
    // These answer what was open before them, whenever they arrive; an error is still worth telling.
    case EventKind::HumanPrompt:
    case EventKind::ToolResult:
    case EventKind::ToolFailure:
    case EventKind::SubagentStop:
    case EventKind::QuestionAnswered:
    case EventKind::Message:
        return false;
    default:
        return timestampOf(event).isOlderThan(session.stateStamp);
    }
}

/// Only a start or a person brings an ended session back.
bool bringsBack(const Session& session, const HookEvent& event, EventKind kind)
{
    const bool isOfTheDead = session.state == SessionState::Lost && session.isIn(event.origin.claude);
    return (kind == EventKind::SessionStart || kind == EventKind::HumanPrompt) && !isOfTheDead &&
           !timestampOf(event).isOlderThan(session.stateStamp);
}

bool isLastWord(const Session& session, const HookEvent& event, EventKind kind, const QDateTime& at)
{
    return kind == EventKind::StopFailure && !session.turn.wasStopped &&
           (timestampOf(event).isOlderThan(session.stateStamp) ||
            std::chrono::milliseconds{session.endedAt.msecsTo(at)} < LastWords);
}

} // namespace

Admission admissionOf(const Session& session, const HookEvent& event, EventKind kind, const QDateTime& at)
{
    if (session.isOver() && !bringsBack(session, event, kind))
        return isLastWord(session, event, kind, at) ? Admission::LastError : Admission::SessionOver;
    return isLate(session, event, kind, at) ? Admission::Late : Admission::Taken;
}

} // namespace tocsin

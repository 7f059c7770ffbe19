// SPDX-License-Identifier: MIT
#include "core/decisions/outcome_judge.h"

#include "core/claude/hooks/tool_input.h"

#include <chrono>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A call that was let through begins at once; one that begins later is another.
constexpr std::chrono::nanoseconds BeginsWithin{2s};
/// More than can be under way.
constexpr std::size_t MaxJudged{256};

const hook::ToolCall* endedCall(const HookEvent& event)
{
    if (const auto* use = std::get_if<hook::PostToolUse>(&event.details))
        return &use->call;
    if (const auto* failure = std::get_if<hook::PostToolUseFailure>(&event.details))
        return &failure->call;
    return nullptr;
}

bool beganThen(const HookEvent& event, const HookTimestamp& decidedAt)
{
    const HookTimestamp began = toolStart(event);
    const std::chrono::nanoseconds after{began.ns - decidedAt.ns};
    return began.bootId == decidedAt.bootId && after > -100ms && after < BeginsWithin;
}

/// What runs if the decision takes; nothing if it is a no.
QByteArray expectedOf(const WaitingRequest& request, const Decision& decision)
{
    const auto message = messageFor(request, decision);
    if (!message)
        return {};
    switch (message->verdict) {
    case ipc::Verdict::Deny:
    case ipc::Verdict::DenyAndStop:
        return {};
    case ipc::Verdict::Answer:
        return digestOf(withAnswers(request.call.input, message->answers));
    default:
        return digestOf(request.call.input);
    }
}

} // namespace

QString wireName(AnswerOutcome outcome)
{
    switch (outcome) {
    case AnswerOutcome::Sent:
        return u"sent"_s;
    case AnswerOutcome::NotPrinted:
        return u"not_printed"_s;
    case AnswerOutcome::Taken:
        return u"taken"_s;
    case AnswerOutcome::TooLate:
        return u"too_late"_s;
    case AnswerOutcome::OtherCall:
        return u"other_call"_s;
    }
    return {};
}

void OutcomeJudge::sent(const WaitingRequest& request, const Decision& decision, const HookTimestamp& now)
{
    prune();
    const bool isForm = request.kind == RequestKind::Questions;
    m_judged.insert_or_assign(
        request.alert, Judged{.sessionId = request.sessionId,
                              .agentId = request.agentId,
                              .tool = request.call.tool,
                              .shown = digestOf(request.call.input),
                              .expected = expectedOf(request, decision),
                              .asked = isForm ? digestOf(withoutAnswers(request.call.input)) : QByteArray{},
                              .at = now});
}

void OutcomeJudge::delivered(AlertId alert, bool isPrinted, const QString& problem)
{
    const auto found = m_judged.find(alert);
    if (found == m_judged.end() || found->second.isFinal)
        return;
    if (!isPrinted) // the hook ended first: a key in the terminal ends it
        return set(found, problem.isEmpty() ? AnswerOutcome::TooLate : AnswerOutcome::NotPrinted, true);
    found->second.isPrinted = true;
    if (found->second.isClosed)
        set(found, AnswerOutcome::Taken, false);
}

void OutcomeJudge::took(const HookEvent& event)
{
    const hook::ToolCall* call = endedCall(event);
    if (call == nullptr)
        return;
    const QByteArray ran = digestOf(call->input);
    const auto isOf = [&](const Judged& one) {
        return !one.isFinal && one.sessionId == event.sessionId && one.agentId == event.agentId &&
               one.tool == call->tool;
    };
    auto changed = m_judged.end();
    int candidates = 0;
    for (auto one = m_judged.begin(); one != m_judged.end(); ++one) {
        const Judged& judged = one->second;
        if (!isOf(judged))
            continue;
        if (!judged.expected.isEmpty() && ran == judged.expected)
            return set(one, AnswerOutcome::Taken, true);
        // A no did not keep it from running, or it ran with other answers.
        const bool isSameForm =
            !judged.asked.isEmpty() && digestOf(withoutAnswers(call->input)) == judged.asked;
        if ((judged.expected.isEmpty() && ran == judged.shown) || isSameForm)
            return set(one, AnswerOutcome::TooLate, true);
        if (!judged.expected.isEmpty() && judged.isPrinted && beganThen(event, judged.at)) {
            changed = one;
            ++candidates;
        }
    }
    if (candidates == 1)
        set(changed, AnswerOutcome::OtherCall, true);
}

void OutcomeJudge::closed(AlertId alert)
{
    const auto found = m_judged.find(alert);
    if (found == m_judged.end())
        return;
    found->second.isClosed = true;
    if (found->second.isFinal)
        m_judged.erase(found);
    else if (found->second.isPrinted)
        set(found, AnswerOutcome::Taken, false);
}

void OutcomeJudge::set(std::map<AlertId, Judged>::iterator one, AnswerOutcome outcome, bool isFinal)
{
    one->second.isFinal = isFinal;
    if (std::exchange(one->second.outcome, outcome) != outcome)
        m_changes.emplace_back(one->first, outcome);
    if (isFinal && one->second.isClosed)
        m_judged.erase(one);
}

/// The oldest alerts have the lowest ids.
void OutcomeJudge::prune()
{
    while (m_judged.size() >= MaxJudged)
        m_judged.erase(m_judged.begin());
}

} // namespace tocsin

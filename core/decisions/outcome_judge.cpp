// SPDX-License-Identifier: MIT
#include "core/decisions/outcome_judge.h"

#include "core/claude/hooks/tool_input.h"

#include <algorithm>
#include <chrono>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A call that was let through begins at once; one that begins later is another.
constexpr std::chrono::nanoseconds BeginsWithin{2s};
/// No person answers sooner: the dialog is not yet on the screen.
constexpr std::chrono::nanoseconds AnswersAfter{300ms};
/// More than can be under way.
constexpr std::size_t MaxJudged{256};
constexpr qsizetype MaxCalls{1024};

const hook::ToolCall* endedCall(const HookEvent& event)
{
    if (const auto* use = std::get_if<hook::PostToolUse>(&event.details))
        return &use->call;
    if (const auto* failure = std::get_if<hook::PostToolUseFailure>(&event.details))
        return &failure->call;
    return nullptr;
}

QString approvedPlan(const HookEvent& event)
{
    const auto* use = std::get_if<hook::PostToolUse>(&event.details);
    return use != nullptr ? use->approvedPlan : QString{};
}

/// It cannot have been let through by a key that was quicker than the decision.
bool beganLater(const HookEvent& event, const HookTimestamp& decidedAt)
{
    const HookTimestamp began = toolStart(event);
    return began.bootId == decidedAt.bootId &&
           std::chrono::nanoseconds{began.ns - decidedAt.ns} > BeginsWithin;
}

bool beganThen(const HookEvent& event, const HookTimestamp& decidedAt)
{
    const HookTimestamp began = toolStart(event);
    const std::chrono::nanoseconds after{began.ns - decidedAt.ns};
    return began.bootId == decidedAt.bootId && after > -100ms && after < BeginsWithin;
}

/// The plan that Claude got, or its beginning if the hook's document was cut.
bool isPlan(const QString& plan, const QString& told)
{
    constexpr QChar Cut{u'…'};
    return told == plan || (told.endsWith(Cut) && plan.startsWith(told.chopped(1)));
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

void OutcomeJudge::sent(const WaitingRequest& request, const Decision& decision, const HookTimestamp& now,
                        const QDateTime& nowUtc)
{
    prune();
    const bool isForm = request.kind == RequestKind::Questions;
    m_judged.insert_or_assign(
        request.alert,
        Judged{.sessionId = request.sessionId,
               .agentId = request.agentId,
               .tool = request.call.tool,
               .shown = digestOf(request.call.input),
               .expected = expectedOf(request, decision),
               .asked = isForm ? digestOf(withoutAnswers(request.call.input)) : QByteArray{},
               .plan = std::holds_alternative<decision::ApprovePlan>(decision) ? request.plan : QString{},
               .isYes = std::holds_alternative<decision::Allow>(decision),
               .askedAt = request.stamp,
               .askedAtUtc = request.askedAt,
               .at = now,
               .atUtc = nowUtc});
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
        set(found, found->second.isStopped ? AnswerOutcome::TooLate : AnswerOutcome::Taken, false);
}

/// The same call was allowed before this one was asked for, and has ended only now.
bool OutcomeJudge::isOfAnother(const HookTimestamp& began, const Judged& judged)
{
    return began.bootId == judged.askedAt.bootId && began.isOlderThan(judged.at) &&
           began.ns < judged.askedAt.ns + AnswersAfter.count();
}

void OutcomeJudge::took(const HookEvent& event)
{
    const hook::ToolCall* call = endedCall(event);
    if (call == nullptr)
        return;
    const QByteArray ran = digestOf(call->input);
    const HookTimestamp began = toolStart(event);
    const auto isOf = [&](const Judged& one) {
        return !one.isFinal && one.sessionId == event.sessionId && one.agentId == event.agentId &&
               one.tool == call->tool && !isOfAnother(began, one);
    };
    auto changed = m_judged.end();
    int candidates = 0;
    for (auto one = m_judged.begin(); one != m_judged.end(); ++one) {
        const Judged& judged = one->second;
        if (!isOf(judged))
            continue;
        // 2.1.330 says with its result what was approved, not with the call.
        if (!judged.plan.isEmpty() && planOf(*call).isEmpty()) {
            const QString approved = approvedPlan(event);
            if (approved.isEmpty())
                continue;
            const bool isOther = !isPlan(judged.plan, approved);
            const bool isLate = began.isOlderThan(judged.at);
            return set(one,
                       isOther  ? AnswerOutcome::OtherCall
                       : isLate ? AnswerOutcome::TooLate
                                : AnswerOutcome::Taken,
                       true);
        }
        if (!judged.expected.isEmpty() && ran == judged.expected)
            return set(one, began.isOlderThan(judged.at) ? AnswerOutcome::TooLate : AnswerOutcome::Taken,
                       true);
        // A no did not keep it from running, or it ran with other answers. What Claude asks for again after
        // a no is another call.
        const bool isSameForm =
            !judged.asked.isEmpty() && digestOf(withoutAnswers(call->input)) == judged.asked;
        const bool isInSpite =
            judged.expected.isEmpty() && ran == judged.shown && !beganLater(event, judged.at);
        if (isInSpite || isSameForm)
            return set(one, AnswerOutcome::TooLate, true);
        if (!judged.expected.isEmpty() && judged.isPrinted && beganThen(event, judged.at)) {
            changed = one;
            ++candidates;
        }
    }
    if (candidates == 1)
        set(changed, AnswerOutcome::OtherCall, true);
}

void OutcomeJudge::closed(AlertId alert, const std::optional<ScreenChange>& change)
{
    const auto found = m_judged.find(alert);
    if (found == m_judged.end())
        return;
    Judged& judged = found->second;
    if (std::exchange(judged.isClosed, true) || judged.isFinal)
        return;
    const bool isSeen = change && change->sessionId == judged.sessionId && change->at.isValid();
    // A key in the terminal was quicker than the decision.
    if (isSeen && change->at < judged.atUtc)
        return set(found, AnswerOutcome::TooLate, true);
    // Claude does not stop after a yes, unless the end of the call tells of it first.
    judged.isStopped = isSeen && change->isIdle && !judged.expected.isEmpty();
    if (judged.isPrinted)
        set(found, judged.isStopped ? AnswerOutcome::TooLate : AnswerOutcome::Taken, false);
}

void OutcomeJudge::set(std::map<AlertId, Judged>::iterator one, AnswerOutcome outcome, bool isFinal)
{
    one->second.isFinal = isFinal;
    if (std::exchange(one->second.outcome, outcome) != outcome)
        m_changes.emplace_back(one->first, outcome);
}

/// Claude Code notes there which calls a hook has allowed (2.1.197 to 2.1.332), before it runs them.
void OutcomeJudge::tookTranscript(const QString& sessionId, const TranscriptEvents& events)
{
    for (const TranscriptEvent& event : events) {
        if (m_calls.size() > MaxCalls || m_decidedCalls.size() > MaxCalls) {
            m_calls.clear();
            m_decidedCalls.clear();
        }
        if (event.kind == TranscriptEvent::Kind::ToolUse) {
            SameCalls& same = m_calls[{sessionId, event.call.input}];
            same.ids.insert(event.call.id);
            same.areSeveral = same.areSeveral || same.ids.size() > 1;
        } else if (event.kind == TranscriptEvent::Kind::HookDecision) {
            m_decidedCalls.insert(event.call.id);
        } else if (event.kind == TranscriptEvent::Kind::ToolResult) {
            ended(sessionId, event);
        }
    }
}

void OutcomeJudge::ended(const QString& sessionId, const TranscriptEvent& result)
{
    const bool isDecided = m_decidedCalls.remove(result.call.id);
    const auto same = m_calls.find({sessionId, result.call.input});
    if (same == m_calls.end() || !same->ids.remove(result.call.id)) // its begin was not read
        return;
    const bool areSeveral = same->areSeveral;
    if (same->ids.isEmpty())
        m_calls.erase(same);
    const auto found = std::find_if(m_judged.begin(), m_judged.end(), [&](const auto& entry) {
        const Judged& one = entry.second;
        return one.isYes && one.isPrinted && !one.isTold && one.sessionId == sessionId &&
               one.agentId.isEmpty() && one.tool == result.call.tool && one.shown == result.call.input &&
               one.askedAtUtc <= result.at;
    });
    if (found == m_judged.end())
        return;
    found->second.isTold = true;
    if (!isDecided && !areSeveral)
        set(found, AnswerOutcome::TooLate, true);
}

/// The oldest alerts have the lowest ids.
void OutcomeJudge::prune()
{
    while (m_judged.size() >= MaxJudged)
        m_judged.erase(m_judged.begin());
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/claude/hooks/alert_summary.h"
#include "core/claude/hooks/limit_reset.h"
#include "core/sessions/session_state_machine.h"

#include <algorithm>

// What the transcript and the status file say, weighed against the hooks: by time, and by whose dialog it is.

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What a transcript may make a session remember.
constexpr qsizetype MaxRunningCalls{256};

bool isUnderWay(const Session& session)
{
    return session.state == SessionState::Working || session.state == SessionState::Quiet ||
           (session.state == SessionState::Waiting && session.turn.isOpen) ||
           session.turn.completion.has_value();
}

} // namespace

void SessionStateMachine::applyTranscriptEvent(const TranscriptEvent& event)
{
    using Kind = TranscriptEvent::Kind;
    Turn& turn = m_session.turn;
    m_session.lastActivityAt = std::max(m_session.lastActivityAt, m_at);
    if (m_session.state == SessionState::Quiet && m_at > m_session.since)
        markActive();
    switch (event.kind) {
    case Kind::Activity:
    case Kind::Predecessor: // the tracker's
        return;
    case Kind::AssistantText:
        turn.hadActivity = turn.hadActivity || m_at >= m_session.turnAt;
        return;
    case Kind::Prompt:
        // The hook tells more, and mostly sooner.
        closeIf([this](const OpenAlert& alert) {
            return alert.alert.raisedAt < m_at && (!alert.isDialog() || alert.call.agentId.isEmpty());
        });
        if (m_session.turnAt.isValid() && m_at <= m_session.turnAt)
            return;
        turn.runningCalls.clear();
        m_session.turnAt = m_at;
        return;
    case Kind::ToolUse:
        // One from before the last turn's end was left behind by a Claude that was killed.
        if ((!m_session.turnAt.isValid() || m_at >= m_session.turnAt) &&
            turn.runningCalls.size() < MaxRunningCalls) {
            turn.runningCalls.insert(event.call.id);
            turn.hadActivity = true;
        }
        return;
    case Kind::ToolResult:
        return applyResult(event.call);
    case Kind::Interrupt:
    case Kind::PromptRefused:
        return interrupt();
    case Kind::StopHookFeedback:
        if (turn.completion && m_at >= turn.completion->stoppedAt.addMSecs(-1000)) {
            turn.completion.reset();
            turn.wasStopped = false;
            enter(SessionState::Working);
        }
        return;
    case Kind::ApiError:
    case Kind::TurnLimit:
        return noteApiError(event);
    case Kind::BudgetLimit:
        return noteBudgetLimit();
    case Kind::Budget:       // the reader's
    case Kind::HookDecision: // what an answer has become; the alert is closed by what follows
        return;
    }
}

/// The hook says the same, and mostly sooner; headless, it may be killed before it runs.
void SessionStateMachine::noteApiError(const TranscriptEvent& event)
{
    // Of a session that has just ended, it is about the turn that ended with it.
    const QDateTime since =
        m_session.pendingEnd ? m_session.turn.startedAt : std::max(m_session.turnAt, m_session.stateAt);
    const bool isOld = since.isValid() && m_at < since;
    // Read again after a restart, it has been gone on from.
    const bool isPast = std::any_of(m_session.statuses.begin(), m_session.statuses.end(),
                                    [this](const WitnessedStatus& status) {
                                        return status.state == ClaudeStatus::State::Busy &&
                                               status.at > m_at && m_session.hasTurnIn(status.process);
                                    });
    if (isOld || isPast || !m_session.turn.isOpen || m_session.turn.hasFailed)
        return;
    const bool isLimit = event.kind == TranscriptEvent::Kind::TurnLimit;
    m_session.turn.apiError = SeenApiError{
        .text = isLimit ? apiErrorText(u"max_turns"_s, {}) : apiErrorText(event.error.kind, event.error.text),
        .isUsageLimit = !isLimit && isUsageLimit({.error = event.error.kind, .message = event.error.text}),
        .resetsAt = event.error.resetsAt.isValid()
                        ? event.error.resetsAt
                        : limitResetIn(event.error.text, m_at).value_or(QDateTime{}),
        .at = m_at,
        .dueAt = m_at.addMSecs(m_rules.witnessDelay.count())};
}

/// It may still be enough: told if the run ends without a Stop.
void SessionStateMachine::noteBudgetLimit()
{
    const QDateTime& since = m_session.pendingEnd ? m_session.turn.startedAt : m_session.turnAt;
    if (m_session.turn.isOpen && (!since.isValid() || m_at >= since))
        m_session.turn.usesBudgetUp = true;
}

/// What cut the turn off, as far as the transcript says it.
std::optional<AlertRequest> SessionStateMachine::causeOfEnd() const
{
    const Turn& turn = m_session.turn;
    if (turn.apiError)
        return turn.apiError->request();
    if (turn.usesBudgetUp && turn.isOpen && !turn.wasStopped)
        return AlertRequest{.cause = AlertCause::Api, .text = apiErrorText(u"max_budget"_s, {})};
    return std::nullopt;
}

void SessionStateMachine::confirmApiError()
{
    const SeenApiError error = *m_session.turn.apiError;
    closeIf([](const OpenAlert& alert) { return alert.isDialog() && alert.call.agentId.isEmpty(); });
    m_session.turn = Turn{.hasFailed = true};
    m_session.limitResetsAt = error.resetsAt;
    m_session.stateAt = std::max(m_session.stateAt, m_at);
    enter(SessionState::Error);
    m_events.push_back(TurnActivity{m_session.info()});
    raise(error.request());
}

/// Esc, a "no" without a word, or a prompt that was refused. A subagent's dialog stays open: Esc in it leaves
/// no entry here.
void SessionStateMachine::interrupt()
{
    closeIf([this](const OpenAlert& alert) {
        return alert.isDialog() && alert.call.agentId.isEmpty() && alert.alert.raisedAt < m_at;
    });
    if (m_session.turnAt.isValid() && m_at < m_session.turnAt)
        return;
    m_session.turnAt = m_at;
    m_session.turn.runningCalls.clear();
    if (m_session.stateAt.isValid() && m_at < m_session.stateAt)
        return;
    m_session.stateAt = m_at;
    m_session.calmedAt = m_at;
    if (isUnderWay(m_session))
        settleTurn();
}

/// A call that is over has had its permission, or its "no" with a word, which no hook tells of.
void SessionStateMachine::applyResult(const TranscriptCall& call)
{
    Turn& turn = m_session.turn;
    turn.runningCalls.remove(call.id);
    const ToolCallKey key{.tool = call.tool, .input = call.input, .callId = call.id};
    const auto isOf = [&](const OpenAlert& alert, bool inputIsKnown) {
        const QDateTime& raisedAt = alert.alert.raisedAt;
        const bool wasOpenedForIt = raisedAt < m_at && call.begunAt.isValid() && raisedAt >= call.begunAt &&
                                    alert.call.agentId.isEmpty();
        if (!alert.isDialog() || !wasOpenedForIt)
            return false;
        if (inputIsKnown)
            return alert.call.isSameCallAs(key);
        // What a hook says of a large input is cut, and a reminder names no tool: if nothing else runs, it is
        // this call's.
        return turn.runningCalls.isEmpty() && (alert.call.tool == call.tool || alert.call.tool.isEmpty());
    };
    for (const bool inputIsKnown : {true, false}) {
        const std::vector<const OpenAlert*> alerts = m_alerts.ofSession(m_session.id);
        // Of two alike, the one whose hook has gone was answered.
        auto dialog = std::find_if(alerts.begin(), alerts.end(), [&](const OpenAlert* alert) {
            return !alert->isHeld && isOf(*alert, inputIsKnown);
        });
        if (dialog == alerts.end())
            dialog = std::find_if(alerts.begin(), alerts.end(),
                                  [&](const OpenAlert* alert) { return isOf(*alert, inputIsKnown); });
        if (dialog == alerts.end())
            continue;
        closeAnswered(**dialog, call.id);
        break;
    }
    if (m_session.state == SessionState::Waiting && turn.isOpen && !m_alerts.hasDialog(m_session.id) &&
        m_at > m_session.stateAt)
        enter(SessionState::Working);
}

void SessionStateMachine::applyStatus(const ClaudeProcess& process, const ClaudeStatus& status)
{
    if (m_session.statusOf(process) == nullptr)
        m_session.statuses.push_back({.process = process});
    WitnessedStatus& seen = *m_session.statusOf(process);
    if (seen.at.isValid() && m_at < seen.at)
        return;
    const WitnessedStatus before = seen;
    seen.state = status.state;
    seen.at = m_at;
    if (status.state == before.state && before.at == m_at)
        return;
    m_session.lastActivityAt = std::max(m_session.lastActivityAt, m_at);
    switch (status.state) {
    case ClaudeStatus::State::Unknown:
        return;
    case ClaudeStatus::State::Waiting:
        if (before.state != ClaudeStatus::State::Waiting)
            seen.waitingSince = m_at;
        if (m_session.turn.question && m_at >= m_session.turn.question->at.addMSecs(-DialogSkew.count()))
            raiseAnnouncedQuestion();
        return;
    case ClaudeStatus::State::Busy:
        return statusBusy(before);
    case ClaudeStatus::State::Idle:
    case ClaudeStatus::State::Shell:
        return statusIdle(before, status.state == ClaudeStatus::State::Shell);
    }
}

/// The dialog that was on the screen has been answered. The session's own come first; a subagent's that is
/// not drawn is still waited for.
void SessionStateMachine::dialogLeftScreen(const WitnessedStatus& before)
{
    if (before.state != ClaudeStatus::State::Waiting || !before.waitingSince.isValid())
        return;
    // Opened before the dialog went, and not long before it was seen: an older one was not drawn.
    const QDateTime from = before.waitingSince.addMSecs(-DialogSkew.count());
    const auto wasOpen = [&](const OpenAlert& alert) {
        return alert.isDialog() && alert.alert.raisedAt <= m_at;
    };
    std::vector<AlertId> own;
    std::vector<AlertId> subagents;
    for (const OpenAlert* alert : m_alerts.ofSession(m_session.id)) {
        if (wasOpen(*alert))
            (alert->call.agentId.isEmpty() ? own : subagents).push_back(alert->alert.id);
    }
    if (!own.empty()) {
        // They are drawn one after another: of those that have waited for a while, none is left.
        close(own.front());
        for (const AlertId id : own) {
            if (const OpenAlert* alert = m_alerts.find(id);
                alert != nullptr && !alert->isHeld &&
                alert->alert.raisedAt < m_at.addMSecs(-DialogSkew.count()))
                close(id);
        }
        return;
    }
    // The dialog of a hook that waits may not be drawn: then its agent's request is not what was on the
    // screen.
    std::erase_if(subagents, [&](AlertId id) {
        const OpenAlert* alert = m_alerts.find(id);
        return alert->isHeld && !m_session.hasDrawn(*alert);
    });
    if (subagents.size() == 1)
        return close(subagents.front());
    for (const AlertId id : subagents) { // of several, the one that came with this wait
        const OpenAlert* alert = m_alerts.find(id);
        if (alert->alert.raisedAt >= from)
            return close(id);
    }
}

void SessionStateMachine::statusBusy(const WitnessedStatus& before)
{
    dialogLeftScreen(before);
    goOn();
    if (m_session.stateAt.isValid() && m_at < m_session.stateAt)
        return;
    const bool waitsForAnother = m_alerts.hasDialog(m_session.id);
    switch (m_session.state) {
    case SessionState::Waiting:
        if (waitsForAnother)
            return;
        break;
    case SessionState::Idle:
    case SessionState::Done:
    case SessionState::Error:
    case SessionState::Quiet:
        break;
    default:
        return;
    }
    openTurn(before.process);
    m_session.stateAt = m_at;
    enter(SessionState::Working);
}

/// The turn is over. A Stop or StopFailure hook says so too, and more; without one it was Esc, No, or a
/// prompt that nothing came of.
void SessionStateMachine::statusIdle(const WitnessedStatus& before, bool runsShell)
{
    dialogLeftScreen(before);
    Turn& turn = m_session.turn;
    const bool isOld = m_session.stateAt.isValid() && m_at < m_session.stateAt;
    if (!turn.isOpen || m_session.isOver() || isOld || !m_session.hasTurnIn(before.process))
        return;
    if (!turn.wasStopped) {
        if (!m_session.turnAt.isValid() || m_at > m_session.turnAt)
            turn.quietEnd = PendingEnd{.at = m_at, .dueAt = m_at.addMSecs(m_rules.witnessDelay.count())};
        return;
    }
    // The work behind the prompt has ended, unless Claude is woken in a moment.
    if (runsShell || turn.background.wakeUps > 0)
        return;
    const QDateTime dueAt = m_at.addMSecs(m_rules.doneDelay.count());
    if (!turn.completion)
        turn.completion = PendingCompletion{.stamp = m_session.stateStamp, .stoppedAt = m_at, .dueAt = dueAt};
    else if (turn.background.endingCommands > 0 && before.state == ClaudeStatus::State::Shell)
        turn.completion->dueAt = std::min(turn.completion->dueAt, dueAt);
    else if (before.state == ClaudeStatus::State::Busy)
        turn.completion->dueAt = std::max(turn.completion->dueAt, dueAt);
    if (before.state == ClaudeStatus::State::Shell) {
        turn.background.endingCommands = 0;
        turn.background.lastingCommands = 0;
    }
}

/// The hook of a prompt may be taken after the status file has said that its turn is over.
void SessionStateMachine::noteLaterIdle(const ClaudeProcess& process)
{
    const WitnessedStatus* status = m_session.statusOf(process);
    if (status != nullptr && status->state == ClaudeStatus::State::Idle && status->at > m_at)
        m_session.turn.quietEnd =
            PendingEnd{.at = status->at, .dueAt = status->at.addMSecs(m_rules.witnessDelay.count())};
}

void SessionStateMachine::confirmQuietEnd()
{
    closeIf([this](const OpenAlert& alert) {
        return alert.isDialog() && alert.call.agentId.isEmpty() && alert.alert.raisedAt <= m_at;
    });
    m_session.turnAt = std::max(m_session.turnAt, m_at);
    settleTurn();
}

void SessionStateMachine::raiseAnnouncedQuestion()
{
    const AnnouncedQuestion question = *std::exchange(m_session.turn.question, std::nullopt);
    m_events.push_back(TurnActivity{m_session.info()});
    enter(SessionState::Waiting);
    m_session.stateAt = std::max(m_session.stateAt, m_at);
    raiseDialog({.cause = AlertCause::Question, .text = question.text}, question.call, question.stamp,
                EventKind::Question);
}

} // namespace tocsin

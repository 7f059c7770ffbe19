// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/sessions/session_state_machine.h"

#include <algorithm>
#include <chrono>

// How turns and sessions begin and end.

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A process that was last known to run this long before it was found gone is no news.
bool isRecent(const QDateTime& lastKnown, const QDateTime& goneAt)
{
    return lastKnown.isValid() && std::chrono::milliseconds{lastKnown.msecsTo(goneAt)} < LossIsNews;
}

/// Of Claude's last message: its first line.
QString firstLineOf(const QString& message)
{
    const QString text = message.trimmed();
    return elided(plainLine(text.left(text.indexOf(u'\n'))), MaxErrorText);
}

/// 0 when its prompt was not seen. A turn within a second counts as one.
std::chrono::seconds lengthOf(const Turn& turn, const QDateTime& end)
{
    if (!turn.startedAt.isValid())
        return 0s;
    const std::chrono::milliseconds length{turn.startedAt.msecsTo(end)};
    return std::max(1s, std::chrono::duration_cast<std::chrono::seconds>(length));
}

} // namespace

void SessionStateMachine::beginTurn(const hook::UserPromptSubmit& submit)
{
    const Turn before = m_session.turn;
    m_session.turn =
        Turn{.isOpen = true, .startedAt = m_at, .isOwnCommand = submit.prompt.startsWith("/tocsin:"_L1)};
    if (m_session.turn.isOwnCommand && before.isOpen)
        m_session.turn.workSince = before.isOwnCommand ? before.workSince : before.startedAt;
}

/// Claude wakes up by itself. It goes on with what the turn before left running; before a command of ours,
/// that was another turn.
void SessionStateMachine::resumeTurn()
{
    const Turn& before = m_session.turn;
    const QDateTime since = before.isOwnCommand ? before.workSince : before.startedAt;
    m_session.turn = Turn{
        .isOpen = true, .startedAt = before.isOpen && since.isValid() ? since : m_at, .hadActivity = true};
}

void SessionStateMachine::noteStop(const hook::Stop& stop, const HookTimestamp& stamp)
{
    Turn& turn = m_session.turn;
    turn.isOpen = true;
    turn.wasStopped = true;
    turn.quietEnd.reset();
    turn.question.reset();
    turn.background = backgroundWorkOf(stop);
    if (turn.background.willWakeClaude())
        enter(SessionState::Working);
    if (turn.background.agents > 0 || turn.background.wakeUps > 0)
        return;
    const auto delay = turn.background.endingCommands > 0 ? m_rules.commandsDelay : m_rules.doneDelay;
    turn.completion = PendingCompletion{.stamp = stamp,
                                        .stoppedAt = m_at,
                                        .dueAt = m_at.addMSecs(delay.count()),
                                        .lastMessage = firstLineOf(stop.lastMessage)};
}

void SessionStateMachine::completeTurn()
{
    const Turn ended = m_session.turn;
    const QDateTime stoppedAt = ended.completion ? ended.completion->stoppedAt : m_at;
    m_session.turn = Turn{.wasStopped = true, .background = ended.background};
    m_session.turn.background.endingCommands = 0; // told: no longer waited for
    m_session.turn.background.lastingCommands += ended.background.endingCommands;
    if (!m_session.isOver())
        enter(SessionState::Done);
    if (!ended.blockingError.isEmpty() && !ended.isOwnCommand)
        return raiseFailure(ended);
    if (ended.isOwnCommand)
        return drop(DropReason::ShortTurn, u"done"_s);
    raise({.cause = AlertCause::TurnDone,
           .text = Phrase::verbatim(ended.completion ? ended.completion->lastMessage : QString{})},
          lengthOf(ended, stoppedAt), m_session.turn.background.lastingCommands);
}

/// The turn is over, and there is nothing to tell of it: Esc, No, a prompt that was blocked. Whether anything
/// ran is asked later: by the reminder that Claude waits.
void SessionStateMachine::settleTurn()
{
    m_session.turn = Turn{.startedAt = m_session.turn.startedAt, .hadActivity = m_session.turn.hadActivity};
    m_session.stateAt = std::max(m_session.stateAt, m_at);
    m_session.calmedAt = std::max(m_session.calmedAt, m_at);
    enter(SessionState::Idle);
}

void SessionStateMachine::end(const hook::SessionEnd& how)
{
    const Turn& turn = m_session.turn;
    m_session.endedAt = m_at;
    m_session.wasHandedOver = how.isHandover();
    m_session.pendingLoss.reset();
    const bool isCancelled = turn.isOpen && !turn.wasStopped;
    // Any other reason is something the person did just now, at the keyboard.
    if (turn.isOpen && how.isByItself()) {
        if (isCancelled) {
            m_session.pendingEnd = PendingEnd{.at = m_at, .dueAt = m_at.addMSecs(m_rules.endDelay.count())};
            return;
        }
        if (turn.completion && turn.background.endingCommands == 0)
            completeTurn();
    }
    reportEnd(isCancelled);
}

void SessionStateMachine::leave()
{
    m_closedBy = ClosedBy::SessionEnd;
    closeAll();
    enter(SessionState::Ended);
    m_session.endedAt = m_at;
    m_session.wasHandedOver = true;
    m_session.pendingLoss.reset();
    reportEnd(m_session.turn.isOpen && !m_session.turn.wasStopped);
}

/// The terminal was closed, or Claude was asked to end: no alarm.
void SessionStateMachine::confirmEnd()
{
    m_session.pendingEnd.reset();
    if (const auto cause = causeOfEnd())
        return failAfterEnd(*cause);
    reportEnd(true);
}

void SessionStateMachine::reportEnd(bool cancelled)
{
    const bool hasFailed = m_session.turn.hasFailed;
    m_session.turn.isOpen = false;
    m_events.push_back(tocsin::SessionEnded{.sessionId = m_session.id,
                                            .reason = hasFailed ? u"error"_s : u"completed"_s,
                                            .finalState = hasFailed   ? u"error"_s
                                                          : cancelled ? u"cancelled"_s
                                                                      : u"success"_s,
                                            .at = m_at});
}

void SessionStateMachine::failAfterEnd(const AlertRequest& request)
{
    m_session.pendingEnd.reset();
    m_session.turn = Turn{.hasFailed = true};
    m_events.push_back(TurnActivity{m_session.info()});
    closeKind(AlertKind::Done);
    closeKind(AlertKind::Error);
    raise(request);
    reportEnd(false);
}

void SessionStateMachine::processExited()
{
    if (!m_session.pendingLoss)
        m_session.pendingLoss = PendingEnd{.at = m_at, .dueAt = m_at.addMSecs(m_rules.lossDelay.count())};
}

/// Lost is what a person waits for: a turn under way, or stopped by a dialog. A process that ends after its
/// turn did what it had to; most likely its terminal was closed.
void SessionStateMachine::confirmLost()
{
    const Turn turn = m_session.turn;
    const bool isNews = isRecent(m_session.lastActivityAt, m_at) || isRecent(m_session.aliveAt, m_at);
    const bool wasAtWork = turn.isOpen && !turn.isOwnCommand && !turn.wasStopped && !turn.quietEnd && isNews;
    const auto cause = causeOfEnd();
    m_session.pendingLoss.reset();
    m_closedBy = ClosedBy::SessionEnd;
    closeAll();
    m_session.turn.runningCalls.clear();
    m_session.endedAt = m_at;
    if (turn.completion && turn.background.endingCommands == 0)
        completeTurn();
    if (cause)
        return failAfterEnd(*cause);
    enter(wasAtWork ? SessionState::Lost : SessionState::Ended);
    if (wasAtWork) {
        m_session.turn.hasFailed = true;
        raise({.cause = AlertCause::Lost});
    }
    reportEnd(false);
}

void SessionStateMachine::markInactive()
{
    Turn& turn = m_session.turn;
    enter(SessionState::Quiet);
    if (std::exchange(turn.hasRaisedInactivity, true))
        return;
    if (!turn.blockingError.isEmpty())
        return raiseFailure(turn);
    raise({.cause = AlertCause::Inactive},
          std::chrono::duration_cast<std::chrono::seconds>(m_rules.inactivity));
}

void SessionStateMachine::markActive()
{
    enter(SessionState::Working);
}

void SessionStateMachine::raiseLimitOver()
{
    m_session.limitResetsAt = {};
    raise({.cause = AlertCause::LimitOver});
}

void SessionStateMachine::expire()
{
    m_closedBy = ClosedBy::SessionEnd;
    closeAll();
    m_session.endedAt = m_at;
    enter(SessionState::Ended);
    m_events.push_back(tocsin::SessionEnded{
        .sessionId = m_session.id, .reason = u"completed"_s, .finalState = u"cancelled"_s, .at = m_at});
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/sessions/session_state_machine.h"

namespace tocsin {

using namespace Qt::StringLiterals;

void SessionStateMachine::processExited()
{
    if (!m_session.heldLoss)
        m_session.heldLoss = PendingEnd{.at = m_at, .dueAt = m_at.addMSecs(m_rules.lossDelay.count())};
}

/// Lost is what somebody waits for: a turn under way, or stopped by a dialog. A process that ends after its
/// turn did what it had to; most likely its terminal was closed.
void SessionStateMachine::confirmLost()
{
    const bool wasAtWork = m_session.turnOpen && !m_session.turnIsOurs && !m_session.pendingDone;
    m_session.heldLoss.reset();
    closeAll();
    m_session.runningCalls.clear();
    m_session.endedAt = m_at;
    if (m_session.pendingDone)
        finishTurn(m_session.pendingDone->stoppedAt);
    enter(wasAtWork ? SessionState::Lost : SessionState::Ended);
    if (wasAtWork) {
        m_session.turnFailed = true;
        raise({AlertCause::Lost}, {}, m_session.stateStamp, numberFor(AlertKind::Error));
    }
    reportEnd(false);
}

} // namespace tocsin

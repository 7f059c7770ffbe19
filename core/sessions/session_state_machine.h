// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/transcript/transcript_event.h"
#include "core/sessions/event_table.h"
#include "core/sessions/session.h"
#include "core/sessions/session_event.h"
#include "core/sessions/session_rules.h"

namespace tocsin {

/// What can happen to one session at one moment; each move changes the session and notes what policy has to
/// know. Made for the length of one call.
class SessionStateMachine final
{
public:
    /// `at` is UTC. `lastNumber` counts the alerts of all sessions.
    SessionStateMachine(Session& session, const SessionRules& rules, QDateTime at, int& lastNumber,
                        SessionEvents& changes);

    /// A row of the event table, applied to a session that it is not too late for.
    void apply(const HookEvent& event, const EventEffect& meaning);
    /// StopFailure, overtaken by the session's own end: headless Claude Code does not wait for it.
    void failAfterEnd(const AlertRequest& need);

    /// An entry of the transcript. It answers and it quiets, but raises nothing.
    void applyTranscriptEvent(const TranscriptEvent& sign);
    /// Claude's process is gone, and said no goodbye so far.
    void processExited();
    /// Nor did it later: lost, if somebody waits for what it was at.
    void confirmLost();

    /// Nothing came to say why the session ended in the middle of a turn.
    void confirmEnd();

    /// The silence after a Stop has lasted.
    void finishTurn(const QDateTime& stoppedAt);
    void markInactive();
    void markActive();
    /// No sign of the session for days.
    void expire();

private:
    void answer(const HookEvent& event, const EventEffect& meaning);
    [[nodiscard]] HookTimestamp answeredUpTo(const HookEvent& event, const ToolCallKey& call) const;
    void noteCalls(const HookEvent& event, const EventEffect& meaning);
    void move(const HookEvent& event, const EventEffect& meaning);
    void interrupt();
    void takeResult(const TranscriptCall& call);
    void tell(const HookEvent& event, const EventEffect& meaning);

    void beginTurn(const QString& prompt);
    void expectDone(const HookTimestamp& stamp);
    void end(const QString& reason, bool stopSeen);
    void reportEnd(bool cancelled);

    void enter(SessionState state);
    void raise(const AlertRequest& need, const ToolCallKey& call, const HookTimestamp& stamp, int number);
    [[nodiscard]] int numberFor(AlertKind kind);
    void close(AlertKind kind);
    void closeAll();
    template<typename Predicate> void closeIf(Predicate isAnswered)
    {
        std::erase_if(m_session.open, [&](const OpenAlert& alert) {
            const bool closes = isAnswered(alert);
            if (closes)
                m_changes.push_back(AlertClosed{.sessionId = m_session.id, .number = alert.number});
            return closes;
        });
    }
    void drop(DropReason reason, const QString& what);

    Session& m_session;
    const SessionRules& m_rules;
    QDateTime m_at;
    int& m_lastNumber;
    SessionEvents& m_changes;
};

} // namespace tocsin

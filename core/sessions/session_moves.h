// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/change.h"
#include "core/sessions/event_table.h"
#include "core/sessions/session.h"
#include "core/sessions/session_rules.h"
#include "core/transcript/transcript_sign.h"

namespace tocsin {

/// What can happen to one session at one moment; each move changes the session and notes what policy has to
/// know. Made for the length of one call.
class SessionMoves final
{
public:
    /// `at` is UTC. `lastNumber` counts the alerts of all sessions.
    SessionMoves(Session& session, const SessionRules& rules, QDateTime at, int& lastNumber,
                 Changes& changes);

    /// A row of the event table, applied to a session that it is not too late for.
    void apply(const HookEvent& event, const Meaning& meaning);
    /// StopFailure, overtaken by the session's own end: headless Claude Code does not wait for it.
    void failAfterEnd(const Need& need);

    /// An entry of the transcript. It answers and it quiets, but raises nothing.
    void takeSign(const TranscriptSign& sign);
    /// Claude's process is gone, and said no goodbye so far.
    void holdLoss();
    /// Nor did it later: lost, if somebody waits for what it was at.
    void settleLoss();

    /// Nothing came to say why the session ended in the middle of a turn.
    void settleEnd();

    /// The silence after a Stop has lasted.
    void finishTurn(const QDateTime& stoppedAt);
    void fallSilent();
    void showLife();
    /// No sign of the session for days.
    void giveUp();

private:
    void answer(const HookEvent& event, const Meaning& meaning);
    [[nodiscard]] Stamp answeredUpTo(const HookEvent& event, const CallSignature& call) const;
    void noteCalls(const HookEvent& event, const Meaning& meaning);
    void move(const HookEvent& event, const Meaning& meaning);
    void interrupt();
    void takeResult(const TranscriptCall& call);
    void tell(const HookEvent& event, const Meaning& meaning);

    void beginTurn(const QString& prompt);
    void expectDone(const Stamp& stamp);
    void end(const QString& reason, bool stopSeen);
    void reportEnd(bool cancelled);

    void enter(SessionState state);
    void raise(const Need& need, const CallSignature& call, const Stamp& stamp, int number);
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
    Changes& m_changes;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/change.h"
#include "core/sessions/event_table.h"
#include "core/sessions/session.h"
#include "core/sessions/session_rules.h"

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
    void tell(const HookEvent& event, const Meaning& meaning);

    void beginTurn(const QString& prompt);
    void expectDone(const Stamp& stamp);
    void end(const QString& reason, bool stopSeen);
    void reportEnd(bool cancelled);

    void enter(SessionState state);
    void raise(const Need& need, const CallSignature& call, const Stamp& stamp, int number);
    [[nodiscard]] int numberFor(AlertKind kind);
    void close(AlertKind kind);
    template<typename Predicate> void closeIf(Predicate isAnswered);
    void drop(DropReason reason, const QString& what);

    Session& m_session;
    const SessionRules& m_rules;
    QDateTime m_at;
    int& m_lastNumber;
    Changes& m_changes;
};

} // namespace tocsin

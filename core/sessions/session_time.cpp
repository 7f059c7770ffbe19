// SPDX-License-Identifier: MIT
#include "core/sessions/session_time.h"

#include "core/sessions/session_moves.h"

#include <algorithm>
#include <chrono>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

/// A quiet session's transcript is looked at this often: the next hook may be long in coming.
constexpr std::chrono::milliseconds LookInterval{1min};

QDateTime after(const QDateTime& time, std::chrono::milliseconds delay)
{
    return time.addMSecs(delay.count());
}

/// A tool may run for hours without a hook, a person may think about a dialog, and a background task is not
/// expected to speak.
bool isSilenceTelling(const Session& session)
{
    return session.state == SessionState::Working && !session.hasOpenDialog() &&
           session.runningCalls.isEmpty() && !session.hasBackgroundTasks;
}

/// Invalid when there is no transcript. A time to come is a clock that was set back, no entry.
QDateTime lastEntry(const Session& session, const TranscriptProbe& transcripts, const QDateTime& now)
{
    const auto written = transcripts.modifiedAt(session.transcriptPath);
    return written && *written <= now ? *written : QDateTime{};
}

} // namespace

QDateTime lastSignOf(const Session& session, const TranscriptProbe& transcripts, const QDateTime& now)
{
    const QDateTime written = lastEntry(session, transcripts, now);
    return written.isValid() ? std::max(written, session.lastSignAt) : session.lastSignAt;
}

QDateTime deadlineOf(const Session& session, const SessionRules& rules)
{
    QDateTime deadline = forgetAt(session, rules);
    if (session.heldEnd)
        return session.heldEnd->dueAt;
    if (session.isOver())
        return deadline;
    if (session.pendingDone)
        deadline = std::min(deadline, session.pendingDone->dueAt);
    else if (session.state == SessionState::Quiet)
        deadline = std::min(deadline, session.lookAgainAt);
    else if (isSilenceTelling(session))
        deadline = std::min(deadline, after(session.lastSignAt, rules.inactivity));
    return deadline;
}

QDateTime forgetAt(const Session& session, const SessionRules& rules)
{
    return session.isOver() ? after(session.endedAt, rules.forgetEndedAfter)
                            : after(session.lastSignAt, rules.forgetSilentAfter);
}

void passTime(Session& session, const SessionRules& rules, const TranscriptProbe& transcripts,
              const QDateTime& now, int& lastNumber, Changes& changes)
{
    if ((session.isOver() && !session.heldEnd) || deadlineOf(session, rules) > now)
        return;
    const auto movesAt = [&](const QDateTime& at) {
        return SessionMoves{session, rules, at, lastNumber, changes};
    };
    if (const auto held = session.heldEnd)
        return movesAt(held->at).settleEnd();
    const QDateTime entry = lastEntry(session, transcripts, now);
    if (auto& done = session.pendingDone) {
        // An entry written after the Stop restarts the silence rather than ending the wait: Claude Code
        // writes entries of its own then, too.
        if (entry.isValid())
            done->dueAt = std::max(done->dueAt, after(entry, rules.doneDelay));
        if (const PendingDone due = *done; due.dueAt <= now) // finishing the turn takes it from the session
            movesAt(due.dueAt).finishTurn(due.stoppedAt);
        return;
    }
    session.lastSignAt = lastSignOf(session, transcripts, now);
    const QDateTime silentSince = after(session.lastSignAt, rules.inactivity);
    if (session.state == SessionState::Quiet) {
        session.lookAgainAt = after(now, LookInterval);
        if (session.lastSignAt > session.since)
            movesAt(now).showLife();
    } else if (isSilenceTelling(session) && silentSince <= now) {
        session.lookAgainAt = after(now, LookInterval);
        movesAt(silentSince).fallSilent();
    }
    if (forgetAt(session, rules) <= now)
        movesAt(now).giveUp();
}

} // namespace tocsin

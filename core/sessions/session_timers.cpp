// SPDX-License-Identifier: MIT
#include "core/sessions/session_timers.h"

#include "core/sessions/session_state_machine.h"

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

QDateTime silentSince(const Session& session)
{
    return session.awakeAt.isValid() ? std::max(session.awakeAt, session.lastActivityAt)
                                     : session.lastActivityAt;
}

/// Invalid when there is no transcript. A time to come is a clock that was set back, no entry.
QDateTime lastEntry(const Session& session, const TranscriptProbe& transcripts, const QDateTime& now)
{
    const auto written = transcripts.modifiedAt(session.transcriptPath);
    return written && *written <= now ? *written : QDateTime{};
}

} // namespace

QDateTime lastActivityOf(const Session& session, const TranscriptProbe& transcripts, const QDateTime& now)
{
    const QDateTime written = lastEntry(session, transcripts, now);
    return written.isValid() ? std::max(written, session.lastActivityAt) : session.lastActivityAt;
}

QDateTime deadlineOf(const Session& session, const SessionRules& rules)
{
    QDateTime deadline = expiresAt(session, rules);
    if (session.heldEnd)
        return session.heldEnd->dueAt;
    if (session.isOver())
        return deadline;
    if (session.heldLoss)
        deadline = std::min(deadline, session.heldLoss->dueAt);
    if (session.pendingDone)
        deadline = std::min(deadline, session.pendingDone->dueAt);
    else if (session.state == SessionState::Quiet)
        deadline = std::min(deadline, session.lookAgainAt);
    else if (isSilenceTelling(session))
        deadline = std::min(deadline, after(silentSince(session), rules.inactivity));
    return deadline;
}

QDateTime expiresAt(const Session& session, const SessionRules& rules)
{
    return session.isOver() ? after(session.endedAt, rules.forgetEndedAfter)
                            : after(silentSince(session), rules.forgetSilentAfter);
}

void rebaseTimers(Session& session, const SessionRules& rules, const QDateTime& now)
{
    const auto notAfter = [](QDateTime& time, const QDateTime& limit) {
        if (time.isValid())
            time = std::min(time, limit);
    };
    for (QDateTime* past : {&session.lastActivityAt, &session.stateAt, &session.turnAt, &session.endedAt})
        notAfter(*past, now);
    if (session.pendingDone)
        notAfter(session.pendingDone->dueAt, after(now, rules.doneDelay));
    if (session.heldEnd)
        notAfter(session.heldEnd->dueAt, after(now, rules.endDelay));
    if (session.heldLoss)
        notAfter(session.heldLoss->dueAt, after(now, rules.lossDelay));
    notAfter(session.lookAgainAt, after(now, LookInterval));
    session.awakeAt = now;
}

void advanceTime(Session& session, const SessionRules& rules, const TranscriptProbe& transcripts,
                 const QDateTime& now, int& lastNumber, SessionEvents& changes)
{
    if ((session.isOver() && !session.heldEnd) || deadlineOf(session, rules) > now)
        return;
    const auto movesAt = [&](const QDateTime& at) {
        return SessionStateMachine{session, rules, at, lastNumber, changes};
    };
    if (const auto held = session.heldEnd)
        return movesAt(held->at).confirmEnd();
    if (session.heldLoss && session.heldLoss->dueAt <= now)
        return movesAt(session.heldLoss->at).confirmLost();
    const QDateTime entry = lastEntry(session, transcripts, now);
    if (auto& done = session.pendingDone) {
        // An entry written after the Stop restarts the silence rather than ending the wait: Claude Code
        // writes entries of its own then, too.
        if (entry.isValid())
            done->dueAt = std::max(done->dueAt, after(entry, rules.doneDelay));
        if (const PendingCompletion due = *done;
            due.dueAt <= now) // finishing the turn takes it from the session
            movesAt(due.dueAt).finishTurn(due.stoppedAt);
        return;
    }
    session.lastActivityAt = lastActivityOf(session, transcripts, now);
    const QDateTime silentTill = after(silentSince(session), rules.inactivity);
    if (session.state == SessionState::Quiet) {
        session.lookAgainAt = after(now, LookInterval);
        if (session.lastActivityAt > session.since)
            movesAt(now).markActive();
    } else if (isSilenceTelling(session) && silentTill <= now) {
        session.lookAgainAt = after(now, LookInterval);
        movesAt(silentTill).markInactive();
    }
    if (expiresAt(session, rules) <= now)
        movesAt(now).expire();
}

} // namespace tocsin

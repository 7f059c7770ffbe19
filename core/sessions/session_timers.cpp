// SPDX-License-Identifier: MIT
#include "core/sessions/session_timers.h"

#include "core/sessions/session_state_machine.h"

#include <algorithm>
#include <chrono>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

/// An inactive session's transcript is looked at this often: the next hook may be long in coming.
constexpr std::chrono::milliseconds LookInterval{1min};
/// A status file that says `busy` after a Stop is believed this long without anything else that happens.
constexpr std::chrono::milliseconds LongestBusy{10min};
/// After the machine slept, a session that was silent for too long is not given up at once.
constexpr std::chrono::milliseconds TimeToSpeak{1h};

/// While the app runs, it would know if the process of an open turn were gone: noted this often, so that a
/// restart, unlike a long absence, makes no difference.
constexpr std::chrono::milliseconds AliveInterval{5min};

QDateTime after(const QDateTime& time, std::chrono::milliseconds delay)
{
    return time.addMSecs(delay.count());
}

/// A tool may run for hours without a hook, a person may think about a dialog, and a background task is not
/// expected to speak.
bool isSilenceTelling(const Session& session, const SessionRules& rules, bool hasDialog)
{
    const Turn& turn = session.turn;
    return rules.inactivity > 0ms && session.state == SessionState::Working && !hasDialog &&
           turn.runningCalls.isEmpty() && !(turn.wasStopped && turn.background.willWakeClaude());
}

QDateTime silentSince(const Session& session)
{
    return session.awakeAt.isValid() ? std::max(session.awakeAt, session.lastActivityAt)
                                     : session.lastActivityAt;
}

/// While Claude is seen to be busy, its turn goes on: another plugin's Stop hook may have sent it on.
QDateTime completionDue(const Session& session)
{
    const PendingCompletion& completion = *session.turn.completion;
    return session.isSeenBusy() ? std::max(completion.dueAt, after(completion.stoppedAt, LongestBusy))
                                : completion.dueAt;
}

/// Invalid when there is no transcript. A time to come is a clock that was set back, no entry.
QDateTime lastEntry(const Session& session, const TranscriptProbe& transcripts, const QDateTime& now)
{
    const auto written = transcripts.modifiedAt(session.transcriptPath);
    return written && *written <= now ? *written : QDateTime{};
}

bool isSeenAlive(const Session& session)
{
    return session.aliveAt.isValid() && session.turn.isOpen && !session.pendingLoss;
}

bool waitsForLimit(const Session& session)
{
    return session.limitResetsAt.isValid() && !session.turn.isOpen;
}

} // namespace

QDateTime lastActivityOf(const Session& session, const TranscriptProbe& transcripts, const QDateTime& now)
{
    const QDateTime written = lastEntry(session, transcripts, now);
    return written.isValid() ? std::max(written, session.lastActivityAt) : session.lastActivityAt;
}

QDateTime deadlineOf(const Session& session, const SessionRules& rules, bool hasDialog)
{
    QDateTime deadline = expiresAt(session, rules);
    const auto notAfter = [&deadline](const QDateTime& time) {
        if (time.isValid())
            deadline = std::min(deadline, time);
    };
    if (session.pendingEnd)
        return session.pendingEnd->dueAt;
    if (session.isOver())
        return deadline;
    const Turn& turn = session.turn;
    if (session.pendingLoss)
        notAfter(session.pendingLoss->dueAt);
    if (turn.apiError)
        notAfter(turn.apiError->dueAt);
    if (turn.quietEnd)
        notAfter(turn.quietEnd->dueAt);
    if (isSeenAlive(session))
        notAfter(after(session.aliveAt, AliveInterval));
    if (waitsForLimit(session))
        notAfter(session.limitResetsAt);
    if (turn.completion)
        notAfter(completionDue(session));
    else if (session.state == SessionState::Quiet)
        notAfter(session.lookAgainAt);
    else if (isSilenceTelling(session, rules, hasDialog))
        notAfter(after(silentSince(session), rules.inactivity));
    return deadline;
}

/// A machine that sleeps each night must not keep a session for good: here its silence counts. But one that
/// was interrupted by a long sleep, or by a clock that was set, has its time to speak.
QDateTime expiresAt(const Session& session, const SessionRules& rules)
{
    if (session.isOver())
        return after(session.endedAt, rules.forgetEndedAfter);
    const QDateTime silentTill = after(session.lastActivityAt, rules.forgetSilentAfter);
    return session.jumpedAt.isValid()
               ? std::max(silentTill, after(session.jumpedAt, std::min(TimeToSpeak, rules.forgetSilentAfter)))
               : silentTill;
}

void rebaseTimers(Session& session, const SessionRules& rules, const QDateTime& now)
{
    const auto notAfter = [](QDateTime& time, const QDateTime& limit) {
        if (time.isValid())
            time = std::min(time, limit);
    };
    for (QDateTime* past :
         {&session.lastActivityAt, &session.stateAt, &session.turnAt, &session.calmedAt, &session.endedAt})
        notAfter(*past, now);
    Turn& turn = session.turn;
    if (turn.completion)
        notAfter(turn.completion->dueAt,
                 after(now, turn.background.endingCommands > 0 ? rules.commandsDelay : rules.doneDelay));
    if (turn.quietEnd)
        notAfter(turn.quietEnd->dueAt, after(now, rules.witnessDelay));
    if (turn.apiError)
        notAfter(turn.apiError->dueAt, after(now, rules.witnessDelay));
    if (session.pendingEnd)
        notAfter(session.pendingEnd->dueAt, after(now, rules.endDelay));
    if (session.pendingLoss)
        notAfter(session.pendingLoss->dueAt, after(now, rules.lossDelay));
    for (WitnessedStatus& status : session.statuses)
        notAfter(status.at, now);
    notAfter(session.lookAgainAt, after(now, LookInterval));
    if (session.aliveAt.isValid()) // its end while the machine slept would be news
        session.aliveAt = now;
    session.awakeAt = now;
    session.jumpedAt = now;
}

void advanceTime(Session& session, AlertBook& alerts, const SessionRules& rules,
                 const TranscriptProbe& transcripts, const QDateTime& now, SessionEvents& events)
{
    const bool hasDialog = alerts.hasDialog(session.id);
    if (isSeenAlive(session) && after(session.aliveAt, AliveInterval) <= now)
        session.aliveAt = after(session.aliveAt, LossIsNews) > now ? now : QDateTime{};
    if ((session.isOver() && !session.pendingEnd) || deadlineOf(session, rules, hasDialog) > now)
        return;
    const auto machineAt = [&](const QDateTime& at) {
        return SessionStateMachine{session, alerts, rules, at, events};
    };
    if (const auto end = session.pendingEnd)
        return machineAt(end->at).confirmEnd();
    session.lastActivityAt = lastActivityOf(session, transcripts, now);
    if (session.pendingLoss && session.pendingLoss->dueAt <= now)
        return machineAt(session.pendingLoss->at).confirmLost();
    Turn& turn = session.turn;
    if (turn.apiError && turn.apiError->dueAt <= now)
        return machineAt(turn.apiError->at).confirmApiError();
    if (turn.quietEnd && turn.quietEnd->dueAt <= now)
        return machineAt(turn.quietEnd->at).confirmQuietEnd();
    if (waitsForLimit(session) && session.limitResetsAt <= now)
        return machineAt(session.limitResetsAt).raiseLimitOver();
    const QDateTime entry = lastEntry(session, transcripts, now);
    if (auto& completion = turn.completion) {
        // An entry written after the Stop restarts the silence rather than ending the wait: Claude Code
        // writes entries of its own then, too.
        if (entry.isValid())
            completion->dueAt = std::max(completion->dueAt, after(entry, rules.doneDelay));
        if (const QDateTime dueAt = completionDue(session); dueAt <= now)
            machineAt(dueAt).completeTurn();
        return;
    }
    const QDateTime silentTill = after(silentSince(session), rules.inactivity);
    if (session.state == SessionState::Quiet) {
        session.lookAgainAt = after(now, LookInterval);
        if (session.lastActivityAt > session.since)
            machineAt(now).markActive();
    } else if (isSilenceTelling(session, rules, hasDialog) && silentTill <= now) {
        session.lookAgainAt = after(now, LookInterval);
        if (entry.isValid())
            machineAt(silentTill).markInactive();
        else // a transcript that cannot be read does not tell that a tool runs: its silence says nothing
            session.awakeAt = now;
    }
    if (expiresAt(session, rules) <= now)
        machineAt(now).expire();
}

} // namespace tocsin

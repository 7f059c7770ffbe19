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

/// A transcript entry written after the Stop restarts the silence rather than ending the wait: Claude Code
/// writes entries of its own then, too.
void settleDone(PendingDone& pending, const SessionRules& rules, const QDateTime& transcriptSign,
                const QDateTime& now, SessionMoves& moves)
{
    if (transcriptSign.isValid())
        pending.dueAt = std::max(pending.dueAt, after(transcriptSign, rules.doneDelay));
    if (pending.dueAt <= now)
        moves.finishTurn(pending.stoppedAt);
}

} // namespace

QDateTime lastSignOf(const Session& session, const TranscriptProbe& transcripts, const QDateTime& now)
{
    const auto written = transcripts.modifiedAt(session.transcriptPath);
    // A time to come is a clock that was set back, no sign of life.
    return written && *written <= now ? std::max(*written, session.lastSignAt) : session.lastSignAt;
}

QDateTime deadlineOf(const Session& session, const SessionRules& rules)
{
    QDateTime deadline = forgetAt(session, rules);
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
              const QDateTime& now, SessionMoves& moves)
{
    if (session.isOver() || deadlineOf(session, rules) > now)
        return;
    const QDateTime sign = lastSignOf(session, transcripts, now);
    if (session.pendingDone) {
        settleDone(*session.pendingDone, rules, sign, now, moves);
    } else if (session.state == SessionState::Quiet) {
        session.lookAgainAt = after(now, LookInterval);
        if (sign > session.since)
            moves.showLife();
    } else if (isSilenceTelling(session) && after(sign, rules.inactivity) <= now) {
        session.lookAgainAt = after(now, LookInterval);
        moves.fallSilent();
    }
    session.lastSignAt = sign;
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/claude/status/claude_status.h"
#include "core/claude/transcript/transcript_event.h"
#include "core/sessions/event_table.h"
#include "core/sessions/session.h"
#include "core/sessions/session_event.h"
#include "core/sessions/session_rules.h"

#include <chrono>
#include <optional>

namespace tocsin {

/// What can happen to one session at one moment. Each transition changes the session, raises and closes its
/// alerts in the book, and reports what the pipeline has to know. Made for the length of one call.
class SessionStateMachine final
{
public:
    /// `at` is UTC.
    SessionStateMachine(Session& session, AlertBook& alerts, const SessionRules& rules, QDateTime at,
                        SessionEvents& events);

    /// A line of the event table, applied to a session that it is not too late for.
    void apply(const HookEvent& event, const EventEffect& effect);
    /// StopFailure, overtaken by the session's own end: headless Claude Code does not wait for it.
    void failAfterEnd(const AlertRequest& request);

    /// An entry of the transcript. It resolves and it calms; the one alert that it raises is an API error
    /// whose hook does not come.
    void applyTranscriptEvent(const TranscriptEvent& event);
    /// The status file speaks for the dialog on the screen alone: it resolves and it calms, and raises a
    /// question that a hook has announced.
    void applyStatus(const ClaudeProcess& process, const ClaudeStatus& status);

    /// The person answered this dialog where no witness sees it.
    void closeAnswered(AlertId alert) { close(alert); }

    /// The Claude process exited without a SessionEnd (yet).
    void processExited();
    /// No SessionEnd arrived in time: report the session as lost if a turn was running.
    void confirmLost();
    /// The person went on in another session, in the same process.
    void leave();
    /// Nothing came to explain why the session ended in the middle of a turn.
    void confirmEnd();
    /// The status file said that the turn is over, and no Stop came.
    void confirmQuietEnd();
    /// The transcript told of an API error, and no StopFailure came.
    void confirmApiError();

    /// The silence after a Stop has lasted.
    void completeTurn();
    void markInactive();
    void markActive();
    void raiseLimitOver();
    /// No activity of the session for days.
    void expire();

private:
    void resolve(const HookEvent& event, const EventEffect& effect);
    void resolveToolCall(const HookEvent& event, const ToolCallKey& call);
    void closeAnswered(const OpenAlert& dialog, const QString& callId);
    void noteCalls(const HookEvent& event, const EventEffect& effect);
    void transition(const HookEvent& event, const EventEffect& effect);
    void raiseRequested(const HookEvent& event, const EventEffect& effect);
    void noteFailure(const HookEvent& event);
    void noteActivity(const HookEvent& event, EventKind kind);
    void raiseFailure(const Turn& turn);
    void raiseDialog(const AlertRequest& request, const ToolCallKey& call, const HookTimestamp& stamp,
                     EventKind kind, const HookOrigin& origin = {});
    [[nodiscard]] OpenAlert* sameDialog(const AlertRequest& request, const ToolCallKey& call,
                                        const HookOrigin& origin) const;
    [[nodiscard]] bool isUnfoundedReminder(EventKind kind);
    [[nodiscard]] bool hasQuestionByHook() const;

    void beginTurn(const hook::UserPromptSubmit& submit);
    void resumeTurn();
    void noteStop(const hook::Stop& stop, const HookTimestamp& stamp);
    void settleTurn();
    void openTurn(const ClaudeProcess& process);
    void goOn();
    void noteLaterIdle(const ClaudeProcess& process);
    void end(const hook::SessionEnd& how);
    void reportEnd(bool cancelled);

    void interrupt();
    void noteApiError(const TranscriptEvent& event);
    void noteBudgetLimit();
    [[nodiscard]] std::optional<AlertRequest> causeOfEnd() const;
    void applyResult(const TranscriptCall& call);
    void dialogLeftScreen(const WitnessedStatus& before);
    void statusBusy(const WitnessedStatus& before);
    void statusIdle(const WitnessedStatus& before, bool runsShell);
    void raiseAnnouncedQuestion();

    void enter(SessionState state);
    void raise(const AlertRequest& request, std::chrono::seconds duration = std::chrono::seconds{0},
               int runningCommands = 0);
    void raise(const AlertRequest& request, const ToolCallKey& call, const HookTimestamp& stamp);
    void store(const NewAlert& alert, AlertId replaced);
    [[nodiscard]] AlertId openOfKind(AlertKind kind) const;
    void close(AlertId id);
    void closeKind(AlertKind kind);
    void closeAll();
    template<typename Predicate> void closeIf(Predicate isResolved)
    {
        for (const OpenAlert* alert : m_alerts.ofSession(m_session.id)) {
            if (isResolved(*alert))
                close(alert->alert.id);
        }
    }
    void drop(DropReason reason, const QString& what);

    Session& m_session;
    AlertBook& m_alerts;
    const SessionRules& m_rules;
    QDateTime m_at;
    SessionEvents& m_events;
    std::optional<ClosedBy> m_closedBy{}; ///< what alerts are closed by in this step, if that is known
};

} // namespace tocsin

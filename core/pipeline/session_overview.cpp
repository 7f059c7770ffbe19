// SPDX-License-Identifier: MIT
#include "core/pipeline/session_overview.h"

#include <algorithm>
#include <initializer_list>

namespace tocsin {

SessionView sessionView(const EngineParts& parts, const Session& session, const QDateTime& now)
{
    return {.id = session.id,
            .name = session.name(),
            .state = session.shownState(parts.alerts.hasDialog(session.id)),
            .since = session.since,
            .texts = parts.sms.isWanted(session.id) ? DeliveryStatus::On : DeliveryStatus::Off,
            .dialog = parts.alerts.dialogOf(session.id),
            .folder = session.isNamedByFolder() ? QString{} : session.folder,
            .mutedUntil = parts.planner.ownMute(session.id, now),
            .path = session.path,
            .host = session.isLocal ? QString{} : session.hostname};
}

QList<SessionView> sessionViews(const EngineParts& parts, const QDateTime& now)
{
    QList<SessionView> views;
    for (const Session& session : parts.tracker.sessions())
        views.append(sessionView(parts, session, now));
    return views;
}

QList<WatchedSession> watchedSessions(const SessionTracker& tracker)
{
    QList<WatchedSession> watched;
    for (const Session& session : tracker.sessions()) {
        // What ended it may be written to its transcript after its SessionEnd hook has run.
        if (!session.isOver() || session.pendingEnd)
            watched.append({.id = session.id,
                            .transcriptPath = session.transcriptPath,
                            .hostname = session.hostname,
                            .processes = {session.processes.begin(), session.processes.end()},
                            .terminals = {session.terminals.begin(), session.terminals.end()},
                            .lastActivityAt = session.lastActivityAt});
    }
    return watched;
}

TrayStatus trayStatus(const EngineParts& parts)
{
    const auto any = [&](std::initializer_list<SessionState> states) {
        const auto& sessions = parts.tracker.sessions();
        return std::any_of(sessions.begin(), sessions.end(), [&](const Session& session) {
            const SessionState state = session.shownState(parts.alerts.hasDialog(session.id));
            return std::find(states.begin(), states.end(), state) != states.end() &&
                   parts.planner.silenceOf(session.id) == PlanReason::None;
        });
    };
    if (any({SessionState::Error, SessionState::Lost}))
        return TrayStatus::Error;
    if (any({SessionState::Waiting, SessionState::Quiet}))
        return TrayStatus::NeedsYou;
    if (any({SessionState::Working}))
        return TrayStatus::Working;
    return parts.sms.isLoggedIn() ? TrayStatus::Idle : TrayStatus::LoggedOut;
}

bool isSeen(const Session& session, const LocalMachine& machine)
{
    return machine.bootId.isEmpty() ||
           std::any_of(session.processes.begin(), session.processes.end(),
                       [&](const ClaudeProcess& process) { return machine.canSee(process); });
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/text_outcome.h"
#include "core/claude/hooks/dropped.h"
#include "core/claude/hooks/hook_event.h"
#include "core/claude/status/claude_status.h"
#include "core/claude/transcript/transcript_event.h"
#include "core/pipeline/action.h"
#include "core/pipeline/closed_alert.h"
#include "core/pipeline/engine_config.h"
#include "core/policy/plan.h"
#include "core/policy/surroundings.h"
#include "core/sessions/session_event.h"
#include "core/sessions/session_view.h"
#include "core/sessions/watched_session.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QUuid>

#include <memory>
#include <optional>
#include <vector>

namespace tocsin {

/// One engine step: hooks, transcript and status file -> sessions -> alert book -> policy -> channels. Values
/// in, values out: no timers, no network; every call takes the time (UTC) and returns what to do, in order.
///
/// Its caller calls tick() at nextDeadline(), which may move with every call, after it has handed in what has
/// happened by then; and reports what became of each notification and server event.
class Engine final
{
public:
    Engine(EngineConfig config, EngineDependencies parts);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// A live event. Time moves on to when it happened, and not to `now`, when it is known.
    [[nodiscard]] Actions take(const HookEvent& event, const QDateTime& now);
    /// What was spooled while the app was away, in any order. It happened when it was written; what was
    /// answered since is neither shown nor sent.
    [[nodiscard]] Actions takeSpooled(QList<HookEvent> events, const QDateTime& now);
    /// What a session's transcript shows.
    [[nodiscard]] Actions applyTranscript(const QString& sessionId, const TranscriptEvents& signs,
                                          const QDateTime& now);
    /// What the status file of a Claude process says.
    [[nodiscard]] Actions applyStatus(const ClaudeProcess& process, const ClaudeStatus& status,
                                      const QDateTime& now);
    /// The status file of a Claude process can no longer be read.
    void statusLost(const ClaudeProcess& process);
    /// A Claude process is gone; its last hooks may still be on their way.
    [[nodiscard]] Actions processGone(const ClaudeProcess& process, const QDateTime& now);
    [[nodiscard]] Actions tick(const QDateTime& now);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;

    /// False: logged out, and nothing is monitored any more.
    [[nodiscard]] Actions setLoggedIn(bool loggedIn, const QDateTime& now);
    /// Nobody is logged in, for now: what is monitored stays so, and waits.
    void loginLapsed();
    /// The user's switch for one session. An empty description keeps the one there is.
    [[nodiscard]] Actions setTexts(const QString& sessionId, bool on, const QString& description,
                                   const QDateTime& now);
    /// `start` and `stop` of the bridge. A session never heard of is made, so that it can be started first
    /// thing.
    [[nodiscard]] Actions startByUser(const QString& sessionId, const QString& description,
                                      const QString& cwd, const QDateTime& now);
    [[nodiscard]] Actions stopByUser(const QString& sessionId, const QDateTime& now);
    /// The person calls this session so from now on; nothing changes for a session that is not known.
    [[nodiscard]] Actions rename(const QString& sessionId, const QString& name, const QDateTime& now);
    /// The server's answer to the SendServerEvent with this key.
    [[nodiscard]] Actions answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome,
                                   const QDateTime& now);
    /// The server's answer to the WithdrawEvent with this key.
    [[nodiscard]] Actions withdrawn(const QString& sessionId, const QUuid& key, WithdrawResult result,
                                    const QDateTime& now);
    /// Whether the server waits with a text when asked to (SendServerEvent::holdUntil).
    void setServerHolds(bool holds);
    /// The server would not monitor this session. Until the next prompt its `texts` are Off.
    void refused(const QString& sessionId);
    /// What is open is planned again.
    [[nodiscard]] Actions setConfig(const EngineConfig& config, const QDateTime& now);
    /// The person came or left, locked the screen, looks at a terminal, …: what is open is planned again.
    [[nodiscard]] Actions setSurroundings(const Surroundings& surroundings, const QDateTime& now);
    /// No notifications and texts about this session until then, UTC; invalid: no longer muted.
    [[nodiscard]] Actions mute(const QString& sessionId, const QDateTime& until, const QDateTime& now);
    /// The person has seen this alert: they clicked its notification, or closed it by hand.
    [[nodiscard]] Actions reacted(AlertId id, const QDateTime& now);
    /// What would happen with an alert of this kind that came now.
    [[nodiscard]] Plan preview(const Alert& alert, const QDateTime& now) const;
    /// The same with other preferences, as people are to read of it: no text without a login.
    [[nodiscard]] Plan reportedPlan(const Alert& alert, const Preferences& preferences,
                                    const QDateTime& now) const;

    /// Sessions whose saved() may differ from what it was at the last call, forgotten ones too.
    [[nodiscard]] QSet<QString> takeDirty();
    /// Ids of the hook events that were taken since the last call.
    [[nodiscard]] std::vector<QUuid> takeNewIds();
    /// All of a session that restore() needs; empty when it is not known (any more).
    [[nodiscard]] QJsonObject saved(const QString& sessionId) const;
    /// Goes on where another engine stopped; to be called before anything else. What was due meanwhile
    /// happens at the next tick().
    void restore(const QList<QJsonObject>& sessions, const std::vector<QUuid>& takenIds);

    /// The notification service has the notification of this alert.
    void notificationHandedOver(AlertId id);
    /// The person closed the notification, or it expired: it is not shown again.
    void notificationSeen(AlertId id);
    /// The same of the notification that sums several alerts up.
    void summarySeen();
    /// What can be done in this alert's notification has changed; `evenIfSeen`: the person closed it, and it
    /// waits for them after all.
    [[nodiscard]] Actions showAgain(AlertId id, bool evenIfSeen, const QDateTime& now);
    /// The desktop took the notification away to make room for newer ones: of this alert, or not valid for
    /// the summary.
    [[nodiscard]] Actions notificationEvicted(AlertId id, const QDateTime& now);
    /// What was about to be shown when another engine stopped.
    [[nodiscard]] std::vector<ShowToast> notHandedOver() const;
    /// The alerts whose notifications are on the desktop, or should be.
    [[nodiscard]] std::vector<ShowToast> showing() const;
    /// The summary that is on the desktop, or should be; without alerts when there is none.
    [[nodiscard]] ShowSummary summary() const;

    /// In the order they were first seen. `texts` is the wish alone: On or Off.
    [[nodiscard]] QList<SessionView> sessions() const;
    [[nodiscard]] std::optional<SessionView> session(const QString& sessionId) const;
    /// Every open alert, the oldest first.
    [[nodiscard]] std::vector<OpenAlert> openAlerts() const;
    [[nodiscard]] std::vector<OpenAlert> openAlerts(const QString& sessionId) const;
    /// The same as people are to read of them (SmsAlerts::reported()).
    [[nodiscard]] std::vector<OpenAlert> reportedAlerts() const;
    [[nodiscard]] std::vector<OpenAlert> reportedAlerts(const QString& sessionId) const;
    /// Null when it is not open.
    [[nodiscard]] const OpenAlert* openAlert(AlertId id) const;
    /// The open alert of this hook's event; invalid when there is none.
    [[nodiscard]] AlertId alertOf(const QUuid& hook) const;
    /// The alert's hook no longer waits.
    void noteReleased(AlertId id);
    /// Whether the terminal shows the dialog of this alert; nothing when no status file says so.
    [[nodiscard]] std::optional<bool> isShownInTerminal(AlertId id) const;
    /// It was answered here, and no dialog is left.
    [[nodiscard]] Actions closeAnswered(AlertId id, const QDateTime& now);
    [[nodiscard]] const Surroundings& surroundings() const;
    /// Alerts that were closed since the last call, as people are to read of them.
    [[nodiscard]] std::vector<ClosedAlert> takeClosed();
    /// Tools that failed since the last call, and that Claude can go on from.
    [[nodiscard]] std::vector<FailureNoted> takeNoted();
    /// Prompts and tool calls since the last call.
    [[nodiscard]] std::vector<ActivityNoted> takeActivity();
    /// Of the latest step, UTC; invalid before the first.
    [[nodiscard]] QDateTime latestStep() const;
    /// Those that are not over: what is to be watched of them.
    [[nodiscard]] QList<WatchedSession> watchedSessions() const;
    [[nodiscard]] bool knows(const QString& sessionId) const;
    [[nodiscard]] TrayStatus trayStatus() const;
    /// Time of the latest hook or transcript entry (a heartbeat's `last_activity`); invalid if unknown.
    [[nodiscard]] QDateTime lastActivity(const QString& sessionId) const;
    [[nodiscard]] QHash<DropReason, int> dropCounts() const;
    /// Counts and reports what was dropped before it became a HookEvent.
    void countDrop(const Dropped& dropped);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tocsin

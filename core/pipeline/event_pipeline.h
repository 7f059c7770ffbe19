// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/channels/desktop/notifier.h"
#include "core/channels/desktop/reaction_judge.h"
#include "core/channels/desktop/toast_presenter.h"
#include "core/channels/sms/sms_delivery.h"
#include "core/ipc/spool.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/session_persister.h"
#include "core/pipeline/spooled_events.h"
#include "core/server/login/login.h"
#include "core/sessions/session_view.h"

#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <optional>

namespace tocsin {

/// The way of an event, put together: a hook request goes through the engine (hooks, sessions, policy), what
/// that decides is written down, and then goes to the notifier and to the server. Drives the engine's clock
/// and tells it of logins and of the server's answers.
class EventPipeline final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive the companion.
    struct Dependencies
    {
        Engine& engine;
        SmsDelivery& delivery;
        SessionPersister& keeper;
        Login& login;
        Notifier& notifier;
        const Clock& clock;
    };

    explicit EventPipeline(const Dependencies& parts, QObject* parent = nullptr);
    ~EventPipeline() override;
    EventPipeline(const EventPipeline&) = delete;
    EventPipeline& operator=(const EventPipeline&) = delete;

    /// Goes on where the last program stopped: time moves again, on what was restored. `surroundings` count
    /// for what has come meanwhile, too.
    void resume(const Surroundings& surroundings = {});

    /// `request` as hookbridge hands it over. What makes no sense is logged as dropped. Once this returns, a
    /// crash does not lose the event, unless the disk takes nothing (SessionPersister::failed()).
    void takeHook(const QJsonObject& request);
    /// The same of a hook that stays until its request is answered. The alert that it can be answered by;
    /// invalid when the event led to none.
    [[nodiscard]] AlertId takeWaitingHook(const QJsonObject& request);
    /// As takeHook(), for what the spool held: all that comes in one go is put in order first. `receipt` is
    /// confirmed when that has been written down.
    void takeSpooled(const QJsonObject& request, const SpoolEntry& receipt);

    /// What the transcript of a session shows.
    void applyTranscript(const QString& sessionId, const TranscriptEvents& signs);
    /// A Claude process ended, with or without a SessionEnd.
    void processGone(const ClaudeProcess& process);
    /// What the status file of a Claude process says.
    void applyStatus(const ClaudeProcess& process, const ClaudeStatus& status);
    void statusLost(const ClaudeProcess& process);
    /// Those that are not over: what is to be watched of them.
    [[nodiscard]] QList<WatchedSession> watchedSessions() const { return m_engine.watchedSessions(); }

    /// The person has decided about this alert; whether that took is not known yet.
    void noteDecided(AlertId id);
    /// What was decided has taken, where nothing else says so.
    void closeAnswered(AlertId id);

    /// What people do in notifications beside reacting to them.
    [[nodiscard]] ToastPresenter& toasts() { return m_toasts; }
    /// What can be done in this alert's notification has changed; `evenIfSeen`: the person closed it, and it
    /// waits for them after all.
    void showAgain(AlertId id, bool evenIfSeen = false);
    /// The person has done there what was to be done.
    void takeNotificationAway(AlertId id);

    void startTexts(const QString& sessionId, const QString& description, const QString& cwd);
    void stopTexts(const QString& sessionId);
    /// The person calls it so from now on.
    void rename(const QString& sessionId, const QString& name);
    /// As the settings are now.
    void configure(const EngineConfig& config);
    void setSurroundings(const Surroundings& surroundings);
    /// Until then, UTC; invalid: no longer muted.
    void mute(const QString& sessionId, const QDateTime& until);
    /// Every open alert, the oldest first.
    [[nodiscard]] std::vector<OpenAlert> openAlerts() const { return m_engine.openAlerts(); }
    [[nodiscard]] std::vector<OpenAlert> openAlerts(const QString& sessionId) const
    {
        return m_engine.openAlerts(sessionId);
    }
    /// Every open alert as people are to read of it.
    [[nodiscard]] std::vector<OpenAlert> reportedAlerts() const { return m_engine.reportedAlerts(); }
    /// What would happen with an alert like this one that came now.
    [[nodiscard]] Plan preview(const Alert& alert) const { return m_engine.preview(alert, m_clock.nowUtc()); }
    /// The same with other preferences, as people are to read of it.
    [[nodiscard]] Plan reportedPlan(const Alert& alert, const Preferences& preferences) const
    {
        return m_engine.reportedPlan(alert, preferences, m_clock.nowUtc());
    }

    /// Every session that has not ended, the oldest first; lost ones for as long as they are remembered.
    [[nodiscard]] QList<SessionView> sessions() const;
    [[nodiscard]] TrayStatus trayStatus() const;
    /// Nothing before the first request.
    [[nodiscard]] std::optional<bool> serverReachable() const { return m_delivery.serverReachable(); }
    /// The server's clock minus this one's; nothing before the first answer.
    [[nodiscard]] std::optional<std::chrono::seconds> clockOffset() const { return m_delivery.clockOffset(); }
    /// How many messages for the server wait because it is out of reach or nobody is logged in.
    [[nodiscard]] int waitingEvents() const { return m_delivery.waitingEvents(); }

Q_SIGNALS:
    /// Before it has any effect.
    void hookTaken(const tocsin::HookEvent& event);
    void statusTaken(const tocsin::ClaudeStatus& status);
    void transcriptTaken(const QString& sessionId, const tocsin::TranscriptEvents& events);
    /// sessions(), trayStatus() or serverReachable() may have changed.
    void changed();
    /// Something is due. What has arrived and was not read yet is to be handed in now: on a busy machine it
    /// may have happened before, and change what is due.
    void deadlinePassed();
    /// A person's prompt has just been reported, live.
    void promptSubmitted(const QString& sessionId, const QString& prompt);
    /// What became of a text of this session and topic (wireName(AlertTopic)); comes again when more is
    /// known.
    void textAnswered(const QString& sessionId, const QString& topic, const tocsin::TextOutcome& outcome);
    /// The server will not text about this session; `message` is for people.
    void textsFailed(const QString& sessionId, const QString& message);

private:
    void watchLogin();
    void loginLapsed();
    void watchDelivery();
    void takeLive(const HookEvent& event);
    void watchToasts();
    void flushSpooled();
    void commit();
    [[nodiscard]] QDateTime nowAfterLooking();
    void carryOut(const Actions& actions);
    void show(const ShowToast& toShow);
    void show(const ShowSummary& summary);
    void showQuietly(ShowToast toShow);
    void noteShownSoon();
    void resumeSummary();
    void reacted(const ReactionJudge::Alerts& alerts);
    void scheduleTick();

    Engine& m_engine;
    SmsDelivery& m_delivery;
    SessionPersister& m_keeper;
    Login& m_login;
    const Clock& m_clock;
    ToastPresenter m_toasts;
    QTimer m_tick;
    QTimer m_flush;
    QTimer m_commit;
    QTimer m_noteShown;
    bool m_isLooking{false};
    SpooledEvents m_spooled{};
};

} // namespace tocsin

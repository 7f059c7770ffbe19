// SPDX-License-Identifier: MIT
#pragma once

#include "core/api/api_client.h"
#include "core/auth/login.h"
#include "core/base/clock.h"
#include "core/delivery/outgoing_queue.h"
#include "core/policy/action.h"
#include "core/sessions/session_view.h"

#include <QObject>
#include <QPointer>
#include <QRandomGenerator>
#include <QTimer>

#include <chrono>
#include <optional>
#include <vector>

namespace tocsin {

/// Durations of delivery; the defaults are the real ones.
struct DeliveryTiming
{
    std::chrono::milliseconds heartbeat{std::chrono::seconds{30}};
    /// Pauses after the first, second, … failure in a row; the last one is used again and again.
    std::vector<std::chrono::milliseconds> retry{
        std::chrono::seconds{1},  std::chrono::seconds{2},  std::chrono::seconds{5}, std::chrono::seconds{15},
        std::chrono::seconds{30}, std::chrono::seconds{60}, std::chrono::minutes{5}};
    double jitter{0.1}; ///< of every pause, to either side
    std::chrono::milliseconds waitingLifetime{std::chrono::minutes{15}};
};

/// The server's answer to one event.
struct EventOutcome
{
    bool textSent{false};
    bool rateLimited{false};
    QDateTime nextAllowedAt{}; ///< UTC; invalid unless rate limited
    QString reason{};          ///< the server's word for "not texted", such as `too_old`; mostly empty
};

/// What delivery works with; all of it outlives the sessions.
struct DeliveryParts
{
    ApiClient& api;
    LoginMachine& login;
    const Clock& clock;
    QRandomGenerator& random;
    DeliveryTiming timing;
};

/// One Claude session at the server, from its start to its stop: registers it, sends its events in order and
/// its heartbeats, and registers it once more when the server does not know its token. The token lives here,
/// in memory, and nowhere else. Part of SmsDelivery.
class MonitoredSession final : public QObject
{
    Q_OBJECT
public:
    MonitoredSession(const DeliveryParts& parts, const StartMonitoring& start, QObject* parent);

    [[nodiscard]] TextState state() const { return m_state; }
    /// Negative while no heartbeat is due.
    [[nodiscard]] std::chrono::milliseconds untilNextBeat() const
    {
        return m_beatTimer.remainingTimeAsDuration();
    }

    /// Does what can be done now: registers, or sends what is first in the queue.
    void advance();
    /// The same, and cuts a pause short: the server has just answered somebody.
    void advanceNow();

    void send(const SendServerEvent& event);
    void withdrawWaiting();
    void beat();
    void stop(const StopMonitoring& stop);
    /// Monitored again before its stop was done, or with another description.
    void startAgain(const StartMonitoring& start);
    void noteActivity(const QDateTime& at);
    /// What the login gave is gone. The queue waits for startAgain(): whether this session is to be monitored
    /// under another login is not for us to say.
    void loginLost();
    void abandonIfDormant(); ///< nobody asked for it again
    /// Nothing is sent or signalled any more.
    void retire();

Q_SIGNALS:
    void stateChanged(tocsin::TextState state);
    void eventAnswered(const QUuid& key, const tocsin::EventOutcome& outcome);
    void eventFailed(const QUuid& key, const QString& message);
    void startFailed(const QString& message);
    void serverReached(bool reached);
    /// Nothing is left to do: stopped, or never to be started.
    void finished();

private:
    void registerSession();
    void onRegistered(const Expected<StartAnswer, ApiError>& answer, const Secret& usedToken);
    void sendFirst();
    void sendEvent(const SendServerEvent& event, const QUuid& key);
    void sendStop(const StopMonitoring& stop, const QUuid& key);
    void onSendFailed(const ApiError& error);
    void onBeatAnswered(const Expected<HeartbeatAnswer, ApiError>& answer, const Secret& usedToken);
    void dropStale();
    void forgetRegistration();
    void pause(const ApiError& error);
    void noteAnswer();
    void noteFailure(const ApiError& error);
    void finish();
    void giveUp(const ApiError& error);
    void failQueue(const QString& message);
    void scheduleBeat();
    void setState(TextState state);
    [[nodiscard]] bool isStopping() const { return m_queue.endsWithStop(); }
    [[nodiscard]] std::chrono::milliseconds jittered(std::chrono::milliseconds pause) const;

    DeliveryParts m_parts;
    StartMonitoring m_start;
    QUuid m_startKey;
    bool m_startTried{false};
    bool m_startChanged{false}; ///< to be registered anew, with what m_start says now
    bool m_isDormant{false};    ///< since loginLost()
    bool m_isHeld{false};       ///< the pause is the server's wish: nothing cuts it short
    Secret m_token;
    QString m_monitoringId;
    QDateTime m_lastActivity;
    TextState m_state{TextState::Starting};
    OutgoingQueue m_queue;
    std::optional<StartMonitoring> m_nextStart; ///< after the stop that is on its way
    size_t m_failures{0};                       ///< in a row
    QPointer<ApiCall> m_call;
    QPointer<ApiCall> m_beatCall;
    QTimer m_retryTimer;
    QTimer m_beatTimer;
};

} // namespace tocsin

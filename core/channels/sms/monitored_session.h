// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/channels/sms/backoff.h"
#include "core/channels/sms/heartbeat_interval.h"
#include "core/channels/sms/outbox.h"
#include "core/pipeline/action.h"
#include "core/server/api/api_client.h"
#include "core/server/login/server_login.h"
#include "core/sessions/session_view.h"
#include "core/store/state_store.h"

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
struct DeliveryDependencies
{
    ApiClient& api;
    ServerLogin& login;
    const Clock& clock;
    QRandomGenerator& random;
    const HeartbeatInterval& pace;
    DeliveryTiming timing;
};

/// How a session stands at the server, as far as a restart has to know.
struct Registration
{
    StartMonitoring start{};
    QUuid startKey{};         ///< Idempotency-Key
    bool startTried{false};   ///< the server may know the session
    bool startChanged{false}; ///< to be registered anew, with what `start` says now
    QString account{};        ///< ServerLogin::accountId(): whose phone the queue is for
    QDateTime lastActivity{};
    std::optional<StartMonitoring> nextStart{}; ///< after the stop that is on its way

    template<typename Fields> friend void listFields(Fields& fields, Registration& registration)
    {
        fields("start", registration.start);
        fields("start_key", registration.startKey);
        fields("start_tried", registration.startTried);
        fields("start_changed", registration.startChanged);
        fields("account", registration.account);
        fields("last_activity", registration.lastActivity);
        fields("next_start", registration.nextStart);
    }
};

/// One Claude session at the server, from its start to its stop: registers it, sends its events in order and
/// its heartbeats, and registers it once more when the server does not know its token. The token lives here,
/// in memory, and nowhere else; all the rest is in documents(). Part of SmsDelivery.
///
/// Nothing is sent before control is back in the event loop: until then what it has to do can be saved.
class MonitoredSession final : public QObject
{
    Q_OBJECT
public:
    MonitoredSession(const DeliveryDependencies& parts, const StartMonitoring& start, QObject* parent);
    /// As documents() had it. Waits for the login.
    MonitoredSession(const DeliveryDependencies& parts, const Documents& saved, QObject* parent);

    [[nodiscard]] DeliveryStatus state() const { return m_state; }
    /// Negative while no heartbeat is due.
    [[nodiscard]] std::chrono::milliseconds untilNextBeat() const
    {
        return m_beatTimer.remainingTimeAsDuration();
    }
    [[nodiscard]] int waitingEvents() const { return m_queue.eventCount(); }
    [[nodiscard]] Documents documents() const;
    /// Whether `saved` is of a session that is to be restored.
    [[nodiscard]] static bool isIn(const Documents& saved);

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
    void heartbeatIntervalChanged();
    void noteActivity(const QDateTime& at);
    /// What the login gave is gone; the queue waits for the next one.
    void loginLost();
    /// Nothing is sent or signalled any more.
    void retire();

Q_SIGNALS:
    void stateChanged(tocsin::DeliveryStatus state);
    void eventAnswered(const QUuid& key, const tocsin::EventOutcome& outcome);
    void eventFailed(const QUuid& key, const QString& message);
    void startFailed(const QString& message);
    void serverReached(bool reached);
    void heartbeatDue();
    /// documents() are others now.
    void touched();
    /// Nothing is left to do: stopped, or never to be started.
    void finished();

private:
    MonitoredSession(const DeliveryDependencies& parts, QObject* parent);

    void advanceSoon();
    [[nodiscard]] bool hasAccount();
    void registerSession();
    void onRegistered(const Expected<StartAnswer, ApiError>& answer, const Secret& usedToken);
    void sendFirst();
    void sendEvent(const SendServerEvent& event, const Outgoing& outgoing);
    void sendStop(const StopMonitoring& stop, const QUuid& key);
    void onSendFailed(const ApiError& error);
    void onBeatAnswered(const Expected<HeartbeatAnswer, ApiError>& answer, const Secret& usedToken);
    void dropStale();
    void forgetRegistration();
    void noteAnswer();
    void noteFailure(const ApiError& error);
    void finish();
    void giveUp(const ApiError& error);
    void failQueue(const QString& message);
    void scheduleBeat();
    void setState(DeliveryStatus state);
    [[nodiscard]] bool isStopping() const { return m_queue.endsWithStop(); }

    DeliveryDependencies m_parts;
    Registration m_registration;
    Secret m_token;
    QString m_monitoringId;
    DeliveryStatus m_state{DeliveryStatus::Starting};
    Outbox m_queue;
    bool m_firstWasTried{false}; ///< before the try that is under way
    QPointer<ApiCall> m_call;
    QPointer<ApiCall> m_beatCall;
    Backoff m_pause;
    QTimer m_beatTimer;
};

} // namespace tocsin

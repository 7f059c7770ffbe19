// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/backoff.h"
#include "core/channels/sms/delivery_dependencies.h"
#include "core/channels/sms/heartbeat.h"
#include "core/channels/sms/outbox.h"
#include "core/channels/sms/registration.h"
#include "core/channels/sms/sms_action.h"
#include "core/sessions/session_view.h"
#include "core/store/state_store.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <optional>
#include <vector>

namespace tocsin {

/// The server's answer to one event.
struct EventOutcome
{
    bool textSent{false};
    bool rateLimited{false};
    QDateTime nextAllowedAt{}; ///< UTC; invalid unless rate limited
    QString reason{};          ///< why it was not texted, such as `too_old`; mostly empty
};

/// Why a session is no longer monitored, and which of its events were not sent, oldest first.
struct DeliveryEnd
{
    std::vector<QUuid> unsent{};
    bool refused{false}; ///< the server would not monitor the session
    QString message{};   ///< translated, for people; empty when all is well
};

/// One Claude session at the server, from its start to its stop: registers it, sends what is in its outbox,
/// and registers it again when the server no longer knows it. The grant is in memory only; all the rest is in
/// documents(). Part of SmsDelivery.
///
/// Nothing is sent before control is back in the event loop, so what is to be sent can be saved first.
class ServerSession final : public QObject
{
    Q_OBJECT
public:
    ServerSession(const DeliveryDependencies& dependencies, const StartMonitoring& start, QObject* parent);
    /// As documents() had it.
    ServerSession(const DeliveryDependencies& dependencies, const Documents& saved, QObject* parent);

    [[nodiscard]] DeliveryStatus status() const { return m_status; }
    /// Negative while no heartbeat is due.
    [[nodiscard]] std::chrono::milliseconds untilNextBeat() const { return m_heartbeat.untilNext(); }
    [[nodiscard]] int waitingEvents() const { return m_outbox.eventCount(); }
    [[nodiscard]] Documents documents() const;
    /// Whether `saved` is of a session that is to be restored.
    [[nodiscard]] static bool isIn(const Documents& saved);

    /// Does what can be done now: registers, or sends what is first in the outbox.
    void advance();
    /// The same, and ends a pause: the server has just answered.
    void advanceNow();

    void send(const SendServerEvent& event);
    void withdraw(const QUuid& key);
    void beat() { m_heartbeat.send(); }
    void heartbeatIntervalChanged() { m_heartbeat.intervalChanged(); }
    void stop(const StopMonitoring& stop);
    /// Monitored again before its stop was done, or with another description.
    void startAgain(const StartMonitoring& start);
    void noteActivity(const QDateTime& at);
    /// The login ended by itself; the outbox waits for the next one.
    void loginLost();
    /// Nothing is sent or signalled any more.
    void retire();

Q_SIGNALS:
    void statusChanged(tocsin::DeliveryStatus status);
    void eventAnswered(const QUuid& key, const tocsin::EventOutcome& outcome);
    void eventFailed(const QUuid& key, const QString& message);
    void serverReached(bool reached);
    void heartbeatDue();
    /// documents() have changed.
    void touched();
    /// Stopped, or refused. The last signal; statusChanged() does not come before it.
    void ended(const tocsin::DeliveryEnd& end);

private:
    /// What is on its way. While nothing is, a pause may hold the session back.
    enum class Phase : uint8_t {
        Unregistered, ///< no grant that is good for the present registration
        Registering,
        Registered,
        SendingEvent,
        SendingStop,
        Ended
    };

    ServerSession(const DeliveryDependencies& dependencies, QObject* parent);

    [[nodiscard]] bool isIdle() const
    {
        return m_phase == Phase::Unregistered || m_phase == Phase::Registered;
    }
    [[nodiscard]] bool isStopping() const { return m_outbox.endsWithStop(); }
    [[nodiscard]] DeliveryStatus settledStatus() const;
    void advanceSoon();
    [[nodiscard]] bool claimForAccount();
    [[nodiscard]] bool prepareNext();
    void registerSession();
    void onRegistered(const Expected<StartAnswer, ApiError>& answer, const QUuid& startKey,
                      const Secret& usedToken);
    void sendFirst();
    void sendEvent(const Outgoing& outgoing, const SendServerEvent& event);
    void onEventAnswered(const Expected<EventAnswer, ApiError>& answer);
    void onEventFailed(const ApiError& error);
    void sendStop(const Outgoing& outgoing, const StopMonitoring& stop);
    void onStopAnswered(const Expected<StopAnswer, ApiError>& answer);
    void onBeatConfirmed(bool isCurrent);
    void onBeatLost(bool isCurrent);
    void onBeatFailed(const ApiError& error, bool isCurrent);
    void dropStale();
    void renewRegistration();
    /// The call that was on its way is over.
    void settle();
    void noteAnswer();
    void noteFailure(const ApiError& error);
    void fail(const std::vector<QUuid>& keys, const QString& message);
    void finish(bool refused = false, const QString& message = {});
    [[nodiscard]] std::vector<QUuid> takeUnsent();
    void setStatus(DeliveryStatus status);

    DeliveryDependencies m_dependencies;
    Registration m_registration;
    Outbox m_outbox;
    Heartbeat m_heartbeat;
    Backoff m_backoff;
    Phase m_phase{Phase::Unregistered};
    std::optional<SessionGrant> m_grant; ///< of this registration or of an earlier one
    DeliveryStatus m_status{DeliveryStatus::Starting};
    bool m_firstWasTried{false}; ///< before the try that is under way
    QPointer<ApiCall> m_call;
    QTimer m_advance;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/backoff.h"
#include "core/channels/sms/delivery_dependencies.h"
#include "core/channels/sms/event_report.h"
#include "core/channels/sms/heartbeat.h"
#include "core/channels/sms/outbox.h"
#include "core/channels/sms/outbox_sender.h"
#include "core/channels/sms/registrar.h"
#include "core/channels/sms/sms_action.h"
#include "core/sessions/session_view.h"
#include "core/store/state_store.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace tocsin {

/// Why a session is no longer monitored, and what became of its events, oldest first.
struct DeliveryEnd
{
    EventReports reports{};
    bool refused{false}; ///< the server would not monitor the session
    QString message{};   ///< translated, for people; empty when all is well
};

/// One Claude session at the server, from its start to its stop: registers it, sends what is in its outbox,
/// and registers it again when the server no longer knows it. The grant is in memory only; all the rest is in
/// documents(). Part of SmsDelivery.
///
/// Nothing is sent or reported before control is back in the event loop, so what is to be sent can be saved
/// first.
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

    /// Does what can be done now: registers, or sends the next entry of the outbox.
    void advance();
    /// The same, and ends a pause: the server has just answered.
    void advanceNow();

    void send(const SendServerEvent& event);
    /// False when the event is not in the outbox.
    [[nodiscard]] bool withdraw(const QUuid& key);
    void withdraw(const Withdrawal& withdrawal);
    void beat() { m_heartbeat.send(); }
    [[nodiscard]] bool canBeat() const { return m_heartbeat.canSend(); }
    void heartbeatIntervalChanged() { m_heartbeat.intervalChanged(); }
    void stop(const StopMonitoring& stop);
    /// Monitored again before its stop was done, or with another description.
    void startAgain(const StartMonitoring& start);
    void noteActivity(const QDateTime& at) { m_heartbeat.noteActivity(at); }
    /// The login ended by itself; the outbox waits for the next one.
    void loginLost();
    /// Nothing is sent or signalled any more.
    void retire();

Q_SIGNALS:
    void statusChanged(tocsin::DeliveryStatus status);
    void reported(const tocsin::EventReport& report);
    /// The server's answer to this event, which has left the outbox. Comes before reported().
    void eventTaken(const tocsin::Outgoing& event, const tocsin::EventAnswer& answer,
                    const tocsin::SessionGrant& grant);
    void registered(const tocsin::SessionGrant& grant);
    void featuresSeen(tocsin::ServerFeatures features);
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
        Sending, ///< an entry of the outbox
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
    void advanceSoon() { m_advance.start(); }
    void saveFirst();
    [[nodiscard]] bool claimForAccount();
    void startRegistration();
    void onGranted(ServerFeatures features);
    void onRegistrationFailed(const ApiError& error, bool isCurrent, const Secret& usedToken);
    void sendNext();
    void onSent(const SendResult& result);
    void onStopTakenBack(const SendResult& result);
    void onBeatConfirmed(bool isCurrent);
    void onBeatLost(bool isCurrent);
    void onBeatFailed(const ApiError& error, bool isCurrent);
    void dropStale();
    void waitForNextDue(const QDateTime& now);
    void renewRegistration();
    /// The call that was on its way is over.
    void settle();
    void noteAnswer();
    void noteFailure(const ApiError& error);
    void report(const EventReports& reports);
    void finish(bool refused = false, const QString& message = {});
    void setStatus(DeliveryStatus status);

    DeliveryDependencies m_dependencies;
    Registrar m_registrar;
    Outbox m_outbox;
    OutboxSender m_sender;
    Heartbeat m_heartbeat;
    Backoff m_backoff;
    Phase m_phase{Phase::Unregistered};
    DeliveryStatus m_status{DeliveryStatus::Starting};
    QTimer m_advance;
    QTimer m_due; ///< for events that the outbox holds
};

} // namespace tocsin

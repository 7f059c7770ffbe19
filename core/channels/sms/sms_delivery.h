// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/coalescing_timer.h"
#include "core/channels/sms/server_session.h"
#include "core/channels/sms/sms_action.h"
#include "core/channels/sms/text_follower.h"
#include "core/server/api/api_client.h"
#include "core/server/login/server_login.h"
#include "core/sessions/session_view.h"
#include "core/store/state_store.h"

#include <QObject>
#include <QRandomGenerator>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace tocsin {

/// Carries out the server-bound actions of policy, for each session in order. What cannot be sent waits;
/// takeDirty() and documents() are for the state store, restore() for the next start. After a logout, or with
/// another server, nothing is monitored; when a login ends by itself, its sessions and their events wait for
/// the same user's next one.
///
/// Nothing is sent before control is back in the event loop.
class SmsDelivery final : public QObject
{
    Q_OBJECT
public:
    /// What is handed in outlives this object.
    SmsDelivery(ApiClient& api, ServerLogin& login, const Clock& clock, QRandomGenerator& random,
                DeliveryTiming timing, QObject* parent = nullptr);

    void carryOut(const StartMonitoring& start);
    void carryOut(const SendServerEvent& event); ///< of a session that is not monitored: dropped
    /// Of a session that is not monitored: dropped, for the stop has ended every hold. See eventWithdrawn().
    void carryOut(const WithdrawEvent& withdraw);
    void carryOut(const SendHeartbeat& beat);
    void carryOut(const StopMonitoring& stop);

    /// The time of the latest hook or transcript entry, for the next heartbeat's `last_activity`.
    void noteActivity(const QString& sessionId, const QDateTime& at);

    /// From now on, also for sessions that already wait for their next heartbeat.
    void setHeartbeat(std::chrono::milliseconds wanted);
    /// Whether the person is at this computer, for the next heartbeats; nothing: not known. When they come or
    /// leave, one heartbeat goes out soon.
    void setPresent(std::optional<bool> present);

    /// Sessions whose documents() may have changed since the last call.
    [[nodiscard]] QSet<QString> takeDirty() { return std::exchange(m_dirty, {}); }
    /// Empty for a session that is not monitored.
    [[nodiscard]] Documents documents(const QString& sessionId) const;
    /// Before anything else. Documents of others in `saved` are left alone.
    void restore(const QMap<QString, Documents>& saved);

    /// How many events wait for the server to be reachable or for a login.
    [[nodiscard]] int waitingEvents() const;
    [[nodiscard]] DeliveryStatus textState(const QString& sessionId) const;
    /// Nothing before the first request.
    [[nodiscard]] std::optional<bool> serverReachable() const { return m_reachable; }
    /// The server holds events until their time, so that they are texted even if this computer sleeps by
    /// then. False before it said so; then the outbox holds them.
    [[nodiscard]] bool serverHolds() const { return m_features.hold; }
    /// It asks in heartbeats whether the person is at this computer; see setPresent().
    [[nodiscard]] bool serverWantsPresence() const { return m_features.presence; }
    /// The server's clock minus this computer's; zero when they agree to within seconds, nothing before the
    /// first answer. Times that are sent and received are corrected by it.
    [[nodiscard]] std::optional<std::chrono::seconds> clockOffset() const;

Q_SIGNALS:
    void stateChanged(const QString& sessionId, tocsin::DeliveryStatus state);
    /// Comes again when more is known: of a text that is held, or was sent and has a status.
    void eventAnswered(const QString& sessionId, const QUuid& key, const tocsin::EventOutcome& outcome);
    /// Will not be sent any more; `message` is translated, for people. A withdrawn event is not reported.
    void eventFailed(const QString& sessionId, const QUuid& key, const QString& message);
    /// For each WithdrawEvent of a monitored session, later; one that was on its way has its eventAnswered()
    /// first. Of errors that became one text, it comes for each when all of them were withdrawn.
    void eventWithdrawn(const QString& sessionId, const QUuid& key, tocsin::WithdrawResult result);
    /// The server refused to monitor this session. Comes after eventFailed() for each event that was queued,
    /// oldest first, and before stateChanged(). From the first of them on the session is not monitored, so
    /// each may be answered with a StartMonitoring.
    void startFailed(const QString& sessionId, const QString& message);
    void reachableChanged(bool reachable);
    void serverHoldsChanged(bool holds);
    /// A heartbeat is about to go out: the moment for noteActivity().
    void heartbeatDue(const QString& sessionId);
    /// Logged out, or another server: nothing is monitored any more.
    void abandoned();
    /// takeDirty() is not empty.
    void touched();

private:
    [[nodiscard]] ServerSession* find(const QString& sessionId) const;
    void add(const QString& id, ServerSession* session);
    void markDirty(const QString& id);
    void sweep();
    void report(const QString& sessionId, const EventReport& report);
    void noteFeatures(ServerFeatures features);
    void sendPresence();
    void onEnded(const QString& sessionId, const DeliveryEnd& end);
    void remove(const QString& sessionId);
    void noteReachable(bool reachable);
    void wakeSessions();
    void onLoginPhase(LoginPhase phase);
    void onLoginEnded(LoginEnd why);

    HeartbeatInterval m_heartbeatInterval;
    ServerClock m_serverClock;
    ServerFeatures m_features;
    std::optional<bool> m_present;
    DeliveryDependencies m_dependencies;
    TextFollower m_follower;
    CoalescingTimer m_presenceSoon;
    std::optional<bool> m_reachable;
    std::map<QString, ServerSession*> m_sessions; ///< children of this object
    QSet<QString> m_dirty;
    QTimer m_sweep;
};

} // namespace tocsin

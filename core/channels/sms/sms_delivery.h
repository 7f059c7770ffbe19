// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/channels/sms/monitored_session.h"
#include "core/pipeline/action.h"
#include "core/server/api/api_client.h"
#include "core/server/login/server_login.h"
#include "core/sessions/session_view.h"
#include "core/store/state_store.h"

#include <QObject>
#include <QRandomGenerator>
#include <QSet>
#include <QTimer>

#include <map>
#include <optional>
#include <utility>

namespace tocsin {

/// Carries the server-bound actions of policy out: for each session by itself and in order. What cannot go
/// out waits; takeDirty() and documents() are for the state store, restore() for the next program. After a
/// log-out, or with another server, nothing is monitored; when a login ends by itself its sessions and what
/// they have to say wait for the same person's next one.
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
    void carryOut(const WithdrawWaiting& withdraw);
    void carryOut(const SendHeartbeat& beat);
    void carryOut(const StopMonitoring& stop);

    /// The time of the latest hook or transcript entry, for the next heartbeat's `last_activity`.
    void noteActivity(const QString& sessionId, const QDateTime& at);

    /// From now on, also for sessions that already wait for their next heartbeat.
    void setHeartbeat(std::chrono::milliseconds wanted);

    /// Sessions whose documents() may differ from what they were at the last call.
    [[nodiscard]] QSet<QString> takeDirty() { return std::exchange(m_touched, {}); }
    /// Empty for a session that is not monitored.
    [[nodiscard]] Documents documents(const QString& sessionId) const;
    /// Before anything else. Documents of others in `saved` are left alone.
    void restore(const QMap<QString, Documents>& saved);

    /// How many events wait because the server is out of reach or nobody is logged in.
    [[nodiscard]] int waitingEvents() const;
    [[nodiscard]] DeliveryStatus textState(const QString& sessionId) const;
    /// Nothing before the first request.
    [[nodiscard]] std::optional<bool> serverReachable() const { return m_reachable; }

Q_SIGNALS:
    void stateChanged(const QString& sessionId, tocsin::DeliveryStatus state);
    void eventAnswered(const QString& sessionId, const QUuid& key, const tocsin::EventOutcome& outcome);
    /// Will not be sent any more; `message` is translated, for people. A withdrawn event ends without a word.
    void eventFailed(const QString& sessionId, const QUuid& key, const QString& message);
    /// The server would not monitor this session.
    void startFailed(const QString& sessionId, const QString& message);
    void reachableChanged(bool reachable);
    /// A heartbeat is about to go out: the moment for noteActivity().
    void heartbeatDue(const QString& sessionId);
    /// Logged out, or another server: nothing is monitored any more.
    void abandoned();
    /// takeDirty() has something to say.
    void touched();

private:
    [[nodiscard]] MonitoredSession* find(const QString& sessionId) const;
    void add(const QString& id, MonitoredSession* session);
    void touch(const QString& id);
    void sweep();
    void remove(const QString& sessionId);
    void noteReachable(bool reachable);
    void wakeSessions();
    void onLoginPhase(LoginPhase phase);
    void onLoginEnded(LoginEnd why);

    HeartbeatInterval m_pace;
    DeliveryDependencies m_parts;
    std::optional<bool> m_reachable;
    std::map<QString, MonitoredSession*> m_sessions; ///< children of this object
    QSet<QString> m_touched;
    QTimer m_sweep;
};

} // namespace tocsin

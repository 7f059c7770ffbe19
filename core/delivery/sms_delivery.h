// SPDX-License-Identifier: MIT
#pragma once

#include "core/api/api_client.h"
#include "core/auth/login.h"
#include "core/base/clock.h"
#include "core/delivery/monitored_session.h"
#include "core/policy/action.h"
#include "core/sessions/session_view.h"

#include <QObject>
#include <QRandomGenerator>

#include <map>
#include <optional>

namespace tocsin {

/// Carries the server-bound actions of policy out: for each session by itself and in order. What cannot go
/// out waits in memory. After logOut() nothing is monitored; when a login ends by itself its sessions wait
/// for StartMonitoring at the next one, and those that get none then are dropped.
class SmsDelivery final : public QObject
{
    Q_OBJECT
public:
    /// What is handed in outlives this object.
    SmsDelivery(ApiClient& api, LoginMachine& login, const Clock& clock, QRandomGenerator& random,
                DeliveryTiming timing, QObject* parent = nullptr);

    void carryOut(const StartMonitoring& start);
    void carryOut(const SendServerEvent& event); ///< of a session that is not monitored: dropped
    void carryOut(const WithdrawWaiting& withdraw);
    void carryOut(const Beat& beat);
    void carryOut(const StopMonitoring& stop);

    /// The time of the latest hook or transcript entry, for the next heartbeat's `last_activity`.
    void noteActivity(const QString& sessionId, const QDateTime& at);

    [[nodiscard]] TextState textState(const QString& sessionId) const;
    /// Nothing before the first request.
    [[nodiscard]] std::optional<bool> serverReachable() const { return m_reachable; }

Q_SIGNALS:
    void stateChanged(const QString& sessionId, tocsin::TextState state);
    void eventAnswered(const QString& sessionId, const QUuid& key, const tocsin::EventOutcome& outcome);
    /// Will not be sent any more; `message` is translated, for people. A withdrawn event ends without a word.
    void eventFailed(const QString& sessionId, const QUuid& key, const QString& message);
    /// The server would not monitor this session.
    void startFailed(const QString& sessionId, const QString& message);
    void reachableChanged(bool reachable);

private:
    [[nodiscard]] MonitoredSession* find(const QString& sessionId) const;
    void add(const StartMonitoring& start);
    void remove(const QString& sessionId);
    void noteReachable(bool reachable);
    void wakeSessions();
    void dropDormant();
    void onLoginPhase(LoginPhase phase);
    void onLoginEnded(LoginEnd why);

    DeliveryParts m_parts;
    std::optional<bool> m_reachable;
    std::map<QString, MonitoredSession*> m_sessions; ///< children of this object
};

} // namespace tocsin

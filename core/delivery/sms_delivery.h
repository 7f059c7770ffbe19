// SPDX-License-Identifier: MIT
#pragma once

#include "core/api/api_client.h"
#include "core/auth/login.h"
#include "core/base/clock.h"
#include "core/policy/action.h"
#include "core/sessions/session_view.h"

#include <QObject>
#include <QRandomGenerator>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace tocsin {

class MonitoredSession;

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

/// Carries the server-bound actions of policy out: for each session by itself and in order. What cannot go
/// out waits in memory. Session tokens live here only, never on disk.
class SmsDelivery final : public QObject
{
    Q_OBJECT
public:
    /// What is handed in outlives this object.
    SmsDelivery(ApiClient& api, LoginMachine& login, const Clock& clock, QRandomGenerator& random,
                DeliveryTiming timing, QObject* parent = nullptr);
    ~SmsDelivery() override;

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
    /// Will not be sent any more; `message` is translated, for people.
    void eventFailed(const QString& sessionId, const QUuid& key, const QString& message);
    /// The server would not monitor this session.
    void startFailed(const QString& sessionId, const QString& message);
    void reachableChanged(bool reachable);

private:
    MonitoredSession* find(const QString& sessionId) const;
    void watch(MonitoredSession& session);
    void noteReachable(bool reachable);
    void onLoginPhase(LoginPhase phase);
    void onLoginEnded(LoginEnd why);

    ApiClient& m_api;
    LoginMachine& m_login;
    const Clock& m_clock;
    QRandomGenerator& m_random;
    DeliveryTiming m_timing;
    std::optional<bool> m_reachable;
    std::map<QString, std::unique_ptr<MonitoredSession>> m_sessions;
};

} // namespace tocsin

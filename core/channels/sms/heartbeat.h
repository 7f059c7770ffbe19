// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/delivery_dependencies.h"
#include "core/channels/sms/registration.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>

namespace tocsin {

/// The heartbeats of one session, while it is registered. Part of ServerSession.
class Heartbeat final : public QObject
{
    Q_OBJECT
public:
    explicit Heartbeat(const DeliveryDependencies& dependencies, QObject* parent = nullptr);

    /// From now on, with this grant. The first one goes out after one interval.
    void begin(const SessionGrant& grant);
    /// No more; one that is on its way is still answered.
    void end();
    /// The same, and its answer is not awaited.
    void cancel();
    /// The interval is another one now.
    void intervalChanged();
    /// One out of turn; nothing before begin() or after end().
    void send();
    /// Whether send() would send one: none is on its way.
    [[nodiscard]] bool canSend() const { return !m_grant.token.isEmpty() && !m_call; }

    void noteActivity(const QDateTime& at);
    [[nodiscard]] QDateTime lastActivity() const { return m_lastActivity; }
    /// Negative when none is due.
    [[nodiscard]] std::chrono::milliseconds untilNext() const { return m_timer.remainingTimeAsDuration(); }

Q_SIGNALS:
    /// One is about to go out: the moment for noteActivity().
    void due();
    /// Of an answer; comes before confirmed() or lost().
    void featuresSeen(tocsin::ServerFeatures features);
    // Each heartbeat ends with one of these.
    void confirmed(bool isCurrent); ///< the server monitors the session; `isCurrent`: with the present grant
    void lost(bool isCurrent);      ///< it answered, but does not monitor the session
    void failed(const tocsin::ApiError& error, bool isCurrent); ///< anything else

private:
    void schedule();
    void onAnswered(const Expected<HeartbeatAnswer, ApiError>& answer, const QUuid& startKey);

    DeliveryDependencies m_dependencies;
    SessionGrant m_grant;
    QDateTime m_lastActivity;
    QPointer<ApiCall> m_call;
    QTimer m_timer;
};

} // namespace tocsin

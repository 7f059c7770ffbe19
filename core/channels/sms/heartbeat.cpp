// SPDX-License-Identifier: MIT
#include "core/channels/sms/heartbeat.h"

#include "core/channels/sms/backoff.h"

#include <algorithm>

namespace tocsin {

Heartbeat::Heartbeat(const DeliveryDependencies& dependencies, QObject* parent)
    : QObject{parent}
    , m_dependencies{dependencies}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::send);
}

void Heartbeat::begin(const SessionGrant& grant)
{
    m_grant = grant;
    schedule();
}

void Heartbeat::end()
{
    m_grant = {};
    m_timer.stop();
}

void Heartbeat::cancel()
{
    end();
    if (m_call)
        m_call->cancel();
    m_call = nullptr;
}

void Heartbeat::schedule()
{
    m_timer.start(jittered(m_dependencies.heartbeatInterval.interval(), m_dependencies.timing.jitter,
                           m_dependencies.random));
}

void Heartbeat::intervalChanged()
{
    if (m_timer.isActive())
        schedule();
}

void Heartbeat::send()
{
    if (m_grant.token.isEmpty())
        return;
    schedule();
    if (m_call)
        return;
    Q_EMIT due();
    const ServerClock& servers = m_dependencies.serverClock;
    const SessionBeat beat{.timestamp = servers.toServer(m_dependencies.clock.nowUtc()),
                           .lastActivity = servers.toServer(m_lastActivity),
                           .present =
                               m_dependencies.features.presence ? m_dependencies.present : std::nullopt};
    m_call = m_dependencies.api.heartbeat(
        m_grant.token, m_grant.monitoringId, beat, this,
        [this, startKey = m_grant.startKey](const Expected<HeartbeatAnswer, ApiError>& answer) {
            onAnswered(answer, startKey);
        });
}

void Heartbeat::onAnswered(const Expected<HeartbeatAnswer, ApiError>& answer, const QUuid& startKey)
{
    m_call = nullptr;
    const bool isCurrent = startKey == m_grant.startKey;
    if (!answer) {
        const auto& retryAfter = answer.error().retryAfter;
        if (retryAfter && m_timer.isActive())
            m_timer.start(std::max<std::chrono::milliseconds>(m_timer.intervalAsDuration(), *retryAfter));
        Q_EMIT failed(answer.error(), isCurrent);
        return;
    }
    Q_EMIT featuresSeen(answer->features);
    if (answer->monitoring)
        Q_EMIT confirmed(isCurrent);
    else
        Q_EMIT lost(isCurrent);
}

void Heartbeat::noteActivity(const QDateTime& at)
{
    if (!m_lastActivity.isValid() || at > m_lastActivity)
        m_lastActivity = at;
}

} // namespace tocsin

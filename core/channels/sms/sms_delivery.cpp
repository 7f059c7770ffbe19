// SPDX-License-Identifier: MIT
#include "core/channels/sms/sms_delivery.h"

#include "core/logging/categories.h"

#include <chrono>
#include <numeric>

namespace tocsin {

using namespace std::chrono_literals;

namespace {
/// Between two looks for what has become too old while nobody is logged in.
constexpr std::chrono::milliseconds SweepInterval{10min};
} // namespace

SmsDelivery::SmsDelivery(ApiClient& api, ServerLogin& login, const Clock& clock, QRandomGenerator& random,
                         DeliveryTiming timing, QObject* parent)
    : QObject{parent}
    , m_pace{timing.heartbeat}
    , m_parts{.api = api,
              .login = login,
              .clock = clock,
              .random = random,
              .pace = m_pace,
              .timing = std::move(timing)}
{
    connect(&login, &ServerLogin::phaseChanged, this, &SmsDelivery::onLoginPhase);
    connect(&login, &ServerLogin::loginEnded, this, &SmsDelivery::onLoginEnded);
    connect(&m_sweep, &QTimer::timeout, this, &SmsDelivery::sweep);
    m_sweep.start(SweepInterval);
}

void SmsDelivery::carryOut(const StartMonitoring& start)
{
    if (MonitoredSession* session = find(start.sessionId))
        session->startAgain(start);
    else
        add(start.sessionId,
            std::make_unique<MonitoredSession>(m_parts, start, this).release()); // owned as a child
}

void SmsDelivery::carryOut(const SendServerEvent& event)
{
    if (MonitoredSession* session = find(event.sessionId))
        session->send(event);
    else
        qCDebug(logDelivery) << "dropped an event of a session that is not monitored:" << event.sessionId;
}

void SmsDelivery::carryOut(const WithdrawWaiting& withdraw)
{
    if (MonitoredSession* session = find(withdraw.sessionId))
        session->withdrawWaiting();
}

void SmsDelivery::carryOut(const SendHeartbeat& beat)
{
    if (MonitoredSession* session = find(beat.sessionId))
        session->beat();
}

void SmsDelivery::carryOut(const StopMonitoring& stop)
{
    if (MonitoredSession* session = find(stop.sessionId))
        session->stop(stop);
}

void SmsDelivery::noteActivity(const QString& sessionId, const QDateTime& at)
{
    if (MonitoredSession* session = find(sessionId))
        session->noteActivity(at);
}

void SmsDelivery::setHeartbeat(std::chrono::milliseconds wanted)
{
    m_pace.setWanted(wanted);
    for (const auto& [id, session] : m_sessions)
        session->heartbeatIntervalChanged();
}

DeliveryStatus SmsDelivery::textState(const QString& sessionId) const
{
    const MonitoredSession* session = find(sessionId);
    return session != nullptr ? session->state() : DeliveryStatus::Off;
}

MonitoredSession* SmsDelivery::find(const QString& sessionId) const
{
    const auto found = m_sessions.find(sessionId);
    return found != m_sessions.end() ? found->second : nullptr;
}

Documents SmsDelivery::documents(const QString& sessionId) const
{
    const MonitoredSession* session = find(sessionId);
    return session != nullptr ? session->documents() : Documents{};
}

void SmsDelivery::restore(const QMap<QString, Documents>& saved)
{
    for (auto it = saved.begin(); it != saved.end(); ++it) {
        if (MonitoredSession::isIn(*it))
            add(it.key(), std::make_unique<MonitoredSession>(m_parts, *it, this).release());
    }
}

int SmsDelivery::waitingEvents() const
{
    if (m_reachable.value_or(true) && !m_parts.login.accessToken().isEmpty())
        return 0;
    return std::accumulate(m_sessions.begin(), m_sessions.end(), 0, [](int sum, const auto& session) {
        return sum + session.second->waitingEvents();
    });
}

void SmsDelivery::add(const QString& id, MonitoredSession* session)
{
    m_sessions.emplace(id, session);
    m_pace.setSessions(m_sessions.size());
    connect(session, &MonitoredSession::stateChanged, this,
            [this, id](DeliveryStatus state) { Q_EMIT stateChanged(id, state); });
    connect(session, &MonitoredSession::eventAnswered, this,
            [this, id](const QUuid& key, const EventOutcome& outcome) {
                Q_EMIT eventAnswered(id, key, outcome);
            });
    connect(session, &MonitoredSession::eventFailed, this,
            [this, id](const QUuid& key, const QString& message) { Q_EMIT eventFailed(id, key, message); });
    connect(session, &MonitoredSession::startFailed, this,
            [this, id](const QString& message) { Q_EMIT startFailed(id, message); });
    connect(session, &MonitoredSession::serverReached, this, &SmsDelivery::noteReachable);
    connect(session, &MonitoredSession::heartbeatDue, this, [this, id] { Q_EMIT heartbeatDue(id); });
    connect(session, &MonitoredSession::touched, this, [this, id] { touch(id); });
    connect(session, &MonitoredSession::finished, this, [this, id] { remove(id); });
    touch(id);
    Q_EMIT stateChanged(id, session->state());
}

void SmsDelivery::touch(const QString& id)
{
    m_touched.insert(id);
    Q_EMIT touched();
}

void SmsDelivery::sweep()
{
    if (m_parts.login.accessToken().isEmpty())
        wakeSessions();
}

void SmsDelivery::remove(const QString& sessionId)
{
    const auto found = m_sessions.find(sessionId);
    if (found == m_sessions.end())
        return;
    MonitoredSession* session = found->second;
    m_sessions.erase(found);
    m_pace.setSessions(m_sessions.size());
    touch(sessionId);
    disconnect(session, nullptr, this, nullptr);
    session->retire();
    session->deleteLater(); // it may be the one that is speaking
}

void SmsDelivery::noteReachable(bool reachable)
{
    if (m_reachable == reachable)
        return;
    m_reachable = reachable;
    Q_EMIT reachableChanged(reachable);
    // Later: the session that says so is in the middle of something.
    if (reachable)
        QMetaObject::invokeMethod(this, &SmsDelivery::wakeSessions, Qt::QueuedConnection);
}

void SmsDelivery::wakeSessions()
{
    const auto sessions = m_sessions; // one that finishes leaves the map
    for (const auto& [id, session] : sessions)
        session->advanceNow();
}

void SmsDelivery::onLoginPhase(LoginPhase phase)
{
    if (phase == LoginPhase::LoggedIn)
        wakeSessions();
}

void SmsDelivery::onLoginEnded(LoginEnd why)
{
    const bool isFinal = why == LoginEnd::LoggedOut || why == LoginEnd::ServerChanged;
    const auto sessions = m_sessions;
    for (const auto& [id, session] : sessions) {
        if (!isFinal) {
            session->loginLost();
            continue;
        }
        remove(id);
        Q_EMIT stateChanged(id, DeliveryStatus::Off);
    }
    if (isFinal)
        Q_EMIT abandoned();
}

} // namespace tocsin

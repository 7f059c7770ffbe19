// SPDX-License-Identifier: MIT
#include "core/delivery/sms_delivery.h"

#include "core/logging/categories.h"

namespace tocsin {

SmsDelivery::SmsDelivery(ApiClient& api, LoginMachine& login, const Clock& clock, QRandomGenerator& random,
                         DeliveryTiming timing, QObject* parent)
    : QObject{parent}
    , m_parts{.api = api, .login = login, .clock = clock, .random = random, .timing = std::move(timing)}
{
    connect(&login, &LoginMachine::phaseChanged, this, &SmsDelivery::onLoginPhase);
    connect(&login, &LoginMachine::loginEnded, this, &SmsDelivery::onLoginEnded);
}

void SmsDelivery::carryOut(const StartMonitoring& start)
{
    if (MonitoredSession* session = find(start.sessionId))
        session->startAgain(start);
    else
        add(start);
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

void SmsDelivery::carryOut(const Beat& beat)
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

TextState SmsDelivery::textState(const QString& sessionId) const
{
    const MonitoredSession* session = find(sessionId);
    return session != nullptr ? session->state() : TextState::Off;
}

MonitoredSession* SmsDelivery::find(const QString& sessionId) const
{
    const auto found = m_sessions.find(sessionId);
    return found != m_sessions.end() ? found->second : nullptr;
}

void SmsDelivery::add(const StartMonitoring& start)
{
    const QString id = start.sessionId;
    auto* session = std::make_unique<MonitoredSession>(m_parts, start, this).release(); // owned as a child
    m_sessions.emplace(id, session);
    connect(session, &MonitoredSession::stateChanged, this,
            [this, id](TextState state) { Q_EMIT stateChanged(id, state); });
    connect(session, &MonitoredSession::eventAnswered, this,
            [this, id](const QUuid& key, const EventOutcome& outcome) {
                Q_EMIT eventAnswered(id, key, outcome);
            });
    connect(session, &MonitoredSession::eventFailed, this,
            [this, id](const QUuid& key, const QString& message) { Q_EMIT eventFailed(id, key, message); });
    connect(session, &MonitoredSession::startFailed, this,
            [this, id](const QString& message) { Q_EMIT startFailed(id, message); });
    connect(session, &MonitoredSession::serverReached, this, &SmsDelivery::noteReachable);
    connect(session, &MonitoredSession::finished, this, [this, id] { remove(id); });
    Q_EMIT stateChanged(id, session->state());
    session->advance();
}

void SmsDelivery::remove(const QString& sessionId)
{
    const auto found = m_sessions.find(sessionId);
    if (found == m_sessions.end())
        return;
    MonitoredSession* session = found->second;
    m_sessions.erase(found);
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
    if (phase != LoginPhase::LoggedIn)
        return;
    wakeSessions();
    // Later: others hear of the login after us, and start again what is to be monitored.
    QMetaObject::invokeMethod(this, &SmsDelivery::dropDormant, Qt::QueuedConnection);
}

void SmsDelivery::dropDormant()
{
    const auto sessions = m_sessions;
    for (const auto& [id, session] : sessions)
        session->abandonIfDormant();
}

void SmsDelivery::onLoginEnded(LoginEnd why)
{
    const auto sessions = m_sessions;
    for (const auto& [id, session] : sessions) {
        if (why != LoginEnd::LoggedOut) {
            session->loginLost();
            continue;
        }
        remove(id);
        Q_EMIT stateChanged(id, TextState::Off);
    }
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/channels/sms/sms_delivery.h"

#include "core/logging/categories.h"

#include <chrono>
#include <numeric>

namespace tocsin {

using namespace std::chrono_literals;

namespace {
/// How often events that have become too old are dropped while no login is there.
constexpr std::chrono::milliseconds SweepInterval{10min};
} // namespace

SmsDelivery::SmsDelivery(ApiClient& api, ServerLogin& login, const Clock& clock, QRandomGenerator& random,
                         DeliveryTiming timing, QObject* parent)
    : QObject{parent}
    , m_heartbeatInterval{timing.heartbeat}
    , m_serverClock{clock}
    , m_dependencies{.api = api,
                     .login = login,
                     .clock = clock,
                     .random = random,
                     .heartbeatInterval = m_heartbeatInterval,
                     .serverClock = m_serverClock,
                     .features = m_features,
                     .present = m_present,
                     .timing = std::move(timing)}
    , m_follower{m_dependencies}
    , m_presenceSoon{m_dependencies.timing.presence, [this] { sendPresence(); }}
{
    connect(&api, &ApiClient::dated, this,
            [this](const QDateTime& date, std::chrono::milliseconds roundTrip) {
                m_serverClock.noteAnswer(date, roundTrip);
            });
    connect(&login, &ServerLogin::phaseChanged, this, &SmsDelivery::onLoginPhase);
    connect(&login, &ServerLogin::loginEnded, this, &SmsDelivery::onLoginEnded);
    connect(&m_follower, &TextFollower::reported, this, &SmsDelivery::report);
    connect(&m_follower, &TextFollower::touched, this, &SmsDelivery::markDirty);
    connect(&m_sweep, &QTimer::timeout, this, &SmsDelivery::sweep);
    m_sweep.start(SweepInterval);
}

void SmsDelivery::carryOut(const StartMonitoring& start)
{
    if (ServerSession* session = find(start.sessionId))
        session->startAgain(start);
    else
        add(start.sessionId,
            std::make_unique<ServerSession>(m_dependencies, start, this).release()); // owned as a child
}

void SmsDelivery::carryOut(const SendServerEvent& event)
{
    if (ServerSession* session = find(event.sessionId))
        session->send(event);
    else
        qCDebug(logDelivery) << "dropped an event of a session that is not monitored:" << event.sessionId;
}

void SmsDelivery::carryOut(const WithdrawEvent& withdraw)
{
    ServerSession* session = find(withdraw.sessionId);
    if (session == nullptr || session->withdraw(withdraw.key))
        return;
    const auto followed = m_follower.withdraw(withdraw.sessionId, withdraw.key);
    if (!followed)
        session->withdraw(Withdrawal{
            .request = withdraw.key, .events = {withdraw.key}, .at = m_dependencies.clock.nowUtc()});
    else if (!followed->events.isEmpty())
        session->withdraw(*followed);
}

void SmsDelivery::carryOut(const SendHeartbeat& beat)
{
    if (ServerSession* session = find(beat.sessionId))
        session->beat();
}

void SmsDelivery::carryOut(const StopMonitoring& stop)
{
    if (ServerSession* session = find(stop.sessionId))
        session->stop(stop);
}

void SmsDelivery::noteActivity(const QString& sessionId, const QDateTime& at)
{
    if (ServerSession* session = find(sessionId))
        session->noteActivity(at);
}

void SmsDelivery::setHeartbeat(std::chrono::milliseconds wanted)
{
    m_heartbeatInterval.setWanted(wanted);
    for (const auto& [id, session] : m_sessions)
        session->heartbeatIntervalChanged();
}

DeliveryStatus SmsDelivery::textState(const QString& sessionId) const
{
    const ServerSession* session = find(sessionId);
    return session != nullptr ? session->status() : DeliveryStatus::Off;
}

std::optional<std::chrono::seconds> SmsDelivery::clockOffset() const
{
    const auto offset = m_serverClock.offset();
    return offset ? std::optional{std::chrono::round<std::chrono::seconds>(*offset)} : std::nullopt;
}

ServerSession* SmsDelivery::find(const QString& sessionId) const
{
    const auto found = m_sessions.find(sessionId);
    return found != m_sessions.end() ? found->second : nullptr;
}

Documents SmsDelivery::documents(const QString& sessionId) const
{
    const ServerSession* session = find(sessionId);
    if (session == nullptr)
        return {};
    Documents documents = session->documents();
    documents.insert(m_follower.documents(sessionId));
    return documents;
}

void SmsDelivery::restore(const QMap<QString, Documents>& saved)
{
    for (auto it = saved.begin(); it != saved.end(); ++it) {
        if (!ServerSession::isIn(*it))
            continue;
        add(it.key(), std::make_unique<ServerSession>(m_dependencies, *it, this).release());
        m_follower.restore(it.key(), *it);
    }
}

int SmsDelivery::waitingEvents() const
{
    if (m_reachable.value_or(true) && !m_dependencies.login.accessToken().isEmpty())
        return 0;
    return std::accumulate(m_sessions.begin(), m_sessions.end(), 0, [](int sum, const auto& session) {
        return sum + session.second->waitingEvents();
    });
}

void SmsDelivery::add(const QString& id, ServerSession* session)
{
    m_sessions.emplace(id, session);
    m_heartbeatInterval.setSessions(m_sessions.size());
    connect(session, &ServerSession::statusChanged, this,
            [this, id](DeliveryStatus status) { Q_EMIT stateChanged(id, status); });
    connect(session, &ServerSession::reported, this, [this, id](const EventReport& one) { report(id, one); });
    connect(session, &ServerSession::eventTaken, this,
            [this, id](const Outgoing& event, const EventAnswer& answer, const SessionGrant& grant) {
                m_follower.follow(id, event, answer, grant);
            });
    connect(session, &ServerSession::registered, this,
            [this, id](const SessionGrant& grant) { m_follower.noteGrant(id, grant); });
    connect(session, &ServerSession::featuresSeen, this, &SmsDelivery::noteFeatures);
    connect(session, &ServerSession::serverReached, this, &SmsDelivery::noteReachable);
    connect(session, &ServerSession::heartbeatDue, this, [this, id] { Q_EMIT heartbeatDue(id); });
    connect(session, &ServerSession::touched, this, [this, id] { markDirty(id); });
    connect(session, &ServerSession::ended, this, [this, id](const DeliveryEnd& end) { onEnded(id, end); });
    markDirty(id);
    Q_EMIT stateChanged(id, session->status());
}

void SmsDelivery::markDirty(const QString& id)
{
    m_dirty.insert(id);
    Q_EMIT touched();
}

void SmsDelivery::sweep()
{
    if (m_dependencies.login.accessToken().isEmpty())
        wakeSessions();
}

/// Removed before anyone hears of it: what they do then is for a new session.
void SmsDelivery::onEnded(const QString& sessionId, const DeliveryEnd& end)
{
    const bool wasOff = textState(sessionId) == DeliveryStatus::Off;
    remove(sessionId);
    m_follower.noteStopped(sessionId);
    for (const EventReport& one : end.reports)
        report(sessionId, one);
    // What asks for the state by then knows of the refusal.
    if (end.refused)
        Q_EMIT startFailed(sessionId, end.message);
    if (!wasOff && find(sessionId) == nullptr)
        Q_EMIT stateChanged(sessionId, DeliveryStatus::Off);
}

void SmsDelivery::remove(const QString& sessionId)
{
    const auto found = m_sessions.find(sessionId);
    if (found == m_sessions.end())
        return;
    ServerSession* session = found->second;
    m_sessions.erase(found);
    m_heartbeatInterval.setSessions(m_sessions.size());
    markDirty(sessionId);
    disconnect(session, nullptr, this, nullptr);
    session->retire();
    session->deleteLater(); // it may be the sender of the present signal
}

void SmsDelivery::report(const QString& sessionId, const EventReport& report)
{
    if (const auto* outcome = std::get_if<EventOutcome>(&report.what))
        return Q_EMIT eventAnswered(sessionId, report.key, *outcome);
    if (const auto* failure = std::get_if<EventFailure>(&report.what))
        return Q_EMIT eventFailed(sessionId, report.key, failure->message);
    const auto result = std::get<WithdrawResult>(report.what);
    if (result == WithdrawResult::Withdrawn)
        m_follower.noteWithdrawn(sessionId, report.key);
    Q_EMIT eventWithdrawn(sessionId, report.key, result);
}

void SmsDelivery::noteFeatures(ServerFeatures features)
{
    const ServerFeatures before = std::exchange(m_features, features);
    if (features.presence && !before.presence)
        m_presenceSoon.wish();
    if (before.hold == features.hold)
        return;
    // Later: the session that reports it is in the middle of a step.
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT serverHoldsChanged(serverHolds()); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(this, &SmsDelivery::wakeSessions, Qt::QueuedConnection);
}

void SmsDelivery::setPresent(std::optional<bool> present)
{
    if (std::exchange(m_present, present) != present && present)
        m_presenceSoon.wish();
}

/// A text may be sent to the other computer's person until the server knows. Any session will do: each
/// login's latest word counts.
void SmsDelivery::sendPresence()
{
    if (!m_features.presence || m_sessions.empty())
        return;
    for (const auto& [id, session] : m_sessions) {
        if (session->canBeat())
            return session->beat();
    }
    m_presenceSoon.wish();
}

void SmsDelivery::noteReachable(bool reachable)
{
    if (m_reachable == reachable)
        return;
    m_reachable = reachable;
    Q_EMIT reachableChanged(reachable);
    // Later: the session that reports it is in the middle of a step.
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
    if (!isFinal)
        return;
    m_follower.clear();
    noteFeatures({});
    Q_EMIT abandoned();
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/channels/sms/server_session.h"

#include "core/logging/categories.h"

#include <QJsonDocument>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString MainDocument{u"delivery"_s};
const QString TooOld{u"too_old"_s};

/// The server no longer knows the session or its token.
bool isRegistrationLost(ApiErrorCode code)
{
    return code == ApiErrorCode::Unauthorized || code == ApiErrorCode::TokenExpired ||
           code == ApiErrorCode::SessionNotFound;
}

} // namespace

ServerSession::ServerSession(const DeliveryDependencies& dependencies, QObject* parent)
    : QObject{parent}
    , m_dependencies{dependencies}
    , m_outbox{dependencies.timing.waitingLifetime}
    , m_heartbeat{dependencies}
    , m_backoff{dependencies.timing.retry, dependencies.timing.jitter, dependencies.random}
{
    // A timer, because those who save what touched() reports use one too, which ends first.
    m_advance.setSingleShot(true);
    m_advance.setInterval(0);
    connect(&m_advance, &QTimer::timeout, this, &ServerSession::advance);
    connect(&m_backoff, &Backoff::over, this, &ServerSession::advance);
    connect(&m_heartbeat, &Heartbeat::due, this, &ServerSession::heartbeatDue);
    connect(&m_heartbeat, &Heartbeat::confirmed, this, &ServerSession::onBeatConfirmed);
    connect(&m_heartbeat, &Heartbeat::lost, this, &ServerSession::onBeatLost);
    connect(&m_heartbeat, &Heartbeat::failed, this, &ServerSession::onBeatFailed);
}

ServerSession::ServerSession(const DeliveryDependencies& dependencies, const StartMonitoring& start,
                             QObject* parent)
    : ServerSession{dependencies, parent}
{
    m_registration = {.start = start, .startKey = QUuid::createUuid()};
    m_heartbeat.noteActivity(start.startedAt);
    advanceSoon();
}

ServerSession::ServerSession(const DeliveryDependencies& dependencies, const Documents& saved,
                             QObject* parent)
    : ServerSession{dependencies, parent}
{
    const QJsonObject document = QJsonDocument::fromJson(saved.value(MainDocument)).object();
    json::fromObject(document, m_registration);
    m_outbox.restore(saved);
    EarlierRegistration earlier;
    json::fromObject(document, earlier);
    if (earlier.nextStart) {
        m_registration.start = *earlier.nextStart;
        static_cast<void>(m_outbox.withdrawStop());
    }
    if (earlier.nextStart || earlier.startChanged)
        m_registration.startKey = QUuid::createUuid();
    m_heartbeat.noteActivity(m_registration.lastActivity);
    m_status = isStopping() ? DeliveryStatus::Off : DeliveryStatus::NeedsLogin;
    advanceSoon();
}

bool ServerSession::isIn(const Documents& saved)
{
    return saved.contains(MainDocument);
}

Documents ServerSession::documents() const
{
    Registration registration = m_registration;
    registration.lastActivity = m_heartbeat.lastActivity();
    Documents documents{
        {MainDocument, QJsonDocument{json::toObject(registration)}.toJson(QJsonDocument::Compact)}};
    m_outbox.saveTo(documents);
    return documents;
}

void ServerSession::advanceSoon()
{
    m_advance.start();
}

void ServerSession::advance()
{
    if (!isIdle() || m_backoff.isActive())
        return;
    dropStale();
    if (!isIdle()) // ended by who heard of a dropped event
        return;
    // The server has never heard of it, or has ended it by itself.
    const bool isUnknown = m_outbox.isOnlyStop() && !m_registration.startTried;
    if (isUnknown || m_outbox.isStopTooOld(m_dependencies.clock.nowUtc()))
        return finish();
    if (m_dependencies.login.accessToken().isEmpty())
        return setStatus(isStopping() ? DeliveryStatus::Off : DeliveryStatus::NeedsLogin);
    if (!claimForAccount())
        return;
    if (prepareNext()) {
        Q_EMIT touched();
        return advanceSoon();
    }
    if (m_phase == Phase::Unregistered)
        registerSession();
    else if (!m_outbox.isEmpty())
        sendFirst();
}

void ServerSession::advanceNow()
{
    m_backoff.cutShort();
    advance();
}

/// What was for one person's phone is not sent to another's. False when nothing is left to do then.
bool ServerSession::claimForAccount()
{
    const QString account = m_dependencies.login.accountId();
    if (m_registration.account == account)
        return true;
    const QString before = std::exchange(m_registration.account, account);
    Q_EMIT touched();
    if (before.isEmpty())
        return true;
    renewRegistration();
    const QString message = tr("A different user has logged in since.");
    if (isStopping()) {
        finish(false, message);
        return false;
    }
    fail(takeUnsent(), message);
    return isIdle();
}

/// True when what is to be sent next has to be saved first: a restart must know what the server may know.
bool ServerSession::prepareNext()
{
    if (m_phase == Phase::Unregistered)
        return !std::exchange(m_registration.startTried, true);
    return !m_outbox.isEmpty() && m_outbox.prepareFirst(m_dependencies.serverClock.offset().value_or(0ms));
}

void ServerSession::registerSession()
{
    m_phase = Phase::Registering;
    if (m_status != DeliveryStatus::Unreachable && !isStopping())
        setStatus(DeliveryStatus::Starting);
    const Secret accessToken = m_dependencies.login.accessToken();
    const StartMonitoring& start = m_registration.start;
    const SessionStart body{.claudeSessionId = start.sessionId,
                            .description = start.description,
                            .hostname = start.hostname,
                            .startedAt = start.startedAt};
    const QUuid key = m_registration.startKey;
    m_call = m_dependencies.api.startSession(
        accessToken, body, key, this,
        [this, key, accessToken](const Expected<StartAnswer, ApiError>& answer) {
            onRegistered(answer, key, accessToken);
        });
}

void ServerSession::onRegistered(const Expected<StartAnswer, ApiError>& answer, const QUuid& startKey,
                                 const Secret& usedToken)
{
    if (answer) {
        m_grant = SessionGrant{
            .startKey = startKey, .token = answer->sessionToken, .monitoringId = answer->monitoringId};
        settle();
        if (m_phase == Phase::Registered && !isStopping())
            m_heartbeat.begin(*m_grant);
        noteAnswer();
        return advance();
    }
    settle();
    const ApiError& error = answer.error();
    noteFailure(error);
    if (error.code == ApiErrorCode::Unauthorized || error.code == ApiErrorCode::TokenExpired) {
        // Ends the login, and loginLost() follows; unless the login is another one by now, which is then
        // tried.
        m_dependencies.login.tokenRejected(usedToken);
        if (isIdle() && !m_dependencies.login.accessToken().isEmpty())
            m_backoff.begin(error);
    } else if (isTransient(error.code)) {
        m_backoff.begin(error);
    } else if (startKey != m_registration.startKey) {
        advance(); // it was not about what the session is called now
    } else {
        finish(true, describe(error.code));
    }
}

void ServerSession::sendFirst()
{
    Outgoing& first = m_outbox.first();
    m_firstWasTried = std::exchange(first.tried, true);
    if (const auto* event = std::get_if<SendServerEvent>(&first.what))
        sendEvent(first, *event);
    else
        sendStop(first, std::get<StopMonitoring>(first.what));
}

void ServerSession::sendEvent(const Outgoing& outgoing, const SendServerEvent& event)
{
    m_phase = Phase::SendingEvent;
    m_call = m_dependencies.api.sendEvent(
        m_grant->token, m_grant->monitoringId, toServerEvent(outgoing, event), outgoing.key, this,
        [this](const Expected<EventAnswer, ApiError>& answer) { onEventAnswered(answer); });
}

void ServerSession::onEventAnswered(const Expected<EventAnswer, ApiError>& answer)
{
    settle();
    if (!answer)
        return onEventFailed(answer.error());
    if (answer->reason == TooOld && m_outbox.redateFirst(m_dependencies.serverClock.offset().value_or(0ms))) {
        Q_EMIT touched();
        return advanceSoon();
    }
    const Outgoing sent = m_outbox.takeFirst();
    Q_EMIT touched();
    noteAnswer();
    const EventOutcome outcome{.textSent = answer->smsSent,
                               .rateLimited = answer->rateLimited,
                               .nextAllowedAt = m_dependencies.serverClock.toLocal(answer->nextAllowedAt),
                               .reason = answer->reason};
    for (const QUuid& key : eventKeys(sent))
        Q_EMIT eventAnswered(key, outcome);
    advance();
}

void ServerSession::onEventFailed(const ApiError& error)
{
    noteFailure(error);
    Outgoing& first = m_outbox.first();
    if (isTransient(error.code)) {
        if (error.certainlyNotSent)
            first.tried = m_firstWasTried;
        return m_backoff.begin(error);
    }
    if (isRegistrationLost(error.code) && !first.registeredAgain) {
        first.registeredAgain = true;
        renewRegistration();
        return advance();
    }
    const Outgoing failed = m_outbox.takeFirst();
    Q_EMIT touched();
    setStatus(settledStatus());
    for (const QUuid& key : eventKeys(failed))
        Q_EMIT eventFailed(key, describe(error.code));
    advance();
}

void ServerSession::sendStop(const Outgoing& outgoing, const StopMonitoring& stop)
{
    m_phase = Phase::SendingStop;
    const SessionStop body{.reason = stop.reason, .finalState = stop.finalState, .endedAt = stop.endedAt};
    m_call = m_dependencies.api.stopSession(
        m_grant->token, m_grant->monitoringId, body, outgoing.key, this,
        [this](const Expected<StopAnswer, ApiError>& answer) { onStopAnswered(answer); });
}

void ServerSession::onStopAnswered(const Expected<StopAnswer, ApiError>& answer)
{
    const bool wasWithdrawn = m_outbox.first().withdrawn;
    settle();
    const bool isAnswered = answer || !isTransient(answer.error().code);
    if (isAnswered)
        Q_EMIT serverReached(true); // one that does not know the session has nothing left to stop
    else
        noteFailure(answer.error());
    if (!wasWithdrawn)
        return isAnswered ? finish() : m_backoff.begin(answer.error());
    static_cast<void>(m_outbox.takeFirst());
    if (isAnswered) {
        m_registration.startTried = false;
        m_backoff.forgetFailures();
    } else {
        m_backoff.begin(answer.error());
    }
    Q_EMIT touched();
    advance();
}

void ServerSession::send(const SendServerEvent& event)
{
    m_outbox.push(event, m_dependencies.serverClock.offset());
    Q_EMIT touched();
    advanceSoon();
}

void ServerSession::withdraw(const QUuid& key)
{
    if (!m_outbox.withdraw(key))
        return;
    Q_EMIT touched();
    if (isIdle())
        dropStale();
}

void ServerSession::dropStale()
{
    const int before = m_outbox.eventCount();
    const std::vector<QUuid> tooOld = m_outbox.dropStale(m_dependencies.clock.nowUtc());
    if (m_outbox.eventCount() != before)
        Q_EMIT touched();
    for (const QUuid& key : tooOld)
        Q_EMIT eventAnswered(key, {.reason = TooOld});
}

void ServerSession::onBeatConfirmed(bool isCurrent)
{
    Q_EMIT serverReached(true);
    if (isCurrent)
        setStatus(settledStatus());
    advanceNow();
}

void ServerSession::onBeatLost(bool isCurrent)
{
    Q_EMIT serverReached(true);
    // What is on its way will be told itself.
    if (!isCurrent || !isIdle())
        return;
    renewRegistration();
    advanceNow();
}

void ServerSession::onBeatFailed(const ApiError& error, bool isCurrent)
{
    noteFailure(error);
    if (isRegistrationLost(error.code))
        onBeatLost(isCurrent);
}

void ServerSession::stop(const StopMonitoring& stop)
{
    if (isStopping())
        return;
    m_heartbeat.end();
    m_outbox.push(stop);
    Q_EMIT touched();
    setStatus(DeliveryStatus::Off);
    advanceSoon();
}

void ServerSession::startAgain(const StartMonitoring& start)
{
    const bool wasStopping = isStopping();
    // A stop that the server may have ends what the server knows; so does another description.
    const bool mayBeStopped = m_outbox.withdrawStop();
    const bool isRenamed = start.description != m_registration.start.description;
    m_registration.start = start;
    if (mayBeStopped || isRenamed)
        renewRegistration();
    Q_EMIT touched();
    if (isIdle())
        dropStale();
    if (wasStopping) {
        setStatus(m_phase == Phase::Registered || m_phase == Phase::SendingEvent ? DeliveryStatus::On
                                                                                 : DeliveryStatus::Starting);
        if (m_grant && m_grant->startKey == m_registration.startKey)
            m_heartbeat.begin(*m_grant);
    }
    advanceSoon();
}

void ServerSession::noteActivity(const QDateTime& at)
{
    m_heartbeat.noteActivity(at);
}

void ServerSession::loginLost()
{
    if (m_phase == Phase::Ended)
        return;
    retire();
    m_phase = Phase::Unregistered;
    renewRegistration();
    m_backoff.forgetFailures();
    dropStale();
    if (m_phase == Phase::Ended)
        return;
    if (m_outbox.isOnlyStop())
        return finish(); // it ended with the login
    setStatus(isStopping() ? DeliveryStatus::Off : DeliveryStatus::NeedsLogin);
}

void ServerSession::retire()
{
    m_phase = Phase::Ended;
    if (m_call)
        m_call->cancel();
    m_call = nullptr;
    m_grant.reset();
    m_heartbeat.cancel();
    m_backoff.stop();
    m_advance.stop();
}

/// What the server gave is of no use any more: the next start is another one.
void ServerSession::renewRegistration()
{
    m_registration.startKey = QUuid::createUuid();
    m_heartbeat.end();
    if (m_phase == Phase::Registered)
        m_phase = Phase::Unregistered;
    Q_EMIT touched();
}

void ServerSession::settle()
{
    m_call = nullptr;
    const bool isGranted = m_grant && m_grant->startKey == m_registration.startKey;
    m_phase = isGranted ? Phase::Registered : Phase::Unregistered;
}

DeliveryStatus ServerSession::settledStatus() const
{
    return isStopping() ? DeliveryStatus::Off : DeliveryStatus::On;
}

void ServerSession::noteAnswer()
{
    m_backoff.forgetFailures();
    Q_EMIT serverReached(true);
    setStatus(settledStatus());
}

void ServerSession::noteFailure(const ApiError& error)
{
    // Once for each series of failures is enough.
    if (m_status != DeliveryStatus::Unreachable)
        qCInfo(logDelivery) << "session" << m_registration.start.sessionId << "HTTP" << error.httpStatus
                            << error.message << error.requestId;
    const bool isReached = !isTransient(error.code) || error.code == ApiErrorCode::RateLimited;
    if (!isReached && !isStopping())
        setStatus(DeliveryStatus::Unreachable);
    Q_EMIT serverReached(isReached);
}

void ServerSession::fail(const std::vector<QUuid>& keys, const QString& message)
{
    Q_EMIT touched();
    for (const QUuid& key : keys)
        Q_EMIT eventFailed(key, message);
}

void ServerSession::finish(bool refused, const QString& message)
{
    retire();
    Q_EMIT ended({.unsent = takeUnsent(),
                  .refused = refused,
                  .message = message.isEmpty() ? tr("The server could not be reached in time.") : message});
}

std::vector<QUuid> ServerSession::takeUnsent()
{
    std::vector<QUuid> unsent;
    for (const Outgoing& outgoing : m_outbox.takeAll()) {
        if (outgoing.withdrawn)
            continue;
        const QList<QUuid> keys = eventKeys(outgoing);
        unsent.insert(unsent.end(), keys.begin(), keys.end());
    }
    return unsent;
}

void ServerSession::setStatus(DeliveryStatus status)
{
    if (m_status == status)
        return;
    m_status = status;
    Q_EMIT statusChanged(status);
}

} // namespace tocsin

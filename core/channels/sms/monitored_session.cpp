// SPDX-License-Identifier: MIT
#include "core/channels/sms/monitored_session.h"

#include "core/channels/sms/sms_fields.h"
#include "core/logging/categories.h"

#include <QJsonDocument>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString MainDocument{u"delivery"_s};

/// The server no longer knows the session or its token.
bool isRegistrationLost(ApiErrorCode code)
{
    return code == ApiErrorCode::Unauthorized || code == ApiErrorCode::TokenExpired ||
           code == ApiErrorCode::SessionNotFound;
}

void cancelCall(QPointer<ApiCall>& call)
{
    if (call)
        call->cancel();
    call = nullptr;
}

} // namespace

MonitoredSession::MonitoredSession(const DeliveryDependencies& parts, QObject* parent)
    : QObject{parent}
    , m_parts{parts}
    , m_queue{parts.timing.waitingLifetime}
    , m_pause{parts.timing.retry, parts.timing.jitter, parts.random}
{
    m_beatTimer.setSingleShot(true);
    connect(&m_pause, &Backoff::over, this, &MonitoredSession::advance);
    connect(&m_beatTimer, &QTimer::timeout, this, &MonitoredSession::beat);
}

MonitoredSession::MonitoredSession(const DeliveryDependencies& parts, const StartMonitoring& start,
                                   QObject* parent)
    : MonitoredSession{parts, parent}
{
    m_registration = {.start = start, .startKey = QUuid::createUuid(), .lastActivity = start.startedAt};
    advanceSoon();
}

MonitoredSession::MonitoredSession(const DeliveryDependencies& parts, const Documents& saved, QObject* parent)
    : MonitoredSession{parts, parent}
{
    json::fromObject(QJsonDocument::fromJson(saved.value(MainDocument)).object(), m_registration);
    m_queue.restore(saved);
    m_state = isStopping() ? DeliveryStatus::Off : DeliveryStatus::NeedsLogin;
    advanceSoon();
}

bool MonitoredSession::isIn(const Documents& saved)
{
    return saved.contains(MainDocument);
}

Documents MonitoredSession::documents() const
{
    Documents documents{
        {MainDocument, QJsonDocument{json::toObject(m_registration)}.toJson(QJsonDocument::Compact)}};
    m_queue.saveTo(documents);
    return documents;
}

/// Later, so that what is to be sent is on disk before it goes out.
void MonitoredSession::advanceSoon()
{
    QMetaObject::invokeMethod(this, &MonitoredSession::advance, Qt::QueuedConnection);
}

void MonitoredSession::advance()
{
    if (m_call || m_pause.isActive())
        return;
    dropStale();
    if (m_call) // somebody who heard of a dropped event had a new one
        return;
    if (isStopping()) {
        // The server has never heard of it, or has ended it by itself.
        const bool isUnheardOf = m_queue.isOnlyStop() && !m_registration.startTried;
        if (isUnheardOf || m_queue.isStopTooOld(m_parts.clock.nowUtc()))
            return finish();
    }
    if (m_parts.login.accessToken().isEmpty())
        return setState(isStopping() ? DeliveryStatus::Off : DeliveryStatus::NeedsLogin);
    if (!hasAccount())
        return;
    if (std::exchange(m_registration.startChanged, false))
        forgetRegistration();
    if (m_token.isEmpty())
        registerSession();
    else if (!m_queue.isEmpty())
        sendFirst();
}

void MonitoredSession::advanceNow()
{
    m_pause.cutShort();
    advance();
}

/// What was to be told to one person is not told to another. False when nothing is left to do then.
bool MonitoredSession::hasAccount()
{
    const QString account = m_parts.login.accountId();
    if (m_registration.account == account)
        return true;
    const bool isAnothers = !m_registration.account.isEmpty();
    const bool wasStopping = isStopping();
    m_registration.account = account;
    if (isAnothers) {
        forgetRegistration();
        failQueue(tr("Somebody else has logged in since."));
    }
    Q_EMIT touched();
    if (isAnothers && wasStopping)
        finish();
    return !isAnothers || !wasStopping;
}

void MonitoredSession::registerSession()
{
    m_registration.startTried = true;
    Q_EMIT touched();
    if (m_state != DeliveryStatus::Unreachable && !isStopping())
        setState(DeliveryStatus::Starting);
    const Secret accessToken = m_parts.login.accessToken();
    const StartMonitoring& wish = m_registration.start;
    const SessionStart start{.claudeSessionId = wish.sessionId,
                             .description = wish.description,
                             .hostname = wish.hostname,
                             .startedAt = wish.startedAt};
    m_call = m_parts.api.startSession(accessToken, start, m_registration.startKey, this,
                                      [this, accessToken](const Expected<StartAnswer, ApiError>& answer) {
                                          onRegistered(answer, accessToken);
                                      });
}

void MonitoredSession::onRegistered(const Expected<StartAnswer, ApiError>& answer, const Secret& usedToken)
{
    m_call = nullptr;
    if (answer) {
        m_token = answer->sessionToken;
        m_monitoringId = answer->monitoringId;
        noteAnswer();
        scheduleBeat();
        return advance();
    }
    const ApiError& error = answer.error();
    noteFailure(error);
    if (error.code == ApiErrorCode::Unauthorized || error.code == ApiErrorCode::TokenExpired) {
        // Ends the login, and loginLost() follows; unless the login is another one by now, which is then
        // tried.
        m_parts.login.tokenRejected(usedToken);
        if (!m_parts.login.accessToken().isEmpty())
            m_pause.begin(error);
    } else if (isTransient(error.code)) {
        m_pause.begin(error);
    } else {
        giveUp(error);
    }
}

void MonitoredSession::sendFirst()
{
    Outgoing& first = m_queue.first();
    m_firstWasTried = std::exchange(first.tried, true);
    if (const auto* event = std::get_if<SendServerEvent>(&first.what))
        sendEvent(*event, first);
    else
        sendStop(std::get<StopMonitoring>(first.what), first.key);
}

void MonitoredSession::sendEvent(const SendServerEvent& event, const Outgoing& outgoing)
{
    const QUuid key = outgoing.key;
    m_call = m_parts.api.sendEvent(m_token, m_monitoringId, toServerEvent(outgoing, event), key, this,
                                   [this, key](const Expected<EventAnswer, ApiError>& answer) {
                                       m_call = nullptr;
                                       if (!answer)
                                           return onSendFailed(answer.error());
                                       m_queue.removeFirst();
                                       Q_EMIT touched();
                                       noteAnswer();
                                       Q_EMIT eventAnswered(key, {.textSent = answer->smsSent,
                                                                  .rateLimited = answer->rateLimited,
                                                                  .nextAllowedAt = answer->nextAllowedAt,
                                                                  .reason = answer->reason});
                                       advance();
                                   });
}

void MonitoredSession::sendStop(const StopMonitoring& stop, const QUuid& key)
{
    const SessionStop body{.reason = stop.reason, .finalState = stop.finalState, .endedAt = stop.endedAt};
    m_call = m_parts.api.stopSession(m_token, m_monitoringId, body, key, this,
                                     [this](const Expected<StopAnswer, ApiError>& answer) {
                                         m_call = nullptr;
                                         if (!answer && isTransient(answer.error().code)) {
                                             noteFailure(answer.error());
                                             return m_pause.begin(answer.error());
                                         }
                                         // A server that does not know it has nothing left to stop.
                                         Q_EMIT serverReached(true);
                                         finish();
                                     });
}

void MonitoredSession::onSendFailed(const ApiError& error)
{
    noteFailure(error);
    Outgoing& first = m_queue.first();
    if (isTransient(error.code)) {
        if (error.certainlyNotSent)
            first.tried = m_firstWasTried;
        return m_pause.begin(error);
    }
    if (isRegistrationLost(error.code) && !first.registeredAnew) {
        first.registeredAnew = true;
        forgetRegistration();
        return advance();
    }
    const QUuid key = first.key;
    m_queue.removeFirst();
    Q_EMIT touched();
    setState(isStopping() ? DeliveryStatus::Off : DeliveryStatus::On);
    Q_EMIT eventFailed(key, describe(error.code));
    advance();
}

void MonitoredSession::send(const SendServerEvent& event)
{
    m_queue.push(event);
    Q_EMIT touched();
    advanceSoon();
}

void MonitoredSession::withdrawWaiting()
{
    m_queue.withdrawWaiting();
    Q_EMIT touched();
    // What is on its way stays in the queue for its answer.
    if (!m_call)
        dropStale();
}

void MonitoredSession::dropStale()
{
    const int before = m_queue.eventCount();
    const std::vector<QUuid> tooOld = m_queue.dropStale(m_parts.clock.nowUtc());
    if (m_queue.eventCount() != before)
        Q_EMIT touched();
    for (const QUuid& key : tooOld)
        Q_EMIT eventAnswered(key, {.reason = u"too_old"_s});
}

void MonitoredSession::beat()
{
    if (m_token.isEmpty() || isStopping())
        return;
    scheduleBeat();
    if (m_beatCall)
        return;
    Q_EMIT heartbeatDue();
    const Secret token = m_token;
    m_beatCall = m_parts.api.heartbeat(
        token, m_monitoringId, m_parts.clock.nowUtc(), m_registration.lastActivity, this,
        [this, token](const Expected<HeartbeatAnswer, ApiError>& answer) { onBeatAnswered(answer, token); });
}

void MonitoredSession::onBeatAnswered(const Expected<HeartbeatAnswer, ApiError>& answer,
                                      const Secret& usedToken)
{
    m_beatCall = nullptr;
    if (answer) {
        Q_EMIT serverReached(true);
        if (answer->monitoring) {
            if (usedToken == m_token)
                setState(isStopping() ? DeliveryStatus::Off : DeliveryStatus::On);
            return advanceNow();
        }
    } else {
        noteFailure(answer.error());
        if (answer.error().retryAfter)
            m_beatTimer.start(std::max<std::chrono::milliseconds>(m_beatTimer.intervalAsDuration(),
                                                                  *answer.error().retryAfter));
        if (!isRegistrationLost(answer.error().code))
            return;
    }
    // A later registration is not touched by what came of an older token.
    if (usedToken != m_token || m_call)
        return;
    forgetRegistration();
    advanceNow();
}

void MonitoredSession::stop(const StopMonitoring& stop)
{
    m_registration.nextStart.reset();
    if (isStopping())
        return;
    m_beatTimer.stop();
    m_queue.push(stop);
    Q_EMIT touched();
    setState(DeliveryStatus::Off);
    advanceSoon();
}

void MonitoredSession::startAgain(const StartMonitoring& start)
{
    if (m_call && m_queue.isOnlyStop()) {
        m_registration.nextStart = start;
        Q_EMIT touched();
        return setState(DeliveryStatus::Starting);
    }
    const bool wasStopping = isStopping();
    if (wasStopping)
        m_queue.removeStop();
    m_registration.startChanged =
        m_registration.startChanged || start.description != m_registration.start.description;
    m_registration.start = start;
    Q_EMIT touched();
    if (wasStopping) {
        setState(m_token.isEmpty() ? DeliveryStatus::Starting : DeliveryStatus::On);
        if (!m_token.isEmpty())
            scheduleBeat();
    }
    advanceSoon();
}

void MonitoredSession::noteActivity(const QDateTime& at)
{
    if (!m_registration.lastActivity.isValid() || at > m_registration.lastActivity)
        m_registration.lastActivity = at;
}

void MonitoredSession::loginLost()
{
    retire();
    forgetRegistration();
    m_pause.forgetFailures();
    if (m_queue.isOnlyStop())
        return finish(); // it ended with the login
    setState(isStopping() ? DeliveryStatus::Off : DeliveryStatus::NeedsLogin);
}

void MonitoredSession::retire()
{
    cancelCall(m_call);
    cancelCall(m_beatCall);
    m_pause.stop();
    m_beatTimer.stop();
}

void MonitoredSession::forgetRegistration()
{
    m_token = {};
    m_registration.startKey = QUuid::createUuid();
    m_beatTimer.stop();
    Q_EMIT touched();
}

void MonitoredSession::noteAnswer()
{
    m_pause.forgetFailures();
    Q_EMIT serverReached(true);
    setState(isStopping() ? DeliveryStatus::Off : DeliveryStatus::On);
}

void MonitoredSession::noteFailure(const ApiError& error)
{
    // Once a stretch of failures in the log is enough.
    if (m_state != DeliveryStatus::Unreachable)
        qCInfo(logDelivery) << "session" << m_registration.start.sessionId << "HTTP" << error.httpStatus
                            << error.message << error.requestId;
    const bool isReached = !isTransient(error.code) || error.code == ApiErrorCode::RateLimited;
    if (!isReached && !isStopping())
        setState(DeliveryStatus::Unreachable);
    Q_EMIT serverReached(isReached);
}

void MonitoredSession::finish()
{
    retire();
    failQueue(tr("The server could not be reached in time."));
    if (!m_registration.nextStart) {
        setState(DeliveryStatus::Off);
        Q_EMIT finished();
        return;
    }
    m_registration.start = *std::exchange(m_registration.nextStart, std::nullopt);
    m_registration.startTried = false;
    m_pause.forgetFailures();
    forgetRegistration();
    advanceSoon();
}

void MonitoredSession::giveUp(const ApiError& error)
{
    m_registration.nextStart.reset();
    Q_EMIT startFailed(describe(error.code));
    failQueue(describe(error.code));
    finish();
}

void MonitoredSession::failQueue(const QString& message)
{
    const auto queue = m_queue.takeAll();
    Q_EMIT touched();
    for (const Outgoing& outgoing : queue) {
        if (std::holds_alternative<SendServerEvent>(outgoing.what) && !outgoing.withdrawn)
            Q_EMIT eventFailed(outgoing.key, message);
    }
}

void MonitoredSession::heartbeatIntervalChanged()
{
    if (m_beatTimer.isActive())
        scheduleBeat();
}

void MonitoredSession::scheduleBeat()
{
    m_beatTimer.start(jittered(m_parts.pace.interval(), m_parts.timing.jitter, m_parts.random));
}

void MonitoredSession::setState(DeliveryStatus state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace tocsin

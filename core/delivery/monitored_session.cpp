// SPDX-License-Identifier: MIT
#include "core/delivery/monitored_session.h"

#include "core/logging/categories.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

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

MonitoredSession::MonitoredSession(const DeliveryParts& parts, const StartMonitoring& start, QObject* parent)
    : QObject{parent}
    , m_parts{parts}
    , m_start{start}
    , m_startKey{QUuid::createUuid()}
    , m_lastActivity{start.startedAt}
    , m_queue{parts.timing.waitingLifetime}
{
    m_retryTimer.setSingleShot(true);
    m_retryTimer.setTimerType(Qt::PreciseTimer); // a coarse one may come early, before a Retry-After is over
    m_beatTimer.setSingleShot(true);
    connect(&m_retryTimer, &QTimer::timeout, this, &MonitoredSession::advance);
    connect(&m_beatTimer, &QTimer::timeout, this, &MonitoredSession::beat);
}

void MonitoredSession::advance()
{
    if (m_isDormant)
        return setState(TextState::NeedsLogin);
    if (m_call || m_retryTimer.isActive())
        return;
    dropStale();
    if (m_call) // somebody who heard of a dropped event had a new one
        return;
    const bool hasLogin = !m_parts.login.accessToken().isEmpty();
    if (isStopping()) {
        // The server has never heard of it, or has ended it by itself.
        const bool isUnheardOf = m_queue.isOnlyStop() && !m_startTried;
        if (isUnheardOf || !hasLogin || m_queue.isStopTooOld(m_parts.clock.nowUtc()))
            return finish();
    } else if (!hasLogin) {
        return setState(TextState::NeedsLogin);
    }
    if (std::exchange(m_startChanged, false))
        forgetRegistration();
    if (m_token.isEmpty())
        registerSession();
    else if (!m_queue.isEmpty())
        sendFirst();
}

void MonitoredSession::advanceNow()
{
    if (!m_isHeld)
        m_retryTimer.stop();
    advance();
}

void MonitoredSession::registerSession()
{
    m_startTried = true;
    if (m_state != TextState::Unreachable && !isStopping())
        setState(TextState::Starting);
    const Secret accessToken = m_parts.login.accessToken();
    const SessionStart start{.claudeSessionId = m_start.sessionId,
                             .description = m_start.description,
                             .hostname = m_start.hostname,
                             .startedAt = m_start.startedAt};
    m_call = m_parts.api.startSession(accessToken, start, m_startKey, this,
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
            pause(error);
    } else if (isTransient(error.code)) {
        pause(error);
    } else {
        giveUp(error);
    }
}

void MonitoredSession::sendFirst()
{
    const Outgoing& first = m_queue.first();
    if (const auto* event = std::get_if<SendServerEvent>(&first.what))
        sendEvent(*event, first.key);
    else
        sendStop(std::get<StopMonitoring>(first.what), first.key);
}

void MonitoredSession::sendEvent(const SendServerEvent& event, const QUuid& key)
{
    m_call = m_parts.api.sendEvent(m_token, m_monitoringId, toServerEvent(event), key, this,
                                   [this, key](const Expected<EventAnswer, ApiError>& answer) {
                                       m_call = nullptr;
                                       if (!answer)
                                           return onSendFailed(answer.error());
                                       m_queue.removeFirst();
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
                                             return pause(answer.error());
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
    if (isTransient(error.code))
        return pause(error);
    if (isRegistrationLost(error.code) && !first.registeredAnew) {
        first.registeredAnew = true;
        forgetRegistration();
        return advance();
    }
    const QUuid key = first.key;
    m_queue.removeFirst();
    setState(isStopping() ? TextState::Off : TextState::On);
    Q_EMIT eventFailed(key, describe(error.code));
    advance();
}

void MonitoredSession::send(const SendServerEvent& event)
{
    m_queue.push(event);
    advance();
}

void MonitoredSession::withdrawWaiting()
{
    m_queue.withdrawWaiting();
    // What is on its way stays in the queue for its answer.
    if (!m_call)
        dropStale();
}

void MonitoredSession::dropStale()
{
    for (const QUuid& key : m_queue.dropStale(m_parts.clock.nowUtc()))
        Q_EMIT eventAnswered(key, {.reason = u"too_old"_s});
}

void MonitoredSession::beat()
{
    if (m_token.isEmpty() || isStopping())
        return;
    scheduleBeat();
    if (m_beatCall)
        return;
    const Secret token = m_token;
    m_beatCall = m_parts.api.heartbeat(
        token, m_monitoringId, m_parts.clock.nowUtc(), m_lastActivity, this,
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
                setState(isStopping() ? TextState::Off : TextState::On);
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
    m_nextStart.reset();
    if (isStopping())
        return;
    m_beatTimer.stop();
    m_queue.push(stop);
    setState(TextState::Off);
    advance();
}

void MonitoredSession::startAgain(const StartMonitoring& start)
{
    m_isDormant = false;
    if (m_call && m_queue.isOnlyStop()) {
        m_nextStart = start;
        return setState(TextState::Starting);
    }
    const bool wasStopping = isStopping();
    if (wasStopping)
        m_queue.removeStop();
    m_startChanged = m_startChanged || start.description != m_start.description;
    m_start = start;
    if (wasStopping) {
        setState(m_token.isEmpty() ? TextState::Starting : TextState::On);
        if (!m_token.isEmpty())
            scheduleBeat();
    }
    advance();
}

void MonitoredSession::noteActivity(const QDateTime& at)
{
    if (!m_lastActivity.isValid() || at > m_lastActivity)
        m_lastActivity = at;
}

void MonitoredSession::loginLost()
{
    retire();
    forgetRegistration();
    m_failures = 0;
    m_isDormant = true;
    if (isStopping())
        return finish(); // it ended with the login
    setState(TextState::NeedsLogin);
}

void MonitoredSession::abandonIfDormant()
{
    if (m_isDormant)
        finish();
}

void MonitoredSession::retire()
{
    cancelCall(m_call);
    cancelCall(m_beatCall);
    m_retryTimer.stop();
    m_beatTimer.stop();
}

void MonitoredSession::forgetRegistration()
{
    m_token = {};
    m_startKey = QUuid::createUuid();
    m_beatTimer.stop();
}

void MonitoredSession::pause(const ApiError& error)
{
    const auto& table = m_parts.timing.retry;
    std::chrono::milliseconds delay{std::chrono::seconds{30}};
    if (!table.empty())
        delay = table.at(std::min(m_failures, table.size() - 1));
    ++m_failures;
    m_isHeld = error.retryAfter || error.code == ApiErrorCode::RateLimited;
    // Jitter must not shorten what the server asked for.
    delay = std::max<std::chrono::milliseconds>(jittered(delay), error.retryAfter.value_or(0s));
    qCDebug(logDelivery) << "session" << m_start.sessionId << "tries again in" << delay.count() << "ms";
    m_retryTimer.start(delay);
}

void MonitoredSession::noteAnswer()
{
    m_failures = 0;
    Q_EMIT serverReached(true);
    setState(isStopping() ? TextState::Off : TextState::On);
}

void MonitoredSession::noteFailure(const ApiError& error)
{
    // Once a stretch of failures in the log is enough.
    if (m_state != TextState::Unreachable)
        qCInfo(logDelivery) << "session" << m_start.sessionId << "HTTP" << error.httpStatus << error.message
                            << error.requestId;
    const bool isReached = !isTransient(error.code) || error.code == ApiErrorCode::RateLimited;
    if (!isReached && !isStopping())
        setState(TextState::Unreachable);
    Q_EMIT serverReached(isReached);
}

void MonitoredSession::finish()
{
    retire();
    failQueue(tr("The server could not be reached in time."));
    if (!m_nextStart) {
        setState(TextState::Off);
        Q_EMIT finished();
        return;
    }
    m_start = *std::exchange(m_nextStart, std::nullopt);
    m_failures = 0;
    m_startTried = false;
    forgetRegistration();
    advance();
}

void MonitoredSession::giveUp(const ApiError& error)
{
    m_nextStart.reset();
    Q_EMIT startFailed(describe(error.code));
    failQueue(describe(error.code));
    finish();
}

void MonitoredSession::failQueue(const QString& message)
{
    const auto queue = m_queue.takeAll();
    for (const Outgoing& outgoing : queue) {
        if (std::holds_alternative<SendServerEvent>(outgoing.what) && !outgoing.withdrawn)
            Q_EMIT eventFailed(outgoing.key, message);
    }
}

void MonitoredSession::scheduleBeat()
{
    m_beatTimer.start(jittered(m_parts.timing.heartbeat));
}

void MonitoredSession::setState(TextState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

std::chrono::milliseconds MonitoredSession::jittered(std::chrono::milliseconds pause) const
{
    const double factor = 1.0 + m_parts.timing.jitter * (2.0 * m_parts.random.generateDouble() - 1.0);
    return std::chrono::milliseconds{
        std::max<qint64>(1, qRound64(static_cast<double>(pause.count()) * factor))};
}

} // namespace tocsin

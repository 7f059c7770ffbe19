// SPDX-License-Identifier: MIT
#include "core/channels/sms/server_session.h"

#include "core/logging/categories.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString MainDocument{u"delivery"_s};
// What the outbox holds is due by the wall clock; after a suspend or a clock change a long timer would be
// off.
constexpr std::chrono::milliseconds LongestNap{30s};
} // namespace

ServerSession::ServerSession(const DeliveryDependencies& dependencies, QObject* parent)
    : QObject{parent}
    , m_dependencies{dependencies}
    , m_registrar{dependencies}
    , m_outbox{dependencies.timing.waitingLifetime}
    , m_sender{dependencies, m_outbox}
    , m_heartbeat{dependencies}
    , m_backoff{dependencies.timing.retry, dependencies.timing.jitter, dependencies.random}
{
    // A timer, because those who save what touched() reports use one too, which ends first.
    m_advance.setSingleShot(true);
    m_advance.setInterval(0);
    m_due.setSingleShot(true);
    connect(&m_advance, &QTimer::timeout, this, &ServerSession::advance);
    connect(&m_due, &QTimer::timeout, this, &ServerSession::advance);
    connect(&m_backoff, &Backoff::over, this, &ServerSession::advance);
    connect(&m_registrar, &Registrar::answered, this, &ServerSession::settle);
    connect(&m_registrar, &Registrar::granted, this, &ServerSession::onGranted);
    connect(&m_registrar, &Registrar::failed, this, &ServerSession::onRegistrationFailed);
    connect(&m_sender, &OutboxSender::eventTaken, this,
            [this](const Outgoing& event, const EventAnswer& answer) {
                Q_EMIT eventTaken(event, answer, m_registrar.grant());
            });
    connect(&m_sender, &OutboxSender::done, this, &ServerSession::onSent);
    connect(&m_heartbeat, &Heartbeat::due, this, &ServerSession::heartbeatDue);
    connect(&m_heartbeat, &Heartbeat::featuresSeen, this, &ServerSession::featuresSeen);
    connect(&m_heartbeat, &Heartbeat::confirmed, this, &ServerSession::onBeatConfirmed);
    connect(&m_heartbeat, &Heartbeat::lost, this, &ServerSession::onBeatLost);
    connect(&m_heartbeat, &Heartbeat::failed, this, &ServerSession::onBeatFailed);
}

ServerSession::ServerSession(const DeliveryDependencies& dependencies, const StartMonitoring& start,
                             QObject* parent)
    : ServerSession{dependencies, parent}
{
    m_registrar.setRegistration({.start = start, .startKey = QUuid::createUuid()});
    m_heartbeat.noteActivity(start.startedAt);
    advanceSoon();
}

ServerSession::ServerSession(const DeliveryDependencies& dependencies, const Documents& saved,
                             QObject* parent)
    : ServerSession{dependencies, parent}
{
    const auto [registration, isStopWithdrawn] =
        restoreRegistration(QJsonDocument::fromJson(saved.value(MainDocument)).object());
    m_registrar.setRegistration(registration);
    m_outbox.restore(saved);
    if (isStopWithdrawn)
        static_cast<void>(m_outbox.withdrawStop());
    m_heartbeat.noteActivity(registration.lastActivity);
    m_status = isStopping() ? DeliveryStatus::Off : DeliveryStatus::NeedsLogin;
    advanceSoon();
}

bool ServerSession::isIn(const Documents& saved)
{
    return saved.contains(MainDocument);
}

Documents ServerSession::documents() const
{
    Registration registration = m_registrar.registration();
    registration.lastActivity = m_heartbeat.lastActivity();
    Documents documents{
        {MainDocument, QJsonDocument{json::toObject(registration)}.toJson(QJsonDocument::Compact)}};
    m_outbox.saveTo(documents);
    return documents;
}

void ServerSession::advance()
{
    if (!isIdle())
        return;
    dropStale();
    if (!isIdle() || m_backoff.isActive()) // ended by who heard of a dropped event
        return;
    // The server has never heard of it, or has ended it by itself.
    const bool isUnknown = m_outbox.isOnlyStop() && !m_registrar.mayBeKnown();
    if (isUnknown || m_outbox.isStopTooOld(m_dependencies.clock.nowUtc()))
        return finish();
    if (m_dependencies.login.accessToken().isEmpty())
        return setStatus(isStopping() ? DeliveryStatus::Off : DeliveryStatus::NeedsLogin);
    if (!claimForAccount())
        return;
    if (m_phase == Phase::Unregistered)
        startRegistration();
    else
        sendNext();
}

/// A restart must know what the server may know.
void ServerSession::saveFirst()
{
    Q_EMIT touched();
    advanceSoon();
}

void ServerSession::advanceNow()
{
    m_backoff.cutShort();
    advance();
}

/// What was for one person's phone is not sent to another's. False when nothing is left to do then.
bool ServerSession::claimForAccount()
{
    const Registrar::Claim claim = m_registrar.claim(m_dependencies.login.accountId());
    if (claim == Registrar::Claim::Same)
        return true;
    Q_EMIT touched();
    if (claim == Registrar::Claim::First)
        return true;
    renewRegistration();
    const QString message = tr("A different user has logged in since.");
    if (isStopping()) {
        finish(false, message);
        return false;
    }
    report(m_outbox.takeAll(message));
    return isIdle();
}

void ServerSession::startRegistration()
{
    if (m_registrar.prepare())
        return saveFirst();
    m_phase = Phase::Registering;
    if (m_status != DeliveryStatus::Unreachable && !isStopping())
        setStatus(DeliveryStatus::Starting);
    m_registrar.start();
}

void ServerSession::onGranted(ServerFeatures features)
{
    Q_EMIT featuresSeen(features);
    Q_EMIT registered(m_registrar.grant());
    if (m_phase == Phase::Registered && !isStopping())
        m_heartbeat.begin(m_registrar.grant());
    noteAnswer();
    advance();
}

void ServerSession::onRegistrationFailed(const ApiError& error, bool isCurrent, const Secret& usedToken)
{
    noteFailure(error);
    if (error.code == ApiErrorCode::Unauthorized || error.code == ApiErrorCode::TokenExpired) {
        // Ends the login, and loginLost() follows; unless the login is another one by now, which is then
        // tried.
        m_dependencies.login.tokenRejected(usedToken);
        if (isIdle() && !m_dependencies.login.accessToken().isEmpty())
            m_backoff.begin(error);
    } else if (isTransient(error.code)) {
        m_backoff.begin(error);
    } else if (!isCurrent) {
        advance(); // it was not about what the session is called now
    } else {
        finish(true, describe(error.code));
    }
}

void ServerSession::sendNext()
{
    const QDateTime now = m_dependencies.clock.nowUtc();
    if (!m_outbox.select(now, m_dependencies.features))
        return waitForNextDue(now);
    if (m_outbox.prepareCurrent(m_dependencies.serverClock.offset().value_or(0ms), now,
                                m_dependencies.features))
        return saveFirst();
    const bool isStop = std::holds_alternative<StopMonitoring>(m_outbox.current().what);
    m_phase = isStop ? Phase::SendingStop : Phase::Sending;
    m_sender.send(m_registrar.grant());
}

void ServerSession::onSent(const SendResult& result)
{
    settle();
    if (result.after == AfterSending::StopTakenBack)
        return onStopTakenBack(result);
    if (result.error)
        noteFailure(*result.error);
    switch (result.after) {
    case AfterSending::GoOn:
        Q_EMIT touched();
        if (result.error)
            setStatus(settledStatus());
        else
            noteAnswer();
        report(result.reports);
        return advance();
    case AfterSending::SaveFirst:
        return saveFirst();
    case AfterSending::Pause:
        return m_backoff.begin(*result.error);
    case AfterSending::RegisterAgain:
        renewRegistration();
        return advance();
    case AfterSending::Stopped:
        Q_EMIT serverReached(true);
        return finish();
    case AfterSending::StopTakenBack:
        return;
    }
}

void ServerSession::onStopTakenBack(const SendResult& result)
{
    if (result.error) {
        noteFailure(*result.error);
        m_backoff.begin(*result.error);
    } else {
        Q_EMIT serverReached(true);
        m_registrar.noteStopped();
        m_backoff.forgetFailures();
    }
    Q_EMIT touched();
    advance();
}

void ServerSession::send(const SendServerEvent& event)
{
    m_outbox.push(event, m_dependencies.serverClock.offset());
    saveFirst();
}

bool ServerSession::withdraw(const QUuid& key)
{
    if (!m_outbox.withdraw(key))
        return false;
    saveFirst();
    return true;
}

void ServerSession::withdraw(const Withdrawal& withdrawal)
{
    m_outbox.push(withdrawal);
    saveFirst();
}

void ServerSession::dropStale()
{
    bool hasChanged = m_outbox.dropStale(m_dependencies.clock.nowUtc());
    if (m_phase == Phase::Registered && !m_dependencies.features.hold)
        hasChanged = m_outbox.dropWithdrawals() || hasChanged;
    if (hasChanged)
        Q_EMIT touched();
    report(m_outbox.takeReports());
}

void ServerSession::waitForNextDue(const QDateTime& now)
{
    const QDateTime due = m_outbox.nextDue(now);
    if (due.isValid())
        m_due.start(std::clamp<std::chrono::milliseconds>(std::chrono::milliseconds{now.msecsTo(due)}, 1ms,
                                                          LongestNap));
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
    m_outbox.push(stop, m_dependencies.clock.nowUtc());
    Q_EMIT touched();
    setStatus(DeliveryStatus::Off);
    advanceSoon();
}

void ServerSession::startAgain(const StartMonitoring& start)
{
    const bool wasStopping = isStopping();
    // A stop that the server may have ends what the server knows; so does another description.
    const bool mayBeStopped = m_outbox.withdrawStop();
    const bool isRenamed = m_registrar.describe(start);
    if (mayBeStopped || isRenamed)
        renewRegistration();
    Q_EMIT touched();
    if (wasStopping) {
        setStatus(m_phase == Phase::Registered || m_phase == Phase::Sending ? DeliveryStatus::On
                                                                            : DeliveryStatus::Starting);
        if (m_registrar.isGranted())
            m_heartbeat.begin(m_registrar.grant());
    }
    advanceSoon();
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
    m_registrar.cancel();
    m_sender.cancel();
    m_heartbeat.cancel();
    m_backoff.stop();
    m_advance.stop();
    m_due.stop();
}

/// What the server gave is of no use any more: the next start is another one.
void ServerSession::renewRegistration()
{
    m_registrar.renew();
    m_heartbeat.end();
    if (m_phase == Phase::Registered)
        m_phase = Phase::Unregistered;
    Q_EMIT touched();
}

void ServerSession::settle()
{
    m_phase = m_registrar.isGranted() ? Phase::Registered : Phase::Unregistered;
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
        qCInfo(logDelivery) << "session" << m_registrar.session().sessionId << "HTTP" << error.httpStatus
                            << error.message << error.requestId;
    const bool isReached = !isTransient(error.code) || error.code == ApiErrorCode::RateLimited;
    if (!isReached && !isStopping())
        setStatus(DeliveryStatus::Unreachable);
    Q_EMIT serverReached(isReached);
}

void ServerSession::report(const EventReports& reports)
{
    for (const EventReport& one : reports)
        Q_EMIT reported(one);
}

void ServerSession::finish(bool refused, const QString& message)
{
    retire();
    const QString why = message.isEmpty() ? tr("The server could not be reached in time.") : message;
    Q_EMIT ended({.reports = m_outbox.takeAll(why), .refused = refused, .message = why});
}

void ServerSession::setStatus(DeliveryStatus status)
{
    if (m_status == status)
        return;
    m_status = status;
    Q_EMIT statusChanged(status);
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/channels/sms/outbox_sender.h"

#include <utility>

namespace tocsin {

using namespace std::chrono_literals;

EventOutcome toOutcome(const EventAnswer& answer, const ServerClock& serverClock)
{
    return {.textSent = answer.smsSent,
            .rateLimited = answer.rateLimited,
            .nextAllowedAt = serverClock.toLocal(answer.nextAllowedAt),
            .reason = answer.reason,
            .heldUntil = serverClock.toLocal(answer.heldUntil),
            .status = answer.status.value_or(TextStatus::Unknown)};
}

bool isRegistrationLost(ApiErrorCode code)
{
    return code == ApiErrorCode::Unauthorized || code == ApiErrorCode::TokenExpired ||
           code == ApiErrorCode::SessionNotFound;
}

OutboxSender::OutboxSender(const DeliveryDependencies& dependencies, Outbox& outbox, QObject* parent)
    : QObject{parent}
    , m_dependencies{dependencies}
    , m_outbox{outbox}
{}

void OutboxSender::send(const SessionGrant& grant)
{
    Outgoing& entry = m_outbox.current();
    m_wasTried = std::exchange(entry.tried, true);
    if (const auto* event = std::get_if<SendServerEvent>(&entry.what))
        sendEvent(entry, *event, grant);
    else if (const auto* withdrawal = std::get_if<Withdrawal>(&entry.what))
        sendWithdrawal(*withdrawal, grant);
    else
        sendStop(entry, std::get<StopMonitoring>(entry.what), grant);
}

void OutboxSender::cancel()
{
    if (m_call)
        m_call->cancel();
    m_call = nullptr;
}

void OutboxSender::sendEvent(const Outgoing& entry, const SendServerEvent& event, const SessionGrant& grant)
{
    ServerEvent body = toServerEvent(entry, event);
    if (!m_dependencies.features.hold)
        body.hold = 0s;
    m_call = m_dependencies.api.sendEvent(
        grant.token, grant.monitoringId, body, entry.key, this,
        [this](const Expected<EventAnswer, ApiError>& answer) { onEventAnswered(answer); });
}

void OutboxSender::onEventAnswered(const Expected<EventAnswer, ApiError>& answer)
{
    m_call = nullptr;
    if (!answer)
        return onFailed(answer.error());
    if (!m_outbox.current().withdrawn && answer->reason == ReasonTooOld &&
        redate(m_outbox.current(), m_dependencies.serverClock.offset().value_or(0ms)))
        return Q_EMIT done({.after = AfterSending::SaveFirst});
    const EventOutcome outcome = toOutcome(*answer, m_dependencies.serverClock);
    Outgoing event = m_outbox.current();
    if (event.withdrawn) {
        m_outbox.replaceCurrent(withdrawalOf(event, m_dependencies.clock.nowUtc()));
    } else {
        event = m_outbox.takeCurrent();
        Q_EMIT eventTaken(event, *answer);
    }
    Q_EMIT done({.reports = reportsOf(event, outcome)});
}

void OutboxSender::sendWithdrawal(const Withdrawal& withdrawal, const SessionGrant& grant)
{
    m_call = m_dependencies.api.withdrawEvent(
        grant.token, grant.monitoringId, withdrawal.request, this,
        [this](const Expected<WithdrawAnswer, ApiError>& answer) {
            m_call = nullptr;
            if (!answer)
                return onFailed(answer.error());
            Q_EMIT done({.reports = reportsOf(m_outbox.takeCurrent(), answer->result)});
        });
}

void OutboxSender::sendStop(const Outgoing& entry, const StopMonitoring& stop, const SessionGrant& grant)
{
    const SessionStop body{.reason = stop.reason, .finalState = stop.finalState, .endedAt = stop.endedAt};
    m_call = m_dependencies.api.stopSession(
        grant.token, grant.monitoringId, body, entry.key, this,
        [this](const Expected<StopAnswer, ApiError>& answer) { onStopAnswered(answer); });
}

void OutboxSender::onStopAnswered(const Expected<StopAnswer, ApiError>& answer)
{
    m_call = nullptr;
    // A server that does not know the session has nothing left to stop.
    SendResult result{.after = AfterSending::Stopped};
    if (!answer && isTransient(answer.error().code))
        result = {.after = AfterSending::Pause, .error = answer.error()};
    if (m_outbox.current().withdrawn) {
        static_cast<void>(m_outbox.takeCurrent());
        result.after = AfterSending::StopTakenBack;
    }
    Q_EMIT done(result);
}

void OutboxSender::onFailed(const ApiError& error)
{
    Outgoing& entry = m_outbox.current();
    if (isTransient(error.code)) {
        if (error.certainlyNotSent)
            entry.tried = m_wasTried;
        return Q_EMIT done({.after = AfterSending::Pause, .error = error});
    }
    if (isRegistrationLost(error.code) && !std::exchange(entry.registeredAgain, true))
        return Q_EMIT done({.after = AfterSending::RegisterAgain, .error = error});
    const Outgoing refused = m_outbox.takeCurrent();
    EventReports reports;
    if (std::holds_alternative<Withdrawal>(refused.what))
        reports = reportsOf(refused, WithdrawResult::Unknown);
    else if (refused.withdrawn)
        reports = reportsOf(refused, WithdrawResult::Withdrawn);
    else
        reports = reportsOf(refused, EventFailure{describe(error.code)});
    Q_EMIT done({.error = error, .reports = reports});
}

} // namespace tocsin

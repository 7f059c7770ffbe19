// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/delivery_dependencies.h"
#include "core/channels/sms/event_report.h"
#include "core/channels/sms/outbox.h"
#include "core/channels/sms/registration.h"

#include <QObject>
#include <QPointer>

#include <cstdint>
#include <optional>

namespace tocsin {

/// What is to follow a call for an entry of the outbox.
enum class AfterSending : uint8_t {
    GoOn,          ///< the entry is done with, answered or refused for good
    SaveFirst,     ///< the entry is another request now, and has to be saved
    Pause,         ///< to be tried again later
    RegisterAgain, ///< to be tried again after that
    Stopped,       ///< the session's end: the server has its stop
    StopTakenBack  ///< a stop that was withdrawn meanwhile
};

struct SendResult
{
    AfterSending after{AfterSending::GoOn};
    std::optional<ApiError> error{}; ///< when there was no good answer
    EventReports reports{};
};

[[nodiscard]] EventOutcome toOutcome(const EventAnswer& answer, const ServerClock& serverClock);
/// The server no longer knows the session or its token.
[[nodiscard]] bool isRegistrationLost(ApiErrorCode code);

/// Sends the current entry of an outbox, one at a time, and says what the answer means for it. Part of
/// ServerSession.
class OutboxSender final : public QObject
{
    Q_OBJECT
public:
    /// `outbox` outlives this object.
    OutboxSender(const DeliveryDependencies& dependencies, Outbox& outbox, QObject* parent = nullptr);

    void send(const SessionGrant& grant);
    /// The answer is not awaited any more.
    void cancel();

Q_SIGNALS:
    /// The server's answer to this event, which has left the outbox. Comes before done().
    void eventTaken(const tocsin::Outgoing& event, const tocsin::EventAnswer& answer);
    void done(const tocsin::SendResult& result);

private:
    void sendEvent(const Outgoing& entry, const SendServerEvent& event, const SessionGrant& grant);
    void onEventAnswered(const Expected<EventAnswer, ApiError>& answer);
    void sendWithdrawal(const Withdrawal& withdrawal, const SessionGrant& grant);
    void sendStop(const Outgoing& entry, const StopMonitoring& stop, const SessionGrant& grant);
    void onStopAnswered(const Expected<StopAnswer, ApiError>& answer);
    void onFailed(const ApiError& error);

    DeliveryDependencies m_dependencies;
    Outbox& m_outbox;
    bool m_wasTried{false}; ///< the current entry, before the try that is under way
    QPointer<ApiCall> m_call;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

#include <QUuid>

#include <variant>
#include <vector>

namespace tocsin {

// What policy decides. Values only: notify and delivery carry them out, nothing reaches back.

/// Show this alert on the desktop; replaces the toast of the same session and kind.
struct ShowToast
{
    Alert alert;
};

/// The alert was answered or its session is over: take its toast away.
struct CloseToast
{
    QString sessionId;
    AlertKind kind;
};

/// Register the session with the server.
struct StartMonitoring
{
    QString sessionId;
    QString description; ///< at most MaxDescription
    QString hostname;
    QDateTime startedAt;
};

enum class ServerEventType : uint8_t { Error, Done, Waiting };

/// Tell the server; whether a text goes out is the server's decision.
struct SendServerEvent
{
    QUuid key; ///< Idempotency-Key
    QString sessionId;
    ServerEventType type{ServerEventType::Waiting};
    AlertCause cause{AlertCause::Idle}; ///< details.kind
    QString text;                       ///< details.message
    QDateTime at;                       ///< when it happened
};

/// The alert was answered: its server event must not be sent if it is not on its way yet.
struct WithdrawEvent
{
    QString sessionId;
    QUuid key; ///< of the SendServerEvent
};

/// A heartbeat now.
struct SendHeartbeat
{
    QString sessionId;
};

/// `reason` and `finalState` as in server-api.md, Sessions.
struct StopMonitoring
{
    QString sessionId;
    QString reason;     ///< completed | user_stop | error
    QString finalState; ///< success | error | cancelled
    QDateTime endedAt;
};

using Action = std::variant<ShowToast, CloseToast, StartMonitoring, SendServerEvent, WithdrawEvent,
                            SendHeartbeat, StopMonitoring>;
using Actions = std::vector<Action>;

} // namespace tocsin

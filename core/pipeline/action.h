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
/// As the server calls it: `error`, `done`, `waiting`.
[[nodiscard]] inline QString wireName(ServerEventType type)
{
    switch (type) {
    case ServerEventType::Error:
        return QStringLiteral("error");
    case ServerEventType::Done:
        return QStringLiteral("done");
    case ServerEventType::Waiting:
        return QStringLiteral("waiting");
    }
    return {};
}

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

/// What was waited for has been answered: a waiting event that is not on its way yet must not be sent.
struct WithdrawWaiting
{
    QString sessionId;
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

using Action = std::variant<ShowToast, CloseToast, StartMonitoring, SendServerEvent, WithdrawWaiting,
                            SendHeartbeat, StopMonitoring>;
using Actions = std::vector<Action>;

} // namespace tocsin

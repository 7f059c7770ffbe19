// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"

#include <QDateTime>
#include <QString>
#include <QUuid>

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace tocsin {

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
    /// UTC: not to be texted before, at most 15 minutes from now; invalid: at once. Held by a server that
    /// can, else by the outbox.
    QDateTime holdUntil{};
    /// How long the server holds it instead while the person is at another computer; nothing: as long as the
    /// server likes.
    std::optional<std::chrono::seconds> grace{};
};

/// The alert of this event has been answered. One that has not left is deleted; one that the server has, or
/// may have, is withdrawn there, if the server can.
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

/// `reason` and `finalState` as in server/api/openapi.yaml, stop.
struct StopMonitoring
{
    QString sessionId;
    QString reason;     ///< completed | user_stop | error
    QString finalState; ///< success | error | cancelled
    QDateTime endedAt;
};

using SmsActions =
    std::vector<std::variant<StartMonitoring, SendServerEvent, WithdrawEvent, SendHeartbeat, StopMonitoring>>;

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/secret.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <chrono>

// The bodies of server/api/openapi.yaml as values.
namespace tocsin {

struct LoginAnswer
{
    Secret tempToken{};
    int expiresIn{0}; ///< seconds
    QString maskedPhone{};
    QString state{};
};

struct TokenAnswer
{
    Secret accessToken{};
    std::chrono::seconds life{0}; ///< from now on; the server's absolute time is by the server's clock
    QString maskedPhone{};
};

struct LogoutAnswer
{
    int sessionsCleared{0};
};

struct SessionStart
{
    QString claudeSessionId{};
    QString description{}; ///< cut to MaxDescription when sent
    QString hostname{};
    QDateTime startedAt{};
};

struct StartAnswer
{
    Secret sessionToken{};
    QString monitoringId{};
};

struct ServerEvent
{
    QString type{}; ///< error | done | waiting
    QDateTime timestamp{};
    QJsonObject details{}; ///< kind, message
};

struct EventAnswer
{
    bool smsSent{false};
    bool rateLimited{false};
    QDateTime nextAllowedAt{}; ///< UTC, invalid when null
    QString reason{};
};

struct HeartbeatAnswer
{
    QString status{};
    bool monitoring{false};
};

struct SessionStop
{
    QString reason{};
    QString finalState{};
    QDateTime endedAt{};
};

struct StopAnswer
{
    bool stopped{false};
};

} // namespace tocsin

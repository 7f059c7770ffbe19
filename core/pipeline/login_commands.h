// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/requests.h"
#include "core/pipeline/answer.h"
#include "core/server/login/login.h"

#include <QJsonObject>
#include <QObject>

#include <functional>

namespace tocsin {

class EventPipeline;
class ServerQuestion;
class Settings;
class StatusReport;

/// Answers the commands that begin and end a login: login, pair, logout, and what became of the code.
class LoginCommands final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive it.
    LoginCommands(const EventPipeline& pipeline, Login& login, const Settings& settings,
                  const StatusReport& status, ServerQuestion& server, QObject* parent = nullptr);

    void logIn(const ipc::LoginRequest& request, const Answer& answer);
    void pair(const ipc::PairRequest& request, const Answer& answer);
    /// Somebody is at the prompt for the code.
    [[nodiscard]] QJsonObject codeStatus() const;
    void logOut(const Answer& answer);

private:
    [[nodiscard]] QJsonObject alreadyLoggedIn() const;
    void answerWhenReached(LoginPhase wanted, const Answer& answer,
                           const std::function<QJsonObject(bool isPrinted)>& reply);

    const EventPipeline& m_companion;
    Login& m_login;
    const Settings& m_settings;
    const StatusReport& m_status;
    ServerQuestion& m_server;
};

} // namespace tocsin

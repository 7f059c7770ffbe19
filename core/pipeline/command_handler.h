// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/login.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <optional>

namespace tocsin {

class EventPipeline;
class Settings;
struct SessionView;

/// Takes the reply of one request, at once or later; called exactly once.
using Answer = std::function<void(const QJsonObject&)>;

/// What the /sms-* commands ask for, by the local socket (architecture.md, Local protocol): login, pair,
/// start, stop, status, logout. Replies carry `message`, one or more lines for people.
class CommandHandler final : public QObject
{
    Q_OBJECT
public:
    CommandHandler(EventPipeline& companion, Login& login, const Settings& settings,
                   QObject* parent = nullptr);

    void handle(const QJsonObject& request, const Answer& answer);

    /// What answers the request `diagnostics`: a text for a bug report. Without it there is none.
    void setDiagnostics(std::function<QString()> diagnostics);

private:
    void logIn(const QJsonObject& request, const Answer& answer);
    void pair(const QJsonObject& request, const Answer& answer);
    void start(const QJsonObject& request, const Answer& answer);
    void stop(const QJsonObject& request, const Answer& answer);
    void status(const QJsonObject& request, const Answer& answer) const;
    void logOut(const Answer& answer);

    void answerWhenReached(LoginPhase wanted, const Answer& answer,
                           const std::function<QJsonObject()>& reply);
    void answerWhenTextsSettle(const QString& sessionId, const Answer& answer);
    [[nodiscard]] QString sessionMeant(const QJsonObject& request) const;
    [[nodiscard]] std::optional<SessionView> session(const QString& id) const;
    [[nodiscard]] QJsonObject alreadyLoggedIn() const;
    [[nodiscard]] QJsonObject loginStatus() const;
    [[nodiscard]] QString statusText(const QString& currentSession) const;

    EventPipeline& m_companion;
    Login& m_login;
    const Settings& m_settings;
    std::function<QString()> m_diagnostics;
};

} // namespace tocsin

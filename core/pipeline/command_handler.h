// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/replies.h"
#include "core/ipc/requests.h"
#include "core/pipeline/answer.h"
#include "core/pipeline/login_commands.h"
#include "core/pipeline/server_question.h"
#include "core/pipeline/status_report.h"
#include "core/server/login/login.h"
#include "core/store/history_row.h"

#include <QJsonObject>
#include <QObject>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace tocsin {

class EventPipeline;
class Settings;
struct SessionView;

/// Answers the commands of the local socket (docs/protocol.md): login, pair, start, stop, status, mute, …
class CommandHandler final : public QObject
{
    Q_OBJECT
public:
    CommandHandler(EventPipeline& companion, Login& login, Settings& settings, QObject* parent = nullptr);

    void handle(const QJsonObject& request, const Answer& answer);

    /// Makes the text for a bug report that answers Diagnostics; without it that request is unknown.
    void setDiagnostics(std::function<QString()> diagnostics);

    /// Answers Doctor, later; without it that request is unknown.
    using Examine = std::function<void(const std::function<void(const QList<ipc::Check>&)>& done)>;
    void setDoctor(Examine examine) { m_examine = std::move(examine); }

    /// Answers Test; without it that request is unknown.
    void setTestReport(std::function<ipc::TestReply(const QString& sessionId)> report)
    {
        m_testReport = std::move(report);
    }

    /// The latest alerts, at most as many; without it that request is unknown.
    void setHistory(std::function<std::vector<HistoryRow>(int rows)> history);

    /// Answer Logins and RevokeLogin, later; without them those requests are unknown.
    void setLogins(std::function<void(const Answer&)> list,
                   std::function<void(const QString& loginId, const Answer&)> revoke);

    /// What status says of this computer, and "I'm away", "I'm here"; without them that request is unknown.
    void setSurroundings(std::function<StatusFacts()> facts, std::function<void(Presence)> setPresence);

    /// Whether the server only prints texts, later; without it none is taken to.
    void setServerQuestion(ServerQuestion::Probe probe) { m_server.setProbe(std::move(probe)); }

private:
    void start(const ipc::StartRequest& request, const Answer& answer);
    void stop(const ipc::SessionRequest& request, const Answer& answer);
    void mute(const ipc::MuteRequest& request, const Answer& answer);
    void setPresence(const ipc::PresenceRequest& request, const Answer& answer);
    void status(const ipc::SessionRequest& request, const Answer& answer);
    void answerStarted(const QJsonObject& reply, const Answer& answer);
    void answerWhenTextsSettle(const QString& sessionId, const Answer& answer);
    [[nodiscard]] std::optional<SessionView> session(const QString& id) const;
    [[nodiscard]] QString keepsTrying() const;

    EventPipeline& m_companion;
    Login& m_login;
    Settings& m_settings;
    StatusReport m_status;
    ServerQuestion m_server;
    LoginCommands m_logins;
    std::function<void(Presence)> m_setPresence;
    std::function<QString()> m_diagnostics;
    Examine m_examine;
    std::function<ipc::TestReply(const QString&)> m_testReport;
    std::function<std::vector<HistoryRow>(int)> m_history;
    std::function<void(const Answer&)> m_listLogins;
    std::function<void(const QString&, const Answer&)> m_revokeLogin;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/replies.h"
#include "core/ipc/requests.h"
#include "core/pipeline/troubles.h"
#include "core/server/login/login.h"
#include "core/system/presence/presence.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <functional>
#include <set>

namespace tocsin {

class EventPipeline;
class Settings;
struct SessionView;

/// How things stand on this computer.
struct StatusFacts
{
    Assessment presence{};
    bool canNotify{true}; ///< there is a display and a notification service
    bool isDoNotDisturb{false};
    LoginStorage loginStorage{LoginStorage::Keychain};
    QString loginProblem{}; ///< why it could not be read, for people
    std::set<Trouble> troubles{};
};

/// The answer to `status`: for people and for programs.
class StatusReport final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::StatusReport)
public:
    /// All of these outlive it.
    StatusReport(const EventPipeline& pipeline, const Login& login, const Settings& settings);

    /// Without it the answer says nothing of the computer.
    void setFacts(std::function<StatusFacts()> facts) { m_facts = std::move(facts); }
    /// See StatusFacts; without facts there is no reason to doubt it.
    [[nodiscard]] bool canNotify() const { return !m_facts || m_facts().canNotify; }
    /// `printsTexts`: the server has no SMS provider.
    [[nodiscard]] ipc::StatusReply reply(const ipc::SessionRequest& request, bool printsTexts = false) const;
    /// Where texts are printed on the server's console.
    [[nodiscard]] static QString printedTextsLine(const QUrl& server);
    [[nodiscard]] static QStringList troubleLines(const std::set<Trouble>& troubles);
    /// "Logged in as …", or what is missing. `canNotify`: as in StatusFacts.
    [[nodiscard]] static QString loginLine(const Login& login, bool canNotify, bool printsTexts = false);
    /// Of a login that is there.
    [[nodiscard]] static QString storageText(LoginStorage storage);
    /// Empty while the clocks agree. `offset`: the server's minus ours.
    [[nodiscard]] static QString clockLine(std::chrono::seconds offset);
    /// One session, for people. `id`: shortId().
    [[nodiscard]] static QString sessionLine(const SessionView& view, const QString& id, bool isCurrent);

private:
    [[nodiscard]] ipc::LoginStatus loginStatus() const;
    [[nodiscard]] QStringList serverLines() const;
    [[nodiscard]] QStringList factLines(const StatusFacts& facts, ipc::StatusReply& reply) const;
    [[nodiscard]] static QString presenceText(const Assessment& assessment);

    const EventPipeline& m_companion;
    const Login& m_login;
    const Settings& m_settings;
    std::function<StatusFacts()> m_facts;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"
#include "core/claude/plugin/plugin_installation.h"
#include "core/ipc/replies.h"
#include "core/pipeline/troubles.h"
#include "core/server/login/login.h"
#include "core/settings/settings.h"
#include "core/system/presence/presence.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <set>

// What `tocsin doctor` and a window say of how things stand: facts in, checks out.
namespace tocsin {

struct TrayFacts
{
    bool hasDisplay{true};
    bool isIconShown{false};
};
[[nodiscard]] ipc::Check trayCheck(const TrayFacts& facts);

struct NotificationFacts
{
    bool hasDisplay{true};
    bool canShow{false};
    NotifierCapabilities service{};
    bool isDoNotDisturb{false};
    bool isLoggedIn{false};
};
/// Notifications, and of a service that shows them buttons and sounds.
[[nodiscard]] QList<ipc::Check> notificationChecks(const NotificationFacts& facts);

struct LoginFacts
{
    bool isLoggedIn{false};
    QString line{};    ///< StatusReport::loginLine()
    QString problem{}; ///< why the login could not be read, for people
    LoginStorage storage{LoginStorage::Keychain};
};
/// Keychain and login.
[[nodiscard]] QList<ipc::Check> loginChecks(const LoginFacts& facts);

struct ServerFacts
{
    enum class Answer : uint8_t { Tocsin, Foreign, None };
    Answer answer{Answer::None};
    QString url{};           ///< for people
    QString problem{};       ///< unless it is a Tocsin server: a sentence for people that names it
    bool isNeeded{false};    ///< the person is logged in
    bool printsTexts{false}; ///< it has no SMS provider
};
[[nodiscard]] ipc::Check serverCheck(const ServerFacts& facts);

/// Nothing: the server has not told its time. `offset`: its clock minus ours.
[[nodiscard]] ipc::Check clockCheck(std::optional<std::chrono::seconds> offset);

struct SessionFacts
{
    int running{0};       ///< Claude processes here, by their status files
    int unheard{0};       ///< of these, those whose sessions have sent no hook
    int withoutStatus{0}; ///< sessions of this machine that are heard of and keep no status file
};
/// Hooks and status files.
[[nodiscard]] QList<ipc::Check> sessionChecks(const SessionFacts& facts);

struct PresenceFacts
{
    QList<PresenceFact> sources{};
    bool canNotify{true}; ///< as in StatusFacts
    bool isLoggedIn{false};
};
[[nodiscard]] ipc::Check presenceCheck(const PresenceFacts& facts);
/// A line for each; none is no check.
[[nodiscard]] QList<ipc::Check> troubleChecks(const std::set<Trouble>& troubles);
[[nodiscard]] QList<ipc::Check> settingsChecks(const QList<Settings::Ignored>& ignored);

struct StateFacts
{
    QString folder{};
    QString problem{}; ///< why nothing can be written there
    int unreadable{0}; ///< spooled events that were set aside
};
[[nodiscard]] QList<ipc::Check> stateChecks(const StateFacts& facts);

/// `configFolder` is Claude Code's, for people; `source` a folder that the plugin can be installed from.
[[nodiscard]] ipc::Check pluginCheck(const PluginInstallation& plugin, const QString& configFolder,
                                     const QString& source);
/// `program`: where tocsin-hookbridge is found by the hooks; empty: nowhere.
[[nodiscard]] ipc::Check bridgeCheck(const QString& program);

} // namespace tocsin

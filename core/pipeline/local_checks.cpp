// SPDX-License-Identifier: MIT
#include "core/pipeline/local_checks.h"

#include "core/claude/plugin/bridge_link.h"
#include "core/claude/plugin/plugin_folder.h"
#include "core/claude/plugin/plugin_installation.h"
#include "core/claude/status/running_claudes.h"
#include "core/ipc/paths.h"
#include "core/pipeline/doctor_checks.h"
#include "core/pipeline/server_probe.h"
#include "core/server/api/api_client.h"
#include "core/server/api/authorities.h"
#include "core/server/api/network.h"
#include "core/settings/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QProcessEnvironment>

#include <memory>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Doctor)
};

/// The plugin that came with this program.
QString pluginSource()
{
    const QString found = findPlugin(pluginFolders(QCoreApplication::applicationDirPath()));
    return found.isEmpty() ? u"./"_s : QDir::toNativeSeparators(found);
}

ServerFacts askServer(const Settings& settings)
{
    const std::unique_ptr<QNetworkAccessManager> network = makeNetworkAccessManager();
    ApiClient api{*network, settings.serverUrl()};
    if (const auto authorities = readAuthorities(settings.get<Setting::CaFile>()))
        api.setAuthorities(*authorities);
    QEventLoop loop;
    ServerFacts facts;
    probeServer(api, &loop, [&](const ServerFacts& answer) {
        facts = answer;
        loop.quit();
    });
    loop.exec();
    return facts;
}

} // namespace

QList<ipc::Check> localChecks()
{
    const QString folder = claudeConfigFolder();
    return {bridgeCheck(findBridge(hookFolders())),
            pluginCheck(pluginInstallation(folder), QDir::toNativeSeparators(folder), pluginSource())};
}

QList<ipc::Check> checksWithoutApp()
{
    const Settings settings{settingsFile(), QProcessEnvironment::systemEnvironment()};
    QList<ipc::Check> checks;
    const auto running = runningClaudes(claudeConfigFolder());
    checks << ipc::Check{.state = ipc::Check::State::Ok,
                         .id = u"sessions"_s,
                         .title = running.isEmpty()
                                      ? Words::tr("No Claude Code session is running on this computer.")
                                      : Words::tr("%n Claude Code session(s) run on this computer.", nullptr,
                                                  static_cast<int>(running.size())),
                         .remedy = {}};
    checks << serverCheck(askServer(settings));
    checks += settingsChecks(settings.ignored());
    const QDir spool{spoolDir()};
    const auto waiting = static_cast<int>(spool.entryList({u"*.json"_s}, QDir::Files).size());
    if (waiting > 0)
        checks << ipc::Check{.state = ipc::Check::State::Warning,
                             .id = u"spool"_s,
                             .title =
                                 Words::tr("%n event(s) of Claude Code wait for the app.", nullptr, waiting),
                             .remedy = Words::tr("They are reported when it starts.")};
    return checks;
}

} // namespace tocsin

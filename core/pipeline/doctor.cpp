// SPDX-License-Identifier: MIT
#include "core/pipeline/doctor.h"

#include "core/claude/hooks/config_folder.h"
#include "core/claude/status/running_claudes.h"
#include "core/claude/status/status_file.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/local_checks.h"
#include "core/pipeline/server_probe.h"
#include "core/pipeline/status_report.h"
#include "core/server/login/login.h"
#include "core/settings/settings.h"
#include "core/store/state_store.h"
#include "core/system/local_machine.h"
#include "core/system/presence/presence_monitor.h"

#include <QDir>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QPromise>
#include <QSet>
#include <QThreadPool>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

Doctor::Doctor(Dependencies parts, QObject* parent)
    : QObject{parent}
    , m_parts{std::move(parts)}
{}

void Doctor::examine(const std::function<void(const QList<ipc::Check>&)>& done)
{
    auto* step = new QObject{this};
    const auto server = std::make_shared<std::optional<ServerFacts>>();
    const auto hasPresence = std::make_shared<bool>(false);
    const auto finish = [=, this] {
        if (!*server || !*hasPresence)
            return;
        disconnect(&m_parts.presence, nullptr, step, nullptr);
        step->deleteLater();
        done(checks(*std::exchange(*server, std::nullopt)));
    };
    connect(&m_parts.presence, &PresenceMonitor::refreshed, step, [=] {
        *hasPresence = true;
        finish();
    });
    m_parts.presence.look();
    probeServer(m_parts.api, step, [=, this](ServerFacts facts) {
        facts.isNeeded = m_parts.login.phase() == LoginPhase::LoggedIn;
        *server = facts;
        finish();
    });
}

void Doctor::examineAll(const std::function<void(const QList<ipc::Check>&)>& done)
{
    // The watcher is what ends with this object: the thread does not touch it.
    auto* local = new QFutureWatcher<QList<ipc::Check>>{this};
    connect(local, &QFutureWatcherBase::finished, this, [this, local, done] {
        local->deleteLater();
        examine([done, first = local->result()](const QList<ipc::Check>& rest) { done(first + rest); });
    });
    const auto promise = std::make_shared<QPromise<QList<ipc::Check>>>();
    promise->start();
    local->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise] {
        promise->addResult(localChecks());
        promise->finish();
    });
}

QList<ipc::Check> Doctor::checks(const ServerFacts& server) const
{
    const StatusFacts facts = m_parts.facts();
    const bool isLoggedIn = m_parts.login.phase() == LoginPhase::LoggedIn;
    QList<ipc::Check> checks{
        trayCheck({.hasDisplay = hasDisplay(), .isIconShown = hasDisplay() && m_isIconShown()})};
    checks += notificationChecks({.hasDisplay = hasDisplay(),
                                  .canShow = facts.canNotify,
                                  .service = m_parts.notifier.capabilities(),
                                  .isDoNotDisturb = facts.isDoNotDisturb,
                                  .isLoggedIn = isLoggedIn});
    checks += sessionChecks(sessionFacts());
    checks += loginChecks({.isLoggedIn = isLoggedIn,
                           .line = StatusReport::loginLine(m_parts.login, facts.canNotify),
                           .problem = facts.loginProblem,
                           .storage = facts.loginStorage});
    checks << serverCheck(server) << clockCheck(m_parts.pipeline.clockOffset())
           << presenceCheck({.sources = m_parts.presence.facts(),
                             .canNotify = facts.canNotify,
                             .isLoggedIn = isLoggedIn});
    checks += troubleChecks(facts.troubles);
    checks += settingsChecks(m_parts.settings.ignored());
    const QDir spool{m_parts.stateFolder + u"/spool"_s};
    checks +=
        stateChecks({.folder = m_parts.stateFolder,
                     .problem = m_parts.store.problem(),
                     .unreadable = static_cast<int>(spool.entryList({u"*.bad"_s}, QDir::Files).size())});
    return checks;
}

SessionFacts Doctor::sessionFacts() const
{
    QSet<QString> folders{claudeConfigFolder()};
    QSet<QString> heard;
    SessionFacts facts;
    for (const WatchedSession& session : m_parts.pipeline.watchedSessions()) {
        heard.insert(session.id);
        if (const QString folder = configFolderOf(session.transcriptPath); !folder.isEmpty())
            folders.insert(folder);
        const QString statusFolder = statusFolderOf(session.transcriptPath);
        const bool isHere =
            std::any_of(session.processes.begin(), session.processes.end(),
                        [this](const ClaudeProcess& process) { return m_parts.machine.canSee(process); });
        const bool hasStatus = std::any_of(
            session.processes.begin(), session.processes.end(), [&](const ClaudeProcess& process) {
                return QFileInfo{statusPath(statusFolder, process.pid)}.isReadable();
            });
        facts.withoutStatus += isHere && !statusFolder.isEmpty() && !hasStatus ? 1 : 0;
    }
    facts.running = facts.withoutStatus;
    for (const QString& folder : std::as_const(folders)) {
        for (const ClaudeStatus& claude : runningClaudes(folder)) {
            ++facts.running;
            facts.unheard += heard.contains(claude.sessionId) ? 0 : 1;
        }
    }
    return facts;
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "app/app_context.h"

#include "core/claude/hooks/config_folder.h"
#include "core/claude/hooks/question_timeout.h"
#include "core/ipc/paths.h"
#include "core/ipc/replies.h"
#include "core/logging/categories.h"
#include "core/pipeline/preferences_of.h"
#include "core/pipeline/server_probe.h"
#include "core/pipeline/test_report.h"
#include "core/server/api/authorities.h"
#include "core/server/api/network.h"
#include "core/server/login/device_fingerprint.h"
#include "core/system/system_info.h"

#include <QDir>
#include <QTimer>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::seconds RestorePatience{5};
/// Coalesce bursts: evaluating every session for each hook is too expensive.
constexpr std::chrono::milliseconds WatchAfter{50};

EngineConfig engineConfig(const Settings& settings)
{
    const std::chrono::seconds combineWithin = settings.get<Setting::CombineWithin>();
    return {.inactivity = settings.get<Setting::InactivityMinutes>(),
            .throttleIntervals = {.error = combineWithin, .done = combineWithin, .waiting = combineWithin},
            .blockingPatterns = settings.get<Setting::BlockingPatterns>(),
            .describeByPrompt = settings.get<Setting::DescribeByPrompt>(),
            .keepsPrompts = settings.get<Setting::KeepPrompts>(),
            .textsForNewSessions = settings.get<Setting::TextsForNewSessions>(),
            .preferences = preferencesOf(settings),
            .mutedUntil = settings.get<Setting::MutedUntil>()};
}

FileUse fileUse(TokenStoreChoice choice, const Settings& settings)
{
    if (choice == TokenStoreChoice::File)
        return FileUse::Always;
    return settings.get<Setting::LoginInFile>() ? FileUse::UntilKeychain : FileUse::Never;
}

HookTimestamp hookTimeNow()
{
    return {.bootId = QString::fromLatin1(bootId()), .ns = static_cast<qint64>(monotonicNs())};
}

void logDrop(const Dropped& dropped)
{
    qCInfo(logHooks).noquote() << "dropped:" << wireName(dropped.reason) << dropped.detail;
}
} // namespace

AppContext::AppContext(Settings& settings, std::unique_ptr<Notifier> notifier, TokenStoreChoice tokenStore)
    : m_settings{settings}
    , m_notifier{std::move(notifier)}
    , m_network{makeNetworkAccessManager()}
    , m_api{*m_network, settings.serverUrl()}
    , m_file{configDir() + u"/login.json"_s}
    , m_store{m_keychain, m_file, fileUse(tokenStore, settings)}
    , m_login{m_api, m_store, m_clock, deviceFingerprint(configDir() + u"/installation-id"_s)}
    , m_seed{configDir() + u"/auth.json"_s, m_login, settings, m_clock}
    , m_delivery{m_api, m_login, m_clock, *QRandomGenerator::global(),
                 DeliveryTiming{.heartbeat = settings.get<Setting::HeartbeatInterval>()}}
    , m_engine{engineConfig(settings),
               {.transcripts = m_transcripts,
                .branches = m_branches,
                .machine = LocalMachine::current(QDateTime::currentDateTimeUtc()),
                .newKey = &QUuid::createUuid,
                .onDrop = &logDrop,
                .monotonic = [this] { return m_clock.monotonic(); }}}
    , m_stateStore{stateDir() + u"/state.db"_s}
    , m_keeper{m_engine, m_delivery, m_stateStore}
    , m_companion{{.engine = m_engine,
                   .delivery = m_delivery,
                   .keeper = m_keeper,
                   .login = m_login,
                   .notifier = *m_notifier,
                   .clock = m_clock}}
    , m_answers{{.pipeline = m_companion,
                 .engine = m_engine,
                 .keeper = m_keeper,
                 .clock = m_clock,
                 .stamp = &hookTimeNow,
                 .questionTimeout =
                     [](const QString& transcript) { return questionTimeout(configFolderOf(transcript)); }}}
    , m_notificationAnswers{{.answers = m_answers,
                             .pipeline = m_companion,
                             .engine = m_engine,
                             .notifier = *m_notifier,
                             .clock = m_clock,
                             .risk =
                                 [this](const WaitingRequest& request) { return m_answers.riskOf(request); }}}
    , m_troubles{m_companion, *m_notifier, m_clock}
    , m_surroundings{{.pipeline = m_companion, .notifier = *m_notifier, .doNotDisturb = *m_doNotDisturb}}
    , m_presenceMonitor{makePresenceSources(m_desktop, m_clock, QDBusConnection::sessionBus(),
                                            QDBusConnection::systemBus(), m_x),
                        m_clock}
    , m_presence{{.pipeline = m_companion,
                  .surroundings = m_surroundings,
                  .monitor = m_presenceMonitor,
                  .focus = m_focus,
                  .delivery = m_delivery,
                  .settings = settings,
                  .machine = LocalMachine::current(m_clock.nowUtc())}}
    , m_terminals{{.programFolders = Programs::usualFolders(),
                   .bus = QDBusConnection::sessionBus(),
                   .x = m_x,
                   .desktop = DesktopSurroundings::fromEnvironment()}}
    , m_sessionTerminals{m_companion, m_terminals, LocalMachine::current(m_clock.nowUtc())}
    , m_ender{m_companion, LocalMachine::current(m_clock.nowUtc())}
    , m_diagnostics{{.companion = m_companion,
                     .engine = m_engine,
                     .login = m_login,
                     .settings = settings,
                     .store = m_stateStore,
                     .stateFolder = stateDir()}}
    , m_machine{LocalMachine::current(m_clock.nowUtc())}
    , m_doctor{{.pipeline = m_companion,
                .login = m_login,
                .settings = settings,
                .notifier = *m_notifier,
                .store = m_stateStore,
                .machine = m_machine,
                .api = m_api,
                .presence = m_presenceMonitor,
                .facts = [this] { return statusFacts(); },
                .stateFolder = stateDir()}}
    , m_watch{m_processes, LocalMachine::current(m_clock.nowUtc())}
    , m_watchSoon{WatchAfter, [this] { m_watch.watch(m_companion.watchedSessions()); }}
    , m_accountLogins{m_api, m_login}
    , m_commands{m_companion, m_login, settings}
    , m_router{m_companion, m_answers, m_commands, spoolDir()}
    , m_spool{spoolDir()}
{
    m_answers.setSubagentHold(settings.get<Setting::SubagentHold>());
    m_answers.setDangerousCalls(settings.get<Setting::DangerousCalls>());
    followSettings();
    followLogin();
    watchDisk();
    m_commands.setTestReport([this](const QString& sessionId) {
        ipc::TestReply report = testReport(sessionId, m_companion.reportedAlerts(), *m_notifier);
        report.hasDisplay = m_doctor.hasDisplay();
        return report;
    });
    m_commands.setDoctor([this](const auto& done) { m_doctor.examine(done); });
    m_commands.setServerQuestion([this](QObject* context, const std::function<void(bool)>& done) {
        probeServer(m_api, context, [done](const ServerFacts& facts) { done(facts.printsTexts); });
    });
    m_commands.setLogins(
        [this](const Answer& answer) { m_accountLogins.list(answer); },
        [this](const QString& loginId, const Answer& answer) { m_accountLogins.revoke(loginId, answer); });
    m_commands.setHistory([this](int rows) { return m_stateStore.history(rows); });
    m_commands.setDiagnostics([this] { return m_diagnostics.text(); });
    m_commands.setSurroundings([this] { return statusFacts(); },
                               [this](Presence presence) { m_presence.setByUser(presence); });
    connect(&m_spool, &Spool::requestReceived, &m_companion, &EventPipeline::takeSpooled);
}

AppContext::~AppContext()
{
    // It handles events, so every member must still exist.
    m_notifier->leave();
}

LoginStorage AppContext::loginStorage() const
{
    if (!m_login.isStoreUsable())
        return LoginStorage::Memory;
    return m_store.fileUse() == FileUse::Never ? LoginStorage::Keychain : LoginStorage::File;
}

StatusFacts AppContext::statusFacts() const
{
    const Surroundings& surroundings = m_surroundings.surroundings();
    return {.presence = m_presence.assessment(),
            .canNotify = surroundings.canNotify,
            .isDoNotDisturb = surroundings.isDoNotDisturb,
            .loginStorage = loginStorage(),
            .loginProblem = m_loginProblem,
            .troubles = m_troubles.current()};
}

void AppContext::followSettings()
{
    connect(&m_settings, &Settings::changed, this, &AppContext::applySetting);
    trustAuthorities();
    connect(&m_keychainWatch, &KeychainWatch::available, this, [this] {
        m_store.keychainAvailable();
        m_login.storeAvailable();
    });
    connect(&m_store, &LoginStore::movedToKeychain, this,
            [this] { m_settings.setValue(Setting::LoginInFile, false); });
}

void AppContext::applySetting(Setting setting)
{
    if (isAlertSetting(setting))
        return m_companion.configure(engineConfig(m_settings));
    switch (setting) {
    case Setting::TextsForNewSessions:
    case Setting::QuietHours:
    case Setting::FollowDoNotDisturb:
    case Setting::HideContents:
    case Setting::MinimumTurn:
    case Setting::CombineWithin:
    case Setting::InactivityMinutes:
    case Setting::TeammateAlerts:
    case Setting::DescribeByPrompt:
    case Setting::BlockingPatterns:
    case Setting::MutedUntil:
        return m_companion.configure(engineConfig(m_settings));
    case Setting::KeepPrompts:
        m_companion.configure(engineConfig(m_settings));
        if (!m_settings.get<Setting::KeepPrompts>() && !m_stateStore.forgetPrompts())
            qCWarning(logApp).noquote()
                << "the words of prompts cannot be deleted:" << m_stateStore.problem();
        return;
    case Setting::HeadlessAlerts:
        m_companion.configure(engineConfig(m_settings));
        // A run must not wait for an answer without a notification.
        if (!m_settings.get<Setting::HeadlessAlerts>())
            m_answers.setHoldsHeadless(false);
        return;
    case Setting::ServerUrl:
        m_api.setServerUrl(m_settings.serverUrl());
        return m_login.serverChanged();
    case Setting::CaFile:
        return trustAuthorities();
    case Setting::HeartbeatInterval:
        return m_delivery.setHeartbeat(m_settings.get<Setting::HeartbeatInterval>());
    case Setting::SubagentHold:
        return m_answers.setSubagentHold(m_settings.get<Setting::SubagentHold>());
    case Setting::DangerousCalls:
        return m_answers.setDangerousCalls(m_settings.get<Setting::DangerousCalls>());
    case Setting::Language: // of the windows
    case Setting::LoginInFile:
    case Setting::HasLogin:
    case Setting::PresenceOverride:
    case Setting::DesktopShortcut:
    case Setting::SetupShown:
    case Setting::FirstOfAlerts:
        return;
    }
}

void AppContext::followLogin()
{
    connect(&m_login, &ServerLogin::phaseChanged, this, [this](LoginPhase phase) {
        if (phase != LoginPhase::LoggedIn)
            return;
        m_loginProblem.clear();
        m_settings.setValue(Setting::HasLogin, true);
    });
    connect(&m_login, &ServerLogin::loginEnded, this, [this](LoginEnd why) {
        if (why != LoginEnd::ServerChanged) // still valid on the other server
            m_settings.setValue(Setting::HasLogin, false);
    });
    connect(&m_login, &ServerLogin::readFailed, this, [this](const QString& message) {
        // Do not report an unreadable keychain to users who never logged in.
        if (!m_settings.get<Setting::HasLogin>())
            return;
        m_loginProblem = message;
        Q_EMIT loginUnreadable(message);
    });
}

void AppContext::watchSessions()
{
    // Only after the spool was read: it may hold the SessionEnd of a process that has exited.
    connect(&m_companion, &EventPipeline::changed, this, [this] { m_watchSoon.wish(); });
    connect(&m_watch, &SessionMonitor::eventsRead, &m_companion, &EventPipeline::applyTranscript);
    connect(&m_watch, &SessionMonitor::statusSeen, &m_companion, &EventPipeline::applyStatus);
    connect(&m_watch, &SessionMonitor::statusLost, &m_companion, &EventPipeline::statusLost);
    connect(&m_watch, &SessionMonitor::processGone, &m_companion, &EventPipeline::processGone);
    m_watchSoon.wish();
}

// Queued: the parts that show it exist only when everything has been started.
void AppContext::watchDisk()
{
    connect(
        &m_keeper, &SessionPersister::failed, this,
        [this](const QString& reason) {
            qCWarning(logApp).noquote() << "the state cannot be written:" << reason;
            Q_EMIT diskTrouble(
                tr("Tocsin cannot write to %1. Notifications still work, but unsent texts will be lost if "
                   "Tocsin quits. Free up disk space or check the folder's permissions.")
                    .arg(QDir::toNativeSeparators(stateDir())));
        },
        Qt::QueuedConnection);
    connect(&m_keeper, &SessionPersister::recovered, this, &AppContext::diskRecovered, Qt::QueuedConnection);
}

void AppContext::trustAuthorities()
{
    const auto authorities = readAuthorities(m_settings.get<Setting::CaFile>());
    if (!authorities)
        qCWarning(logSettings).noquote() << authorities.error();
    m_api.setAuthorities(authorities ? *authorities : QList<QSslCertificate>{});
}

void AppContext::start(LocalServer& server)
{
    m_keeper.restore();
    // Sessions that ended while the app was not running are texted only if the login is known by then. A
    // locked keychain may take longer than notifications can wait.
    auto* patience = new QTimer{this};
    patience->setSingleShot(true);
    const auto watch = [this, patience, &server] {
        patience->stop();
        disconnect(&m_login, nullptr, patience, nullptr);
        disconnect(&server, nullptr, patience, nullptr);
        patience->deleteLater();
        m_spool.watch();
        connect(&m_companion, &EventPipeline::deadlinePassed, &server, &LocalServer::readWaiting);
        connect(&m_companion, &EventPipeline::deadlinePassed, &m_spool, &Spool::drain);
        watchSessions();
        m_companion.resume(m_surroundings.surroundings());
        m_surroundings.start();
    };
    connect(patience, &QTimer::timeout, patience, watch);
    connect(&m_login, &ServerLogin::phaseChanged, patience, watch, Qt::QueuedConnection);
    // Spooled events come before live ones.
    connect(&server, &LocalServer::requestReceived, patience, watch);
    connect(&server, &LocalServer::requestReceived, &m_spool, &Spool::drain);
    connect(&server, &LocalServer::requestReceived, &m_router, &RequestRouter::route);
    patience->start(RestorePatience);
    m_login.restore();
    m_keychainWatch.start();
}

void AppContext::keepLoginInFile()
{
    m_settings.setValue(Setting::LoginInFile, true);
    m_store.allowFile();
    m_login.storeAvailable();
}

} // namespace tocsin

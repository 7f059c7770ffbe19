// SPDX-License-Identifier: MIT
#pragma once

#include "app/command_line.h"
#include "app/trouble_notifier.h"
#include "core/base/clock.h"
#include "core/base/coalescing_timer.h"
#include "core/channels/desktop/do_not_disturb.h"
#include "core/channels/desktop/notifier.h"
#include "core/channels/sms/sms_delivery.h"
#include "core/ipc/local_server.h"
#include "core/ipc/spool.h"
#include "core/pipeline/account_logins.h"
#include "core/pipeline/answer_flow.h"
#include "core/pipeline/command_handler.h"
#include "core/pipeline/diagnostics.h"
#include "core/pipeline/doctor.h"
#include "core/pipeline/engine.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/notification_answers.h"
#include "core/pipeline/presence_watcher.h"
#include "core/pipeline/request_router.h"
#include "core/pipeline/session_ender.h"
#include "core/pipeline/session_monitor.h"
#include "core/pipeline/session_persister.h"
#include "core/pipeline/session_terminals.h"
#include "core/pipeline/surroundings_watcher.h"
#include "core/server/api/api_client.h"
#include "core/server/login/file_token_store.h"
#include "core/server/login/keychain_token_store.h"
#include "core/server/login/keychain_watch.h"
#include "core/server/login/legacy_import.h"
#include "core/server/login/login_store.h"
#include "core/server/login/server_login.h"
#include "core/sessions/probes.h"
#include "core/settings/settings.h"
#include "core/store/sqlite_state_store.h"
#include "core/system/presence/presence_sources.h"

#include <QNetworkAccessManager>
#include <QRandomGenerator>

#include <memory>

namespace tocsin {

/// Makes every part once and connects them, with a desktop or headless. Members are in order of dependency:
/// a part outlives those that use it.
class AppContext final : public QObject
{
    Q_OBJECT
public:
    AppContext(Settings& settings, std::unique_ptr<Notifier> notifier, TokenStoreChoice tokenStore);

    /// Closes the notifications; handles events meanwhile.
    ~AppContext() override;
    AppContext(const AppContext&) = delete;
    AppContext& operator=(const AppContext&) = delete;

    /// Starts taking requests and restores the login; the server must be listening.
    void start(LocalServer& server);
    /// Keeps the login in a file that only the user can read. Call with their consent.
    void keepLoginInFile();

    [[nodiscard]] EventPipeline& companion() { return m_companion; }
    [[nodiscard]] StateStore& store() { return m_stateStore; }
    [[nodiscard]] AnswerFlow& answers() { return m_answers; }
    [[nodiscard]] NotificationAnswers& notificationAnswers() { return m_notificationAnswers; }
    [[nodiscard]] ServerLogin& login() { return m_login; }
    [[nodiscard]] ApiClient& api() { return m_api; }
    [[nodiscard]] LegacyLoginImport& seed() { return m_seed; }
    [[nodiscard]] RequestRouter& router() { return m_router; }
    [[nodiscard]] PresenceWatcher& presence() { return m_presence; }
    [[nodiscard]] SessionTerminals& terminals() { return m_sessionTerminals; }
    [[nodiscard]] SessionEnder& ender() { return m_ender; }
    [[nodiscard]] Doctor& doctor() { return m_doctor; }
    [[nodiscard]] Diagnostics& diagnostics() { return m_diagnostics; }
    [[nodiscard]] const Surroundings& surroundings() const { return m_surroundings.surroundings(); }
    [[nodiscard]] Notifier& notifier() { return *m_notifier; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }

Q_SIGNALS:
    /// State cannot be saved: a crash would lose something. `message` is for people. Once until
    /// diskRecovered().
    void diskTrouble(const QString& message);
    void diskRecovered();
    /// There should be a login, but the store cannot be read. `message` is for people.
    void loginUnreadable(const QString& message);

private:
    [[nodiscard]] LoginStorage loginStorage() const;
    [[nodiscard]] StatusFacts statusFacts() const;
    void followSettings();
    void applySetting(Setting setting);
    void followLogin();
    void watchDisk();
    void watchSessions();
    void trustAuthorities();

    SystemClock m_clock;
    Settings& m_settings;
    QString m_loginProblem; ///< why the login could not be read, for people; empty: it was
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<DoNotDisturb> m_doNotDisturb{makePlatformDoNotDisturb()};
    std::unique_ptr<QNetworkAccessManager> m_network;
    ApiClient m_api;
    KeychainTokenStore m_keychain;
    FileTokenStore m_file;
    LoginStore m_store;
    KeychainWatch m_keychainWatch;
    ServerLogin m_login;
    LegacyLoginImport m_seed;
    SmsDelivery m_delivery;
    FileTranscriptProbe m_transcripts;
    GitBranchProbe m_branches;
    Engine m_engine;
    SqliteStateStore m_stateStore;
    SessionPersister m_keeper;
    EventPipeline m_companion;
    AnswerFlow m_answers;
    NotificationAnswers m_notificationAnswers;
    TroubleNotifier m_troubles;
    SurroundingsWatcher m_surroundings;
    PresenceSurroundings m_desktop{PresenceSurroundings::fromEnvironment()};
    std::shared_ptr<XConnection> m_x{makeXConnection(m_desktop)};
    PresenceMonitor m_presenceMonitor;
    TerminalFocusProbe m_focus{m_x};
    PresenceWatcher m_presence;
    Terminals m_terminals;
    SessionTerminals m_sessionTerminals;
    SessionEnder m_ender;
    Diagnostics m_diagnostics;
    LocalMachine m_machine;
    Doctor m_doctor;
    SystemProcessWatcher m_processes;
    SessionMonitor m_watch;
    CoalescingTimer m_watchSoon;
    AccountLogins m_accountLogins;
    CommandHandler m_commands;
    RequestRouter m_router;
    Spool m_spool;
};

} // namespace tocsin

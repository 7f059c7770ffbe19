// SPDX-License-Identifier: MIT
#include "app/tray_application.h"

#include "app/app_context.h"
#include "app/sessions/session_window.h"
#include "app/tray/icons.h"
#include "app/windows/about_dialog.h"
#include "app/windows/desktop_colors.h"
#include "app/windows/doctor_dialog.h"
#include "app/windows/login_dialog.h"
#include "app/windows/settings_dialog.h"
#include "app/windows/setup_dialog.h"
#include "core/claude/plugin/plugin_folder.h"
#include "core/claude/plugin/plugin_installation.h"
#include "core/ipc/auto_start_guard.h"
#include "core/ipc/paths.h"
#include "core/pipeline/held_back_text.h"
#include "core/pipeline/server_probe.h"
#include "core/policy/plan_text.h"
#include "translations/language.h"

#include <QApplication>
#include <QSessionManager>
#include <QTimer>
#include <QWidget>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// Not noticeable, and updating a panel for a thousand sessions is expensive.
constexpr std::chrono::milliseconds RefreshAfter{50};
/// A panel that is there has its tray by then.
constexpr std::chrono::seconds TrayPatience{5};

int monitoredSessions(const EventPipeline& companion)
{
    const auto sessions = companion.sessions();
    return static_cast<int>(std::count_if(sessions.cbegin(), sessions.cend(), [](const SessionView& view) {
        return view.texts == DeliveryStatus::On || view.texts == DeliveryStatus::Unreachable;
    }));
}

/// Claude Code does not start it again until the person does.
void quitForPerson()
{
    AutoStartGuard{stateDir()}.recordQuit();
    QCoreApplication::quit();
}
} // namespace

TrayApplication::TrayApplication(AppContext& services, Settings& settings, Language& language, bool hidden)
    : m_services{services}
    , m_settings{settings}
    , m_presenter{WindowPresenter::ofThisDesktop()}
    , m_desktopColors{followDesktopColors(m_colors)}
    , m_tray{makeTrayWaiter(), services.clock()}
    , m_clicks{{.notifier = services.notifier(),
                .logIn = [this](const QString& token) { openLoginFor(token); },
                .checkTocsin = [this](const QString& token) { openDoctorFor(token); },
                .showSession = [this](const QString& sessionId,
                                      const QString& token) { openSession(sessionId, token); }}}
    , m_controls{{.pipeline = services.companion(),
                  .terminals = services.terminals(),
                  .ender = services.ender(),
                  .notifier = services.notifier(),
                  .clicks = m_clicks,
                  .settings = settings,
                  .clock = services.clock(),
                  .isLoggedIn = [&services] { return services.login().phase() == LoginPhase::LoggedIn; },
                  .logIn = [this] { openLogin(); },
                  .present = [this](QWidget& window) { m_presenter.present(window); }}}
    , m_window{{.answers = services.answers(),
                .store = services.store(),
                .clock = services.clock(),
                .sessions = [&services] { return services.companion().sessions(); },
                .openAlerts =
                    [&services](const QString& session) { return services.companion().openAlerts(session); },
                .actions = m_controls.actions()}}
    , m_shortcut{makeGlobalShortcut()}
    , m_refreshSoon{RefreshAfter, [this] { refresh(); }}
    , m_questions{{.login = services.login(),
                   .notifier = services.notifier(),
                   .legacyLogin = services.seed(),
                   .monitored = [&services] { return monitoredSessions(services.companion()); },
                   .waiting = [&services] { return services.companion().waitingEvents(); },
                   .keepLoginInFile = [&services] { services.keepLoginInFile(); },
                   .present = [this](QWidget& window) { m_presenter.present(window); }}}
    , m_autostart{makeAutostart(QCoreApplication::applicationFilePath())}
    , m_plugin{{.programFolders = PluginSetup::usualFolders(), .configFolder = claudeConfigFolder()},
               findPlugin(pluginFolders(QCoreApplication::applicationDirPath())),
               BridgeLink{QCoreApplication::applicationDirPath() + u"/tocsin-hookbridge"_s, hookFolders(),
                          bridgeFolders().constFirst()}}
{
    QApplication::setQuitOnLastWindowClosed(false);
    QGuiApplication::setDesktopFileName(u"tocsin"_s);
    // The name of the tray icon in panels.
    QGuiApplication::setApplicationDisplayName(u"Tocsin"_s);
    QGuiApplication::setWindowIcon(appIcon());
    // Whether Tocsin starts at login is a setting; the session manager must not restart it.
    const auto neverRestart = [](QSessionManager& manager) {
        manager.setRestartHint(QSessionManager::RestartNever);
    };
    connect(qApp, &QGuiApplication::saveStateRequest, this, neverRestart, Qt::DirectConnection);
    connect(qApp, &QGuiApplication::commitDataRequest, this, neverRestart, Qt::DirectConnection);
    connect(&m_settings, &Settings::changed, &language, [&settings, &language](Setting setting) {
        if (setting == Setting::Language)
            language.use(settings.get<Setting::Language>());
    });
    connect(&m_services.companion(), &EventPipeline::changed, this, [this] { m_refreshSoon.wish(); });
    connect(&m_services.router(), &RequestRouter::raiseRequested, this, &TrayApplication::openForSecondStart);
    wireMenu();
    followRequests();
    followShortcut();
    followLogin(hidden);
    followDisk();
    m_tray.start();
    QTimer::singleShot(TrayPatience, this, [this, hidden] {
        m_isTrayDue = true;
        if (m_setup)
            m_setup->refreshTray();
        if (!hidden)
            openWithoutTray();
    });
    m_services.doctor().setTray([this] { return m_tray.isShown(); });
    refresh();
}

TrayApplication::~TrayApplication() = default;

void TrayApplication::wireMenu()
{
    TrayMenu& menu = m_tray.menu();
    connect(&menu, &TrayMenu::logInRequested, this, &TrayApplication::openLogin);
    connect(&menu, &TrayMenu::logOutRequested, &m_questions, &LoginQuestions::logOut);
    connect(&menu, &TrayMenu::setupRequested, this, [this] { openSetup(); });
    connect(&menu, &TrayMenu::settingsRequested, this, &TrayApplication::openSettings);
    connect(&menu, &TrayMenu::checkRequested, this, &TrayApplication::openDoctor);
    connect(&menu, &TrayMenu::aboutRequested, this, &TrayApplication::openAbout);
    connect(&menu, &TrayMenu::quitRequested, this, &quitForPerson);
    connect(&m_tray, &TrayIcon::shown, this, [this] {
        if (m_setup)
            m_setup->refreshTray();
    });
    connect(&menu, &TrayMenu::muteChosen, &m_controls, &SessionControls::mute);
    connect(&m_controls, &SessionControls::muted, this, &TrayApplication::refresh);
    connect(&menu, &TrayMenu::terminalRequested, &m_controls, &SessionControls::showTerminal);
    menu.offerContinue([this](const QString& sessionId) { return m_controls.canContinue(sessionId); });
    connect(&menu, &TrayMenu::continueRequested, &m_controls, &SessionControls::continueSession);
    connect(&menu, &TrayMenu::awayChosen, this, [this](bool isAway) {
        const Presence wanted = isAway ? Presence::Away : Presence::Present;
        // The same entry again takes it back.
        PresenceWatcher& presence = m_services.presence();
        presence.setByUser(presence.setByUser() == wanted ? Presence::Unknown : wanted);
        refresh();
    });
    connect(&menu, &TrayMenu::sessionWanted, this,
            [this](const QString& sessionId) { openSession(sessionId, {}); });
    connect(&menu, &TrayMenu::textsToggled, &m_controls, &SessionControls::setTexts);
}

void TrayApplication::followRequests()
{
    connect(&m_tray, &TrayIcon::sessionsWanted, this, [this] { openSessions(); });
    connect(&m_tray, &TrayIcon::requestsWanted, this, [this] { openRequests(); });
    connect(&m_services.notificationAnswers(), &NotificationAnswers::reviewRequested, this,
            &TrayApplication::openRequests);
    connect(&m_services.notificationAnswers(), &NotificationAnswers::terminalRequested, &m_controls,
            &SessionControls::showTerminal);
    connect(&m_services.answers(), &AnswerFlow::answerable, this, [this] { m_refreshSoon.wish(); });
    connect(&m_services.answers(), &AnswerFlow::notAnswerable, this, [this] { m_refreshSoon.wish(); });
    connect(&m_services.presence(), &PresenceWatcher::presenceChanged, &m_window, &WindowOpener::setPresence);
}

void TrayApplication::followShortcut()
{
    connect(m_shortcut.get(), &GlobalShortcut::activated, this,
            [this](const QString& activationToken) { openRequests({}, activationToken); });
    connect(m_shortcut.get(), &GlobalShortcut::changed, this,
            [this] { m_services.diagnostics().setGlobalShortcut(m_shortcut->status()); });
    connect(m_shortcut.get(), &GlobalShortcut::refused, this,
            [this] { m_settings.setValue(Setting::DesktopShortcut, false); });
    connect(&m_settings, &Settings::changed, this, [this](Setting setting) {
        if (setting == Setting::DesktopShortcut)
            m_shortcut->setWanted(m_settings.get<Setting::DesktopShortcut>());
    });
    m_shortcut->setWanted(m_settings.get<Setting::DesktopShortcut>());
    m_shortcut->start();
}

void TrayApplication::openRequests(AlertId alert, const QString& activationToken)
{
    m_presenter.present(m_window.windowWith(alert), activationToken);
}

void TrayApplication::openForSecondStart(const QString& activationToken)
{
    const LoginPhase phase = m_services.login().phase();
    const bool isWaiting = !m_services.answers().waiting().empty();
    const bool isLoggingIn = phase == LoginPhase::AwaitingCode || phase == LoginPhase::Exchanging;
    if (!isWaiting && isLoggingIn)
        openLoginFor(activationToken);
    else if (!isWaiting && (!m_settings.get<Setting::SetupShown>() || !hasTray()))
        openSetup(activationToken);
    else
        openSessions(activationToken);
}

void TrayApplication::followDisk()
{
    connect(&m_services, &AppContext::diskTrouble, this, [this](const QString& message) {
        m_services.notifier().show({.tag = DiskNotice,
                                    .title = tr("Tocsin cannot save its data"),
                                    .body = message,
                                    .category = u"device.error"_s,
                                    .iconName = u"tocsin-error"_s,
                                    .staysUntilClosed = true});
    });
    connect(&m_services, &AppContext::diskRecovered, this,
            [this] { m_services.notifier().close(DiskNotice); });
}

void TrayApplication::followLogin(bool hidden)
{
    ServerLogin& login = m_services.login();
    connect(&login, &ServerLogin::phaseChanged, this, &TrayApplication::refresh);
    connect(&login, &ServerLogin::tokenRefreshed, this, &TrayApplication::refresh);
    connect(&m_services, &AppContext::loginUnreadable, &m_questions, &LoginQuestions::reportUnreadable);
    if (hidden)
        return;
    connect(
        &login, &ServerLogin::phaseChanged, this,
        [this] {
            if (m_settings.get<Setting::SetupShown>())
                m_questions.askAboutLegacyLogin();
            else
                openSetup();
        },
        Qt::SingleShotConnection);
}

/// Who starts a program wants to see something of it.
void TrayApplication::openWithoutTray()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    const bool isSeen = std::any_of(windows.cbegin(), windows.cend(),
                                    [](const QWidget* window) { return window->isVisible(); });
    if (!hasTray() && !isSeen)
        openSetup();
}

bool TrayApplication::hasTray() const
{
    return m_tray.isShown() || !m_isTrayDue;
}

void TrayApplication::refresh()
{
    m_window.refresh();
    const ServerLogin& login = m_services.login();
    const QDateTime now = m_services.clock().nowUtc();
    const QDateTime muted = m_settings.get<Setting::MutedUntil>();
    const Presence presence = m_services.presence().setByUser();
    m_tray.showView(
        {.login = login.phase(),
         .maskedPhone = login.maskedPhone(),
         .expiresAt = login.tokenExpiresAt(),
         .sessions = m_services.companion().sessions(),
         .status = m_services.companion().trayStatus(),
         .waitingTexts = m_services.companion().waitingEvents(),
         .waitingRequests = static_cast<int>(m_services.answers().waiting().size()),
         .heldBack = heldBackLines(m_services.companion().reportedAlerts(), now),
         .now = now,
         .mutedUntil = muted > now ? muted : QDateTime{},
         .isAway = presence == Presence::Unknown ? std::nullopt : std::optional{presence == Presence::Away}});
}

PrintedTextsNote::Ask TrayApplication::askServer()
{
    return [this](QObject* context, const std::function<void(bool)>& done) {
        probeServer(m_services.api(), context, [done](const ServerFacts& facts) { done(facts.printsTexts); });
    };
}

void TrayApplication::openLogin()
{
    openLoginFor({});
}

void TrayApplication::openLoginFor(const QString& activationToken)
{
    if (!m_login) {
        m_login =
            std::make_unique<LoginDialog>(m_services.login(), m_settings, m_services.clock(), askServer());
        m_login->askBeforeLogOut([this] { m_questions.logOut(); });
        connect(m_login.get(), &LoginDialog::settingsWanted, this, &TrayApplication::openSettings);
        connect(m_login.get(), &LoginDialog::frontWanted, this, [this] { m_presenter.present(*m_login); });
    }
    m_presenter.present(*m_login, activationToken);
    m_questions.askAboutLegacyLogin();
}

void TrayApplication::openSetup(const QString& activationToken)
{
    if (!m_setup) {
        m_setup = std::make_unique<SetupDialog>(SetupDialog::Dependencies{
            .notifier = m_services.notifier(),
            .plugin = m_plugin,
            .login = m_services.login(),
            .isDoNotDisturb = [this] { return m_services.surroundings().isDoNotDisturb; },
            .hasTray = [this] { return hasTray(); }});
        connect(m_setup.get(), &SetupDialog::textsWanted, this, &TrayApplication::openLogin);
        connect(m_setup.get(), &SetupDialog::sessionsWanted, this, [this] { openSessions(); });
        connect(m_setup.get(), &SetupDialog::settingsWanted, this, &TrayApplication::openSettings);
        connect(m_setup.get(), &SetupDialog::checkWanted, this, &TrayApplication::openDoctor);
        connect(m_setup.get(), &SetupDialog::quitWanted, this, &quitForPerson);
    }
    m_settings.setValue(Setting::SetupShown, true);
    m_presenter.present(*m_setup, activationToken);
    m_questions.askAboutLegacyLogin();
}

void TrayApplication::openSessions(const QString& activationToken)
{
    openRequests({}, activationToken);
}

void TrayApplication::openSession(const QString& sessionId, const QString& activationToken)
{
    SessionWindow& window = m_window.windowWith({});
    window.showSession(sessionId);
    m_presenter.present(window, activationToken);
}

void TrayApplication::openSettings()
{
    if (!m_settingsDialog) {
        const auto setStartsAtLogin = [this](bool on) {
            const bool done = on ? m_autostart->turnOn() : m_autostart->turnOff();
            return done ? QString{}
                        : tr("Could not change the autostart setting. Check that ~/.config/autostart is "
                             "writable.");
        };
        const auto setStartsWithClaude = [](bool on) {
            return AutoStartGuard{stateDir()}.setOn(on)
                       ? QString{}
                       : tr("Could not save this setting to %1. Check its permissions and free disk space.")
                             .arg(stateDir());
        };
        m_settingsDialog = std::make_unique<SettingsDialog>(
            m_settings,
            SettingsActions{
                .startsAtLogin = [this] { return m_autostart->isOn(); },
                .setStartsAtLogin = setStartsAtLogin,
                .startsWithClaude = [] { return AutoStartGuard{stateDir()}.isOn(); },
                .setStartsWithClaude = setStartsWithClaude,
                .holdsHeadless = [this] { return m_services.answers().holdsHeadless(); },
                .setHoldsHeadless =
                    [this](bool holds) {
                        if (holds)
                            m_settings.setValue(Setting::HeadlessAlerts, true);
                        m_services.answers().setHoldsHeadless(holds);
                    },
                .isLoggedIn = [this] { return m_services.login().phase() == LoginPhase::LoggedIn; },
                .logOut = [this] { m_services.login().logOut(); },
                .preview =
                    [this](AlertTopic topic, const Preferences& preferences) {
                        const QDateTime now = m_services.clock().nowUtc();
                        return planText(
                            m_services.companion().reportedPlan(exampleOf(topic, now), preferences), now);
                    },
                .askServer = askServer(),
                .offersShortcut = [this] { return m_shortcut->isOffered(); },
                .wantsShortcut = [this] { return m_settings.get<Setting::DesktopShortcut>(); },
                .setWantsShortcut =
                    [this](bool on) {
                        m_settings.setValue(Setting::DesktopShortcut, on);
                        return QString{};
                    }});
    }
    m_presenter.present(*m_settingsDialog);
}

void TrayApplication::openDoctor()
{
    openDoctorFor({});
}

void TrayApplication::openDoctorFor(const QString& activationToken)
{
    if (!m_doctor)
        m_doctor = std::make_unique<DoctorDialog>(
            [this](const DoctorDialog::Done& done) { m_services.doctor().examineAll(done); });
    m_presenter.present(*m_doctor, activationToken);
}

void TrayApplication::openAbout()
{
    if (!m_about)
        m_about = std::make_unique<AboutDialog>([this] { return m_services.diagnostics().text(); });
    m_presenter.present(*m_about);
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "app/tray_application.h"

#include "app/app_context.h"
#include "app/tray/icons.h"
#include "app/windows/about_dialog.h"
#include "app/windows/login_dialog.h"
#include "app/windows/settings_dialog.h"
#include "app/windows/window_fit.h"
#include "core/ipc/auto_start_guard.h"
#include "core/ipc/paths.h"
#include "translations/language.h"

#include <QApplication>
#include <QSessionManager>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// Nobody sees it come sooner; and what a panel is told of a thousand sessions adds up.
constexpr std::chrono::milliseconds RefreshAfter{50};
constexpr auto DiskToast = "disk"_L1;

int monitoredSessions(const EventPipeline& companion)
{
    const auto sessions = companion.sessions();
    return static_cast<int>(std::count_if(sessions.cbegin(), sessions.cend(), [](const SessionView& view) {
        return view.texts == DeliveryStatus::On || view.texts == DeliveryStatus::Unreachable;
    }));
}
} // namespace

TrayApplication::TrayApplication(AppContext& services, Settings& settings, Language& language, bool hidden)
    : m_services{services}
    , m_settings{settings}
    , m_tray{makeTrayWaiter(), services.clock()}
    , m_refreshSoon{RefreshAfter, [this] { refresh(); }}
    , m_questions{{.login = services.login(),
                   .notifier = services.notifier(),
                   .seed = services.seed(),
                   .monitored = [&services] { return monitoredSessions(services.companion()); },
                   .waiting = [&services] { return services.companion().waitingEvents(); },
                   .keepLoginInFile = [&services] { services.keepLoginInFile(); }}}
    , m_autostart{makeAutostart(QCoreApplication::applicationFilePath())}
{
    QApplication::setQuitOnLastWindowClosed(false);
    QGuiApplication::setDesktopFileName(u"tocsin"_s);
    // What panels call the tray icon.
    QGuiApplication::setApplicationDisplayName(u"Tocsin"_s);
    QGuiApplication::setWindowIcon(appIcon());
    // Whether Tocsin starts at login is the user's switch, not what happened to run at the last logout.
    const auto stayAway = [](QSessionManager& manager) {
        manager.setRestartHint(QSessionManager::RestartNever);
    };
    connect(qApp, &QGuiApplication::saveStateRequest, this, stayAway, Qt::DirectConnection);
    connect(qApp, &QGuiApplication::commitDataRequest, this, stayAway, Qt::DirectConnection);
    connect(&m_settings, &Settings::changed, &language, [&settings, &language](Setting setting) {
        if (setting == Setting::Language)
            language.use(settings.get<Setting::Language>());
    });
    connect(&m_services.companion(), &EventPipeline::changed, this, [this] { m_refreshSoon.wish(); });
    connect(&m_services.router(), &RequestRouter::raiseRequested, this, &TrayApplication::openLogin);
    wireMenu();
    followLogin(hidden);
    followDisk();
    m_tray.start();
    refresh();
}

TrayApplication::~TrayApplication() = default;

void TrayApplication::wireMenu()
{
    TrayMenu& menu = m_tray.menu();
    connect(&menu, &TrayMenu::logInRequested, this, &TrayApplication::openLogin);
    connect(&menu, &TrayMenu::logOutRequested, &m_questions, &LoginQuestions::logOut);
    connect(&menu, &TrayMenu::settingsRequested, this, &TrayApplication::openSettings);
    connect(&menu, &TrayMenu::aboutRequested, this, &TrayApplication::openAbout);
    connect(&menu, &TrayMenu::quitRequested, this, [] {
        AutoStartGuard{stateDir()}.noteQuit();
        QCoreApplication::quit();
    });
    connect(&menu, &TrayMenu::textsToggled, this, [this](const QString& sessionId, bool on) {
        if (on)
            m_services.companion().startTexts(sessionId, {}, {});
        else
            m_services.companion().stopTexts(sessionId);
    });
}

void TrayApplication::followDisk()
{
    connect(&m_services, &AppContext::diskTrouble, this, [this](const QString& message) {
        m_services.notifier().show({.tag = DiskToast,
                                    .title = tr("Tocsin cannot write to its disk"),
                                    .body = message,
                                    .category = u"device.error"_s,
                                    .iconName = u"tocsin-error"_s,
                                    .staysUntilClosed = true});
    });
    connect(&m_services, &AppContext::diskRecovered, this,
            [this] { m_services.notifier().close(DiskToast); });
}

void TrayApplication::followLogin(bool hidden)
{
    ServerLogin& login = m_services.login();
    connect(&login, &ServerLogin::phaseChanged, this, &TrayApplication::refresh);
    connect(&login, &ServerLogin::tokenRefreshed, this, &TrayApplication::refresh);
    connect(&m_services, &AppContext::loginUnreadable, &m_questions, &LoginQuestions::tellUnreadable);
    if (hidden)
        return;
    // A first start has nothing to show but the way in.
    connect(
        &login, &ServerLogin::phaseChanged, this,
        [this](LoginPhase phase) {
            if (phase == LoginPhase::LoggedOut)
                openLogin();
            else
                m_questions.askAboutSeed();
        },
        Qt::SingleShotConnection);
}

void TrayApplication::refresh()
{
    const ServerLogin& login = m_services.login();
    m_tray.showView({.login = login.phase(),
                     .maskedPhone = login.maskedPhone(),
                     .expiresAt = login.tokenExpiresAt(),
                     .sessions = m_services.companion().sessions(),
                     .overall = m_services.companion().overall(),
                     .waitingTexts = m_services.companion().waitingEvents()});
}

void TrayApplication::openLogin()
{
    if (!m_login) {
        m_login = std::make_unique<LoginDialog>(m_services.login(), m_settings, m_services.clock());
        m_login->askBeforeLogOut([this] { m_questions.logOut(); });
        connect(m_login.get(), &LoginDialog::settingsWanted, this, &TrayApplication::openSettings);
    }
    present(*m_login);
    m_questions.askAboutSeed();
}

void TrayApplication::openSettings()
{
    if (!m_settingsDialog) {
        const auto setStartsAtLogin = [this](bool on) {
            const bool done = on ? m_autostart->turnOn() : m_autostart->turnOff();
            return done ? QString{}
                        : tr("The system would not take this change. Is the folder for programs that "
                             "start at login writable?");
        };
        const auto setStartsWithClaude = [](bool on) {
            return AutoStartGuard{stateDir()}.setOn(on)
                       ? QString{}
                       : tr("This choice could not be written to %1. Check that you may write there and that "
                            "the disk is not full.")
                             .arg(stateDir());
        };
        m_settingsDialog = std::make_unique<SettingsDialog>(
            m_settings,
            SettingsActions{
                .startsAtLogin = [this] { return m_autostart->isOn(); },
                .setStartsAtLogin = setStartsAtLogin,
                .startsWithClaude = [] { return AutoStartGuard{stateDir()}.isOn(); },
                .setStartsWithClaude = setStartsWithClaude,
                .isLoggedIn = [this] { return m_services.login().phase() == LoginPhase::LoggedIn; },
                .logOut = [this] { m_services.login().logOut(); }});
    }
    present(*m_settingsDialog);
}

void TrayApplication::openAbout()
{
    if (!m_about)
        m_about = std::make_unique<AboutDialog>([this] { return m_services.diagnostics().text(); });
    present(*m_about);
}

} // namespace tocsin

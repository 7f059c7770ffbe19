// SPDX-License-Identifier: MIT
#pragma once

#include "app/autostart/autostart.h"
#include "app/session_controls.h"
#include "app/sessions/window_opener.h"
#include "app/shortcut/global_shortcut.h"
#include "app/tray/tray_icon.h"
#include "app/window_presenter.h"
#include "app/windows/login_questions.h"
#include "app/windows/notice_clicks.h"
#include "app/windows/printed_texts_note.h"
#include "app/windows/readable_colors.h"
#include "core/base/coalescing_timer.h"
#include "core/claude/plugin/plugin_setup.h"

#include <QObject>

#include <memory>

namespace tocsin {

class AboutDialog;
class Language;
class LoginDialog;
class AppContext;
class DoctorDialog;
class Settings;
class SettingsDialog;
class SetupDialog;

/// The tray icon with its menu, and the windows that it opens.
class TrayApplication final : public QObject
{
    Q_OBJECT
public:
    /// All arguments outlive it. `hidden`: open no window at start.
    TrayApplication(AppContext& services, Settings& settings, Language& language, bool hidden);
    ~TrayApplication() override;

    /// For a person who asked for it: the window with the requests that wait, `alert` in view if it does.
    /// `activationToken` is that of a notification; it may be empty.
    void openRequests(AlertId alert = {}, const QString& activationToken = {});

    /// The same window, with the most urgent session in view if nothing waits.
    void openSessions(const QString& activationToken = {});

private:
    void wireMenu();
    void followLogin(bool hidden);
    void followDisk();
    void refresh();
    void followRequests();
    void followShortcut();
    [[nodiscard]] PrintedTextsNote::Ask askServer();
    void openLogin();
    void openLoginFor(const QString& activationToken);
    void openSettings();
    void openForSecondStart(const QString& activationToken);
    void openSetup(const QString& activationToken = {});
    void openWithoutTray();
    [[nodiscard]] bool hasTray() const;
    void openSession(const QString& sessionId, const QString& activationToken);
    void openDoctor();
    void openDoctorFor(const QString& activationToken);
    void openAbout();

    AppContext& m_services;
    Settings& m_settings;
    WindowPresenter m_presenter;
    ReadableColors m_colors;
    std::unique_ptr<QObject> m_desktopColors;
    TrayIcon m_tray;
    NoticeClicks m_clicks;
    SessionControls m_controls;
    WindowOpener m_window;
    std::unique_ptr<GlobalShortcut> m_shortcut;
    CoalescingTimer m_refreshSoon;
    LoginQuestions m_questions;
    std::unique_ptr<Autostart> m_autostart;
    PluginSetup m_plugin;
    std::unique_ptr<SetupDialog> m_setup;
    std::unique_ptr<LoginDialog> m_login;
    std::unique_ptr<SettingsDialog> m_settingsDialog;
    std::unique_ptr<DoctorDialog> m_doctor;
    std::unique_ptr<AboutDialog> m_about;
    bool m_isTrayDue{false}; ///< a panel that is there has shown the icon
};

} // namespace tocsin

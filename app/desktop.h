// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/settings_dialog.h"
#include "core/auth/login.h"

#include <QObject>

#include <memory>

namespace tocsin {

class AboutDialog;
class Language;
class LoginDialog;
class Services;
class Settings;

/// Everything a person sees: the tray icon with its menu, and the windows it opens.
class Desktop final : public QObject
{
    Q_OBJECT
public:
    /// Neither owns nor outlives what is handed in. `hidden`: open no window by itself.
    Desktop(Services& services, Settings& settings, Language& language, bool hidden);
    ~Desktop() override;

private:
    void followLogin(bool hidden);
    void openLogin();
    void openSettings();
    void openAbout();

    Services& m_services;
    Settings& m_settings;
    std::unique_ptr<LoginDialog> m_login;
    std::unique_ptr<SettingsDialog> m_settingsDialog;
    std::unique_ptr<AboutDialog> m_about;
};

} // namespace tocsin

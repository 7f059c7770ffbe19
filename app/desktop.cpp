// SPDX-License-Identifier: MIT
#include "app/desktop.h"

#include "app/services.h"
#include "app/windows/about_dialog.h"
#include "translations/language.h"
#include "app/windows/login_dialog.h"

#include <QApplication>

namespace tocsin {

namespace {
/// A window that is open already comes to the front.
void present(QWidget& window)
{
    window.show();
    window.raise();
    window.activateWindow();
}
} // namespace

Desktop::Desktop(Services& services, Settings& settings, Language& language, bool hidden)
    : m_services{services}
    , m_settings{settings}
{
    QApplication::setQuitOnLastWindowClosed(false);
    QGuiApplication::setDesktopFileName(QStringLiteral("tocsin"));
    connect(&m_settings, &Settings::languageChanged, &language,
            [&settings, &language] { language.use(settings.language()); });
    connect(&m_services.router(), &RequestRouter::raiseRequested, this, &Desktop::openLogin);
    followLogin(hidden);
}

Desktop::~Desktop() = default;

void Desktop::followLogin(bool hidden)
{
    if (hidden)
        return;
    // A first start has nothing to show but the way in.
    connect(
        &m_services.login(), &LoginMachine::phaseChanged, this,
        [this](LoginPhase phase) {
            if (phase == LoginPhase::LoggedOut)
                openLogin();
        },
        Qt::SingleShotConnection);
}

void Desktop::openLogin()
{
    if (!m_login)
        m_login = std::make_unique<LoginDialog>(m_services.login(), m_settings, m_services.clock());
    present(*m_login);
}

void Desktop::openSettings() {}

void Desktop::openAbout()
{
    if (!m_about)
        m_about = std::make_unique<AboutDialog>();
    present(*m_about);
}

} // namespace tocsin

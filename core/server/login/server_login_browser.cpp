// SPDX-License-Identifier: MIT
#include "core/logging/categories.h"
#include "core/server/api/network.h"
#include "core/server/login/server_login.h"

// ServerLogin's way through the browser; the rest is in server_login.cpp.
namespace tocsin {

namespace {

/// The contract's; the browser is not told.
constexpr int CodeLifeSeconds{600};

} // namespace

void ServerLogin::setBrowser(OpenUrl open, std::chrono::milliseconds patience)
{
    m_browser.setBrowser(std::move(open), patience);
}

void ServerLogin::requestInBrowser()
{
    if (m_phase == LoginPhase::LoggedIn)
        return fail(LoginError::NotNow, m_phase, tr("You are already logged in. Log out first."));
    if (!m_browser.hasBrowser())
        return fail(LoginError::NoBrowser, m_phase,
                    tr("Tocsin is running without a display and cannot open a browser. Enter your phone "
                       "number instead."));
    if (!isAllowedServerUrl(m_api.serverUrl()))
        return fail(LoginError::ServerUnsafe, m_phase, describe(ApiErrorCode::InsecureUrl));
    if (m_call)
        m_call->cancel();
    m_call = nullptr;
    dropNext();
    m_timer.stop();
    checkServer([this] { openBrowser(); });
}

void ServerLogin::openBrowser()
{
    setPhase(LoginPhase::WaitingForBrowser);
    if (!m_browser.begin(m_api.serverUrl()))
        giveUpRequest(LoginError::NoBrowser);
}

void ServerLogin::reopenBrowser()
{
    if (m_phase != LoginPhase::WaitingForBrowser)
        return fail(LoginError::NotNow, m_phase, tr("The browser login has ended."));
    if (!m_browser.openAgain())
        fail(LoginError::NoBrowser, m_phase);
}

void ServerLogin::onBrowserAnswered(const BrowserAnswer& answer)
{
    if (m_phase != LoginPhase::WaitingForBrowser)
        return;
    m_pairing = Pairing{.isByBrowser = true};
    awaitCode({.tempToken = answer.tempToken, .expiresIn = CodeLifeSeconds, .maskedPhone = answer.phone});
}

} // namespace tocsin

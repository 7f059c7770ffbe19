// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/server/login/login.h"
#include "core/settings/settings.h"

#include <QDialog>

#include <functional>

class QStackedWidget;

namespace tocsin {

class BrowserPage;
class CodePage;
class DonePage;
class PhonePage;

/// The way from a phone number to a login, in one window that stands in nobody's way: it may be closed at any
/// time, and shows where the login stands when it is opened again.
class LoginDialog final : public QDialog
{
    Q_OBJECT
public:
    /// All three outlive the dialog.
    LoginDialog(Login& machine, const Settings& settings, const Clock& clock, QWidget* parent = nullptr);

    /// The button to log out calls `ask`, which may have a question first, instead of logging out.
    void askBeforeLogOut(std::function<void()> ask) { m_logOut = std::move(ask); }

Q_SIGNALS:
    /// The server does not answer, and its address may be why.
    void settingsWanted();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void connectPages();
    void followPhase();
    void showFailure(LoginError error, const QString& message);
    void turnTo(QWidget* page);
    [[nodiscard]] QString serverTooFar() const;
    void retranslate();

    Login& m_machine;
    const Settings& m_settings;
    const Clock& m_clock;
    QStackedWidget* m_pages;
    PhonePage* m_phonePage;
    BrowserPage* m_browserPage;
    CodePage* m_codePage;
    DonePage* m_donePage;
    std::function<void()> m_logOut;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/printed_texts_note.h"
#include "core/base/clock.h"
#include "core/server/login/login.h"
#include "core/settings/settings.h"

#include <QDialog>

#include <functional>

class QLabel;
class QStackedWidget;

namespace tocsin {

class BrowserPage;
class CodePage;
class DonePage;
class PhonePage;

/// From a phone number to a login, in one non-modal window. It can be closed at any time, and shows the
/// current step when it is opened again.
class LoginDialog final : public QDialog
{
    Q_OBJECT
public:
    /// The first three outlive the dialog. `askServer` is called only once the person has turned to the
    /// server.
    LoginDialog(Login& login, const Settings& settings, const Clock& clock,
                PrintedTextsNote::Ask askServer = {}, QWidget* parent = nullptr);

    /// Log Out calls `ask`, which may show a question, instead of logging out.
    void askBeforeLogOut(std::function<void()> ask) { m_logOut = std::move(ask); }

Q_SIGNALS:
    /// The server cannot be reached; the person wants to check its address.
    void settingsWanted();
    /// Another program's window covers it, and the login goes on here.
    void frontWanted();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void connectPages();
    void followPhase();
    void askServer();
    void showFailure(LoginError error, const QString& message);
    void turnTo(QWidget* page);
    void retranslate();
    void showServer();

    Login& m_login;
    const Settings& m_settings;
    QStackedWidget* m_pages;
    QLabel* m_server;
    PrintedTextsNote* m_printed;
    PhonePage* m_phonePage;
    BrowserPage* m_browserPage;
    CodePage* m_codePage;
    DonePage* m_donePage;
    std::function<void()> m_logOut;
};

} // namespace tocsin

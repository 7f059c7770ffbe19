// SPDX-License-Identifier: MIT
// first_pictures [FOLDER]: pictures of the first window and of the pages of the login, as settings_pictures.
// Fails when one of them does not fit on the screen.
#include "app/windows/login_dialog.h"
#include "app/windows/setup_dialog.h"
#include "core/server/login/login_text.h"
#include "core/server/login/server_check.h"
#include "tests/app/pictures/picture_look.h"
#include "tests/app/windows/hand_clock.h"
#include "tests/app/windows/scripted_login.h"
#include "tests/app/windows/scripted_notifier.h"
#include "tests/support/fake_claude.h"

#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

void take(QDialog& dialog, const QString& file)
{
    QTest::qWait(100); // a window that grows is resized by the window manager
    test::save(dialog, file);
}

void takeSetup(const QString& beginning)
{
    test::FakeClaude claude;
    ScriptedNotifier notifier;
    ScriptedLogin login;
    PluginSetup plugin{claude.places(), claude.pluginFolder()};
    bool hasTray{true};
    SetupDialog dialog{{.notifier = notifier,
                        .plugin = plugin,
                        .login = login,
                        .isDoNotDisturb = [] { return false; },
                        .hasTray = [&hasTray] { return hasTray; }}};
    test::show(dialog);
    take(dialog, beginning + u"-1-new.png"_s);
    claude.set(u"refuses-install"_s);
    notifier.setCanShow(false);
    hasTray = false;
    dialog.refreshTray();
    QSignalSpy finished{&plugin, &PluginSetup::connectFinished};
    dialog.findChild<QPushButton*>(u"connectClaude"_s)->click();
    if (!finished.wait(60'000))
        qFatal("claude did not end");
    take(dialog, beginning + u"-2-troubles.png"_s);
}

void takeLogin(const QString& beginning)
{
    const QTemporaryDir folder;
    const HandClock clock;
    ScriptedLogin login;
    const Settings settings{folder.filePath(u"tocsin.conf"_s), {}};
    LoginDialog dialog{login, settings, clock,
                       [](QObject*, const std::function<void(bool)>& done) { done(true); }};
    test::show(dialog);
    take(dialog, beginning + u"-3-number.png"_s);
    dialog.findChild<QLineEdit*>(u"phone"_s)->setText(u"+1 415 555 0123"_s);
    const Expected<HealthAnswer, ApiError> answer =
        Unexpected{ApiError{.code = ApiErrorCode::ServerError, .httpStatus = 501}};
    const ServerRefusal refusal = judgeServer(answer, settings.serverUrl()).value();
    login.fail(LoginPhase::LoggedOut, refusal.error, refusal.message);
    take(dialog, beginning + u"-4-foreign.png"_s);
    login.go(LoginPhase::WaitingForBrowser);
    take(dialog, beginning + u"-5-browser.png"_s);
    login.codeEnd = clock.nowUtc().addSecs(600);
    login.go(LoginPhase::AwaitingCode);
    take(dialog, beginning + u"-6-code.png"_s);
    login.loseCode(describe(CodeProblem::OptedOut)); // the longest
    take(dialog, beginning + u"-7-undelivered.png"_s);
    login.problem.clear();
    login.go(LoginPhase::LoggedIn);
    take(dialog, beginning + u"-8-done.png"_s);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app{argc, argv};
    const QTemporaryDir scratch;
    const QDir folder{app.arguments().value(1, scratch.path())};
    test::inEveryLook([&folder](const QString& look) {
        takeSetup(folder.filePath(u"first-"_s + look));
        takeLogin(folder.filePath(u"first-"_s + look));
    });
    return 0;
}

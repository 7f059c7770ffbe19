// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/login_questions.h"
#include "core/server/api/network.h"
#include "core/server/login/login_store.h"
#include "tests/app/windows/scripted_notifier.h"
#include "tests/support/http_script.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"

#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QNetworkAccessManager>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace tocsin::test {

using namespace Qt::StringLiterals;

/// The questions about the login, with a server that answers each of them.
struct LoginQuestionsBench
{
    QTemporaryDir folder;
    HttpScript server;
    std::unique_ptr<QNetworkAccessManager> network{makeNetworkAccessManager()};
    ApiClient api{*network, server.url()};
    MemoryTokenStore keychain;
    MemoryTokenStore file;
    LoginStore store{keychain, file, FileUse::Never};
    MovedClock clock;
    Settings settings{folder.filePath(u"tocsin.conf"_s), {}};
    ServerLogin login{api, store, clock, u"0123456789abcdef"_s};
    LegacyLoginImport legacyLogin{folder.filePath(u"auth.json"_s), login, settings, clock};
    ScriptedNotifier notifier;
    int monitored{0};
    int waiting{0};
    int presented{0};
    LoginQuestions questions{{.login = login,
                              .notifier = notifier,
                              .legacyLogin = legacyLogin,
                              .monitored = [this] { return monitored; },
                              .waiting = [this] { return waiting; },
                              .keepLoginInFile =
                                  [this] {
                                      store.allowFile();
                                      login.storeAvailable();
                                  },
                              .present =
                                  [this](QWidget& window) {
                                      ++presented;
                                      window.show();
                                  }}};

    LoginQuestionsBench()
    {
        settings.setServerUrl(server.url());
        server.answer = [](const HttpRequest& request) {
            if (request.path == u"/auth/refresh"_s)
                return HttpAnswer::json({{u"access_token"_s, u"ours"_s},
                                         {u"expires_in"_s, 129'600},
                                         {u"phone"_s, u"+1***0123"_s}});
            return HttpAnswer::json({{u"revoked"_s, true}});
        };
    }
    [[nodiscard]] bool logIn()
    {
        login.takeOver(Secret{u"theirs"_s}, [](const auto&) {});
        return QTest::qWaitFor([this] { return login.phase() == LoginPhase::LoggedIn; });
    }
    /// As the plugin before Tocsin did.
    void leaveLegacyLogin(const QByteArray& content) const
    {
        QFile left{folder.filePath(u"auth.json"_s)};
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.write(content);
    }
    /// Each question, on the screen; null: it was not asked.
    [[nodiscard]] QMessageBox* logOutQuestion()
    {
        monitored = 2;
        waiting = 3;
        if (logIn())
            questions.logOut();
        return question(u"logOutQuestion"_s);
    }
    [[nodiscard]] QMessageBox* fileStoreQuestion()
    {
        keychain.failsWith = u"The keychain is locked."_s;
        const bool isAsked =
            logIn() && QTest::qWaitFor([] { return question(u"fileStoreQuestion"_s) != nullptr; });
        return isAsked ? question(u"fileStoreQuestion"_s) : nullptr;
    }
    [[nodiscard]] QMessageBox* legacyLoginQuestion()
    {
        login.cancel();
        leaveLegacyLogin(R"({"token":"theirs"})");
        questions.askAboutLegacyLogin();
        return question(u"legacyLoginQuestion"_s);
    }
    [[nodiscard]] static QMessageBox* question(const QString& name)
    {
        for (QWidget* window : QApplication::topLevelWidgets()) {
            if (window->objectName() == name && window->isVisible())
                return qobject_cast<QMessageBox*>(window);
        }
        return nullptr;
    }
    static void answer(const QString& name, QMessageBox::ButtonRole role)
    {
        QMessageBox* box = question(name);
        QVERIFY(box);
        QVERIFY(!box->isModal());
        for (QAbstractButton* button : box->buttons()) {
            if (box->buttonRole(button) == role)
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL("no such button");
    }
};

} // namespace tocsin::test

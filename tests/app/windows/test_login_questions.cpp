// SPDX-License-Identifier: MIT
#include "app/windows/login_questions.h"
#include "core/server/api/network.h"
#include "core/server/login/login_store.h"
#include "tests/app/windows/scripted_notifier.h"
#include "tests/support/http_script.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QMessageBox>
#include <QNetworkAccessManager>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

/// The questions about the login, as windows.
class TestLoginQuestions final : public QObject
{
    Q_OBJECT
private:
    struct Bench
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

        Bench()
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

private Q_SLOTS:
    void loggingOutAsksWhenSomethingWouldBeLost()
    {
        Bench b;
        QVERIFY(b.logIn());
        b.monitored = 2;
        b.waiting = 3;
        b.questions.logOut();
        b.questions.logOut(); // one window for it, not two
        QCOMPARE(b.login.phase(), LoginPhase::LoggedIn);
        const QString text = Bench::question(u"logOutQuestion"_s)->informativeText();
        QVERIFY2(text.contains(u"2 session"_s) && text.contains(u"3 unsent"_s), qPrintable(text));
        QCOMPARE(b.presented, 2); // the second time to the front
        Bench::answer(u"logOutQuestion"_s, QMessageBox::RejectRole);
        QCOMPARE(b.login.phase(), LoginPhase::LoggedIn);
        b.questions.logOut();
        QTest::keyClick(Bench::question(u"logOutQuestion"_s), Qt::Key_Escape);
        QCOMPARE(b.login.phase(), LoginPhase::LoggedIn);
        b.questions.logOut();
        Bench::answer(u"logOutQuestion"_s, QMessageBox::AcceptRole);
        QCOMPARE(b.login.phase(), LoginPhase::LoggedOut);
        QTRY_VERIFY(b.keychain.value.isEmpty());
    }
    void loggingOutDoesNotAskWhenNothingIsLost()
    {
        Bench b;
        QVERIFY(b.logIn());
        b.questions.logOut();
        QCOMPARE(b.login.phase(), LoginPhase::LoggedOut);
        QVERIFY(!Bench::question(u"logOutQuestion"_s));
    }
    void aLogOutIsConfirmedOnce()
    {
        Bench b;
        QVERIFY(b.logIn());
        b.questions.logOut();
        QTRY_COMPARE(b.notifier.shown.size(), 1);
        QCOMPARE(b.notifier.shown.first().title, u"You are logged out"_s);
        QVERIFY(!b.notifier.shown.first().staysUntilClosed);
        b.login.logOut(); // nothing to end
        QTest::qWait(0);
        QCOMPARE(b.notifier.shown.size(), 1);
    }
    void aLogOutInATerminalIsNotConfirmedHereToo()
    {
        Bench b;
        QVERIFY(b.logIn());
        QSignalSpy finished{&b.login, &ServerLogin::logOutFinished};
        b.login.logOut();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(b.notifier.shown.isEmpty());
    }
    void aLoginForAnotherServerIsReported()
    {
        Bench b;
        QVERIFY(b.logIn());
        QTRY_VERIFY(!b.keychain.value.isEmpty());
        // As after a start with another address in the environment.
        ServerLogin next{b.api, b.store, b.clock, u"0123456789abcdef"_s};
        LegacyLoginImport legacy{b.folder.filePath(u"auth.json"_s), next, b.settings, b.clock};
        const LoginQuestions questions{{.login = next,
                                        .notifier = b.notifier,
                                        .legacyLogin = legacy,
                                        .monitored = [] { return 0; },
                                        .waiting = [] { return 0; },
                                        .keepLoginInFile = [] {},
                                        .present = [](QWidget&) {}}};
        const QString before = b.server.url().toString();
        b.api.setServerUrl(QUrl{u"https://sms.example.org"_s});
        next.restore();
        QTRY_COMPARE(b.notifier.shown.size(), 1);
        const QString said = b.notifier.shown.first().body;
        QVERIFY2(said.contains(before) && said.contains(u"https://sms.example.org"_s), qPrintable(said));
        next.serverChanged(); // the person knows
        QTRY_COMPARE(next.phase(), LoginPhase::LoggedOut);
        QCOMPARE(b.notifier.shown.size(), 1);
    }
    void theQuestionGoesWhenItWasAnsweredElsewhere()
    {
        Bench b;
        QVERIFY(b.logIn());
        b.monitored = 1;
        b.questions.logOut();
        QVERIFY(Bench::question(u"logOutQuestion"_s));
        b.login.logOut(); // by the command
        QVERIFY(!Bench::question(u"logOutQuestion"_s));
    }
    void aKeychainThatWouldNotTakeItLeadsToOneQuestion()
    {
        Bench b;
        b.keychain.failsWith = u"It is locked."_s;
        QVERIFY(b.logIn());
        QTRY_VERIFY(Bench::question(u"fileStoreQuestion"_s));
        QVERIFY(b.file.value.isEmpty());
        Bench::answer(u"fileStoreQuestion"_s, QMessageBox::AcceptRole);
        QTRY_VERIFY(!b.file.value.isEmpty());
    }
    void aLogoutBehindALockAsksNothingAboutFiles()
    {
        Bench b;
        QVERIFY(b.logIn());
        b.keychain.failsWith = u"It is locked."_s;
        QSignalSpy finished{&b.login, &ServerLogin::logOutFinished};
        b.questions.logOut();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!Bench::question(u"fileStoreQuestion"_s));
    }
    void anEarlierLoginIsTakenOverOnlyByItsButton()
    {
        Bench b;
        b.questions.askAboutLegacyLogin();
        QVERIFY2(!Bench::question(u"legacyLoginQuestion"_s), "there is nothing to ask about");
        Bench c;
        c.login.cancel();
        write(c, R"({"token":"theirs"})");
        c.questions.askAboutLegacyLogin();
        Bench::answer(u"legacyLoginQuestion"_s, QMessageBox::RejectRole);
        QVERIFY(QFileInfo::exists(c.folder.filePath(u"auth.json"_s)));
        c.questions.askAboutLegacyLogin();
        QVERIFY2(!Bench::question(u"legacyLoginQuestion"_s), "a no is a no until the next start");

        Bench d;
        d.login.cancel();
        write(d, R"({"token":"theirs"})");
        d.questions.askAboutLegacyLogin();
        Bench::answer(u"legacyLoginQuestion"_s, QMessageBox::AcceptRole);
        QTRY_COMPARE(d.login.phase(), LoginPhase::LoggedIn);
        QTRY_VERIFY(!QFileInfo::exists(d.folder.filePath(u"auth.json"_s)));
    }
    void anExpiredEarlierLoginCanOnlyBeDeleted()
    {
        Bench b;
        b.login.cancel();
        write(b, R"({"token":"theirs","expires_at":"2020-01-01T00:00:00Z"})");
        b.questions.askAboutLegacyLogin();
        QVERIFY(!Bench::question(u"legacyLoginQuestion"_s)->findChild<QPushButton*>(u"importLogin"_s));
        Bench::answer(u"legacyLoginQuestion"_s, QMessageBox::DestructiveRole);
        QVERIFY(!QFileInfo::exists(b.folder.filePath(u"auth.json"_s)));
        QCOMPARE(b.login.phase(), LoginPhase::LoggedOut);
    }

private:
    static void write(const Bench& bench, const QByteArray& content)
    {
        QFile file{bench.folder.filePath(u"auth.json"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
};

QTEST_MAIN(TestLoginQuestions)
#include "test_login_questions.moc"

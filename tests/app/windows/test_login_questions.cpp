// SPDX-License-Identifier: MIT
#include "core/server/login/login_text.h"
#include "tests/app/windows/login_questions_bench.h"

#include <QFileInfo>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using Bench = LoginQuestionsBench;

/// The questions about the login, as windows.
class TestLoginQuestions final : public QObject
{
    Q_OBJECT
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
        QCOMPARE(b.notifier.shown.first().body, describeLogOut(true)); // as the command says it
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
        c.leaveLegacyLogin(R"({"token":"theirs"})");
        c.questions.askAboutLegacyLogin();
        Bench::answer(u"legacyLoginQuestion"_s, QMessageBox::RejectRole);
        QVERIFY(QFileInfo::exists(c.folder.filePath(u"auth.json"_s)));
        c.questions.askAboutLegacyLogin();
        QVERIFY2(!Bench::question(u"legacyLoginQuestion"_s), "a no is a no until the next start");

        Bench d;
        d.login.cancel();
        d.leaveLegacyLogin(R"({"token":"theirs"})");
        d.questions.askAboutLegacyLogin();
        Bench::answer(u"legacyLoginQuestion"_s, QMessageBox::AcceptRole);
        QTRY_COMPARE(d.login.phase(), LoginPhase::LoggedIn);
        QTRY_VERIFY(!QFileInfo::exists(d.folder.filePath(u"auth.json"_s)));
    }
    void anExpiredEarlierLoginCanOnlyBeDeleted()
    {
        Bench b;
        b.login.cancel();
        b.leaveLegacyLogin(R"({"token":"theirs","expires_at":"2020-01-01T00:00:00Z"})");
        b.questions.askAboutLegacyLogin();
        QVERIFY(!Bench::question(u"legacyLoginQuestion"_s)->findChild<QPushButton*>(u"importLogin"_s));
        Bench::answer(u"legacyLoginQuestion"_s, QMessageBox::DestructiveRole);
        QVERIFY(!QFileInfo::exists(b.folder.filePath(u"auth.json"_s)));
        QCOMPARE(b.login.phase(), LoginPhase::LoggedOut);
    }
};

QTEST_MAIN(TestLoginQuestions)
#include "test_login_questions.moc"

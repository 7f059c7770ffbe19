// SPDX-License-Identifier: MIT
#include "app/windows/login_dialog.h"
#include "tests/app/windows/hand_clock.h"
#include "tests/app/windows/scripted_login.h"
#include "translations/language.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestLoginDialog final : public QObject
{
    Q_OBJECT
private:
    struct Bench
    {
        HandClock clock;
        ScriptedLogin login;
        QTemporaryDir folder;
        Settings settings{folder.filePath(u"tocsin.conf"_s), {}};
        int asked{0}; ///< how often the server was
        std::function<void(bool isPrinted)> answer;
        LoginDialog dialog{login, settings, clock,
                           [this](QObject* context, const std::function<void(bool)>& done) {
                               ++asked;
                               answer = [context = QPointer{context}, done](bool isPrinted) {
                                   if (context)
                                       done(isPrinted);
                               };
                           }};

        Bench()
        {
            dialog.show();
            dialog.activateWindow();
        }
        template<typename W> [[nodiscard]] W& at(const char* name)
        {
            W* found = dialog.findChild<W*>(QString::fromLatin1(name));
            Q_ASSERT(found);
            return *found;
        }
        [[nodiscard]] QLineEdit& phone() { return at<QLineEdit>("phone"); }
        [[nodiscard]] QLineEdit& code() { return at<QLineEdit>("code"); }
        [[nodiscard]] QPushButton& button(const char* name) { return at<QPushButton>(name); }
        [[nodiscard]] QString note(const char* name) { return at<QLabel>(name).text(); }
        void awaitCode()
        {
            login.codeEnd = clock.nowUtc().addSecs(600);
            login.go(LoginPhase::AwaitingCode);
        }
        void click(const char* name) { QTest::mouseClick(&button(name), Qt::LeftButton); }
    };

private Q_SLOTS:
    void aNumberIsCheckedAsItIsTyped()
    {
        Bench b;
        QVERIFY(QTest::qWaitForWindowActive(&b.dialog));
        QCOMPARE(b.dialog.focusWidget(), &b.phone());
        QVERIFY(!b.button("sendCode").isEnabled());
        QTest::keyClicks(&b.phone(), u"0170"_s);
        QVERIFY(b.note("phoneNote").contains(u"country code"_s));
        b.phone().clear();
        QTest::keyClicks(&b.phone(), u"+1 (415) 555-012x"_s);
        QVERIFY(b.note("phoneNote").contains(u"digits"_s));
        QVERIFY(!b.button("sendCode").isEnabled());
        QTest::keyClick(&b.phone(), Qt::Key_Backspace);
        QTest::keyClick(&b.phone(), Qt::Key_3);
        QVERIFY(b.note("phoneNote").contains(u"+14155550123"_s));
        QVERIFY(b.button("sendCode").isEnabled());
        QVERIFY(b.login.calls.isEmpty());
    }
    void oneNumberIsTheExampleInEachLanguage_data()
    {
        QTest::addColumn<QString>("spoken");
        for (const char* spoken : {"en", "de", "fr"})
            QTest::newRow(spoken) << QString::fromLatin1(spoken);
    }
    void oneNumberIsTheExampleInEachLanguage()
    {
        QFETCH(QString, spoken);
        Language language;
        language.use(spoken);
        {
            Bench b;
            const QString example = b.phone().placeholderText();
            QVERIFY2(b.note("phoneNote").contains(example), qPrintable(example));
        }
        language.use(u"en"_s);
    }
    void enterAsksForACodeOnce()
    {
        Bench b;
        QTest::keyClicks(&b.phone(), u"0041 79 123 45 67"_s);
        QTest::keyClick(&b.phone(), Qt::Key_Enter);
        QTest::keyClick(&b.phone(), Qt::Key_Enter); // while it is being asked for
        QCOMPARE(b.login.calls, QStringList{u"request +41791234567"_s});
        QVERIFY(!b.button("sendCode").isEnabled());
        b.awaitCode();
        QVERIFY(b.code().isVisible());
        QCOMPARE(b.dialog.focusWidget(), &b.code());
    }
    void aPastedTextYieldsItsCode()
    {
        Bench b;
        b.awaitCode();
        QVERIFY(!b.button("logIn").isEnabled());
        QGuiApplication::clipboard()->setText(u"Your Tocsin code is 048-213."_s);
        QTest::keySequence(&b.code(), QKeySequence{QKeySequence::Paste});
        QCOMPARE(b.code().text(), u"048213"_s);
        QTest::keyClick(&b.code(), Qt::Key_Return);
        QCOMPARE(b.login.calls, QStringList{u"submit 048213"_s});
        QVERIFY(!b.button("logIn").isEnabled());
    }
    void successSaysWhereTextsGoAndForgetsTheNumber()
    {
        Bench b;
        QTest::keyClicks(&b.phone(), u"+14155550123"_s);
        b.awaitCode();
        QTest::keyClicks(&b.code(), u"123456"_s);
        b.login.go(LoginPhase::LoggedIn);
        QCOMPARE(b.note("doneHeadline"), u"Texts go to +1***0123."_s);
        QCOMPARE(b.phone().text(), QString{});
        QCOMPARE(b.code().text(), QString{});
        b.click("logOut");
        QCOMPARE(b.login.calls, QStringList{u"log out"_s});
        QVERIFY(b.phone().isVisible());
    }
    void successSaysWhetherNewSessionsAreIncluded()
    {
        Bench b;
        b.login.go(LoginPhase::LoggedIn);
        QVERIFY(b.note("doneNext").contains(u"New sessions are included"_s));
        b.settings.setValue(Setting::TextsForNewSessions, false);
        QVERIFY2(b.note("doneNext").contains(u"/tocsin:sms-start"_s), qPrintable(b.note("doneNext")));
    }
    void aServerOnThisComputerMayWriteTheCodeToItsTerminal()
    {
        Bench b;
        b.awaitCode();
        QVERIFY2(b.note("codeNote").contains(u"terminal"_s), qPrintable(b.note("codeNote")));
        Bench far;
        far.settings.setServerUrl(QUrl{u"https://sms.example.org"_s});
        far.awaitCode();
        QVERIFY2(!far.note("codeNote").contains(u"terminal"_s), qPrintable(far.note("codeNote")));
    }
    void aServerThatSendsNoTextsIsNamedAsOne()
    {
        Bench b;
        const auto& printed = b.at<QLabel>("printedTexts");
        QTest::keyClicks(&b.phone(), u"+14155550123"_s);
        QVERIFY2(b.asked == 0, "the person has not turned to it yet");
        b.awaitCode();
        QVERIFY(!printed.isVisible());
        b.answer(true);
        QVERIFY(printed.isVisible());
        QCOMPARE(printed.text(), u"This server prints texts on its console and sends none."_s);
        QCOMPARE(b.note("codeNote"), u"The code is on the server's console."_s);
        QCOMPARE(b.at<QLabel>("codeIntro").text(), u"Enter the code for +1***0123 below."_s);
        b.login.go(LoginPhase::LoggedIn);
        QVERIFY(printed.isVisible());
        const auto late = b.answer;
        b.settings.setServerUrl(QUrl{u"https://sms.example.org"_s});
        QVERIFY(!printed.isVisible());
        late(true);
        QVERIFY2(!printed.isVisible(), "that was the other server");
        b.login.go(LoginPhase::AwaitingCode);
        b.answer(false);
        QVERIFY(!printed.isVisible());
    }
    void aWrongCodeSaysSoAndHowManyTriesAreLeft()
    {
        Bench b;
        b.awaitCode();
        QTest::keyClicks(&b.code(), u"111111"_s);
        b.click("logIn");
        b.login.attempts = 4;
        b.login.fail(LoginPhase::AwaitingCode, LoginError::WrongCode, u"That is not the code."_s);
        QCOMPARE(b.note("codeNote"), u"That is not the code."_s);
        QCOMPARE(b.code().accessibleDescription(), u"That is not the code."_s);
        QCOMPARE(b.dialog.focusWidget(), &b.code());
        QTest::keyClicks(&b.code(), u"2"_s); // the wrong code is selected: typing replaces it
        QCOMPARE(b.code().text(), u"2"_s);
        QVERIFY(b.note("codeNote").contains(u"within a minute"_s));
        QVERIFY(b.note("codeTime").contains(u"4 attempt"_s));
    }
    void aCodeThatWasNotDeliveredSaysSoBelowTheField()
    {
        const QString why = u"The text with the code could not be delivered."_s;
        Bench b;
        b.awaitCode();
        QTest::keyClicks(&b.code(), u"12"_s);
        b.button("otherNumber").setFocus();
        QTRY_VERIFY2(b.login.watched > 0, "the dialog does not ask whether the text was delivered");
        QVERIFY(!b.button("resend").isEnabled());
        b.login.loseCode(why);
        QCOMPARE(b.note("codeNote"), why);
        QCOMPARE(b.code().accessibleDescription(), why);
        QCOMPARE(b.at<QWidget>("announcement").accessibleName(), why);
        QVERIFY(!b.note("codeIntro").contains(u"on its way"_s));
        QVERIFY2(b.button("resend").isEnabled(), "another one can be had at once");
        QCOMPARE(b.dialog.focusWidget(), &b.button("otherNumber")); // the person may be at something else
        QCOMPARE(b.code().text(), u"12"_s);
        QTest::keyClicks(&b.code(), u"3"_s);
        QCOMPARE(b.note("codeNote"), why);

        b.dialog.close();
        b.dialog.show();
        QCOMPARE(b.note("codeNote"), why);
        b.login.problem.clear();
        b.clock.move(1s);
        b.awaitCode(); // a new one
        QVERIFY(b.note("codeNote").contains(u"within a minute"_s));
        QVERIFY(b.note("codeIntro").contains(u"on its way"_s));
    }
    void whoHasClosedTheWindowAsksNothing()
    {
        Bench b;
        b.awaitCode();
        QTRY_VERIFY(b.login.watched > 0);
        b.dialog.close();
        const int watched = b.login.watched;
        b.clock.move(61s);
        QTRY_VERIFY(!b.note("codeTime").contains(u"9:"_s)); // a second has passed
        QCOMPARE(b.login.watched, watched);
    }
    void timeRunsOut()
    {
        Bench b;
        b.awaitCode();
        QTest::keyClicks(&b.code(), u"123456"_s);
        QVERIFY(b.note("codeTime").contains(u"10:00"_s));
        b.clock.move(61s);
        QTRY_VERIFY(b.note("codeTime").contains(u"8:59"_s));
        QVERIFY(b.button("logIn").isEnabled());
        b.clock.move(540s);
        QTRY_VERIFY(b.note("codeTime").contains(u"expired"_s));
        QVERIFY2(b.note("codeNote").isEmpty(), "an expired code does not arrive");
        QVERIFY(!b.button("logIn").isEnabled());
        QVERIFY(b.button("resend").isEnabled());
    }
    void aNewCodeCanBeSentAfterAPause()
    {
        Bench b;
        b.awaitCode();
        QVERIFY(!b.button("resend").isEnabled());
        b.clock.move(30s);
        QTRY_VERIFY(b.button("resend").isEnabled());
        QTest::keyClicks(&b.code(), u"12345"_s);
        b.click("resend");
        QCOMPARE(b.login.calls, QStringList{u"resend"_s});
        QVERIFY2(b.code().isVisible(), "the page stays while the new code is asked for");
        b.awaitCode();
        QCOMPARE(b.code().text(), QString{});
        QVERIFY(b.note("codeTime").contains(u"10:00"_s));
        QVERIFY(!b.button("resend").isEnabled());
    }
    void aDeadCodeIsOneButtonFromTheNext()
    {
        Bench b;
        b.awaitCode();
        QTest::keyClicks(&b.code(), u"111111"_s);
        b.click("logIn");
        b.login.go(LoginPhase::LoggedOut);
        b.login.fail(LoginPhase::LoggedOut, LoginError::CodeExpired, u"Ask for a new one."_s);
        QCOMPARE(b.note("codeNote"), u"Ask for a new one."_s);
        QVERIFY2(b.note("codeTime").isEmpty(), "once is enough");
        QVERIFY(!b.button("logIn").isEnabled());
        b.click("resend");
        QCOMPARE(b.login.calls.last(), u"resend"_s);
        b.awaitCode();
        QTest::keyClicks(&b.code(), u"222222"_s);
        QVERIFY(b.button("logIn").isEnabled());
    }
    void aResendThatFailsLeavesTheOldCodeUsable()
    {
        Bench b;
        b.awaitCode();
        b.clock.move(30s);
        QTRY_VERIFY(b.button("resend").isEnabled());
        QTest::keyClicks(&b.code(), u"123456"_s);
        b.click("resend");
        b.login.fail(LoginPhase::AwaitingCode, LoginError::RateLimited, u"Three codes are enough."_s);
        QCOMPARE(b.note("codeNote"), u"Three codes are enough."_s);
        QCOMPARE(b.code().text(), u"123456"_s);
        QVERIFY(b.button("logIn").isEnabled());
    }
    void anotherNumberLeadsBackToTheFirstPage()
    {
        Bench b;
        b.awaitCode();
        b.click("otherNumber");
        QCOMPARE(b.login.calls, QStringList{u"cancel"_s});
        QVERIFY(b.phone().isVisible());
        QCOMPARE(b.dialog.focusWidget(), &b.phone());
    }
    void theServerCanBeChangedWhereItIsTheProblem_data()
    {
        QTest::addColumn<LoginError>("error");
        QTest::newRow("not reached") << LoginError::ServerTooFar;
        QTest::newRow("its certificate") << LoginError::ServerUnsafe;
        QTest::newRow("another program") << LoginError::NotOurServer;
    }
    void theServerCanBeChangedWhereItIsTheProblem()
    {
        QFETCH(LoginError, error);
        Bench b;
        QTest::keyClicks(&b.phone(), u"+14155550123"_s);
        b.click("sendCode");
        b.login.fail(LoginPhase::LoggedOut, error, u"No answer from http://localhost:3000."_s);
        QCOMPARE(b.note("phoneNote"), u"No answer from http://localhost:3000."_s);
        QCOMPARE(b.phone().text(), u"+14155550123"_s);
        QVERIFY2(b.button("sendCode").isEnabled(), "trying again is possible");
        const QSignalSpy settings{&b.dialog, &LoginDialog::settingsWanted};
        QVERIFY(b.button("openSettings").isVisible());
        b.click("openSettings");
        QCOMPARE(settings.count(), 1);
        b.settings.setServerUrl(QUrl{u"https://sms.example.org"_s});
        QVERIFY2(!b.button("openSettings").isVisible(), "it goes with the problem");
        QVERIFY(!b.note("phoneNote").contains(u"localhost"_s));
    }
    void everyPageNamesTheServer()
    {
        Bench b;
        const auto namesIt = [&b](const QString& address) {
            return b.at<QLabel>("server").isVisible() && b.note("server") == u"Server: "_s + address;
        };
        for (const LoginPhase phase :
             {LoginPhase::LoggedOut, LoginPhase::RequestingCode, LoginPhase::WaitingForBrowser,
              LoginPhase::AwaitingCode, LoginPhase::Exchanging, LoginPhase::LoggedIn}) {
            b.login.go(phase);
            QVERIFY2(namesIt(u"http://localhost:3000"_s), qPrintable(b.note("server")));
        }
        b.settings.setServerUrl(QUrl{u"https://sms.example.org"_s});
        QVERIFY2(namesIt(u"https://sms.example.org"_s), qPrintable(b.note("server")));
    }
    void closingLosesNothingAndReopeningShowsWhereTheLoginStands()
    {
        Bench b;
        QTest::keyClicks(&b.phone(), u"+14155550123"_s);
        b.click("sendCode");
        QTest::keyClick(&b.dialog, Qt::Key_Escape);
        QVERIFY(!b.dialog.isVisible());
        b.awaitCode();
        b.dialog.show();
        QVERIFY(b.code().isVisible());
        QTest::keyClicks(&b.code(), u"123"_s);
        b.click("closeCode");
        b.dialog.show();
        QCOMPARE(b.code().text(), u"123"_s);
        QCOMPARE(b.login.calls, QStringList{u"request +14155550123"_s});
    }
    void theNumberMayBeEnteredInTheBrowser()
    {
        Bench b;
        QVERIFY(QTest::qWaitForWindowActive(&b.dialog));
        for (int steps = 0; b.dialog.focusWidget() != &b.button("logInWithBrowser") && steps < 9; ++steps)
            QTest::keyClick(b.dialog.focusWidget(), Qt::Key_Tab);
        QTest::keyClick(b.dialog.focusWidget(), Qt::Key_Space);
        QCOMPARE(b.login.calls, QStringList{u"browser"_s});
        QVERIFY(b.note("browserIntro").contains(u"in your browser"_s));
        QVERIFY(b.button("openAgain").isVisible());
        QCOMPARE(b.dialog.focusWidget(), &b.button("openAgain"));
        QTest::keyClick(b.dialog.focusWidget(), Qt::Key_Return);
        QCOMPARE(b.login.calls, (QStringList{u"browser"_s, u"reopen"_s}));
        QSignalSpy front{&b.dialog, &LoginDialog::frontWanted};
        b.awaitCode();
        QCOMPARE(front.size(), 1); // the browser covers it
        QVERIFY(b.code().isVisible());
        QCOMPARE(b.dialog.focusWidget(), &b.code());
        b.clock.move(30s);
        QTRY_VERIFY(b.button("resend").isEnabled());
        b.click("resend");
        b.login.go(LoginPhase::WaitingForBrowser); // as the real one does then
        QVERIFY(b.button("openAgain").isVisible());
        b.awaitCode();
        QVERIFY(b.code().isVisible());
    }
    void theWaitForTheBrowserCanBeGivenUp()
    {
        Bench b;
        QTest::keyClicks(&b.phone(), u"+14155550123"_s);
        b.click("logInWithBrowser");
        b.click("cancelBrowser");
        QCOMPARE(b.login.calls, (QStringList{u"browser"_s, u"cancel"_s}));
        QVERIFY(b.phone().isVisible());
        QCOMPARE(b.phone().text(), u"+14155550123"_s);
        QCOMPARE(b.dialog.focusWidget(), &b.phone());
        QVERIFY(b.button("logInWithBrowser").isEnabled());
    }
    void aBrowserThatDoesNotOpenLeadsToTheNumber()
    {
        Bench b;
        b.click("logInWithBrowser");
        b.login.fail(LoginPhase::WaitingForBrowser, LoginError::NoBrowser, u"It did not open."_s);
        QCOMPARE(b.note("browserNote"), u"It did not open."_s);
        QCOMPARE(b.button("openAgain").accessibleDescription(), u"It did not open."_s);
        b.click("openAgain");
        QVERIFY(b.note("browserNote") != u"It did not open."_s);
        b.login.fail(LoginPhase::LoggedOut, LoginError::NoBrowser, u"Enter your number."_s);
        QCOMPARE(b.note("phoneNote"), u"Enter your number."_s);
        QCOMPARE(b.dialog.focusWidget(), &b.phone());
    }
    void theBrowserIsNotOfferedWhileTheServerIsAsked()
    {
        Bench b;
        QTest::keyClicks(&b.phone(), u"+14155550123"_s);
        b.click("sendCode");
        QVERIFY(!b.button("logInWithBrowser").isEnabled());
        b.login.fail(LoginPhase::LoggedOut, LoginError::ServerRefused, u"No."_s);
        QVERIFY(b.button("logInWithBrowser").isEnabled());
    }
    void aLoginElsewhereIsFollowed()
    {
        Bench b;
        b.login.go(LoginPhase::Restoring);
        QVERIFY(b.phone().isReadOnly());
        b.login.phone.clear(); // a login from before the phone was kept
        b.login.go(LoginPhase::LoggedIn);
        QCOMPARE(b.note("doneHeadline"), u"You are logged in."_s);
        b.login.go(LoginPhase::LoggedOut);
        QVERIFY(!b.phone().isReadOnly());
        QVERIFY(b.phone().isVisible());
    }
};

QTEST_MAIN(TestLoginDialog)
#include "test_login_dialog.moc"

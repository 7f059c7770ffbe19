// SPDX-License-Identifier: MIT
#include "app/windows/login_dialog.h"
#include "core/pipeline/server_probe.h"
#include "core/server/api/api_client.h"
#include "core/server/api/network.h"
#include "core/server/login/server_login.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"
#include "tests/support/page_visitor.h"
#include "tests/support/server_process.h"

#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The login window on the real login machine, against the real server.
class TestLoginForReal final : public QObject
{
    Q_OBJECT
private:
    struct Bench
    {
        ServerProcess server;
        MovedClock clock;
        MemoryTokenStore store;
        std::unique_ptr<QNetworkAccessManager> network{makeNetworkAccessManager()};
        bool started{server.start()};
        Settings settings{QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) + u"/none.conf"_s,
                          environment(server.url())};
        ApiClient api{*network, server.url()};
        ServerLogin machine{api, store, clock, u"0123456789abcdef"_s};
        LoginDialog dialog{
            machine, settings, clock, [this](QObject* context, const std::function<void(bool)>& done) {
                probeServer(api, context, [done](const ServerFacts& facts) { done(facts.printsTexts); });
            }};

        Bench()
        {
            dialog.show();
            machine.restore();
            started = started && QTest::qWaitFor([this] { return machine.phase() == LoginPhase::LoggedOut; });
        }
        [[nodiscard]] static QProcessEnvironment environment(const QUrl& url)
        {
            QProcessEnvironment result;
            result.insert(u"CLAUDE_SMS_SERVER_URL"_s, url.toString());
            return result;
        }
        template<typename W> [[nodiscard]] W& at(const char* name)
        {
            W* found = dialog.findChild<W*>(QString::fromLatin1(name));
            Q_ASSERT(found);
            return *found;
        }
        void enter(const char* field, const QString& text)
        {
            auto& edit = at<QLineEdit>(field);
            edit.selectAll();
            QTest::keyClicks(&edit, text);
            QTest::keyClick(&edit, Qt::Key_Return);
        }
        [[nodiscard]] bool visible(const char* name) { return at<QWidget>(name).isVisible(); }
        [[nodiscard]] QString text(const char* name) { return at<QLabel>(name).text(); }
        [[nodiscard]] QString wrongCode() const
        {
            return server.latestCode() == u"111111"_s ? u"222222"_s : u"111111"_s;
        }
    };

private Q_SLOTS:
    void fromTheNumberToTheLoginAndOutAgain()
    {
        Bench b;
        QVERIFY2(b.started, qPrintable(b.server.error()));
        b.enter("phone", u"+1 (415) 555-0123"_s);
        QTRY_VERIFY(b.visible("code"));
        QTRY_COMPARE(b.server.texts().size(), 1);
        QCOMPARE(b.server.texts().constFirst().to, u"+1***0123"_s);
        QTRY_VERIFY2(b.visible("printedTexts"), "it has no SMS provider");

        b.enter("code", b.wrongCode());
        QTRY_VERIFY2(b.text("codeNote").contains(u"4 more"_s), qPrintable(b.text("codeNote")));
        QTest::keyClicks(&b.at<QLineEdit>("code"), b.server.latestCode());
        QVERIFY2(b.text("codeTime").contains(u"4 attempt"_s), qPrintable(b.text("codeTime")));
        QTest::keyClick(&b.at<QLineEdit>("code"), Qt::Key_Return);
        QTRY_VERIFY(b.visible("doneHeadline"));
        QVERIFY2(b.text("doneHeadline").contains(u"+1***0123"_s), qPrintable(b.text("doneHeadline")));
        QTRY_VERIFY(!b.store.value.isEmpty());

        QTest::mouseClick(&b.at<QPushButton>("logOut"), Qt::LeftButton);
        QTRY_VERIFY(b.visible("phone"));
        QTRY_VERIFY(b.store.value.isEmpty());
    }
    void byWayOfTheBrowserAndForANewCodeOnceMore()
    {
        Bench b;
        QVERIFY2(b.started, qPrintable(b.server.error()));
        QUrl opened;
        b.machine.setBrowser([&opened](const QUrl& url) {
            opened = url;
            return true;
        });
        PageVisitor browser;
        const auto typeTheNumber = [&] {
            const Page sent = browser.submit(browser.get(opened), u"+1 415 555 0123"_s);
            return browser.get(browser.get(sent.location).location).status;
        };
        QTest::mouseClick(&b.at<QPushButton>("logInWithBrowser"), Qt::LeftButton);
        QTRY_VERIFY(b.visible("openAgain"));
        QCOMPARE(typeTheNumber(), 200);
        QVERIFY(b.visible("code"));
        const QString firstCode = b.server.latestCode();
        b.clock.moveBy(31s);
        QTRY_VERIFY(b.at<QPushButton>("resend").isEnabled());
        QTest::mouseClick(&b.at<QPushButton>("resend"), Qt::LeftButton);
        QTRY_VERIFY(b.visible("openAgain")); // who had the number only there is asked there again
        QCOMPARE(typeTheNumber(), 200);
        QCOMPARE(b.server.texts().size(), 2);
        QVERIFY(b.visible("code"));
        if (firstCode != b.server.latestCode()) {
            b.enter("code", firstCode);
            QTRY_VERIFY2(b.text("codeNote").contains(u"4 more"_s), qPrintable(b.text("codeNote")));
        }
        b.enter("code", b.server.latestCode());
        QTRY_VERIFY(b.visible("doneHeadline"));
        QVERIFY(b.text("doneHeadline").contains(u"+1***0123"_s));
    }
    void fiveWrongCodesLeadToANewOne()
    {
        Bench b;
        QVERIFY2(b.started, qPrintable(b.server.error()));
        b.enter("phone", u"+491701234567"_s);
        QTRY_VERIFY(b.visible("code"));
        for (int left = 4; left > 0; --left) {
            b.enter("code", b.wrongCode());
            QTRY_VERIFY(b.text("codeNote").contains(u"%1 more"_s.arg(left)));
        }
        b.enter("code", b.wrongCode());
        QTRY_VERIFY2(b.text("codeNote").contains(u"new one"_s), qPrintable(b.text("codeNote")));
        QVERIFY(b.visible("code"));
        QTest::mouseClick(&b.at<QPushButton>("resend"), Qt::LeftButton);
        QTRY_COMPARE(b.server.texts().size(), 2);
        QTRY_VERIFY(b.machine.phase() == LoginPhase::AwaitingCode);
        b.enter("code", b.server.latestCode());
        QTRY_VERIFY(b.visible("doneHeadline"));
    }
    void aFourthCodeIsRefusedWithAWaitInWordsAndTheThirdStillWorks()
    {
        Bench b;
        QVERIFY2(b.started, qPrintable(b.server.error()));
        b.enter("phone", u"+33612345678"_s);
        QTRY_VERIFY(b.visible("code"));
        for (int resend = 1; resend <= 3; ++resend) {
            b.clock.moveBy(31s);
            QTRY_VERIFY(b.at<QPushButton>("resend").isEnabled());
            QTest::mouseClick(&b.at<QPushButton>("resend"), Qt::LeftButton);
            QTRY_VERIFY(b.machine.phase() == LoginPhase::AwaitingCode);
        }
        QTRY_VERIFY2(b.text("codeNote").contains(u"minute"_s), qPrintable(b.text("codeNote")));
        QCOMPARE(b.server.texts().size(), 3);
        b.enter("code", b.server.latestCode());
        QTRY_VERIFY(b.visible("doneHeadline"));
    }
    void aServerThatIsGoneIsNamedAndTryingAgainWorksWhenItIsBack()
    {
        Bench b;
        QVERIFY2(b.started, qPrintable(b.server.error()));
        b.server.stop();
        b.enter("phone", u"+14155550123"_s);
        QTRY_VERIFY2(b.text("phoneNote").contains(b.server.url().toString()),
                     qPrintable(b.text("phoneNote")));
        QVERIFY2(b.server.start(), qPrintable(b.server.error()));
        QTest::mouseClick(&b.at<QPushButton>("sendCode"), Qt::LeftButton);
        QTRY_VERIFY(b.visible("code"));
    }
    void aCodeThatTookTooLongIsReplacedInTheSameWindow()
    {
        Bench b;
        QVERIFY2(b.started, qPrintable(b.server.error()));
        b.enter("phone", u"+14155550123"_s);
        QTRY_VERIFY(b.visible("code"));
        b.clock.moveBy(10min);
        QTRY_VERIFY(!b.at<QPushButton>("logIn").isEnabled());
        QTRY_VERIFY(b.at<QPushButton>("resend").isEnabled());
        QTest::mouseClick(&b.at<QPushButton>("resend"), Qt::LeftButton);
        QTRY_VERIFY(b.machine.phase() == LoginPhase::AwaitingCode);
        b.enter("code", b.server.latestCode());
        QTRY_VERIFY(b.visible("doneHeadline"));
    }
};

QTEST_MAIN(TestLoginForReal)
#include "test_login_for_real.moc"

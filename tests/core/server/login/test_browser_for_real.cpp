// SPDX-License-Identifier: MIT
#include "core/server/api/network.h"
#include "core/server/login/server_login.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"
#include "tests/support/page_visitor.h"
#include "tests/support/server_process.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tocsin;
using namespace tocsin::test;

/// The way through the browser with the real server's page; the browser is a few lines of code.
class TestBrowserForReal final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromThePageToTheLogin()
    {
        ServerProcess server;
        QVERIFY2(server.start(), qPrintable(server.error()));
        const auto network = makeNetworkAccessManager();
        ApiClient api{*network, server.url()};
        MemoryTokenStore store;
        const MovedClock clock;
        ServerLogin login{api, store, clock, u"0123456789abcdef"_s};
        QUrl opened;
        login.setBrowser([&opened](const QUrl& url) {
            opened = url;
            return true;
        });
        login.requestInBrowser();
        QTRY_VERIFY(!opened.isEmpty());

        PageVisitor browser;
        const Page form = browser.get(opened);
        QCOMPARE(form.status, 200);
        const Page wrong = browser.submit(form, u"12345"_s);
        QCOMPARE(wrong.status, 400);
        QCOMPARE(login.phase(), LoginPhase::WaitingForBrowser);
        const Page sent = browser.submit(wrong, u"+1 (415) 555-0123"_s);
        QCOMPARE(sent.status, 302);
        QVERIFY(sent.location.toString().startsWith(u"http://127.0.0.1:"_s));
        const Page taken = browser.get(sent.location);
        QCOMPARE(taken.status, 303);
        QCOMPARE(login.phase(), LoginPhase::AwaitingCode);
        QCOMPARE(login.maskedPhone(), u"+1***0123"_s);
        const Page done = browser.get(taken.location);
        QCOMPARE(done.status, 200);
        QCOMPARE(done.url.path(), u"/done"_s);
        QVERIFY(!done.url.hasQuery());
        QVERIFY(done.body.contains("Enter the code in Tocsin"));

        QTRY_VERIFY(!server.latestCode().isEmpty());
        login.submitCode(server.latestCode());
        QTRY_COMPARE(login.phase(), LoginPhase::LoggedIn);
        QCOMPARE(login.maskedPhone(), u"+1***0123"_s);
        QVERIFY(!store.value.isEmpty());
        QCOMPARE(server.texts().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestBrowserForReal)
#include "test_browser_for_real.moc"

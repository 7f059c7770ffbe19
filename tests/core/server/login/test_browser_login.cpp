// SPDX-License-Identifier: MIT
#include "tests/core/server/login/login_bench.h"

#include <QNetworkReply>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::LoginBench;

/// The login machine's way through the browser; the browser is this test.
class TestBrowserLogin final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_opened.clear();
        m_bench = std::make_unique<LoginBench>();
        useBrowser();
    }
    void cleanup() { m_bench.reset(); }

    void theBrowsersAnswerLeadsToALogin();
    void theAddressIsTheServers_data();
    void theAddressIsTheServers();
    void thePageOfTheServerIsOpened();
    void noPageOfAForeignServerIsOpened();
    void anAnswerWithAnotherStateIsDroppedAndTheWaitGoesOn();
    void aSecondCallReplacesTheFirst();
    void theSamePageMayBeOpenedAgain();
    void cancelEndsTheWait();
    void aNumberTypedHereEndsTheWait();
    void withoutABrowserItSaysWhatToDo();
    void aBrowserThatDoesNotOpenIsTold();
    void anUnsafeServerIsNotOpened();
    void silenceEndsTheWait();
    void anotherCodeComesByTheBrowserToo();
    void aBrowserThatDoesNotOpenAgainLeavesTheOldCode();
    void aBrowserThatDoesNotOpenLeavesTheCodeThatWasTexted();
    void aCodeIsGoodForTenMinutes();
    void anUnmaskedNumberIsMasked();
    void whoIsLoggedInOpensNothing();
    void anotherServerEndsTheWait();

private:
    void useBrowser(std::chrono::milliseconds patience = BrowserPatience, bool works = true)
    {
        m_bench->login->setBrowser(
            [this, works](const QUrl& url) {
                m_opened += url;
                return works;
            },
            patience);
    }
    [[nodiscard]] ServerLogin& login() { return *m_bench->login; }
    /// Returns when the server has been asked who it is.
    void openBrowser()
    {
        login().requestInBrowser();
        QTRY_VERIFY(login().phase() != LoginPhase::RequestingCode);
    }
    void resendCode()
    {
        login().resendCode();
        QTRY_VERIFY(login().phase() != LoginPhase::RequestingCode);
    }
    /// Nothing was asked but who the server is.
    [[nodiscard]] bool nothingWasSent() const
    {
        const QList<HttpRequest> all = m_bench->server.requests();
        return all.size() == m_bench->server.requests(u"/health"_s).size();
    }
    [[nodiscard]] static QString field(const QUrl& page, const QString& name)
    {
        return QUrlQuery{page}.queryItemValue(name, QUrl::FullyDecoded);
    }
    [[nodiscard]] static QUrl callback(const QUrl& page, const QString& state,
                                       const QString& phone = u"+1***0123"_s)
    {
        QUrl url{field(page, u"callback_uri"_s)};
        url.setQuery(u"temp_token=temp&phone=%1&state=%2"_s.arg(
            QString::fromLatin1(QUrl::toPercentEncoding(phone)), state));
        return url;
    }
    /// What the browser gets; 0 when nobody listens.
    [[nodiscard]] int visit(const QUrl& url)
    {
        QNetworkRequest request{url};
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        const std::unique_ptr<QNetworkReply> reply{m_bench->network->get(request)};
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000))
            return -1;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }
    [[nodiscard]] int comeBack(const QUrl& page) { return visit(callback(page, field(page, u"state"_s))); }
    [[nodiscard]] bool nobodyListens(const QUrl& page) { return comeBack(page) == 0; }

    std::unique_ptr<LoginBench> m_bench;
    QList<QUrl> m_opened;
};

void TestBrowserLogin::theBrowsersAnswerLeadsToALogin()
{
    QSignalSpy phases{&login(), &ServerLogin::phaseChanged};
    openBrowser();
    QCOMPARE(login().phase(), LoginPhase::WaitingForBrowser);
    QCOMPARE(m_opened.size(), 1);
    QVERIFY(!QUuid::fromString(field(m_opened.first(), u"state"_s)).isNull());
    login().submitCode(u"123456"_s);
    QCOMPARE(m_bench->errors(), QList{LoginError::NotNow}); // too early, and told
    QCOMPARE(comeBack(m_opened.first()), 303);
    QCOMPARE(login().phase(), LoginPhase::AwaitingCode);
    QCOMPARE(login().maskedPhone(), u"+1***0123"_s);
    QCOMPARE(login().attemptsLeft(), 5);
    const qint64 left = QDateTime::currentDateTimeUtc().secsTo(login().codeExpiresAt());
    QVERIFY2(left > 590 && left <= 600, qPrintable(QString::number(left)));
    QVERIFY(nothingWasSent()); // the number never came by here

    login().submitCode(u"123456"_s);
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedIn);
    QCOMPARE(m_bench->server.requests(u"/auth/exchange"_s).value(0).json().value("temp_token"_L1).toString(),
             u"temp"_s);
    QVERIFY2(nobodyListens(m_opened.first()), "the browser's way is over with the login");
    QList<LoginPhase> seen;
    for (const auto& arguments : phases)
        seen.append(arguments.at(0).value<LoginPhase>());
    QCOMPARE(seen, (QList{LoginPhase::RequestingCode, LoginPhase::WaitingForBrowser, LoginPhase::AwaitingCode,
                          LoginPhase::Exchanging, LoginPhase::LoggedIn}));
}

void TestBrowserLogin::theAddressIsTheServers_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("page");
    QTest::newRow("plain") << u"https://sms.example.org"_s << u"https://sms.example.org/login"_s;
    QTest::newRow("below a path") << u"https://example.org/a%20b/tocsin/"_s
                                  << u"https://example.org/a%20b/tocsin/login"_s;
    QTest::newRow("this computer") << u"http://localhost:3000"_s << u"http://localhost:3000/login"_s;
}

void TestBrowserLogin::theAddressIsTheServers()
{
    QFETCH(QString, server);
    QFETCH(QString, page);
    const QUrl url = browserLoginUrl(QUrl{server}, QUrl{u"http://127.0.0.1:1234/callback"_s}, u"s"_s);
    const QString text = url.toString(QUrl::FullyEncoded);
    QVERIFY2(text.startsWith(page + u"?src=claude&callback_uri=http%3A%2F%2F127.0.0.1%3A"_s),
             qPrintable(text));
    QCOMPARE(QUrlQuery{url}.queryItems().size(), 3);
}

void TestBrowserLogin::thePageOfTheServerIsOpened()
{
    const QUrl server{m_bench->server.url().toString() + u"/a%20b"_s};
    m_bench->api.setServerUrl(server);
    openBrowser();
    QCOMPARE(m_opened.size(), 1);
    QVERIFY(m_opened.first()
                .toString(QUrl::FullyEncoded)
                .startsWith(server.toString(QUrl::FullyEncoded) + u"/login?src=claude"_s));
}

void TestBrowserLogin::noPageOfAForeignServerIsOpened()
{
    m_bench->server.health = HttpAnswer{.status = 501, .body = "Not implemented"};
    openBrowser();
    QCOMPARE(m_bench->errors(), QList{LoginError::NotOurServer});
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QVERIFY(m_opened.isEmpty());
}

void TestBrowserLogin::anAnswerWithAnotherStateIsDroppedAndTheWaitGoesOn()
{
    openBrowser();
    QCOMPARE(visit(callback(m_opened.first(), u"other"_s)), 400);
    QCOMPARE(login().phase(), LoginPhase::WaitingForBrowser);
    QVERIFY(m_bench->errors().isEmpty());
    QCOMPARE(comeBack(m_opened.first()), 303);
    QCOMPARE(login().phase(), LoginPhase::AwaitingCode);
}

void TestBrowserLogin::aSecondCallReplacesTheFirst()
{
    openBrowser();
    QSignalSpy phases{&login(), &ServerLogin::phaseChanged};
    openBrowser();
    QCOMPARE(phases.size(), 2); // each call is answered
    QCOMPARE(m_opened.size(), 2);
    QVERIFY(nobodyListens(m_opened.first()));
    QCOMPARE(login().phase(), LoginPhase::WaitingForBrowser);
    QCOMPARE(comeBack(m_opened.last()), 303);
    QCOMPARE(login().phase(), LoginPhase::AwaitingCode);
}

void TestBrowserLogin::theSamePageMayBeOpenedAgain()
{
    login().reopenBrowser();
    QCOMPARE(m_bench->errors(), QList{LoginError::NotNow});
    openBrowser();
    login().reopenBrowser();
    QCOMPARE(m_opened.size(), 2);
    QCOMPARE(m_opened.first(), m_opened.last());
    useBrowser(BrowserPatience, false);
    login().reopenBrowser();
    QCOMPARE(m_bench->errors().constLast(), LoginError::NoBrowser);
    QCOMPARE(login().phase(), LoginPhase::WaitingForBrowser); // the first page may still be there
    QCOMPARE(comeBack(m_opened.first()), 303);
}

void TestBrowserLogin::cancelEndsTheWait()
{
    openBrowser();
    login().cancel();
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QVERIFY(nobodyListens(m_opened.first()));
    login().resendCode();
    QCOMPARE(m_bench->errors(), QList{LoginError::NotNow});
}

void TestBrowserLogin::aNumberTypedHereEndsTheWait()
{
    openBrowser();
    login().requestCode(u"+14155550123"_s);
    QTRY_COMPARE(login().phase(), LoginPhase::AwaitingCode);
    QVERIFY(nobodyListens(m_opened.first()));
    login().resendCode(); // to that number
    QTRY_COMPARE(m_bench->server.requests(u"/login"_s).size(), 2);
    QCOMPARE(m_opened.size(), 1);
}

void TestBrowserLogin::withoutABrowserItSaysWhatToDo()
{
    m_bench->restart();
    openBrowser();
    QCOMPARE(m_bench->errors(), QList{LoginError::NoBrowser});
    QVERIFY(m_bench->failed->constLast().at(1).toString().contains(u"number"_s));
    QVERIFY(login().phase() != LoginPhase::WaitingForBrowser);
}

void TestBrowserLogin::aBrowserThatDoesNotOpenIsTold()
{
    login().cancel();
    useBrowser(BrowserPatience, false);
    openBrowser();
    QCOMPARE(m_bench->errors(), QList{LoginError::NoBrowser});
    QVERIFY(m_bench->failed->constLast().at(1).toString().contains(u"number"_s));
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QVERIFY(nobodyListens(m_opened.first()));
}

void TestBrowserLogin::anUnsafeServerIsNotOpened()
{
    m_bench->api.setServerUrl(QUrl{u"http://sms.example.org"_s});
    openBrowser();
    QCOMPARE(m_bench->errors(), QList{LoginError::ServerUnsafe});
    QVERIFY(m_opened.isEmpty());
}

void TestBrowserLogin::silenceEndsTheWait()
{
    useBrowser(50ms);
    openBrowser();
    QTRY_COMPARE(m_bench->errors(), QList{LoginError::BrowserSilent});
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QVERIFY(nobodyListens(m_opened.first()));
}

void TestBrowserLogin::anotherCodeComesByTheBrowserToo()
{
    openBrowser();
    QCOMPARE(comeBack(m_opened.first()), 303);
    resendCode();
    QCOMPARE(login().phase(), LoginPhase::WaitingForBrowser);
    QCOMPARE(m_opened.size(), 2);
    QVERIFY(field(m_opened.first(), u"state"_s) != field(m_opened.last(), u"state"_s));
    QCOMPARE(comeBack(m_opened.last()), 303);
    QCOMPARE(login().phase(), LoginPhase::AwaitingCode);

    m_bench->server.answer = [](const HttpRequest&) { return HttpAnswer::error(401, u"token_expired"_s); };
    login().submitCode(u"123456"_s);
    QTRY_COMPARE(m_bench->errors(), QList{LoginError::CodeExpired});
    resendCode();
    QCOMPARE(m_opened.size(), 3);
    QCOMPARE(login().phase(), LoginPhase::WaitingForBrowser);
}

void TestBrowserLogin::aBrowserThatDoesNotOpenAgainLeavesTheOldCode()
{
    openBrowser();
    QCOMPARE(comeBack(m_opened.first()), 303);
    useBrowser(BrowserPatience, false);
    resendCode();
    QCOMPARE(m_bench->errors(), QList{LoginError::NoBrowser});
    QCOMPARE(login().phase(), LoginPhase::AwaitingCode);
    login().submitCode(u"123456"_s);
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedIn);
}

void TestBrowserLogin::aBrowserThatDoesNotOpenLeavesTheCodeThatWasTexted()
{
    login().requestCode(u"+14155550123"_s);
    QTRY_COMPARE(login().phase(), LoginPhase::AwaitingCode);
    useBrowser(BrowserPatience, false);
    openBrowser();
    QCOMPARE(m_bench->errors(), QList{LoginError::NoBrowser});
    QCOMPARE(login().phase(), LoginPhase::AwaitingCode);
    m_bench->clock.moveBy(11min); // but not one that is too old by now
    openBrowser();
    QCOMPARE(m_bench->errors(), (QList{LoginError::NoBrowser, LoginError::NoBrowser}));
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
}

void TestBrowserLogin::aCodeIsGoodForTenMinutes()
{
    openBrowser();
    QCOMPARE(comeBack(m_opened.first()), 303);
    m_bench->clock.moveBy(11min);
    login().submitCode(u"123456"_s);
    QCOMPARE(m_bench->errors(), QList{LoginError::CodeExpired});
    QVERIFY(nothingWasSent());
}

void TestBrowserLogin::anUnmaskedNumberIsMasked()
{
    openBrowser();
    const QString state = field(m_opened.first(), u"state"_s);
    QCOMPARE(visit(callback(m_opened.first(), state, u"+14155550123"_s)), 303);
    QCOMPARE(login().maskedPhone(), u"+***0123"_s);
}

void TestBrowserLogin::whoIsLoggedInOpensNothing()
{
    QVERIFY(m_bench->logIn());
    openBrowser();
    QCOMPARE(m_bench->errors(), QList{LoginError::NotNow});
    QCOMPARE(login().phase(), LoginPhase::LoggedIn);
    QVERIFY(m_opened.isEmpty());
}

void TestBrowserLogin::anotherServerEndsTheWait()
{
    openBrowser();
    m_bench->api.setServerUrl(QUrl{u"https://sms.example.org"_s});
    login().serverChanged();
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedOut);
    QVERIFY(nobodyListens(m_opened.first()));
}

QTEST_GUILESS_MAIN(TestBrowserLogin)
#include "test_browser_login.moc"

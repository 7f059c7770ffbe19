// SPDX-License-Identifier: MIT
#include "core/api/network.h"
#include "core/auth/device_fingerprint.h"
#include "core/auth/login.h"
#include "tests/support/http_script.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::HttpScript;
using tocsin::test::MemoryTokenStore;
using tocsin::test::MovedClock;

namespace {

QString isoIn(std::chrono::seconds time)
{
    return QDateTime::currentDateTimeUtc().addSecs(time.count()).toString(Qt::ISODate);
}

HttpAnswer tokenAnswer(const QString& token, std::chrono::seconds life = 36h)
{
    return HttpAnswer::json({{u"access_token"_s, token},
                             {u"token_type"_s, u"Bearer"_s},
                             {u"expires_in"_s, qint64{life.count()}},
                             {u"expires_at"_s, isoIn(life)},
                             {u"phone"_s, u"+1***0123"_s}});
}

/// Gives a temporary token to anybody, and `code` is the right one.
HttpAnswer pairing(const HttpRequest& request, const QString& code = u"123456"_s, int expiresIn = 600)
{
    if (request.path == u"/login"_s)
        return HttpAnswer::json({{u"temp_token"_s, u"temp"_s},
                                 {u"expires_in"_s, expiresIn},
                                 {u"phone"_s, u"+1***0123"_s},
                                 {u"state"_s, request.json().value("state"_L1)}});
    if (request.path == u"/auth/exchange"_s)
        return request.json().value("pairing_code"_L1).toString() == code
                   ? tokenAnswer(u"token-1"_s)
                   : HttpAnswer::error(400, u"invalid_pairing_code"_s, {{u"attempts_left"_s, 4}});
    return HttpAnswer::json({{u"revoked"_s, true}, {u"sessions_cleared"_s, 5}});
}

} // namespace

class TestLoginMachine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aCodeLeadsToALoginThatIsKept();
    void numbersAreTakenAsPeopleWriteThem_data();
    void numbersAreTakenAsPeopleWriteThem();
    void anAnswerWithAnotherStateIsDropped();
    void refusalsOfACodeAreTold_data();
    void refusalsOfACodeAreTold();
    void refusalsOfAnExchangeAreTold_data();
    void refusalsOfAnExchangeAreTold();
    void onlySixDigitsAreSent_data();
    void onlySixDigitsAreSent();
    void theFifthWrongCodeEndsThePairing();
    void anExpiredCodeIsNoticedAndANewOneCanBeHad();
    void aFailedResendKeepsTheOldCode();
    void cancelDropsTheAnswer();
    void callsOutOfTurnAreRefused();
    void logoutTellsTheServerAndEmptiesTheStore();
    void logoutWorksWithoutTheServer();
    void aStoredLoginIsRestored();
    void whatIsStoredMayBeUseless_data();
    void whatIsStoredMayBeUseless();
    void aStoreThatFailsIsTold();
    void aLoginOutlivesAStoreThatCannotKeepIt();
    void theLastQuarterOfATokensLifeRefreshesIt();
    void aTokenThatRunsOutIsNoticed();
    void aRejectedTokenEndsTheLoginOnce();
    void aLateRejectionOfAnOlderTokenChangesNothing();
    void anUnmaskedNumberFromTheServerIsMasked();
    void theFingerprintStaysTheSame();

private:
    void restart();
    void logIn();
    void store(const QString& token, std::chrono::seconds since, std::chrono::seconds left,
               const QUrl& server);
    [[nodiscard]] QList<LoginError> errors() const;

    std::unique_ptr<HttpScript> m_server;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<ApiClient> m_api;
    std::unique_ptr<MemoryTokenStore> m_store;
    std::unique_ptr<MovedClock> m_clock;
    std::unique_ptr<LoginMachine> m_login;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_ended;
};

void TestLoginMachine::init()
{
    m_server = std::make_unique<HttpScript>();
    m_server->answer = [](const HttpRequest& request) { return pairing(request); };
    m_network = makeNetworkAccessManager();
    m_api = std::make_unique<ApiClient>(*m_network, m_server->url());
    m_store = std::make_unique<MemoryTokenStore>();
    m_clock = std::make_unique<MovedClock>();
    restart();
}

void TestLoginMachine::restart()
{
    m_login = std::make_unique<LoginMachine>(*m_api, *m_store, *m_clock, u"00112233445566ff"_s);
    m_failed = std::make_unique<QSignalSpy>(m_login.get(), &LoginMachine::failed);
    m_ended = std::make_unique<QSignalSpy>(m_login.get(), &LoginMachine::loginEnded);
}

void TestLoginMachine::cleanup()
{
    m_login.reset();
    m_api.reset();
    m_network.reset();
    m_server.reset();
}

void TestLoginMachine::logIn()
{
    m_login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_login->phase(), LoginPhase::AwaitingCode);
    m_login->submitCode(u"123456"_s);
    QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedIn);
}

void TestLoginMachine::store(const QString& token, std::chrono::seconds since, std::chrono::seconds left,
                             const QUrl& server)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_store->value = serializeLogin({.server = server,
                                     .token = Secret{token},
                                     .issuedAt = now.addSecs(-since.count()),
                                     .expiresAt = now.addSecs(left.count()),
                                     .phone = u"+1***0123"_s});
}

QList<LoginError> TestLoginMachine::errors() const
{
    QList<LoginError> all;
    for (const auto& arguments : *m_failed) {
        all.append(arguments.at(0).value<LoginError>());
        if (arguments.at(1).toString().isEmpty())
            qWarning("an error without a message");
    }
    return all;
}

void TestLoginMachine::aCodeLeadsToALoginThatIsKept()
{
    QSignalSpy phases{m_login.get(), &LoginMachine::phaseChanged};
    logIn();
    QList<LoginPhase> seen;
    for (const auto& arguments : phases)
        seen.append(arguments.at(0).value<LoginPhase>());
    QCOMPARE(seen, (QList{LoginPhase::RequestingCode, LoginPhase::AwaitingCode, LoginPhase::Exchanging,
                          LoginPhase::LoggedIn}));
    QVERIFY(errors().isEmpty());
    QCOMPARE(m_login->maskedPhone(), u"+1***0123"_s);
    QCOMPARE(m_login->accessToken(), Secret{u"token-1"_s});
    QVERIFY(!m_login->codeExpiresAt().isValid());
    QCOMPARE(
        m_server->requests(u"/auth/exchange"_s).value(0).json().value("device_fingerprint"_L1).toString(),
        u"00112233445566ff"_s);
    const auto stored = parseStoredLogin(m_store->value);
    QVERIFY(stored);
    QCOMPARE(stored->token, Secret{u"token-1"_s});
    QCOMPARE(stored->server, m_server->url());
    QVERIFY(!m_store->value.reveal().contains(u"4155550123"_s));
}

void TestLoginMachine::numbersAreTakenAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("sent");
    QTest::newRow("plain") << u"+14155550123"_s << u"+14155550123"_s;
    QTest::newRow("with signs") << u" +1 (415) 555-0123 "_s << u"+14155550123"_s;
    QTest::newRow("no country") << u"4155550123"_s << QString{};
    QTest::newRow("too short") << u"+1415"_s << QString{};
    QTest::newRow("letters") << u"+1415CALLME"_s << QString{};
    QTest::newRow("nothing") << QString{} << QString{};
}

void TestLoginMachine::numbersAreTakenAsPeopleWriteThem()
{
    QFETCH(QString, typed);
    QFETCH(QString, sent);
    m_login->requestCode(typed);
    if (sent.isEmpty()) {
        QCOMPARE(errors(), QList{LoginError::InvalidPhone});
        QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
        return;
    }
    QTRY_COMPARE(m_login->phase(), LoginPhase::AwaitingCode);
    QCOMPARE(m_server->requests(u"/login"_s).value(0).json().value("phone"_L1).toString(), sent);
}

void TestLoginMachine::anAnswerWithAnotherStateIsDropped()
{
    m_server->answer = [](const auto&) {
        return HttpAnswer::json(
            {{u"temp_token"_s, u"temp"_s}, {u"expires_in"_s, 600}, {u"state"_s, u"other"_s}});
    };
    m_login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(errors(), QList{LoginError::StateMismatch});
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
    m_login->submitCode(u"123456"_s);
    QCOMPARE(errors().constLast(), LoginError::NotNow);
}

void TestLoginMachine::refusalsOfACodeAreTold_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    QTest::addColumn<LoginError>("error");
    QTest::newRow("bad number") << 400 << u"invalid_request"_s << LoginError::InvalidPhone;
    QTest::newRow("too often") << 429 << u"rate_limited"_s << LoginError::RateLimited;
    QTest::newRow("server trouble") << 500 << u"server_error"_s << LoginError::ServerRefused;
    QTest::newRow("a redirect") << 302 << QString{} << LoginError::ServerRefused;
    QTest::newRow("garbage") << 200 << QString{} << LoginError::ServerRefused;
}

void TestLoginMachine::refusalsOfACodeAreTold()
{
    QFETCH(int, status);
    QFETCH(QString, word);
    QFETCH(LoginError, error);
    HttpAnswer answer = HttpAnswer::error(status, word);
    answer.headers.append("Retry-After: 540");
    m_server->answer = [answer](const auto&) { return answer; };
    m_login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(errors(), QList{error});
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
    if (error == LoginError::RateLimited)
        QCOMPARE(m_login->retryAfterSeconds(), 540);
}

void TestLoginMachine::refusalsOfAnExchangeAreTold_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    QTest::addColumn<LoginError>("error");
    QTest::addColumn<LoginPhase>("phase");
    QTest::newRow("wrong code") << 400 << u"invalid_pairing_code"_s << LoginError::WrongCode
                                << LoginPhase::AwaitingCode;
    QTest::newRow("too late") << 401 << u"token_expired"_s << LoginError::CodeExpired
                              << LoginPhase::LoggedOut;
    QTest::newRow("locked") << 429 << u"rate_limited"_s << LoginError::RateLimited
                            << LoginPhase::AwaitingCode;
    QTest::newRow("server trouble") << 503 << u"server_error"_s << LoginError::ServerRefused
                                    << LoginPhase::AwaitingCode;
}

void TestLoginMachine::refusalsOfAnExchangeAreTold()
{
    QFETCH(int, status);
    QFETCH(QString, word);
    QFETCH(LoginError, error);
    QFETCH(LoginPhase, phase);
    m_server->answer = [status, word](const HttpRequest& request) {
        return request.path == u"/login"_s ? pairing(request) : HttpAnswer::error(status, word);
    };
    m_login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_login->phase(), LoginPhase::AwaitingCode);
    m_login->submitCode(u"654321"_s);
    QTRY_COMPARE(errors(), QList{error});
    QCOMPARE(m_login->phase(), phase);
    QVERIFY(m_store->value.isEmpty());
    if (error == LoginError::WrongCode)
        QCOMPARE(m_login->attemptsLeft(), 4); // the answer did not say: counted here
}

void TestLoginMachine::onlySixDigitsAreSent_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isSent");
    QTest::newRow("six") << u"123456"_s << true;
    QTest::newRow("with a gap") << u" 123 456 "_s << true;
    QTest::newRow("five") << u"12345"_s << false;
    QTest::newRow("seven") << u"1234567"_s << false;
    QTest::newRow("letters") << u"12345a"_s << false;
    QTest::newRow("other digits") << u"١٢٣٤٥٦"_s << false;
    QTest::newRow("nothing") << QString{} << false;
}

void TestLoginMachine::onlySixDigitsAreSent()
{
    QFETCH(QString, typed);
    QFETCH(bool, isSent);
    m_login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_login->phase(), LoginPhase::AwaitingCode);
    m_login->submitCode(typed);
    if (isSent) {
        QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedIn);
        return;
    }
    QCOMPARE(errors(), QList{LoginError::WrongCode});
    QCOMPARE(m_login->attemptsLeft(), 5);
    QVERIFY(m_server->requests(u"/auth/exchange"_s).isEmpty());
}

void TestLoginMachine::theFifthWrongCodeEndsThePairing()
{
    int left{5};
    m_server->answer = [&left](const HttpRequest& request) {
        return request.path == u"/login"_s
                   ? pairing(request)
                   : HttpAnswer::error(400, u"invalid_pairing_code"_s, {{u"attempts_left"_s, --left}});
    };
    m_login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_login->phase(), LoginPhase::AwaitingCode);
    for (int i = 1; i <= 5; ++i) {
        m_login->submitCode(u"111111"_s);
        QTRY_COMPARE(errors().size(), i);
        QCOMPARE(m_login->attemptsLeft(), 5 - i);
    }
    QCOMPARE(errors().constLast(), LoginError::CodeExpired);
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
}

void TestLoginMachine::anExpiredCodeIsNoticedAndANewOneCanBeHad()
{
    m_server->answer = [](const HttpRequest& request) { return pairing(request, u"123456"_s, 1); };
    m_login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_login->phase(), LoginPhase::AwaitingCode);
    QTRY_COMPARE(errors(), QList{LoginError::CodeExpired});
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);

    m_server->answer = [](const HttpRequest& request) { return pairing(request); };
    m_login->resendCode();
    QTRY_COMPARE(m_login->phase(), LoginPhase::AwaitingCode);
    QCOMPARE(m_server->requests(u"/login"_s).value(1).json().value("phone"_L1).toString(), u"+14155550123"_s);
    QCOMPARE(m_login->attemptsLeft(), 5);

    m_clock->moveBy(11min); // as after a sleep, which no timer sees
    m_login->submitCode(u"123456"_s);
    QCOMPARE(errors().constLast(), LoginError::CodeExpired);
    QVERIFY(m_server->requests(u"/auth/exchange"_s).isEmpty());
}

void TestLoginMachine::aFailedResendKeepsTheOldCode()
{
    m_login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_login->phase(), LoginPhase::AwaitingCode);
    m_server->answer = [](const HttpRequest& request) {
        return request.path == u"/login"_s ? HttpAnswer::error(429, u"rate_limited"_s) : pairing(request);
    };
    m_login->resendCode();
    QTRY_COMPARE(errors(), QList{LoginError::RateLimited});
    QCOMPARE(m_login->phase(), LoginPhase::AwaitingCode);
    m_login->submitCode(u"123456"_s);
    QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedIn);
}

void TestLoginMachine::cancelDropsTheAnswer()
{
    m_login->requestCode(u"+14155550123"_s);
    QCOMPARE(m_login->phase(), LoginPhase::RequestingCode);
    m_login->cancel();
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
    m_login->resendCode();
    QCOMPARE(errors(), QList{LoginError::NotNow});
    QVERIFY(m_login->maskedPhone().isEmpty());
}

void TestLoginMachine::callsOutOfTurnAreRefused()
{
    m_login->submitCode(u"123456"_s);
    m_login->resendCode();
    QCOMPARE(errors(), (QList{LoginError::NotNow, LoginError::NotNow}));
    logIn();
    m_login->requestCode(u"+14155550199"_s);
    QCOMPARE(errors().size(), 3);
    m_login->cancel();
    QCOMPARE(m_login->phase(), LoginPhase::LoggedIn);
}

void TestLoginMachine::logoutTellsTheServerAndEmptiesTheStore()
{
    logIn();
    QSignalSpy finished{m_login.get(), &LoginMachine::logOutFinished};
    m_login->logOut();
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
    QVERIFY(m_login->accessToken().isEmpty());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.at(0).at(0).toInt(), 5);
    QCOMPARE(m_server->requests(u"/auth/logout"_s).value(0).bearer(), u"token-1"_s);
    QVERIFY(m_store->value.isEmpty());
    QCOMPARE(m_ended->size(), 1);
    QVERIFY(m_ended->at(0).at(1).toString().isEmpty());
}

void TestLoginMachine::logoutWorksWithoutTheServer()
{
    logIn();
    m_server->answer = [](const auto&) { return HttpAnswer::error(503, u"server_error"_s); };
    QSignalSpy finished{m_login.get(), &LoginMachine::logOutFinished};
    m_login->logOut();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
    QVERIFY(m_store->value.isEmpty());
    m_login->logOut();
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(m_ended->size(), 1);
}

void TestLoginMachine::aStoredLoginIsRestored()
{
    store(u"kept"_s, 1h, 35h, m_server->url());
    QCOMPARE(m_login->phase(), LoginPhase::Restoring);
    m_login->restore();
    QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedIn);
    QCOMPARE(m_login->accessToken(), Secret{u"kept"_s});
    QCOMPARE(m_login->maskedPhone(), u"+1***0123"_s);
    QVERIFY(m_server->requests().isEmpty());
}

void TestLoginMachine::whatIsStoredMayBeUseless_data()
{
    QTest::addColumn<QString>("stored");
    QTest::newRow("nothing") << QString{};
    QTest::newRow("garbage") << u"\x01\x02"_s;
    QTest::newRow("another version") << uR"({"version":2,"access_token":"t"})"_s;
    QTest::newRow("no token") << uR"({"version":1,"expires_at":"2099-01-01T00:00:00Z"})"_s;
    QTest::newRow("another server") << serializeLogin(
                                           {.server = QUrl{u"https://example.org"_s},
                                            .token = Secret{u"t"_s},
                                            .expiresAt = QDateTime::currentDateTimeUtc().addDays(1)})
                                           .reveal();
}

void TestLoginMachine::whatIsStoredMayBeUseless()
{
    QFETCH(QString, stored);
    m_store->value = Secret{stored};
    m_login->restore();
    QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedOut);
    QVERIFY(m_login->accessToken().isEmpty());
    QVERIFY(m_server->requests().isEmpty());
}

void TestLoginMachine::aStoreThatFailsIsTold()
{
    m_store->failsWith = u"locked"_s;
    QSignalSpy storeFailed{m_login.get(), &LoginMachine::storeFailed};
    m_login->restore();
    QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedOut);
    QCOMPARE(storeFailed.size(), 1);
    QCOMPARE(storeFailed.at(0).at(0).toString(), u"locked"_s);
}

void TestLoginMachine::aLoginOutlivesAStoreThatCannotKeepIt()
{
    m_store->failsWith = u"locked"_s;
    QSignalSpy storeFailed{m_login.get(), &LoginMachine::storeFailed};
    logIn();
    QTRY_COMPARE(storeFailed.size(), 1);
    QCOMPARE(m_login->phase(), LoginPhase::LoggedIn);
    MemoryTokenStore agreed; // the user said: into a file, then
    m_login->useStore(agreed);
    QVERIFY(parseStoredLogin(agreed.value));
}

void TestLoginMachine::theLastQuarterOfATokensLifeRefreshesIt()
{
    m_server->answer = [](const auto&) { return tokenAnswer(u"fresh"_s); };
    store(u"old"_s, 28h, 8h, m_server->url());
    QSignalSpy refreshed{m_login.get(), &LoginMachine::tokenRefreshed};
    m_login->restore();
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(m_server->requests(u"/auth/refresh"_s).value(0).bearer(), u"old"_s);
    QCOMPARE(m_login->accessToken(), Secret{u"fresh"_s});
    QCOMPARE(parseStoredLogin(m_store->value)->token, Secret{u"fresh"_s});
    QCOMPARE(m_login->phase(), LoginPhase::LoggedIn);
}

void TestLoginMachine::aTokenThatRunsOutIsNoticed()
{
    m_server->answer = [](const auto&) { return HttpAnswer::error(503, u"server_error"_s); };
    store(u"old"_s, 36h, 1s, m_server->url());
    m_login->restore();
    QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedIn);
    QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedOut);
    QCOMPARE(m_ended->size(), 1);
    QCOMPARE(m_ended->at(0).at(0).value<LoginEnd>(), LoginEnd::Expired);
    QVERIFY(!m_ended->at(0).at(1).toString().isEmpty());
    QVERIFY(m_store->value.isEmpty());

    store(u"old"_s, 40h, -1h, m_server->url());
    restart();
    m_login->restore();
    QTRY_COMPARE(m_ended->size(), 1); // expired while the program was not running
    QVERIFY(m_store->value.isEmpty());
}

void TestLoginMachine::aRejectedTokenEndsTheLoginOnce()
{
    logIn();
    const Secret token = m_login->accessToken();
    m_login->tokenRejected(token);
    m_login->tokenRejected(token);
    QCOMPARE(m_ended->size(), 1);
    QCOMPARE(m_ended->at(0).at(0).value<LoginEnd>(), LoginEnd::Rejected);
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
    QTRY_VERIFY(m_store->value.isEmpty());
}

void TestLoginMachine::aLateRejectionOfAnOlderTokenChangesNothing()
{
    logIn();
    m_login->tokenRejected(Secret{u"token-0"_s});
    QCOMPARE(m_login->phase(), LoginPhase::LoggedIn);
}

void TestLoginMachine::anUnmaskedNumberFromTheServerIsMasked()
{
    QCOMPARE(surelyMasked(u"+1***0123"_s), u"+1***0123"_s);
    QCOMPARE(surelyMasked(u"+49***0123"_s), u"+49***0123"_s);
    QCOMPARE(surelyMasked(u"+14155550123"_s), u"+***0123"_s);
}

void TestLoginMachine::theFingerprintStaysTheSame()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"deeper/device"_s);
    const QString first = deviceFingerprint(file);
    QCOMPARE(first.size(), 16);
    QCOMPARE(deviceFingerprint(file), first);
    QFile spoilt{file};
    QVERIFY(spoilt.open(QIODevice::WriteOnly));
    spoilt.write("not hex");
    spoilt.close();
    const QString second = deviceFingerprint(file);
    QVERIFY(second != first);
    QCOMPARE(deviceFingerprint(file), second);
}

QTEST_GUILESS_MAIN(TestLoginMachine)
#include "test_login_machine.moc"

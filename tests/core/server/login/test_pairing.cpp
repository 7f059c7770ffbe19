// SPDX-License-Identifier: MIT
#include "core/server/login/device_fingerprint.h"
#include "tests/core/server/login/login_bench.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::LoginBench;
using tocsin::test::pairing;

/// The way to a login: the number, the code, and what can go wrong with both.
class TestPairing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<LoginBench>(); }
    void cleanup() { m_bench.reset(); }

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
    void anUnmaskedNumberFromTheServerIsMasked();
    void theFingerprintStaysTheSame();

private:
    std::unique_ptr<LoginBench> m_bench;
};

void TestPairing::aCodeLeadsToALoginThatIsKept()
{
    QSignalSpy phases{m_bench->login.get(), &ServerLogin::phaseChanged};
    QVERIFY(m_bench->logIn());
    QList<LoginPhase> seen;
    for (const auto& arguments : phases)
        seen.append(arguments.at(0).value<LoginPhase>());
    QCOMPARE(seen, (QList{LoginPhase::RequestingCode, LoginPhase::AwaitingCode, LoginPhase::Exchanging,
                          LoginPhase::LoggedIn}));
    QVERIFY(m_bench->errors().isEmpty());
    QCOMPARE(m_bench->login->maskedPhone(), u"+1***0123"_s);
    QCOMPARE(m_bench->login->accessToken(), Secret{u"token-1"_s});
    QVERIFY(!m_bench->login->codeExpiresAt().isValid());
    QCOMPARE(m_bench->server.requests(u"/auth/exchange"_s)
                 .value(0)
                 .json()
                 .value("device_fingerprint"_L1)
                 .toString(),
             u"00112233445566ff"_s);
    const auto stored = parseStoredLogin(m_bench->store.value);
    QVERIFY(stored);
    QCOMPARE(stored->token, Secret{u"token-1"_s});
    QCOMPARE(stored->server, m_bench->server.url());
    QVERIFY(!m_bench->store.value.reveal().contains(u"4155550123"_s));
}

void TestPairing::numbersAreTakenAsPeopleWriteThem_data()
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

void TestPairing::numbersAreTakenAsPeopleWriteThem()
{
    QFETCH(QString, typed);
    QFETCH(QString, sent);
    m_bench->login->requestCode(typed);
    if (sent.isEmpty()) {
        QCOMPARE(m_bench->errors(), QList{LoginError::InvalidPhone});
        QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedOut);
        return;
    }
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    QCOMPARE(m_bench->server.requests(u"/login"_s).value(0).json().value("phone"_L1).toString(), sent);
}

void TestPairing::anAnswerWithAnotherStateIsDropped()
{
    m_bench->server.answer = [](const auto&) {
        return HttpAnswer::json(
            {{u"temp_token"_s, u"temp"_s}, {u"expires_in"_s, 600}, {u"state"_s, u"other"_s}});
    };
    m_bench->login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_bench->errors(), QList{LoginError::StateMismatch});
    QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedOut);
    m_bench->login->submitCode(u"123456"_s);
    QCOMPARE(m_bench->errors().constLast(), LoginError::NotNow);
}

void TestPairing::refusalsOfACodeAreTold_data()
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

void TestPairing::refusalsOfACodeAreTold()
{
    QFETCH(int, status);
    QFETCH(QString, word);
    QFETCH(LoginError, error);
    HttpAnswer answer = HttpAnswer::error(status, word);
    answer.headers.append("Retry-After: 540");
    m_bench->server.answer = [answer](const auto&) { return answer; };
    m_bench->login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_bench->errors(), QList{error});
    QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedOut);
    if (error == LoginError::RateLimited)
        QCOMPARE(m_bench->login->retryAfterSeconds(), 540);
}

void TestPairing::refusalsOfAnExchangeAreTold_data()
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

void TestPairing::refusalsOfAnExchangeAreTold()
{
    QFETCH(int, status);
    QFETCH(QString, word);
    QFETCH(LoginError, error);
    QFETCH(LoginPhase, phase);
    m_bench->server.answer = [status, word](const HttpRequest& request) {
        return request.path == u"/login"_s ? pairing(request) : HttpAnswer::error(status, word);
    };
    m_bench->login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    m_bench->login->submitCode(u"654321"_s);
    QTRY_COMPARE(m_bench->errors(), QList{error});
    QCOMPARE(m_bench->login->phase(), phase);
    QVERIFY(m_bench->store.value.isEmpty());
    if (error == LoginError::WrongCode)
        QCOMPARE(m_bench->login->attemptsLeft(), 4); // the answer did not say: counted here
}

void TestPairing::onlySixDigitsAreSent_data()
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

void TestPairing::onlySixDigitsAreSent()
{
    QFETCH(QString, typed);
    QFETCH(bool, isSent);
    m_bench->login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    m_bench->login->submitCode(typed);
    if (isSent) {
        QTRY_COMPARE(m_bench->login->phase(), LoginPhase::LoggedIn);
        return;
    }
    QCOMPARE(m_bench->errors(), QList{LoginError::WrongCode});
    QCOMPARE(m_bench->login->attemptsLeft(), 5);
    QVERIFY(m_bench->server.requests(u"/auth/exchange"_s).isEmpty());
}

void TestPairing::theFifthWrongCodeEndsThePairing()
{
    int left{5};
    m_bench->server.answer = [&left](const HttpRequest& request) {
        return request.path == u"/login"_s
                   ? pairing(request)
                   : HttpAnswer::error(400, u"invalid_pairing_code"_s, {{u"attempts_left"_s, --left}});
    };
    m_bench->login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    for (int i = 1; i <= 5; ++i) {
        m_bench->login->submitCode(u"111111"_s);
        QTRY_COMPARE(m_bench->errors().size(), i);
        QCOMPARE(m_bench->login->attemptsLeft(), 5 - i);
    }
    QCOMPARE(m_bench->errors().constLast(), LoginError::CodeExpired);
    QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedOut);
    QVERIFY(m_bench->failed->constLast().at(1).toString().contains(u"Too many wrong codes"_s)); // and why
}

void TestPairing::anExpiredCodeIsNoticedAndANewOneCanBeHad()
{
    m_bench->server.answer = [](const HttpRequest& request) { return pairing(request, u"123456"_s, 1); };
    m_bench->login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    QTRY_COMPARE(m_bench->errors(), QList{LoginError::CodeExpired});
    QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedOut);

    m_bench->server.answer = [](const HttpRequest& request) { return pairing(request); };
    m_bench->login->resendCode();
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    QCOMPARE(m_bench->server.requests(u"/login"_s).value(1).json().value("phone"_L1).toString(),
             u"+14155550123"_s);
    QCOMPARE(m_bench->login->attemptsLeft(), 5);

    m_bench->clock.moveBy(11min); // as after a sleep, which no timer sees
    m_bench->login->submitCode(u"123456"_s);
    QCOMPARE(m_bench->errors().constLast(), LoginError::CodeExpired);
    QVERIFY(m_bench->server.requests(u"/auth/exchange"_s).isEmpty());
}

void TestPairing::aFailedResendKeepsTheOldCode()
{
    m_bench->login->requestCode(u"+14155550123"_s);
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    m_bench->server.answer = [](const HttpRequest& request) {
        return request.path == u"/login"_s ? HttpAnswer::error(429, u"rate_limited"_s) : pairing(request);
    };
    m_bench->login->resendCode();
    QTRY_COMPARE(m_bench->errors(), QList{LoginError::RateLimited});
    QCOMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    m_bench->login->submitCode(u"123456"_s);
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::LoggedIn);
}

void TestPairing::cancelDropsTheAnswer()
{
    m_bench->login->requestCode(u"+14155550123"_s);
    QCOMPARE(m_bench->login->phase(), LoginPhase::RequestingCode);
    m_bench->login->cancel();
    QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedOut);
    m_bench->login->resendCode();
    QCOMPARE(m_bench->errors(), QList{LoginError::NotNow});
    QVERIFY(m_bench->login->maskedPhone().isEmpty());
}

void TestPairing::callsOutOfTurnAreRefused()
{
    m_bench->login->submitCode(u"123456"_s);
    m_bench->login->resendCode();
    QCOMPARE(m_bench->errors(), (QList{LoginError::NotNow, LoginError::NotNow}));
    QVERIFY(m_bench->logIn());
    m_bench->login->requestCode(u"+14155550199"_s);
    QCOMPARE(m_bench->errors().size(), 3);
    m_bench->login->cancel();
    QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedIn);
}

void TestPairing::anUnmaskedNumberFromTheServerIsMasked()
{
    QCOMPARE(ensureMasked(u"+1***0123"_s), u"+1***0123"_s);
    QCOMPARE(ensureMasked(u"+49***0123"_s), u"+49***0123"_s);
    QCOMPARE(ensureMasked(u"+14155550123"_s), u"+***0123"_s);
}

void TestPairing::theFingerprintStaysTheSame()
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

QTEST_GUILESS_MAIN(TestPairing)
#include "test_pairing.moc"

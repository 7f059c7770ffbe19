// SPDX-License-Identifier: MIT
#include "core/server/api/api_client.h"
#include "core/server/api/network.h"
#include "tests/support/http_script.h"

#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QPointer>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpScript;

namespace {

const Secret Token{u"a.b.c"_s};
const QUuid Key{u"6a1f0f5e-7c3b-4a44-9a55-0f4c0a6a8e01"_s};
const QDateTime Noon = QDateTime::fromString(u"2026-02-01T12:00:00Z"_s, Qt::ISODate);

/// Waits for one answer. The timeout is the test's, far beyond every deadline in it.
template<typename Answer, typename Call>
std::optional<Expected<Answer, ApiError>> answerOf(QObject& context, Call&& call)
{
    std::optional<Expected<Answer, ApiError>> got;
    call(&context, [&got](const Expected<Answer, ApiError>& answer) { got.emplace(answer); });
    [&got] { QTRY_VERIFY_WITH_TIMEOUT(got, 10'000); }();
    return got;
}

} // namespace

class TestApiClient final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void everyCallSendsWhatTheContractSays();
    void answersBecomeTypedValues();
    void whatTheServerAnnouncesIsRead_data();
    void whatTheServerAnnouncesIsRead();
    void whatBecomesOfATextIsRead_data();
    void whatBecomesOfATextIsRead();
    void theResultOfAWithdrawalIsRead_data();
    void theResultOfAWithdrawalIsRead();
    void holdGraceAndPresenceAreSentWhenTheyAreGiven();
    void aRedirectIsAnErrorAndTheOtherHostSeesNothing_data();
    void aRedirectIsAnErrorAndTheOtherHostSeesNothing();
    void unusableAnswersAreErrors_data();
    void unusableAnswersAreErrors();
    void statusCodesAreTranslated_data();
    void statusCodesAreTranslated();
    void retryAfterIsRead_data();
    void retryAfterIsRead();
    void attemptsLeftAreRead();
    void aSilentServerTimesOut();
    void anAnswerThatBreaksOffIsANetworkError();
    void aServerThatIsNotThereIsANetworkError();
    void aCertificateThatNobodyVouchesForIsATlsError();
    void plainHttpIsForLoopbackAlone_data();
    void plainHttpIsForLoopbackAlone();
    void aHeldBackEventMayComeAs429();
    void aServerIsToldFromAnother_data();
    void aServerIsToldFromAnother();
    void aServerSaysWhetherItOnlyPrintsTexts();
    void loginsAreReadWithPlainNames();
    void cookiesAreNeitherKeptNorSent();
    void aCallEndsWithItsContext();
    void aCancelledCallIsSilent();
    void theProxyIsNeverUsedForLoopback();
    void aSecretIsNotPrinted();

private:
    [[nodiscard]] std::optional<Expected<ServerKind, ApiError>> health()
    {
        return answerOf<ServerKind>(*this, [this](QObject* context, ApiClient::Done<ServerKind> done) {
            m_api->health(context, [done](const Expected<HealthAnswer, ApiError>& answer) {
                if (answer)
                    done(answer->kind);
                else
                    done(Unexpected{answer.error()});
            });
        });
    }
    [[nodiscard]] std::optional<Expected<StartAnswer, ApiError>> start()
    {
        return answerOf<StartAnswer>(*this, [this](QObject* context, ApiClient::Done<StartAnswer> done) {
            m_api->startSession(Token, {.claudeSessionId = u"s1"_s, .startedAt = Noon}, Key, context,
                                std::move(done));
        });
    }
    [[nodiscard]] std::optional<Expected<EventAnswer, ApiError>> event()
    {
        return answerOf<EventAnswer>(*this, [this](QObject* context, ApiClient::Done<EventAnswer> done) {
            m_api->sendEvent(Token, u"m1"_s, {.type = u"done"_s, .timestamp = Noon}, Key, context,
                             std::move(done));
        });
    }

    std::unique_ptr<HttpScript> m_server;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<ApiClient> m_api;
};

void TestApiClient::init()
{
    m_server = std::make_unique<HttpScript>();
    m_network = makeNetworkAccessManager();
    m_api = std::make_unique<ApiClient>(*m_network, m_server->url());
}

void TestApiClient::cleanup()
{
    m_api.reset();
    m_network.reset();
    m_server.reset();
}

void TestApiClient::everyCallSendsWhatTheContractSays()
{
    m_server->answer = [](const auto&) { return HttpAnswer::json({}); };
    int answers{0};
    const auto count = [&answers](const auto&) { ++answers; };
    m_api->login(u"+14155550123"_s, u"state"_s, this, count);
    m_api->exchange(Secret{u"temp"_s}, Secret{u"123456"_s}, u"0123456789abcdef"_s, this, count);
    m_api->refresh(Token, this, count);
    m_api->logout(Token, this, count);
    m_api->logins(Token, this, count);
    m_api->revokeLogin(Token, u"lg/1"_s, this, count);
    m_api->startSession(Token, {u"s1"_s, QString{200, u'd'}, u"host"_s, Noon}, Key, this, count);
    m_api->sendEvent(Token, u"m/1"_s, {u"error"_s, Noon, {{u"kind"_s, u"tool"_s}}}, Key, this, count);
    m_api->heartbeat(Token, u"m1"_s, {.timestamp = Noon, .lastActivity = Noon.addSecs(-30)}, this, count);
    m_api->withdrawEvent(Token, u"m1"_s, Key, this, count);
    m_api->stopSession(Token, u"m1"_s, {u"user_stop"_s, u"cancelled"_s, Noon}, Key, this, count);
    m_api->health(this, count);
    QTRY_COMPARE(answers, 12);

    const auto one = [this](const QString& path) { return m_server->requests(path).value(0); };
    QCOMPARE(
        one(u"/login"_s).json(),
        (QJsonObject{{u"phone"_s, u"+14155550123"_s}, {u"state"_s, u"state"_s}, {u"mode"_s, u"remote"_s}}));
    QVERIFY(!one(u"/login"_s).headers.contains("authorization"));
    QCOMPARE(one(u"/auth/exchange"_s).json(),
             (QJsonObject{{u"temp_token"_s, u"temp"_s},
                          {u"pairing_code"_s, u"123456"_s},
                          {u"device_fingerprint"_s, u"0123456789abcdef"_s}}));
    QCOMPARE(one(u"/auth/refresh"_s).bearer(), Token.reveal());
    QCOMPARE(one(u"/auth/logout"_s).bearer(), Token.reveal());
    QCOMPARE(one(u"/auth/logins"_s).method, "GET"_ba);
    QCOMPARE(one(u"/auth/logins"_s).bearer(), Token.reveal());
    QCOMPARE(one(u"/auth/logins/lg%2F1/revoke"_s).method, "POST"_ba);
    QCOMPARE(one(u"/auth/logins/lg%2F1/revoke"_s).bearer(), Token.reveal());

    const auto started = one(u"/sessions/start"_s);
    QCOMPARE(started.json().value("claude_session_id"_L1).toString(), u"s1"_s);
    QVERIFY(started.json().value("notify_no_contact"_L1).toBool());
    QCOMPARE(started.json().value("description"_L1).toString().size(), 100);
    QCOMPARE(started.json().value("started_at"_L1).toString(), u"2026-02-01T12:00:00Z"_s);
    QCOMPARE(started.headers.value("idempotency-key"), "6a1f0f5e-7c3b-4a44-9a55-0f4c0a6a8e01"_ba);
    QCOMPARE(started.headers.value("content-type"), "application/json"_ba);

    QCOMPARE(m_server->requests(u"/events"_s).value(0).path, u"/sessions/m%2F1/events"_s);
    QVERIFY(m_server->requests(u"/events"_s).value(0).headers.contains("idempotency-key"));
    QCOMPARE(one(u"/sessions/m1/heartbeat"_s).json().value("last_activity"_L1).toString(),
             u"2026-02-01T11:59:30Z"_s);
    QCOMPARE(one(u"/sessions/m1/stop"_s).json(), (QJsonObject{{u"reason"_s, u"user_stop"_s},
                                                              {u"final_state"_s, u"cancelled"_s},
                                                              {u"ended_at"_s, u"2026-02-01T12:00:00Z"_s}}));
    const auto withdrawn = one(u"/sessions/m1/events/6a1f0f5e-7c3b-4a44-9a55-0f4c0a6a8e01/withdraw"_s);
    QCOMPARE(withdrawn.method, "POST"_ba);
    QCOMPARE(withdrawn.bearer(), Token.reveal());
    QCOMPARE(one(u"/health"_s).method, "GET"_ba);
}

void TestApiClient::answersBecomeTypedValues()
{
    m_server->queue(u"/sessions/start"_s,
                    HttpAnswer::json({{u"session_token"_s, u"t"_s}, {u"monitoring_id"_s, u"m"_s}}));
    m_server->queue(u"/sessions/m1/events"_s,
                    HttpAnswer::json({{u"sms_sent"_s, false},
                                      {u"rate_limited"_s, true},
                                      {u"next_allowed_at"_s, u"2026-02-01T12:30:00Z"_s}}));
    const auto started = start();
    QVERIFY(started && *started);
    QCOMPARE((*started)->sessionToken, Secret{u"t"_s});
    QCOMPARE((*started)->monitoringId, u"m"_s);
    const auto answered = event();
    QVERIFY(answered && *answered);
    QVERIFY((*answered)->rateLimited && !(*answered)->smsSent);
    QCOMPARE((*answered)->nextAllowedAt, Noon.addSecs(30 * 60));
}

void TestApiClient::whatTheServerAnnouncesIsRead_data()
{
    QTest::addColumn<QJsonValue>("features");
    QTest::addColumn<ServerFeatures>("read");
    QTest::newRow("nothing") << QJsonValue{QJsonValue::Undefined} << ServerFeatures{};
    QTest::newRow("none") << QJsonValue{QJsonArray{}} << ServerFeatures{};
    QTest::newRow("both") << QJsonValue{QJsonArray{u"hold"_s, u"presence"_s}}
                          << ServerFeatures{.hold = true, .presence = true};
    QTest::newRow("one, and others") << QJsonValue{QJsonArray{u"later"_s, 7, u"presence"_s, u"Hold"_s}}
                                     << ServerFeatures{.presence = true};
    QTest::newRow("not a list") << QJsonValue{u"hold"_s} << ServerFeatures{};
}

void TestApiClient::whatTheServerAnnouncesIsRead()
{
    QFETCH(QJsonValue, features);
    QFETCH(ServerFeatures, read);
    const auto with = [&](QJsonObject body) {
        if (!features.isUndefined())
            body.insert(u"features"_s, features);
        return HttpAnswer::json(body);
    };
    m_server->queue(u"/sessions/start"_s, with({{u"session_token"_s, u"t"_s}, {u"monitoring_id"_s, u"m"_s}}));
    m_server->queue(u"/sessions/m1/heartbeat"_s, with({{u"status"_s, u"active"_s}, {u"monitoring"_s, true}}));
    QCOMPARE(start()->value().features, read);
    const auto beat = answerOf<HeartbeatAnswer>(*this, [this](QObject* context,
                                                              ApiClient::Done<HeartbeatAnswer> done) {
        m_api->heartbeat(Token, u"m1"_s, {.timestamp = Noon, .lastActivity = Noon}, context, std::move(done));
    });
    QCOMPARE(beat->value().features, read);
}

void TestApiClient::whatBecomesOfATextIsRead_data()
{
    QTest::addColumn<QJsonObject>("answer");
    QTest::addColumn<std::optional<TextStatus>>("status");
    QTest::addColumn<QDateTime>("heldUntil");
    const auto of = [](const QString& status) { return QJsonObject{{u"sms_status"_s, status}}; };
    using Status = std::optional<TextStatus>;
    QTest::newRow("nothing") << QJsonObject{} << Status{} << QDateTime{};
    QTest::newRow("queued") << of(u"queued"_s) << Status{TextStatus::Queued} << QDateTime{};
    QTest::newRow("sent") << of(u"sent"_s) << Status{TextStatus::Sent} << QDateTime{};
    QTest::newRow("delivered") << of(u"delivered"_s) << Status{TextStatus::Delivered} << QDateTime{};
    QTest::newRow("undelivered") << of(u"undelivered"_s) << Status{TextStatus::Undelivered} << QDateTime{};
    QTest::newRow("unknown") << of(u"unknown"_s) << Status{TextStatus::Unknown} << QDateTime{};
    QTest::newRow("of a later version") << of(u"read"_s) << Status{TextStatus::Unknown} << QDateTime{};
    QTest::newRow("held") << QJsonObject{{u"sms_status"_s, u"held"_s},
                                         {u"held_until"_s, u"2026-02-01T12:01:00Z"_s}}
                          << Status{TextStatus::Unknown} << Noon.addSecs(60);
    QTest::newRow("held until nonsense")
        << QJsonObject{{u"held_until"_s, u"tomorrow"_s}} << Status{} << QDateTime{};
}

void TestApiClient::whatBecomesOfATextIsRead()
{
    QFETCH(QJsonObject, answer);
    QFETCH(std::optional<TextStatus>, status);
    QFETCH(QDateTime, heldUntil);
    answer.insert(u"sms_sent"_s, false);
    m_server->queue(u"/sessions/m1/events"_s, HttpAnswer::json(answer));
    const auto answered = event();
    QVERIFY(answered && *answered);
    QVERIFY((*answered)->status == status);
    QCOMPARE((*answered)->heldUntil, heldUntil);
}

void TestApiClient::theResultOfAWithdrawalIsRead_data()
{
    QTest::addColumn<QJsonObject>("answer");
    QTest::addColumn<std::optional<WithdrawResult>>("result");
    using Result = std::optional<WithdrawResult>;
    const auto of = [](const QString& result) { return QJsonObject{{u"result"_s, result}}; };
    QTest::newRow("withdrawn") << of(u"withdrawn"_s) << Result{WithdrawResult::Withdrawn};
    QTest::newRow("already sent") << of(u"already_sent"_s) << Result{WithdrawResult::AlreadySent};
    QTest::newRow("unknown") << of(u"unknown"_s) << Result{WithdrawResult::Unknown};
    QTest::newRow("of a later version") << of(u"postponed"_s) << Result{WithdrawResult::Unknown};
    QTest::newRow("nothing") << QJsonObject{} << Result{};
}

void TestApiClient::theResultOfAWithdrawalIsRead()
{
    QFETCH(QJsonObject, answer);
    QFETCH(std::optional<WithdrawResult>, result);
    m_server->answer = [&](const auto&) { return HttpAnswer::json(answer); };
    const auto answered =
        answerOf<WithdrawAnswer>(*this, [this](QObject* context, ApiClient::Done<WithdrawAnswer> done) {
            m_api->withdrawEvent(Token, u"m1"_s, Key, context, std::move(done));
        });
    QVERIFY(answered);
    QCOMPARE(bool{*answered}, result.has_value());
    if (result)
        QCOMPARE((*answered)->result, *result);
    else
        QCOMPARE(answered->error().code, ApiErrorCode::UnusableAnswer);
}

void TestApiClient::holdGraceAndPresenceAreSentWhenTheyAreGiven()
{
    m_server->answer = [](const auto&) { return HttpAnswer::json({}); };
    int answers{0};
    const auto count = [&answers](const auto&) { ++answers; };
    ServerEvent event{.type = u"done"_s, .timestamp = Noon};
    m_api->sendEvent(Token, u"plain"_s, event, Key, this, count);
    event.hold = 60s;
    event.grace = 0s;
    m_api->sendEvent(Token, u"held"_s, event, Key, this, count);
    SessionBeat beat{.timestamp = Noon, .lastActivity = Noon};
    m_api->heartbeat(Token, u"plain"_s, beat, this, count);
    beat.present = false;
    m_api->heartbeat(Token, u"away"_s, beat, this, count);
    QTRY_COMPARE(answers, 4);
    const auto body = [this](const QString& path) { return m_server->requests(path).value(0).json(); };
    QVERIFY(!body(u"/plain/events"_s).contains("hold_seconds"_L1));
    QVERIFY(!body(u"/plain/events"_s).contains("grace_seconds"_L1));
    QCOMPARE(body(u"/held/events"_s).value("hold_seconds"_L1), QJsonValue{60});
    QCOMPARE(body(u"/held/events"_s).value("grace_seconds"_L1), QJsonValue{0});
    QVERIFY(!body(u"/plain/heartbeat"_s).contains("present"_L1));
    QCOMPARE(body(u"/away/heartbeat"_s).value("present"_L1), QJsonValue{false});
}

void TestApiClient::aRedirectIsAnErrorAndTheOtherHostSeesNothing_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestApiClient::aRedirectIsAnErrorAndTheOtherHostSeesNothing()
{
    QFETCH(int, status);
    HttpScript other;
    HttpAnswer redirect{.status = status};
    redirect.headers.append("Location: " + other.url().toEncoded() + "/sessions/start");
    m_server->queue(u"/sessions/start"_s, redirect);
    const auto started = start();
    QVERIFY(started && !*started);
    QCOMPARE(started->error().code, ApiErrorCode::Redirected);
    QVERIFY(other.requests().isEmpty());
    QCOMPARE(m_server->requests().size(), 1);
}

void TestApiClient::unusableAnswersAreErrors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray{};
    QTest::newRow("a sign-in page") << "<html>Welcome to our hotel</html>"_ba;
    QTest::newRow("an array") << "[1]"_ba;
    QTest::newRow("half a document") << R"({"session_token":"t","monit)"_ba;
    QTest::newRow("no token") << R"({"monitoring_id":"m"})"_ba;
    QTest::newRow("a number for a token") << R"({"monitoring_id":"m","session_token":7})"_ba;
    QTest::newRow("binary") << QByteArray{4096, '\xff'};
    QTest::newRow("huge") << QByteArray{3 * 1024 * 1024, 'x'};
}

void TestApiClient::unusableAnswersAreErrors()
{
    QFETCH(QByteArray, body);
    m_server->queue(u"/sessions/start"_s, {.body = body});
    const auto started = start();
    QVERIFY(started && !*started);
    QCOMPARE(started->error().code, ApiErrorCode::UnusableAnswer);
}

void TestApiClient::statusCodesAreTranslated_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    QTest::addColumn<ApiErrorCode>("code");
    QTest::newRow("400") << 400 << u"invalid_request"_s << ApiErrorCode::InvalidRequest;
    QTest::newRow("400 code") << 400 << u"invalid_pairing_code"_s << ApiErrorCode::InvalidPairingCode;
    QTest::newRow("401") << 401 << u"unauthorized"_s << ApiErrorCode::Unauthorized;
    QTest::newRow("401 of a proxy") << 401 << u"authenticate"_s << ApiErrorCode::UnusableAnswer;
    QTest::newRow("401 expired") << 401 << u"token_expired"_s << ApiErrorCode::TokenExpired;
    QTest::newRow("400, STOP") << 400 << u"opted_out"_s << ApiErrorCode::OptedOut;
    QTest::newRow("403") << 403 << u"forbidden"_s << ApiErrorCode::Refused;
    QTest::newRow("404") << 404 << u"session_not_found"_s << ApiErrorCode::SessionNotFound;
    QTest::newRow("404 by somebody else") << 404 << u"not_found"_s << ApiErrorCode::Refused;
    QTest::newRow("413") << 413 << u"payload_too_large"_s << ApiErrorCode::PayloadTooLarge;
    QTest::newRow("429") << 429 << u"rate_limited"_s << ApiErrorCode::RateLimited;
    QTest::newRow("500") << 500 << u"server_error"_s << ApiErrorCode::ServerError;
    QTest::newRow("503") << 503 << u"server_error"_s << ApiErrorCode::ServerError;
}

void TestApiClient::statusCodesAreTranslated()
{
    QFETCH(int, status);
    QFETCH(QString, word);
    QFETCH(ApiErrorCode, code);
    HttpAnswer answer = HttpAnswer::error(status, word);
    if (status == 401)
        answer.headers.append("WWW-Authenticate: Bearer");
    m_server->queue(u"/sessions/start"_s, answer);
    const auto started = start();
    QVERIFY(started && !*started);
    QCOMPARE(started->error().code, code);
    QCOMPARE(started->error().httpStatus, status);
    QCOMPARE(started->error().requestId, u"req_test"_s);
    QVERIFY(!describe(code).isEmpty());
}

void TestApiClient::retryAfterIsRead_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("atLeast");
    QTest::addColumn<int>("atMost");
    const QDateTime soon = QDateTime::currentDateTimeUtc().addSecs(120);
    const QByteArray date = QLocale::c().toString(soon, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
    QTest::newRow("seconds") << "90"_ba << 90 << 90;
    QTest::newRow("a date") << date << 90 << 120;
    QTest::newRow("a year") << "31536000"_ba << 86400 << 86400;
    QTest::newRow("in the past") << "-5"_ba << 0 << 0;
    QTest::newRow("nonsense") << "soon"_ba << -1 << -1;
}

void TestApiClient::retryAfterIsRead()
{
    QFETCH(QByteArray, header);
    QFETCH(int, atLeast);
    QFETCH(int, atMost);
    HttpAnswer busy = HttpAnswer::error(503, u"server_error"_s);
    busy.headers.append("Retry-After: " + header);
    m_server->queue(u"/sessions/start"_s, busy);
    const auto started = start();
    QVERIFY(started && !*started);
    const auto seconds = started->error().retryAfter.value_or(-1s).count();
    QVERIFY2(seconds >= atLeast && seconds <= atMost, qPrintable(QString::number(seconds)));
}

void TestApiClient::attemptsLeftAreRead()
{
    m_server->queue(u"/sessions/start"_s,
                    HttpAnswer::error(400, u"invalid_pairing_code"_s, {{u"attempts_left"_s, 3}}));
    const auto started = start();
    QVERIFY(started && !*started);
    QCOMPARE(started->error().attemptsLeft.value_or(-1), 3);
}

void TestApiClient::aSilentServerTimesOut()
{
    m_server->queue(u"/sessions/start"_s, {.isSilent = true});
    m_api->setDeadline(50ms);
    const auto started = start();
    QVERIFY(started && !*started);
    QCOMPARE(started->error().code, ApiErrorCode::Timeout);
}

void TestApiClient::anAnswerThatBreaksOffIsANetworkError()
{
    m_server->queue(u"/sessions/start"_s,
                    {.body = R"({"session_token":"t","monitoring_id":"m"})"_ba, .isCutShort = true});
    const auto started = start();
    QVERIFY(started && !*started);
    QCOMPARE(started->error().code, ApiErrorCode::Network);
}

void TestApiClient::aServerThatIsNotThereIsANetworkError()
{
    m_server.reset();
    const auto started = start();
    QVERIFY(started && !*started);
    QCOMPARE(started->error().code, ApiErrorCode::Network);
    QCOMPARE(started->error().httpStatus, 0);
}

void TestApiClient::aCertificateThatNobodyVouchesForIsATlsError()
{
    QTemporaryDir folder;
    const QString key = folder.filePath(u"key.pem"_s);
    const QString certificate = folder.filePath(u"cert.pem"_s);
    QCOMPARE(QProcess::execute(u"openssl"_s,
                               {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-batch"_s,
                                u"-subj"_s, u"/CN=localhost"_s, u"-keyout"_s, key, u"-out"_s, certificate}),
             0);
    QFile keyFile{key};
    QVERIFY(keyFile.open(QIODevice::ReadOnly));
    QSslConfiguration tls;
    tls.setPrivateKey(QSslKey{&keyFile, QSsl::Rsa});
    tls.setLocalCertificateChain(QSslCertificate::fromPath(certificate));
    QSslServer server;
    server.setSslConfiguration(tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));

    m_api->setServerUrl(QUrl{u"https://localhost:%1"_s.arg(server.serverPort())});
    const auto started = start();
    QVERIFY(started && !*started);
    QCOMPARE(started->error().code, ApiErrorCode::TlsUntrusted);
}

void TestApiClient::plainHttpIsForLoopbackAlone_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("https") << u"https://sms.example.org"_s << true;
    QTest::newRow("https with a path") << u"https://example.org/tocsin/"_s << true;
    QTest::newRow("localhost") << u"http://localhost:3000"_s << true;
    QTest::newRow("127.0.0.1") << u"http://127.0.0.1:3000"_s << true;
    QTest::newRow("127.1.2.3") << u"http://127.1.2.3"_s << true;
    QTest::newRow("::1") << u"http://[::1]:3000"_s << true;
    QTest::newRow("another host") << u"http://sms.example.org"_s << false;
    QTest::newRow("a private network") << u"http://192.168.1.2"_s << false;
    QTest::newRow("every interface") << u"http://0.0.0.0:3000"_s << false;
    QTest::newRow("a name that looks like it") << u"http://localhost.example.org"_s << false;
    QTest::newRow("an address in a name") << u"http://127.0.0.1.example.org"_s << false;
    QTest::newRow("a user name") << u"https://localhost@example.org"_s << false;
    QTest::newRow("a query") << u"https://example.org?x=1"_s << false;
    QTest::newRow("a fragment") << u"https://example.org#x"_s << false;
    QTest::newRow("another scheme") << u"ftp://localhost"_s << false;
    QTest::newRow("nothing") << QString{} << false;
}

void TestApiClient::plainHttpIsForLoopbackAlone()
{
    QFETCH(QString, url);
    QFETCH(bool, isAllowed);
    QCOMPARE(isAllowedServerUrl(QUrl{url}), isAllowed);
    if (isAllowed)
        return;
    m_api->setServerUrl(QUrl{url});
    const auto started = start();
    QVERIFY(started && !*started);
    QCOMPARE(started->error().code, ApiErrorCode::InsecureUrl);
}

void TestApiClient::aHeldBackEventMayComeAs429()
{
    const QJsonObject heldBack{{u"sms_sent"_s, false}, {u"rate_limited"_s, true}, {u"retry_after"_s, 1800}};
    m_server->queue(u"/sessions/m1/events"_s, HttpAnswer::json(heldBack, 429));
    m_server->queue(u"/sessions/m1/events"_s, HttpAnswer::error(429, u"rate_limited"_s));
    const auto accepted = event();
    QVERIFY(accepted && *accepted);
    QVERIFY((*accepted)->rateLimited);
    const auto refused = event();
    QVERIFY(refused && !*refused);
    QCOMPARE(refused->error().code, ApiErrorCode::RateLimited);
}

void TestApiClient::aServerIsToldFromAnother_data()
{
    QTest::addColumn<QByteArray>("health");
    QTest::addColumn<ServerKind>("kind");
    QTest::newRow("today's") << R"({"status":"ok","name":"Tocsin","api_version":"1","features":["hold"]})"_ba
                             << ServerKind::Tocsin;
    QTest::newRow("with what it says later")
        << R"({"status":"ok","name":"Tocsin","api_version":"1","n":1})"_ba << ServerKind::Tocsin;
    QTest::newRow("an older one") << R"({"status":"ok","features":["hold"]})"_ba << ServerKind::Tocsin;
    QTest::newRow("the first") << R"({"status":"ok"})"_ba << ServerKind::Tocsin;
    QTest::newRow("a later API") << R"({"status":"ok","name":"Tocsin","api_version":"2"})"_ba
                                 << ServerKind::OtherVersion;
    QTest::newRow("no version") << R"({"status":"ok","name":"Tocsin"})"_ba << ServerKind::OtherVersion;
    QTest::newRow("another's name") << R"({"status":"ok","name":"Grafana"})"_ba << ServerKind::Foreign;
    QTest::newRow("another's field") << R"({"status":"ok","uptime":12})"_ba << ServerKind::Foreign;
    QTest::newRow("another's status") << R"({"status":"UP"})"_ba << ServerKind::Foreign;
    QTest::newRow("nothing") << "{}"_ba << ServerKind::Foreign;
}

void TestApiClient::aServerIsToldFromAnother()
{
    QFETCH(QByteArray, health);
    QFETCH(ServerKind, kind);
    m_server->health = HttpAnswer{.body = health};
    QCOMPARE(this->health()->value(), kind);
}

void TestApiClient::aServerSaysWhetherItOnlyPrintsTexts()
{
    const auto ready = [this](const HttpAnswer& answer) {
        m_server->queue(u"/ready"_s, answer);
        return answerOf<TextsKind>(*this, [this](QObject* context, ApiClient::Done<TextsKind> done) {
            m_api->ready(context, std::move(done));
        });
    };
    const auto saying = [](const QJsonObject& json) { return HttpAnswer::json(json); };
    QCOMPARE(ready(saying({{u"status"_s, u"ready"_s}, {u"texts"_s, u"printed"_s}}))->value(),
             TextsKind::Printed);
    QCOMPARE(ready(saying({{u"status"_s, u"ready"_s}, {u"texts"_s, u"sent"_s}}))->value(), TextsKind::Sent);
    QCOMPARE(ready(saying({{u"status"_s, u"ready"_s}}))->value(), TextsKind::Unknown);
}

void TestApiClient::loginsAreReadWithPlainNames()
{
    const auto read = [this](const QJsonArray& logins) {
        m_server->queue(u"/auth/logins"_s, HttpAnswer::json({{u"logins"_s, logins}}));
        return answerOf<LoginsAnswer>(*this, [this](QObject* context, ApiClient::Done<LoginsAnswer> done) {
            m_api->logins(Token, context, std::move(done));
        });
    };
    const QJsonObject first{{u"login_id"_s, u"lg_1"_s},
                            {u"hostname"_s, u"lap\ntop"_s},
                            {u"last_used_at"_s, u"2026-02-01T12:00:00Z"_s},
                            {u"current"_s, true}};
    const auto answer =
        read({first, QJsonObject{{u"login_id"_s, u"lg_2"_s}, {u"hostname"_s, QJsonValue::Null}}});
    QVERIFY(answer && *answer);
    QCOMPARE((*answer)->logins.size(), 2);
    QCOMPARE((*answer)->logins.at(0).hostname, u"lap top"_s);
    QCOMPARE((*answer)->logins.at(0).lastUsedAt, Noon);
    QVERIFY((*answer)->logins.at(0).isCurrent && !(*answer)->logins.at(1).isCurrent);
    QVERIFY((*answer)->logins.at(1).hostname.isEmpty());
    const auto nameless = read({QJsonObject{{u"hostname"_s, u"laptop"_s}}});
    QVERIFY(nameless && !*nameless);
    QCOMPARE(nameless->error().code, ApiErrorCode::UnusableAnswer);
}

void TestApiClient::cookiesAreNeitherKeptNorSent()
{
    HttpAnswer baked = HttpAnswer::json({{u"status"_s, u"ok"_s}});
    baked.headers.append("Set-Cookie: id=1; Path=/");
    m_server->queue(u"/health"_s, baked);
    m_server->queue(u"/health"_s, baked);
    QCOMPARE(health()->value(), ServerKind::Tocsin);
    QCOMPARE(health()->value(), ServerKind::Tocsin);
    QCOMPARE(m_server->requests().size(), 2);
    QVERIFY(!m_server->requests().at(1).headers.contains("cookie"));
}

void TestApiClient::aCallEndsWithItsContext()
{
    m_server->queue(u"/health"_s, {.isSilent = true});
    bool isAnswered{false};
    auto context = std::make_unique<QObject>();
    const QPointer<ApiCall> call =
        m_api->health(context.get(), [&isAnswered](const auto&) { isAnswered = true; });
    QTRY_COMPARE(m_server->requests().size(), 1);
    context.reset();
    QVERIFY(call.isNull());
    m_server->queue(u"/health"_s, HttpAnswer::json({{u"status"_s, u"ok"_s}}));
    QCOMPARE(health()->value(), ServerKind::Tocsin);
    QVERIFY(!isAnswered);
}

void TestApiClient::aCancelledCallIsSilent()
{
    m_server->queue(u"/health"_s, HttpAnswer::json({{u"status"_s, u"ok"_s}}));
    m_server->queue(u"/health"_s, HttpAnswer::json({{u"status"_s, u"ok"_s}}));
    bool isAnswered{false};
    QPointer<ApiCall> call = m_api->health(this, [&isAnswered](const auto&) { isAnswered = true; });
    call->cancel();
    QTRY_VERIFY(call.isNull());
    QCOMPARE(health()->value(), ServerKind::Tocsin);
    QVERIFY(!isAnswered);
}

void TestApiClient::theProxyIsNeverUsedForLoopback()
{
    QNetworkProxyFactory* factory = m_network->proxyFactory();
    QVERIFY(factory != nullptr);
    qputenv("http_proxy", "http://proxy.example.org:8080");
    const auto proxies = factory->queryProxy(QNetworkProxyQuery{QUrl{u"http://localhost:3000/health"_s}});
    QCOMPARE(proxies.value(0).type(), QNetworkProxy::NoProxy);
    qunsetenv("http_proxy");
}

void TestApiClient::aSecretIsNotPrinted()
{
    QString text;
    QDebug{&text} << Secret{u"hush"_s};
    QVERIFY(!text.contains(u"hush"_s));
    QVERIFY(text.contains(u"***"_s));
}

QTEST_GUILESS_MAIN(TestApiClient)
#include "test_api_client.moc"

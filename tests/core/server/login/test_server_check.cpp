// SPDX-License-Identifier: MIT
#include "core/server/login/server_check.h"
#include "tests/core/server/login/login_bench.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::LoginBench;

namespace {

constexpr auto Number = "+14155550123"_L1;

/// A program on loopback that is no web server: says `greeting` to whoever connects, and keeps what it hears.
class OtherProgram final : public QObject
{
public:
    enum class Then : uint8_t { Waits, Closes };

    OtherProgram(const QByteArray& greeting, Then then)
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this, greeting, then] {
            QTcpSocket* socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, then] {
                heard += socket->readAll();
                if (then == Then::Closes)
                    socket->close();
            });
            socket->write(greeting);
        });
        m_isListening = m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] bool isListening() const { return m_isListening; }
    [[nodiscard]] QUrl url() const { return QUrl{u"http://127.0.0.1:%1"_s.arg(m_server.serverPort())}; }

    QByteArray heard;

private:
    QTcpServer m_server;
    bool m_isListening{false};
};

} // namespace

/// Before a phone number is sent, the server is asked who it is.
class TestServerCheck final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<LoginBench>(); }
    void cleanup() { m_bench.reset(); }

    void aTocsinServerGetsTheNumber_data();
    void aTocsinServerGetsTheNumber();
    void anotherServerGetsNoNumber_data();
    void anotherServerGetsNoNumber();
    void anotherProgramGetsNoNumber_data();
    void anotherProgramGetsNoNumber();
    void whatKeepsUsFromAServerNamesIt_data();
    void whatKeepsUsFromAServerNamesIt();
    void aPortWithoutAServerIsNamed();
    void aLimitSaysWhenToTryAgain();
    void anotherServerLeavesTheOldCode();
    void aCancelledCheckSendsNothing();

private:
    [[nodiscard]] QString message() const { return m_bench->failed->constLast().at(1).toString(); }

    std::unique_ptr<LoginBench> m_bench;
};

void TestServerCheck::aTocsinServerGetsTheNumber_data()
{
    QTest::addColumn<QByteArray>("health");
    QTest::newRow("today's") << R"({"status":"ok","name":"Tocsin","api_version":"1","features":["hold"]})"_ba;
    QTest::newRow("an older one") << R"({"status":"ok","features":["hold"]})"_ba;
    QTest::newRow("the first") << R"({"status":"ok"})"_ba;
}

void TestServerCheck::aTocsinServerGetsTheNumber()
{
    QFETCH(QByteArray, health);
    m_bench->server.health = HttpAnswer{.body = health};
    m_bench->login->requestCode(Number);
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    const QList<HttpRequest> all = m_bench->server.requests();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.first().path, u"/health"_s); // first
    QCOMPARE(all.last().path, u"/login"_s);
}

void TestServerCheck::anotherServerGetsNoNumber_data()
{
    QTest::addColumn<HttpAnswer>("health");
    QTest::addColumn<LoginError>("error");
    QTest::addColumn<QString>("says");
    const QString address = u"http://127.0.0.1"_s;
    const QByteArray page = "<html>Welcome</html>";
    const auto add = [](const char* name, const HttpAnswer& health, LoginError error, const QString& says) {
        QTest::newRow(name) << health << error << says;
    };
    const LoginError foreign = LoginError::NotOurServer;
    add("a file server", {.status = 501, .body = page}, foreign,
        u"it is not a Tocsin server (HTTP 501). Check the address."_s);
    add("no such page", {.status = 404, .body = page}, foreign, u"not a Tocsin server (HTTP 404)"_s);
    add("another API", HttpAnswer::json({{u"error"_s, u"no"_s}}, 400), foreign, u"(HTTP 400)"_s);
    add("another server's health", HttpAnswer::json({{u"status"_s, u"UP"_s}}), foreign,
        u"it is not a Tocsin server. Check the address."_s);
    add("a page of a portal", {.body = page}, foreign, u"requires you to sign in"_s);
    add("a portal's redirect", {.status = 302, .body = page, .headers = {"Location: http://127.0.0.1:9/"}},
        foreign, u"(HTTP 302). Check the address and whether your network requires you to sign in."_s);
    add("a proxy that wants a password", {.status = 401, .body = page}, foreign, u"(HTTP 401)"_s);
    add("a proxy without its server", {.status = 502, .body = page}, foreign,
        u"no Tocsin server is running there now (HTTP 502)"_s);
    add("another server's limit", {.status = 429, .body = page}, foreign, u"(HTTP 429)"_s);
    add("another version", HttpAnswer::json({{u"name"_s, u"Tocsin"_s}, {u"api_version"_s, u"2"_s}}), foreign,
        u"incompatible versions"_s);
    add("a Tocsin server in trouble", HttpAnswer::error(503, u"server_error"_s), LoginError::ServerRefused,
        u"reported a problem"_s);
    add("a half answer", {.isCutShort = true}, LoginError::ServerTooFar, u"closed the connection"_s);
}

void TestServerCheck::anotherServerGetsNoNumber()
{
    QFETCH(HttpAnswer, health);
    QFETCH(LoginError, error);
    QFETCH(QString, says);
    m_bench->server.health = health;
    m_bench->login->requestCode(Number);
    QTRY_COMPARE(m_bench->errors(), QList{error});
    QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedOut);
    QVERIFY2(message().contains(says), qPrintable(message()));
    QVERIFY2(message().contains(m_bench->server.url().toString()), qPrintable(message()));
    QCOMPARE(m_bench->server.requests().size(), 1); // and that was without a number
    QVERIFY(m_bench->server.requests().first().body.isEmpty());
}

void TestServerCheck::anotherProgramGetsNoNumber_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<bool>("closes");
    QTest::newRow("says nothing") << QByteArray{} << false;
    QTest::newRow("says nothing, and closes") << QByteArray{} << true;
    QTest::newRow("SSH") << "SSH-2.0-OpenSSH_9.2\r\n"_ba << false;
    QTest::newRow("garbage") << QByteArray{200, '\xff'} << true;
}

void TestServerCheck::anotherProgramGetsNoNumber()
{
    QFETCH(QByteArray, greeting);
    QFETCH(bool, closes);
    OtherProgram other{greeting, closes ? OtherProgram::Then::Closes : OtherProgram::Then::Waits};
    QVERIFY(other.isListening());
    m_bench->api.setServerUrl(other.url());
    m_bench->api.setDeadline(300ms);
    m_bench->login->requestCode(Number);
    QTRY_COMPARE(m_bench->errors(), QList{LoginError::ServerTooFar});
    QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedOut);
    QVERIFY2(message().contains(other.url().toString()), qPrintable(message()));
    QVERIFY2(message().contains(u"Check the address"_s), qPrintable(message()));
    QVERIFY2(!other.heard.contains("4155550123"), other.heard.constData());
}

void TestServerCheck::whatKeepsUsFromAServerNamesIt_data()
{
    QTest::addColumn<ApiErrorCode>("code");
    QTest::addColumn<LoginError>("error");
    QTest::addColumn<QString>("says");
    const auto add = [](const char* name, ApiErrorCode code, LoginError error, const QString& says) {
        QTest::newRow(name) << code << error << says;
    };
    add("nobody's certificate", ApiErrorCode::TlsUntrusted, LoginError::ServerUnsafe, u"does not trust"_s);
    add("another's certificate", ApiErrorCode::TlsWrongHost, LoginError::ServerUnsafe,
        u"different address"_s);
    add("an old certificate", ApiErrorCode::TlsExpired, LoginError::ServerUnsafe, u"expired"_s);
    add("no TLS there", ApiErrorCode::Tls, LoginError::ServerUnsafe, u"Could not connect securely"_s);
    add("plain http", ApiErrorCode::InsecureUrl, LoginError::ServerUnsafe, u"https://"_s);
    add("no answer", ApiErrorCode::Timeout, LoginError::ServerTooFar, u"is not responding"_s);
    add("no network", ApiErrorCode::Network, LoginError::ServerTooFar, u"Check the address"_s);
    add("an answer that is too big", ApiErrorCode::UnusableAnswer, LoginError::NotOurServer,
        u"not a Tocsin server"_s);
}

void TestServerCheck::whatKeepsUsFromAServerNamesIt()
{
    QFETCH(ApiErrorCode, code);
    QFETCH(LoginError, error);
    QFETCH(QString, says);
    const auto refusal =
        judgeServer(Unexpected{ApiError{.code = code}}, QUrl{u"https://sms.example.org:8443"_s});
    QVERIFY(refusal);
    QCOMPARE(refusal->error, error);
    QVERIFY2(refusal->message.contains(says), qPrintable(refusal->message));
    QVERIFY2(refusal->message.contains(u"https://sms.example.org:8443"_s), qPrintable(refusal->message));
}

void TestServerCheck::aPortWithoutAServerIsNamed()
{
    QUrl gone;
    {
        const OtherProgram other{{}, OtherProgram::Then::Waits};
        gone = other.url();
    }
    m_bench->api.setServerUrl(gone);
    m_bench->login->requestCode(Number);
    QTRY_COMPARE(m_bench->errors(), QList{LoginError::ServerTooFar});
    QVERIFY2(message().contains(u"No Tocsin server at %1"_s.arg(gone.toString())), qPrintable(message()));
}

void TestServerCheck::aLimitSaysWhenToTryAgain()
{
    m_bench->server.health = HttpAnswer::error(429, u"rate_limited"_s);
    m_bench->server.health->headers.append("Retry-After: 540");
    m_bench->login->requestCode(Number);
    QTRY_COMPARE(m_bench->errors(), QList{LoginError::RateLimited});
    QCOMPARE(m_bench->login->retryAfterSeconds(), 540);
    QVERIFY2(message().contains(u"9 minutes"_s) || message().contains(u"9 minute"_s), qPrintable(message()));
}

void TestServerCheck::anotherServerLeavesTheOldCode()
{
    m_bench->login->requestCode(Number);
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    m_bench->server.health = HttpAnswer{.status = 502};
    m_bench->login->resendCode();
    QTRY_COMPARE(m_bench->errors(), QList{LoginError::NotOurServer});
    QCOMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode);
    QCOMPARE(m_bench->server.requests(u"/login"_s).size(), 1);
    m_bench->login->submitCode(u"123456"_s);
    QTRY_COMPARE(m_bench->login->phase(), LoginPhase::LoggedIn);
}

void TestServerCheck::aCancelledCheckSendsNothing()
{
    QSignalSpy asked{&m_bench->server, &tocsin::test::HttpScript::requested};
    m_bench->login->requestCode(Number);
    QVERIFY(asked.wait());
    m_bench->login->cancel();
    QCOMPARE(m_bench->login->phase(), LoginPhase::LoggedOut);
    // A second request is a barrier: the first one's number would have come before it.
    m_bench->api.health(this, [](const auto&) {});
    QVERIFY(asked.wait());
    QVERIFY(m_bench->server.requests(u"/login"_s).isEmpty());
}

Q_DECLARE_METATYPE(tocsin::test::HttpAnswer)

QTEST_GUILESS_MAIN(TestServerCheck)
#include "test_server_check.moc"

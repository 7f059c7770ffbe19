// SPDX-License-Identifier: MIT
#include "server/sms/twilio_account.h"
#include "server/sms/twilio_transport.h"

#include <QTest>

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <array>
#include <atomic>
#include <functional>
#include <string_view>
#include <thread>

using namespace tocsin::server;
using namespace std::chrono_literals;
using Poco::Net::Socket;
using Poco::Net::StreamSocket;
using Outcome = SmsResult::Outcome;

namespace {

/// Somebody at Twilio's address, who does with each connection what the test says.
class Somebody final
{
public:
    explicit Somebody(std::function<void(StreamSocket&)> does)
        : m_does{std::move(does)}
        , m_thread{[this] { run(); }}
    {}
    ~Somebody()
    {
        m_over = true;
        StreamSocket{m_listens.address()}.close(); // wakes it
        m_thread.join();
    }
    Somebody(const Somebody&) = delete;
    Somebody& operator=(const Somebody&) = delete;

    [[nodiscard]] std::string url(const std::string& scheme = "http") const
    {
        return scheme + "://127.0.0.1:" + std::to_string(m_listens.address().port());
    }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void run()
    {
        while (true) {
            StreamSocket socket = m_listens.acceptConnection();
            if (m_over)
                return;
            ++m_connections;
            try {
                m_does(socket);
            } catch (const Poco::Exception&) {
                // the other side is gone
            }
        }
    }

    std::function<void(StreamSocket&)> m_does;
    Poco::Net::ServerSocket m_listens{Poco::Net::SocketAddress{"127.0.0.1", 0}};
    std::atomic<bool> m_over{false};
    std::atomic<int> m_connections{0};
    std::thread m_thread;
};

std::string requestFrom(StreamSocket& socket)
{
    std::string text;
    std::array<char, 4096> piece{};
    while (text.find("\r\n\r\n") == std::string::npos || !text.ends_with("Body=hello")) {
        const int got = socket.receiveBytes(piece.data(), static_cast<int>(piece.size()));
        if (got <= 0)
            break;
        text.append(piece.data(), static_cast<size_t>(got));
    }
    return text;
}

void say(StreamSocket& socket, std::string_view text)
{
    socket.sendBytes(text.data(), static_cast<int>(text.size()));
}

/// A byte every ten milliseconds, until the other side has had enough.
void drip(StreamSocket& socket)
{
    while (!socket.poll(Poco::Timespan{0, 10'000}, Socket::SELECT_READ))
        say(socket, "x");
}

/// Says nothing until the other side has had enough.
void keepSilent(StreamSocket& socket)
{
    std::array<char, 4096> piece{};
    while (socket.receiveBytes(piece.data(), static_cast<int>(piece.size())) > 0) {
    }
}

TwilioSettings account(const std::string& url)
{
    return {"AC0123456789abcdef0123456789abcdef", "the token", "+14155552671", url};
}

struct Sent
{
    SmsResult result;
    std::chrono::milliseconds took;
};

Sent sendTo(const std::string& url, WebPatience patience)
{
    TwilioTransport twilio{account(url), "", patience};
    const auto began = std::chrono::steady_clock::now();
    const SmsResult result = twilio.send({"sms_1", "+14155550123", "hello"});
    return {result,
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began)};
}

constexpr WebPatience Short{300ms, 600ms};
constexpr WebPatience Long{60s, 60s};
constexpr auto FarTooLong = 20s; // a busy machine is slow, a drip is for ever

} // namespace

class TestServerTwilio final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerThatDripsIsWaitedForUntilTheDeadline_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("in its first line") << QByteArray{"HTTP/1.1 2"};
        QTest::newRow("in its headers") << QByteArray{"HTTP/1.1 201 Created\r\nA: "};
        QTest::newRow("in its body") << QByteArray{"HTTP/1.1 201 Created\r\nContent-Length: 60000\r\n\r\n"};
        QTest::newRow("until the connection ends")
            << QByteArray{"HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n"};
    }
    void anAnswerThatDripsIsWaitedForUntilTheDeadline()
    {
        QFETCH(const QByteArray, begin);
        const Somebody twilio{[&](StreamSocket& socket) {
            requestFrom(socket);
            say(socket, begin.toStdString());
            drip(socket);
        }};
        const Sent sent = sendTo(twilio.url(), Short);
        QCOMPARE(sent.result.outcome, Outcome::Unknown);
        QVERIFY(sent.took >= Short.total - 10ms);
        QVERIFY(sent.took < FarTooLong);
        QCOMPARE(twilio.connections(), 1);
    }

    void whoTakesTheRequestAndSaysNothingIsWaitedForUntilTheDeadline()
    {
        const Somebody twilio{keepSilent};
        const Sent sent = sendTo(twilio.url(), Short);
        QCOMPARE(sent.result.outcome, Outcome::Unknown);
        QVERIFY(sent.took >= Short.total - 10ms && sent.took < FarTooLong);
    }

    void moreThanAnAnswerIsNotListenedTo_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("again");
        QTest::newRow("a body without end")
            << QByteArray{"HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n"} << QByteArray(1024, ' ');
        QTest::newRow("headers without end")
            << QByteArray{"HTTP/1.1 201 Created\r\n"} << QByteArray{"A: " + QByteArray(500, 'b') + "\r\n"};
        QTest::newRow("one header without end")
            << QByteArray{"HTTP/1.1 201 Created\r\nA: "} << QByteArray(1024, 'b');
        QTest::newRow("promises without end") << QByteArray{} << QByteArray{"HTTP/1.1 100 Continue\r\n\r\n"};
    }
    void moreThanAnAnswerIsNotListenedTo()
    {
        QFETCH(const QByteArray, begin);
        QFETCH(const QByteArray, again);
        const Somebody twilio{[&](StreamSocket& socket) {
            requestFrom(socket);
            say(socket, begin.toStdString());
            while (true)
                say(socket, again.toStdString()); // until that throws
        }};
        const Sent sent = sendTo(twilio.url(), Long);
        QCOMPARE(sent.result.outcome, Outcome::Unknown);
        QVERIFY(sent.took < FarTooLong);
        QCOMPARE(twilio.connections(), 1);
    }

    void whoHangsUpMayHaveTakenIt()
    {
        for (const char* const words :
             {"", "HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n{", "no HTTP\r\n"}) {
            const Somebody twilio{[&](StreamSocket& socket) {
                requestFrom(socket);
                say(socket, words);
            }};
            QCOMPARE(sendTo(twilio.url(), Long).result.outcome, Outcome::Unknown);
            QCOMPARE(twilio.connections(), 1);
        }
    }

    void beforeTlsIsThereNothingWasSent()
    {
        std::string heard;
        const Somebody hangsUp{[&](StreamSocket& socket) {
            std::array<char, 4096> piece{};
            const int got = socket.receiveBytes(piece.data(), static_cast<int>(piece.size()));
            heard.assign(piece.data(), static_cast<size_t>(got));
        }};
        const Somebody speaksPlainly{[](StreamSocket& socket) {
            say(socket, "HTTP/1.1 201 Created\r\n\r\n");
            keepSilent(socket);
        }};
        const Somebody silent{keepSilent};
        const Somebody drips{[](StreamSocket& socket) {
            say(socket, "\x16\x03\x03\x30"); // the beginning of a record, not too long for OpenSSL 3.5
            std::array<char, 4096> hello{};
            socket.receiveBytes(hello.data(), static_cast<int>(hello.size()));
            drip(socket);
        }};
        QCOMPARE(sendTo(hangsUp.url("https"), Long).result.outcome, Outcome::TryLater);
        QVERIFY(!heard.empty() && heard.find("hello") == std::string::npos);
        QCOMPARE(sendTo(speaksPlainly.url("https"), Long).result.outcome, Outcome::TryLater);
        for (const Somebody* const slow : {&silent, &drips}) {
            const Sent sent = sendTo(slow->url("https"), {300ms, 60s});
            QCOMPARE(sent.result.outcome, Outcome::TryLater);
            QVERIFY(sent.took >= 290ms && sent.took < FarTooLong);
        }
    }

    void aRedirectionIsNotFollowed()
    {
        const Somebody elsewhere{keepSilent};
        const Somebody twilio{[&](StreamSocket& socket) {
            requestFrom(socket);
            say(socket,
                "HTTP/1.1 307 Elsewhere\r\nContent-Length: 0\r\nLocation: " + elsewhere.url() + "/\r\n\r\n");
        }};
        QCOMPARE(sendTo(twilio.url(), Long).result.outcome, Outcome::Refused);
        QCOMPARE(elsewhere.connections(), 0);
    }

    void plainHttpGoesByNoProxy()
    {
        const Somebody proxy{keepSilent};
        std::string heard;
        const Somebody twilio{[&](StreamSocket& socket) {
            heard = requestFrom(socket);
            say(socket,
                "HTTP/1.1 429 Slowly\r\nRetry-After: 7\r\nContent-Length: 14\r\n\r\n{\"code\":20429}");
        }};
        for (const char* const name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"})
            qputenv(name, QByteArray::fromStdString(proxy.url()));
        const Sent sent = sendTo(twilio.url(), Long);
        for (const char* const name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"})
            qunsetenv(name);
        QCOMPARE(sent.result.outcome, Outcome::TooMany);
        QCOMPARE(sent.result.retryAfter, Duration{7s});
        QCOMPARE(sent.result.errorCode, 20429);
        QCOMPARE(proxy.connections(), 0);
        QVERIFY(heard.find("Expect") == std::string::npos);
        QVERIFY(heard.find("\r\nAuthorization: Basic ") != std::string::npos);
    }

    void aCheckHasADeadlineToo()
    {
        const Somebody twilio{[](StreamSocket& socket) {
            say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n");
            std::array<char, 4096> request{};
            socket.receiveBytes(request.data(), static_cast<int>(request.size()));
            drip(socket);
        }};
        const auto began = std::chrono::steady_clock::now();
        const std::string why = whyTwilioWillNotSend(account(twilio.url()), WebClient{Short});
        QVERIFY(std::chrono::steady_clock::now() - began < FarTooLong);
        QVERIFY(why.find("cannot be reached") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestServerTwilio)
#include "test_server_twilio.moc"

// SPDX-License-Identifier: MIT
#include "core/server/login/callback_listener.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString State = u"9b2d5b0e-3f0c-4d0e-8a58-0d5f6f0c1a11"_s;
QByteArray goodAnswer()
{
    return "temp_token=tmp_secret&phone=%2B1***0123&state=" + State.toLatin1();
}
} // namespace

/// The listener for the browser's answer, spoken to byte by byte.
class TestCallbackListener final : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<CallbackListener> m_listener;
    QList<BrowserAnswer> m_answers;

    void listen(CallbackLimits limits = {})
    {
        m_answers.clear();
        m_listener = std::make_unique<CallbackListener>(limits);
        connect(m_listener.get(), &CallbackListener::answered, this,
                [this](const BrowserAnswer& answer) { m_answers += answer; });
        QVERIFY(m_listener->listen(State));
    }
    [[nodiscard]] quint16 port() const { return static_cast<quint16>(m_listener->url().port()); }
    [[nodiscard]] QByteArray host() const { return "127.0.0.1:" + QByteArray::number(port()); }
    [[nodiscard]] QByteArray get(const QByteArray& target) const
    {
        return "GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\nAccept: */*\r\n\r\n";
    }
    [[nodiscard]] std::unique_ptr<QTcpSocket> connected(quint16 port) const
    {
        auto socket = std::make_unique<QTcpSocket>();
        QSignalSpy connection{socket.get(), &QTcpSocket::connected};
        socket->connectToHost(QHostAddress::LocalHost, port);
        if (connection.empty())
            connection.wait();
        return socket;
    }
    /// All that comes back until the connection ends.
    [[nodiscard]] QByteArray ask(const QByteArray& request) const
    {
        const auto socket = connected(port());
        socket->write(request);
        return rest(*socket);
    }
    [[nodiscard]] static QByteArray rest(QTcpSocket& socket)
    {
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 20'000))
            return "it goes on";
        return socket.readAll();
    }
    [[nodiscard]] static int status(const QByteArray& answer) { return answer.mid(9, 3).toInt(); }

private Q_SLOTS:
    void init() { listen(); }
    void cleanup() { m_listener.reset(); }

    void theAnswerIsTakenAndTheTokenLeavesTheAddress()
    {
        const quint16 here = port();
        const QByteArray sentOn = ask(get("/callback?" + goodAnswer()));
        QCOMPARE(status(sentOn), 303);
        QVERIFY(sentOn.contains("\r\nLocation: /done\r\n"));
        QVERIFY(sentOn.contains("\r\nReferrer-Policy: no-referrer\r\n"));
        QVERIFY(sentOn.contains("\r\nCache-Control: no-store\r\n"));
        QVERIFY(!sentOn.contains("tmp_secret"));
        QCOMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().tempToken, Secret{u"tmp_secret"_s});
        QCOMPARE(m_answers.first().phone, u"+1***0123"_s);

        const QByteArray done = ask(get("/done"));
        QCOMPARE(status(done), 200);
        QVERIFY(done.contains("Enter the code in Tocsin"));
        QVERIFY(!done.contains("<script") && !done.contains("http://") && !done.contains("tmp_secret"));
        for (const char* line : {"Referrer-Policy: no-referrer", "Cache-Control: no-store",
                                 "X-Content-Type-Options: nosniff", "Connection: close"})
            QVERIFY2(done.contains(QByteArray{"\r\n"} + line + "\r\n"), line);
        QVERIFY(done.contains("Content-Security-Policy: default-src 'none'; "));
        QVERIFY(!done.contains("unsafe"));
        QTRY_VERIFY(!m_listener->isListening());
        QTcpSocket late;
        QSignalSpy refused{&late, &QTcpSocket::errorOccurred};
        late.connectToHost(QHostAddress::LocalHost, here);
        QVERIFY(!refused.empty() || refused.wait());
        QCOMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
    }

    void aSecondAnswerIsNotTaken()
    {
        QCOMPARE(status(ask(get("/callback?" + goodAnswer()))), 303);
        QByteArray other = goodAnswer();
        const QByteArray second = ask(get("/callback?" + other.replace("tmp_secret", "tmp_other")));
        QCOMPARE(status(second), 410);
        QVERIFY(second.contains("Already received"));
        QCOMPARE(m_answers.size(), 1);
    }

    void whatIsNotOurAnswerChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("code");
        const QByteArray state = "state=" + State.toLatin1();
        QTest::newRow("another state")
            << QByteArray{"/callback?temp_token=t&state=9b2d5b0e-3f0c-4d0e-8a58-0d5f6f0c1a12"} << 400;
        QTest::newRow("no state") << QByteArray{"/callback?temp_token=t"} << 400;
        QTest::newRow("an empty state") << QByteArray{"/callback?temp_token=t&state="} << 400;
        QTest::newRow("two states") << "/callback?temp_token=t&state=x&" + state << 400;
        QTest::newRow("no token") << "/callback?" + state << 400;
        QTest::newRow("two tokens") << "/callback?temp_token=t&temp_token=u&" + state << 400;
        QTest::newRow("a token with a line end") << "/callback?temp_token=t%0D%0A&" + state << 400;
        QTest::newRow("a long token") << "/callback?temp_token=" + QByteArray(513, 't') + '&' + state << 400;
        QTest::newRow("nothing with it") << QByteArray{"/callback"} << 404;
        QTest::newRow("another path") << "/callback/?temp_token=t&" + state << 404;
        QTest::newRow("the last page too early") << QByteArray{"/done"} << 404;
        QTest::newRow("an icon") << QByteArray{"/favicon.ico"} << 404;
        QTest::newRow("a whole address") << "http://127.0.0.1/callback?temp_token=t&" + state << 400;
    }
    void whatIsNotOurAnswerChangesNothing()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, code);
        const QByteArray answer = ask(get(target));
        QCOMPARE(status(answer), code);
        QVERIFY(answer.contains("<h1>"));
        QVERIFY(m_answers.isEmpty());
        QCOMPARE(status(ask(get("/callback?" + goodAnswer()))), 303); // the wait was not disturbed
        QCOMPARE(m_answers.size(), 1);
    }

    void whatIsNoRequestOfABrowserIsRefused_data()
    {
        QTest::addColumn<QByteArray>("request"); // HOST stands for the right one
        QTest::addColumn<int>("code");
        const QByteArray line = "GET /callback?" + goodAnswer() + " HTTP/1.1\r\n";
        QTest::newRow("another method")
            << "POST /callback?" + goodAnswer() + " HTTP/1.1\r\nHost: HOST\r\n\r\n"
            << 405;
        QTest::newRow("only the head") << "HEAD /callback?" + goodAnswer() + " HTTP/1.1\r\nHost: HOST\r\n\r\n"
                                       << 405;
        QTest::newRow("another host") << line + "Host: evil.example\r\n\r\n" << 421;
        QTest::newRow("a name for us") << line + "Host: localhost:PORT\r\n\r\n" << 421;
        QTest::newRow("no port") << line + "Host: 127.0.0.1\r\n\r\n" << 421;
        QTest::newRow("no host") << line + "\r\n" << 421;
        QTest::newRow("two hosts") << line + "Host: HOST\r\nhost: HOST\r\n\r\n" << 421;
        QTest::newRow("no version") << "GET /callback?" + goodAnswer() + "\r\nHost: HOST\r\n\r\n" << 400;
        QTest::newRow("HTTP/2") << QByteArray{"PRI * HTTP/2.0\r\n\r\n"} << 400;
        QTest::newRow("TLS") << QByteArray{"\x16\x03\x01\x02\x00\x01\r\n\r\n", 10} << 400;
        QTest::newRow("nothing") << QByteArray{"\r\n\r\n"} << 400;
        QTest::newRow("too long") << line + "Host: HOST\r\nCookie: " + QByteArray(8 * 1024, 'x') + "\r\n\r\n"
                                  << 431;
        QTest::newRow("too long and no end") << "GET /" + QByteArray(8 * 1024, 'x') << 431;
    }
    void whatIsNoRequestOfABrowserIsRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, code);
        request.replace("HOST", host()).replace("PORT", QByteArray::number(port()));
        QCOMPARE(status(ask(request)), code);
        QVERIFY(m_answers.isEmpty());
        QVERIFY(m_listener->isListening());
        QCOMPARE(status(ask(get("/callback?" + goodAnswer()))), 303);
    }

    void aHeadOfTheWholeLengthInPiecesIsTaken()
    {
        QByteArray request = get("/callback?" + goodAnswer());
        request.chop(2);
        request += "Cookie: ";
        request += QByteArray(8 * 1024 - request.size(), 'x') + "\r\n\r\n";
        const auto socket = connected(port());
        for (qsizetype at = 0; at < request.size(); at += 1000) {
            socket->write(request.mid(at, 1000));
            QSignalSpy written{socket.get(), &QTcpSocket::bytesWritten};
            QVERIFY(written.wait());
        }
        QCOMPARE(status(rest(*socket)), 303);
        QCOMPARE(m_answers.size(), 1);
    }

    void whoIsSlowIsLetGo()
    {
        listen({.request = 200ms});
        const auto socket = connected(port());
        socket->write("GET /callback?");
        QElapsedTimer watch;
        watch.start();
        QCOMPARE(rest(*socket), QByteArray{});
        QVERIFY2(watch.elapsed() < 5'000, "long after its time");
        QCOMPARE(status(ask(get("/callback?" + goodAnswer()))), 303);
    }

    void fewAtATimeAndTheOthersWaitTheirTurn()
    {
        listen({.connections = 2, .request = 1s});
        std::vector<std::unique_ptr<QTcpSocket>> idle;
        idle.reserve(5);
        for (int i = 0; i < 5; ++i)
            idle.push_back(connected(port()));
        QTRY_COMPARE(m_listener->findChildren<CallbackConnection*>().size(), 2);
        const auto last = connected(port());
        last->write(get("/callback?" + goodAnswer()));
        QCOMPARE(status(rest(*last)), 303); // after the idle ones' time
        QVERIFY(m_listener->findChildren<CallbackConnection*>().size() <= 2);
    }

    void anotherWaitKeepsThePortAndDropsTheFirst()
    {
        const quint16 before = port();
        QVERIFY(m_listener->listen(u"another"_s));
        QCOMPARE(port(), before);
        const QByteArray old = ask(get("/callback?" + goodAnswer()));
        QCOMPARE(status(old), 400);
        QVERIFY(old.contains("no longer valid"));
        QCOMPARE(status(ask(get("/callback?temp_token=t&state=another"))), 303);
        QCOMPARE(m_answers.size(), 1);
    }

    void whenTheLastPageIsNeverAskedForItEndsAllTheSame()
    {
        listen({.done = 100ms});
        QCOMPARE(status(ask(get("/callback?" + goodAnswer()))), 303);
        QVERIFY(m_listener->isListening());
        QTRY_VERIFY(!m_listener->isListening());
    }

    void closingDropsWhoIsConnected()
    {
        const auto socket = connected(port());
        socket->write("GET /callback?");
        QTRY_COMPARE(m_listener->findChildren<CallbackConnection*>().size(), 1);
        m_listener->close();
        QVERIFY(m_listener->url().isEmpty());
        QCOMPARE(rest(*socket), QByteArray{});
    }

    void onlyThisComputersLoopbackIsListenedOn()
    {
        QTcpSocket other;
        QSignalSpy refused{&other, &QTcpSocket::errorOccurred};
        other.connectToHost(QHostAddress{u"127.0.0.2"_s}, port());
        QVERIFY(!refused.empty() || refused.wait());
        QCOMPARE(other.error(), QAbstractSocket::ConnectionRefusedError);
    }

    void itMayBeClosedInTheSlotThatHearsTheAnswer()
    {
        connect(m_listener.get(), &CallbackListener::answered, m_listener.get(), &CallbackListener::close);
        QCOMPARE(ask(get("/callback?" + goodAnswer())), QByteArray{});
        QCOMPARE(m_answers.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCallbackListener)
#include "test_callback_listener.moc"

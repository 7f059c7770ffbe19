// SPDX-License-Identifier: MIT
#include "core/ipc/frame.h"
#include "core/ipc/local_client.h"
#include "core/ipc/local_server.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

using namespace tocsin;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestLocalClient final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    const QString m_path = m_dir.filePath(u"tocsin.sock"_s);

    /// exchange() blocks, so it runs beside the server's event loop.
    [[nodiscard]] Expected<QJsonObject, ClientError> exchangeAside(std::chrono::milliseconds time,
                                                                   const QJsonObject& request = {}) const
    {
        std::optional<Expected<QJsonObject, ClientError>> result;
        const std::unique_ptr<QThread> thread{
            QThread::create([&] { result = exchange(m_path, *encodeFrame(request), QDeadlineTimer{time}); })};
        QSignalSpy done{thread.get(), &QThread::finished};
        thread->start();
        done.wait(20'000);
        thread->wait();
        return *result;
    }

private Q_SLOTS:
    void cleanup() { QFile::remove(m_path); }

    void bringsTheAnswerBack()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        connect(&server, &LocalServer::requestReceived, this,
                [](const QJsonObject& request, const Reply& reply) {
                    reply.ok({{u"size"_s, request.value("x"_L1).toString().size()}});
                });
        const auto answer = exchangeAside(20s, {{u"x"_s, QString(800'000, u'x')}});
        QVERIFY(answer);
        QCOMPARE(answer->value("size"_L1).toInt(), 800'000);
    }

    void theAnswerLeavesBeforeTheServerWorksOn()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        std::optional<Expected<QJsonObject, ClientError>> result;
        const std::unique_ptr<QThread> peer{QThread::create(
            [&] { result = exchange(m_path, *encodeFrame(QJsonObject{}), QDeadlineTimer{20s}); })};
        bool cameInTime = false;
        connect(&server, &LocalServer::requestReceived, this, [&](const QJsonObject&, const Reply& reply) {
            reply.ok();
            cameInTime = peer->wait(10'000); // the event loop stands still until then
        });
        peer->start();
        QTRY_VERIFY_WITH_TIMEOUT(peer->isFinished(), 30'000);
        QVERIFY(cameInTime);
        QVERIFY(result->hasValue());
    }

    void saysWhenNothingListens()
    {
        QCOMPARE(exchange(m_path, *encodeFrame("{}"_ba), QDeadlineTimer{5s}).error(),
                 ClientError::NotRunning);
    }

    void givesUpOnAServerThatDoesNotAnswer()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        QElapsedTimer time;
        time.start();
        QCOMPARE(exchangeAside(80ms).error(), ClientError::TimedOut);
        QVERIFY(time.elapsed() >= 80);
    }

    void givesUpOnAConnectThatBlocks()
    {
        const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(m_path).constData(), sizeof address.sun_path);
        const auto* name = reinterpret_cast<const sockaddr*>(&address);
        QCOMPARE(::bind(listener, name, sizeof address), 0);
        QCOMPARE(::listen(listener, 0), 0);
        std::vector<int> waiting;
        for (;;) { // until the backlog is full
            waiting.push_back(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0));
            if (::connect(waiting.back(), name, sizeof address) != 0)
                break;
        }
        QElapsedTimer time;
        time.start();
        QVERIFY(!exchange(m_path, *encodeFrame("{}"_ba), QDeadlineTimer{80ms}));
        QVERIFY(time.elapsed() < 5'000);
        for (const int fd : waiting)
            ::close(fd);
        ::close(listener);
    }

    void doesNotTrustAnAnswerItCannotRead()
    {
        QLocalServer server;
        QVERIFY(server.listen(m_path));
        connect(&server, &QLocalServer::newConnection, this, [&] {
            QLocalSocket* socket = server.nextPendingConnection();
            socket->write("hello there");
            socket->disconnectFromServer();
        });
        QCOMPARE(exchangeAside(20s).error(), ClientError::BadAnswer);
    }
};

QTEST_GUILESS_MAIN(TestLocalClient)
#include "test_local_client.moc"

// SPDX-License-Identifier: MIT
#include "core/ipc/frame.h"
#include "core/ipc/local_server.h"
#include "core/ipc/replies.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

using namespace tocsin;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestLocalServer final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;

    static mode_t modeOf(const QString& path)
    {
        struct stat info
        {};
        return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 0777 : 0;
    }

    /// What the peer reads until the connection is closed.
    static QJsonObject answerTo(QLocalSocket& socket)
    {
        QSignalSpy closed{&socket, &QLocalSocket::disconnected};
        if (socket.state() != QLocalSocket::UnconnectedState && !closed.wait())
            return {};
        const auto answer = FrameReader{}.feed(socket.readAll());
        return answer && answer.value() ? *answer.value() : QJsonObject{};
    }
    static QString codeOf(const QJsonObject& answer)
    {
        return answer.value("error"_L1).toObject().value("code"_L1).toString();
    }
    void ask(QLocalSocket& socket, const QByteArray& bytes) const
    {
        socket.connectToServer(m_path);
        socket.write(bytes);
    }
    const QByteArray m_status = *encodeFrame(QJsonObject{{u"type"_s, u"status"_s}});

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_path = m_dir->filePath(u"run/tocsin.sock"_s);
    }

    void answersARequest()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        connect(&server, &LocalServer::requestReceived, this,
                [](const QJsonObject& request, const Reply& reply) {
                    reply.ok({{u"echo"_s, request}});
                });
        QLocalSocket socket;
        ask(socket, m_status);
        const QJsonObject answer = answerTo(socket);
        QVERIFY(answer.value("ok"_L1).toBool());
        QCOMPARE(answer.value("echo"_L1).toObject().value("type"_L1).toString(), u"status"_s);
    }

    void takesARequestOfManyReads()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        qsizetype size = 0;
        connect(&server, &LocalServer::requestReceived, this,
                [&](const QJsonObject& request, const Reply& reply) {
                    size = request.value("x"_L1).toString().size();
                    reply.ok();
                });
        QLocalSocket socket;
        ask(socket, *encodeFrame(QJsonObject{{u"x"_s, QString(900'000, u'x')}}));
        QVERIFY(answerTo(socket).value("ok"_L1).toBool());
        QCOMPARE(size, 900'000);
    }

    void readsWhatHasArrivedWithoutTheEventLoop()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        QSignalSpy received{&server, &LocalServer::requestReceived};
        std::vector<std::unique_ptr<QLocalSocket>> sockets;
        const QByteArray large = *encodeFrame(QJsonObject{{u"x"_s, QString(150'000, u'x')}});
        for (const QByteArray& bytes : {m_status, large, m_status}) {
            sockets.push_back(std::make_unique<QLocalSocket>());
            ask(*sockets.back(), bytes);
            sockets.back()->flush();
        }
        QCOMPARE(received.size(), 0);
        server.readWaiting();
        QCOMPARE(received.size(), 3);
        server.readWaiting();
        QCOMPARE(received.size(), 3);
    }

    void answersLaterAndOnce()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        Reply kept;
        QSignalSpy received{&server, &LocalServer::requestReceived};
        connect(&server, &LocalServer::requestReceived, this,
                [&](const QJsonObject&, const Reply& reply) { kept = reply; });
        QLocalSocket socket;
        ask(socket, m_status);
        QVERIFY(received.wait());
        QVERIFY(kept.isPending());
        const Reply copy = kept;
        copy.ok({{u"n"_s, 1}});
        QVERIFY(!kept.isPending());
        kept.ok({{u"n"_s, 2}});
        QCOMPARE(answerTo(socket).value("n"_L1).toInt(), 1);
    }

    void anAnswerToAPeerThatLeftIsDropped()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        Reply kept;
        connect(&server, &LocalServer::requestReceived, this,
                [&](const QJsonObject&, const Reply& reply) { kept = reply; });
        QLocalSocket socket;
        ask(socket, m_status);
        QTRY_VERIFY(kept.isPending());
        socket.abort();
        QTRY_VERIFY(!kept.isPending());
        kept.ok();
    }

    void aReplyOutlivesTheServer()
    {
        Reply kept;
        {
            LocalServer server;
            QVERIFY(!server.listen(m_path));
            connect(&server, &LocalServer::requestReceived, this,
                    [&](const QJsonObject&, const Reply& reply) { kept = reply; });
            QLocalSocket socket;
            ask(socket, m_status);
            QTRY_VERIFY(kept.isPending());
        }
        QVERIFY(!kept.isPending());
        kept.fail(ipc::ErrorCode::ServerError, u"late"_s);
    }

    void closesAPeerThatSaysNothing()
    {
        LocalServer server{nullptr, {.request = 50ms, .answer = 10s}};
        QVERIFY(!server.listen(m_path));
        QLocalSocket socket;
        ask(socket, "TCSN"_ba);
        QVERIFY(answerTo(socket).isEmpty());
    }

    void saysSoWhenTheAnswerTakesTooLong()
    {
        LocalServer server{nullptr, {.request = 10s, .answer = 50ms}};
        QVERIFY(!server.listen(m_path));
        QLocalSocket socket;
        ask(socket, m_status);
        QCOMPARE(codeOf(answerTo(socket)), u"server_error"_s);
    }

    void refusesNonsense()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        QSignalSpy received{&server, &LocalServer::requestReceived};
        QLocalSocket socket;
        ask(socket, "GET / HTTP/1.1\r\n\r\n"_ba);
        QCOMPARE(codeOf(answerTo(socket)), u"bad_request"_s);
        QCOMPARE(received.size(), 0);
    }

    void isForOurUserAlone()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        QCOMPARE(modeOf(m_path), mode_t{0600});
        QCOMPARE(modeOf(QFileInfo{m_path}.absolutePath()), mode_t{0700});
    }

    /// A killed instance may leave its lock file in any state.
    void whatADeadInstanceLeftKeepsNobodyOut_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::newRow("empty: killed before it was written") << ""_ba;
        QTest::newRow("cut") << "12"_ba;
        // As QLockFile writes it: its process id has gone to another program of this name.
        const QByteArray name = QFileInfo{QCoreApplication::applicationFilePath()}.fileName().toLocal8Bit();
        QTest::newRow("a living process") << QByteArray::number(QCoreApplication::applicationPid()) + '\n' +
                                                 name + '\n' + QSysInfo::machineHostName().toLocal8Bit() +
                                                 '\n';
        QTest::newRow("nonsense") << QByteArray(4096, '\xff');
    }
    void whatADeadInstanceLeftKeepsNobodyOut()
    {
        QFETCH(const QByteArray, left);
        QVERIFY(m_dir->isValid() && QDir{}.mkpath(QFileInfo{m_path}.path()));
        QFile file{m_path + u".lock"_s};
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(left) == left.size());
        file.close();
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        LocalServer second;
        QCOMPARE(second.listen(m_path), ListenError::AnotherInstance);
    }

    void theSecondInstanceLearnsOfTheFirst()
    {
        LocalServer first;
        QVERIFY(!first.listen(m_path));
        LocalServer second;
        QCOMPARE(second.listen(m_path), ListenError::AnotherInstance);
        connect(&first, &LocalServer::requestReceived, this,
                [](const QJsonObject&, const Reply& reply) { reply.ok(); });
        QLocalSocket socket;
        ask(socket, m_status);
        QVERIFY(answerTo(socket).value("ok"_L1).toBool());
        first.close();
        QVERIFY(!second.listen(m_path));
    }

    void replacesTheSocketOfACrash()
    {
        QVERIFY(QDir{}.mkpath(QFileInfo{m_path}.absolutePath()));
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(m_path).constData(), sizeof address.sun_path);
        QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        ::close(fd);
        QVERIFY(QFileInfo::exists(m_path));
        LocalServer server;
        QVERIFY(!server.listen(m_path));
    }

    void leavesAFileThatIsNoSocket()
    {
        const QString path = m_dir->filePath(u"letter.txt"_s);
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("dear");
        file.close();
        LocalServer server;
        QCOMPARE(server.listen(path), ListenError::Refused);
        QCOMPARE(QFileInfo{path}.size(), 4);
    }

    void refusesAFolderOthersMayChange()
    {
        const QString folder = m_dir->filePath(u"open"_s);
        QVERIFY(QDir{}.mkdir(folder));
        QCOMPARE(::chmod(QFile::encodeName(folder).constData(), 0777), 0);
        LocalServer server;
        QCOMPARE(server.listen(folder + u"/tocsin.sock"_s), ListenError::UnsafeFolder);
    }

    void refusesAPathThatIsTooLong()
    {
        LocalServer server;
        QCOMPARE(server.listen(m_dir->filePath(QString(120, u'x'))), ListenError::PathTooLong);
    }

    void silentPeersDelayNobody()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        connect(&server, &LocalServer::requestReceived, this,
                [](const QJsonObject&, const Reply& reply) { reply.ok(); });
        std::vector<std::unique_ptr<QLocalSocket>> slow;
        for (int i = 0; i < LocalServer::MaxConnections - 1; ++i) {
            slow.push_back(std::make_unique<QLocalSocket>());
            ask(*slow.back(), i % 2 == 0 ? m_status.left(5) : QByteArray{}); // half a request, or none
        }
        QTRY_COMPARE(server.findChildren<LocalConnection*>().size(), LocalServer::MaxConnections - 1);
        QElapsedTimer time;
        time.start();
        QLocalSocket quick;
        ask(quick, m_status);
        QVERIFY(answerTo(quick).value("ok"_L1).toBool());
        QVERIFY(time.elapsed() < 1'000); // their deadlines are two seconds
    }

    void aPeerThatSendsWithoutEndIsNotReadWithoutEnd()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        Reply waiting;
        connect(&server, &LocalServer::requestReceived, this,
                [&waiting](const QJsonObject&, const Reply& reply) { waiting = reply; });
        QLocalSocket endless;
        ask(endless, m_status + QByteArray(8 * 1024 * 1024, 'x'));
        QTRY_VERIFY(waiting.isPending());
        QSignalSpy written{&endless, &QLocalSocket::bytesWritten};
        while (written.wait(200)) {
        }
        QVERIFY2(endless.bytesToWrite() > 6 * 1024 * 1024, "the rest is still the peer's to keep");
        waiting.ok();
        QTRY_COMPARE(server.findChildren<LocalConnection*>().size(), 0);
    }

    void servesAtMostItsCapAtOnce()
    {
        LocalServer server;
        QVERIFY(!server.listen(m_path));
        std::vector<std::unique_ptr<QLocalSocket>> silent;
        for (int i = 0; i < LocalServer::MaxConnections; ++i) {
            silent.push_back(std::make_unique<QLocalSocket>());
            silent.back()->connectToServer(m_path);
            QTRY_COMPARE(server.findChildren<LocalConnection*>().size(), i + 1);
        }
        int asked = 0;
        connect(&server, &LocalServer::requestReceived, this,
                [&asked](const QJsonObject&, const Reply& reply) {
                    ++asked;
                    reply.ok();
                });
        QLocalSocket oneMore;
        ask(oneMore, m_status);
        QSignalSpy answered{&oneMore, &QLocalSocket::readyRead};
        QVERIFY(!answered.wait(200));
        QCOMPARE(asked, 0);
        QCOMPARE(server.findChildren<LocalConnection*>().size(), LocalServer::MaxConnections);
        silent.pop_back();
        QVERIFY(answerTo(oneMore).value("ok"_L1).toBool());
        QCOMPARE(asked, 1);
        silent.clear();
        QTRY_COMPARE(server.findChildren<LocalConnection*>().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLocalServer)
#include "test_local_server.moc"

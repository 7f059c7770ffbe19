// SPDX-License-Identifier: MIT
#include "core/ipc/app_address.h"
#include "core/ipc/frame.h"
#include "core/ipc/local_client.h"
#include "core/ipc/local_server.h"
#include "core/ipc/peer.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonObject>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

constexpr uid_t Nobody = 65534;

sockaddr_un addressOf(const QByteArray& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path.constData(), sizeof address.sun_path);
    return address;
}

/// Runs `body` as another user, in a process that ends with us. Only root can.
template<typename Body> pid_t asNobody(Body body)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::_exit(::setgid(Nobody) == 0 && ::setuid(Nobody) == 0 ? body() : 99);
    }
    return pid;
}

int exitCodeOf(pid_t pid)
{
    int status = -1;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

/// Who may talk to whom. The parts that need a second user run where the tests run as root, as in a
/// container.
class TestPeer final : public QObject
{
    Q_OBJECT

    // Not in the test's own folder, which is closed to others.
    const QTemporaryDir m_dir{u"/tmp/tocsin-peer-XXXXXX"_s};
    const QByteArray m_path = QFile::encodeName(m_dir.filePath(u"tocsin.sock"_s));
    const bool m_root = ::geteuid() == 0;

private Q_SLOTS:
    void theKernelNamesThePeer()
    {
        int ends[2];
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
        const auto peer = peerOf(ends[0]);
        QVERIFY(peer.has_value());
        QCOMPARE(peer->uid, ::geteuid());
        QCOMPARE(peer->pid, qint64{::getpid()});
        QVERIFY(isOurUser(ends[0]));
        QVERIFY(!isForwarder(*peer));
        ::close(ends[0]);
        ::close(ends[1]);
        QVERIFY(!peerOf(-1));
        QVERIFY(!isOurUser(-1));
    }

    void anotherUserIsNotServed()
    {
        if (!m_root)
            return;
        LocalServer server;
        QVERIFY(!server.listen(QFile::decodeName(m_path)));
        QSignalSpy received{&server, &LocalServer::requestReceived};
        // As if the folder and the socket had been opened to everybody by mistake.
        QCOMPARE(::chmod(QFile::encodeName(m_dir.path()).constData(), 0755), 0);
        QCOMPARE(::chmod(m_path.constData(), 0666), 0);
        const QByteArray frame = *encodeFrame("{\"type\":\"status\"}"_ba);
        const pid_t stranger = asNobody([&] {
            const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
            const sockaddr_un address = addressOf(m_path);
            if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
                return 1;
            std::signal(SIGPIPE, SIG_IGN);
            static_cast<void>(::write(fd, frame.constData(), static_cast<size_t>(frame.size())));
            char byte = 0;
            return ::read(fd, &byte, 1) > 0 ? 2 : 0;
        });
        int status = -1;
        QTRY_VERIFY(status != -1 || ::waitpid(stranger, &status, WNOHANG) == stranger);
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(received.size(), 0);
    }

    void rootMayReportToTheAppOfAUser()
    {
        if (!m_root)
            return;
        // The app as another user; we are root in a container that its socket was mounted into.
        QFile::remove(QFile::decodeName(m_path));
        QFile::remove(QFile::decodeName(m_path) + u".lock"_s);
        QCOMPARE(::chmod(QFile::encodeName(m_dir.path()).constData(), 01777), 0);
        int ready[2];
        QCOMPARE(::pipe(ready), 0);
        const pid_t app = asNobody([&] {
            int argc = 1;
            char name[] = "app";
            char* argv[] = {name, nullptr};
            const QCoreApplication application{argc, argv};
            LocalServer server;
            qputenv("TOCSIN_SOCKET", m_path); // a folder that the user chose
            QObject::connect(&server, &LocalServer::requestReceived, &server,
                             [](const QJsonObject&, const Reply& reply) { reply.ok(); });
            if (server.listen(QFile::decodeName(m_path)) || ::write(ready[1], "x", 1) != 1)
                return 1;
            return QCoreApplication::exec();
        });
        ::close(ready[1]);
        char byte = 0;
        const ssize_t isReady = ::read(ready[0], &byte, 1);
        ::close(ready[0]);
        QCOMPARE(isReady, ssize_t{1});
        qputenv("TOCSIN_SOCKET", m_path);
        const auto ask = [](const QByteArray& type) {
            return callApp(*encodeFrame("{\"type\":\"" + type + "\"}"), QDeadlineTimer{5'000});
        };
        const auto hook = ask("hook");
        QVERIFY(hook && hook->value("ok"_L1).toBool());
        const auto status = ask("status");
        QVERIFY(status && status->value("ok"_L1).toBool());
        const auto logout = ask("logout");
        QVERIFY(logout && logout->value("error"_L1)["code"_L1] == "not_allowed"_L1);
        // Nobody named it: then it may be a trap.
        const auto unnamed = exchange(QFile::decodeName(m_path), *encodeFrame("{\"type\":\"hook\"}"_ba),
                                      QDeadlineTimer{5'000});
        QVERIFY(!unnamed && unnamed.error() == ClientError::NotOurUser);
        qunsetenv("TOCSIN_SOCKET");
        ::kill(app, SIGKILL);
        QCOMPARE(exitCodeOf(app), -1);
        QFile::remove(QFile::decodeName(m_path) + u".lock"_s);
    }

    void aSocketThatWeMayNotOpenIsAnotherUsers()
    {
        if (!m_root)
            return;
        QFile::remove(QFile::decodeName(m_path));
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_un address = addressOf(m_path);
        QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        QCOMPARE(::listen(fd, 1), 0);
        QCOMPARE(::chmod(m_path.constData(), 0600), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_dir.path()).constData(), 0755), 0);
        const pid_t stranger = asNobody([&] {
            const auto answer = exchange(QFile::decodeName(m_path), *encodeFrame("{\"type\":\"hook\"}"_ba),
                                         QDeadlineTimer{5'000});
            return !answer && answer.error() == ClientError::NotOurUser ? 0 : 1;
        });
        QCOMPARE(exitCodeOf(stranger), 0);
        ::close(fd);
    }

    void nothingIsSaidToAnotherUsersProgram()
    {
        if (!m_root)
            return;
        QFile::remove(QFile::decodeName(m_path));
        QCOMPARE(::chmod(QFile::encodeName(m_dir.path()).constData(), 0777), 0);
        int ready[2];
        QCOMPARE(::pipe(ready), 0);
        const pid_t squatter = asNobody([&] {
            const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
            const sockaddr_un address = addressOf(m_path);
            if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
                ::listen(fd, 1) != 0 || ::write(ready[1], "x", 1) != 1)
                return 1;
            const int peer = ::accept(fd, nullptr, nullptr);
            char byte = 0;
            return ::read(peer, &byte, 1) > 0 ? 2 : 0;
        });
        char byte = 0;
        QCOMPARE(::read(ready[0], &byte, 1), ssize_t{1});
        const auto answer = exchange(QFile::decodeName(m_path), *encodeFrame("{\"type\":\"hook\"}"_ba),
                                     QDeadlineTimer{5'000});
        QVERIFY(!answer);
        QCOMPARE(answer.error(), ClientError::NotOurUser);
        QCOMPARE(exitCodeOf(squatter), 0);
        ::close(ready[0]);
        ::close(ready[1]);
    }
};

QTEST_GUILESS_MAIN(TestPeer)
#include "test_peer.moc"

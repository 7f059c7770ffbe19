// SPDX-License-Identifier: MIT
// Claude Code on another machine, whose socket a real ssh and sshd forward here.
#include "tests/e2e/stage.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

constexpr int LimitMs = 20'000;

void write(const QString& path, const QByteArray& text)
{
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
}

} // namespace

class TestOverSsh final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        // sshd wants it when it is started by root; Debian makes it at boot.
        if (::geteuid() == 0)
            QVERIFY(QDir{}.mkpath(u"/run/sshd"_s));
        for (const QString& key : {u"host"_s, u"user"_s}) {
            QProcess keygen;
            keygen.start(u"ssh-keygen"_s,
                         {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, QString{}, u"-f"_s, path(key)});
            QVERIFY(keygen.waitForFinished(LimitMs));
            QCOMPARE(keygen.exitCode(), 0);
        }
        QTcpServer probe; // a port that is free
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        m_port = probe.serverPort();
        probe.close();
        write(
            path(u"sshd_config"_s),
            u"Port %1\nListenAddress 127.0.0.1\nHostKey %2\nAuthorizedKeysFile %3\nPidFile none\nUsePAM no\n"
            "StrictModes no\nPermitRootLogin prohibit-password\nPasswordAuthentication no\n"_s.arg(m_port)
                .arg(path(u"host"_s), path(u"user.pub"_s))
                .toUtf8());
        start(m_sshd, u"/usr/sbin/sshd"_s, {u"-D"_s, u"-e"_s, u"-f"_s, path(u"sshd_config"_s)});
        QVERIFY(QTest::qWaitFor(
            [this] {
                QTcpSocket probing;
                probing.connectToHost(QHostAddress{QHostAddress::LocalHost}, m_port);
                return probing.waitForConnected(100);
            },
            LimitMs));
    }
    void cleanupTestCase() { end(m_sshd); }

    void init()
    {
        m_stage = std::make_unique<Stage>();
        QVERIFY(m_stage->startApp({u"--headless"_s, u"--token-store=file"_s}));
        // From here on the programs are on the other machine.
        m_appSocket = m_stage->socket();
        m_stage->useSocket(remoteSocket(), remoteSocket());
        m_stage->setEnvironment(u"XDG_STATE_HOME"_s, path(u"remote-state"_s));
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << "sshd said:" << m_sshd.readAll() << "ssh said:" << m_ssh.readAll();
        end(m_ssh);
        m_stage.reset();
        QFile::remove(remoteSocket());
        QDir{path(u"remote-state"_s)}.removeRecursively();
        QDir{qEnvironmentVariable("XDG_STATE_HOME") + u"/tocsin"_s}.removeRecursively();
    }

    void hooksAndStatusArriveAndCommandsDoNot()
    {
        forward();
        begin(u"far"_s);
        QCOMPARE(sessions(), QStringList{u"far"_s});
        QCOMPARE(m_stage->bridge({u"logout"_s}).exitCode, 77);
    }

    void afterACutNothingIsLost()
    {
        forward();
        begin(u"before"_s);
        cut();
        for (const QString& id : {u"gap-1"_s, u"gap-2"_s, u"gap-3"_s})
            begin(id);
        QCOMPARE(spooled(), 3);
        QVERIFY(!QFile::exists(remoteSocket())); // the first hook of the gap removed it
        forward();
        begin(u"after"_s);
        QCOMPARE(spooled(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(
            sessions(), (QStringList{u"after"_s, u"before"_s, u"gap-1"_s, u"gap-2"_s, u"gap-3"_s}), LimitMs);
    }

    void withoutAHookInTheGapTheCommandOfTheReadmeRemovesTheSocket()
    {
        forward();
        cut();
        QVERIFY(QFile::exists(remoteSocket()));
        start(m_ssh, u"ssh"_s, forwarding());
        QVERIFY(m_ssh.waitForFinished(LimitMs));
        QCOMPARE(m_ssh.exitCode(), 255); // what makes the command needed
        QProcess remove;
        start(remove, u"ssh"_s, options() + QStringList{u"127.0.0.1"_s, u"rm -f "_s + remoteSocket()});
        QVERIFY(remove.waitForFinished(LimitMs));
        QCOMPARE(remove.exitCode(), 0);
        forward();
        begin(u"again"_s);
        QCOMPARE(sessions(), QStringList{u"again"_s});
    }

    void alsoTheStatusCommandRemovesASocketThatNothingListensOn()
    {
        forward();
        cut();
        QCOMPARE(m_stage->bridge({u"status"_s}).exitCode, 69);
        forward();
        QCOMPARE(m_stage->bridge({u"status"_s}).exitCode, 0);
    }

private:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString remoteSocket() const { return path(u"far.sock"_s); }
    [[nodiscard]] qsizetype spooled() const
    {
        return QDir{path(u"remote-state/tocsin/spool"_s)}.entryList({u"*.json"_s}, QDir::Files).size();
    }
    static void start(QProcess& process, const QString& program, const QStringList& arguments)
    {
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        process.start(program, arguments);
        QVERIFY(process.waitForStarted(LimitMs));
    }
    static void end(QProcess& process)
    {
        process.kill();
        process.waitForFinished();
    }
    [[nodiscard]] QStringList options() const
    {
        return {u"-F"_s, u"none"_s,
                u"-i"_s, path(u"user"_s),
                u"-p"_s, QString::number(m_port),
                u"-o"_s, u"BatchMode=yes"_s,
                u"-o"_s, u"StrictHostKeyChecking=no"_s,
                u"-o"_s, u"UserKnownHostsFile=/dev/null"_s};
    }
    [[nodiscard]] QStringList forwarding() const
    {
        return options() + QStringList{u"-o"_s, u"ExitOnForwardFailure=yes"_s,       u"-N"_s,
                                       u"-R"_s, remoteSocket() + u':' + m_appSocket, u"127.0.0.1"_s};
    }
    [[nodiscard]] bool isForwarded() const
    {
        QLocalSocket probe;
        probe.connectToServer(remoteSocket());
        return probe.waitForConnected(100);
    }
    void forward()
    {
        end(m_ssh);
        start(m_ssh, u"ssh"_s, forwarding());
        QVERIFY(QTest::qWaitFor([this] { return isForwarded(); }, LimitMs));
    }
    /// As when the network is gone: neither side says goodbye.
    void cut()
    {
        end(m_ssh);
        QVERIFY(QTest::qWaitFor([this] { return !isForwarded(); }, LimitMs));
    }
    void begin(const QString& session) const
    {
        const Ran ran = m_stage->hook(u"session-start"_s, {{u"session_id"_s, session}});
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out + ran.err, QString{});
    }
    [[nodiscard]] QStringList sessions() const
    {
        QStringList ids;
        const QJsonArray all = m_stage->status().value("sessions"_L1).toArray();
        for (const QJsonValue session : all)
            ids += session["id"_L1].toString();
        ids.sort();
        return ids;
    }

    QTemporaryDir m_folder;
    quint16 m_port{0};
    QProcess m_sshd;
    QProcess m_ssh;
    QString m_appSocket;
    std::unique_ptr<Stage> m_stage;
};

QTEST_GUILESS_MAIN(TestOverSsh)
#include "test_over_ssh.moc"

// SPDX-License-Identifier: MIT
// Claude Code on another machine, whose socket a real ssh and sshd forward here.
#include "tests/e2e/stage.h"
#include "tests/support/own_sshd.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QLocalSocket>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int LimitMs = 20'000;

} // namespace

class TestOverSsh final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_sshd.start()); }

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
            qInfo().noquote() << "sshd said:" << m_sshd.output() << "ssh said:" << m_ssh.readAll();
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
        start(remove, u"ssh"_s,
              m_sshd.clientOptions() + QStringList{u"127.0.0.1"_s, u"rm -f "_s + remoteSocket()});
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
    [[nodiscard]] QString path(const QString& name) const { return m_sshd.path(name); }
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
    [[nodiscard]] QStringList forwarding() const
    {
        return m_sshd.clientOptions() +
               QStringList{u"-o"_s, u"ExitOnForwardFailure=yes"_s,       u"-N"_s,
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

    OwnSshd m_sshd;
    QProcess m_ssh;
    QString m_appSocket;
    std::unique_ptr<Stage> m_stage;
};

QTEST_GUILESS_MAIN(TestOverSsh)
#include "test_over_ssh.moc"

// SPDX-License-Identifier: MIT
// A hook that waits, and the real app, without anyone who decides.
#include "bridge_process.h"
#include "core/ipc/frame.h"
#include "core/ipc/waiting_protocol.h"

#include <QLocalSocket>
#include <QTest>

#include <csignal>
#include <memory>

using namespace tocsin;
using namespace tocsin::test;

class TestWaitingWithApp final : public QObject
{
    Q_OBJECT

    std::unique_ptr<BridgeHome> m_home;
    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_app;

    void startApp()
    {
        m_app = std::make_unique<QProcess>();
        m_app->setProcessEnvironment(m_environment);
        m_app->start(QStringLiteral(TOCSIN_BIN_DIR "/tocsin"), {u"--headless"_s, u"--token-store=file"_s});
        QTRY_VERIFY_WITH_TIMEOUT(exchange({{u"type"_s, u"status"_s}}).value("ok"_L1).toBool(), 20'000);
    }
    void endApp(int number)
    {
        ::kill(static_cast<pid_t>(m_app->processId()), number);
        QVERIFY(m_app->waitForFinished(20'000));
        m_app.reset();
    }
    [[nodiscard]] std::unique_ptr<QProcess> wait() const
    {
        auto hook = std::make_unique<QProcess>();
        hook->setProcessEnvironment(m_environment);
        hook->setStandardInputFile(
            QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads/permission-request.json"));
        hook->start(BridgeProgram, {u"hook"_s, u"--wait"_s});
        return hook;
    }
    [[nodiscard]] QJsonObject exchange(const QJsonObject& request) const
    {
        QLocalSocket socket;
        socket.connectToServer(m_home->socket());
        if (!socket.waitForConnected(1'000))
            return {};
        socket.write(*encodeFrame(request));
        FrameReader reader;
        while (socket.waitForReadyRead(5'000)) {
            const auto fed = reader.feed(socket.readAll());
            if (fed && *fed)
                return **fed;
        }
        return {};
    }
    /// As `status` has it; empty when there is no session.
    [[nodiscard]] QString state() const
    {
        return exchange({{u"type"_s, u"status"_s}})["sessions"_L1][0]["state"_L1].toString();
    }
    [[nodiscard]] int ran(const QString& program, const QStringList& arguments) const
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(program, arguments);
        return process.waitForFinished(20'000) ? process.exitCode() : -1;
    }

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<BridgeHome>();
        m_environment = m_home->environment();
        for (const QString& name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"DBUS_SESSION_BUS_ADDRESS"_s})
            m_environment.remove(name);
        m_environment.insert(u"XDG_CONFIG_HOME"_s, QFileInfo{m_home->socket()}.absolutePath() + u"/config"_s);
        m_environment.insert(u"CLAUDE_CODE_ENTRYPOINT"_s, u"cli"_s);
        startApp();
    }
    void cleanup()
    {
        if (m_app)
            endApp(SIGKILL);
    }

    void theEndOfTheAppLeavesTheRequestToTheTerminal_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("killed") << SIGKILL;
        QTest::newRow("asked to end") << SIGTERM;
    }
    void theEndOfTheAppLeavesTheRequestToTheTerminal()
    {
        QFETCH(int, number);
        const auto hook = wait();
        QTRY_COMPARE(state(), u"waiting"_s);
        QCOMPARE(hook->state(), QProcess::Running);
        endApp(number);
        QVERIFY(hook->waitForFinished(20'000));
        QCOMPARE(hook->exitStatus(), QProcess::NormalExit);
        QCOMPARE(hook->exitCode(), 0);
        QCOMPARE(hook->readAllStandardOutput(), QByteArray{});
        QCOMPARE(m_home->spooled(), QStringList{});
        startApp(); // the alert is still open, and nothing waits for it
        QTRY_COMPARE(state(), u"waiting"_s);
    }

    void noCommandAndNoMessageDecides()
    {
        const auto hook = wait();
        QTRY_COMPARE(state(), u"waiting"_s);
        for (const QString& word : {u"allow"_s, u"deny"_s, u"decide"_s, u"answer"_s, u"approve"_s}) {
            QCOMPARE(ran(BridgeProgram, {word}), 64);
            QCOMPARE(ran(BridgeProgram, {u"status"_s, u"--"_s + word}), 64);
            QCOMPARE(ran(QStringLiteral(TOCSIN_BIN_DIR "/tocsin"), {u"--"_s + word}), 64);
            QJsonObject request =
                ipc::DecisionMessage{.document = QByteArray(64, 'a'), .verdict = ipc::Verdict::Allow}
                    .toJson();
            request.insert(u"type"_s, word);
            QCOMPARE(exchange(request)["error"_L1]["code"_L1].toString(), u"bad_request"_s);
        }
        QCOMPARE(hook->state(), QProcess::Running);
        QCOMPARE(hook->bytesAvailable(), 0);
        QCOMPARE(state(), u"waiting"_s);
        hook->terminate();
        QVERIFY(hook->waitForFinished(20'000));
        QCOMPARE(hook->exitCode(), 0);
        QCOMPARE(hook->readAllStandardOutput(), QByteArray{});
    }

    void theCallsEndLetsItGo()
    {
        const auto hook = wait();
        QTRY_COMPARE(state(), u"waiting"_s);
        QJsonObject ended = QJsonDocument::fromJson(payload(u"permission-request"_s)).object();
        ended.insert(u"hook_event_name"_s, u"PostToolUse"_s);
        QProcess told;
        told.setProcessEnvironment(m_environment);
        told.start(BridgeProgram, {u"hook"_s});
        told.write(QJsonDocument{ended}.toJson());
        told.closeWriteChannel();
        QVERIFY(told.waitForFinished(20'000));
        QVERIFY(hook->waitForFinished(20'000));
        QCOMPARE(hook->exitCode(), 0);
        QCOMPARE(hook->readAllStandardOutput(), QByteArray{});
        QCOMPARE(state(), u"working"_s);
    }
};

QTEST_GUILESS_MAIN(TestWaitingWithApp)
#include "test_waiting_with_app.moc"

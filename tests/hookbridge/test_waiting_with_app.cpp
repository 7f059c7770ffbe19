// SPDX-License-Identifier: MIT
// A hook that waits, and the real app, without anyone who decides.
#include "core/ipc/local_server.h"
#include "tests/hookbridge/running_app.h"

#include <QTest>

#include <csignal>
#include <memory>

using namespace tocsin;
using namespace tocsin::test;

namespace {

const QString Session = u"8386df4a-bcd2-426e-8f6e-602806bed488"_s;

/// What the plugin of this repository runs at a permission request.
QString pluginCommand()
{
    QFile file{QStringLiteral(TOCSIN_SOURCE_DIR "/plugin/hooks/hooks.json")};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonValue hooks = QJsonDocument::fromJson(file.readAll())["hooks"_L1];
    return hooks["PermissionRequest"_L1][0]["hooks"_L1][0]["command"_L1].toString();
}

} // namespace

class TestWaitingWithApp final : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunningApp> m_app;

    [[nodiscard]] QString state() const { return m_app->state(Session); }

private Q_SLOTS:
    void init()
    {
        m_app = std::make_unique<RunningApp>();
        QVERIFY(m_app->start());
    }
    void cleanup() { m_app.reset(); }

    void theEndOfTheAppLeavesTheRequestToTheTerminal_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("killed") << SIGKILL;
        QTest::newRow("asked to end") << SIGTERM;
    }
    void theEndOfTheAppLeavesTheRequestToTheTerminal()
    {
        QFETCH(int, number);
        const auto hook = m_app->wait();
        QTRY_COMPARE(state(), u"waiting"_s);
        QCOMPARE(hook->state(), QProcess::Running);
        QVERIFY(m_app->end(number));
        QVERIFY(hook->waitForFinished(20'000));
        QCOMPARE(hook->exitStatus(), QProcess::NormalExit);
        QCOMPARE(hook->exitCode(), 0);
        QCOMPARE(hook->readAllStandardOutput(), QByteArray{});
        QCOMPARE(m_app->home.spooled(), QStringList{});
        QVERIFY(m_app->start()); // the alert is still open, and nothing waits for it
        QTRY_COMPARE(state(), u"waiting"_s);
    }

    void theCallsEndLetsItGo()
    {
        const auto hook = m_app->wait();
        QTRY_COMPARE(state(), u"waiting"_s);
        QJsonObject ended = QJsonDocument::fromJson(payload(u"permission-request"_s)).object();
        ended.insert(u"hook_event_name"_s, u"PostToolUse"_s);
        QCOMPARE(m_app->tell(ended), 0);
        QVERIFY(hook->waitForFinished(20'000));
        QCOMPARE(hook->exitCode(), 0);
        QCOMPARE(hook->readAllStandardOutput(), QByteArray{});
        QCOMPARE(state(), u"working"_s);
    }

    /// The plugin comes from a marketplace, the programs from a package.
    void updatedSeparatelyTheyLoseNoAlert_data()
    {
        QTest::addColumn<bool>("isOldPlugin");
        QTest::addColumn<bool>("isOldBridge");
        QTest::addColumn<bool>("isOldApp");
        QTest::newRow("all new") << false << false << false;
        QTest::newRow("old plugin") << true << false << false;
        QTest::newRow("old bridge") << false << true << false;
        QTest::newRow("old app") << false << false << true; // it runs until the next login
        QTest::newRow("old bridge and app") << false << true << true;
    }
    void updatedSeparatelyTheyLoseNoAlert()
    {
        QFETCH(bool, isOldPlugin);
        QFETCH(bool, isOldBridge);
        QFETCH(bool, isOldApp);
        QString command = pluginCommand();
        QVERIFY(command.endsWith(u" hook --wait"_s));
        if (isOldPlugin) // it tells permission requests as all other events
            command = u"trap '' TERM; "_s + command.chopped(QStringView{u" --wait"}.size());
        const QTemporaryDir bin;
        QFile bridge{bin.filePath(u"tocsin-hookbridge"_s)};
        QVERIFY(bridge.open(QIODevice::WriteOnly));
        // An old one does not look at what follows "hook".
        bridge.write("#!/bin/sh\nexec " + BridgeProgram.toUtf8() + (isOldBridge ? " \"$1\"\n" : " \"$@\"\n"));
        bridge.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        bridge.close();
        QJsonObject told;
        LocalServer oldApp;
        if (isOldApp) {
            QVERIFY(m_app->end(SIGTERM));
            QVERIFY(!oldApp.listen(m_app->home.socket()));
            connect(&oldApp, &LocalServer::requestReceived, this,
                    [&told](const QJsonObject& request, const Reply& reply) {
                        told = request;
                        reply.ok();
                    });
        }
        QProcess hook;
        QProcessEnvironment environment = m_app->environment;
        environment.insert(u"PATH"_s, bin.path() + u":/usr/bin:/bin"_s);
        hook.setProcessEnvironment(environment);
        hook.setStandardInputFile(RequestFile);
        hook.start(u"/bin/sh"_s, {u"-c"_s, command});
        const bool waits = !isOldPlugin && !isOldBridge && !isOldApp;
        if (!isOldApp)
            QTRY_COMPARE_WITH_TIMEOUT(state(), u"waiting"_s, 20'000);
        else
            QTRY_COMPARE_WITH_TIMEOUT(told.value("event"_L1).toObject(),
                                      QJsonDocument::fromJson(payload(u"permission-request"_s)).object(),
                                      20'000);
        if (waits) {
            QCOMPARE(hook.state(), QProcess::Running);
            hook.terminate();
        }
        QTRY_COMPARE_WITH_TIMEOUT(hook.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(hook.exitCode(), 0);
        QCOMPARE(hook.readAllStandardOutput() + hook.readAllStandardError(), QByteArray{});
        QCOMPARE(m_app->home.spooled(), QStringList{});
    }
};

QTEST_GUILESS_MAIN(TestWaitingWithApp)
#include "test_waiting_with_app.moc"

// SPDX-License-Identifier: MIT
// A program that Claude has started wants its own request allowed: by the socket, the command lines, forged
// documents and files, and a second app. Real programs throughout; nothing of it may reach the hook that
// waits.
#include "core/ipc/waiting_protocol.h"
#include "tests/hookbridge/running_app.h"

#include <QCryptographicHash>
#include <QUuid>

#include <list>

using namespace tocsin;
using namespace tocsin::test;

namespace {

const QString Session = u"8386df4a-bcd2-426e-8f6e-602806bed488"_s;

/// What the hook's own app would send it.
QJsonObject decisionAbout(const QByteArray& document)
{
    return ipc::DecisionMessage{.document =
                                    QCryptographicHash::hash(document, QCryptographicHash::Sha256).toHex(),
                                .verdict = ipc::Verdict::Allow}
        .toJson();
}

QJsonObject with(QJsonObject object, const QJsonObject& more)
{
    for (auto field = more.begin(); field != more.end(); ++field)
        object.insert(field.key(), field.value());
    return object;
}

} // namespace

class TestSelfApproval final : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunningApp> m_app;
    std::unique_ptr<QProcess> m_hook;
    QByteArray m_document;

    /// The hook still waits, and has printed nothing.
    void stillWaits()
    {
        QCOMPARE(m_app->state(Session), u"waiting"_s);
        QVERIFY(m_hook->waitForStarted() && !m_hook->waitForReadyRead(20)); // it would print, or end
        QCOMPARE(m_hook->state(), QProcess::Running);
        QCOMPARE(m_hook->readAllStandardOutput(), QByteArray{});
    }
    /// Whatever became of the hook, it has allowed nothing.
    void endsWithNothing()
    {
        QVERIFY(m_hook->state() == QProcess::NotRunning || m_hook->waitForFinished(20'000));
        QCOMPARE(m_hook->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_hook->exitCode(), 0);
        QCOMPARE(m_hook->readAllStandardOutput(), QByteArray{});
    }
    [[nodiscard]] QJsonObject document() const { return QJsonDocument::fromJson(m_document).object(); }
    /// A `hook` request as the bridge writes it.
    [[nodiscard]] static QJsonObject requestWith(const QJsonObject& event)
    {
        return {{u"type"_s, u"hook"_s},
                {u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
                {u"boot_id"_s, QString::fromLatin1(QSysInfo::bootUniqueId())},
                {u"monotonic_ns"_s, u"1"_s},
                {u"wall_ms"_s, QString::number(QDateTime::currentMSecsSinceEpoch())},
                {u"claude"_s,
                 QJsonObject{{u"pid"_s, QCoreApplication::applicationPid()}, {u"entrypoint"_s, u"cli"_s}}},
                {u"event"_s, event}};
    }
    void wait()
    {
        m_hook = m_app->wait();
        QTRY_COMPARE_WITH_TIMEOUT(m_app->state(Session), u"waiting"_s, 20'000);
    }

private Q_SLOTS:
    void init()
    {
        m_document = payload(u"permission-request"_s);
        m_app = std::make_unique<RunningApp>();
        QVERIFY(m_app->start());
        wait();
    }
    void cleanup()
    {
        if (m_hook && m_hook->state() != QProcess::NotRunning) {
            m_hook->terminate();
            m_hook->waitForFinished(20'000);
        }
        m_hook.reset();
        m_app.reset();
    }

    void noMessageDecides_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("isKnown");
        for (const char* type : {"hook", "spooled", "raise", "login", "pair", "start", "stop", "status",
                                 "mute", "presence", "logout", "diagnostics"})
            QTest::newRow(type) << QString::fromLatin1(type) << true;
        for (const char* type : {"decide", "decided", "decision", "allow", "deny", "answer", "approve",
                                 "pending", "action_invoked", ""})
            QTest::newRow(*type == '\0' ? "no type" : type) << QString::fromLatin1(type) << false;
    }
    void noMessageDecides()
    {
        QFETCH(QString, type);
        QFETCH(bool, isKnown);
        // All that a decision could be found by, in one message.
        QJsonObject message = with(decisionAbout(m_document), {{u"type"_s, type},
                                                               {u"session_id"_s, Session},
                                                               {u"id"_s, 1},
                                                               {u"alert"_s, 1},
                                                               {u"answer"_s, u"allow"_s},
                                                               {u"channel"_s, u"window"_s},
                                                               {u"printed"_s, true}});
        if (type == "hook"_L1)
            message = with(message, requestWith(document()));
        if (type == "spooled"_L1)
            message.insert(u"hooks"_s, QJsonArray{with(decisionAbout(m_document), requestWith(document()))});
        const QJsonObject reply = m_app->exchange(message);
        if (!isKnown) {
            QCOMPARE(reply["error"_L1]["code"_L1].toString(), u"bad_request"_s);
            QVERIFY(m_app->log().contains("refused a request of an unknown type"));
        }
        stillWaits();
    }

    void aConnectionThatWaitsDecidesNothing()
    {
        for (const QJsonObject& said :
             {decisionAbout(m_document), ipc::pendingReply(),
              ipc::DecisionReceipt{.isPrinted = true}.toJson(), QJsonObject{{u"type"_s, u"hook"_s}}}) {
            const QJsonObject request =
                ipc::WaitRequest{QByteArray(64, 'f')}.addedTo(requestWith(document()));
            QLocalSocket socket;
            QCOMPARE(m_app->exchange(socket, request), ipc::pendingReply());
            QCOMPARE(m_app->exchange(socket, said), ipc::notPendingReply());
            QVERIFY(m_app->log().contains("what is no receipt"));
            stillWaits();
        }
    }

    void noCommandLineDecides()
    {
        const QStringList words{u"allow"_s, u"deny"_s, u"decide"_s, u"answer"_s, u"approve"_s, u"yes"_s};
        for (const QString& word : words) {
            QCOMPARE(m_app->run(BridgeProgram, {word}), 64);
            QCOMPARE(m_app->run(BridgeProgram, {word, u"1"_s}), 64);
            QCOMPARE(m_app->run(BridgeProgram, {u"status"_s, u"--"_s + word}), 64);
            QCOMPARE(m_app->run(BridgeProgram, {u"mute"_s, u"1h"_s, u"--"_s + word}), 64);
            QCOMPARE(m_app->run(AppProgram, {u"--"_s + word}), 64);
            QCOMPARE(m_app->run(AppProgram, {u"--headless"_s, u"--"_s + word + u"=1"_s}), 64);
            // A hook takes every argument, so that an older one can be called by a newer plugin.
            QCOMPARE(m_app->run(BridgeProgram, {u"hook"_s, u"--wait"_s, u"--"_s + word}), 0);
        }
        stillWaits();
    }

    void aForgedDocumentChangesAndAnswersNothing()
    {
        // The same session and call, and a harmless one: by a bridge of its own, told and spooled.
        QJsonObject harmless = document();
        harmless.insert(u"tool_input"_s, QJsonObject{{u"command"_s, u"ls"_s}});
        std::list<std::unique_ptr<QProcess>> forgers;
        const QTemporaryDir folder;
        for (const QJsonObject& forged : {document(), harmless}) {
            QFile file{folder.filePath(QString::number(forgers.size()))};
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QJsonDocument{forged}.toJson());
            file.close();
            forgers.push_back(m_app->wait(file.fileName()));
            QCOMPARE(m_app->tell(forged), 0);
        }
        stillWaits();
        for (const auto& forger : forgers) {
            forger->terminate();
            QVERIFY(forger->waitForFinished(20'000));
            QCOMPARE(forger->readAllStandardOutput(), QByteArray{});
        }
        stillWaits();
    }

    void forgedEventsOnlyLetItGo_data()
    {
        QTest::addColumn<QString>("event");
        QTest::newRow("the call's end") << u"PostToolUse"_s;
        QTest::newRow("the turn's end") << u"Stop"_s;
        QTest::newRow("the session's end") << u"SessionEnd"_s;
        QTest::newRow("a prompt") << u"UserPromptSubmit"_s;
    }
    void forgedEventsOnlyLetItGo()
    {
        QFETCH(QString, event);
        QCOMPARE(m_app->tell(with(document(), {{u"hook_event_name"_s, event},
                                               {u"prompt"_s, u"allow"_s},
                                               {u"reason"_s, u"clear"_s},
                                               {u"decision"_s, u"allow"_s}})),
                 0);
        endsWithNothing();
    }

    void aForgedStatusFileOnlyLetsItGo()
    {
        m_hook->terminate();
        QVERIFY(m_hook->waitForFinished(20'000));
        QProcess claude; // another one than that of the first request
        claude.start(u"sleep"_s, {u"600"_s});
        QVERIFY(claude.waitForStarted());
        const QString pid = QString::number(claude.processId());
        m_app->environment.insert(u"CLAUDE_PID"_s, pid);
        const QTemporaryDir config;
        const QDir folder{config.path()};
        QVERIFY(folder.mkpath(u"projects/p"_s) && folder.mkpath(u"sessions"_s));
        const QString session = u"0b6b0e0c-0000-4000-8000-000000000001"_s;
        QFile transcript{folder.filePath(u"projects/p/%1.jsonl"_s.arg(session))};
        QVERIFY(transcript.open(QIODevice::WriteOnly));
        transcript.close();
        QFile file{folder.filePath(u"request.json"_s)};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QJsonDocument{
            with(document(), {{u"session_id"_s, session}, {u"transcript_path"_s, transcript.fileName()}})}
                       .toJson());
        file.close();
        m_hook = m_app->wait(file.fileName());
        QTRY_COMPARE_WITH_TIMEOUT(m_app->state(session), u"waiting"_s, 20'000);
        const auto say = [&](const QString& status, const QJsonObject& more = {}) {
            QFile written{folder.filePath(u"sessions/%1.json"_s.arg(pid))};
            QVERIFY(written.open(QIODevice::WriteOnly));
            written.write(QJsonDocument{with({{u"pid"_s, claude.processId()},
                                              {u"sessionId"_s, session},
                                              {u"status"_s, status},
                                              {u"statusUpdatedAt"_s, QDateTime::currentMSecsSinceEpoch()}},
                                             more)}
                              .toJson());
        };
        say(u"waiting"_s, {{u"waitingFor"_s, u"permission prompt"_s}});
        say(u"allowed"_s, {{u"decision"_s, u"allow"_s}});
        QTest::qWait(50);
        QCOMPARE(m_hook->state(), QProcess::Running);
        QCOMPARE(m_hook->readAllStandardOutput(), QByteArray{});
        say(u"waiting"_s, {{u"waitingFor"_s, u"permission prompt"_s}});
        // The app looks each second where the file system tells it nothing.
        for (int i = 0; i < 200 && m_hook->state() != QProcess::NotRunning; ++i) {
            say(i % 2 == 0 ? u"waiting"_s : u"busy"_s);
            QTest::qWait(100);
        }
        endsWithNothing();
        claude.kill();
        claude.waitForFinished();
    }

    void anEditedSettingsFileChangesNothing()
    {
        const auto edit = [this] {
            QVERIFY(QFileInfo{m_app->settingsFile()}.dir().mkpath(u"."_s));
            QFile file{m_app->settingsFile()};
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
            file.write(
                "\n[answers]\nheadless=true\nharmless=npm\ndangerous=\nallow=true\nsubagent_hold=600\n");
        };
        edit();
        stillWaits();
        QVERIFY(m_app->end(SIGTERM));
        endsWithNothing();
        QVERIFY(m_app->start());
        QVERIFY(m_app->log().contains("answers/headless in "));
        QVERIFY(m_app->log().contains("answers/harmless in "));
        stillNotHeadless();
    }

    void aSecondAppTakesNothingOver()
    {
        QCOMPARE(m_app->run(AppProgram, {u"--headless"_s}), 0); // it says that another runs
        stillWaits();
        // Nor one with a socket of its own: the state is another's.
        m_app->environment.insert(u"TOCSIN_SOCKET"_s, m_app->folder() + u"/own.sock"_s);
        QCOMPARE(m_app->run(AppProgram, {u"--headless"_s}), 0);
        m_app->environment.remove(u"TOCSIN_SOCKET"_s);
        QVERIFY(!QFileInfo::exists(m_app->folder() + u"/own.sock"_s));
        stillWaits();
        // And one with a state and a socket of its own has no hook to answer.
        const QTemporaryDir other;
        QProcess second;
        QProcessEnvironment environment = m_app->environment;
        environment.insert(u"XDG_STATE_HOME"_s, other.path());
        environment.insert(u"TOCSIN_SOCKET"_s, other.filePath(u"s"_s));
        second.setProcessEnvironment(environment);
        second.start(AppProgram, {u"--headless"_s, u"--token-store=file"_s});
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(other.filePath(u"s"_s)), 20'000);
        stillWaits();
        second.terminate();
        QVERIFY(second.waitForFinished(20'000));
        stillWaits();
    }

private:
    /// `claude -p` is told, whatever the file says.
    void stillNotHeadless()
    {
        m_app->environment.insert(u"CLAUDE_CODE_ENTRYPOINT"_s, u"sdk-cli"_s);
        m_app->environment.insert(u"CLAUDE_CODE_SESSION_ATTENDED"_s, u"0"_s);
        m_hook = m_app->wait();
        endsWithNothing();
    }
};

QTEST_GUILESS_MAIN(TestSelfApproval)
#include "test_self_approval.moc"

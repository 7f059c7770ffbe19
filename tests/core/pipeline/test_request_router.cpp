// SPDX-License-Identifier: MIT
// Requests as they come over the real local socket.
#include "core/ipc/local_server.h"
#include "core/ipc/spool.h"
#include "core/pipeline/request_router.h"
#include "tests/core/pipeline/pipeline_stage.h"

#include <QDir>
#include <QJsonArray>
#include <QLocalSocket>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

class TestRequestRouter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<CompanionStage>();
        QVERIFY(m_stage->begin(false));
        m_server = std::make_unique<LocalServer>();
        QVERIFY(!m_server->listen(m_folder.filePath(u"t.sock"_s)));
        m_router = std::make_unique<RequestRouter>(m_stage->companion(), m_stage->answers(),
                                                   m_stage->commands(), m_folder.filePath(u"spool"_s));
        connect(m_server.get(), &LocalServer::requestReceived, m_router.get(), &RequestRouter::route);
    }
    void cleanup()
    {
        m_router.reset();
        m_server.reset();
        m_stage.reset();
    }

    void aHookIsAcknowledgedAndReachesTheCompanion()
    {
        QVERIFY(exchange(CompanionStage::hook(u"SessionStart"_s, u"shop"_s, {{u"source"_s, u"startup"_s}}))
                    .value("ok"_L1)
                    .toBool());
        QTRY_COMPARE(m_stage->companion().sessions().size(), 1);
    }

    void aHookThatMakesNoSenseIsAcknowledgedToo()
    {
        QVERIFY(exchange({{u"type"_s, u"hook"_s}}).value("ok"_L1).toBool());
        QTRY_COMPARE(m_stage->dropped().size(), 1);
    }

    void anotherMachinesSpoolIsWrittenToOurs()
    {
        QJsonObject hook = CompanionStage::hook(u"SessionStart"_s, u"shop"_s, {{u"source"_s, u"startup"_s}});
        QJsonObject bad = hook;
        bad.insert(u"boot_id"_s, u"../../x"_s);
        QVERIFY(exchange({{u"type"_s, u"spooled"_s}, {u"hooks"_s, QJsonArray{hook, bad, 7, QJsonObject{}}}})
                    .value("ok"_L1)
                    .toBool());
        Spool spool{m_folder.filePath(u"spool"_s)};
        QSignalSpy read{&spool, &Spool::requestReceived};
        QCOMPARE(spool.drain(), 1);
        QCOMPARE(read.front().front().toJsonObject(), hook);
        QVERIFY(m_stage->companion().sessions().isEmpty()); // the app reads its spool by itself
    }

    void aSpoolThatCannotBeWrittenIsNotAcknowledged()
    {
        QFile inTheWay{m_folder.filePath(u"spool"_s)};
        QDir{inTheWay.fileName()}.removeRecursively();
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const QJsonObject hook =
            CompanionStage::hook(u"SessionStart"_s, u"shop"_s, {{u"source"_s, u"startup"_s}});
        QCOMPARE(codeOf(exchange({{u"type"_s, u"spooled"_s}, {u"hooks"_s, QJsonArray{hook}}})), u"busy"_s);
        QVERIFY(inTheWay.remove());
    }

    void aSecondStartRaisesTheWindow()
    {
        QSignalSpy raised{m_router.get(), &RequestRouter::raiseRequested};
        QVERIFY(exchange({{u"type"_s, u"raise"_s}}).value("ok"_L1).toBool());
        QTRY_COMPARE(raised.size(), 1);
        QCOMPARE(raised.front().front().toString(), QString{});
        QVERIFY(exchange({{u"type"_s, u"raise"_s}, {u"activation_token"_s, u"t"_s}}).value("ok"_L1).toBool());
        QTRY_COMPARE(raised.size(), 2);
        QCOMPARE(raised.back().front().toString(), u"t"_s);
    }

    void aCommandsAnswerIsSentAsItIs()
    {
        QCOMPARE(exchange({{u"type"_s, u"status"_s}}).value("login"_L1)["phase"_L1].toString(),
                 u"logged_out"_s);
        QCOMPARE(codeOf(exchange({{u"type"_s, u"dance"_s}})), u"bad_request"_s);
        QCOMPARE(codeOf(exchange({})), u"bad_request"_s);
    }

private:
    QJsonObject exchange(const QJsonObject& request)
    {
        QLocalSocket socket;
        socket.connectToServer(m_server->path());
        const auto frame = encodeFrame(request);
        if (!frame || !socket.waitForConnected())
            return {};
        socket.write(*frame);
        FrameReader reader;
        QJsonObject answer;
        const bool isThere = QTest::qWaitFor([&] {
            const auto fed = reader.feed(socket.readAll());
            if (!fed || !*fed)
                return false;
            answer = **fed;
            return true;
        });
        return isThere ? answer : QJsonObject{};
    }

    QTemporaryDir m_folder;
    std::unique_ptr<CompanionStage> m_stage;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<RequestRouter> m_router;
};

QTEST_GUILESS_MAIN(TestRequestRouter)
#include "test_request_router.moc"

// SPDX-License-Identifier: MIT
#include "core/channels/sms/sms_delivery.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"
#include "tests/support/server_process.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::MemoryTokenStore;
using tocsin::test::MovedClock;
using tocsin::test::ServerProcess;

namespace {

/// Writes each request as a JSON line for tests/server/contract.py, and sends it.
class RecordingNetwork final : public QNetworkAccessManager
{
public:
    [[nodiscard]] QByteArray lines() const { return m_lines; }
    [[nodiscard]] QStringList paths() const { return m_paths; }

protected:
    QNetworkReply* createRequest(Operation operation, const QNetworkRequest& request,
                                 QIODevice* data) override
    {
        QJsonObject headers;
        const QList<QByteArray> names = request.rawHeaderList();
        for (const QByteArray& name : names)
            headers.insert(QString::fromLatin1(name), QString::fromLatin1(request.rawHeader(name)));
        QJsonObject line{{u"method"_s, operation == GetOperation ? u"GET"_s : u"POST"_s},
                         {u"path"_s, request.url().path(QUrl::FullyEncoded)},
                         {u"headers"_s, headers}};
        if (data != nullptr)
            line.insert(u"body"_s, QJsonDocument::fromJson(data->peek(1024 * 1024)).object());
        m_lines += QJsonDocument{line}.toJson(QJsonDocument::Compact) + '\n';
        m_paths.append(request.url().path().section(u'/', -1));
        return QNetworkAccessManager::createRequest(operation, request, data);
    }

private:
    QByteArray m_lines;
    QStringList m_paths;
};

} // namespace

class TestClientContract final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRequestIsWhatTheContractSays();
};

void TestClientContract::everyRequestIsWhatTheContractSays()
{
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    RecordingNetwork network;
    ApiClient api{network, server.url()};
    MemoryTokenStore store;
    const MovedClock clock;
    QRandomGenerator random{1};
    ServerLogin login{api, store, clock, u"0123456789abcdef"_s};
    SmsDelivery delivery{api, login, clock, random, {.heartbeat = 1h}};

    Secret tempToken;
    api.login(u"+14155550123"_s, u"0f8fad5b-d9cb-469f-a165-70867728950e"_s, this,
              [&tempToken](const auto& answer) { tempToken = answer ? answer->tempToken : Secret{}; });
    QTRY_VERIFY(!tempToken.isEmpty());
    bool isFinal{false}; // of a server that prints texts
    api.codeStatus(tempToken, this, [&isFinal](const auto& answer) { isFinal = answer && answer->isFinal; });
    QTRY_VERIFY(isFinal);
    login.requestCode(u"+14155550123"_s);
    QTRY_COMPARE(login.phase(), LoginPhase::AwaitingCode);
    QTRY_COMPARE(server.texts().size(), 2);
    login.submitCode(server.latestCode());
    QTRY_COMPARE(login.phase(), LoginPhase::LoggedIn);
    bool isRefreshed{false};
    api.refresh(login.accessToken(), this,
                [&isRefreshed](const auto& answer) { isRefreshed = bool{answer}; });
    QTRY_VERIFY(isRefreshed);
    bool isListed{false};
    api.logins(login.accessToken(), this,
               [&isListed](const auto& answer) { isListed = answer && answer->logins.size() == 1; });
    QTRY_VERIFY(isListed);
    bool isUnknown{false};
    api.revokeLogin(
        login.accessToken(), u"lg_"_s + QString{32, u'0'}, this,
        [&isUnknown](const auto& answer) { isUnknown = !answer && answer.error().httpStatus == 404; });
    QTRY_VERIFY(isUnknown);
    bool isHealthy{false};
    api.health(
        this, [&isHealthy](const auto& answer) { isHealthy = answer && answer->kind == ServerKind::Tocsin; });
    QTRY_VERIFY(isHealthy);

    const QDateTime now = QDateTime::currentDateTimeUtc();
    delivery.carryOut(StartMonitoring{u"s1"_s, QString{150, u'\u00e9'}, u"host"_s, now});
    QTRY_COMPARE(delivery.textState(u"s1"_s), DeliveryStatus::On);
    QVERIFY(delivery.serverHolds());
    delivery.setPresent(true);
    delivery.carryOut(SendHeartbeat{u"s1"_s});
    QSignalSpy answered{&delivery, &SmsDelivery::eventAnswered};
    const auto send = [&delivery, &now](ServerEventType type, AlertCause cause, const QString& text) {
        delivery.carryOut(SendServerEvent{QUuid::createUuid(), u"s1"_s, type, cause, text, now});
    };
    using enum ServerEventType;
    send(Waiting, AlertCause::Permission, u"Bash npm publish"_s);
    send(Waiting, AlertCause::Question, u"Which colour?"_s);
    send(Waiting, AlertCause::Idle, {});
    send(Waiting, AlertCause::Inactive, {});
    send(Error, AlertCause::Tool, QString{500, u'\u20ac'});
    send(Error, AlertCause::Api, u"rate_limit"_s);
    send(Error, AlertCause::Lost, {});
    send(Done, AlertCause::TurnDone, {});
    QTRY_COMPARE(answered.size(), 8);
    const QUuid held = QUuid::createUuid();
    delivery.carryOut(SendServerEvent{.key = held,
                                      .sessionId = u"s1"_s,
                                      .cause = AlertCause::Message,
                                      .text = u"Look at this"_s,
                                      .at = now,
                                      .holdUntil = now.addSecs(3600),
                                      .grace = 45s});
    QTRY_COMPARE(answered.size(), 9);
    QVERIFY(answered.at(8).at(2).value<EventOutcome>().heldUntil.isValid());
    QSignalSpy withdrawn{&delivery, &SmsDelivery::eventWithdrawn};
    delivery.carryOut(WithdrawEvent{u"s1"_s, held});
    QTRY_COMPARE(withdrawn.size(), 1);
    QCOMPARE(withdrawn.at(0).at(2).value<WithdrawResult>(), WithdrawResult::Withdrawn);
    delivery.carryOut(StopMonitoring{u"s1"_s, u"user_stop"_s, u"cancelled"_s, now});
    QTRY_VERIFY(network.paths().contains(u"stop"_s));
    QTRY_VERIFY(delivery.findChildren<ServerSession*>().isEmpty());
    QSignalSpy loggedOut{&login, &ServerLogin::logOutFinished};
    login.logOut();
    QTRY_COMPARE(loggedOut.size(), 1);
    for (const QString& call :
         {u"login"_s, u"exchange"_s, u"refresh"_s, u"logout"_s, u"logins"_s, u"revoke"_s, u"start"_s,
          u"events"_s, u"heartbeat"_s, u"stop"_s, u"withdraw"_s, u"health"_s})
        QVERIFY2(network.paths().contains(call), qPrintable(call));

    QProcess checker;
    checker.setProcessChannelMode(QProcess::MergedChannels);
    checker.start(QStringLiteral(TOCSIN_PYTHON),
                  {u"-B"_s, QStringLiteral(TOCSIN_SOURCE_DIR "/tests/server/contract.py")});
    QVERIFY(checker.waitForStarted());
    checker.write(network.lines());
    checker.closeWriteChannel();
    QVERIFY(checker.waitForFinished());
    const QByteArray said = checker.readAll();
    QVERIFY2(checker.exitStatus() == QProcess::NormalExit && checker.exitCode() == 0, said.constData());
    qInfo("%s", said.constData());
}

QTEST_GUILESS_MAIN(TestClientContract)
#include "test_client_contract.moc"

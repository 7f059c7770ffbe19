// SPDX-License-Identifier: MIT
#include "tests/core/server/api/real_server_test.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

class TestRealServer final : public RealServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void aDayWithTheRealServer();
    void aWrongCodeCostsAnAttempt();
    void theServerMayBeAwayForAWhile();
    void aRestartOfTheClientRegistersTheSessionAgain();
    void aWrongClockCostsNoText_data();
    void aWrongClockCostsNoText();
    void aServerThatForgotUsEndsTheLogin();
    void theTokenGoesToItsOwnServerAlone();
};

void TestRealServer::aDayWithTheRealServer()
{
    Client client{m_server->url()};
    logIn(client);
    QCOMPARE(client.login.maskedPhone(), u"+1***0123"_s);
    const qint64 life = QDateTime::currentDateTimeUtc().secsTo(client.login.tokenExpiresAt());
    QVERIFY(life > 35 * 3600 && life <= 36 * 3600);
    QVERIFY(!client.store.value.isEmpty());

    const QDateTime now = QDateTime::currentDateTimeUtc();
    client.delivery.carryOut(StartMonitoring{u"s1"_s, u"tocsin (main)"_s, u"host"_s, now});
    QTRY_COMPARE(client.delivery.textState(u"s1"_s), DeliveryStatus::On);

    QSignalSpy answered{&client.delivery, &SmsDelivery::eventAnswered};
    const auto outcome = [&answered](int i) { return answered.at(i).at(2).value<EventOutcome>(); };
    client.delivery.carryOut(
        serverEvent(u"s1"_s, ServerEventType::Waiting, AlertCause::Permission, u"Bash npm publish"_s));
    client.delivery.carryOut(
        serverEvent(u"s1"_s, ServerEventType::Waiting, AlertCause::Permission, u"Bash ls"_s));
    client.delivery.carryOut(serverEvent(u"s1"_s, ServerEventType::Done, AlertCause::TurnDone));
    QTRY_COMPARE(answered.size(), 3);
    QVERIFY(outcome(0).textSent);
    QVERIFY(!outcome(1).textSent && outcome(1).rateLimited);
    QVERIFY(outcome(1).nextAllowedAt > now);
    QVERIFY(outcome(2).textSent);
    QTRY_COMPARE(m_server->texts().size(), 3);
    QVERIFY(bodies().at(1).contains(u"Needs permission: Bash npm publish"_s));
    QVERIFY(bodies().at(2).contains(u"Finished"_s));
    QCOMPARE(m_server->texts().at(2).to, u"+1***0123"_s);

    client.delivery.noteActivity(u"s1"_s, now.addSecs(1));
    client.delivery.carryOut(SendHeartbeat{u"s1"_s});
    QCOMPARE(client.delivery.textState(u"s1"_s), DeliveryStatus::On);

    client.delivery.carryOut(StopMonitoring{u"s1"_s, u"user_stop"_s, u"cancelled"_s, now.addSecs(2)});
    QCOMPARE(client.delivery.textState(u"s1"_s), DeliveryStatus::Off);
    client.delivery.carryOut(StartMonitoring{u"s2"_s, u"second"_s, u"host"_s, now});
    QTRY_COMPARE(client.delivery.textState(u"s2"_s), DeliveryStatus::On);

    QTRY_COMPARE(client.delivery.findChildren<ServerSession*>().size(), 1); // s1's stop was answered
    QSignalSpy loggedOut{&client.login, &ServerLogin::logOutFinished};
    client.login.logOut();
    QCOMPARE(client.login.phase(), LoginPhase::LoggedOut);
    QTRY_COMPARE(loggedOut.size(), 1);
    QCOMPARE(loggedOut.at(0).at(0).toInt(), 1); // s2; s1 had been stopped
    QVERIFY(client.store.value.isEmpty());
}

void TestRealServer::aWrongCodeCostsAnAttempt()
{
    Client client{m_server->url()};
    client.login.requestCode(Phone);
    QTRY_COMPARE(client.login.phase(), LoginPhase::AwaitingCode);
    QTRY_VERIFY(!m_server->latestCode().isEmpty());
    const QString right = m_server->latestCode();
    const QString wrong = right == u"000000"_s ? u"000001"_s : u"000000"_s;
    QSignalSpy failed{&client.login, &ServerLogin::failed};
    client.login.submitCode(wrong);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(0).value<LoginError>(), LoginError::WrongCode);
    QCOMPARE(client.login.attemptsLeft(), 4);
    client.login.submitCode(right);
    QTRY_COMPARE(client.login.phase(), LoginPhase::LoggedIn);
}

void TestRealServer::theServerMayBeAwayForAWhile()
{
    Client client{m_server->url()};
    logIn(client);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    client.delivery.carryOut(StartMonitoring{u"s1"_s, u"one"_s, u"host"_s, now});
    QTRY_COMPARE(client.delivery.textState(u"s1"_s), DeliveryStatus::On);
    m_server->stop();
    QTRY_COMPARE(client.delivery.textState(u"s1"_s), DeliveryStatus::Unreachable);
    QSignalSpy answered{&client.delivery, &SmsDelivery::eventAnswered};
    client.delivery.carryOut(
        serverEvent(u"s1"_s, ServerEventType::Error, AlertCause::Tool, u"permission denied"_s));
    QVERIFY2(m_server->start(), qPrintable(m_server->error()));
    QTRY_COMPARE(answered.size(), 1);
    QVERIFY(answered.at(0).at(2).value<EventOutcome>().textSent);
    QTRY_VERIFY(bodies().constLast().contains(u"Error: permission denied"_s));
    QCOMPARE(client.delivery.textState(u"s1"_s), DeliveryStatus::On);
    QCOMPARE(client.login.phase(), LoginPhase::LoggedIn);
}

void TestRealServer::aRestartOfTheClientRegistersTheSessionAgain()
{
    auto before = std::make_unique<Client>(m_server->url());
    logIn(*before);
    const StartMonitoring start{u"s1"_s, u"one"_s, u"host"_s, QDateTime::currentDateTimeUtc()};
    before->delivery.carryOut(start);
    QTRY_COMPARE(before->delivery.textState(u"s1"_s), DeliveryStatus::On);
    const Secret stored = before->store.value;
    before.reset();

    Client after{m_server->url()};
    after.store.value = stored;
    after.login.restore();
    after.delivery.carryOut(start);
    QTRY_COMPARE(after.login.phase(), LoginPhase::LoggedIn);
    QTRY_COMPARE(after.delivery.textState(u"s1"_s), DeliveryStatus::On);
    QSignalSpy loggedOut{&after.login, &ServerLogin::logOutFinished};
    after.login.logOut();
    QTRY_COMPARE(loggedOut.size(), 1);
    QCOMPARE(loggedOut.at(0).at(0).toInt(), 1); // not two
}

void TestRealServer::aWrongClockCostsNoText_data()
{
    QTest::addColumn<std::chrono::milliseconds>("ahead");
    QTest::newRow("20 minutes slow") << std::chrono::milliseconds{-20min};
    QTest::newRow("20 minutes fast") << std::chrono::milliseconds{20min};
}

void TestRealServer::aWrongClockCostsNoText()
{
    QFETCH(std::chrono::milliseconds, ahead);
    Client client{m_server->url()};
    client.clock.moveBy(ahead);
    logIn(client);
    const StartMonitoring start{u"s1"_s, u"one"_s, u"host"_s, client.clock.nowUtc()};
    client.delivery.carryOut(start);
    SendServerEvent first =
        serverEvent(u"s1"_s, ServerEventType::Waiting, AlertCause::Permission, u"Bash npm publish"_s);
    first.at = client.clock.nowUtc();
    QSignalSpy answered{&client.delivery, &SmsDelivery::eventAnswered};
    client.delivery.carryOut(first);
    SendServerEvent second = first;
    second.key = QUuid::createUuid();
    client.delivery.carryOut(second);
    QTRY_COMPARE(answered.size(), 2);
    QVERIFY(answered.at(0).at(2).value<EventOutcome>().textSent);
    const auto heldBack = answered.at(1).at(2).value<EventOutcome>();
    QVERIFY(heldBack.rateLimited);
    const auto wait = std::chrono::seconds{client.clock.nowUtc().secsTo(heldBack.nextAllowedAt)};
    QVERIFY(wait > 28min && wait < 32min);
    QVERIFY(std::chrono::abs(*client.delivery.clockOffset() + ahead) < 60s);
}

void TestRealServer::aServerThatForgotUsEndsTheLogin()
{
    Client client{m_server->url()};
    logIn(client);
    m_server->stop();
    QVERIFY(m_server->loseData());
    QVERIFY2(m_server->start(), qPrintable(m_server->error()));
    QSignalSpy ended{&client.login, &ServerLogin::loginEnded};
    client.delivery.carryOut(StartMonitoring{u"s1"_s, u"one"_s, u"host"_s, QDateTime::currentDateTimeUtc()});
    client.delivery.carryOut(StartMonitoring{u"s2"_s, u"two"_s, u"host"_s, QDateTime::currentDateTimeUtc()});
    QTRY_COMPARE(client.delivery.textState(u"s1"_s), DeliveryStatus::NeedsLogin);
    QTRY_COMPARE(client.delivery.textState(u"s2"_s), DeliveryStatus::NeedsLogin);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.at(0).at(0).value<LoginEnd>(), LoginEnd::Rejected);
    QCOMPARE(client.login.phase(), LoginPhase::LoggedOut);
}

void TestRealServer::theTokenGoesToItsOwnServerAlone()
{
    Client client{m_server->url()};
    logIn(client);
    ServerProcess other;
    QVERIFY2(other.start(), qPrintable(other.error()));
    client.api.setServerUrl(other.url());
    QVERIFY(client.login.accessToken().isEmpty());
    client.login.serverChanged();
    QTRY_COMPARE(client.login.phase(), LoginPhase::LoggedOut);
    // Back again: the login there is still good.
    client.api.setServerUrl(m_server->url());
    client.login.serverChanged();
    QTRY_COMPARE(client.login.phase(), LoginPhase::LoggedIn);
}

QTEST_GUILESS_MAIN(TestRealServer)
#include "test_real_server.moc"

// SPDX-License-Identifier: MIT
#include "tests/core/server/api/real_server_test.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

/// Holds and withdrawals, with the real server process.
class TestRealHolds final : public RealServerTest
{
    Q_OBJECT

private Q_SLOTS:
    void aHeldTextGoesOutOnceWithoutTheClient();
    void aHeldTextIsReportedWhenItWasSent();
    void whatWasAnsweredInTimeIsNotTexted_data();
    void whatWasAnsweredInTimeIsNotTexted();
    void aServerThatRestartsForgetsNoHold();
    void anAnsweredRequestGivesItsHalfHourBack();
    void aTextWaitsForThePersonAtAnotherComputer();
    void aLogoutEndsEveryHold();

private:
    static void start(Client& client, const QString& session)
    {
        client.delivery.carryOut(StartMonitoring{session, u"work"_s, u"host"_s, client.clock.nowUtc()});
        QTRY_COMPARE(client.delivery.textState(session), DeliveryStatus::On);
    }
    /// A permission that is not to be texted before `left` from now.
    [[nodiscard]] static SendServerEvent held(const Client& client, const QString& session,
                                              const QString& text, std::chrono::milliseconds left)
    {
        SendServerEvent event = serverEvent(session, ServerEventType::Waiting, AlertCause::Permission, text);
        event.holdUntil = client.clock.nowUtc().addMSecs(left.count());
        return event;
    }
};

/// As when the lid is closed within the grace time.
void TestRealHolds::aHeldTextGoesOutOnceWithoutTheClient()
{
    auto client = std::make_unique<Client>(m_server->url());
    logIn(*client);
    start(*client, u"s1"_s);
    QSignalSpy answered{&client->delivery, &SmsDelivery::eventAnswered};
    const SendServerEvent event = held(*client, u"s1"_s, u"Bash npm publish"_s, 2s);
    client->delivery.carryOut(event);
    QTRY_COMPARE(answered.size(), 1);
    QVERIFY(answered.at(0).at(2).value<EventOutcome>().heldUntil.isValid());
    const QMap<QString, Documents> saved{{u"s1"_s, client->delivery.documents(u"s1"_s)}};
    const Secret stored = client->store.value;
    client.reset();
    QTRY_COMPARE(m_server->texts().size(), 2); // with the code
    QVERIFY(bodies().constLast().contains(u"Needs permission: Bash npm publish"_s));

    // The next run of the program learns of it, and sends nothing.
    Client after{m_server->url()};
    after.store.value = stored;
    QSignalSpy learnt{&after.delivery, &SmsDelivery::eventAnswered};
    after.delivery.restore(saved);
    after.login.restore();
    QTRY_COMPARE(learnt.size(), 1);
    QCOMPARE(learnt.at(0).at(1).toUuid(), event.key);
    QVERIFY(learnt.at(0).at(2).value<EventOutcome>().textSent);
    QCOMPARE(m_server->texts().size(), 2);
}

void TestRealHolds::aHeldTextIsReportedWhenItWasSent()
{
    Client client{m_server->url()};
    logIn(client);
    start(client, u"s1"_s);
    QSignalSpy answered{&client.delivery, &SmsDelivery::eventAnswered};
    const auto outcome = [&answered](int i) { return answered.at(i).at(2).value<EventOutcome>(); };
    const SendServerEvent first = held(client, u"s1"_s, u"one"_s, 2s);
    client.delivery.carryOut(first);
    const SendServerEvent second = held(client, u"s1"_s, u"two"_s, 2s);
    client.delivery.carryOut(second); // of the same kind: judged when it is due
    QTRY_COMPARE(answered.size(), 4);
    QVERIFY(outcome(0).heldUntil.isValid() && outcome(1).heldUntil.isValid());
    for (int i = 2; i < 4; ++i) {
        const bool isFirst = answered.at(i).at(1).toUuid() == first.key;
        QCOMPARE(outcome(i).textSent, isFirst);
        QCOMPARE(outcome(i).rateLimited, !isFirst);
        QCOMPARE(outcome(i).nextAllowedAt.isValid(), !isFirst);
    }
    QCOMPARE(m_server->texts().size(), 2);
}

void TestRealHolds::whatWasAnsweredInTimeIsNotTexted_data()
{
    QTest::addColumn<bool>("isAway");
    QTest::newRow("at once") << false;
    QTest::newRow("the server restarts meanwhile") << true;
}

void TestRealHolds::whatWasAnsweredInTimeIsNotTexted()
{
    QFETCH(bool, isAway);
    Client client{m_server->url()};
    logIn(client);
    start(client, u"s1"_s);
    QSignalSpy answered{&client.delivery, &SmsDelivery::eventAnswered};
    QSignalSpy withdrawn{&client.delivery, &SmsDelivery::eventWithdrawn};
    // Longer than the server is away.
    const SendServerEvent event = held(client, u"s1"_s, u"Bash npm publish"_s, 60s);
    client.delivery.carryOut(event);
    QTRY_COMPARE(answered.size(), 1);
    if (isAway) {
        m_server->stop();
        QTRY_COMPARE(client.delivery.textState(u"s1"_s), DeliveryStatus::Unreachable);
    }
    client.delivery.carryOut(WithdrawEvent{u"s1"_s, event.key});
    if (isAway)
        QVERIFY2(m_server->start(), qPrintable(m_server->error()));
    QTRY_COMPARE(withdrawn.size(), 1);
    QCOMPARE(withdrawn.at(0).at(2).value<WithdrawResult>(), WithdrawResult::Withdrawn);
    // It took no share of the limits either: the next one of its kind is texted.
    client.delivery.carryOut(
        serverEvent(u"s1"_s, ServerEventType::Waiting, AlertCause::Permission, u"Bash ls"_s));
    QTRY_VERIFY(bodies().constLast().contains(u"Bash ls"_s));
    QCOMPARE(m_server->texts().size(), 2);
}

void TestRealHolds::aServerThatRestartsForgetsNoHold()
{
    Client client{m_server->url()};
    logIn(client);
    start(client, u"s1"_s);
    QSignalSpy answered{&client.delivery, &SmsDelivery::eventAnswered};
    client.delivery.carryOut(held(client, u"s1"_s, u"Bash npm publish"_s, 2s));
    QTRY_COMPARE(answered.size(), 1);
    m_server->stop();
    QVERIFY2(m_server->start(), qPrintable(m_server->error()));
    QTRY_COMPARE(m_server->texts().size(), 2);
    QTRY_COMPARE(answered.size(), 2);
    QVERIFY(answered.at(1).at(2).value<EventOutcome>().textSent);
}

void TestRealHolds::anAnsweredRequestGivesItsHalfHourBack()
{
    Client client{m_server->url()};
    logIn(client);
    start(client, u"s1"_s);
    QSignalSpy answered{&client.delivery, &SmsDelivery::eventAnswered};
    QSignalSpy withdrawn{&client.delivery, &SmsDelivery::eventWithdrawn};
    const SendServerEvent first =
        serverEvent(u"s1"_s, ServerEventType::Waiting, AlertCause::Permission, u"Bash npm publish"_s);
    client.delivery.carryOut(first);
    QTRY_COMPARE(answered.size(), 1);
    client.delivery.carryOut(WithdrawEvent{u"s1"_s, first.key});
    const SendServerEvent second =
        serverEvent(u"s1"_s, ServerEventType::Waiting, AlertCause::Permission, u"Bash ls"_s);
    client.delivery.carryOut(second);
    QTRY_COMPARE(withdrawn.size(), 1);
    QCOMPARE(withdrawn.at(0).at(2).value<WithdrawResult>(), WithdrawResult::AlreadySent);
    const auto outcomeOfSecond = [&] {
        for (const auto& arguments : answered) {
            if (arguments.at(1).toUuid() == second.key)
                return arguments.at(2).value<EventOutcome>();
        }
        return EventOutcome{};
    };
    QTRY_VERIFY(outcomeOfSecond().rateLimited);
    const auto wait =
        std::chrono::seconds{QDateTime::currentDateTimeUtc().secsTo(outcomeOfSecond().nextAllowedAt)};
    QVERIFY2(wait > 0s && wait <= 2min, qPrintable(QString::number(wait.count())));
}

void TestRealHolds::aTextWaitsForThePersonAtAnotherComputer()
{
    Client desk{m_server->url()};
    logIn(desk);
    start(desk, u"s1"_s);
    desk.delivery.setPresent(true);
    const QSignalSpy beats{&desk.delivery, &SmsDelivery::heartbeatDue};
    desk.delivery.carryOut(SendHeartbeat{u"s1"_s});
    Client laptop{m_server->url(), u"fedcba9876543210"_s};
    logIn(laptop);
    start(laptop, u"s2"_s);
    QTRY_VERIFY(beats.size() >= 2); // the first is answered by then

    QSignalSpy answered{&laptop.delivery, &SmsDelivery::eventAnswered};
    QSignalSpy withdrawn{&laptop.delivery, &SmsDelivery::eventWithdrawn};
    SendServerEvent event =
        serverEvent(u"s2"_s, ServerEventType::Waiting, AlertCause::Question, u"Which colour?"_s);
    event.grace = 90s;
    laptop.delivery.carryOut(event);
    QTRY_COMPARE(answered.size(), 1);
    const auto outcome = answered.at(0).at(2).value<EventOutcome>();
    QVERIFY(!outcome.textSent);
    QVERIFY(std::abs(QDateTime::currentDateTimeUtc().secsTo(outcome.heldUntil) - 90) < 30);
    laptop.delivery.carryOut(WithdrawEvent{u"s2"_s, event.key});
    QTRY_COMPARE(withdrawn.size(), 1);
    QCOMPARE(withdrawn.at(0).at(2).value<WithdrawResult>(), WithdrawResult::Withdrawn);
}

void TestRealHolds::aLogoutEndsEveryHold()
{
    Client client{m_server->url()};
    logIn(client);
    start(client, u"s1"_s);
    QSignalSpy answered{&client.delivery, &SmsDelivery::eventAnswered};
    client.delivery.carryOut(held(client, u"s1"_s, u"Bash npm publish"_s, 2s));
    QTRY_COMPARE(answered.size(), 1);
    QSignalSpy loggedOut{&client.login, &ServerLogin::logOutFinished};
    client.login.logOut();
    QTRY_COMPARE(loggedOut.size(), 1);
    // Another text, held for longer, is sent: the first one's time has passed.
    Client other{m_server->url()};
    logIn(other);
    start(other, u"s2"_s);
    other.delivery.carryOut(held(other, u"s2"_s, u"Bash ls"_s, 2s));
    QTRY_VERIFY(bodies().constLast().contains(u"Bash ls"_s));
    QCOMPARE(m_server->texts().size(), 3); // with two codes
}

QTEST_GUILESS_MAIN(TestRealHolds)
#include "test_real_holds.moc"

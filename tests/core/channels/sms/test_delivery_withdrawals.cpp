// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

bool isEvent(const HttpRequest& request)
{
    return request.path.endsWith(u"/events"_s);
}

bool isWithdrawal(const HttpRequest& request)
{
    return request.path.endsWith(u"/withdraw"_s);
}

} // namespace

/// Events that were answered before they were texted, or after.
class TestDeliveryWithdrawals final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        setUp();
        m_server->features = {u"hold"_s};
    }
    void whatHasNotLeftIsDeleted_data();
    void whatHasNotLeftIsDeleted();
    void whatTheServerHoldsIsWithdrawnThere();
    void whatWasTextedIsToldAsAnswered();
    void whatIsOnItsWayIsWithdrawnAfterItsAnswer();
    void aLostAnswerAtAnyStepTextsOnce_data();
    void aLostAnswerAtAnyStepTextsOnce();
    void anEventThatNeverArrivedIsNotSentAfterAll();
    void withdrawalsWaitForTheServerInOrder();
    void aRestartMakesWithdrawalsGood();
    void aServerThatCannotWithdrawIsNotAsked_data();
    void aServerThatCannotWithdrawIsNotAsked();
    void errorsThatBecameOneAreWithdrawnTogether();
    void errorsThatTheServerHoldsAreWithdrawnTogether();
    void aSessionThatTheServerForgotIsRegisteredForIt();
    void aRefusedWithdrawalDoesNotBlockTheRest();
    void aStopGoesAfterTheWithdrawals();
    void aWithdrawalIsAskedOnce();

private:
    void waitForAnswers(int count) { QTRY_COMPARE(m_answered->size(), count); }
};

void TestDeliveryWithdrawals::whatHasNotLeftIsDeleted_data()
{
    QTest::addColumn<bool>("serverHolds");
    QTest::addColumn<std::chrono::milliseconds>("left");
    using Ms = std::chrono::milliseconds;
    QTest::newRow("to be sent at once") << true << Ms{0};
    QTest::newRow("to be held by the server") << true << Ms{1min};
    QTest::newRow("held by the outbox") << false << Ms{1min};
}

void TestDeliveryWithdrawals::whatHasNotLeftIsDeleted()
{
    QFETCH(bool, serverHolds);
    QFETCH(std::chrono::milliseconds, left);
    if (!serverHolds)
        m_server->features = {};
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    const QUuid key = sendHeld(A, left);
    withdraw(A, key);
    QVERIFY(m_withdrawn->isEmpty()); // reported from the event loop
    QTRY_COMPARE(m_withdrawn->size(), 1);
    QCOMPARE(m_withdrawn->at(0).at(0).toString(), A);
    QCOMPARE(m_withdrawn->at(0).at(1).toUuid(), key);
    QCOMPARE(withdrawResult(0), WithdrawResult::Withdrawn);
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_server->events(A).size(), 1);
    QVERIFY(m_server->withdrawals().isEmpty() && m_failed->isEmpty());
}

void TestDeliveryWithdrawals::whatTheServerHoldsIsWithdrawnThere()
{
    start(A);
    const QUuid key = sendHeld(A, 1min);
    QTRY_COMPARE(m_answered->size(), 1);
    withdraw(A, key);
    QTRY_COMPARE(m_withdrawn->size(), 1);
    QCOMPARE(m_withdrawn->at(0).at(1).toUuid(), key);
    QCOMPARE(withdrawResult(0), WithdrawResult::Withdrawn);
    QCOMPARE(m_server->withdrawals(), QList{key});
    QVERIFY(m_server->texts().isEmpty());
    QCOMPARE(m_delivery->documents(A).size(), 1); // of the session itself
    QCOMPARE(m_answered->size(), 1);
}

void TestDeliveryWithdrawals::whatWasTextedIsToldAsAnswered()
{
    start(A);
    const QUuid key = send(A, ServerEventType::Waiting);
    QTRY_COMPARE(m_answered->size(), 1);
    withdraw(A, key);
    QTRY_COMPARE(m_withdrawn->size(), 1);
    QCOMPARE(withdrawResult(0), WithdrawResult::AlreadySent);
    QCOMPARE(m_server->withdrawals(), QList{key});
}

void TestDeliveryWithdrawals::whatIsOnItsWayIsWithdrawnAfterItsAnswer()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    QUuid key;
    m_server->fault = [&](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (isEvent(request))
            withdraw(A, key);
        return {};
    };
    key = sendHeld(A, 1min);
    QTRY_COMPARE(m_withdrawn->size(), 1);
    QCOMPARE(m_answered->size(), 1);
    QVERIFY(outcome(0).heldUntil.isValid());
    QCOMPARE(withdrawResult(0), WithdrawResult::Withdrawn);
    QVERIFY(m_server->texts().isEmpty());
}

void TestDeliveryWithdrawals::aLostAnswerAtAnyStepTextsOnce_data()
{
    QTest::addColumn<QString>("call"); // whose answers are lost
    QTest::addColumn<bool>("isWithdrawn");
    QTest::addColumn<bool>("isRestarted");
    for (const bool isWithdrawn : {false, true}) {
        for (const bool isRestarted : {false, true}) {
            for (const char* call : {"start", "events", "withdraw", "stop"})
                QTest::addRow("%s, %s, %s", call, isWithdrawn ? "withdrawn" : "not withdrawn",
                              isRestarted ? "with restarts" : "without a restart")
                    << QString::fromLatin1(call) << isWithdrawn << isRestarted;
        }
    }
}

void TestDeliveryWithdrawals::aLostAnswerAtAnyStepTextsOnce()
{
    QFETCH(QString, call);
    QFETCH(bool, isWithdrawn);
    QFETCH(bool, isRestarted);
    const int times{2};
    QList<QUuid> answered;
    QList<QUuid> withdrawn;
    // What it cannot do at once is left to the next run of the program.
    const DeliveryTiming timing{.heartbeat = 1h, .retry = {isRestarted ? 1h : 10ms}};
    const auto begin = [&] {
        restart(timing);
        connect(m_delivery.get(), &SmsDelivery::eventAnswered, this,
                [&](const QString&, const QUuid& key) { answered.append(key); });
        connect(m_delivery.get(), &SmsDelivery::eventWithdrawn, this,
                [&](const QString&, const QUuid& key) { withdrawn.append(key); });
    };
    begin();
    int lost{0};
    Saved saved;
    m_server->losesAnswer = [&](const HttpRequest& request) {
        if (!request.path.endsWith(u'/' + call) || lost == times)
            return false;
        ++lost;
        saved = save(); // what is on the disk when the program is killed now
        return true;
    };
    const auto restartIfLost = [&] {
        if (!isRestarted || saved.isEmpty())
            return;
        m_delivery.reset();
        begin();
        m_delivery->restore(std::exchange(saved, {}));
    };
    const auto await = [&](const std::function<bool()>& isDone) { QTRY_VERIFY((restartIfLost(), isDone())); };
    start(A);
    const QUuid key = sendHeld(A, 10min);
    await([&] { return answered.contains(key); });
    if (isWithdrawn) {
        withdraw(A, key);
        await([&] { return withdrawn.contains(key); });
    }
    m_server->endHolds();
    stop(A);
    await([&] { return m_delivery->findChildren<ServerSession*>().isEmpty(); });
    QCOMPARE(lost, call == u"withdraw"_s && !isWithdrawn ? 0 : times);
    QCOMPARE(m_server->texts(), isWithdrawn ? QList<QUuid>{} : QList{key});
    QCOMPARE(withdrawn.size(), isWithdrawn ? 1 : 0);
}

void TestDeliveryWithdrawals::anEventThatNeverArrivedIsNotSentAfterAll()
{
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    m_server->fault = [](const HttpRequest& request) -> std::optional<HttpAnswer> {
        return isEvent(request) ? std::optional{HttpAnswer{.isCutShort = true}} : std::nullopt;
    };
    const QUuid key = sendHeld(A, 1min);
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    withdraw(A, key);
    m_server->fault = nullptr;
    m_delivery->carryOut(SendHeartbeat{A});
    QTRY_COMPARE(m_withdrawn->size(), 1);
    QCOMPARE(withdrawResult(0), WithdrawResult::Unknown);
    QVERIFY(m_server->texts().isEmpty());
    QVERIFY(m_answered->isEmpty());
}

void TestDeliveryWithdrawals::withdrawalsWaitForTheServerInOrder()
{
    start(A);
    const QUuid first = sendHeld(A, 1min);
    waitForAnswers(1);
    m_server->fault = [](const HttpRequest&) { return HttpAnswer::error(503, u"server_error"_s); };
    withdraw(A, first);
    const QUuid second = send(A, ServerEventType::Waiting);
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    QStringList paths;
    m_server->fault = [&](const HttpRequest& request) -> std::optional<HttpAnswer> {
        paths.append(request.path.section(u'/', -1));
        return {};
    };
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(paths, (QStringList{u"withdraw"_s, u"events"_s}));
    QCOMPARE(m_withdrawn->size(), 1);
    QCOMPARE(m_server->texts(), QList{second});
}

void TestDeliveryWithdrawals::aRestartMakesWithdrawalsGood()
{
    start(A);
    const QUuid key = sendHeld(A, 1min);
    waitForAnswers(1);
    m_server->fault = [](const HttpRequest&) { return HttpAnswer::error(503, u"server_error"_s); };
    withdraw(A, key);
    const Saved saved = save(); // at once: before anything is sent
    m_delivery.reset();
    restart({.heartbeat = 1h, .retry = {10ms}});
    m_server->fault = nullptr;
    m_delivery->restore(saved);
    QTRY_COMPARE(m_withdrawn->size(), 1);
    QCOMPARE(withdrawResult(0), WithdrawResult::Withdrawn);
    QVERIFY(m_server->texts().isEmpty());
}

void TestDeliveryWithdrawals::aServerThatCannotWithdrawIsNotAsked_data()
{
    QTest::addColumn<bool>("isAnswered");
    QTest::newRow("texted") << true;
    QTest::newRow("its answer lost") << false;
}

void TestDeliveryWithdrawals::aServerThatCannotWithdrawIsNotAsked()
{
    QFETCH(bool, isAnswered);
    m_server->features = {};
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    m_server->losesAnswer = [&](const HttpRequest& request) { return isEvent(request) && !isAnswered; };
    const QUuid key = send(A, ServerEventType::Waiting);
    QTRY_VERIFY(isAnswered ? !m_answered->isEmpty() : state(A) == DeliveryStatus::Unreachable);
    withdraw(A, key);
    QTRY_COMPARE(m_withdrawn->size(), 1);
    QCOMPARE(withdrawResult(0), WithdrawResult::Unknown);
    m_server->losesAnswer = nullptr;
    const QUuid next = send(A);
    m_delivery->carryOut(SendHeartbeat{A});
    QTRY_COMPARE(m_answered->size(), isAnswered ? 2 : 1);
    QCOMPARE(m_answered->constLast().at(1).toUuid(), next);
    QCOMPARE(m_server->events(A).size(), 2);
    QVERIFY(m_server->http().requests(u"/withdraw"_s).isEmpty());
    QCOMPARE(m_delivery->documents(A).size(), 1);
}

void TestDeliveryWithdrawals::errorsThatBecameOneAreWithdrawnTogether()
{
    start(A);
    QList<QUuid> keys;
    for (int i = 0; i < 3; ++i)
        keys.append(sendHeld(A, 1min, ServerEventType::Error, u"broken"_s));
    m_server->losesAnswer = isEvent; // so that they stay in the outbox
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    withdraw(A, keys.at(2));
    withdraw(A, keys.at(0));
    QTRY_VERIFY(m_server->events(A).size() >= 3);
    QVERIFY(m_withdrawn->isEmpty()); // it still speaks for the second
    withdraw(A, keys.at(1));
    QTRY_COMPARE(m_withdrawn->size(), 3);
    QCOMPARE(m_server->withdrawals(), QList{keys.at(2)});
    QVERIFY(m_server->texts().isEmpty());
}

void TestDeliveryWithdrawals::errorsThatTheServerHoldsAreWithdrawnTogether()
{
    start(A);
    QList<QUuid> keys;
    for (int i = 0; i < 3; ++i)
        keys.append(sendHeld(A, 1min, ServerEventType::Error, u"broken"_s));
    waitForAnswers(3);
    withdraw(A, keys.at(0));
    withdraw(A, keys.at(1));
    const Saved saved = save();
    m_delivery.reset();
    restart({.heartbeat = 1h, .retry = {10ms}});
    m_delivery->restore(saved);
    send(A);
    waitForAnswers(1);
    QVERIFY(m_withdrawn->isEmpty() && m_server->withdrawals().isEmpty());
    withdraw(A, keys.at(2));
    QTRY_COMPARE(m_withdrawn->size(), 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_withdrawn->at(i).at(1).toUuid(), keys.at(i));
    QCOMPARE(m_server->withdrawals(), QList{keys.at(2)});
}

void TestDeliveryWithdrawals::aSessionThatTheServerForgotIsRegisteredForIt()
{
    start(A);
    const QUuid key = sendHeld(A, 1min);
    waitForAnswers(1);
    m_server->revoke(A);
    withdraw(A, key);
    QTRY_COMPARE(m_withdrawn->size(), 1);
    QCOMPARE(m_server->starts().size(), 2);
    QCOMPARE(m_server->withdrawals(), (QList{key, key}));
    QCOMPARE(withdrawResult(0), WithdrawResult::Withdrawn);
}

void TestDeliveryWithdrawals::aRefusedWithdrawalDoesNotBlockTheRest()
{
    start(A);
    const QUuid key = sendHeld(A, 1min);
    waitForAnswers(1);
    m_server->fault = [](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!isWithdrawal(request))
            return {};
        return HttpAnswer::error(404, u"session_not_found"_s);
    };
    withdraw(A, key);
    send(A);
    waitForAnswers(2);
    QCOMPARE(m_withdrawn->size(), 1);
    QCOMPARE(withdrawResult(0), WithdrawResult::Unknown);
    QCOMPARE(m_server->withdrawals().size(), 2); // once more after a registration
}

void TestDeliveryWithdrawals::aStopGoesAfterTheWithdrawals()
{
    start(A);
    const QUuid key = sendHeld(A, 1min);
    waitForAnswers(1);
    withdraw(A, key);
    stop(A);
    withdraw(A, key); // of a session that is stopping: it is being withdrawn already
    QTRY_VERIFY(m_delivery->findChildren<ServerSession*>().isEmpty());
    QCOMPARE(m_server->withdrawals(), QList{key});
    QCOMPARE(m_server->stops().size(), 1);
    const QList<HttpRequest> all = m_server->http().requests();
    QVERIFY(all.at(all.size() - 1).path.endsWith(u"/stop"_s));
    QVERIFY(!m_withdrawn->isEmpty());
    withdraw(A, key); // nothing of it is known any more
}

void TestDeliveryWithdrawals::aWithdrawalIsAskedOnce()
{
    start(A);
    const QUuid key = sendHeld(A, 1min);
    waitForAnswers(1);
    for (int i = 0; i < 3; ++i)
        withdraw(A, key);
    send(A);
    waitForAnswers(2);
    QCOMPARE(m_server->withdrawals(), QList{key});
    QCOMPARE(m_withdrawn->size(), 1);
}

QTEST_GUILESS_MAIN(TestDeliveryWithdrawals)
#include "test_delivery_withdrawals.moc"

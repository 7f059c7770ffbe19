// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

#include <QSet>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

namespace {
bool isEvent(const HttpRequest& request)
{
    return request.path.endsWith(u"/events"_s);
}
} // namespace

class TestDeliveryRetries final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void anUnreachableServerIsTriedAgainInOrder();
    void theSameKeyIsUsedAtEveryTry();
    void theServersWishForAPauseIsHonoured();
    void aFinalRefusalIsReportedAndTheNextEventGoesOut();
    void aWithdrawnWaitingEventIsNotSent();
    void exactlyTheWithdrawnEventIsTakenOut_data();
    void exactlyTheWithdrawnEventIsTakenOut();
    void anEventOnItsWayStaysForItsAnswer();
    void aWaitingEventThatIsTooOldIsDropped();
    void oneAnswerWakesEverySession();
};

void TestDeliveryRetries::anUnreachableServerIsTriedAgainInOrder()
{
    QSignalSpy reachable{m_delivery.get(), &SmsDelivery::reachableChanged};
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    int refusals{4};
    m_server->fault = [&refusals](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!isEvent(request) || refusals == 0)
            return {};
        --refusals;
        return HttpAnswer::error(503, u"server_error"_s);
    };
    const QList<QUuid> keys{send(A), send(A)};
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), keys.at(0));
    QCOMPARE(m_answered->at(1).at(1).toUuid(), keys.at(1));
    QCOMPARE(m_server->events(A).size(), 6);
    QCOMPARE(state(A), DeliveryStatus::On);
    QVERIFY(m_failed->isEmpty());
    QList<bool> seen;
    for (const auto& arguments : reachable)
        seen.append(arguments.at(0).toBool());
    QCOMPARE(seen, (QList{true, false, true}));
}

void TestDeliveryRetries::theSameKeyIsUsedAtEveryTry()
{
    int refusals{2};
    m_server->fault = [&refusals](const HttpRequest&) -> std::optional<HttpAnswer> {
        if (refusals == 0)
            return {};
        --refusals;
        return HttpAnswer{.isCutShort = true};
    };
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    QSet<QByteArray> keys;
    for (const HttpRequest& request : m_server->starts())
        keys.insert(request.headers.value("idempotency-key"));
    QCOMPARE(m_server->starts().size(), 3);
    QCOMPARE(keys.size(), 1);
}

void TestDeliveryRetries::theServersWishForAPauseIsHonoured()
{
    start(A);
    start(B);
    QTRY_VERIFY(state(A) == DeliveryStatus::On && state(B) == DeliveryStatus::On);
    bool isBusy{true};
    qint64 refusedAt{0};
    qint64 sentAt{0};
    m_server->fault = [&](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!isEvent(request) || !request.path.contains(A))
            return {};
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        if (!std::exchange(isBusy, false)) {
            sentAt = now;
            return {};
        }
        refusedAt = now;
        HttpAnswer answer = HttpAnswer::error(429, u"rate_limited"_s);
        answer.headers.append("Retry-After: 1");
        return answer;
    };
    send(A);
    QTRY_COMPARE(m_server->events(A).size(), 1);
    send(B); // the other one's success does not cut the pause short
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(0).toString(), B);
    m_delivery->carryOut(SendHeartbeat{A}); // nor does a heartbeat that is answered
    QTRY_COMPARE(m_answered->size(), 2);
    QVERIFY(sentAt - refusedAt >= 1000);
    QCOMPARE(state(A), DeliveryStatus::On); // it is no trouble that a person should see
}

void TestDeliveryRetries::aFinalRefusalIsReportedAndTheNextEventGoesOut()
{
    start(A);
    bool isRefusing{true};
    m_server->fault = [&isRefusing](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!isEvent(request) || !std::exchange(isRefusing, false))
            return {};
        return HttpAnswer::error(400, u"invalid_request"_s);
    };
    const QUuid bad = send(A);
    const QUuid good = send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), good);
    QCOMPARE(m_failed->size(), 1);
    QCOMPARE(m_failed->at(0).at(1).toUuid(), bad);
    QVERIFY(!m_failed->at(0).at(2).toString().isEmpty());
    QCOMPARE(m_server->events(A).size(), 2);
}

void TestDeliveryRetries::aWithdrawnWaitingEventIsNotSent()
{
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A);
    const QUuid error = send(A, ServerEventType::Error);
    const QUuid answered = send(A, ServerEventType::Waiting);
    m_delivery->carryOut(WithdrawEvent{A, answered}); // both still wait for the registration
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), error);

    // One that was on its way when the server broke off is not sent a second time.
    m_server->fault = [](const HttpRequest&) { return HttpAnswer{.isCutShort = true}; };
    const QUuid tried = send(A, ServerEventType::Waiting);
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    m_delivery->carryOut(WithdrawEvent{A, tried});
    const qsizetype tries = m_server->events(A).size();
    m_server->fault = nullptr;
    const QUuid done = send(A);
    m_delivery->carryOut(SendHeartbeat{A});
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), done);
    QCOMPARE(m_server->events(A).size(), tries + 1);
    QVERIFY(m_failed->isEmpty());
}

void TestDeliveryRetries::exactlyTheWithdrawnEventIsTakenOut_data()
{
    QTest::addColumn<ServerEventType>("type");
    QTest::addColumn<QList<int>>("withdrawn");
    QTest::newRow("the first of two requests") << ServerEventType::Waiting << QList{0};
    QTest::newRow("the second of two requests") << ServerEventType::Waiting << QList{1};
    QTest::newRow("both requests") << ServerEventType::Waiting << QList{0, 1};
    QTest::newRow("finished") << ServerEventType::Done << QList{0};
    QTest::newRow("finished, both") << ServerEventType::Done << QList{1, 0};
}

void TestDeliveryRetries::exactlyTheWithdrawnEventIsTakenOut()
{
    QFETCH(ServerEventType, type);
    QFETCH(QList<int>, withdrawn);
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    m_server->fault = [](const HttpRequest&) { return HttpAnswer::error(503, u"server_error"_s); };
    QList<QUuid> left{send(A, ServerEventType::Error)}; // tried, and waits
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    const QList<QUuid> keys{send(A, type), send(A, type)};
    for (int i = 0; i < 2; ++i) {
        if (withdrawn.contains(i))
            m_delivery->carryOut(WithdrawEvent{A, keys.at(i)});
        else
            left.append(keys.at(i));
    }
    m_delivery->carryOut(WithdrawEvent{A, QUuid::createUuid()}); // none of ours
    QCOMPARE(m_delivery->waitingEvents(), left.size());
    m_server->fault = nullptr;
    m_delivery->carryOut(SendHeartbeat{A});
    QTRY_COMPARE(m_answered->size(), left.size());
    for (int i = 0; i < left.size(); ++i)
        QCOMPARE(m_answered->at(i).at(1).toUuid(), left.at(i));
    QVERIFY(m_failed->isEmpty());
}

void TestDeliveryRetries::anEventOnItsWayStaysForItsAnswer()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    QUuid key;
    m_server->fault = [&](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (isEvent(request))
            m_delivery->carryOut(WithdrawEvent{A, key});
        return {};
    };
    key = send(A, ServerEventType::Waiting);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), key);
}

void TestDeliveryRetries::aWaitingEventThatIsTooOldIsDropped()
{
    start(A);
    const QUuid old = send(A, ServerEventType::Waiting, {}, 16min);
    const QUuid oldError = send(A, ServerEventType::Error, {}, 16min);
    const QUuid fresh = send(A, ServerEventType::Waiting, {}, 14min);
    QTRY_COMPARE(m_answered->size(), 3);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), old);
    QCOMPARE(m_answered->at(0).at(2).value<EventOutcome>().reason, u"too_old"_s);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), oldError);
    QCOMPARE(m_answered->at(2).at(1).toUuid(), fresh);
    QVERIFY(m_failed->isEmpty());
}

void TestDeliveryRetries::oneAnswerWakesEverySession()
{
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A);
    start(B);
    QTRY_VERIFY(state(A) == DeliveryStatus::On && state(B) == DeliveryStatus::On);
    m_server->fault = [](const HttpRequest&) { return HttpAnswer::error(503, u"server_error"_s); };
    send(A);
    send(B);
    QTRY_VERIFY(state(A) == DeliveryStatus::Unreachable && state(B) == DeliveryStatus::Unreachable);
    m_server->fault = nullptr;
    m_delivery->carryOut(SendHeartbeat{A}); // without it both would wait for an hour
    QTRY_COMPARE(m_answered->size(), 2);
}

QTEST_GUILESS_MAIN(TestDeliveryRetries)
#include "test_delivery_retries.moc"

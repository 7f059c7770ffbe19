// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

class TestDeliverySessions final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void aSessionIsStartedThenItsEventsGoOutInOrder();
    void theEventSaysWhatTheContractWants();
    void twoSessionsAreNeverMixedUp();
    void aSessionMayStartAgainWhileItStops();
    void anotherDescriptionIsToldToTheServer();
    void aStopComesLastAndEndsTheHeartbeats();
    void aSessionThatNeverStartedIsNotStoppedAtTheServer();
    void aRefusedStartIsReported();
};

void TestDeliverySessions::aSessionIsStartedThenItsEventsGoOutInOrder()
{
    QSignalSpy states{m_delivery.get(), &SmsDelivery::stateChanged};
    start(A);
    QCOMPARE(state(A), DeliveryStatus::Starting);
    const QList<QUuid> keys{send(A), send(A), send(A)};
    QTRY_COMPARE(m_answered->size(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(m_answered->at(i).at(0).toString(), A);
        QCOMPARE(m_answered->at(i).at(1).toUuid(), keys.at(i));
        QVERIFY(m_answered->at(i).at(2).value<EventOutcome>().textSent);
        QCOMPARE(QUuid{QString::fromLatin1(m_server->events(A).at(i).headers.value("idempotency-key"))},
                 keys.at(i));
    }
    QCOMPARE(m_server->starts().size(), 1);
    QCOMPARE(state(A), DeliveryStatus::On);
    QCOMPARE(states.size(), 2);
    QCOMPARE(m_delivery->serverReachable(), std::optional{true});
}

void TestDeliverySessions::theEventSaysWhatTheContractWants()
{
    start(A);
    send(A, ServerEventType::Waiting, u"Bash npm publish"_s);
    QTRY_COMPARE(m_answered->size(), 1);
    const QJsonObject body = m_server->events(A).value(0).json();
    QCOMPARE(body.value("event_type"_L1).toString(), u"waiting"_s);
    QCOMPARE(body.value("details"_L1).toObject(),
             (QJsonObject{{u"kind"_s, u"permission"_s}, {u"message"_s, u"Bash npm publish"_s}}));
    QVERIFY(body.value("timestamp"_L1).toString().endsWith(u'Z'));
}

void TestDeliverySessions::twoSessionsAreNeverMixedUp()
{
    start(A);
    start(B);
    for (int i = 0; i < 5; ++i) {
        send(A, ServerEventType::Done, u"for a"_s);
        send(B, ServerEventType::Done, u"for b"_s);
    }
    QTRY_COMPARE(m_answered->size(), 10);
    const auto check = [this](const QString& id, const QString& text) {
        QCOMPARE(m_server->events(id).size(), 5);
        for (const HttpRequest& request : m_server->events(id)) {
            QVERIFY(request.bearer().startsWith(u"t-"_s + id));
            QCOMPARE(request.json().value("details"_L1).toObject().value("message"_L1).toString(), text);
        }
    };
    check(A, u"for a"_s);
    check(B, u"for b"_s);
}

void TestDeliverySessions::aSessionMayStartAgainWhileItStops()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    // Just while the stop is with the server.
    m_server->fault = [this](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (request.path.endsWith(u"/stop"_s))
            start(A);
        return {};
    };
    stop(A);
    QTRY_COMPARE(m_server->starts().size(), 2);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    QCOMPARE(m_server->stops().size(), 1);
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
}

void TestDeliverySessions::anotherDescriptionIsToldToTheServer()
{
    start(A, u"before"_s);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    start(A, u"before"_s);
    start(A, u"after"_s);
    QTRY_COMPARE(m_server->starts().size(), 2);
    QCOMPARE(m_server->starts().at(1).json().value("description"_L1).toString(), u"after"_s);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
}

void TestDeliverySessions::aStopComesLastAndEndsTheHeartbeats()
{
    restart({.heartbeat = 20ms, .retry = {10ms}});
    start(A);
    send(A, ServerEventType::Error);
    stop(A);
    send(A); // after the stop: not sent
    QCOMPARE(state(A), DeliveryStatus::Off);
    QTRY_COMPARE(m_server->stops().size(), 1);
    QCOMPARE(m_answered->size(), 1);
    QCOMPARE(m_server->stops().at(0).json().value("final_state"_L1).toString(), u"success"_s);
    QTRY_VERIFY(m_delivery->findChildren<ServerSession*>().isEmpty());
    QVERIFY(m_server->heartbeats(A).isEmpty());
}

void TestDeliverySessions::aSessionThatNeverStartedIsNotStoppedAtTheServer()
{
    m_login->logOut();
    start(A);
    stop(A);
    QTRY_VERIFY(m_delivery->findChildren<ServerSession*>().isEmpty());
    logIn();
    start(B);
    QTRY_COMPARE(state(B), DeliveryStatus::On);
    QCOMPARE(m_server->starts().size(), 1);
    QVERIFY(m_server->stops().isEmpty());
}

void TestDeliverySessions::aRefusedStartIsReported()
{
    m_server->fault = [](const HttpRequest&) { return HttpAnswer::error(403, u"forbidden"_s); };
    QSignalSpy startFailed{m_delivery.get(), &SmsDelivery::startFailed};
    start(A);
    send(A);
    QTRY_COMPARE(startFailed.size(), 1);
    QCOMPARE(m_failed->size(), 1);
    QCOMPARE(state(A), DeliveryStatus::Off);
    QCOMPARE(m_server->starts().size(), 1);
}

QTEST_GUILESS_MAIN(TestDeliverySessions)
#include "test_delivery_sessions.moc"

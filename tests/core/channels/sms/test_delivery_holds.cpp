// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

std::optional<int> holdOf(const HttpRequest& request)
{
    const QJsonValue hold = request.json().value("hold_seconds"_L1);
    return hold.isUndefined() ? std::nullopt : std::optional{hold.toInt()};
}

} // namespace

/// Events that are not to be texted before their time.
class TestDeliveryHolds final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void aServerThatCanHoldIsGivenTheEventAtOnce();
    void anotherServerGetsItWhenItsTimeHasCome();
    void aServerThatLearnsToHoldTakesWhatWaits();
    void whatTheServerAnnouncesIsSignalled();
    void aRestartDoesNotShortenAHold_data();
    void aRestartDoesNotShortenAHold();
    void anEventWhoseAnswerWasLostIsTheSameRequestAfterARestart();
    void aStopEndsWhatTheOutboxHolds();
    void textsThatAreSwitchedOffAndOnAtOnceStillHold();
    void graceIsForServersThatKnowPresence_data();
    void graceIsForServersThatKnowPresence();
    void heartbeatsSayWhetherThePersonIsPresent();
    void aHeartbeatSaysSoonThatThePersonCameOrLeft();
};

void TestDeliveryHolds::aServerThatCanHoldIsGivenTheEventAtOnce()
{
    m_server->features = {u"hold"_s};
    start(A);
    const QUuid held = sendHeld(A, 59s);
    const QUuid now = send(A);
    QTRY_COMPARE(m_answered->size(), 2);
    const QList<HttpRequest> events = m_server->events(A);
    QCOMPARE(events.size(), 2);
    QCOMPARE(keyOf(events.at(0)), held);
    QCOMPARE(holdOf(events.at(0)), std::optional{59});
    QCOMPARE(holdOf(events.at(1)), std::nullopt);
    QVERIFY(!outcome(0).textSent);
    QVERIFY(std::abs(m_clock->nowUtc().secsTo(outcome(0).heldUntil) - 59) < 30);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), now);
    QVERIFY(outcome(1).textSent && !outcome(1).heldUntil.isValid());
}

void TestDeliveryHolds::anotherServerGetsItWhenItsTimeHasCome()
{
    start(A);
    const QUuid held = sendHeld(A, 10min);
    const QUuid alsoHeld = sendHeld(A, 10min, ServerEventType::Done);
    const QUuid now = send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), now);
    QCOMPARE(m_delivery->waitingEvents(), 0); // none of them waits for the server
    m_clock->moveBy(10min);
    m_delivery->carryOut(SendHeartbeat{A}); // its answer wakes the session, as a timer would
    QTRY_COMPARE(m_answered->size(), 3);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), held);
    QCOMPARE(m_answered->at(2).at(1).toUuid(), alsoHeld);
    for (const HttpRequest& event : m_server->events(A))
        QCOMPARE(holdOf(event), std::nullopt);

    // Without being woken.
    const QUuid soon = sendHeld(A, 50ms);
    QTRY_COMPARE(m_answered->size(), 4);
    QCOMPARE(m_answered->at(3).at(1).toUuid(), soon);
    const QDateTime due = QDateTime::fromString(
        m_server->events(A).constLast().json().value("timestamp"_L1).toString(), Qt::ISODate);
    QVERIFY(due <= m_clock->nowUtc());
}

void TestDeliveryHolds::aServerThatLearnsToHoldTakesWhatWaits()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    const QUuid held = sendHeld(A, 10min);
    m_server->features = {u"hold"_s};
    m_delivery->carryOut(SendHeartbeat{A});
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), held);
    QVERIFY(outcome(0).heldUntil.isValid());
    QCOMPARE(holdOf(m_server->events(A).constFirst()), std::optional{600});
}

void TestDeliveryHolds::whatTheServerAnnouncesIsSignalled()
{
    QSignalSpy holds{m_delivery.get(), &SmsDelivery::serverHoldsChanged};
    QVERIFY(!m_delivery->serverHolds());
    m_server->features = {u"presence"_s, u"hold"_s, u"of a later version"_s};
    start(A);
    QTRY_COMPARE(holds.size(), 1);
    QVERIFY(holds.at(0).at(0).toBool() && m_delivery->serverHolds());
    start(B);
    QTRY_COMPARE(state(B), DeliveryStatus::On);
    m_server->features = {};
    m_delivery->carryOut(SendHeartbeat{A});
    QTRY_COMPARE(holds.size(), 2);
    QVERIFY(!holds.at(1).at(0).toBool() && !m_delivery->serverHolds());
    m_server->features = {u"hold"_s};
    m_delivery->carryOut(SendHeartbeat{B});
    QTRY_COMPARE(holds.size(), 3);
    m_login->logOut(); // the next server may be another one
    QTRY_COMPARE(holds.size(), 4);
    QVERIFY(!m_delivery->serverHolds());
}

void TestDeliveryHolds::aRestartDoesNotShortenAHold_data()
{
    QTest::addColumn<bool>("serverHolds");
    QTest::newRow("held by the outbox") << false;
    QTest::newRow("held by the server") << true;
}

void TestDeliveryHolds::aRestartDoesNotShortenAHold()
{
    QFETCH(bool, serverHolds);
    if (serverHolds)
        m_server->features = {u"hold"_s};
    start(A);
    const QUuid held = sendHeld(A, 10min);
    const Saved saved = save(); // killed before it was sent
    restart({.heartbeat = 1h, .retry = {10ms}});
    m_clock->moveBy(4min);
    m_delivery->restore(saved);
    const QUuid now = send(A);
    QTRY_COMPARE(m_answered->size(), serverHolds ? 2 : 1);
    QCOMPARE(m_answered->constLast().at(1).toUuid(), now);
    if (serverHolds) {
        QCOMPARE(holdOf(m_server->events(A).constFirst()), std::optional{360});
        return;
    }
    m_clock->moveBy(6min);
    m_delivery->carryOut(SendHeartbeat{A});
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), held);
}

void TestDeliveryHolds::anEventWhoseAnswerWasLostIsTheSameRequestAfterARestart()
{
    m_server->features = {u"hold"_s};
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    Saved saved;
    m_server->losesAnswer = [&](const HttpRequest& request) {
        if (!request.path.endsWith(u"/events"_s) || !saved.isEmpty())
            return false;
        saved = save();
        return true;
    };
    const QUuid held = sendHeld(A, 10min);
    QTRY_VERIFY(!saved.isEmpty());
    m_delivery.reset();
    m_clock->moveBy(4min);
    restart({.heartbeat = 1h, .retry = {10ms}});
    m_delivery->restore(saved);
    QTRY_COMPARE(m_answered->size(), 1);
    const QList<HttpRequest> events = m_server->events(A);
    QCOMPARE(events.size(), 2);
    QCOMPARE(events.at(1).body, events.at(0).body);
    QCOMPARE(m_server->texts(), QList{held});
}

void TestDeliveryHolds::aStopEndsWhatTheOutboxHolds()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    const QUuid held = sendHeld(A, 10min);
    const QUuid now = send(A);
    stop(A);
    QVERIFY(m_answered->isEmpty()); // reported from the event loop
    QTRY_COMPARE(m_server->stops().size(), 1);
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), held);
    QCOMPARE(outcome(0).reason, u"session_ended"_s);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), now);
    QCOMPARE(m_server->texts(), QList{now});
    QVERIFY(m_failed->isEmpty());
}

void TestDeliveryHolds::textsThatAreSwitchedOffAndOnAtOnceStillHold()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    const QUuid held = sendHeld(A, 10min);
    stop(A);
    start(A);
    const QUuid now = send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), now);
    m_clock->moveBy(10min);
    m_delivery->carryOut(SendHeartbeat{A});
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), held);
}

void TestDeliveryHolds::graceIsForServersThatKnowPresence_data()
{
    QTest::addColumn<QStringList>("features");
    QTest::addColumn<std::optional<int>>("grace");
    QTest::addColumn<QJsonValue>("sent");
    QTest::newRow("an old server") << QStringList{} << std::optional{45} << QJsonValue{QJsonValue::Undefined};
    QTest::newRow("holds alone") << QStringList{u"hold"_s} << std::optional{45}
                                 << QJsonValue{QJsonValue::Undefined};
    QTest::newRow("both") << QStringList{u"hold"_s, u"presence"_s} << std::optional{45} << QJsonValue{45};
    QTest::newRow("none wanted") << QStringList{u"hold"_s, u"presence"_s} << std::optional{0}
                                 << QJsonValue{0};
    QTest::newRow("nothing said") << QStringList{u"hold"_s, u"presence"_s} << std::optional<int>{}
                                  << QJsonValue{QJsonValue::Undefined};
}

void TestDeliveryHolds::graceIsForServersThatKnowPresence()
{
    QFETCH(QStringList, features);
    QFETCH(std::optional<int>, grace);
    QFETCH(QJsonValue, sent);
    m_server->features = features;
    start(A);
    SendServerEvent event{
        .key = QUuid::createUuid(), .sessionId = A, .text = u"x"_s, .at = m_clock->nowUtc()};
    if (grace)
        event.grace = std::chrono::seconds{*grace};
    m_delivery->carryOut(event);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_server->events(A).constFirst().json().value("grace_seconds"_L1), sent);
}

void TestDeliveryHolds::heartbeatsSayWhetherThePersonIsPresent()
{
    restart({.heartbeat = 1h, .retry = {10ms, 20ms}, .presence = 1h}); // none but those that are wished for
    const auto beat = [this] {
        const qsizetype before = m_server->heartbeats(A).size();
        // Again and again: while the answer to one is under way, the wish for another is dropped.
        const auto hasCome = [&] {
            m_delivery->carryOut(SendHeartbeat{A});
            return m_server->heartbeats(A).size() > before;
        };
        [&] { QTRY_VERIFY(hasCome()); }();
        return m_server->heartbeats(A).constLast().json().value("present"_L1);
    };
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    m_delivery->setPresent(true);
    QVERIFY(beat().isUndefined()); // not announced
    m_server->features = {u"presence"_s};
    start(B);
    QTRY_COMPARE(state(B), DeliveryStatus::On);
    QTRY_COMPARE(beat(), QJsonValue{true});
    m_delivery->setPresent(false);
    QTRY_COMPARE(beat(), QJsonValue{false});
    m_delivery->setPresent({});
    QTRY_VERIFY(beat().isUndefined());
}

void TestDeliveryHolds::aHeartbeatSaysSoonThatThePersonCameOrLeft()
{
    restart({.heartbeat = 1h, .retry = {10ms}, .presence = 20ms});
    const auto said = [this] {
        QStringList all;
        for (const QString& id : {A, B}) {
            for (const HttpRequest& beat : m_server->heartbeats(id))
                all << QVariant{beat.json().value("present"_L1).toVariant()}.toString();
        }
        return all;
    };
    m_delivery->setPresent(true);
    start(A);
    start(B);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    QTRY_COMPARE(state(B), DeliveryStatus::On);
    QTest::qWait(100); // for what should not come: an old server is not told
    QCOMPARE(said(), QStringList{});
    m_server->features = {u"presence"_s};
    m_delivery->carryOut(SendHeartbeat{B}); // by its answer the app knows, and says it with the next one
    QTRY_COMPARE(said(), (QStringList{u"true"_s, QString{}}));
    m_delivery->setPresent(true);
    m_delivery->setPresent({});
    QTest::qWait(100);
    QCOMPARE(said().size(), 2);
    m_delivery->setPresent(true);
    m_delivery->setPresent(false);
    QTRY_COMPARE(said(), (QStringList{u"true"_s, u"false"_s, QString{}}));
    stop(A);
    QTRY_COMPARE(state(A), DeliveryStatus::Off);
    m_delivery->setPresent(true);
    QTRY_COMPARE(said().last(), u"true"_s);
}

QTEST_GUILESS_MAIN(TestDeliveryHolds)
#include "test_delivery_holds.moc"

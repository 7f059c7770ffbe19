// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

QDateTime timeIn(const HttpRequest& request, const char* field)
{
    return QDateTime::fromString(request.json().value(QLatin1StringView{field}).toString(), Qt::ISODate);
}

bool isNow(const QDateTime& at)
{
    return std::abs(at.secsTo(QDateTime::currentDateTimeUtc())) < 60;
}

} // namespace

/// This computer's clock and the server's disagree.
class TestDeliveryClocks final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void aWrongClockCostsNoText_data();
    void aWrongClockCostsNoText();
    void smallDifferencesAreIgnored_data();
    void smallDifferencesAreIgnored();
    void anEventKeepsItsTimestampAtEveryTry();
    void aClockThatIsSetWhileAnEventWaitsCostsNoText_data();
    void aClockThatIsSetWhileAnEventWaitsCostsNoText();
    void anEventThatIsReallyTooOldIsSentOnce();
    void whatWasQueuedBeforeTheFirstAnswerIsDatedAfterIt();
    void theServersTimesAreCorrectedBack();
};

void TestDeliveryClocks::aWrongClockCostsNoText_data()
{
    QTest::addColumn<std::chrono::milliseconds>("ahead");
    QTest::newRow("20 minutes slow") << std::chrono::milliseconds{-20min};
    QTest::newRow("20 minutes fast") << std::chrono::milliseconds{20min};
    QTest::newRow("a day slow") << std::chrono::milliseconds{-24h};
    QTest::newRow("a year fast") << std::chrono::milliseconds{24h * 365};
}

void TestDeliveryClocks::aWrongClockCostsNoText()
{
    QFETCH(std::chrono::milliseconds, ahead);
    m_server->hasClock = true;
    m_clock->moveBy(ahead);
    QVERIFY(!m_delivery->clockOffset());
    start(A);
    const QUuid key = send(A, ServerEventType::Waiting); // dated before any answer
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), key);
    QVERIFY(m_answered->at(0).at(2).value<EventOutcome>().textSent);
    send(A, ServerEventType::Waiting);
    QTRY_COMPARE(m_answered->size(), 2);
    QVERIFY(m_answered->at(1).at(2).value<EventOutcome>().textSent);
    QCOMPARE(m_server->events(A).size(), 2); // at the first try
    for (const HttpRequest& event : m_server->events(A))
        QVERIFY(isNow(timeIn(event, "timestamp")));
    m_delivery->noteActivity(A, m_clock->nowUtc());
    m_delivery->carryOut(SendHeartbeat{A});
    QTRY_COMPARE(m_server->heartbeats(A).size(), 1);
    QVERIFY(isNow(timeIn(m_server->heartbeats(A).constFirst(), "timestamp")));
    QVERIFY(isNow(timeIn(m_server->heartbeats(A).constFirst(), "last_activity")));
    const auto error = *m_delivery->clockOffset() + std::chrono::duration_cast<std::chrono::seconds>(ahead);
    QVERIFY(std::chrono::abs(error) < 60s);
}

void TestDeliveryClocks::smallDifferencesAreIgnored_data()
{
    QTest::addColumn<qint64>("differs");   // s
    QTest::addColumn<qint64>("roundTrip"); // s
    QTest::addColumn<bool>("isIgnored");
    QTest::newRow("three seconds") << qint64{3} << qint64{0} << true;
    QTest::newRow("four seconds back") << qint64{-4} << qint64{0} << true;
    QTest::newRow("ten seconds") << qint64{10} << qint64{0} << false;
    QTest::newRow("a slow answer") << qint64{0} << qint64{18} << true;
    QTest::newRow("a minute and a slow answer") << qint64{60} << qint64{14} << false;
}

void TestDeliveryClocks::smallDifferencesAreIgnored()
{
    QFETCH(qint64, differs);
    QFETCH(qint64, roundTrip);
    QFETCH(bool, isIgnored);
    ServerClock servers{*m_clock};
    QVERIFY(!servers.offset());
    const QDateTime ours = m_clock->nowUtc();
    QCOMPARE(servers.toServer(ours), ours);
    servers.noteAnswer(ours.addSecs(differs), std::chrono::seconds{roundTrip});
    QCOMPARE(*servers.offset() == 0ms, isIgnored);
    QCOMPARE(servers.toLocal(servers.toServer(ours)), ours);
    // A second more or less is the same difference.
    const auto before = servers.offset();
    servers.noteAnswer(m_clock->nowUtc().addSecs(differs + (isIgnored ? 0 : 1)),
                       std::chrono::seconds{roundTrip});
    QCOMPARE(servers.offset(), before);
    // A clock that was set is noticed.
    servers.noteAnswer(m_clock->nowUtc().addSecs(7200), 0ms);
    QVERIFY(std::chrono::abs(*servers.offset() - 7200s) < 10s);
    servers.noteAnswer(m_clock->nowUtc(), 0ms);
    QCOMPARE(*servers.offset(), 0ms);
    servers.noteAnswer(QDateTime{}, 0ms);
    QCOMPARE(*servers.offset(), 0ms);
}

void TestDeliveryClocks::anEventKeepsItsTimestampAtEveryTry()
{
    m_server->hasClock = true;
    m_clock->moveBy(-20min);
    start(A);
    int tries{0};
    m_server->fault = [&](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!request.path.endsWith(u"/events"_s) || ++tries > 2)
            return {};
        m_clock->moveBy(-7s); // one that runs slow
        return HttpAnswer{.isCutShort = true};
    };
    send(A, ServerEventType::Waiting);
    QTRY_COMPARE(m_answered->size(), 1);
    const QList<HttpRequest> events = m_server->events(A);
    QCOMPARE(events.size(), 3);
    QCOMPARE(events.at(1).body, events.at(0).body);
    QCOMPARE(events.at(2).body, events.at(0).body);
}

void TestDeliveryClocks::aClockThatIsSetWhileAnEventWaitsCostsNoText_data()
{
    QTest::addColumn<std::chrono::milliseconds>("before");
    QTest::addColumn<std::chrono::milliseconds>("change");
    QTest::addColumn<bool>("isSetBeforeTheEvent");
    for (const bool isBefore : {false, true}) {
        const char* when = isBefore ? "before the event" : "while it waits";
        QTest::addRow("slow, then right, %s", when)
            << std::chrono::milliseconds{-20min} << std::chrono::milliseconds{20min} << isBefore;
        QTest::addRow("fast, then right, %s", when)
            << std::chrono::milliseconds{20min} << std::chrono::milliseconds{-20min} << isBefore;
        QTest::addRow("right, then slow, %s", when)
            << std::chrono::milliseconds{0} << std::chrono::milliseconds{-20min} << isBefore;
    }
}

void TestDeliveryClocks::aClockThatIsSetWhileAnEventWaitsCostsNoText()
{
    QFETCH(std::chrono::milliseconds, before);
    QFETCH(std::chrono::milliseconds, change);
    QFETCH(bool, isSetBeforeTheEvent);
    m_server->hasClock = true;
    m_clock->moveBy(before);
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    if (isSetBeforeTheEvent)
        m_clock->moveWallBy(change);
    const QUuid key = send(A, ServerEventType::Error);
    if (!isSetBeforeTheEvent)
        m_clock->moveWallBy(change);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), key);
    QVERIFY(m_answered->at(0).at(2).value<EventOutcome>().textSent);
    const QList<HttpRequest> events = m_server->events(A);
    QVERIFY(events.size() <= 2);
    // The same key would get the first answer again.
    QVERIFY(events.size() == 1 ||
            events.at(0).headers.value("idempotency-key") != events.at(1).headers.value("idempotency-key"));
}

void TestDeliveryClocks::anEventThatIsReallyTooOldIsSentOnce()
{
    m_server->hasClock = true;
    m_clock->moveBy(-20min);
    start(A);
    send(A, ServerEventType::Error, {}, 16min);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(2).value<EventOutcome>().reason, u"too_old"_s);
    QCOMPARE(m_server->events(A).size(), 1);
}

void TestDeliveryClocks::whatWasQueuedBeforeTheFirstAnswerIsDatedAfterIt()
{
    m_server->fault = [](const HttpRequest& /*request*/) { return HttpAnswer{.isCutShort = true}; };
    m_clock->moveBy(-20min);
    start(A);
    const QUuid key = send(A, ServerEventType::Waiting);
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    const QMap<QString, Documents> saved{{A, m_delivery->documents(A)}};
    restart({.heartbeat = 1h, .retry = {10ms}});
    m_server->fault = {};
    m_server->hasClock = true;
    m_delivery->restore(saved);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), key);
    QVERIFY(m_answered->at(0).at(2).value<EventOutcome>().textSent);
    QVERIFY(isNow(timeIn(m_server->events(A).constFirst(), "timestamp")));
}

void TestDeliveryClocks::theServersTimesAreCorrectedBack()
{
    m_server->hasClock = true;
    m_clock->moveBy(-20min);
    m_server->fault = [](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!request.path.endsWith(u"/events"_s))
            return {};
        const QDateTime until = QDateTime::currentDateTimeUtc().addSecs(30 * 60);
        return HttpAnswer::json({{u"sms_sent"_s, false},
                                 {u"rate_limited"_s, true},
                                 {u"next_allowed_at"_s, until.toString(Qt::ISODate)}});
    };
    start(A);
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    const QDateTime until = m_answered->at(0).at(2).value<EventOutcome>().nextAllowedAt;
    QVERIFY(std::abs(m_clock->nowUtc().secsTo(until) - 30 * 60) < 60);
}

QTEST_GUILESS_MAIN(TestDeliveryClocks)
#include "test_delivery_clocks.moc"

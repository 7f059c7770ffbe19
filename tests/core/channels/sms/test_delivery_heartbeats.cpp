// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

#include <QSet>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

class TestDeliveryHeartbeats final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void heartbeatsGoOutWithTheLastActivity();
    void aNewIntervalHoldsAtOnce();
    void heartbeatsAreJittered();
    void manySessionsBeatLessOften();
    void aHeartbeatNoticesALostSession();
};

void TestDeliveryHeartbeats::heartbeatsGoOutWithTheLastActivity()
{
    restart({.heartbeat = 30ms, .retry = {10ms}});
    start(A);
    QTRY_VERIFY(m_server->heartbeats(A).size() >= 3);
    const QDateTime active = QDateTime::fromString(u"2099-01-01T00:00:00Z"_s, Qt::ISODate);
    m_delivery->noteActivity(A, active);
    m_delivery->noteActivity(A, active.addSecs(-60)); // what comes late does not set it back
    const auto latest = [this] {
        return m_server->heartbeats(A).constLast().json().value("last_activity"_L1).toString();
    };
    QTRY_COMPARE(latest(), u"2099-01-01T00:00:00Z"_s);

    restart({.heartbeat = 1h});
    start(B);
    QTRY_COMPARE(state(B), DeliveryStatus::On);
    QVERIFY(m_server->heartbeats(B).isEmpty());
    m_delivery->carryOut(SendHeartbeat{B});
    QTRY_COMPARE(m_server->heartbeats(B).size(), 1);
}

void TestDeliveryHeartbeats::aNewIntervalHoldsAtOnce()
{
    restart({.heartbeat = 1h, .retry = {10ms}});
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    m_delivery->setHeartbeat(30ms);
    QTRY_VERIFY(m_server->heartbeats(A).size() >= 2);
}

void TestDeliveryHeartbeats::heartbeatsAreJittered()
{
    restart({.heartbeat = 100s, .retry = {10ms}});
    QSet<std::chrono::milliseconds::rep> pauses;
    for (int i = 0; i < 8; ++i) {
        const QString id = u"session-%1"_s.arg(i);
        start(id);
        QTRY_COMPARE(state(id), DeliveryStatus::On);
    }
    for (const auto* session : m_delivery->findChildren<ServerSession*>()) {
        const auto pause = session->untilNextBeat();
        // Bounds beyond the 10 %, for the timer rounds.
        QVERIFY2(pause > 80s && pause < 120s, qPrintable(QString::number(pause.count())));
        pauses.insert(pause.count() / 100);
    }
    QVERIFY(pauses.size() > 4);
}

void TestDeliveryHeartbeats::manySessionsBeatLessOften()
{
    restart({.heartbeat = 1s, .retry = {10ms}});
    for (int i = 0; i < 40; ++i)
        start(u"session-%1"_s.arg(i));
    const QString last = u"session-39"_s;
    QTRY_COMPARE(state(last), DeliveryStatus::On);
    const auto longest = [this] {
        std::chrono::milliseconds most{0};
        for (const auto* session : m_delivery->findChildren<ServerSession*>())
            most = std::max(most, session->untilNextBeat());
        return most;
    };
    // 40 times HeartbeatInterval::PerSession, and 10 % of jitter.
    QVERIFY2(longest() > 3s && longest() < 5s, qPrintable(QString::number(longest().count())));
}

void TestDeliveryHeartbeats::aHeartbeatNoticesALostSession()
{
    restart({.heartbeat = 30ms, .retry = {10ms}});
    start(A);
    QTRY_VERIFY(!m_server->heartbeats(A).isEmpty());
    m_server->revoke(A);
    QTRY_COMPARE(m_server->starts().size(), 2);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    QVERIFY(m_ended->isEmpty());
}

QTEST_GUILESS_MAIN(TestDeliveryHeartbeats)
#include "test_delivery_heartbeats.moc"

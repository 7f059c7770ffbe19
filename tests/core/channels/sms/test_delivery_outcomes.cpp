// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

DeliveryTiming asking(int times = 3)
{
    return {.heartbeat = 1h,
            .retry = {10ms},
            .statusQueries = std::vector<std::chrono::milliseconds>(static_cast<size_t>(times), 20ms)};
}

QJsonObject withStatus(const QString& status)
{
    return {{u"sms_status"_s, status}};
}

} // namespace

/// What becomes of a text after the server's first answer.
class TestDeliveryOutcomes final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        setUp();
        m_server->features = {u"hold"_s};
        m_server->holdUnit = 1ms;
        restart(asking());
    }
    void whatWasHeldIsReportedWhenItIsSent();
    void whatTheLimitsSayWhenItIsDueIsReported();
    void aTextIsFollowedToThePhone_data();
    void aTextIsFollowedToThePhone();
    void onlyWhatIsOpenIsAskedFor_data();
    void onlyWhatIsOpenIsAskedFor();
    void itIsAskedAFewTimesOnly();
    void aHoldIsAskedForUntilItIsSettled();
    void theServerMayBeAwayMeanwhile();
    void aRestartGoesOnAsking();
    void whatNobodyKnowsAnyMoreIsReportedAsUnknown_data();
    void whatNobodyKnowsAnyMoreIsReportedAsUnknown();
    void aStopAsksForWhatWasHeld();
    void whatWasWithdrawnIsNotAskedFor();
    void afterALogoutNothingIsAsked();
};

void TestDeliveryOutcomes::whatWasHeldIsReportedWhenItIsSent()
{
    m_server->textAnswer = withStatus(u"delivered"_s);
    start(A);
    const QUuid key = sendHeld(A, 1min);
    QTRY_COMPARE(m_answered->size(), 1);
    QVERIFY(outcome(0).heldUntil.isValid() && !outcome(0).textSent);
    QTRY_VERIFY(m_server->events(A).size() >= 2);
    QCOMPARE(m_answered->size(), 1); // still held: no news
    m_server->endHolds();
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), key);
    QVERIFY(outcome(1).textSent && !outcome(1).heldUntil.isValid());
    QCOMPARE(outcome(1).status, TextStatus::Delivered);
    for (const HttpRequest& request : m_server->events(A)) {
        QCOMPARE(request.body, m_server->events(A).constFirst().body);
        QCOMPARE(keyOf(request), key);
    }
    QCOMPARE(m_server->texts(), QList{key});
    QCOMPARE(m_delivery->documents(A).size(), 1); // of the session itself
}

void TestDeliveryOutcomes::whatTheLimitsSayWhenItIsDueIsReported()
{
    start(A);
    const QUuid key = sendHeld(A, 1min);
    QTRY_COMPARE(m_answered->size(), 1);
    m_server->fault = [](const HttpRequest&) -> std::optional<HttpAnswer> {
        return HttpAnswer::json({{u"sms_sent"_s, false},
                                 {u"rate_limited"_s, true},
                                 {u"next_allowed_at"_s, u"2099-01-01T00:00:00Z"_s}});
    };
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), key);
    QVERIFY(outcome(1).rateLimited && outcome(1).nextAllowedAt.isValid());
}

void TestDeliveryOutcomes::aTextIsFollowedToThePhone_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<TextStatus>("status");
    QTest::newRow("delivered") << u"delivered"_s << TextStatus::Delivered;
    QTest::newRow("undelivered") << u"undelivered"_s << TextStatus::Undelivered;
}

void TestDeliveryOutcomes::aTextIsFollowedToThePhone()
{
    QFETCH(QString, word);
    QFETCH(TextStatus, status);
    restart(asking(100));
    m_server->textAnswer = withStatus(u"queued"_s);
    start(A);
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QVERIFY(outcome(0).textSent);
    QCOMPARE(outcome(0).status, TextStatus::Queued);
    m_server->textAnswer = withStatus(u"sent"_s);
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(outcome(1).status, TextStatus::Sent);
    QTRY_VERIFY(m_server->events(A).size() >= 5);
    QCOMPARE(m_answered->size(), 2);
    m_server->textAnswer = withStatus(word);
    QTRY_COMPARE(m_answered->size(), 3);
    QVERIFY(outcome(2).textSent);
    QCOMPARE(outcome(2).status, status);
}

void TestDeliveryOutcomes::onlyWhatIsOpenIsAskedFor_data()
{
    QTest::addColumn<QJsonObject>("answer");
    QTest::newRow("no status") << QJsonObject{};
    QTest::newRow("delivered") << withStatus(u"delivered"_s);
    QTest::newRow("undelivered") << withStatus(u"undelivered"_s);
    QTest::newRow("failed") << QJsonObject{{u"sms_sent"_s, false}, {u"sms_status"_s, u"failed"_s}};
}

void TestDeliveryOutcomes::onlyWhatIsOpenIsAskedFor()
{
    QFETCH(QJsonObject, answer);
    m_server->textAnswer = answer;
    start(A);
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_delivery->documents(A).size(), 1);
    // Another one is asked for meanwhile, as often as it is.
    m_server->textAnswer = withStatus(u"sent"_s);
    const QUuid open = send(A);
    QTRY_COMPARE(m_server->events(A).size(), 5);
    QCOMPARE(keyOf(m_server->events(A).at(2)), open);
    QTRY_COMPARE(m_delivery->documents(A).size(), 1);
    QCOMPARE(m_server->events(A).size(), 5);
}

void TestDeliveryOutcomes::itIsAskedAFewTimesOnly()
{
    m_server->textAnswer = withStatus(u"sent"_s);
    start(A);
    send(A);
    QTRY_COMPARE(m_server->events(A).size(), 4);
    QTRY_COMPARE(m_delivery->documents(A).size(), 1); // given up
    QCOMPARE(m_server->events(A).size(), 4);
    QCOMPARE(m_answered->size(), 1);
}

void TestDeliveryOutcomes::aHoldIsAskedForUntilItIsSettled()
{
    start(A);
    sendHeld(A, 1min);
    QTRY_VERIFY(m_server->events(A).size() > 6);
    QCOMPARE(m_answered->size(), 1);
    m_server->endHolds();
    QTRY_COMPARE(m_answered->size(), 2);
}

void TestDeliveryOutcomes::theServerMayBeAwayMeanwhile()
{
    start(A);
    sendHeld(A, 1min);
    QTRY_COMPARE(m_answered->size(), 1);
    int asked{0};
    m_server->fault = [&](const HttpRequest&) -> std::optional<HttpAnswer> {
        ++asked;
        return HttpAnswer{.isCutShort = true};
    };
    QTRY_VERIFY(asked > 5);
    m_server->endHolds();
    m_server->fault = nullptr;
    QTRY_COMPARE(m_answered->size(), 2);
    QVERIFY(outcome(1).textSent);
    QCOMPARE(m_server->texts().size(), 1);
}

void TestDeliveryOutcomes::aRestartGoesOnAsking()
{
    start(A);
    const QUuid key = sendHeld(A, 1min);
    QTRY_COMPARE(m_answered->size(), 1);
    const Saved saved = save();
    for (const QByteArray& document : saved.value(A))
        QVERIFY(!document.contains("t-session-a-1"));
    m_delivery.reset();
    m_server->endHolds();
    restart(asking());
    m_delivery->restore(saved);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), key);
    QVERIFY(outcome(0).textSent);
    QCOMPARE(m_server->texts(), QList{key});
    QCOMPARE(m_delivery->documents(A).size(), 1);
}

void TestDeliveryOutcomes::whatNobodyKnowsAnyMoreIsReportedAsUnknown_data()
{
    QTest::addColumn<bool>("isLongAgo");
    QTest::newRow("the server forgot the session") << false;
    QTest::newRow("the program was off for a day") << true;
}

void TestDeliveryOutcomes::whatNobodyKnowsAnyMoreIsReportedAsUnknown()
{
    QFETCH(bool, isLongAgo);
    start(A);
    const QUuid key = sendHeld(A, 1min);
    QTRY_COMPARE(m_answered->size(), 1);
    const Saved saved = save();
    m_delivery.reset();
    const qsizetype asked = m_server->events(A).size();
    if (isLongAgo)
        m_clock->moveBy(24h);
    else
        m_server->fault = [](const HttpRequest& request) -> std::optional<HttpAnswer> {
            if (!request.path.endsWith(u"/events"_s))
                return {};
            return HttpAnswer::error(404, u"session_not_found"_s);
        };
    restart(asking());
    m_delivery->restore(saved);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), key);
    QCOMPARE(outcome(0).reason, u"unknown"_s);
    QCOMPARE(m_server->events(A).size(), asked + (isLongAgo ? 0 : 1)); // it would be taken for a new event
}

void TestDeliveryOutcomes::aStopAsksForWhatWasHeld()
{
    m_server->holdUnit = 1s;
    restart({.heartbeat = 1h, .retry = {10ms}, .statusQueries = {1h}});
    start(A);
    const QUuid key = sendHeld(A, 10min);
    QTRY_COMPARE(m_answered->size(), 1);
    stop(A);
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), key);
    QCOMPARE(outcome(1).reason, u"session_ended"_s);
    QVERIFY(m_delivery->documents(A).isEmpty());
}

void TestDeliveryOutcomes::whatWasWithdrawnIsNotAskedFor()
{
    m_server->holdUnit = 1s;
    start(A);
    const QUuid key = sendHeld(A, 10min);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_delivery->documents(A).size(), 2);
    withdraw(A, key);
    QTRY_COMPARE(m_withdrawn->size(), 1);
    QCOMPARE(m_delivery->documents(A).size(), 1);
    QCOMPARE(m_server->events(A).size(), 1);
}

void TestDeliveryOutcomes::afterALogoutNothingIsAsked()
{
    restart({.heartbeat = 1h, .retry = {10ms}, .statusQueries = {30min}});
    m_server->textAnswer = withStatus(u"sent"_s);
    start(A);
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    m_login->logOut();
    m_clock->moveBy(40min);
    logIn();
    start(B);
    sendHeld(B, 1min);
    QTRY_VERIFY(m_server->events(B).size() >= 2); // its hold is over by the moved clock, so it is asked for
    QCOMPARE(m_server->events(A).size(), 1);
}

QTEST_GUILESS_MAIN(TestDeliveryOutcomes)
#include "test_delivery_outcomes.moc"

// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

QString messageOf(const HttpRequest& request)
{
    return request.json().value("details"_L1)["message"_L1].toString();
}

} // namespace

/// What one delivery could not say, the next one says.
class TestDeliveryRestarts final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void nothingGoesOutBeforeItCouldBeWrittenDown();
    void whatWaitsGoesOutAfterARestart();
    void anEventWhoseAnswerWasLostKeepsItsKey();
    void aStopThatWaitsIsMadeGoodUnderTheSameRegistration();
    void whatWasAnsweredIsNotKept();
    void noTokenIsEverInADocument();
    void whatWaitsForOnePersonIsNotToldToAnother();
    void errorsInARowThatHadToWaitBecomeOne();
    void anErrorThatWasWithdrawnIsNotCounted();
    void errorsThatBecameOneStaySoAfterARestart();
    void anErrorThatMayHaveArrivedStaysAsItIs();

private:
    void restartWith(const Saved& saved)
    {
        restart({.heartbeat = 1h, .retry = {10ms}});
        m_delivery->restore(saved);
    }
    void goAway()
    {
        m_server->fault = [](const HttpRequest& /*request*/) {
            return HttpAnswer::error(503, u"server_error"_s);
        };
    }
};

void TestDeliveryRestarts::nothingGoesOutBeforeItCouldBeWrittenDown()
{
    start(A);
    const QUuid key = send(A);
    QVERIFY(m_delivery->takeDirty().contains(A));
    const Saved saved = save();
    QVERIFY(m_server->http().requests({}).isEmpty());
    m_delivery.reset(); // killed before the event loop had its turn
    restartWith(saved);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(keyOf(m_server->events(A).constFirst()), key);
}

void TestDeliveryRestarts::whatWaitsGoesOutAfterARestart()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    goAway();
    const QList<QUuid> keys{send(A, ServerEventType::Error, u"first"_s), send(A), send(A)};
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    QCOMPARE(m_delivery->waitingEvents(), 3);
    restartWith(save());
    m_server->fault = {};
    QTRY_COMPARE(m_answered->size(), 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_answered->at(i).at(1).toUuid(), keys.at(i));
    QCOMPARE(m_delivery->waitingEvents(), 0);
}

void TestDeliveryRestarts::anEventWhoseAnswerWasLostKeepsItsKey()
{
    start(A);
    const QUuid key = send(A);
    const Saved saved = save();
    QTRY_COMPARE(m_server->events(A).size(), 1);
    restartWith(saved);
    QTRY_COMPARE(m_server->events(A).size(), 2);
    QCOMPARE(keyOf(m_server->events(A).constLast()), key);
}

void TestDeliveryRestarts::aStopThatWaitsIsMadeGoodUnderTheSameRegistration()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    goAway();
    stop(A);
    QTRY_VERIFY(!m_server->stops().isEmpty());
    restartWith(save());
    m_server->fault = {};
    QTRY_VERIFY(m_delivery->documents(A).isEmpty());
    QCOMPARE(keyOf(m_server->starts().constLast()), keyOf(m_server->starts().constFirst()));
    QCOMPARE(keyOf(m_server->stops().constLast()), keyOf(m_server->stops().constFirst()));
}

void TestDeliveryRestarts::whatWasAnsweredIsNotKept()
{
    start(A);
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QVERIFY(m_delivery->takeDirty().contains(A));
    QCOMPARE(m_delivery->documents(A).size(), 1); // of the session itself
    stop(A);
    QTRY_COMPARE(m_server->stops().size(), 1);
    QTRY_VERIFY(m_delivery->documents(A).isEmpty());
    QVERIFY(m_delivery->takeDirty().contains(A));
}

void TestDeliveryRestarts::noTokenIsEverInADocument()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    goAway();
    send(A);
    const Documents documents = m_delivery->documents(A);
    QCOMPARE(documents.size(), 2);
    for (const QByteArray& document : documents)
        QVERIFY(!document.contains("t-session-a-1") && !document.contains("access"));
}

void TestDeliveryRestarts::whatWaitsForOnePersonIsNotToldToAnother()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    goAway();
    const QUuid key = send(A, ServerEventType::Done, u"a secret of mine"_s);
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    const Saved saved = save();
    m_login->logOut();
    m_server->fault = {};
    logIn(u"access"_s, u"+1***9999"_s);
    restartWith(saved);
    QTRY_COMPARE(m_failed->size(), 1);
    QCOMPARE(m_failed->at(0).at(1).toUuid(), key);
    QTRY_COMPARE(state(A), DeliveryStatus::On); // monitored on, for whoever is here now
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QVERIFY(messageOf(m_server->events(A).constLast()).isEmpty());
}

void TestDeliveryRestarts::errorsInARowThatHadToWaitBecomeOne()
{
    start(A);
    QList<QUuid> keys;
    for (int i = 1; i <= 10; ++i)
        keys.append(send(A, ServerEventType::Error, u"broken %1"_s.arg(i)));
    keys.append(send(A));
    QTRY_COMPARE(m_answered->size(), 11); // each hears what became of it
    for (int i = 0; i < 11; ++i)
        QCOMPARE(m_answered->at(i).at(1).toUuid(), keys.at(i));
    QCOMPARE(m_server->events(A).size(), 2);
    QCOMPARE(messageOf(m_server->events(A).constFirst()), u"10 errors. Latest: broken 10"_s);
}

void TestDeliveryRestarts::anErrorThatWasWithdrawnIsNotCounted()
{
    start(A);
    QList<QUuid> keys;
    for (int i = 1; i <= 4; ++i)
        keys.append(send(A, ServerEventType::Error, u"broken %1"_s.arg(i)));
    m_delivery->carryOut(WithdrawEvent{A, keys.at(1)});
    m_delivery->carryOut(WithdrawEvent{A, keys.at(3)});
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(messageOf(m_server->events(A).constFirst()), u"2 errors. Latest: broken 3"_s);
    QCOMPARE(keyOf(m_server->events(A).constFirst()), keys.at(2));
}

void TestDeliveryRestarts::errorsThatBecameOneStaySoAfterARestart()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    QMap<QString, Documents> saved;
    m_server->fault = [&](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (saved.isEmpty() && request.path.endsWith(u"/events"_s)) {
            saved = save(); // what the server has by now is what would be sent again
            return HttpAnswer{.isSilent = true};
        }
        return {};
    };
    const QList<QUuid> keys{send(A, ServerEventType::Error, u"broken 1"_s),
                            send(A, ServerEventType::Error, u"broken 2"_s)};
    QTRY_VERIFY(!saved.isEmpty());
    restartWith(saved);
    send(A, ServerEventType::Error, u"broken 3"_s);
    QTRY_COMPARE(m_answered->size(), 3);
    const QList<HttpRequest> events = m_server->events(A);
    QCOMPARE(events.size(), 3);
    QCOMPARE(events.at(0).body, events.at(1).body);
    QCOMPARE(keyOf(events.at(1)), keys.at(1));
    QCOMPARE(messageOf(events.at(2)), u"broken 3"_s);
}

void TestDeliveryRestarts::anErrorThatMayHaveArrivedStaysAsItIs()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    goAway();
    send(A, ServerEventType::Error, u"first"_s);
    QTRY_COMPARE(state(A), DeliveryStatus::Unreachable);
    send(A, ServerEventType::Error, u"second"_s);
    send(A, ServerEventType::Error, u"third"_s);
    m_server->fault = {};
    QTRY_COMPARE(m_answered->size(), 3);
    const QList<HttpRequest> events = m_server->events(A);
    QCOMPARE(messageOf(events.constLast()), u"2 errors. Latest: third"_s);
    QCOMPARE(messageOf(events.at(events.size() - 2)), u"first"_s);
}

QTEST_GUILESS_MAIN(TestDeliveryRestarts)
#include "test_delivery_restarts.moc"

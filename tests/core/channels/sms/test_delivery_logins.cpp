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

class TestDeliveryLogins final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void oneSessionsLostTokenTouchesNothingElse();
    void aSessionThatTheServerForgotIsRegisteredAgain();
    void aSecond401EndsTheEventAndNotTheSession();
    void aRejectedAccessTokenAsksForALoginAndGoesOnAfterIt();
    void beforeALoginEverythingWaits();
    void logoutDropsEverything();
};

void TestDeliveryLogins::oneSessionsLostTokenTouchesNothingElse()
{
    start(A);
    start(B);
    QTRY_VERIFY(state(A) == DeliveryStatus::On && state(B) == DeliveryStatus::On);
    m_server->revoke(A);
    const QUuid key = send(A);
    send(B);
    QTRY_COMPARE(m_answered->size(), 2);
    QVERIFY(m_failed->isEmpty());
    QCOMPARE(m_server->starts().size(), 3);
    QCOMPARE(m_server->starts().constLast().json().value("claude_session_id"_L1).toString(), A);
    // A registration of its own, not a repetition of the first; but the same event.
    QVERIFY(m_server->starts().constLast().headers.value("idempotency-key") !=
            m_server->starts().constFirst().headers.value("idempotency-key"));
    QCOMPARE(m_server->events(A).size(), 2);
    for (const HttpRequest& request : m_server->events(A))
        QCOMPARE(QUuid{QString::fromLatin1(request.headers.value("idempotency-key"))}, key);
    QCOMPARE(m_server->events(B).size(), 1);
    QVERIFY(m_ended->isEmpty());
    QCOMPARE(state(B), DeliveryStatus::On);
}

void TestDeliveryLogins::aSessionThatTheServerForgotIsRegisteredAgain()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    bool isForgotten{true};
    m_server->fault = [&isForgotten](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!isEvent(request) || !std::exchange(isForgotten, false))
            return {};
        return HttpAnswer::error(404, u"session_not_found"_s);
    };
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_server->starts().size(), 2);
}

void TestDeliveryLogins::aSecond401EndsTheEventAndNotTheSession()
{
    start(A);
    bool isRefusing{true};
    m_server->fault = [&isRefusing](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!isEvent(request) || !isRefusing)
            return {};
        return HttpAnswer::error(401, u"unauthorized"_s);
    };
    const QUuid key = send(A);
    QTRY_COMPARE(m_failed->size(), 1);
    QCOMPARE(m_failed->at(0).at(1).toUuid(), key);
    QCOMPARE(m_server->events(A).size(), 2);
    QVERIFY(m_ended->isEmpty());
    isRefusing = false;
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
}

void TestDeliveryLogins::aRejectedAccessTokenAsksForALoginAndGoesOnAfterIt()
{
    m_server->accessToken = u"another"_s;
    start(A);
    start(B);
    const QUuid key = send(A, ServerEventType::Error);
    QTRY_VERIFY(state(A) == DeliveryStatus::NeedsLogin && state(B) == DeliveryStatus::NeedsLogin);
    QCOMPARE(m_ended->size(), 1);
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
    // B ends meanwhile, with something to say; a session that has nothing to say ends without a word.
    const QUuid last = send(B);
    stop(B);
    logIn(u"another"_s);
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE((QSet{m_answered->at(0).at(1).toUuid(), m_answered->at(1).at(1).toUuid()}), (QSet{key, last}));
    QTRY_COMPARE(m_server->stops().size(), 1);
    QCOMPARE(state(A), DeliveryStatus::On);
    QCOMPARE(state(B), DeliveryStatus::Off);
}

void TestDeliveryLogins::beforeALoginEverythingWaits()
{
    m_login->logOut();
    start(A);
    send(A);
    QTRY_COMPARE(state(A), DeliveryStatus::NeedsLogin);
    QVERIFY(m_server->starts().isEmpty());
    logIn();
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(state(A), DeliveryStatus::On);
}

void TestDeliveryLogins::logoutDropsEverything()
{
    start(A);
    start(B);
    QTRY_VERIFY(state(A) == DeliveryStatus::On && state(B) == DeliveryStatus::On);
    QSignalSpy states{m_delivery.get(), &SmsDelivery::stateChanged};
    m_login->logOut();
    QCOMPARE(states.size(), 2);
    QCOMPARE(state(A), DeliveryStatus::Off);
    QCOMPARE(state(B), DeliveryStatus::Off);
    logIn();
    send(A);
    start(u"session-c"_s);
    QTRY_COMPARE(state(u"session-c"_s), DeliveryStatus::On);
    QCOMPARE(m_server->starts().size(), 3);
    QVERIFY(m_server->events(A).isEmpty());
}

QTEST_GUILESS_MAIN(TestDeliveryLogins)
#include "test_delivery_logins.moc"

// SPDX-License-Identifier: MIT
#include "core/api/network.h"
#include "core/delivery/sms_delivery.h"
#include "tests/support/http_script.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"

#include <QNetworkAccessManager>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::HttpScript;
using tocsin::test::MemoryTokenStore;
using tocsin::test::MovedClock;

namespace {

const QString A = u"session-a"_s;
const QString B = u"session-b"_s;

/// A server with one login, whose sessions m-ID have tokens t-ID-1, t-ID-2, …; only the latest is good. What
/// `fault` answers comes first.
class FakeServer final
{
public:
    FakeServer()
    {
        m_http.answer = [this](const HttpRequest& request) { return answer(request); };
    }

    [[nodiscard]] HttpScript& http() { return m_http; }
    [[nodiscard]] QList<HttpRequest> events(const QString& id) const
    {
        return m_http.requests(u"/sessions/m-%1/events"_s.arg(id));
    }
    [[nodiscard]] QList<HttpRequest> heartbeats(const QString& id) const
    {
        return m_http.requests(u"/sessions/m-%1/heartbeat"_s.arg(id));
    }
    [[nodiscard]] QList<HttpRequest> starts() const { return m_http.requests(u"/sessions/start"_s); }
    [[nodiscard]] QList<HttpRequest> stops() const { return m_http.requests(u"/stop"_s); }
    void revoke(const QString& id) { m_good.remove(id); }

    std::function<std::optional<HttpAnswer>(const HttpRequest&)> fault{};
    QString accessToken{u"access"_s};

private:
    HttpAnswer answer(const HttpRequest& request)
    {
        if (fault) {
            if (const auto wrong = fault(request))
                return *wrong;
        }
        if (request.path == u"/sessions/start"_s) {
            if (request.bearer() != accessToken)
                return HttpAnswer::error(401, u"unauthorized"_s);
            const QString id = request.json().value("claude_session_id"_L1).toString();
            const QString token = u"t-%1-%2"_s.arg(id).arg(++m_issued);
            m_good.insert(id, token);
            return HttpAnswer::json({{u"session_token"_s, token}, {u"monitoring_id"_s, u"m-"_s + id}});
        }
        if (!request.path.startsWith(u"/sessions/m-"_s))
            return HttpAnswer::json({{u"revoked"_s, true}, {u"sessions_cleared"_s, 0}});
        const QString id = request.path.section(u'/', 2, 2).mid(2);
        if (request.bearer() != m_good.value(id, u"-"_s))
            return HttpAnswer::error(401, u"unauthorized"_s);
        if (request.path.endsWith(u"/stop"_s))
            return HttpAnswer::json({{u"stopped"_s, true}});
        if (request.path.endsWith(u"/heartbeat"_s))
            return HttpAnswer::json({{u"status"_s, u"active"_s}, {u"monitoring"_s, true}});
        return HttpAnswer::json({{u"sms_sent"_s, true}, {u"rate_limited"_s, false}});
    }

    HttpScript m_http;
    QHash<QString, QString> m_good;
    int m_issued{0};
};

bool isEvent(const HttpRequest& request)
{
    return request.path.endsWith(u"/events"_s);
}

} // namespace

class TestSmsDelivery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aSessionIsStartedThenItsEventsGoOutInOrder();
    void theEventSaysWhatTheContractWants();
    void twoSessionsAreNeverMixedUp();
    void oneSessionsLostTokenTouchesNothingElse();
    void aSessionThatTheServerForgotIsRegisteredAgain();
    void aSecond401EndsTheEventAndNotTheSession();
    void aRejectedAccessTokenAsksForALoginAndGoesOnAfterIt();
    void beforeALoginEverythingWaits();
    void anUnreachableServerIsTriedAgainInOrder();
    void theSameKeyIsUsedAtEveryTry();
    void theServersWishForAPauseIsHonoured();
    void aFinalRefusalIsReportedAndTheNextEventGoesOut();
    void aRefusedStartIsReported();
    void aWithdrawnWaitingEventIsNotSent();
    void aWaitingEventThatIsTooOldIsDropped();
    void heartbeatsGoOutWithTheLastActivity();
    void heartbeatsAreJittered();
    void aHeartbeatNoticesALostSession();
    void aStopComesLastAndEndsTheHeartbeats();
    void aSessionThatNeverStartedIsNotStoppedAtTheServer();
    void aSessionMayStartAgainWhileItStops();
    void anotherDescriptionIsToldToTheServer();
    void logoutDropsEverything();
    void oneAnswerWakesEverySession();

private:
    void logIn(const QString& token = u"access"_s);
    void start(const QString& id, const QString& description = u"work"_s);
    QUuid send(const QString& id, ServerEventType type = ServerEventType::Done, const QString& text = {},
               std::chrono::seconds age = 0s);
    [[nodiscard]] TextState state(const QString& id) const { return m_delivery->textState(id); }
    void restart(const DeliveryTiming& timing);

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<ApiClient> m_api;
    std::unique_ptr<MemoryTokenStore> m_store;
    std::unique_ptr<MovedClock> m_clock;
    std::unique_ptr<LoginMachine> m_login;
    std::unique_ptr<QRandomGenerator> m_random;
    std::unique_ptr<SmsDelivery> m_delivery;
    std::unique_ptr<QSignalSpy> m_answered;
    std::unique_ptr<QSignalSpy> m_failed;
    std::unique_ptr<QSignalSpy> m_ended;
};

void TestSmsDelivery::init()
{
    m_server = std::make_unique<FakeServer>();
    m_network = makeNetworkAccessManager();
    m_api = std::make_unique<ApiClient>(*m_network, m_server->http().url());
    m_store = std::make_unique<MemoryTokenStore>();
    m_clock = std::make_unique<MovedClock>();
    m_random = std::make_unique<QRandomGenerator>(7);
    m_login = std::make_unique<LoginMachine>(*m_api, *m_store, *m_clock, u"00112233445566ff"_s);
    m_ended = std::make_unique<QSignalSpy>(m_login.get(), &LoginMachine::loginEnded);
    // No heartbeats unless a test wants them.
    restart({.heartbeat = 1h, .retry = {10ms, 20ms}});
    logIn();
}

void TestSmsDelivery::restart(const DeliveryTiming& timing)
{
    m_delivery = std::make_unique<SmsDelivery>(*m_api, *m_login, *m_clock, *m_random, timing);
    m_answered = std::make_unique<QSignalSpy>(m_delivery.get(), &SmsDelivery::eventAnswered);
    m_failed = std::make_unique<QSignalSpy>(m_delivery.get(), &SmsDelivery::eventFailed);
}

void TestSmsDelivery::cleanup()
{
    m_delivery.reset();
    m_login.reset();
    m_api.reset();
    m_network.reset();
    m_server.reset();
}

void TestSmsDelivery::logIn(const QString& token)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_store->value = serializeLogin({.server = m_api->serverUrl(),
                                     .token = Secret{token},
                                     .issuedAt = now,
                                     .expiresAt = now.addDays(1),
                                     .phone = u"+1***0123"_s});
    m_login->restore();
    QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedIn);
}

void TestSmsDelivery::start(const QString& id, const QString& description)
{
    m_delivery->carryOut(StartMonitoring{id, description, u"host"_s, m_clock->nowUtc()});
}

QUuid TestSmsDelivery::send(const QString& id, ServerEventType type, const QString& text,
                            std::chrono::seconds age)
{
    const QUuid key = QUuid::createUuid();
    m_delivery->carryOut(SendServerEvent{.key = key,
                                         .sessionId = id,
                                         .type = type,
                                         .cause = AlertCause::Permission,
                                         .text = text,
                                         .at = m_clock->nowUtc().addSecs(-age.count())});
    return key;
}

void TestSmsDelivery::aSessionIsStartedThenItsEventsGoOutInOrder()
{
    QSignalSpy states{m_delivery.get(), &SmsDelivery::stateChanged};
    start(A);
    QCOMPARE(state(A), TextState::Starting);
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
    QCOMPARE(state(A), TextState::On);
    QCOMPARE(states.size(), 2);
    QCOMPARE(m_delivery->serverReachable(), std::optional{true});
}

void TestSmsDelivery::theEventSaysWhatTheContractWants()
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

void TestSmsDelivery::twoSessionsAreNeverMixedUp()
{
    start(A);
    start(B);
    for (int i = 0; i < 5; ++i) {
        send(A, ServerEventType::Error, u"for a"_s);
        send(B, ServerEventType::Error, u"for b"_s);
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

void TestSmsDelivery::oneSessionsLostTokenTouchesNothingElse()
{
    start(A);
    start(B);
    QTRY_VERIFY(state(A) == TextState::On && state(B) == TextState::On);
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
    QCOMPARE(state(B), TextState::On);
}

void TestSmsDelivery::aSessionThatTheServerForgotIsRegisteredAgain()
{
    start(A);
    QTRY_COMPARE(state(A), TextState::On);
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

void TestSmsDelivery::aSecond401EndsTheEventAndNotTheSession()
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

void TestSmsDelivery::aRejectedAccessTokenAsksForALoginAndGoesOnAfterIt()
{
    m_server->accessToken = u"another"_s;
    start(A);
    start(B);
    const QUuid key = send(A, ServerEventType::Error);
    QTRY_VERIFY(state(A) == TextState::NeedsLogin && state(B) == TextState::NeedsLogin);
    QCOMPARE(m_ended->size(), 1);
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
    // Policy says what is to be monitored under the new login: B has ended meanwhile.
    connect(m_login.get(), &LoginMachine::phaseChanged, this, [this](LoginPhase phase) {
        if (phase == LoginPhase::LoggedIn)
            start(A);
    });
    logIn(u"another"_s);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), key);
    QCOMPARE(state(A), TextState::On);
    QCOMPARE(state(B), TextState::Off);
    QCOMPARE(m_server->starts().constLast().json().value("claude_session_id"_L1).toString(), A);
}

void TestSmsDelivery::beforeALoginEverythingWaits()
{
    m_login->logOut();
    start(A);
    send(A);
    QCOMPARE(state(A), TextState::NeedsLogin);
    QVERIFY(m_server->starts().isEmpty());
    logIn();
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(state(A), TextState::On);
}

void TestSmsDelivery::anUnreachableServerIsTriedAgainInOrder()
{
    QSignalSpy reachable{m_delivery.get(), &SmsDelivery::reachableChanged};
    start(A);
    QTRY_COMPARE(state(A), TextState::On);
    int refusals{4};
    m_server->fault = [&refusals](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!isEvent(request) || refusals == 0)
            return {};
        --refusals;
        return HttpAnswer::error(503, u"server_error"_s);
    };
    const QList<QUuid> keys{send(A), send(A)};
    QTRY_COMPARE(state(A), TextState::Unreachable);
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), keys.at(0));
    QCOMPARE(m_answered->at(1).at(1).toUuid(), keys.at(1));
    QCOMPARE(m_server->events(A).size(), 6);
    QCOMPARE(state(A), TextState::On);
    QVERIFY(m_failed->isEmpty());
    QList<bool> seen;
    for (const auto& arguments : reachable)
        seen.append(arguments.at(0).toBool());
    QCOMPARE(seen, (QList{true, false, true}));
}

void TestSmsDelivery::theSameKeyIsUsedAtEveryTry()
{
    int refusals{2};
    m_server->fault = [&refusals](const HttpRequest&) -> std::optional<HttpAnswer> {
        if (refusals == 0)
            return {};
        --refusals;
        return HttpAnswer{.isCutShort = true};
    };
    start(A);
    QTRY_COMPARE(state(A), TextState::On);
    QSet<QByteArray> keys;
    for (const HttpRequest& request : m_server->starts())
        keys.insert(request.headers.value("idempotency-key"));
    QCOMPARE(m_server->starts().size(), 3);
    QCOMPARE(keys.size(), 1);
}

void TestSmsDelivery::theServersWishForAPauseIsHonoured()
{
    start(A);
    start(B);
    QTRY_VERIFY(state(A) == TextState::On && state(B) == TextState::On);
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
    m_delivery->carryOut(Beat{A}); // nor does a heartbeat that is answered
    QTRY_COMPARE(m_answered->size(), 2);
    QVERIFY(sentAt - refusedAt >= 1000);
    QCOMPARE(state(A), TextState::On); // it is no trouble that a person should see
}

void TestSmsDelivery::aFinalRefusalIsReportedAndTheNextEventGoesOut()
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

void TestSmsDelivery::aRefusedStartIsReported()
{
    m_server->fault = [](const HttpRequest&) { return HttpAnswer::error(403, u"forbidden"_s); };
    QSignalSpy startFailed{m_delivery.get(), &SmsDelivery::startFailed};
    start(A);
    send(A);
    QTRY_COMPARE(startFailed.size(), 1);
    QCOMPARE(m_failed->size(), 1);
    QCOMPARE(state(A), TextState::Off);
    QCOMPARE(m_server->starts().size(), 1);
}

void TestSmsDelivery::aWithdrawnWaitingEventIsNotSent()
{
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A);
    const QUuid error = send(A, ServerEventType::Error);
    send(A, ServerEventType::Waiting);
    m_delivery->carryOut(WithdrawWaiting{A}); // both still wait for the registration
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), error);

    // One that was on its way when the server broke off is not sent a second time.
    m_server->fault = [](const HttpRequest&) { return HttpAnswer{.isCutShort = true}; };
    send(A, ServerEventType::Waiting);
    QTRY_COMPARE(state(A), TextState::Unreachable);
    m_delivery->carryOut(WithdrawWaiting{A});
    const qsizetype tries = m_server->events(A).size();
    m_server->fault = nullptr;
    const QUuid done = send(A);
    m_delivery->carryOut(Beat{A});
    QTRY_COMPARE(m_answered->size(), 2);
    QCOMPARE(m_answered->at(1).at(1).toUuid(), done);
    QCOMPARE(m_server->events(A).size(), tries + 1);
    QVERIFY(m_failed->isEmpty());
}

void TestSmsDelivery::aWaitingEventThatIsTooOldIsDropped()
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

void TestSmsDelivery::heartbeatsGoOutWithTheLastActivity()
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
    QTRY_COMPARE(state(B), TextState::On);
    QVERIFY(m_server->heartbeats(B).isEmpty());
    m_delivery->carryOut(Beat{B});
    QTRY_COMPARE(m_server->heartbeats(B).size(), 1);
}

void TestSmsDelivery::heartbeatsAreJittered()
{
    restart({.heartbeat = 100s, .retry = {10ms}});
    QSet<std::chrono::milliseconds::rep> pauses;
    for (int i = 0; i < 8; ++i) {
        const QString id = u"session-%1"_s.arg(i);
        start(id);
        QTRY_COMPARE(state(id), TextState::On);
    }
    for (const auto* session : m_delivery->findChildren<MonitoredSession*>()) {
        const auto pause = session->untilNextBeat();
        // Bounds beyond the 10 %, for the timer rounds.
        QVERIFY2(pause > 80s && pause < 120s, qPrintable(QString::number(pause.count())));
        pauses.insert(pause.count() / 100);
    }
    QVERIFY(pauses.size() > 4);
}

void TestSmsDelivery::aHeartbeatNoticesALostSession()
{
    restart({.heartbeat = 30ms, .retry = {10ms}});
    start(A);
    QTRY_VERIFY(!m_server->heartbeats(A).isEmpty());
    m_server->revoke(A);
    QTRY_COMPARE(m_server->starts().size(), 2);
    QTRY_COMPARE(state(A), TextState::On);
    QVERIFY(m_ended->isEmpty());
}

void TestSmsDelivery::aStopComesLastAndEndsTheHeartbeats()
{
    restart({.heartbeat = 20ms, .retry = {10ms}});
    start(A);
    send(A, ServerEventType::Error);
    m_delivery->carryOut(StopMonitoring{A, u"completed"_s, u"success"_s, m_clock->nowUtc()});
    send(A); // after the stop: not sent
    QCOMPARE(state(A), TextState::Off);
    QTRY_COMPARE(m_server->stops().size(), 1);
    QCOMPARE(m_answered->size(), 1);
    QCOMPARE(m_server->stops().at(0).json().value("final_state"_L1).toString(), u"success"_s);
    QTRY_VERIFY(m_delivery->findChildren<MonitoredSession*>().isEmpty());
    QVERIFY(m_server->heartbeats(A).isEmpty());
}

void TestSmsDelivery::aSessionThatNeverStartedIsNotStoppedAtTheServer()
{
    m_login->logOut();
    start(A);
    m_delivery->carryOut(StopMonitoring{A, u"user_stop"_s, u"cancelled"_s, m_clock->nowUtc()});
    QTRY_VERIFY(m_delivery->findChildren<MonitoredSession*>().isEmpty());
    logIn();
    start(B);
    QTRY_COMPARE(state(B), TextState::On);
    QCOMPARE(m_server->starts().size(), 1);
    QVERIFY(m_server->stops().isEmpty());
}

void TestSmsDelivery::aSessionMayStartAgainWhileItStops()
{
    start(A);
    QTRY_COMPARE(state(A), TextState::On);
    m_delivery->carryOut(StopMonitoring{A, u"user_stop"_s, u"cancelled"_s, m_clock->nowUtc()});
    start(A);
    QTRY_COMPARE(state(A), TextState::On);
    QCOMPARE(m_server->stops().size(), 1);
    QCOMPARE(m_server->starts().size(), 2);
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
}

void TestSmsDelivery::anotherDescriptionIsToldToTheServer()
{
    start(A, u"before"_s);
    QTRY_COMPARE(state(A), TextState::On);
    start(A, u"before"_s);
    start(A, u"after"_s);
    QTRY_COMPARE(m_server->starts().size(), 2);
    QCOMPARE(m_server->starts().at(1).json().value("description"_L1).toString(), u"after"_s);
    QTRY_COMPARE(state(A), TextState::On);
}

void TestSmsDelivery::logoutDropsEverything()
{
    start(A);
    start(B);
    QTRY_VERIFY(state(A) == TextState::On && state(B) == TextState::On);
    QSignalSpy states{m_delivery.get(), &SmsDelivery::stateChanged};
    m_login->logOut();
    QCOMPARE(states.size(), 2);
    QCOMPARE(state(A), TextState::Off);
    QCOMPARE(state(B), TextState::Off);
    logIn();
    send(A);
    start(u"session-c"_s);
    QTRY_COMPARE(state(u"session-c"_s), TextState::On);
    QCOMPARE(m_server->starts().size(), 3);
    QVERIFY(m_server->events(A).isEmpty());
}

void TestSmsDelivery::oneAnswerWakesEverySession()
{
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A);
    start(B);
    QTRY_VERIFY(state(A) == TextState::On && state(B) == TextState::On);
    m_server->fault = [](const HttpRequest&) { return HttpAnswer::error(503, u"server_error"_s); };
    send(A);
    send(B);
    QTRY_VERIFY(state(A) == TextState::Unreachable && state(B) == TextState::Unreachable);
    m_server->fault = nullptr;
    m_delivery->carryOut(Beat{A}); // without it both would wait for an hour
    QTRY_COMPARE(m_answered->size(), 2);
}

QTEST_GUILESS_MAIN(TestSmsDelivery)
#include "test_sms_delivery.moc"

// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

#include "core/server/api/network.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>

namespace tocsin::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QUuid keyOf(const HttpRequest& request)
{
    return QUuid{QString::fromLatin1(request.headers.value("idempotency-key"))};
}

DeliveryServer::DeliveryServer()
{
    m_http.answer = [this](const HttpRequest& request) {
        HttpAnswer reply = answer(request);
        if (losesAnswer && losesAnswer(request))
            return HttpAnswer{.isCutShort = true};
        if (hasClock)
            reply.headers.append("Date: " + QLocale::c()
                                                .toString(QDateTime::currentDateTimeUtc(),
                                                          u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s)
                                                .toLatin1());
        return reply;
    };
}

QList<HttpRequest> DeliveryServer::events(const QString& id) const
{
    return m_http.requests(u"/sessions/m-%1/events"_s.arg(id));
}

QList<HttpRequest> DeliveryServer::heartbeats(const QString& id) const
{
    return m_http.requests(u"/sessions/m-%1/heartbeat"_s.arg(id));
}

QList<HttpRequest> DeliveryServer::starts() const
{
    return m_http.requests(u"/sessions/start"_s);
}

QList<HttpRequest> DeliveryServer::stops() const
{
    return m_http.requests(u"/stop"_s);
}

QList<QUuid> DeliveryServer::withdrawals() const
{
    QList<QUuid> keys;
    const QList<HttpRequest> requests = m_http.requests(u"/withdraw"_s);
    for (const HttpRequest& request : requests)
        keys.append(QUuid{request.path.section(u'/', -2, -2)});
    return keys;
}

QList<QUuid> DeliveryServer::texts() const
{
    QList<QUuid> keys;
    for (const KnownEvent& event : m_events) {
        if (!event.withdrawn && !event.ended)
            keys.append(event.key);
    }
    return keys;
}

void DeliveryServer::endHolds()
{
    for (KnownEvent& event : m_events)
        event.heldUntil = {};
}

DeliveryServer::KnownEvent* DeliveryServer::find(const QUuid& key)
{
    const auto found = std::find_if(m_events.begin(), m_events.end(),
                                    [&](const KnownEvent& event) { return event.key == key; });
    return found != m_events.end() ? &*found : nullptr;
}

HttpAnswer DeliveryServer::answer(const HttpRequest& request)
{
    if (fault) {
        if (const auto wrong = fault(request))
            return *wrong;
    }
    if (request.path == u"/sessions/start"_s)
        return answerStart(request);
    if (request.path == u"/auth/refresh"_s && request.bearer() != accessToken)
        return HttpAnswer::error(401, u"unauthorized"_s);
    if (!request.path.startsWith(u"/sessions/m-"_s))
        return HttpAnswer::json({{u"revoked"_s, true}, {u"sessions_cleared"_s, 0}});
    const QString id = request.path.section(u'/', 2, 2).mid(2);
    if (request.bearer() != m_good.value(id, u"-"_s))
        return HttpAnswer::error(401, u"unauthorized"_s);
    if (request.path.endsWith(u"/stop"_s)) {
        for (KnownEvent& event : m_events)
            event.ended = event.ended || event.heldUntil.isValid();
        return HttpAnswer::json({{u"stopped"_s, true}});
    }
    if (request.path.endsWith(u"/heartbeat"_s))
        return HttpAnswer::json({{u"status"_s, u"active"_s},
                                 {u"monitoring"_s, true},
                                 {u"features"_s, QJsonArray::fromStringList(features)}});
    if (request.path.endsWith(u"/withdraw"_s))
        return answerWithdrawal(request);
    return answerEvent(request);
}

HttpAnswer DeliveryServer::answerEvent(const HttpRequest& request)
{
    const QDateTime at = QDateTime::fromString(request.json().value("timestamp"_L1).toString(), Qt::ISODate);
    if (hasClock && at.secsTo(QDateTime::currentDateTimeUtc()) > 15 * 60)
        return HttpAnswer::json(
            {{u"sms_sent"_s, false}, {u"rate_limited"_s, false}, {u"reason"_s, u"too_old"_s}});
    const QUuid key = keyOf(request);
    const int hold = request.json().value("hold_seconds"_L1).toInt();
    if (find(key) == nullptr)
        m_events.append({.key = key,
                         .heldUntil = hold > 0 && features.contains(u"hold"_s)
                                          ? QDateTime::currentDateTimeUtc().addMSecs(hold * holdUnit.count())
                                          : QDateTime{}});
    const KnownEvent& event = *find(key);
    QJsonObject reply{{u"sms_sent"_s, false}, {u"rate_limited"_s, false}};
    if (event.withdrawn || event.ended) {
        reply.insert(u"reason"_s, event.withdrawn ? u"withdrawn"_s : u"session_ended"_s);
    } else if (event.heldUntil.isValid()) {
        reply.insert(u"sms_status"_s, u"held"_s);
        reply.insert(u"held_until"_s, event.heldUntil.toString(Qt::ISODateWithMs));
    } else {
        reply.insert(u"sms_sent"_s, true);
        for (auto it = textAnswer.begin(); it != textAnswer.end(); ++it)
            reply.insert(it.key(), it.value());
    }
    return HttpAnswer::json(reply);
}

HttpAnswer DeliveryServer::answerWithdrawal(const HttpRequest& request)
{
    if (!features.contains(u"hold"_s))
        return HttpAnswer::error(404, u"not_found"_s);
    const QUuid key{request.path.section(u'/', -2, -2)};
    KnownEvent* event = find(key);
    if (event == nullptr) { // it is not texted when it comes later
        m_events.append({.key = key, .withdrawn = true});
        return HttpAnswer::json({{u"result"_s, u"unknown"_s}});
    }
    event->withdrawn = event->withdrawn || event->heldUntil.isValid();
    return HttpAnswer::json({{u"result"_s, event->withdrawn ? u"withdrawn"_s : u"already_sent"_s}});
}

HttpAnswer DeliveryServer::answerStart(const HttpRequest& request)
{
    if (request.bearer() != accessToken)
        return HttpAnswer::error(401, u"unauthorized"_s);
    const QString id = request.json().value("claude_session_id"_L1).toString();
    const QString token = u"t-%1-%2"_s.arg(id).arg(++m_issued);
    m_good.insert(id, token);
    return HttpAnswer::json({{u"session_token"_s, token},
                             {u"monitoring_id"_s, u"m-"_s + id},
                             {u"features"_s, QJsonArray::fromStringList(features)}});
}

void DeliveryTest::setUp()
{
    m_server = std::make_unique<DeliveryServer>();
    m_network = makeNetworkAccessManager();
    m_api = std::make_unique<ApiClient>(*m_network, m_server->http().url());
    m_store = std::make_unique<MemoryTokenStore>();
    m_clock = std::make_unique<MovedClock>();
    m_random = std::make_unique<QRandomGenerator>(7);
    m_login = std::make_unique<ServerLogin>(*m_api, *m_store, *m_clock, u"00112233445566ff"_s);
    m_ended = std::make_unique<QSignalSpy>(m_login.get(), &ServerLogin::loginEnded);
    // No heartbeats unless a test wants them.
    restart({.heartbeat = 1h, .retry = {10ms, 20ms}, .presence = 1h});
    logIn();
}

void DeliveryTest::restart(const DeliveryTiming& timing)
{
    m_delivery = std::make_unique<SmsDelivery>(*m_api, *m_login, *m_clock, *m_random, timing);
    m_answered = std::make_unique<QSignalSpy>(m_delivery.get(), &SmsDelivery::eventAnswered);
    m_failed = std::make_unique<QSignalSpy>(m_delivery.get(), &SmsDelivery::eventFailed);
    m_withdrawn = std::make_unique<QSignalSpy>(m_delivery.get(), &SmsDelivery::eventWithdrawn);
}

void DeliveryTest::cleanup()
{
    m_delivery.reset();
    m_login.reset();
    m_api.reset();
    m_network.reset();
    m_server.reset();
}

void DeliveryTest::logIn(const QString& token, const QString& phone)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_store->value = serializeLogin({.server = m_api->serverUrl(),
                                     .token = Secret{token},
                                     .issuedAt = now,
                                     .expiresAt = now.addDays(1),
                                     .phone = phone});
    m_login->restore();
    QTRY_COMPARE(m_login->phase(), LoginPhase::LoggedIn);
}

void DeliveryTest::start(const QString& id, const QString& description)
{
    m_delivery->carryOut(StartMonitoring{id, description, u"host"_s, m_clock->nowUtc()});
}

void DeliveryTest::stop(const QString& id)
{
    m_delivery->carryOut(StopMonitoring{
        .sessionId = id, .reason = u"completed"_s, .finalState = u"success"_s, .endedAt = m_clock->nowUtc()});
}

QUuid DeliveryTest::send(const QString& id, ServerEventType type, const QString& text,
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

QUuid DeliveryTest::sendHeld(const QString& id, std::chrono::milliseconds left, ServerEventType type,
                             const QString& text)
{
    const QUuid key = QUuid::createUuid();
    const QDateTime now = m_clock->nowUtc();
    m_delivery->carryOut(SendServerEvent{.key = key,
                                         .sessionId = id,
                                         .type = type,
                                         .cause = AlertCause::Permission,
                                         .text = text,
                                         .at = now,
                                         .holdUntil = now.addMSecs(left.count())});
    return key;
}

} // namespace tocsin::test

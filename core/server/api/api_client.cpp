// SPDX-License-Identifier: MIT
#include "core/server/api/api_client.h"

#include "core/base/text.h"
#include "core/server/api/authorities.h"
#include "core/server/api/network.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QStringList>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QString isoTime(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QDateTime utcTime(const QJsonValue& value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

// Each parser gives nothing when a field that the program needs is missing or mistyped.

/// Before it gave its name, a Tocsin server answered with its status and features, and nothing else.
bool isOfOlderServer(const QJsonObject& json)
{
    const QStringList keys = json.keys();
    return json.value("status"_L1) == "ok"_L1 &&
           std::all_of(keys.cbegin(), keys.cend(),
                       [](const QString& key) { return key == "status"_L1 || key == "features"_L1; });
}

ServerKind kindOf(const QJsonObject& json)
{
    if (json.value("name"_L1) == "Tocsin"_L1)
        return json.value("api_version"_L1) == "1"_L1 ? ServerKind::Tocsin : ServerKind::OtherVersion;
    return isOfOlderServer(json) ? ServerKind::Tocsin : ServerKind::Foreign;
}

ServerFeatures parseFeatures(const QJsonObject& json)
{
    const QJsonArray names = json.value("features"_L1).toArray();
    return {.hold = names.contains(u"hold"_s),
            .presence = names.contains(u"presence"_s),
            .codeStatus = names.contains(u"code_status"_s)};
}

std::optional<HealthAnswer> parseHealth(const QJsonObject& json)
{
    return HealthAnswer{.kind = kindOf(json), .features = parseFeatures(json)};
}

std::optional<TextsKind> parseReady(const QJsonObject& json)
{
    const QString texts = json.value("texts"_L1).toString();
    if (texts == "printed"_L1)
        return TextsKind::Printed;
    return texts == "sent"_L1 ? TextsKind::Sent : TextsKind::Unknown;
}

std::optional<LoginAnswer> parseLogin(const QJsonObject& json)
{
    LoginAnswer answer{.tempToken = Secret{json.value("temp_token"_L1).toString()},
                       .expiresIn = json.value("expires_in"_L1).toInt(),
                       .maskedPhone = json.value("phone"_L1).toString(),
                       .state = json.value("state"_L1).toString()};
    if (answer.tempToken.isEmpty() || answer.expiresIn <= 0)
        return {};
    return answer;
}

/// A server may know more reasons than we do.
CodeProblem codeProblem(const QString& reason)
{
    static const QHash<QString, CodeProblem> known{{u"opted_out"_s, CodeProblem::OptedOut},
                                                   {u"wrong_number"_s, CodeProblem::WrongNumber},
                                                   {u"unreachable"_s, CodeProblem::Unreachable},
                                                   {u"blocked"_s, CodeProblem::Blocked},
                                                   {u"not_allowed"_s, CodeProblem::NotAllowed}};
    return known.value(reason, CodeProblem::Unexplained);
}

std::optional<CodeStatusAnswer> parseCodeStatus(const QJsonObject& json)
{
    const QString status = json.value("sms_status"_L1).toString();
    if (status.isEmpty())
        return {};
    const bool isLost = status == "undelivered"_L1 || status == "failed"_L1;
    return CodeStatusAnswer{.isFinal = json.value("final"_L1).toBool(),
                            .problem =
                                isLost ? codeProblem(json.value("reason"_L1).toString()) : CodeProblem::None};
}

std::optional<TokenAnswer> parseToken(const QJsonObject& json)
{
    TokenAnswer answer{.accessToken = Secret{json.value("access_token"_L1).toString()},
                       .life = std::chrono::seconds{json.value("expires_in"_L1).toInteger()},
                       .maskedPhone = json.value("phone"_L1).toString()};
    if (answer.accessToken.isEmpty() || answer.life <= std::chrono::seconds{0})
        return {};
    return answer;
}

std::optional<LogoutAnswer> parseLogout(const QJsonObject& json)
{
    return LogoutAnswer{.sessionsCleared = json.value("sessions_cleared"_L1).toInt()};
}

std::optional<LoginsAnswer> parseLogins(const QJsonObject& json)
{
    if (!json.value("logins"_L1).isArray())
        return {};
    LoginsAnswer answer;
    const QJsonArray logins = json.value("logins"_L1).toArray();
    for (const QJsonValue login : logins) {
        const QString id = login["login_id"_L1].toString();
        if (id.isEmpty())
            return {};
        answer.logins.append({.id = id,
                              .hostname = plainLine(login["hostname"_L1].toString()),
                              .createdAt = utcTime(login["created_at"_L1]),
                              .lastUsedAt = utcTime(login["last_used_at"_L1]),
                              .expiresAt = utcTime(login["expires_at"_L1]),
                              .isCurrent = login["current"_L1].toBool()});
    }
    return answer;
}

std::optional<StartAnswer> parseStart(const QJsonObject& json)
{
    StartAnswer answer{.sessionToken = Secret{json.value("session_token"_L1).toString()},
                       .monitoringId = json.value("monitoring_id"_L1).toString(),
                       .features = parseFeatures(json)};
    if (answer.sessionToken.isEmpty() || answer.monitoringId.isEmpty())
        return {};
    return answer;
}

std::optional<TextStatus> parseTextStatus(const QJsonObject& json)
{
    const QJsonValue word = json.value("sms_status"_L1);
    if (!word.isString())
        return {};
    for (const TextStatus status :
         {TextStatus::Queued, TextStatus::Sent, TextStatus::Delivered, TextStatus::Undelivered}) {
        if (wireName(status) == word.toString())
            return status;
    }
    return TextStatus::Unknown;
}

std::optional<EventAnswer> parseEvent(const QJsonObject& json)
{
    const bool rateLimited = json.value("rate_limited"_L1).toBool();
    if (!json.value("sms_sent"_L1).isBool() && !rateLimited)
        return {};
    return EventAnswer{.smsSent = json.value("sms_sent"_L1).toBool(),
                       .rateLimited = rateLimited,
                       .nextAllowedAt = utcTime(json.value("next_allowed_at"_L1)),
                       .reason = plainLine(json.value("reason"_L1).toString()),
                       .heldUntil = utcTime(json.value("held_until"_L1)),
                       .status = parseTextStatus(json)};
}

std::optional<WithdrawAnswer> parseWithdraw(const QJsonObject& json)
{
    const QString result = json.value("result"_L1).toString();
    if (result.isEmpty())
        return {};
    if (result == "withdrawn"_L1)
        return WithdrawAnswer{WithdrawResult::Withdrawn};
    return WithdrawAnswer{result == "already_sent"_L1 ? WithdrawResult::AlreadySent
                                                      : WithdrawResult::Unknown};
}

std::optional<HeartbeatAnswer> parseHeartbeat(const QJsonObject& json)
{
    return HeartbeatAnswer{.status = json.value("status"_L1).toString(),
                           .monitoring = json.value("monitoring"_L1).toBool(true),
                           .features = parseFeatures(json)};
}

std::optional<StopAnswer> parseStop(const QJsonObject& json)
{
    return StopAnswer{.stopped = json.value("stopped"_L1).toBool()};
}

template<typename Answer>
ApiCall::Done typed(std::optional<Answer> (*parse)(const QJsonObject&), ApiClient::Done<Answer> done)
{
    return [parse, done = std::move(done)](const Expected<QJsonObject, ApiError>& raw) {
        if (!raw)
            return done(Unexpected{raw.error()});
        std::optional<Answer> answer = parse(*raw);
        if (!answer)
            return done(Unexpected{ApiError{.code = ApiErrorCode::UnusableAnswer,
                                            .httpStatus = 200,
                                            .message = u"a field is missing in the answer"_s}});
        done(*std::move(answer));
    };
}

QString sessionPath(const QString& monitoringId, QStringView call)
{
    return "/sessions/%1/%2"_L1.arg(QString::fromLatin1(QUrl::toPercentEncoding(monitoringId)), call);
}

} // namespace

ApiClient::ApiClient(QNetworkAccessManager& network, const QUrl& server, QObject* parent)
    : QObject{parent}
    , m_network{network}
    , m_tls{trusting({})}
{
    setServerUrl(server);
}

void ApiClient::setServerUrl(const QUrl& server)
{
    m_server = server.adjusted(QUrl::StripTrailingSlash);
}

void ApiClient::setAuthorities(const QList<QSslCertificate>& extra)
{
    m_tls = trusting(extra);
    m_network.clearConnectionCache();
}

ApiCall* ApiClient::login(const QString& phone, const QString& state, QObject* context,
                          Done<LoginAnswer> done)
{
    const QJsonObject body{{u"phone"_s, phone}, {u"state"_s, state}, {u"mode"_s, u"remote"_s}};
    return send({.path = u"/login"_s, .body = body}, context, typed(&parseLogin, std::move(done)));
}

ApiCall* ApiClient::codeStatus(const Secret& tempToken, QObject* context, Done<CodeStatusAnswer> done)
{
    return send({.path = u"/login/status"_s, .bearer = tempToken, .isGet = true}, context,
                typed(&parseCodeStatus, std::move(done)));
}

ApiCall* ApiClient::exchange(const Secret& tempToken, const Secret& pairingCode, const QString& fingerprint,
                             QObject* context, Done<TokenAnswer> done)
{
    const QJsonObject body{{u"temp_token"_s, tempToken.reveal()},
                           {u"pairing_code"_s, pairingCode.reveal()},
                           {u"device_fingerprint"_s, fingerprint}};
    return send({.path = u"/auth/exchange"_s, .body = body}, context, typed(&parseToken, std::move(done)));
}

ApiCall* ApiClient::refresh(const Secret& accessToken, QObject* context, Done<TokenAnswer> done)
{
    return send({.path = u"/auth/refresh"_s, .bearer = accessToken}, context,
                typed(&parseToken, std::move(done)));
}

ApiCall* ApiClient::logout(const Secret& accessToken, QObject* context, Done<LogoutAnswer> done)
{
    return send({.path = u"/auth/logout"_s, .bearer = accessToken}, context,
                typed(&parseLogout, std::move(done)));
}

ApiCall* ApiClient::logins(const Secret& accessToken, QObject* context, Done<LoginsAnswer> done)
{
    return send({.path = u"/auth/logins"_s, .bearer = accessToken, .isGet = true}, context,
                typed(&parseLogins, std::move(done)));
}

ApiCall* ApiClient::revokeLogin(const Secret& accessToken, const QString& loginId, QObject* context,
                                Done<LogoutAnswer> done)
{
    const QString id = QString::fromLatin1(QUrl::toPercentEncoding(loginId));
    return send({.path = u"/auth/logins/%1/revoke"_s.arg(id), .bearer = accessToken}, context,
                typed(&parseLogout, std::move(done)));
}

ApiCall* ApiClient::startSession(const Secret& accessToken, const SessionStart& start, const QUuid& key,
                                 QObject* context, Done<StartAnswer> done)
{
    const QJsonObject body{{u"claude_session_id"_s, start.claudeSessionId},
                           {u"description"_s, elided(start.description, MaxDescription)},
                           {u"hostname"_s, start.hostname},
                           {u"started_at"_s, isoTime(start.startedAt)},
                           {u"notify_no_contact"_s, true}}; // a dead laptop cannot say that it is dead
    return send({.path = u"/sessions/start"_s, .body = body, .bearer = accessToken, .key = key}, context,
                typed(&parseStart, std::move(done)));
}

ApiCall* ApiClient::sendEvent(const Secret& sessionToken, const QString& monitoringId,
                              const ServerEvent& event, const QUuid& key, QObject* context,
                              Done<EventAnswer> done)
{
    QJsonObject body{{u"event_type"_s, event.type},
                     {u"timestamp"_s, isoTime(event.timestamp)},
                     {u"details"_s, event.details}};
    if (event.hold > std::chrono::seconds{0})
        body.insert(u"hold_seconds"_s, static_cast<qint64>(event.hold.count()));
    if (event.grace)
        body.insert(u"grace_seconds"_s, static_cast<qint64>(event.grace->count()));
    return send({.path = sessionPath(monitoringId, u"events"),
                 .body = body,
                 .bearer = sessionToken,
                 .key = key,
                 .acceptsRateLimited = true},
                context, typed(&parseEvent, std::move(done)));
}

ApiCall* ApiClient::withdrawEvent(const Secret& sessionToken, const QString& monitoringId, const QUuid& key,
                                  QObject* context, Done<WithdrawAnswer> done)
{
    const QString call = "events/%1/withdraw"_L1.arg(key.toString(QUuid::WithoutBraces));
    return send({.path = sessionPath(monitoringId, call), .bearer = sessionToken}, context,
                typed(&parseWithdraw, std::move(done)));
}

ApiCall* ApiClient::heartbeat(const Secret& sessionToken, const QString& monitoringId,
                              const SessionBeat& beat, QObject* context, Done<HeartbeatAnswer> done)
{
    QJsonObject body{{u"timestamp"_s, isoTime(beat.timestamp)},
                     {u"last_activity"_s, isoTime(beat.lastActivity)}};
    if (beat.present)
        body.insert(u"present"_s, *beat.present);
    return send({.path = sessionPath(monitoringId, u"heartbeat"), .body = body, .bearer = sessionToken},
                context, typed(&parseHeartbeat, std::move(done)));
}

ApiCall* ApiClient::stopSession(const Secret& sessionToken, const QString& monitoringId,
                                const SessionStop& stop, const QUuid& key, QObject* context,
                                Done<StopAnswer> done)
{
    const QJsonObject body{{u"reason"_s, stop.reason},
                           {u"final_state"_s, stop.finalState},
                           {u"ended_at"_s, isoTime(stop.endedAt)}};
    return send(
        {.path = sessionPath(monitoringId, u"stop"), .body = body, .bearer = sessionToken, .key = key},
        context, typed(&parseStop, std::move(done)));
}

ApiCall* ApiClient::health(QObject* context, Done<HealthAnswer> done)
{
    return send({.path = u"/health"_s, .isGet = true}, context, typed(&parseHealth, std::move(done)));
}

ApiCall* ApiClient::ready(QObject* context, Done<TextsKind> done)
{
    return send({.path = u"/ready"_s, .isGet = true}, context, typed(&parseReady, std::move(done)));
}

ApiCall* ApiClient::send(const Request& request, QObject* context, ApiCall::Done done)
{
    if (!isAllowedServerUrl(m_server)) {
        const ApiError error{.code = ApiErrorCode::InsecureUrl,
                             .message = u"the server URL is not allowed"_s};
        return std::make_unique<ApiCall>(error, std::move(done), context).release(); // owned by its context
    }
    QUrl url = m_server;
    url.setPath(m_server.path(QUrl::FullyEncoded) + request.path, QUrl::StrictMode);
    QNetworkRequest http{url};
    http.setSslConfiguration(m_tls);
    http.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    http.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    http.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    http.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    http.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    http.setHeader(QNetworkRequest::UserAgentHeader, u"tocsin/" TOCSIN_VERSION ""_s);
    http.setRawHeader("Accept", "application/json");
    // Without it Qt would unpack what a server compressed, past our size cap.
    http.setRawHeader("Accept-Encoding", "identity");
    if (!request.bearer.isEmpty())
        http.setRawHeader("Authorization", "Bearer " + request.bearer.reveal().toUtf8());
    if (!request.key.isNull())
        http.setRawHeader("Idempotency-Key", request.key.toByteArray(QUuid::WithoutBraces));

    QNetworkReply* reply{nullptr};
    if (request.isGet) {
        reply = m_network.get(http);
    } else {
        http.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        reply = m_network.post(http, QJsonDocument{request.body}.toJson(QJsonDocument::Compact));
    }
    auto call =
        std::make_unique<ApiCall>(reply, m_deadline, request.acceptsRateLimited, std::move(done), context);
    connect(call.get(), &ApiCall::dated, this, &ApiClient::dated);
    return call.release(); // owned by its context
}

QString wireName(TextStatus status)
{
    switch (status) {
    case TextStatus::Unknown:
        return {};
    case TextStatus::Queued:
        return u"queued"_s;
    case TextStatus::Sent:
        return u"sent"_s;
    case TextStatus::Delivered:
        return u"delivered"_s;
    case TextStatus::Undelivered:
        return u"undelivered"_s;
    }
    return {};
}

} // namespace tocsin

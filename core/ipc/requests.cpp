// SPDX-License-Identifier: MIT
#include "core/ipc/requests.h"

#include "core/ipc/wire_names.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tocsin::ipc {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<Named<RequestType>, 19> RequestTypes{{{RequestType::Hook, "hook"_L1},
                                                           {RequestType::Spooled, "spooled"_L1},
                                                           {RequestType::Raise, "raise"_L1},
                                                           {RequestType::Login, "login"_L1},
                                                           {RequestType::Pair, "pair"_L1},
                                                           {RequestType::CodeStatus, "code_status"_L1},
                                                           {RequestType::Start, "start"_L1},
                                                           {RequestType::Stop, "stop"_L1},
                                                           {RequestType::Status, "status"_L1},
                                                           {RequestType::Logout, "logout"_L1},
                                                           {RequestType::Diagnostics, "diagnostics"_L1},
                                                           {RequestType::Mute, "mute"_L1},
                                                           {RequestType::Presence, "presence"_L1},
                                                           {RequestType::History, "history"_L1},
                                                           {RequestType::Quit, "quit"_L1},
                                                           {RequestType::Doctor, "doctor"_L1},
                                                           {RequestType::Test, "test"_L1},
                                                           {RequestType::Logins, "logins"_L1},
                                                           {RequestType::RevokeLogin, "revoke_login"_L1}}};

QJsonObject request(RequestType type, QJsonObject fields = {})
{
    fields.insert("type"_L1, nameOf(type, RequestTypes));
    return fields;
}

QJsonObject toJson(const ClaudeInfo& claude)
{
    QJsonObject object{{"pid"_L1, claude.pid},
                       {"start_time"_L1, claude.startTime},
                       {"pid_namespace"_L1, claude.pidNamespace},
                       {"session_id"_L1, claude.sessionId}};
    insertIfSet(object, "entrypoint"_L1, claude.entrypoint);
    insertIfSet(object, "attended"_L1, claude.attended);
    insertIfSet(object, "tty"_L1, claude.terminal);
    if (claude.isTeammate)
        object.insert("teammate"_L1, true);
    return object;
}

} // namespace

RequestType typeOf(const QJsonObject& request)
{
    return valueOf(request.value("type"_L1), RequestTypes, RequestType::Unknown);
}

QJsonObject bareRequest(RequestType type)
{
    return request(type);
}

QJsonObject HookHeader::toJson() const
{
    // The times are strings: JSON numbers of this size do not survive every reader.
    return request(RequestType::Hook, {{"id"_L1, id},
                                       {"boot_id"_L1, bootId},
                                       {"monotonic_ns"_L1, QString::number(monotonicNs)},
                                       {"wall_ms"_L1, QString::number(wallMs)},
                                       {"hostname"_L1, hostname},
                                       {"claude"_L1, ipc::toJson(claude)},
                                       {"terminal"_L1, terminal}});
}

QByteArray hookRequest(const QJsonObject& header, const QByteArray& event)
{
    QByteArray json = QJsonDocument{header}.toJson(QJsonDocument::Compact);
    json.chop(1);
    return json + ",\"event\":" + event + '}';
}

QByteArray SpooledRequest::json(const QByteArrayList& hooks)
{
    return R"({"type":"spooled","hooks":[)" + hooks.join(',') + "]}";
}

QJsonObject RaiseRequest::toJson() const
{
    QJsonObject fields;
    insertIfSet(fields, "activation_token"_L1, activationToken);
    return request(RequestType::Raise, fields);
}

RaiseRequest RaiseRequest::fromJson(const QJsonObject& request)
{
    return {.activationToken = request.value("activation_token"_L1).toString()};
}

SpooledRequest SpooledRequest::fromJson(const QJsonObject& request)
{
    SpooledRequest spooled;
    const QJsonArray hooks = request.value("hooks"_L1).toArray();
    for (const QJsonValue hook : hooks)
        spooled.hooks.append(hook.toObject());
    return spooled;
}

QJsonObject LoginRequest::toJson() const
{
    if (inBrowser)
        return request(RequestType::Login, {{"browser"_L1, true}});
    return request(RequestType::Login, {{"phone"_L1, phone}});
}

LoginRequest LoginRequest::fromJson(const QJsonObject& request)
{
    return {.phone = request.value("phone"_L1).toString(), .inBrowser = request.value("browser"_L1).toBool()};
}

QJsonObject PairRequest::toJson() const
{
    return request(RequestType::Pair, {{"code"_L1, code}});
}

PairRequest PairRequest::fromJson(const QJsonObject& request)
{
    return {.code = request.value("code"_L1).toString()};
}

QJsonObject StartRequest::toJson() const
{
    QJsonObject fields{{"session_id"_L1, sessionId}, {"description"_L1, description}, {"cwd"_L1, folder}};
    if (isNamed)
        fields.insert("named"_L1, true);
    return request(RequestType::Start, fields);
}

StartRequest StartRequest::fromJson(const QJsonObject& request)
{
    return {.sessionId = request.value("session_id"_L1).toString(),
            .description = request.value("description"_L1).toString(),
            .folder = request.value("cwd"_L1).toString(),
            .isNamed = request.value("named"_L1).toBool()};
}

QJsonObject SessionRequest::toJson() const
{
    QJsonObject fields;
    insertIfSet(fields, "session_id"_L1, sessionId);
    return request(type, fields);
}

SessionRequest SessionRequest::fromJson(const QJsonObject& request)
{
    return {.type = typeOf(request), .sessionId = request.value("session_id"_L1).toString()};
}

QJsonObject MuteRequest::toJson() const
{
    QJsonObject fields{{"for"_L1, span}};
    insertIfSet(fields, "session_id"_L1, sessionId);
    return request(RequestType::Mute, fields);
}

MuteRequest MuteRequest::fromJson(const QJsonObject& request)
{
    return {.sessionId = request.value("session_id"_L1).toString(),
            .span = request.value("for"_L1).toString()};
}

QJsonObject HistoryRequest::toJson() const
{
    return request(RequestType::History, {{"rows"_L1, rows}});
}

HistoryRequest HistoryRequest::fromJson(const QJsonObject& request)
{
    return {.rows = request.value("rows"_L1).toInt(HistoryRequest{}.rows)};
}

QJsonObject PresenceRequest::toJson() const
{
    return request(RequestType::Presence, {{"away"_L1, isAway}});
}

PresenceRequest PresenceRequest::fromJson(const QJsonObject& request)
{
    return {.isAway = request.value("away"_L1).toBool()};
}

QJsonObject RevokeLoginRequest::toJson() const
{
    return request(RequestType::RevokeLogin, {{"login_id"_L1, loginId}});
}

RevokeLoginRequest RevokeLoginRequest::fromJson(const QJsonObject& request)
{
    return {.loginId = request.value("login_id"_L1).toString()};
}

} // namespace tocsin::ipc

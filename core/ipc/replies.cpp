// SPDX-License-Identifier: MIT
#include "core/ipc/replies.h"

#include "core/ipc/wire_names.h"

#include <QJsonArray>

#include <utility>

namespace tocsin::ipc {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<Named<Check::State>, 3> CheckStates{{{Check::State::Ok, "ok"_L1},
                                                          {Check::State::Warning, "warning"_L1},
                                                          {Check::State::Failed, "failed"_L1}}};

constexpr std::array<Named<ErrorCode>, 17> ErrorCodes{
    {{ErrorCode::ServerError, "server_error"_L1},
     {ErrorCode::BadRequest, "bad_request"_L1},
     {ErrorCode::NotAllowed, "not_allowed"_L1},
     {ErrorCode::Busy, "busy"_L1},
     {ErrorCode::NotLoggedIn, "not_logged_in"_L1},
     {ErrorCode::InvalidPhone, "invalid_phone"_L1},
     {ErrorCode::WrongCode, "wrong_code"_L1},
     {ErrorCode::CodeExpired, "code_expired"_L1},
     {ErrorCode::CodeUndelivered, "code_undelivered"_L1},
     {ErrorCode::RateLimited, "rate_limited"_L1},
     {ErrorCode::ServerUnreachable, "server_unreachable"_L1},
     {ErrorCode::NoSession, "no_session"_L1},
     {ErrorCode::NoBrowser, "no_browser"_L1},
     {ErrorCode::NotRunning, "not_running"_L1},
     {ErrorCode::NotOurUser, "not_our_user"_L1},
     {ErrorCode::TimedOut, "timed_out"_L1},
     {ErrorCode::BadAnswer, "bad_answer"_L1}}};

constexpr std::array<Named<LoginStatus::Phase>, 4> Phases{
    {{LoginStatus::Phase::LoggedOut, "logged_out"_L1},
     {LoginStatus::Phase::AwaitingCode, "awaiting_code"_L1},
     {LoginStatus::Phase::WaitingForBrowser, "waiting_for_browser"_L1},
     {LoginStatus::Phase::LoggedIn, "logged_in"_L1}}};

QJsonObject reply(const QString& message, QJsonObject fields = {})
{
    fields.insert("ok"_L1, true);
    fields.insert("message"_L1, message);
    return fields;
}

QString messageOf(const QJsonObject& reply)
{
    return reply.value("message"_L1).toString();
}

QString isoTime(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString{};
}

QDateTime timeOf(const QJsonValue& value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODate);
}

QJsonObject toJson(const LoginStatus& login)
{
    QJsonObject object{{"phase"_L1, nameOf(login.phase, Phases)}};
    insertIfSet(object, "phone"_L1, login.phone);
    insertIfSet(object, "expires_at"_L1, isoTime(login.expiresAt));
    return object;
}

QJsonObject toJson(const SessionStatus& session)
{
    QJsonObject object{{"id"_L1, session.id},
                       {"name"_L1, session.name},
                       {"state"_L1, session.state},
                       {"since"_L1, isoTime(session.since)},
                       {"texts"_L1, session.texts},
                       {"current"_L1, session.isCurrent},
                       {"held_back"_L1, QJsonArray::fromStringList(session.heldBack)}};
    insertIfSet(object, "muted_until"_L1, isoTime(session.mutedUntil));
    return object;
}

QJsonObject toJson(const PastAlert& alert)
{
    QJsonObject object{{"session"_L1, alert.session},
                       {"name"_L1, alert.name},
                       {"topic"_L1, alert.topic},
                       {"at"_L1, isoTime(alert.at)},
                       {"notification"_L1, alert.notification},
                       {"text"_L1, alert.text}};
    insertIfSet(object, "notification_reason"_L1, alert.notificationReason);
    insertIfSet(object, "text_reason"_L1, alert.textReason);
    insertIfSet(object, "closed_at"_L1, isoTime(alert.closedAt));
    insertIfSet(object, "answer"_L1, alert.answer);
    return object;
}

SessionStatus sessionFrom(const QJsonValue& json)
{
    return {.id = json["id"_L1].toString(),
            .name = json["name"_L1].toString(),
            .state = json["state"_L1].toString(),
            .since = timeOf(json["since"_L1]),
            .texts = json["texts"_L1].toString(),
            .isCurrent = json["current"_L1].toBool(),
            .mutedUntil = timeOf(json["muted_until"_L1]),
            .heldBack = json["held_back"_L1].toVariant().toStringList()};
}

} // namespace

QString wireName(ErrorCode code)
{
    return nameOf(code, ErrorCodes);
}

QJsonObject ErrorReply::toJson() const
{
    return {{"ok"_L1, false},
            {"error"_L1, QJsonObject{{"code"_L1, wireName(code)}, {"message"_L1, message}}}};
}

ErrorReply ErrorReply::fromJson(const QJsonObject& reply)
{
    const QJsonObject error = reply.value("error"_L1).toObject();
    return {.code = valueOf(error.value("code"_L1), ErrorCodes, ErrorCode::ServerError),
            .message = error.value("message"_L1).toString(),
            .codeName = error.value("code"_L1).toString()};
}

bool isOk(const QJsonObject& reply)
{
    return reply.value("ok"_L1).toBool();
}

QJsonObject MessageReply::toJson() const
{
    return reply(message);
}

MessageReply MessageReply::fromJson(const QJsonObject& reply)
{
    return {.message = messageOf(reply)};
}

QJsonObject LoginReply::toJson() const
{
    QJsonObject fields;
    insertIfSet(fields, "phone"_L1, phone);
    insertIfSet(fields, "expires_at"_L1, isoTime(expiresAt));
    if (codeExpiresIn)
        fields.insert("expires_in"_L1, *codeExpiresIn);
    if (isAlreadyLoggedIn)
        fields.insert("already"_L1, true);
    return reply(message, fields);
}

LoginReply LoginReply::fromJson(const QJsonObject& reply)
{
    const QJsonValue expiresIn = reply.value("expires_in"_L1);
    return {.message = messageOf(reply),
            .phone = reply.value("phone"_L1).toString(),
            .expiresAt = timeOf(reply.value("expires_at"_L1)),
            .codeExpiresIn = expiresIn.isDouble() ? std::optional{expiresIn.toInteger()} : std::nullopt,
            .isAlreadyLoggedIn = reply.value("already"_L1).toBool()};
}

QJsonObject CodeStatusReply::toJson() const
{
    return {{"ok"_L1, true}, {"awaited"_L1, isAwaited}};
}

CodeStatusReply CodeStatusReply::fromJson(const QJsonObject& reply)
{
    return {.isAwaited = reply.value("awaited"_L1).toBool()};
}

QJsonObject SessionReply::toJson() const
{
    return reply(message, {{"name"_L1, name}});
}

QJsonObject MuteReply::toJson() const
{
    QJsonObject fields;
    insertIfSet(fields, "muted_until"_L1, isoTime(until));
    return reply(message, fields);
}

QJsonObject HistoryReply::toJson() const
{
    QJsonArray all;
    for (const PastAlert& alert : alerts)
        all.append(ipc::toJson(alert));
    return reply(message, {{"alerts"_L1, all}});
}

QString wireName(Check::State state)
{
    return nameOf(state, CheckStates);
}

QJsonObject Check::toJson() const
{
    QJsonObject object{{"state"_L1, wireName(state)}, {"id"_L1, id}, {"title"_L1, title}};
    insertIfSet(object, "remedy"_L1, remedy);
    return object;
}

QJsonObject DoctorReply::toJson() const
{
    QJsonArray all;
    for (const Check& check : checks)
        all.append(check.toJson());
    return reply({}, {{"checks"_L1, all}});
}

DoctorReply DoctorReply::fromJson(const QJsonObject& reply)
{
    DoctorReply doctor;
    const QJsonArray all = reply.value("checks"_L1).toArray();
    for (const QJsonValue check : all)
        doctor.checks.append({.state = valueOf(check["state"_L1], CheckStates, Check::State::Warning),
                              .id = check["id"_L1].toString(),
                              .title = check["title"_L1].toString(),
                              .remedy = check["remedy"_L1].toString()});
    return doctor;
}

QJsonObject TestReply::toJson() const
{
    return reply(
        {},
        {{"alert"_L1, hasAlert},
         {"reacted"_L1, hasReacted},
         {"notification"_L1, QJsonObject{{"state"_L1, notification},
                                         {"reason"_L1, notificationWords},
                                         {"display"_L1, hasDisplay},
                                         {"id"_L1, notificationId},
                                         {"service"_L1, service}}},
         {"text"_L1, QJsonObject{{"state"_L1, text}, {"reason"_L1, textWords}, {"delivery"_L1, delivery}}}});
}

TestReply TestReply::fromJson(const QJsonObject& reply)
{
    const QJsonObject notification = reply.value("notification"_L1).toObject();
    const QJsonObject text = reply.value("text"_L1).toObject();
    return {.hasAlert = reply.value("alert"_L1).toBool(),
            .hasReacted = reply.value("reacted"_L1).toBool(),
            .notification = notification.value("state"_L1).toString(),
            .notificationWords = notification.value("reason"_L1).toString(),
            .hasDisplay = notification.value("display"_L1).toBool(true),
            .notificationId = notification.value("id"_L1).toInteger(),
            .service = notification.value("service"_L1).toString(),
            .text = text.value("state"_L1).toString(),
            .textWords = text.value("reason"_L1).toString(),
            .delivery = text.value("delivery"_L1).toString()};
}

QJsonObject LoginsReply::toJson() const
{
    QJsonArray all;
    for (const LoginEntry& login : logins) {
        QJsonObject entry{{"login_id"_L1, login.id},
                          {"created_at"_L1, isoTime(login.createdAt)},
                          {"last_used_at"_L1, isoTime(login.lastUsedAt)},
                          {"expires_at"_L1, isoTime(login.expiresAt)},
                          {"current"_L1, login.isCurrent}};
        insertIfSet(entry, "hostname"_L1, login.hostname);
        all.append(entry);
    }
    return reply(message, {{"logins"_L1, all}});
}

QJsonObject LogoutReply::toJson() const
{
    return reply(message, {{"sessions_cleared"_L1, sessionsCleared}});
}

QJsonObject StatusReply::toJson() const
{
    QJsonArray all;
    for (const SessionStatus& session : sessions)
        all.append(ipc::toJson(session));
    const QJsonValue reachable = server.isReachable ? QJsonValue{*server.isReachable} : QJsonValue{};
    QJsonObject fields{
        {"version"_L1, version},
        {"login"_L1, ipc::toJson(login)},
        {"server"_L1, QJsonObject{{"url"_L1, server.url},
                                  {"reachable"_L1, reachable},
                                  {"waiting"_L1, server.waitingTexts}}},
        {"sessions"_L1, all},
        {"presence"_L1, QJsonObject{{"state"_L1, presence.presence}, {"reason"_L1, presence.reason}}},
        {"notifications"_L1, QJsonObject{{"available"_L1, notifications.isAvailable},
                                         {"do_not_disturb"_L1, notifications.isDoNotDisturb}}}};
    insertIfSet(fields, "muted_until"_L1, isoTime(mutedUntil));
    insertIfSet(fields, "login_storage"_L1, loginStorage);
    if (!troubles.isEmpty())
        fields.insert("troubles"_L1, QJsonArray::fromStringList(troubles));
    return reply(message, fields);
}

StatusReply StatusReply::fromJson(const QJsonObject& reply)
{
    const QJsonObject login = reply.value("login"_L1).toObject();
    const QJsonObject server = reply.value("server"_L1).toObject();
    const QJsonValue reachable = server.value("reachable"_L1);
    StatusReply status{
        .message = messageOf(reply),
        .version = reply.value("version"_L1).toString(),
        .login = {.phase = valueOf(login.value("phase"_L1), Phases, LoginStatus::Phase::LoggedOut),
                  .phone = login.value("phone"_L1).toString(),
                  .expiresAt = timeOf(login.value("expires_at"_L1))},
        .server = {.url = server.value("url"_L1).toString(),
                   .isReachable = reachable.isBool() ? std::optional{reachable.toBool()} : std::nullopt,
                   .waitingTexts = server.value("waiting"_L1).toInt()},
        .sessions = {}};
    const QJsonObject presence = reply.value("presence"_L1).toObject();
    status.presence = {.presence = presence.value("state"_L1).toString(),
                       .reason = presence.value("reason"_L1).toString()};
    const QJsonObject notifications = reply.value("notifications"_L1).toObject();
    status.notifications = {.isAvailable = notifications.value("available"_L1).toBool(true),
                            .isDoNotDisturb = notifications.value("do_not_disturb"_L1).toBool()};
    status.mutedUntil = timeOf(reply.value("muted_until"_L1));
    status.loginStorage = reply.value("login_storage"_L1).toString();
    status.troubles = reply.value("troubles"_L1).toVariant().toStringList();
    const QJsonArray all = reply.value("sessions"_L1).toArray();
    for (const QJsonValue session : all)
        status.sessions.append(sessionFrom(session));
    return status;
}

} // namespace tocsin::ipc

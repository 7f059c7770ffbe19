// SPDX-License-Identifier: MIT
#include "cli/reply_text.h"

#include "core/ipc/replies.h"

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

ExitCode exitCodeFor(ipc::ErrorCode code)
{
    switch (code) {
    case ipc::ErrorCode::NotLoggedIn:
    case ipc::ErrorCode::WrongCode:
    case ipc::ErrorCode::CodeExpired:
    case ipc::ErrorCode::CodeUndelivered:
    case ipc::ErrorCode::NotAllowed:
        return ExitCode::Denied;
    case ipc::ErrorCode::InvalidPhone:
    case ipc::ErrorCode::BadRequest:
    case ipc::ErrorCode::NoSession:
    case ipc::ErrorCode::NoBrowser:
        return ExitCode::Usage;
    default:
        return ExitCode::ServerOutOfReach;
    }
}

} // namespace

QString ReplyText::commandHint(const QString& command, const QString& argument) const
{
    if (m_audience == Audience::Terminal)
        return m_program + u' ' + command;
    return u"/tocsin:sms-"_s + command + (argument.isEmpty() ? QString{} : u' ' + argument);
}

QString ReplyText::withNext(const QString& message, const QString& next)
{
    const QString text = message.isEmpty() ? tr("Done.") : message;
    return next.isEmpty() ? text : text + u'\n' + next;
}

QString ReplyText::codeSent(const QJsonObject& reply) const
{
    const auto login = ipc::LoginReply::fromJson(reply);
    if (login.isAlreadyLoggedIn) // there is no code to enter
        return withNext(login.message);
    return withNext(login.message, enterCodeLater());
}

QString ReplyText::enterCodeLater() const
{
    return tr("To enter the code: %1").arg(commandHint(u"pair"_s, u"123456"_s));
}

QString ReplyText::started(const QJsonObject& reply) const
{
    return withNext(ipc::MessageReply::fromJson(reply).message,
                    tr("To stop the texts: %1").arg(commandHint(u"stop"_s)));
}

QString ReplyText::plain(const QJsonObject& reply) const
{
    return withNext(ipc::MessageReply::fromJson(reply).message);
}

QString ReplyText::status(const QJsonObject& reply) const
{
    const auto status = ipc::StatusReply::fromJson(reply);
    if (status.login.phase != ipc::LoginStatus::Phase::LoggedOut)
        return withNext(status.message);
    return withNext(status.message, tr("To log in: %1").arg(commandHint(u"login"_s, u"+14155550123"_s)));
}

Failure ReplyText::failure(const Expected<QJsonObject, ClientError>& reply) const
{
    return reply ? failure(*reply) : failure(reply.error());
}

Failure ReplyText::failure(ClientError error) const
{
    const ipc::ErrorCode code = errorCodeOf(error);
    switch (error) {
    case ClientError::NotRunning:
        return {ExitCode::NotRunning, code,
                tr("Tocsin is not running. Start it from the applications menu or with the command tocsin; "
                   "without a display, with: systemctl --user start tocsin-headless")};
    case ClientError::NotOurUser:
        return {ExitCode::NotRunning, code,
                tr("Tocsin's socket belongs to another user, so nothing was sent. In a container, run Claude "
                   "Code "
                   "with the user ID of the user who runs Tocsin; otherwise start Tocsin with: tocsin")};
    case ClientError::TimedOut:
        return {ExitCode::ServerOutOfReach, code,
                tr("Tocsin did not answer in time. Try again in a moment.")};
    case ClientError::BadAnswer:
        break;
    }
    return {ExitCode::NotRunning, code, tr("Unreadable reply from Tocsin. Restart Tocsin and try again.")};
}

Failure ReplyText::failure(const QJsonObject& reply) const
{
    const auto error = ipc::ErrorReply::fromJson(reply);
    QString message = error.message;
    if (message.isEmpty())
        message = tr("The request failed (%1).")
                      .arg(error.codeName.isEmpty() ? ipc::wireName(error.code) : error.codeName);
    const bool namesTheCommand = m_audience == Audience::SlashCommand && message.contains("/tocsin:"_L1);
    if (const QString next = hint(error.code); !next.isEmpty() && !namesTheCommand)
        message += u'\n' + next;
    return {exitCodeFor(error.code), error.code, message};
}

/// The next step as a command; the app's own message cannot know where it is read.
QString ReplyText::hint(ipc::ErrorCode code) const
{
    switch (code) {
    case ipc::ErrorCode::NotLoggedIn:
    case ipc::ErrorCode::InvalidPhone:
    case ipc::ErrorCode::NoBrowser:
        return tr("To log in: %1").arg(commandHint(u"login"_s, u"+14155550123"_s));
    case ipc::ErrorCode::WrongCode:
        return tr("To enter the code again: %1").arg(commandHint(u"pair"_s, u"123456"_s));
    case ipc::ErrorCode::CodeExpired:
    case ipc::ErrorCode::CodeUndelivered:
        return tr("To get a new code: %1").arg(commandHint(u"login"_s, u"+14155550123"_s));
    default:
        return {};
    }
}

} // namespace tocsin

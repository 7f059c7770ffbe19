// SPDX-License-Identifier: MIT
#include "hookbridge/reply_text.h"

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

ExitCode exitCodeFor(const QString& code)
{
    if (code == "not_logged_in"_L1 || code == "wrong_code"_L1 || code == "code_expired"_L1 ||
        code == "not_allowed"_L1)
        return ExitCode::Denied;
    if (code == "invalid_phone"_L1 || code == "bad_request"_L1 || code == "no_session"_L1 ||
        code == "no_browser"_L1)
        return ExitCode::Usage;
    return ExitCode::ServerOutOfReach;
}

} // namespace

QString ReplyText::commandHint(const QString& command, const QString& argument) const
{
    if (m_audience == Audience::Terminal)
        return u"tocsin-hookbridge "_s + command;
    return u"/tocsin:sms-"_s + command + (argument.isEmpty() ? QString{} : u' ' + argument);
}

QString ReplyText::said(const QJsonObject& answer, const QString& next)
{
    QString message = answer.value("message"_L1).toString();
    if (message.isEmpty())
        message = tr("Done.");
    return next.isEmpty() ? message : message + u'\n' + next;
}

QString ReplyText::codeSent(const QJsonObject& answer) const
{
    if (answer.value("already"_L1).toBool()) // logged in: there is no code to enter
        return said(answer);
    return said(answer, tr("To enter the code: %1").arg(commandHint(u"pair"_s, u"123456"_s)));
}

QString ReplyText::loggedIn(const QJsonObject& answer) const
{
    return said(
        answer,
        tr("To be texted about a Claude session: %1").arg(commandHint(u"start"_s, tr("what it is about"))));
}

QString ReplyText::started(const QJsonObject& answer) const
{
    return said(answer, tr("To stop the texts: %1").arg(commandHint(u"stop"_s)));
}

QString ReplyText::plain(const QJsonObject& answer) const
{
    return said(answer);
}

QString ReplyText::status(const QJsonObject& answer) const
{
    const QJsonObject login = answer.value("login"_L1).toObject();
    if (login.value("phase"_L1).toString() != "logged_out"_L1)
        return said(answer);
    return said(answer, tr("To log in: %1").arg(commandHint(u"login"_s, u"+14155550123"_s)));
}

Failure ReplyText::failure(ClientError error) const
{
    switch (error) {
    case ClientError::NotRunning:
        return {
            ExitCode::NotRunning, u"not_running"_s,
            tr("Tocsin is not running. Start it from the applications menu, or with the command: tocsin")};
    case ClientError::NotOurUser:
        return {ExitCode::NotRunning, u"not_our_user"_s,
                tr("Tocsin's socket belongs to another user, so nothing was sent. In a container, run Claude "
                   "Code "
                   "with the user ID of the user who runs Tocsin; otherwise start Tocsin with: tocsin")};
    case ClientError::TimedOut:
        return {ExitCode::ServerOutOfReach, u"timed_out"_s,
                tr("Tocsin did not answer in time. Please try again in a moment.")};
    case ClientError::BadAnswer:
        break;
    }
    return {ExitCode::NotRunning, u"bad_answer"_s,
            tr("Tocsin's answer could not be read. Quit Tocsin, start it again, and try once more.")};
}

Failure ReplyText::failure(const QJsonObject& answer) const
{
    const QJsonObject error = answer.value("error"_L1).toObject();
    const QString code = error.value("code"_L1).toString(u"server_error"_s);
    QString message = error.value("message"_L1).toString();
    if (message.isEmpty())
        message = tr("That did not work (%1).").arg(code);
    const bool namesTheCommand = m_audience == Audience::SlashCommand && message.contains("/tocsin:"_L1);
    if (const QString next = hint(code); !next.isEmpty() && !namesTheCommand)
        message += u'\n' + next;
    return {exitCodeFor(code), code, message};
}

/// The next step as a command; the app's own message cannot know where it is read.
QString ReplyText::hint(const QString& code) const
{
    if (code == "not_logged_in"_L1 || code == "invalid_phone"_L1 || code == "no_browser"_L1)
        return tr("To log in: %1").arg(commandHint(u"login"_s, u"+14155550123"_s));
    if (code == "wrong_code"_L1)
        return tr("To enter the code again: %1").arg(commandHint(u"pair"_s, u"123456"_s));
    if (code == "code_expired"_L1)
        return tr("To get a new code: %1").arg(commandHint(u"login"_s, u"+14155550123"_s));
    return {};
}

} // namespace tocsin

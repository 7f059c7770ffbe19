// SPDX-License-Identifier: MIT
#include "hookbridge/answers.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QStringList>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QString dateTime(const QJsonValue& value)
{
    const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODate).toLocalTime();
    if (!time.isValid())
        return {};
    const bool today = time.date() == QDate::currentDate();
    return today ? QLocale{}.toString(time.time(), QLocale::ShortFormat)
                 : QLocale{}.toString(time, QLocale::ShortFormat);
}

ExitCode exitCodeFor(const QString& code)
{
    if (code == "not_logged_in"_L1 || code == "wrong_code"_L1 || code == "code_expired"_L1 ||
        code == "not_allowed"_L1)
        return ExitCode::Denied;
    if (code == "invalid_phone"_L1 || code == "bad_request"_L1 || code == "no_session"_L1)
        return ExitCode::Usage;
    return ExitCode::ServerOutOfReach;
}

class StatusText final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::StatusText)
public:
    static QString login(const QJsonObject& login)
    {
        const QString phase = login.value("phase"_L1).toString();
        const QString phone = login.value("phone"_L1).toString();
        if (phase == "logged_in"_L1)
            return tr("Logged in as %1 until %2.").arg(phone, dateTime(login.value("expires_at"_L1)));
        if (phase == "awaiting_code"_L1)
            return tr("Waiting for the code that was texted to %1.").arg(phone);
        return tr("Not logged in: alerts appear on this desktop only.");
    }

    static QString server(const QJsonObject& server)
    {
        const QString url = server.value("url"_L1).toString();
        const QJsonValue reachable = server.value("reachable"_L1);
        if (!reachable.isBool())
            return tr("Server: %1").arg(url);
        return reachable.toBool() ? tr("Server: %1 (answers)").arg(url)
                                  : tr("Server: %1 (does not answer; texts wait until it does)").arg(url);
    }

    static QString session(const QJsonObject& session)
    {
        const QString mark = session.value("current"_L1).toBool() ? u"  * "_s : u"    "_s;
        const QString since = dateTime(session.value("since"_L1));
        const QString state = stateName(session.value("state"_L1).toString());
        return mark + session.value("name"_L1).toString() + u": "_s +
               (since.isEmpty() ? state : tr("%1 since %2").arg(state, since)) + u", "_s +
               textsName(session.value("texts"_L1).toString());
    }

private:
    static QString stateName(const QString& state)
    {
        if (state == "idle"_L1)
            return tr("idle");
        if (state == "working"_L1)
            return tr("working");
        if (state == "waiting"_L1)
            return tr("waiting for you");
        if (state == "done"_L1)
            return tr("done");
        if (state == "error"_L1)
            return tr("error");
        if (state == "quiet"_L1)
            return tr("quiet");
        if (state == "ended"_L1)
            return tr("ended");
        if (state == "lost"_L1)
            return tr("ended unexpectedly");
        return state;
    }

    static QString textsName(const QString& texts)
    {
        if (texts == "on"_L1)
            return tr("texts on");
        if (texts == "starting"_L1)
            return tr("texts starting");
        if (texts == "unreachable"_L1)
            return tr("texts on, but the server is out of reach");
        if (texts == "needs_login"_L1)
            return tr("texts need a login");
        return tr("texts off");
    }
};

} // namespace

QString Answers::howTo(const QString& command, const QString& argument) const
{
    if (m_audience == Audience::Terminal)
        return u"tocsin-hookbridge "_s + command;
    return u"/tocsin:sms-"_s + command + (argument.isEmpty() ? QString{} : u' ' + argument);
}

QString Answers::codeSent(const QJsonObject& answer) const
{
    const int minutes = answer.value("expires_in"_L1).toInt(600) / 60;
    return tr("A six-digit code was texted to %1. Enter it within %2 minutes: %3")
        .arg(answer.value("phone"_L1).toString(), QString::number(minutes), howTo(u"pair"_s, u"123456"_s));
}

QString Answers::loggedIn(const QJsonObject& answer) const
{
    const QString until = dateTime(answer.value("expires_at"_L1));
    const QString phone = answer.value("phone"_L1).toString();
    return (until.isEmpty() ? tr("Logged in as %1.").arg(phone)
                            : tr("Logged in as %1 until %2.").arg(phone, until)) +
           u'\n' +
           tr("To be texted about a Claude session: %1").arg(howTo(u"start"_s, tr("what it is about")));
}

QString Answers::started(const QJsonObject& answer) const
{
    return tr("Texts are on for “%1”. To stop them: %2")
        .arg(answer.value("name"_L1).toString(), howTo(u"stop"_s));
}

QString Answers::stopped(const QJsonObject&) const
{
    return tr("Texts are off for this session. Toasts on the desktop stay on.");
}

QString Answers::loggedOut(const QJsonObject& answer) const
{
    const int sessions = answer.value("sessions_cleared"_L1).toInt();
    return sessions == 0
               ? tr("Logged out. No more texts will be sent.")
               : tr("Logged out. No more texts will be sent; sessions that had them: %1.").arg(sessions);
}

QString Answers::status(const QJsonObject& answer) const
{
    QStringList lines{tr("Tocsin %1 is running.").arg(answer.value("version"_L1).toString()),
                      StatusText::login(answer.value("login"_L1).toObject()),
                      StatusText::server(answer.value("server"_L1).toObject())};
    if (answer.value("login"_L1).toObject().value("phase"_L1).toString() == "logged_out"_L1)
        lines += tr("To log in: %1").arg(howTo(u"login"_s, u"+14155550123"_s));
    const QJsonArray sessions = answer.value("sessions"_L1).toArray();
    lines += sessions.isEmpty() ? tr("No Claude session is running.") : tr("Claude sessions:");
    for (const QJsonValue& session : sessions)
        lines += StatusText::session(session.toObject());
    return lines.join(u'\n');
}

Failure Answers::failure(ClientError error) const
{
    switch (error) {
    case ClientError::NotRunning:
        return {
            ExitCode::NotRunning, u"not_running"_s,
            tr("Tocsin is not running. Start it from the applications menu, or with the command: tocsin")};
    case ClientError::NotOurUser:
        return {ExitCode::NotRunning, u"not_our_user"_s,
                tr("Another user's program answers in Tocsin's place, so nothing was sent to it. Start your "
                   "own: tocsin")};
    case ClientError::TimedOut:
        return {ExitCode::ServerOutOfReach, u"timed_out"_s,
                tr("Tocsin did not answer in time. Please try again in a moment.")};
    case ClientError::BadAnswer:
        break;
    }
    return {ExitCode::NotRunning, u"bad_answer"_s,
            tr("Tocsin's answer could not be read. Quit Tocsin, start it again, and try once more.")};
}

Failure Answers::failure(const QJsonObject& answer) const
{
    const QJsonObject error = answer.value("error"_L1).toObject();
    const QString code = error.value("code"_L1).toString(u"server_error"_s);
    QString message = error.value("message"_L1).toString();
    if (message.isEmpty())
        message = tr("That did not work (%1).").arg(code);
    if (const QString next = hint(code); !next.isEmpty())
        message += u'\n' + next;
    return {exitCodeFor(code), code, message};
}

/// The next step as a command; the app's own message cannot know where it is read.
QString Answers::hint(const QString& code) const
{
    if (code == "not_logged_in"_L1 || code == "invalid_phone"_L1)
        return tr("To log in: %1").arg(howTo(u"login"_s, u"+14155550123"_s));
    if (code == "wrong_code"_L1)
        return tr("To enter the code again: %1").arg(howTo(u"pair"_s, u"123456"_s));
    if (code == "code_expired"_L1)
        return tr("To get a new code: %1").arg(howTo(u"login"_s, u"+14155550123"_s));
    return {};
}

} // namespace tocsin

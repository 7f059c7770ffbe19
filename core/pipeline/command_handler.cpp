// SPDX-License-Identifier: MIT
#include "core/pipeline/command_handler.h"

#include "core/base/text.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/session_text.h"
#include "core/settings/settings.h"

#include <QJsonArray>
#include <QLocale>
#include <QTimer>

#include <chrono>
#include <memory>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
// A command's person waits in front of a terminal; hookbridge gives up at 30 s.
constexpr auto StepLimit = 20s;
constexpr auto StartLimit = 8s;

QJsonObject failure(const QString& code, const QString& message)
{
    return {{u"ok"_s, false}, {u"error"_s, QJsonObject{{u"code"_s, code}, {u"message"_s, message}}}};
}

QJsonObject success(const QString& message)
{
    return {{u"ok"_s, true}, {u"message"_s, message}};
}

QString errorCode(LoginError error)
{
    switch (error) {
    case LoginError::InvalidPhone:
        return u"invalid_phone"_s;
    case LoginError::WrongCode:
        return u"wrong_code"_s;
    case LoginError::CodeExpired:
        return u"code_expired"_s;
    case LoginError::RateLimited:
        return u"rate_limited"_s;
    case LoginError::ServerTooFar:
    case LoginError::ServerUnsafe:
        return u"server_unreachable"_s;
    case LoginError::NotNow: // no code was asked for
        return u"not_logged_in"_s;
    case LoginError::NoBrowser:
        return u"no_browser"_s;
    case LoginError::ServerRefused:
    case LoginError::StateMismatch:
    case LoginError::BrowserSilent:
        break;
    }
    return u"server_error"_s;
}

QString isoTime(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QString{};
}

QString localTime(const QDateTime& time)
{
    return QLocale{}.toString(time.toLocalTime(), QLocale::ShortFormat);
}
} // namespace

CommandHandler::CommandHandler(EventPipeline& companion, Login& login, const Settings& settings,
                               QObject* parent)
    : QObject{parent}
    , m_companion{companion}
    , m_login{login}
    , m_settings{settings}
{}

void CommandHandler::handle(const QJsonObject& request, const Answer& answer)
{
    const QString type = request.value(u"type"_s).toString();
    if (type == "login"_L1)
        logIn(request, answer);
    else if (type == "pair"_L1)
        pair(request, answer);
    else if (type == "start"_L1)
        start(request, answer);
    else if (type == "stop"_L1)
        stop(request, answer);
    else if (type == "status"_L1)
        status(request, answer);
    else if (type == "logout"_L1)
        logOut(answer);
    else if (type == "diagnostics"_L1 && m_diagnostics)
        answer(success(m_diagnostics()));
    else
        answer(failure(u"bad_request"_s, tr("This version of Tocsin does not know that request. Are "
                                            "tocsin and tocsin-hookbridge of the same version?")));
}

void CommandHandler::setDiagnostics(std::function<QString()> diagnostics)
{
    m_diagnostics = std::move(diagnostics);
}

QJsonObject CommandHandler::alreadyLoggedIn() const
{
    QJsonObject reply = success(tr("You are logged in already, as %1. To use another number, log out first.")
                                    .arg(m_login.maskedPhone()));
    reply.insert(u"phone"_s, m_login.maskedPhone());
    reply.insert(u"expires_at"_s, isoTime(m_login.tokenExpiresAt()));
    reply.insert(u"already"_s, true);
    return reply;
}

void CommandHandler::logIn(const QJsonObject& request, const Answer& answer)
{
    if (m_login.phase() == LoginPhase::LoggedIn) {
        answer(alreadyLoggedIn());
        return;
    }
    if (request.value(u"browser"_s).toBool()) {
        answerWhenReached(LoginPhase::WaitingForBrowser, answer, [] {
            return success(
                tr("Your browser opens: enter your phone number there. Then enter the code from the text "
                   "with the pair command within 10 minutes."));
        });
        m_login.requestInBrowser();
        return;
    }
    answerWhenReached(LoginPhase::AwaitingCode, answer, [this] {
        const qint64 seconds = QDateTime::currentDateTimeUtc().secsTo(m_login.codeExpiresAt());
        QJsonObject reply = success(tr("A text with a six-digit code is on its way to %1. "
                                       "Enter the code with the pair command within 10 minutes.")
                                        .arg(m_login.maskedPhone()));
        reply.insert(u"phone"_s, m_login.maskedPhone());
        reply.insert(u"expires_in"_s, seconds);
        return reply;
    });
    m_login.requestCode(request.value(u"phone"_s).toString());
}

void CommandHandler::pair(const QJsonObject& request, const Answer& answer)
{
    if (m_login.phase() == LoginPhase::LoggedIn) {
        answer(alreadyLoggedIn());
        return;
    }
    answerWhenReached(LoginPhase::LoggedIn, answer, [this] {
        QJsonObject reply = success(tr("You are logged in as %1 until %2.")
                                        .arg(m_login.maskedPhone(), localTime(m_login.tokenExpiresAt())));
        reply.insert(u"phone"_s, m_login.maskedPhone());
        reply.insert(u"expires_at"_s, isoTime(m_login.tokenExpiresAt()));
        return reply;
    });
    m_login.submitCode(request.value(u"code"_s).toString());
}

void CommandHandler::answerWhenReached(LoginPhase wanted, const Answer& answer,
                                       const std::function<QJsonObject()>& reply)
{
    // The step lives until it is answered. A phase that is reached counts only when no failure comes with it:
    // a new code that could not be had leaves the old one's phase.
    auto* reached = new QTimer{this};
    reached->setSingleShot(true);
    const auto finish = [=, this](const QJsonObject& outcome) {
        disconnect(&m_login, nullptr, reached, nullptr);
        reached->stop();
        reached->deleteLater();
        answer(outcome);
    };
    connect(&m_login, &Login::phaseChanged, reached, [=](LoginPhase phase) {
        if (phase == wanted)
            reached->start(0);
    });
    connect(reached, &QTimer::timeout, reached, [=] { finish(reply()); });
    connect(&m_login, &Login::failed, reached,
            [=](LoginError error, const QString& message) { finish(failure(errorCode(error), message)); });
    auto* limit = new QTimer{reached};
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, reached, [=] {
        finish(
            failure(u"server_unreachable"_s, tr("The server has not answered yet. Try again in a moment.")));
    });
    limit->start(StepLimit);
}

void CommandHandler::start(const QJsonObject& request, const Answer& answer)
{
    if (m_login.phase() != LoginPhase::LoggedIn) {
        answer(
            failure(u"not_logged_in"_s, tr("You are not logged in. Log in first: /tocsin:sms-login and your "
                                           "phone number, or the tray icon's menu.")));
        return;
    }
    const QString id = sessionMeant(request);
    if (id.isEmpty()) {
        answer(failure(u"no_session"_s, tr("Which session? Run this inside Claude Code, or name one with "
                                           "--session; the status command lists them.")));
        return;
    }
    m_companion.startTexts(id, request.value(u"description"_s).toString(),
                           request.value(u"cwd"_s).toString());
    if (!session(id))
        answer(
            failure(u"no_session"_s, tr("This session has ended. The status command lists those that run.")));
    else
        answerWhenTextsSettle(id, answer);
}

void CommandHandler::answerWhenTextsSettle(const QString& sessionId, const Answer& answer)
{
    auto* step = new QObject{this};
    const auto isOpen = std::make_shared<bool>(true);
    const auto finish = [=, this](const QJsonObject& reply) {
        if (!std::exchange(*isOpen, false))
            return;
        disconnect(&m_companion, nullptr, step, nullptr);
        step->deleteLater();
        answer(reply);
    };
    const auto look = [=, this] {
        const std::optional<SessionView> view = session(sessionId);
        if (!view || view->texts == DeliveryStatus::Starting)
            return;
        if (view->texts == DeliveryStatus::On) {
            QJsonObject reply =
                success(tr("You will be texted about \"%1\" at %2.").arg(view->name, m_login.maskedPhone()));
            reply.insert(u"name"_s, view->name);
            finish(reply);
        } else if (view->texts == DeliveryStatus::Unreachable) {
            finish(failure(u"server_unreachable"_s,
                           tr("The server at %1 does not answer. Tocsin keeps trying; toasts work meanwhile.")
                               .arg(m_settings.serverUrl().toDisplayString())));
        } else if (view->texts == DeliveryStatus::NeedsLogin) {
            finish(failure(u"not_logged_in"_s, tr("Your login is over. Log in again: /tocsin:sms-login.")));
        }
    };
    connect(&m_companion, &EventPipeline::changed, step, look);
    connect(&m_companion, &EventPipeline::textsFailed, step, [=](const QString& id, const QString& message) {
        if (id == sessionId)
            finish(failure(u"server_error"_s, message));
    });
    QTimer::singleShot(StartLimit, step, [=] {
        finish(failure(u"server_unreachable"_s,
                       tr("The server has not answered yet. Tocsin keeps trying; toasts work meanwhile.")));
    });
    // It may be settled already, as for a session that is monitored; from the event loop, as the others.
    QTimer::singleShot(0, step, look);
}

void CommandHandler::stop(const QJsonObject& request, const Answer& answer)
{
    const std::optional<SessionView> view = session(sessionMeant(request));
    if (!view) {
        answer(failure(u"no_session"_s, tr("Which session? Run this inside Claude Code, or name one with "
                                           "--session; the status command lists them.")));
        return;
    }
    m_companion.stopTexts(view->id);
    QJsonObject reply = success(tr("No more texts about \"%1\". Toasts go on.").arg(view->name));
    reply.insert(u"name"_s, view->name);
    answer(reply);
}

void CommandHandler::logOut(const Answer& answer)
{
    // When nobody is logged in, the keychain may still hold what it would not give up the last time.
    const bool isIn = m_login.phase() != LoginPhase::LoggedOut;
    int monitored = 0;
    for (const SessionView& view : m_companion.sessions())
        monitored += view.texts == DeliveryStatus::On ? 1 : 0;
    auto* limit = new QTimer{this};
    limit->setSingleShot(true);
    const auto finish = [=, this](const QString& problem) {
        disconnect(&m_login, nullptr, limit, nullptr);
        limit->stop();
        limit->deleteLater();
        const QString done = isIn ? tr("You are logged out. No more texts are sent; toasts go on.")
                                  : tr("You are not logged in.");
        QJsonObject reply = success(problem.isEmpty() ? done : done + u'\n' + problem);
        reply.insert(u"sessions_cleared"_s, monitored);
        answer(reply);
    };
    connect(&m_login, &Login::logOutFinished, limit, [=](int, const QString& problem) { finish(problem); });
    connect(limit, &QTimer::timeout, limit, [=] { finish({}); });
    limit->start(StepLimit);
    m_login.logOut();
}

void CommandHandler::status(const QJsonObject& request, const Answer& answer) const
{
    const QString current = request.value(u"session_id"_s).toString();
    QJsonArray sessions;
    for (const SessionView& view : m_companion.sessions()) {
        sessions.append(QJsonObject{{u"id"_s, view.id},
                                    {u"name"_s, view.name},
                                    {u"state"_s, wireName(view.state)},
                                    {u"since"_s, isoTime(view.since)},
                                    {u"texts"_s, wireName(view.texts)},
                                    {u"current"_s, view.id == current}});
    }
    const std::optional<bool> reachable = m_companion.serverReachable();
    QJsonObject reply = success(statusText(current));
    reply.insert(u"version"_s, QLatin1String{TOCSIN_VERSION});
    reply.insert(u"login"_s, loginStatus());
    reply.insert(u"server"_s, QJsonObject{{u"url"_s, m_settings.serverUrl().toDisplayString()},
                                          {u"reachable"_s, reachable ? QJsonValue{*reachable} : QJsonValue{}},
                                          {u"waiting"_s, m_companion.waitingEvents()}});
    reply.insert(u"sessions"_s, sessions);
    answer(reply);
}

QJsonObject CommandHandler::loginStatus() const
{
    switch (m_login.phase()) {
    case LoginPhase::LoggedIn:
        return {{u"phase"_s, u"logged_in"_s},
                {u"phone"_s, m_login.maskedPhone()},
                {u"expires_at"_s, isoTime(m_login.tokenExpiresAt())}};
    case LoginPhase::AwaitingCode:
    case LoginPhase::Exchanging:
        return {{u"phase"_s, u"awaiting_code"_s},
                {u"phone"_s, m_login.maskedPhone()},
                {u"expires_at"_s, isoTime(m_login.codeExpiresAt())}};
    case LoginPhase::WaitingForBrowser:
        return {{u"phase"_s, u"waiting_for_browser"_s}};
    case LoginPhase::Restoring:
    case LoginPhase::LoggedOut:
    case LoginPhase::RequestingCode:
        break;
    }
    return {{u"phase"_s, u"logged_out"_s}};
}

QString CommandHandler::statusText(const QString& currentSession) const
{
    QStringList lines;
    if (m_login.phase() == LoginPhase::LoggedIn)
        lines << tr("Logged in as %1 until %2.")
                     .arg(m_login.maskedPhone(), localTime(m_login.tokenExpiresAt()));
    else if (m_login.phase() == LoginPhase::AwaitingCode || m_login.phase() == LoginPhase::Exchanging)
        lines << tr("Waiting for the code that was texted to %1.").arg(m_login.maskedPhone());
    else if (m_login.phase() == LoginPhase::WaitingForBrowser)
        lines << tr("Waiting for your phone number, which you enter in the browser.");
    else
        lines << tr("Not logged in: toasts only, no texts.");
    const QString server = m_settings.serverUrl().toDisplayString();
    const std::optional<bool> reachable = m_companion.serverReachable();
    if (!reachable)
        lines << tr("Server: %1").arg(server);
    else
        lines << (*reachable ? tr("Server: %1, answers.") : tr("Server: %1, does not answer.")).arg(server);
    if (const int waiting = m_companion.waitingEvents(); waiting > 0)
        lines << (m_login.phase() == LoginPhase::LoggedIn
                      ? tr("%n message(s) for your phone wait for the network.", nullptr, waiting)
                      : tr("%n message(s) for your phone wait for your login.", nullptr, waiting));
    const QList<SessionView> sessions = m_companion.sessions();
    lines << (sessions.isEmpty()
                  ? tr("No Claude Code session is running.")
                  : tr("%n Claude Code session(s):", nullptr, static_cast<int>(sessions.size())));
    for (const SessionView& view : sessions) {
        const QString name = view.id == currentSession ? tr("%1 (this one)").arg(view.name) : view.name;
        lines << tr("- %1: %2; %3").arg(name, words(view.state, view.dialog), words(view.texts));
    }
    return lines.join(u'\n');
}

QString CommandHandler::sessionMeant(const QJsonObject& request) const
{
    const QString named = plainLine(request.value(u"session_id"_s).toString());
    if (!named.isEmpty())
        return named;
    const QList<SessionView> sessions = m_companion.sessions();
    return sessions.size() == 1 ? sessions.first().id : QString{};
}

std::optional<SessionView> CommandHandler::session(const QString& id) const
{
    for (const SessionView& view : m_companion.sessions()) {
        if (view.id == id)
            return view;
    }
    return std::nullopt;
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/pipeline/login_commands.h"

#include "core/ipc/replies.h"
#include "core/ipc/requests.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/login_error_code.h"
#include "core/pipeline/server_question.h"
#include "core/pipeline/status_report.h"
#include "core/server/login/login_text.h"
#include "core/settings/settings.h"

#include <QLocale>
#include <QTimer>

#include <chrono>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Someone waits at a terminal for the reply, and hookbridge gives up after 33 s.
constexpr auto StepLimit = 20s;

QJsonObject failure(ipc::ErrorCode code, const QString& message)
{
    return ipc::ErrorReply{.code = code, .message = message}.toJson();
}

QString localTime(const QDateTime& time)
{
    return QLocale{}.toString(time.toLocalTime(), QLocale::ShortFormat);
}

} // namespace

LoginCommands::LoginCommands(const EventPipeline& pipeline, Login& login, const Settings& settings,
                             const StatusReport& status, ServerQuestion& server, QObject* parent)
    : QObject{parent}
    , m_companion{pipeline}
    , m_login{login}
    , m_settings{settings}
    , m_status{status}
    , m_server{server}
{}

void LoginCommands::logIn(const ipc::LoginRequest& request, const Answer& answer)
{
    if (m_login.phase() == LoginPhase::LoggedIn) {
        answer(alreadyLoggedIn());
        return;
    }
    if (request.inBrowser) {
        answerWhenReached(LoginPhase::WaitingForBrowser, answer, [](bool isPrinted) {
            return ipc::MessageReply{
                isPrinted ? tr("Enter your phone number in the browser window that opens. The server then "
                               "prints a six-digit code on its console, which is valid for 10 minutes.")
                          : tr("Enter your phone number in the browser window that opens. You then get a "
                               "text with a six-digit code, which is valid for 10 minutes.")}
                .toJson();
        });
        m_login.requestInBrowser();
        return;
    }
    answerWhenReached(LoginPhase::AwaitingCode, answer, [this](bool isPrinted) {
        const QString message =
            isPrinted ? tr("The six-digit code for %1 is on the server's console: this server prints texts "
                           "and sends none. The code is valid for 10 minutes.")
                      : tr("A text with a six-digit code is on its way to %1. The code is valid for 10 "
                           "minutes.");
        return ipc::LoginReply{.message = message.arg(m_login.maskedPhone()),
                               .phone = m_login.maskedPhone(),
                               .expiresAt = {},
                               .codeExpiresIn =
                                   QDateTime::currentDateTimeUtc().secsTo(m_login.codeExpiresAt())}
            .toJson();
    });
    m_login.requestCode(request.phone);
}

void LoginCommands::pair(const ipc::PairRequest& request, const Answer& answer)
{
    if (m_login.phase() == LoginPhase::LoggedIn) {
        answer(alreadyLoggedIn());
        return;
    }
    answerWhenReached(LoginPhase::LoggedIn, answer, [this](bool isPrinted) {
        QStringList lines{tr("You are logged in as %1 until %2.")
                              .arg(m_login.maskedPhone(), localTime(m_login.tokenExpiresAt())),
                          m_settings.get<Setting::TextsForNewSessions>()
                              ? tr("Texts about new sessions are on.")
                              : tr("Texts about new sessions are off. The start command turns them on for "
                                   "a session.")};
        if (isPrinted)
            lines << StatusReport::printedTextsLine(m_settings.serverUrl());
        return ipc::LoginReply{.message = lines.join(u'\n'),
                               .phone = m_login.maskedPhone(),
                               .expiresAt = m_login.tokenExpiresAt(),
                               .codeExpiresIn = {}}
            .toJson();
    });
    m_login.submitCode(request.code);
}

/// What the server answers to this look comes with the next one.
QJsonObject LoginCommands::codeStatus() const
{
    m_login.watchCode();
    if (const QString problem = m_login.codeProblem(); !problem.isEmpty())
        return failure(ipc::ErrorCode::CodeUndelivered, problem);
    return ipc::CodeStatusReply{.isAwaited = m_login.phase() == LoginPhase::AwaitingCode ||
                                             m_login.phase() == LoginPhase::WaitingForBrowser}
        .toJson();
}

void LoginCommands::logOut(const Answer& answer)
{
    // Also when logged out: the keychain may still hold a login that it could not remove the last time.
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
        const QString done = isIn ? tr("You are logged out.") + u' ' + describeLogOut(m_status.canNotify())
                                  : tr("You are not logged in.");
        answer(ipc::LogoutReply{.message = problem.isEmpty() ? done : done + u'\n' + problem,
                                .sessionsCleared = monitored}
                   .toJson());
    };
    connect(&m_login, &Login::logOutFinished, limit, [=](int, const QString& problem) { finish(problem); });
    connect(limit, &QTimer::timeout, limit, [=] { finish({}); });
    limit->start(StepLimit);
    m_login.logOut();
}

QJsonObject LoginCommands::alreadyLoggedIn() const
{
    return ipc::LoginReply{
        .message = tr("You are already logged in as %1. To use a different number, log out first.")
                       .arg(m_login.maskedPhone()),
        .phone = m_login.maskedPhone(),
        .expiresAt = m_login.tokenExpiresAt(),
        .codeExpiresIn = {},
        .isAlreadyLoggedIn = true}
        .toJson();
}

void LoginCommands::answerWhenReached(LoginPhase wanted, const Answer& answer,
                                      const std::function<QJsonObject(bool isPrinted)>& reply)
{
    // Lives until the request is answered. Reaching the phase counts only if no failure comes with it: when a
    // new code cannot be requested, the phase is still that of the old code.
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
    connect(reached, &QTimer::timeout, reached, [=, this] {
        disconnect(&m_login, nullptr, reached, nullptr);
        reached->deleteLater(); // with its limit
        m_server.ask([=](bool isPrinted) { answer(reply(isPrinted)); });
    });
    connect(&m_login, &Login::failed, reached,
            [=](LoginError error, const QString& message) { finish(failure(errorCodeOf(error), message)); });
    auto* limit = new QTimer{reached};
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, reached, [=] {
        finish(failure(ipc::ErrorCode::ServerUnreachable,
                       tr("The server has not responded yet. Try again in a moment.")));
    });
    limit->start(StepLimit);
}

} // namespace tocsin

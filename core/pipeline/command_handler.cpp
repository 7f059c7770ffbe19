// SPDX-License-Identifier: MIT
#include "core/pipeline/command_handler.h"

#include "core/base/text.h"
#include "core/claude/hooks/test_document.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/history_report.h"
#include "core/pipeline/preferences_of.h"
#include "core/pipeline/session_choice.h"
#include "core/pipeline/test_report.h"
#include "core/policy/mute_end.h"
#include "core/policy/plan_text.h"
#include "core/settings/settings.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Someone waits at a terminal for the reply, and hookbridge gives up after 33 s.
constexpr auto StartLimit = 8s;
/// Their reply fits into a frame.
constexpr int MaxHistoryRows{500};

QJsonObject failure(ipc::ErrorCode code, const QString& message)
{
    return ipc::ErrorReply{.code = code, .message = message}.toJson();
}

} // namespace

CommandHandler::CommandHandler(EventPipeline& companion, Login& login, Settings& settings, QObject* parent)
    : QObject{parent}
    , m_companion{companion}
    , m_login{login}
    , m_settings{settings}
    , m_status{companion, login, settings}
    , m_logins{companion, login, settings, m_status, m_server}
{}

void CommandHandler::handle(const QJsonObject& request, const Answer& answer)
{
    switch (ipc::typeOf(request)) {
    case ipc::RequestType::Login:
        m_logins.logIn(ipc::LoginRequest::fromJson(request), answer);
        return;
    case ipc::RequestType::Pair:
        m_logins.pair(ipc::PairRequest::fromJson(request), answer);
        return;
    case ipc::RequestType::CodeStatus:
        answer(m_logins.codeStatus());
        return;
    case ipc::RequestType::Start:
        start(ipc::StartRequest::fromJson(request), answer);
        return;
    case ipc::RequestType::Stop:
        stop(ipc::SessionRequest::fromJson(request), answer);
        return;
    case ipc::RequestType::Status:
        status(ipc::SessionRequest::fromJson(request), answer);
        return;
    case ipc::RequestType::Logout:
        m_logins.logOut(answer);
        return;
    case ipc::RequestType::Mute:
        mute(ipc::MuteRequest::fromJson(request), answer);
        return;
    case ipc::RequestType::Presence:
        if (!m_setPresence)
            break;
        setPresence(ipc::PresenceRequest::fromJson(request), answer);
        return;
    case ipc::RequestType::Diagnostics:
        if (!m_diagnostics)
            break;
        answer(ipc::MessageReply{m_diagnostics()}.toJson());
        return;
    case ipc::RequestType::Test:
        if (!m_testReport)
            break;
        answer(m_testReport(ipc::SessionRequest::fromJson(request).sessionId).toJson());
        return;
    case ipc::RequestType::Doctor:
        if (!m_examine)
            break;
        m_examine([answer](const QList<ipc::Check>& checks) { answer(ipc::DoctorReply{checks}.toJson()); });
        return;
    case ipc::RequestType::History:
        if (!m_history)
            break;
        answer(historyReport(
                   m_history(std::clamp(ipc::HistoryRequest::fromJson(request).rows, 1, MaxHistoryRows)),
                   QDateTime::currentDateTimeUtc())
                   .toJson());
        return;
    case ipc::RequestType::Logins:
        if (!m_listLogins)
            break;
        m_listLogins(answer);
        return;
    case ipc::RequestType::RevokeLogin:
        if (!m_revokeLogin)
            break;
        m_revokeLogin(ipc::RevokeLoginRequest::fromJson(request).loginId, answer);
        return;
    default:
        break;
    }
    answer(failure(ipc::ErrorCode::BadRequest,
                   tr("Unknown request. Make sure tocsin and tocsin-hookbridge are the same version.")));
}

void CommandHandler::setDiagnostics(std::function<QString()> diagnostics)
{
    m_diagnostics = std::move(diagnostics);
}

void CommandHandler::setHistory(std::function<std::vector<HistoryRow>(int rows)> history)
{
    m_history = std::move(history);
}

void CommandHandler::setLogins(std::function<void(const Answer&)> list,
                               std::function<void(const QString&, const Answer&)> revoke)
{
    m_listLogins = std::move(list);
    m_revokeLogin = std::move(revoke);
}

void CommandHandler::setSurroundings(std::function<StatusFacts()> facts,
                                     std::function<void(Presence)> setPresence)
{
    m_status.setFacts(std::move(facts));
    m_setPresence = std::move(setPresence);
}

void CommandHandler::status(const ipc::SessionRequest& request, const Answer& answer)
{
    const auto reply = [=, this](bool isPrinted) { answer(m_status.reply(request, isPrinted).toJson()); };
    // Who gets no texts need not wait for the server.
    if (m_login.phase() == LoginPhase::LoggedOut || m_companion.serverReachable() == false)
        return reply(false);
    m_server.ask(reply);
}

void CommandHandler::start(const ipc::StartRequest& request, const Answer& answer)
{
    if (m_login.phase() != LoginPhase::LoggedIn) {
        answer(failure(ipc::ErrorCode::NotLoggedIn, tr("You are not logged in.")));
        return;
    }
    if (isTestSession(request.sessionId) && m_history) {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        if (const QDateTime next = nextTestText(m_history(MaxHistoryRows), now); next.isValid()) {
            answer(failure(ipc::ErrorCode::RateLimited,
                           tr("A text was tested a short while ago. The next one is possible at %1.")
                               .arg(clockText(next, now))));
            return;
        }
    }
    // The session that the command runs in is real, whether a hook has named it yet or not.
    QString id = plainLine(request.sessionId);
    if (request.isNamed || id.isEmpty()) {
        const SessionChoice chosen = chooseSession(m_companion.sessions(), id);
        if (!chosen.session) {
            answer(failure(ipc::ErrorCode::NoSession, chosen.problem));
            return;
        }
        id = chosen.session->id;
    }
    m_companion.startTexts(id, request.description, request.folder);
    if (!session(id))
        answer(failure(ipc::ErrorCode::NoSession,
                       tr("This session has ended. The status command lists running sessions.")));
    else
        answerWhenTextsSettle(id, [=, this](const QJsonObject& reply) {
            if (ipc::isOk(reply))
                answerStarted(reply, answer);
            else
                answer(reply);
        });
}

void CommandHandler::answerStarted(const QJsonObject& reply, const Answer& answer)
{
    m_server.ask([=, this](bool isPrinted) {
        const QString message = ipc::MessageReply::fromJson(reply).message;
        QJsonObject started = reply;
        if (isPrinted)
            started.insert("message"_L1,
                           message + u'\n' + StatusReport::printedTextsLine(m_settings.serverUrl()));
        answer(started);
    });
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
            finish(ipc::SessionReply{
                .message = tr("Texts about \"%1\" will go to %2.").arg(view->name, m_login.maskedPhone()),
                .name = view->name}
                       .toJson());
        } else if (view->texts == DeliveryStatus::Unreachable) {
            finish(failure(
                ipc::ErrorCode::ServerUnreachable,
                tr("The server at %1 is not responding.").arg(m_settings.serverUrl().toDisplayString()) +
                    u' ' + keepsTrying()));
        } else if (view->texts == DeliveryStatus::NeedsLogin) {
            finish(failure(ipc::ErrorCode::NotLoggedIn, tr("Your login has expired.")));
        }
    };
    connect(&m_companion, &EventPipeline::changed, step, look);
    connect(&m_companion, &EventPipeline::textsFailed, step, [=](const QString& id, const QString& message) {
        if (id == sessionId)
            finish(failure(ipc::ErrorCode::ServerError, message));
    });
    QTimer::singleShot(StartLimit, step, [=, this] {
        finish(failure(ipc::ErrorCode::ServerUnreachable,
                       tr("The server has not responded yet.") + u' ' + keepsTrying()));
    });
    // It may be settled already; from the event loop, as in the other cases.
    QTimer::singleShot(0, step, look);
}

QString CommandHandler::keepsTrying() const
{
    return m_status.canNotify() ? tr("Tocsin will keep trying; notifications still work.")
                                : tr("Tocsin will keep trying.");
}

void CommandHandler::stop(const ipc::SessionRequest& request, const Answer& answer)
{
    const auto [view, problem] = chooseSession(m_companion.sessions(), request.sessionId);
    if (!view) {
        answer(failure(ipc::ErrorCode::NoSession, problem));
        return;
    }
    m_companion.stopTexts(view->id);
    const QString done =
        m_status.canNotify()
            ? tr("Texts about \"%1\" are off. Notifications continue.").arg(view->name)
            : tr("Texts about \"%1\" are off, and no notifications can be shown here.").arg(view->name);
    answer(ipc::SessionReply{.message = done, .name = view->name}.toJson());
}

void CommandHandler::mute(const ipc::MuteRequest& request, const Answer& answer)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const std::optional<QDateTime> until =
        muteEnd(request.span, now, preferencesOf(m_settings).quietHours, zone);
    if (!until) {
        answer(
            failure(ipc::ErrorCode::BadRequest, tr("Give a time such as 15m or 1h, or tomorrow, or off.")));
        return;
    }
    if (!request.sessionId.isEmpty()) {
        const auto [view, problem] = chooseSession(m_companion.sessions(), request.sessionId);
        if (!view) {
            answer(failure(ipc::ErrorCode::NoSession, problem));
            return;
        }
        m_companion.mute(view->id, *until);
        answer(ipc::MuteReply{
            .message = until->isValid()
                           ? tr("\"%1\" is muted until %2.").arg(view->name, clockText(*until, now, zone))
                           : tr("\"%1\" is no longer muted.").arg(view->name),
            .until = *until}
                   .toJson());
        return;
    }
    m_settings.setValue(Setting::MutedUntil, until->isValid() ? until->toString(Qt::ISODate) : QString{});
    answer(ipc::MuteReply{
        .message = until->isValid()
                       ? tr("Notifications and texts are muted until %1.").arg(clockText(*until, now, zone))
                       : tr("Notifications and texts are no longer muted."),
        .until = *until}
               .toJson());
}

void CommandHandler::setPresence(const ipc::PresenceRequest& request, const Answer& answer)
{
    m_setPresence(request.isAway ? Presence::Away : Presence::Present);
    answer(ipc::MessageReply{request.isAway
                                 ? tr("You are away: texts are sent without waiting for you to react.")
                                 : tr("You are here: texts wait for you to react first.")}
               .toJson());
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

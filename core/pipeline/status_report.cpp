// SPDX-License-Identifier: MIT
#include "core/pipeline/status_report.h"

#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/held_back_text.h"
#include "core/pipeline/session_choice.h"
#include "core/pipeline/session_text.h"
#include "core/policy/plan_text.h"
#include "core/server/login/login.h"
#include "core/settings/settings.h"

#include <QLocale>

#include <chrono>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QString wordOf(LoginStorage storage)
{
    switch (storage) {
    case LoginStorage::Keychain:
        return u"keychain"_s;
    case LoginStorage::File:
        return u"file"_s;
    case LoginStorage::Memory:
        return u"memory"_s;
    }
    Q_UNREACHABLE();
}

/// A clock that is off by less is not worth a line.
constexpr int MinutesOffToSay{2};

QString localTime(const QDateTime& time)
{
    return QLocale{}.toString(time.toLocalTime(), QLocale::ShortFormat);
}

} // namespace

StatusReport::StatusReport(const EventPipeline& pipeline, const Login& login, const Settings& settings)
    : m_companion{pipeline}
    , m_login{login}
    , m_settings{settings}
{}

ipc::StatusReply StatusReport::reply(const ipc::SessionRequest& request, bool printsTexts) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    std::map<QString, std::vector<OpenAlert>> alerts;
    for (const OpenAlert& open : m_companion.reportedAlerts())
        alerts[open.alert.sessionId].push_back(open);
    QList<ipc::SessionStatus> sessions;
    const std::optional<StatusFacts> facts = m_facts ? std::optional{m_facts()} : std::nullopt;
    QStringList lines{loginLine(m_login, !facts || facts->canNotify, printsTexts)};
    lines += serverLines();
    if (printsTexts)
        lines << printedTextsLine(m_settings.serverUrl());
    const QList<SessionView> views = m_companion.sessions();
    ipc::StatusReply reply{.message = {},
                           .version = QLatin1String{TOCSIN_VERSION},
                           .login = loginStatus(),
                           .server = {.url = m_settings.serverUrl().toDisplayString(),
                                      .isReachable = m_companion.serverReachable(),
                                      .waitingTexts = m_companion.waitingEvents()},
                           .sessions = {}};
    if (const QDateTime muted = m_settings.get<Setting::MutedUntil>(); muted > now) {
        reply.mutedUntil = muted;
        lines << tr("Notifications and texts are muted until %1.").arg(clockText(muted, now));
    }
    if (facts)
        lines += factLines(*facts, reply);
    lines << (views.isEmpty() ? tr("No Claude Code sessions running.")
                              : tr("%n Claude Code session(s):", nullptr, static_cast<int>(views.size())));
    const std::optional<SessionView> current =
        request.sessionId.isEmpty() ? std::nullopt : chooseSession(views, request.sessionId).session;
    for (const SessionView& view : views) {
        const bool isCurrent = current && view.id == current->id;
        QStringList heldBack = heldBackLines(alerts[view.id], now);
        lines << sessionLine(view, shortId(view.id, views), isCurrent);
        if (const QString mute = muteText(view.mutedUntil, now); !mute.isEmpty())
            lines << u"  "_s + mute;
        for (const QString& line : std::as_const(heldBack))
            lines << u"  "_s + line;
        reply.sessions.append({.id = view.id,
                               .name = view.name,
                               .state = wireName(view.state),
                               .since = view.since,
                               .texts = wireName(view.texts),
                               .isCurrent = isCurrent,
                               .mutedUntil = view.mutedUntil,
                               .heldBack = heldBack});
    }
    reply.message = lines.join(u'\n');
    return reply;
}

QString StatusReport::sessionLine(const SessionView& view, const QString& id, bool isCurrent)
{
    QString name = view.name;
    if (!view.folder.isEmpty() && view.folder != view.name)
        //: %1 is the name of a session, %2 of its folder
        name = tr("%1 in %2").arg(name, view.folder);
    if (isCurrent)
        name = tr("%1 (this one)").arg(name);
    //: %1 is the beginning of the session's ID, %2 its name
    return tr("- %1 %2: %3; %4").arg(id, name, words(view.state, view.dialog), words(view.texts));
}

QString StatusReport::printedTextsLine(const QUrl& server)
{
    return tr("The server at %1 only prints texts: no phone gets them.").arg(server.toDisplayString());
}

QStringList StatusReport::troubleLines(const std::set<Trouble>& troubles)
{
    QStringList lines;
    for (const Trouble trouble : troubles) {
        switch (trouble) {
        case Trouble::ServerUnreachable: // serverLines() say so
            break;
        case Trouble::TextUndelivered:
            lines << tr("A text was not delivered. Your phone may be off or out of coverage.");
            break;
        case Trouble::HourUsedUp:
            lines << tr("No more texts this hour: your phone has received all that the server allows.");
            break;
        }
    }
    return lines;
}

QString StatusReport::storageText(LoginStorage storage)
{
    switch (storage) {
    case LoginStorage::Keychain:
        return tr("The login is kept in the keychain.");
    case LoginStorage::File:
        return tr("The login is kept in a file that only you can read.");
    case LoginStorage::Memory:
        return tr("The login is not saved: it lasts until Tocsin ends.");
    }
    Q_UNREACHABLE();
}

QStringList StatusReport::factLines(const StatusFacts& facts, ipc::StatusReply& reply) const
{
    reply.presence = {.presence = wireName(facts.presence.presence),
                      .reason = wireName(facts.presence.reason)};
    reply.notifications = {.isAvailable = facts.canNotify, .isDoNotDisturb = facts.isDoNotDisturb};
    reply.loginStorage = wordOf(facts.loginStorage);
    QStringList lines{presenceText(facts.presence)};
    if (!facts.canNotify)
        lines << tr("Notifications cannot be shown: no notification service was found.");
    else if (facts.isDoNotDisturb)
        lines << tr("Notifications: Do Not Disturb is on.");
    if (!facts.loginProblem.isEmpty())
        lines << facts.loginProblem;
    else if (m_login.phase() == LoginPhase::LoggedIn)
        lines << storageText(facts.loginStorage);
    for (const Trouble trouble : facts.troubles)
        reply.troubles << wireName(trouble);
    return lines + troubleLines(facts.troubles);
}

QString StatusReport::presenceText(const Assessment& assessment)
{
    switch (assessment.reason) {
    case PresenceReason::SetByUser:
        return assessment.presence == Presence::Away ? tr("You are away, as you said.")
                                                     : tr("You are here, as you said.");
    case PresenceReason::TypedInTerminal:
        return tr("You are here: you typed in the terminal.");
    case PresenceReason::RecentInput:
        return tr("You are here: you used the computer recently.");
    case PresenceReason::Locked:
        return tr("You are away: the screen is locked.");
    case PresenceReason::SessionInactive:
        return tr("You are away: another user's session is on the screen.");
    case PresenceReason::Idle:
    case PresenceReason::IdleHint:
        return tr("You are away: the computer is idle.");
    case PresenceReason::NotAsked: // only while an alert is open
        return tr("Your presence is checked while something waits for you.");
    case PresenceReason::NotKnown:
        break;
    }
    return tr("It is not known whether you are at the computer.");
}

ipc::LoginStatus StatusReport::loginStatus() const
{
    using Phase = ipc::LoginStatus::Phase;
    switch (m_login.phase()) {
    case LoginPhase::LoggedIn:
        return {
            .phase = Phase::LoggedIn, .phone = m_login.maskedPhone(), .expiresAt = m_login.tokenExpiresAt()};
    case LoginPhase::AwaitingCode:
    case LoginPhase::Exchanging:
        return {.phase = Phase::AwaitingCode,
                .phone = m_login.maskedPhone(),
                .expiresAt = m_login.codeExpiresAt()};
    case LoginPhase::WaitingForBrowser:
        return {.phase = Phase::WaitingForBrowser, .phone = {}, .expiresAt = {}};
    case LoginPhase::Restoring:
    case LoginPhase::LoggedOut:
    case LoginPhase::RequestingCode:
        break;
    }
    return {};
}

QString StatusReport::loginLine(const Login& login, bool canNotify, bool printsTexts)
{
    if (login.phase() == LoginPhase::LoggedIn)
        return tr("Logged in as %1 until %2.").arg(login.maskedPhone(), localTime(login.tokenExpiresAt()));
    if (login.phase() == LoginPhase::AwaitingCode && !login.codeProblem().isEmpty())
        return login.codeProblem();
    if (login.phase() == LoginPhase::AwaitingCode || login.phase() == LoginPhase::Exchanging)
        return (printsTexts ? tr("Waiting for the code for %1, which is on the server's console.")
                            : tr("Waiting for the code that was texted to %1."))
            .arg(login.maskedPhone());
    if (login.phase() == LoginPhase::WaitingForBrowser)
        return tr("Waiting for you to enter your phone number in the browser.");
    return canNotify ? tr("Not logged in (notifications only).")
                     : tr("Not logged in: neither notifications nor texts.");
}

QString StatusReport::clockLine(std::chrono::seconds exactOffset)
{
    const auto offset = std::chrono::round<std::chrono::minutes>(exactOffset);
    const int minutesOff = static_cast<int>(std::chrono::abs(offset).count());
    if (minutesOff < MinutesOffToSay)
        return {};
    return offset.count() > 0
               ? tr("This computer's clock is %n minute(s) slow compared with the server's. Texts are "
                    "corrected for it.",
                    nullptr, minutesOff)
               : tr("This computer's clock is %n minute(s) fast compared with the server's. Texts are "
                    "corrected for it.",
                    nullptr, minutesOff);
}

QStringList StatusReport::serverLines() const
{
    QStringList lines;
    const QString server = m_settings.serverUrl().toDisplayString();
    const std::optional<bool> reachable = m_companion.serverReachable();
    if (!reachable)
        lines << tr("Server: %1").arg(server);
    else
        lines << (*reachable ? tr("Server: %1 (reachable)") : tr("Server: %1 (not responding)")).arg(server);
    const QString clock = clockLine(m_companion.clockOffset().value_or(std::chrono::seconds{0}));
    if (!clock.isEmpty())
        lines << clock;
    if (const int waiting = m_companion.waitingEvents(); waiting > 0)
        lines << (m_login.phase() == LoginPhase::LoggedIn
                      ? tr("%n text(s) waiting for the network.", nullptr, waiting)
                      : tr("%n text(s) waiting for you to log in.", nullptr, waiting));
    return lines;
}

} // namespace tocsin

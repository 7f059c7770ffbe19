// SPDX-License-Identifier: MIT
#include "core/pipeline/presence_watcher.h"

#include "core/system/presence/presence_report.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds LookAfter{50};
/// However many sessions send heartbeats.
constexpr std::chrono::milliseconds LookAgainAfter{20s};

/// What the person does may still change what becomes of it.
bool isUndecided(const OpenAlert& open)
{
    using Sms = SmsState::Progress;
    using Desktop = DesktopState::Progress;
    const auto depends = [](const QString& reason) {
        return reason == wireName(PlanReason::TerminalFocused) ||
               reason == wireName(PlanReason::DoNotDisturb);
    };
    // The terminal shows it when the person comes back.
    const bool isHidden = open.isHeld && !open.call.agentId.isEmpty();
    // Its buttons go when the screen is locked.
    const bool hasButtons = open.isHeld && open.desktop.isOnScreen;
    const Sms sms = open.sms.progress;
    const Desktop desktop = open.desktop.progress;
    return sms == Sms::Due || sms == Sms::Pending || sms == Sms::Held || sms == Sms::Recalled ||
           (sms == Sms::Withheld && depends(open.sms.reason)) || desktop == Desktop::Due || isHidden ||
           hasButtons || (desktop == Desktop::Withheld && depends(open.desktop.reason));
}

std::optional<bool> presentBy(Presence presence)
{
    return presence == Presence::Unknown ? std::nullopt : std::optional{presence == Presence::Present};
}

} // namespace

PresenceWatcher::PresenceWatcher(Parts parts, QObject* parent)
    : QObject{parent}
    , m_parts{std::move(parts)}
    , m_lookSoon{LookAfter, [this] { look(); }}
{
    connect(&m_parts.pipeline, &EventPipeline::changed, this, [this] { m_lookSoon.wish(); });
    connect(&m_parts.monitor, &PresenceMonitor::changed, this, [this] { publish(); });
    connect(&m_parts.monitor, &PresenceMonitor::refreshed, this, [this] { publish(); });
    connect(&m_parts.monitor, &PresenceMonitor::overrideChanged, this, [this] {
        m_parts.settings.setValue(Setting::PresenceOverride, setByUser() == Presence::Unknown ? QString{}
                                                             : setByUser() == Presence::Away  ? u"away"_s
                                                                                              : u"here"_s);
        publish();
    });
    // The next one says what is found out now.
    connect(&m_parts.delivery, &SmsDelivery::heartbeatDue, this, [this] {
        if (m_parts.delivery.serverWantsPresence() && m_sinceLook.hasExpired(LookAgainAfter.count())) {
            m_sinceLook.start();
            m_parts.monitor.look();
        }
    });
    const QString kept = m_parts.settings.value(Setting::PresenceOverride).toString();
    if (!kept.isEmpty())
        m_parts.monitor.setByUser(kept == "away"_L1 ? Presence::Away : Presence::Present);
}

void PresenceWatcher::setByUser(Presence presence)
{
    m_parts.monitor.setByUser(presence);
}

Presence PresenceWatcher::setByUser() const
{
    const auto& given = m_parts.monitor.currentOverride();
    return given ? given->presence : Presence::Unknown;
}

QStringList PresenceWatcher::report() const
{
    return presenceReport(m_parts.monitor.assessment(), m_parts.monitor.facts());
}

QList<WatchedSession> PresenceWatcher::sessionsInQuestion() const
{
    QSet<QString> ids;
    for (const OpenAlert& open : m_parts.pipeline.openAlerts()) {
        if (isUndecided(open))
            ids.insert(open.alert.sessionId);
    }
    QList<WatchedSession> sessions;
    if (!ids.isEmpty()) {
        for (const WatchedSession& session : m_parts.pipeline.watchedSessions()) {
            if (ids.contains(session.id))
                sessions.append(session);
        }
    }
    return sessions;
}

/// An alert of a session that is over has no terminal, but a person.
void PresenceWatcher::look()
{
    const std::vector<OpenAlert> alerts = m_parts.pipeline.openAlerts();
    const bool isWanted = std::any_of(alerts.begin(), alerts.end(), &isUndecided);
    if (isWanted == m_parts.monitor.isWatching())
        return;
    m_parts.monitor.watch(isWanted);
    if (isWanted)
        return;
    // By the next alert this is no longer known.
    m_focused.clear();
    m_parts.surroundings.change([this](Surroundings& surroundings) {
        surroundings.presence = setByUser();
        surroundings.terminals.clear();
        surroundings.isScreenLocked = false;
    });
}

void PresenceWatcher::publish()
{
    const Assessment assessment = m_parts.monitor.assessment();
    m_parts.delivery.setPresent(presentBy(assessment.presence));
    if (!m_parts.monitor.isWatching() && setByUser() == Presence::Unknown)
        return;
    const QList<WatchedSession> sessions = sessionsInQuestion();
    m_parts.surroundings.change([&](Surroundings& surroundings) {
        surroundings.presence = assessment.presence;
        surroundings.isScreenLocked = isUnseen(m_parts.monitor.facts());
        surroundings.terminals.clear();
        for (const WatchedSession& session : sessions)
            surroundings.terminals.insert(
                session.id, {.presence = presenceOf(session), .isFocused = m_focused.value(session.id)});
    });
    for (const WatchedSession& session : sessions)
        askFocus(session);
    if (std::exchange(m_presence, assessment.presence) != assessment.presence)
        Q_EMIT presenceChanged(assessment.presence);
}

/// Of one session: who types in any of its terminals is there.
Presence PresenceWatcher::presenceOf(const WatchedSession& session)
{
    for (const SessionTerminal& terminal : session.terminals) {
        if (terminal.tty.isEmpty() || !m_parts.machine.canSee(terminal.process))
            continue;
        const Assessment own = m_parts.monitor.assessmentFor(terminal.tty);
        if (own.reason == PresenceReason::TypedInTerminal)
            return own.presence;
    }
    return Presence::Unknown;
}

/// Of the terminal that was heard of last: the others may be left open anywhere.
void PresenceWatcher::askFocus(const WatchedSession& session)
{
    if (session.terminals.isEmpty() || !m_parts.machine.canSee(session.terminals.last().process))
        return;
    m_parts.focus.ask(session.terminals.last().variables, [this, id = session.id](TerminalFocus focus) {
        noteFocus(id, focus == TerminalFocus::Focused);
    });
}

void PresenceWatcher::noteFocus(const QString& sessionId, bool isFocused)
{
    if (!m_parts.monitor.isWatching() || m_focused.value(sessionId) == isFocused)
        return;
    m_focused.insert(sessionId, isFocused);
    m_parts.surroundings.change(
        [&](Surroundings& surroundings) { surroundings.terminals[sessionId].isFocused = isFocused; });
}

} // namespace tocsin

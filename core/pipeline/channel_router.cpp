// SPDX-License-Identifier: MIT
#include "core/pipeline/channel_router.h"

#include <optional>
#include <variant>

namespace tocsin {

namespace {
template<typename ChannelActions> void append(ChannelActions channel, Actions& actions)
{
    for (auto& action : channel)
        std::visit([&](auto& what) { actions.emplace_back(std::move(what)); }, action);
}
} // namespace

ChannelRouter::ChannelRouter(EngineParts& parts, const StepClock& clock, DropCounter& drops)
    : m_parts{parts}
    , m_clock{clock}
    , m_drops{drops}
{}

/// Whom each event concerns, and who hears of it first.
struct ChannelRouter::Visitor
{
    ChannelRouter& router;
    EngineParts& parts;
    const QDateTime& at;
    DesktopActions& shown;
    SmsActions& sent;

    void operator()(const SessionAppeared& event) const { parts.sms.appear(event.info); }
    void operator()(const SessionContinued& event) const
    {
        parts.planner.follow(event);
        parts.sms.follow(event, at, sent);
    }
    void operator()(const TurnActivity& event) const
    {
        parts.sms.turnActivity(event.info, router.isTold(event.info.sessionId), at, sent);
    }
    void operator()(const UserPrompted& event) const
    {
        parts.planner.turnBegan(event.sessionId);
        parts.desktop.userPrompted(event.sessionId);
        parts.sms.userPrompted(event.sessionId, at, sent);
    }
    void operator()(const AttentionCleared& event) const
    {
        parts.desktop.attentionCleared(event.sessionId);
        parts.sms.attentionCleared(event.sessionId);
    }
    void operator()(const AlertRaised& event) const { router.raise(event, sent); }
    void operator()(const AlertClosed& event) const
    {
        parts.desktop.close(event.alert, shown);
        parts.sms.close(event.alert, sent);
        router.noteClosed(event, at, sent);
        parts.planner.closed(event.alert, at, sent);
    }
    void operator()(const FailureNoted& event) const { router.m_noted.push_back(event); }
    void operator()(const ActivityNoted& event) const { router.m_activity.push_back(event); }
    void operator()(const SessionEnded& event) const { parts.sms.end(event, at, sent); }
    void operator()(const SessionRemoved& event) const
    {
        parts.desktop.forget(event.sessionId);
        parts.sms.forget(event.sessionId, sent);
        parts.planner.forget(event.sessionId);
    }
    void operator()(const Dropped& event) const { router.m_drops.count(event); }
};

void ChannelRouter::route(const SessionEvents& events, const QDateTime& at, Actions& actions)
{
    for (const SessionEvent& event : events) {
        DesktopActions shown;
        SmsActions sent;
        std::visit(Visitor{*this, m_parts, at, shown, sent}, event);
        append(std::move(shown), actions);
        append(std::move(sent), actions);
    }
}

bool ChannelRouter::isTold(const QString& sessionId) const
{
    return m_parts.planner.silenceOf(sessionId) == PlanReason::None;
}

SessionInfo ChannelRouter::infoOf(const QString& sessionId) const
{
    const Session* session = m_parts.tracker.find(sessionId);
    return session != nullptr ? session->info() : SessionInfo{.sessionId = sessionId};
}

QSet<QString> ChannelRouter::silentSessions() const
{
    QSet<QString> silent;
    for (const auto& [id, open] : m_parts.alerts.open()) {
        if (!isTold(open.alert.sessionId))
            silent.insert(open.alert.sessionId);
    }
    return silent;
}

void ChannelRouter::setConfig(const EngineConfig& config, const QDateTime& now, Actions& actions)
{
    const QSet<QString> silent = silentSessions();
    m_parts.setConfig(config);
    SmsActions sent;
    for (const QString& sessionId : silent - silentSessions())
        m_parts.sms.turnActivity(infoOf(sessionId), true, now, sent);
    append(std::move(sent), actions);
}

void ChannelRouter::raise(const AlertRaised& raised, SmsActions& sent)
{
    const std::optional<AlertPlanner::FirstPlan> first =
        m_parts.planner.raise(raised, m_clock.latest(), sent);
    if (!first)
        return;
    const QString cause = wireName(m_parts.alerts.find(raised.id)->alert.cause);
    const PlanReason reason = first->plan.notification.reason;
    if (first->isRepeat)
        m_drops.count({.reason = DropReason::AlreadyTold, .detail = cause});
    else if (reason == PlanReason::ShortTurn)
        m_drops.count({.reason = DropReason::ShortTurn, .detail = cause});
    else if (reason == PlanReason::Headless || reason == PlanReason::Teammate)
        m_drops.count({.reason = DropReason::NotAttended, .detail = cause});
}

/// `sent`: of an alert that happened, though it is over, the text may go out all the same.
void ChannelRouter::noteClosed(const AlertClosed& closed, const QDateTime& at, const SmsActions& sent)
{
    ClosedAlert one{.alert = closed.alert, .why = closed.why, .at = at};
    one.alert.sms = m_parts.sms.reported(closed.alert);
    for (const auto& action : sent) {
        if (const auto* text = std::get_if<SendServerEvent>(&action)) {
            one.alert.sms.progress = SmsState::Progress::Pending;
            one.alert.sms.key = text->key;
        }
    }
    m_closed.push_back(std::move(one));
}

void ChannelRouter::tick(const QDateTime& now, Actions& actions)
{
    DesktopActions shown;
    SmsActions sent;
    m_parts.planner.tick(now, shown, sent);
    m_parts.desktop.tick(now, shown);
    m_parts.sms.tick(now, sent);
    append(std::move(shown), actions);
    append(std::move(sent), actions);
}

void ChannelRouter::replan(const QDateTime& now, Actions& actions)
{
    DesktopActions shown;
    SmsActions sent;
    m_parts.planner.replan(now, shown, sent);
    append(std::move(shown), actions);
    append(std::move(sent), actions);
}

void ChannelRouter::setLoggedIn(bool loggedIn, const QDateTime& now, Actions& actions)
{
    SmsActions sent;
    m_parts.sms.setLoggedIn(loggedIn, now, sent);
    append(std::move(sent), actions);
}

void ChannelRouter::setWanted(const QString& sessionId, bool on, const QDateTime& now, Actions& actions)
{
    SmsActions sent;
    m_parts.sms.setWanted(infoOf(sessionId), on, now, sent);
    append(std::move(sent), actions);
}

} // namespace tocsin

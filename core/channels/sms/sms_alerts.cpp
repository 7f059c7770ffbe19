// SPDX-License-Identifier: MIT
#include "core/channels/sms/sms_alerts.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tocsin {

using Progress = SmsState::Progress;

SmsAlerts::SmsAlerts(AlertBook& alerts, bool textsForNewSessions, std::function<QUuid()> newKey)
    : m_alerts{alerts}
    , m_subscriptions{textsForNewSessions}
    , m_newKey{std::move(newKey)}
{}

void SmsAlerts::appear(const SessionInfo& info)
{
    m_subscriptions.appear(info);
}

void SmsAlerts::follow(const SessionContinued& continued, const QDateTime& now, SmsActions& actions)
{
    if (m_subscriptions.follow(continued, now, actions))
        sendOpen(continued.info.sessionId, now, actions);
}

void SmsAlerts::turnActivity(const SessionInfo& info, bool isTold, const QDateTime& now, SmsActions& actions)
{
    if (isTold && m_subscriptions.turnActivity(info, now, actions))
        sendOpen(info.sessionId, now, actions);
}

void SmsAlerts::userPrompted(const QString& sessionId, const QDateTime& now, SmsActions& actions)
{
    if (m_subscriptions.userPrompted(sessionId, now, actions))
        sendOpen(sessionId, now, actions);
}

void SmsAlerts::attentionCleared(const QString& sessionId)
{
    m_subscriptions.beginPause(sessionId);
}

bool SmsAlerts::raise(AlertId id, const std::optional<OpenAlert>& before, const ChannelPlan& plan,
                      SmsActions& actions)
{
    OpenAlert& open = *m_alerts.find(id);
    if (before)
        close(*before, actions);
    const Subscription* subscription = m_subscriptions.find(open.alert.sessionId);
    if (subscription == nullptr)
        return true;
    if (open.alert.cause == AlertCause::Idle && !subscription->toldInPause.empty()) {
        open.sms = text::alreadyTold();
        return false;
    }
    if (before && text::isReplaced(*before, subscription->monitored))
        open.sms.more = before->sms.more + 1;
    schedule(open, plan, open.knownAt);
    return true;
}

void SmsAlerts::replan(AlertId id, const ChannelPlan& plan, const QDateTime& now, SmsActions& actions,
                       int more)
{
    OpenAlert& open = *m_alerts.find(id);
    const bool wasHeldBack = open.sms.progress == Progress::HeldBack;
    switch (text::changeBy(plan, open.sms, now)) {
    case text::Change::None:
        return;
    case text::Change::Schedule:
        schedule(open, plan, now);
        if (!wasHeldBack)
            open.sms.more = std::max(more, open.sms.more);
        return;
    case text::Change::Withdraw:
        actions.emplace_back(WithdrawEvent{.sessionId = open.alert.sessionId, .key = open.sms.key});
        [[fallthrough]];
    case text::Change::Retry:
        open.sms = text::recalled(open.sms, plan);
        open.sms.more = std::max(more, open.sms.more);
        return;
    }
}

void SmsAlerts::schedule(OpenAlert& open, const ChannelPlan& plan, const QDateTime& from)
{
    if (!plan.isNever())
        m_subscriptions.noteTold(open.alert.sessionId, open.alert.id);
    change(open, text::scheduled(open.sms, plan, from, m_serverHolds));
}

void SmsAlerts::summarize(AlertId id)
{
    change(*m_alerts.find(id), text::summarized());
}

bool SmsAlerts::isSummarized(const OpenAlert& open)
{
    return text::isSummarized(open.sms);
}

void SmsAlerts::close(const OpenAlert& closed, SmsActions& actions)
{
    m_queue.remove(closed);
    if (text::isToWithdraw(closed, m_serverHolds))
        actions.emplace_back(WithdrawEvent{.sessionId = closed.alert.sessionId, .key = closed.sms.key});
    if (text::isTextedAlone(closed, m_subscriptions.isMonitored(closed.alert.sessionId)))
        actions.emplace_back(eventOf(closed, m_newKey(), closed.alert.raisedAt));
}

void SmsAlerts::end(const SessionEnded& ended, const QDateTime& now, SmsActions& actions)
{
    if (m_subscriptions.isMonitored(ended.sessionId))
        sendDue(ended.sessionId, now, actions);
    m_subscriptions.end(ended);
    stopWhenDone(ended.sessionId, actions);
}

/// An error that ended the session may still have to be texted, and the server drops what it holds at a stop.
void SmsAlerts::stopWhenDone(const QString& sessionId, SmsActions& actions)
{
    const std::vector<const OpenAlert*> open = m_alerts.ofSession(sessionId);
    if (std::none_of(open.begin(), open.end(), [](const OpenAlert* one) { return text::isToCome(one->sms); }))
        m_subscriptions.stop(sessionId, actions);
}

void SmsAlerts::forget(const QString& sessionId, SmsActions& actions)
{
    m_subscriptions.forget(sessionId, actions);
    m_queue.removeClosed(m_alerts);
}

void SmsAlerts::setLoggedIn(bool loggedIn, const QDateTime& now, SmsActions& actions)
{
    if (!loggedIn)
        return logOut();
    m_subscriptions.logIn();
    for (const QString& sessionId : m_subscriptions.sessions()) {
        if (m_subscriptions.resume(sessionId, now, actions))
            sendOpen(sessionId, now, actions);
    }
}

void SmsAlerts::logOut()
{
    m_subscriptions.logOut();
    for (const QString& sessionId : m_subscriptions.sessions()) {
        for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
            if (!text::isWithServer(alert->sms))
                continue;
            SmsState& sms = m_alerts.find(alert->alert.id)->sms;
            sms.progress = Progress::GivenUp;
            sms.reason = wireName(PlanReason::NoLogin);
        }
    }
}

void SmsAlerts::setWanted(const SessionInfo& info, bool on, const QDateTime& now, SmsActions& actions)
{
    if (on) {
        if (m_subscriptions.want(info, now, actions))
            sendOpen(info.sessionId, now, actions);
    } else if (m_subscriptions.unwant(info, now, actions)) {
        makeDueAgain(info.sessionId, &text::isDroppedByStop);
    }
}

void SmsAlerts::refuse(const QString& sessionId)
{
    if (m_subscriptions.find(sessionId) == nullptr)
        return;
    m_subscriptions.refuse(sessionId);
    makeDueAgain(sessionId, &text::isRefused);
}

/// Texts may be switched on, or monitoring begin, while these alerts are still open.
void SmsAlerts::makeDueAgain(const QString& sessionId, bool (*isToBe)(const SmsState&))
{
    for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
        if (isToBe(alert->sms))
            change(*m_alerts.find(alert->alert.id), text::dueAgain(*alert));
    }
}

void SmsAlerts::answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome,
                         bool isKnownToWait, const QDateTime& now)
{
    const Subscription* subscription = m_subscriptions.find(sessionId);
    OpenAlert* open = findByKey(sessionId, key);
    if (subscription == nullptr || open == nullptr)
        return;
    if (open->sms.progress == Progress::Recalled && outcome.result != TextResult::Sent)
        return; // withdrawn() follows
    if (outcome.result != TextResult::Held && outcome.result != TextResult::Sent)
        m_subscriptions.noteNotTold(sessionId, open->alert.id);
    change(*open, text::answered(
                      *open, outcome,
                      {.isKnownToWait = isKnownToWait, .isMonitored = subscription->monitored, .now = now}));
}

void SmsAlerts::withdrawn(const QString& sessionId, const QUuid& key, WithdrawResult result)
{
    OpenAlert* open = findByKey(sessionId, key);
    if (open != nullptr && open->sms.progress == Progress::Recalled)
        change(*open, text::withdrawn(*open, result, m_serverHolds));
}

OpenAlert* SmsAlerts::findByKey(const QString& sessionId, const QUuid& key)
{
    for (const OpenAlert* open : m_alerts.ofSession(sessionId)) {
        if (open->sms.key == key)
            return m_alerts.find(open->alert.id);
    }
    return nullptr;
}

void SmsAlerts::tick(const QDateTime& now, SmsActions& actions)
{
    for (const AlertId id : m_queue.takeDue(now)) {
        OpenAlert* open = m_alerts.find(id);
        if (open == nullptr || !text::waitsForItsTime(open->sms))
            continue;
        if (!m_subscriptions.isMonitored(open->alert.sessionId))
            continue; // queued again once it is monitored
        // What was held back happens now: that it waits still. The event of then has gone stale.
        send(*open, open->sms.progress == Progress::HeldBack ? now : text::eventTimeOf(*open), actions);
    }
    const std::set<QString> stopping = m_subscriptions.stopping();
    for (const QString& sessionId : stopping)
        stopWhenDone(sessionId, actions);
}

void SmsAlerts::clockSetBack(std::chrono::milliseconds by)
{
    for (const QString& sessionId : m_subscriptions.sessions()) {
        for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
            if (!text::waitsForItsTime(alert->sms))
                continue;
            OpenAlert& open = *m_alerts.find(alert->alert.id);
            const bool isQueued = m_queue.remove(open);
            open.sms.at = open.sms.at.addMSecs(-by.count());
            if (isQueued)
                enqueue(open);
        }
    }
}

PlanReason SmsAlerts::whyNoTexts(const QString& sessionId) const
{
    const Subscription* subscription = m_subscriptions.find(sessionId);
    if (subscription == nullptr)
        return PlanReason::None;
    if (subscription->monitored)
        return m_subscriptions.hasLapsed() ? PlanReason::NoLogin : PlanReason::None;
    if (subscription->refused)
        return PlanReason::Refused;
    if (!subscription->wanted)
        return PlanReason::TextsOff;
    return m_subscriptions.isLoggedIn() ? PlanReason::None : PlanReason::NoLogin;
}

SmsState SmsAlerts::reported(const OpenAlert& open) const
{
    const PlanReason why = whyNoTexts(open.alert.sessionId);
    if (why == PlanReason::None)
        return open.sms;
    if (text::waitsForItsTime(open.sms))
        return {.progress = Progress::Withheld, .reason = wireName(why)};
    SmsState sms = open.sms;
    if (sms.progress == Progress::Pending) // in the outbox
        sms.reason = wireName(why);
    return sms;
}

QJsonObject SmsAlerts::saved(const QString& sessionId) const
{
    return m_subscriptions.saved(sessionId);
}

void SmsAlerts::restore(const QString& sessionId, const QJsonObject& saved)
{
    m_subscriptions.restore(sessionId, saved);
    for (const OpenAlert* open : m_alerts.ofSession(sessionId))
        enqueue(*open);
}

/// The session is monitored from now on: first comes what is open and was never sent.
void SmsAlerts::sendOpen(const QString& sessionId, const QDateTime& now, SmsActions& actions)
{
    sendDue(sessionId, now, actions);
    for (const OpenAlert* open : m_alerts.ofSession(sessionId))
        enqueue(*open);
}

void SmsAlerts::sendDue(const QString& sessionId, const QDateTime& now, SmsActions& actions)
{
    for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
        if (alert->sms.progress == Progress::Due && alert->sms.at <= now)
            send(*m_alerts.find(alert->alert.id), text::eventTimeOf(*alert), actions);
    }
}

void SmsAlerts::send(OpenAlert& open, const QDateTime& at, SmsActions& actions)
{
    change(open, text::pending(open.sms, m_newKey()));
    SendServerEvent event = eventOf(open, open.sms.key, at);
    event.holdUntil = open.sms.holdUntil;
    actions.emplace_back(std::move(event));
}

/// What has a time is in the queue under this time.
void SmsAlerts::change(OpenAlert& open, SmsState state)
{
    m_queue.remove(open);
    open.sms = std::move(state);
    enqueue(open);
}

void SmsAlerts::enqueue(const OpenAlert& open)
{
    if (text::waitsForItsTime(open.sms) && m_subscriptions.isMonitored(open.alert.sessionId))
        m_queue.add(open);
}

} // namespace tocsin

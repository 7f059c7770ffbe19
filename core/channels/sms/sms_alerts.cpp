// SPDX-License-Identifier: MIT
#include "core/channels/sms/sms_alerts.h"

#include "core/base/redaction.h"
#include "core/base/text.h"
#include "core/channels/sms/sms_message.h"
#include "core/sessions/session_fields.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Progress = SmsState::Progress;

namespace {
/// However far apart the server's clock and ours are, it is not asked again sooner.
constexpr std::chrono::milliseconds ShortestRetry{1min};
const QString NotSent{u"not_sent"_s};

bool waits(const OpenAlert& open)
{
    return open.sms.progress == Progress::Due || open.sms.progress == Progress::HeldBack;
}
} // namespace

namespace {
SendServerEvent eventOf(const Alert& alert, const QUuid& key, const QDateTime& at)
{
    return {.key = key,
            .sessionId = alert.sessionId,
            .type = eventTypeOf(alert.kind),
            .cause = alert.cause,
            .text = smsMessage(alert),
            .at = at};
}
} // namespace

ServerEventType eventTypeOf(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Error:
        return ServerEventType::Error;
    case AlertKind::Done:
        return ServerEventType::Done;
    case AlertKind::Permission:
    case AlertKind::Question:
    case AlertKind::Waiting:
        break;
    }
    return ServerEventType::Waiting;
}

SmsAlerts::SmsAlerts(AlertBook& alerts, bool textsForNewSessions, std::function<QUuid()> newKey)
    : m_alerts{alerts}
    , m_textsForNewSessions{textsForNewSessions}
    , m_newKey{std::move(newKey)}
{}

void SmsAlerts::appear(const SessionInfo& info)
{
    const auto [found, isNew] = m_subscriptions.try_emplace(info.sessionId);
    Subscription& subscription = found->second;
    if (isNew)
        subscription.wanted = m_textsForNewSessions;
    subscription.info = info;
    subscription.over = false;
    subscription.hasWorked = false;
}

/// The wish follows the person; a session that was monitored is monitored on, under its new id.
void SmsAlerts::follow(const SessionContinued& continued, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = find(continued.info.sessionId);
    const Subscription* before = find(continued.predecessor);
    if (subscription == nullptr || before == nullptr)
        return;
    subscription->info = continued.info;
    subscription->wanted = before->wanted;
    if (!subscription->wanted &&
        std::exchange(subscription->monitored, false)) // a fork is known a little late
        actions.emplace_back(StopMonitoring{.sessionId = continued.info.sessionId,
                                            .reason = u"user_stop"_s,
                                            .finalState = u"cancelled"_s,
                                            .endedAt = now});
    const bool isAtWork = subscription->hasWorked && !subscription->refused;
    if (before->wasMonitored || subscription->monitored || isAtWork)
        start(*subscription, now, actions);
}

void SmsAlerts::turnActivity(const SessionInfo& info, bool isTold, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = find(info.sessionId);
    if (subscription == nullptr || !isTold)
        return;
    const bool isRenamed = subscription->info.name != info.name;
    subscription->info = info;
    subscription->hasWorked = true;
    if (!subscription->refused && (!subscription->monitored || isRenamed))
        start(*subscription, now, actions);
}

/// A prompt is also the moment to ask a server again that would not monitor the session.
void SmsAlerts::userPrompted(const QString& sessionId, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = find(sessionId);
    if (subscription == nullptr)
        return;
    if (std::exchange(subscription->refused, false))
        start(*subscription, now, actions);
    else if (subscription->monitored)
        actions.emplace_back(SendHeartbeat{sessionId});
}

void SmsAlerts::refuse(const QString& sessionId)
{
    Subscription* subscription = find(sessionId);
    if (subscription == nullptr)
        return;
    subscription->refused = true;
    subscription->monitored = false;
    for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
        // Its events were reported as failed first (SmsDelivery).
        const bool hasFailed = alert->sms.progress == Progress::GivenUp && alert->sms.reason == NotSent;
        if (alert->sms.progress == Progress::Pending || hasFailed)
            wait(*m_alerts.find(alert->alert.id), alert->alert.raisedAt);
    }
}

void SmsAlerts::attentionCleared(const QString& sessionId)
{
    if (Subscription* subscription = find(sessionId))
        subscription->toldInPause.clear();
}

bool SmsAlerts::raise(AlertId id, const std::optional<OpenAlert>& before, const ChannelPlan& plan,
                      SmsActions& actions)
{
    OpenAlert& open = *m_alerts.find(id);
    Subscription* subscription = find(open.alert.sessionId);
    if (before)
        close(*before, actions);
    if (subscription == nullptr)
        return true;
    std::vector<AlertId>& told = subscription->toldInPause;
    const bool isTold = open.alert.cause == AlertCause::Idle && !told.empty();
    if (plan.isNever() || isTold) {
        open.sms = {.progress = Progress::Withheld, .reason = isTold ? u"already_told"_s : plan.reason};
        return !isTold;
    }
    if (std::find(told.begin(), told.end(), id) == told.end())
        told.push_back(id);
    wait(open, plan.at);
    return true;
}

/// What is on its way to the server and asks for an answer is not to be texted any more.
void SmsAlerts::close(const OpenAlert& closed, SmsActions& actions)
{
    dequeue(closed);
    if (closed.sms.progress == Progress::Pending &&
        eventTypeOf(closed.alert.kind) == ServerEventType::Waiting)
        actions.emplace_back(WithdrawEvent{.sessionId = closed.alert.sessionId, .key = closed.sms.key});
    // Several errors can come at once from the spool: each of them happened. The outbox makes one text of
    // them.
    const Subscription* subscription = find(closed.alert.sessionId);
    if (closed.sms.progress == Progress::Due && closed.alert.kind == AlertKind::Error &&
        subscription != nullptr && subscription->monitored)
        actions.emplace_back(eventOf(closed.alert, m_newKey(), closed.alert.raisedAt));
}

void SmsAlerts::end(const SessionEnded& ended, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = find(ended.sessionId);
    if (subscription == nullptr)
        return;
    if (subscription->monitored)
        sendDue(ended.sessionId, now, actions);
    subscription->over = true;
    subscription->wasMonitored = subscription->monitored;
    if (std::exchange(subscription->monitored, false))
        actions.emplace_back(StopMonitoring{.sessionId = ended.sessionId,
                                            .reason = ended.reason,
                                            .finalState = ended.finalState,
                                            .endedAt = ended.at});
}

void SmsAlerts::forget(const QString& sessionId)
{
    m_subscriptions.erase(sessionId);
    std::erase_if(m_queue, [this](const auto& entry) { return m_alerts.find(entry.second) == nullptr; });
}

void SmsAlerts::setLoggedIn(bool loggedIn, const QDateTime& now, SmsActions& actions)
{
    m_loggedIn = loggedIn;
    for (auto& [sessionId, subscription] : m_subscriptions) {
        const bool isToStart = subscription.hasWorked && !subscription.over && !subscription.monitored;
        if (loggedIn && isToStart && !subscription.refused) {
            start(subscription, now, actions);
        } else if (!loggedIn) { // the server ended the sessions with the login
            subscription.monitored = false;
            subscription.refused = false; // the next one may be another server, or another account
            for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
                if (alert->sms.progress == Progress::Pending)
                    m_alerts.find(alert->alert.id)->sms.progress = Progress::GivenUp;
            }
        }
    }
}

void SmsAlerts::setWanted(const SessionInfo& info, bool on, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = find(info.sessionId);
    if (subscription == nullptr)
        return;
    const bool isRenamed = subscription->info.name != info.name;
    subscription->info = info;
    subscription->wanted = on;
    subscription->refused = false;
    if (on) {
        if (!subscription->over && (!subscription->monitored || isRenamed))
            start(*subscription, now, actions);
    } else if (std::exchange(subscription->monitored, false)) {
        actions.emplace_back(StopMonitoring{.sessionId = info.sessionId,
                                            .reason = u"user_stop"_s,
                                            .finalState = u"cancelled"_s,
                                            .endedAt = now});
    }
}

void SmsAlerts::answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome,
                         bool isKnownToWait, const QDateTime& now)
{
    Subscription* subscription = find(sessionId);
    const std::vector<const OpenAlert*> alerts = m_alerts.ofSession(sessionId);
    const auto found = std::find_if(alerts.begin(), alerts.end(),
                                    [&](const OpenAlert* alert) { return alert->sms.key == key; });
    if (subscription == nullptr || found == alerts.end())
        return;
    OpenAlert& open = *m_alerts.find((*found)->alert.id);
    if (outcome.result != TextResult::Sent)
        std::erase(subscription->toldInPause, open.alert.id);
    // The event was too old to text, but the alert is still open: send it again.
    const bool isStillOpen = outcome.result == TextResult::TooOld && isKnownToWait &&
                             eventTypeOf(open.alert.kind) == ServerEventType::Waiting;
    const bool isHeldBack = outcome.result == TextResult::RateLimited && outcome.nextAllowedAt.isValid();
    if (outcome.result == TextResult::Sent) {
        open.sms.progress = Progress::Sent;
    } else if (isStillOpen || isHeldBack) {
        const QDateTime soonest = now.addMSecs(ShortestRetry.count());
        dequeue(open);
        open.sms.progress = Progress::HeldBack;
        open.sms.at = isHeldBack ? std::max(outcome.nextAllowedAt, soonest) : soonest;
        open.sms.reason = isHeldBack ? u"rate_limited"_s : u"too_old"_s;
        enqueue(open);
    } else if (outcome.result == TextResult::NotSent && !subscription->monitored) {
        wait(open, open.alert.raisedAt); // texts may be switched on again while it is open
    } else {
        open.sms.progress = Progress::GivenUp;
        open.sms.reason = outcome.result == TextResult::NotSent  ? NotSent
                          : outcome.result == TextResult::TooOld ? u"too_old"_s
                                                                 : u"not_wanted"_s;
    }
}

void SmsAlerts::tick(const QDateTime& now, SmsActions& actions)
{
    std::set<std::pair<QDateTime, AlertId>> due;
    while (!m_queue.empty() && m_queue.begin()->first <= now)
        due.insert(m_queue.extract(m_queue.begin()));
    std::vector<OpenAlert*> toSend;
    for (const auto& [at, id] : due) {
        OpenAlert* open = m_alerts.find(id);
        if (open != nullptr && waits(*open))
            toSend.push_back(open);
    }
    std::sort(toSend.begin(), toSend.end(),
              [](const OpenAlert* a, const OpenAlert* b) { return a->alert.id < b->alert.id; });
    for (OpenAlert* open : toSend) {
        const Subscription* subscription = find(open->alert.sessionId);
        if (subscription == nullptr || !subscription->monitored)
            continue; // queued again once it is monitored
        // What was held back happens now: that it waits still. The event of then has gone stale.
        send(*open, open->sms.progress == Progress::HeldBack ? now : open->alert.raisedAt, actions);
    }
}

void SmsAlerts::clockSetBack(std::chrono::milliseconds by)
{
    for (const auto& [sessionId, subscription] : m_subscriptions) {
        for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
            if (!waits(*alert))
                continue;
            OpenAlert& open = *m_alerts.find(alert->alert.id);
            const bool isQueued = m_queue.erase({open.sms.at, open.alert.id}) > 0;
            open.sms.at = open.sms.at.addMSecs(-by.count());
            if (isQueued)
                enqueue(open);
        }
    }
}

std::optional<QDateTime> SmsAlerts::nextDeadline() const
{
    return m_queue.empty() ? std::nullopt : std::optional{m_queue.begin()->first};
}

QJsonObject SmsAlerts::saved(const QString& sessionId) const
{
    const auto subscription = m_subscriptions.find(sessionId);
    return subscription == m_subscriptions.end() ? QJsonObject{} : json::toObject(subscription->second);
}

void SmsAlerts::restore(const QString& sessionId, const QJsonObject& saved)
{
    json::fromObject(saved, m_subscriptions[sessionId]);
    for (const OpenAlert* open : m_alerts.ofSession(sessionId))
        enqueue(*open);
}

bool SmsAlerts::isWanted(const QString& sessionId) const
{
    const auto subscription = m_subscriptions.find(sessionId);
    return subscription != m_subscriptions.end() && subscription->second.wanted &&
           !subscription->second.refused;
}

SmsAlerts::Subscription* SmsAlerts::find(const QString& sessionId)
{
    const auto subscription = m_subscriptions.find(sessionId);
    return subscription == m_subscriptions.end() ? nullptr : &subscription->second;
}

/// From now on the server hears of this session: first of what is open and was never sent.
void SmsAlerts::start(Subscription& subscription, const QDateTime& now, SmsActions& actions)
{
    if (!m_loggedIn || !subscription.wanted)
        return;
    const SessionInfo& info = subscription.info;
    subscription.monitored = true;
    actions.emplace_back(StartMonitoring{.sessionId = info.sessionId,
                                         .description = elided(redactForSms(info.name), MaxDescription),
                                         .hostname = info.hostname,
                                         .startedAt = info.startedAt.isValid() ? info.startedAt : now});
    sendDue(info.sessionId, now, actions);
    for (const OpenAlert* open : m_alerts.ofSession(info.sessionId))
        enqueue(*open);
}

void SmsAlerts::sendDue(const QString& sessionId, const QDateTime& now, SmsActions& actions)
{
    for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
        if (alert->sms.progress == Progress::Due && alert->sms.at <= now)
            send(*m_alerts.find(alert->alert.id), alert->alert.raisedAt, actions);
    }
}

void SmsAlerts::send(OpenAlert& open, const QDateTime& at, SmsActions& actions)
{
    dequeue(open);
    open.sms = {.progress = Progress::Pending, .key = m_newKey()};
    actions.emplace_back(eventOf(open.alert, open.sms.key, at));
}

void SmsAlerts::wait(OpenAlert& open, const QDateTime& at)
{
    dequeue(open);
    open.sms = {.progress = Progress::Due, .at = at};
    enqueue(open);
}

void SmsAlerts::enqueue(const OpenAlert& open)
{
    const Subscription* subscription = find(open.alert.sessionId);
    if (waits(open) && subscription != nullptr && subscription->monitored)
        m_queue.insert({open.sms.at, open.alert.id});
}

} // namespace tocsin

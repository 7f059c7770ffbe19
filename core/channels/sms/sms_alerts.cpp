// SPDX-License-Identifier: MIT
#include "core/channels/sms/sms_alerts.h"

#include "core/base/redaction.h"
#include "core/base/text.h"
#include "core/channels/sms/sms_fields.h"
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
/// What the first facts about the person's presence may take; a plan is mostly another one after it.
constexpr std::chrono::milliseconds SettlingTime{1s};
/// A text that is this late at most is not worth a message to take it back.
constexpr std::chrono::milliseconds WorthATry{3s};
const QString NotSent{u"not_sent"_s};
const QString AlreadyTold{u"already_told"_s};
const QString Summarized{u"summarized"_s};

/// The person put it off, for longer than a server waits.
bool isPause(const ChannelPlan& plan)
{
    return plan.reason == PlanReason::Muted || plan.reason == PlanReason::QuietHours;
}

/// Neither texted nor here.
bool isWithServer(const OpenAlert& open)
{
    return open.sms.progress == Progress::Pending || open.sms.progress == Progress::Held ||
           open.sms.progress == Progress::Recalled;
}

/// A server texts nothing that is old. What was silenced for a while counts from the end of that.
QDateTime eventTimeOf(const OpenAlert& open)
{
    const bool isResumed = open.resumedAt.isValid() && open.resumedAt <= open.sms.holdUntil;
    return isResumed ? open.resumedAt : open.alert.raisedAt;
}

bool waits(const OpenAlert& open)
{
    return open.sms.progress == Progress::Due || open.sms.progress == Progress::HeldBack;
}
} // namespace

namespace {
SendServerEvent eventOf(const OpenAlert& open, const QUuid& key, const QDateTime& at)
{
    return {.key = key,
            .sessionId = open.alert.sessionId,
            .type = eventTypeOf(open.alert.kind),
            .cause = open.alert.cause,
            .text = smsMessage(open.alert, open.sms.more),
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
    dropStop(subscription);
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
    dropStop(*subscription);
    for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
        // Its events were reported as failed first (SmsDelivery).
        const bool hasFailed = alert->sms.progress == Progress::GivenUp && alert->sms.reason == NotSent;
        if (alert->sms.progress == Progress::Pending || hasFailed)
            wait(*m_alerts.find(alert->alert.id));
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
    if (open.alert.cause == AlertCause::Idle && !subscription->toldInPause.empty()) {
        open.sms = {.progress = Progress::Withheld, .reason = AlreadyTold};
        return false;
    }
    if (before && isReplaced(*before, *subscription))
        open.sms.more = before->sms.more + 1;
    schedule(open, plan, open.knownAt);
    return true;
}

void SmsAlerts::replan(AlertId id, const ChannelPlan& plan, const QDateTime& now, SmsActions& actions,
                       int more)
{
    OpenAlert& open = *m_alerts.find(id);
    switch (open.sms.progress) {
    case Progress::Withheld:
    case Progress::Due:
        if (open.sms.reason == AlreadyTold)
            return;
        if (open.sms.progress == Progress::Due && open.sms.holdUntil == plan.at && !plan.isNever() &&
            open.sms.reason == wireName(plan.reason))
            return; // as it is
        schedule(open, plan, now);
        open.sms.more = std::max(more, open.sms.more);
        return;
    case Progress::HeldBack:
        if (!plan.isNever() && plan.at <= open.sms.at)
            return;
        schedule(open, plan, now);
        return;
    case Progress::Pending:
    case Progress::Held: {
        const bool isUnwanted = plan.isNever() || isPause(plan);
        const bool isUndecided = open.sms.progress == Progress::Pending || open.sms.holdUntil > now;
        const bool isTooLate =
            !isUnwanted && open.sms.holdUntil > std::max(plan.at, now).addMSecs(WorthATry.count());
        const bool isTooEarly = !isUnwanted && isUndecided && open.sms.holdUntil.isValid() &&
                                plan.at > open.sms.holdUntil.addMSecs(WorthATry.count());
        if ((isUnwanted && isUndecided) || isTooLate || isTooEarly)
            recall(open, plan, actions);
        return;
    }
    case Progress::Recalled:
        open.sms.at = plan.at;
        open.sms.reason = wireName(plan.reason);
        open.sms.more = std::max(more, open.sms.more);
        return;
    case Progress::Unplanned:
    case Progress::Sent:
    case Progress::GivenUp:
        return;
    }
}

void SmsAlerts::schedule(OpenAlert& open, const ChannelPlan& plan, const QDateTime& from)
{
    dequeue(open);
    const int more = open.sms.more;
    if (plan.isNever()) {
        open.sms = {.progress = Progress::Withheld, .reason = wireName(plan.reason)};
        return;
    }
    if (Subscription* subscription = find(open.alert.sessionId)) {
        std::vector<AlertId>& told = subscription->toldInPause;
        if (std::find(told.begin(), told.end(), open.alert.id) == told.end())
            told.push_back(open.alert.id);
    }
    const QDateTime soonest = from.addMSecs(SettlingTime.count());
    const bool isForServer = m_serverHolds && !isPause(plan) && plan.at > soonest;
    open.sms = {.progress = Progress::Due,
                .at = isForServer ? soonest : plan.at,
                .holdUntil = plan.at,
                .reason = wireName(plan.reason),
                .more = more};
    enqueue(open);
}

/// The server has it, or is about to.
void SmsAlerts::recall(OpenAlert& open, const ChannelPlan& plan, SmsActions& actions)
{
    actions.emplace_back(WithdrawEvent{.sessionId = open.alert.sessionId, .key = open.sms.key});
    open.sms.progress = Progress::Recalled;
    open.sms.at = plan.at;
    open.sms.reason = wireName(plan.reason);
}

void SmsAlerts::summarize(AlertId id)
{
    OpenAlert& open = *m_alerts.find(id);
    dequeue(open);
    open.sms = {.progress = Progress::Withheld, .reason = Summarized};
}

bool SmsAlerts::isSummarized(const OpenAlert& open)
{
    return open.sms.progress == Progress::Withheld && open.sms.reason == Summarized;
}

/// What is on its way to the server and asks for an answer, or waits there, is not to be texted any more.
void SmsAlerts::close(const OpenAlert& closed, SmsActions& actions)
{
    dequeue(closed);
    const SmsState& sms = closed.sms;
    const bool asks = eventTypeOf(closed.alert.kind) == ServerEventType::Waiting;
    const bool isUndecided = sms.progress == Progress::Held ||
                             (sms.progress == Progress::Pending && (asks || sms.holdUntil.isValid()));
    // The server frees the kind of a dialog that was answered.
    const bool isSpent = sms.progress == Progress::Sent && closed.isDialog() && m_serverHolds;
    if (isUndecided || isSpent)
        actions.emplace_back(WithdrawEvent{.sessionId = closed.alert.sessionId, .key = sms.key});
    const Subscription* subscription = find(closed.alert.sessionId);
    if (subscription != nullptr && isTextedAlone(closed, *subscription))
        actions.emplace_back(eventOf(closed, m_newKey(), closed.alert.raisedAt));
}

/// Several errors can come at once from the spool: each of them happened. The outbox makes one text of them.
bool SmsAlerts::isTextedAlone(const OpenAlert& closed, const Subscription& subscription)
{
    return closed.alert.kind == AlertKind::Error && closed.sms.progress == Progress::Due &&
           closed.sms.holdUntil <= closed.alert.raisedAt && subscription.monitored;
}

/// An error whose text was still to come when the next one came: that one's text stands for both.
bool SmsAlerts::isReplaced(const OpenAlert& closed, const Subscription& subscription)
{
    const SmsState& sms = closed.sms;
    const bool isToCome = sms.progress == Progress::Due || sms.progress == Progress::HeldBack ||
                          sms.progress == Progress::Held || sms.progress == Progress::Recalled ||
                          (sms.progress == Progress::Pending && sms.holdUntil.isValid());
    return closed.alert.kind == AlertKind::Error && isToCome && !isTextedAlone(closed, subscription);
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
    if (!subscription->monitored)
        return;
    subscription->stop = StopMonitoring{.sessionId = ended.sessionId,
                                        .reason = ended.reason,
                                        .finalState = ended.finalState,
                                        .endedAt = ended.at};
    m_stopping.insert(ended.sessionId);
    stopWhenDone(*subscription, actions);
}

/// An error that ended the session may still have to be texted, and the server drops what it holds at a stop.
void SmsAlerts::stopWhenDone(Subscription& subscription, SmsActions& actions)
{
    if (!subscription.stop)
        return;
    for (const OpenAlert* open : m_alerts.ofSession(subscription.info.sessionId)) {
        const Progress progress = open->sms.progress;
        const bool isHeld =
            progress == Progress::Held || (progress == Progress::Pending && open->sms.holdUntil.isValid());
        if (progress == Progress::Due || progress == Progress::Recalled || isHeld)
            return;
    }
    actions.emplace_back(*std::exchange(subscription.stop, std::nullopt));
    subscription.monitored = false;
    m_stopping.erase(subscription.info.sessionId);
}

void SmsAlerts::dropStop(Subscription& subscription)
{
    subscription.stop.reset();
    m_stopping.erase(subscription.info.sessionId);
}

void SmsAlerts::forget(const QString& sessionId, SmsActions& actions)
{
    if (Subscription* subscription = find(sessionId); subscription != nullptr && subscription->stop)
        actions.emplace_back(*subscription->stop);
    m_stopping.erase(sessionId);
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
            dropStop(subscription);
            subscription.refused = false; // the next one may be another server, or another account
            for (const OpenAlert* alert : m_alerts.ofSession(sessionId)) {
                if (isWithServer(*alert))
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
        dropStop(*subscription);
        for (const OpenAlert* open : m_alerts.ofSession(info.sessionId)) {
            // The server drops what it waits with; texts may be switched on again while it is open.
            if (open->sms.progress == Progress::Held || open->sms.progress == Progress::Recalled)
                wait(*m_alerts.find(open->alert.id));
        }
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
    OpenAlert* found = findByKey(sessionId, key);
    if (subscription == nullptr || found == nullptr)
        return;
    OpenAlert& open = *found;
    if (open.sms.progress == Progress::Recalled && outcome.result != TextResult::Sent)
        return; // withdrawn() follows
    if (outcome.result == TextResult::Held) {
        open.sms.progress = Progress::Held;
        open.sms.holdUntil = outcome.heldUntil;
        return;
    }
    const bool isStopped = outcome.result == TextResult::NotSent && !subscription->monitored;
    if (!isStopped)
        open.sms.holdUntil = {};
    if (outcome.result != TextResult::Sent)
        std::erase(subscription->toldInPause, open.alert.id);
    // The event was too old to text, but the alert is still open: send it again.
    const bool isStillOpen = outcome.result == TextResult::TooOld && isKnownToWait &&
                             eventTypeOf(open.alert.kind) == ServerEventType::Waiting;
    const bool isHeldBack = outcome.result == TextResult::RateLimited && outcome.nextAllowedAt.isValid();
    if (outcome.result == TextResult::Sent) {
        open.sms.progress = Progress::Sent;
        open.sms.reason.clear();
        open.sms.delivery = wireName(outcome.status);
    } else if (isStillOpen || isHeldBack) {
        const QDateTime soonest = now.addMSecs(ShortestRetry.count());
        dequeue(open);
        open.sms.progress = Progress::HeldBack;
        open.sms.at = isHeldBack ? std::max(outcome.nextAllowedAt, soonest) : soonest;
        open.sms.reason = isHeldBack ? u"rate_limited"_s : u"too_old"_s;
        enqueue(open);
    } else if (isStopped) {
        wait(open); // texts may be switched on again while it is open
    } else {
        open.sms.progress = Progress::GivenUp;
        open.sms.reason = outcome.result == TextResult::NotSent  ? NotSent
                          : outcome.result == TextResult::TooOld ? u"too_old"_s
                                                                 : u"not_wanted"_s;
    }
}

void SmsAlerts::withdrawn(const QString& sessionId, const QUuid& key, WithdrawResult result)
{
    OpenAlert* open = findByKey(sessionId, key);
    if (open == nullptr || open->sms.progress != Progress::Recalled)
        return;
    if (result == WithdrawResult::AlreadySent) {
        open->sms.progress = Progress::Sent;
        open->sms.reason.clear();
        return;
    }
    open->sms.holdUntil = open->sms.at;
    open->sms.progress = open->sms.at.isValid() ? Progress::Due : Progress::Withheld;
    const bool isPaused = open->sms.reason == wireName(PlanReason::Muted) ||
                          open->sms.reason == wireName(PlanReason::QuietHours);
    if (m_serverHolds && !isPaused && open->sms.at.isValid())
        open->sms.at = open->alert.raisedAt; // to the server now, with another time
    enqueue(*open);
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
        send(*open, open->sms.progress == Progress::HeldBack ? now : eventTimeOf(*open), actions);
    }
    const std::set<QString> stopping = m_stopping;
    for (const QString& sessionId : stopping)
        stopWhenDone(m_subscriptions.at(sessionId), actions);
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
    Subscription& subscription = m_subscriptions[sessionId];
    json::fromObject(saved, subscription);
    if (subscription.stop)
        m_stopping.insert(sessionId);
    for (const OpenAlert* open : m_alerts.ofSession(sessionId))
        enqueue(*open);
}

bool SmsAlerts::isMonitored(const QString& sessionId) const
{
    const auto subscription = m_subscriptions.find(sessionId);
    return subscription != m_subscriptions.end() && subscription->second.monitored;
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
            send(*m_alerts.find(alert->alert.id), eventTimeOf(*alert), actions);
    }
}

void SmsAlerts::send(OpenAlert& open, const QDateTime& at, SmsActions& actions)
{
    dequeue(open);
    const QDateTime holdUntil = open.sms.holdUntil > open.sms.at ? open.sms.holdUntil : QDateTime{};
    open.sms = {.progress = Progress::Pending,
                .holdUntil = holdUntil,
                .key = m_newKey(),
                .reason = open.sms.reason,
                .more = open.sms.more};
    SendServerEvent event = eventOf(open, open.sms.key, at);
    event.holdUntil = holdUntil;
    actions.emplace_back(std::move(event));
}

/// Until the session is monitored again; then as it was planned last.
void SmsAlerts::wait(OpenAlert& open)
{
    dequeue(open);
    const bool isRecalled = open.sms.progress == Progress::Recalled;
    const QDateTime planned = isRecalled ? open.sms.at : open.sms.holdUntil;
    if (isRecalled && !planned.isValid()) {
        open.sms.progress = Progress::Withheld;
        return;
    }
    open.sms.progress = Progress::Due;
    open.sms.key = {};
    open.sms.at = isRecalled ? planned : open.alert.raisedAt;
    open.sms.holdUntil = planned.isValid() ? planned : open.alert.raisedAt;
    enqueue(open);
}

void SmsAlerts::enqueue(const OpenAlert& open)
{
    const Subscription* subscription = find(open.alert.sessionId);
    if (waits(open) && subscription != nullptr && subscription->monitored)
        m_queue.insert({open.sms.at, open.alert.id});
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/channels/sms/subscriptions.h"

#include "core/base/redaction.h"
#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
StopMonitoring stoppedByUser(const QString& sessionId, const QDateTime& now)
{
    return {.sessionId = sessionId, .reason = u"user_stop"_s, .finalState = u"cancelled"_s, .endedAt = now};
}
} // namespace

void Subscriptions::appear(const SessionInfo& info)
{
    const auto [found, isNew] = m_sessions.try_emplace(info.sessionId);
    Subscription& subscription = found->second;
    if (isNew)
        subscription.wanted = m_textsForNewSessions;
    subscription.info = info;
    subscription.over = false;
    subscription.hasWorked = false;
    dropStop(subscription);
}

/// The wish follows the person; a session that was monitored is monitored on, under its new id.
bool Subscriptions::follow(const SessionContinued& continued, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = findMutable(continued.info.sessionId);
    const Subscription* before = find(continued.predecessor);
    if (subscription == nullptr || before == nullptr)
        return false;
    subscription->info = continued.info;
    subscription->wanted = before->wanted;
    if (!subscription->wanted &&
        std::exchange(subscription->monitored, false)) // a fork is known a little late
        actions.emplace_back(stoppedByUser(continued.info.sessionId, now));
    const bool isAtWork = subscription->hasWorked && !subscription->refused;
    return (before->wasMonitored || subscription->monitored || isAtWork) &&
           start(*subscription, now, actions);
}

bool Subscriptions::turnActivity(const SessionInfo& info, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = findMutable(info.sessionId);
    if (subscription == nullptr)
        return false;
    const bool isRenamed = subscription->info.name != info.name;
    subscription->info = info;
    subscription->hasWorked = true;
    return !subscription->refused && (!subscription->monitored || isRenamed) &&
           start(*subscription, now, actions);
}

/// A prompt is also the moment to ask a server again that would not monitor the session.
bool Subscriptions::userPrompted(const QString& sessionId, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = findMutable(sessionId);
    if (subscription == nullptr)
        return false;
    if (std::exchange(subscription->refused, false))
        return start(*subscription, now, actions);
    if (subscription->monitored)
        actions.emplace_back(SendHeartbeat{sessionId});
    return false;
}

void Subscriptions::refuse(const QString& sessionId)
{
    Subscription* subscription = findMutable(sessionId);
    if (subscription == nullptr)
        return;
    subscription->refused = true;
    subscription->monitored = false;
    dropStop(*subscription);
}

bool Subscriptions::want(const SessionInfo& info, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = findMutable(info.sessionId);
    if (subscription == nullptr)
        return false;
    const bool isRenamed = subscription->info.name != info.name;
    subscription->info = info;
    subscription->wanted = true;
    subscription->refused = false;
    return !subscription->over && (!subscription->monitored || isRenamed) &&
           start(*subscription, now, actions);
}

bool Subscriptions::unwant(const SessionInfo& info, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = findMutable(info.sessionId);
    if (subscription == nullptr)
        return false;
    subscription->info = info;
    subscription->wanted = false;
    subscription->refused = false;
    if (!std::exchange(subscription->monitored, false))
        return false;
    dropStop(*subscription);
    actions.emplace_back(stoppedByUser(info.sessionId, now));
    return true;
}

void Subscriptions::end(const SessionEnded& ended)
{
    Subscription* subscription = findMutable(ended.sessionId);
    if (subscription == nullptr)
        return;
    subscription->over = true;
    subscription->wasMonitored = subscription->monitored;
    if (!subscription->monitored)
        return;
    subscription->stop = StopMonitoring{.sessionId = ended.sessionId,
                                        .reason = ended.reason,
                                        .finalState = ended.finalState,
                                        .endedAt = ended.at};
    m_stopping.insert(ended.sessionId);
}

void Subscriptions::stop(const QString& sessionId, SmsActions& actions)
{
    Subscription* subscription = findMutable(sessionId);
    if (subscription == nullptr || !subscription->stop)
        return;
    actions.emplace_back(*std::exchange(subscription->stop, std::nullopt));
    subscription->monitored = false;
    m_stopping.erase(sessionId);
}

void Subscriptions::dropStop(Subscription& subscription)
{
    subscription.stop.reset();
    m_stopping.erase(subscription.info.sessionId);
}

void Subscriptions::forget(const QString& sessionId, SmsActions& actions)
{
    if (const Subscription* subscription = find(sessionId); subscription != nullptr && subscription->stop)
        actions.emplace_back(*subscription->stop);
    m_stopping.erase(sessionId);
    m_sessions.erase(sessionId);
}

bool Subscriptions::resume(const QString& sessionId, const QDateTime& now, SmsActions& actions)
{
    Subscription* subscription = findMutable(sessionId);
    const bool isToStart = subscription != nullptr && subscription->hasWorked && !subscription->over &&
                           !subscription->monitored && !subscription->refused;
    return isToStart && start(*subscription, now, actions);
}

void Subscriptions::logIn()
{
    m_loggedIn = true;
    m_hasLapsed = false;
}

void Subscriptions::loginLapsed()
{
    m_loggedIn = false;
    m_hasLapsed = true;
}

void Subscriptions::logOut()
{
    loginLapsed();
    for (auto& [sessionId, subscription] : m_sessions) {
        subscription.monitored = false;
        subscription.refused = false; // the next one may be another server, or another account
        dropStop(subscription);
    }
}

void Subscriptions::noteTold(const QString& sessionId, AlertId id)
{
    Subscription* subscription = findMutable(sessionId);
    if (subscription == nullptr)
        return;
    std::vector<AlertId>& told = subscription->toldInPause;
    if (std::find(told.begin(), told.end(), id) == told.end())
        told.push_back(id);
}

void Subscriptions::noteNotTold(const QString& sessionId, AlertId id)
{
    if (Subscription* subscription = findMutable(sessionId))
        std::erase(subscription->toldInPause, id);
}

void Subscriptions::beginPause(const QString& sessionId)
{
    if (Subscription* subscription = findMutable(sessionId))
        subscription->toldInPause.clear();
}

const Subscription* Subscriptions::find(const QString& sessionId) const
{
    const auto subscription = m_sessions.find(sessionId);
    return subscription == m_sessions.end() ? nullptr : &subscription->second;
}

Subscription* Subscriptions::findMutable(const QString& sessionId)
{
    const auto subscription = m_sessions.find(sessionId);
    return subscription == m_sessions.end() ? nullptr : &subscription->second;
}

bool Subscriptions::isMonitored(const QString& sessionId) const
{
    const Subscription* subscription = find(sessionId);
    return subscription != nullptr && subscription->monitored;
}

bool Subscriptions::isWanted(const QString& sessionId) const
{
    const Subscription* subscription = find(sessionId);
    return subscription != nullptr && subscription->wanted && !subscription->refused;
}

std::vector<QString> Subscriptions::sessions() const
{
    std::vector<QString> ids;
    ids.reserve(m_sessions.size());
    for (const auto& [sessionId, subscription] : m_sessions)
        ids.push_back(sessionId);
    return ids;
}

/// From now on the server hears of this session.
bool Subscriptions::start(Subscription& subscription, const QDateTime& now, SmsActions& actions) const
{
    if (!m_loggedIn || !subscription.wanted)
        return false;
    const SessionInfo& info = subscription.info;
    subscription.monitored = true;
    actions.emplace_back(StartMonitoring{.sessionId = info.sessionId,
                                         .description = elided(redactForSms(info.name), MaxDescription),
                                         .hostname = info.hostname,
                                         .startedAt = info.startedAt.isValid() ? info.startedAt : now});
    return true;
}

QJsonObject Subscriptions::saved(const QString& sessionId) const
{
    const Subscription* subscription = find(sessionId);
    return subscription == nullptr ? QJsonObject{} : json::toObject(*subscription);
}

void Subscriptions::restore(const QString& sessionId, const QJsonObject& saved)
{
    Subscription& subscription = m_sessions[sessionId];
    json::fromObject(saved, subscription);
    if (subscription.stop)
        m_stopping.insert(sessionId);
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/pipeline/troubles.h"

#include "core/policy/alert_topic.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

QString wireName(Trouble trouble)
{
    switch (trouble) {
    case Trouble::ServerUnreachable:
        return u"server_unreachable"_s;
    case Trouble::TextUndelivered:
        return u"text_undelivered"_s;
    case Trouble::HourUsedUp:
        return u"hour_used_up"_s;
    }
    return {};
}

namespace {
/// The server has a share of the hour for these alone (server/api/openapi.yaml).
bool isRequest(const QString& topic)
{
    return topic == wireName(AlertTopic::Permission) || topic == wireName(AlertTopic::Question);
}
} // namespace

Troubles::Troubles(const QDateTime& now, QObject* parent)
    : QObject{parent}
    , m_startedAt{now}
{}

void Troubles::noteServer(bool isReachable, int waitingTexts, const QDateTime& now)
{
    if (isReachable || waitingTexts == 0)
        m_unreachableSince = {};
    else if (!m_unreachableSince.isValid())
        m_unreachableSince = now;
    tick(now);
}

void Troubles::noteText(const QString& session, const QString& topic, const TextOutcome& outcome,
                        const QDateTime& now)
{
    const auto key = std::pair{session, topic};
    std::erase_if(m_sentAt, [&](const auto& one) {
        return one.second.addSecs(std::chrono::seconds{KindLimit}.count()) <= now;
    });
    if (outcome.result == TextResult::Sent) {
        const bool isNew = m_sentAt.try_emplace(key, now).second; // else more is known of it
        if (isNew && (m_isHourOfRequests || !isRequest(topic)))
            m_hourEndsAt = {};
        if (outcome.status == TextStatus::Undelivered)
            set(Trouble::TextUndelivered, true);
        else if (outcome.status == TextStatus::Delivered)
            set(Trouble::TextUndelivered, false);
    } else if (outcome.result == TextResult::RateLimited && outcome.nextAllowedAt > now) {
        // The server does not say which limit it was: not that of the kind, if none of it was texted.
        const bool isKnown = m_startedAt.addSecs(std::chrono::seconds{KindLimit}.count()) <= now;
        if (isKnown && !m_sentAt.contains(key)) {
            m_isHourOfRequests = isRequest(topic) || (m_hourEndsAt.isValid() && m_isHourOfRequests);
            m_hourEndsAt = outcome.nextAllowedAt;
        }
    }
    tick(now);
}

void Troubles::tick(const QDateTime& now)
{
    if (m_hourEndsAt.isValid() && m_hourEndsAt <= now)
        m_hourEndsAt = {};
    set(Trouble::HourUsedUp, m_hourEndsAt.isValid());
    const bool isLong = m_unreachableSince.isValid() &&
                        m_unreachableSince.addSecs(std::chrono::seconds{UnreachableAtLeast}.count()) <= now;
    set(Trouble::ServerUnreachable, isLong);
}

std::optional<QDateTime> Troubles::nextDeadline() const
{
    std::optional<QDateTime> next;
    if (m_hourEndsAt.isValid())
        next = m_hourEndsAt;
    if (m_unreachableSince.isValid() && !isOn(Trouble::ServerUnreachable)) {
        const QDateTime at = m_unreachableSince.addSecs(std::chrono::seconds{UnreachableAtLeast}.count());
        next = next ? std::min(*next, at) : at;
    }
    return next;
}

void Troubles::set(Trouble trouble, bool isOn)
{
    if (isOn == m_on.contains(trouble))
        return;
    if (isOn) {
        m_on.insert(trouble);
        Q_EMIT began(trouble);
    } else {
        m_on.erase(trouble);
        Q_EMIT ended(trouble);
    }
}

} // namespace tocsin

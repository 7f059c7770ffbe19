// SPDX-License-Identifier: MIT
#include "core/system/presence/assess.h"

#include <algorithm>

namespace tocsin {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

/// Clocks may be set back between the fact and now.
milliseconds ageOf(const PresenceFact& fact, const QDateTime& now)
{
    return std::max(milliseconds{fact.at.msecsTo(now)}, 0ms);
}

/// As far as is known, nothing was typed since the fact.
std::optional<milliseconds> idleNow(const PresenceFact& fact, const QDateTime& now)
{
    if (!fact.idle)
        return {};
    return *fact.idle + ageOf(fact, now);
}

QList<PresenceFact> fresh(const QList<PresenceFact>& facts, const QDateTime& now,
                          const PresenceLimits& limits)
{
    QList<PresenceFact> kept;
    std::copy_if(facts.begin(), facts.end(), std::back_inserter(kept), [&](const PresenceFact& fact) {
        return fact.at.isValid() && ageOf(fact, now) <= limits.freshness;
    });
    return kept;
}

QStringList sourcesThatSay(const QList<PresenceFact>& facts, std::optional<bool> PresenceFact::*field,
                           bool value)
{
    QStringList sources;
    for (const PresenceFact& fact : facts) {
        if (fact.*field == std::optional{value})
            sources << fact.source;
    }
    return sources;
}

const PresenceFact* shortestIdle(const QList<PresenceFact>& facts, const QDateTime& now)
{
    const PresenceFact* shortest = nullptr;
    for (const PresenceFact& fact : facts) {
        if (fact.idle && (shortest == nullptr || idleNow(fact, now) < idleNow(*shortest, now)))
            shortest = &fact;
    }
    return shortest;
}

bool isTyped(const std::optional<PresenceFact>& terminal, const QDateTime& now, const PresenceLimits& limits)
{
    return terminal && terminal->idle && *idleNow(*terminal, now) < limits.terminal;
}

bool hasInputAfter(const PresenceFact& fact, const QDateTime& time)
{
    return fact.idle && fact.at.addMSecs(-fact.idle->count()) > time;
}

} // namespace

bool isUnseen(const QList<PresenceFact>& facts)
{
    return !sourcesThatSay(facts, &PresenceFact::locked, true).isEmpty() ||
           !sourcesThatSay(facts, &PresenceFact::active, false).isEmpty();
}

bool hasEnded(const PresenceOverride& setByUser, const PresenceEvidence& evidence, const QDateTime& now,
              const PresenceLimits& limits)
{
    const QList<PresenceFact> facts = fresh(evidence.facts, now, limits);
    if (setByUser.presence == Presence::Present)
        return setByUser.since.addMSecs(limits.hereAtMost.count()) <= now ||
               (setByUser.locked == std::optional{false} && isUnseen(facts));
    const QDateTime gone = setByUser.since.addMSecs(limits.awayAtLeast.count());
    return (evidence.terminal && hasInputAfter(*evidence.terminal, gone)) ||
           std::any_of(facts.begin(), facts.end(),
                       [&](const PresenceFact& fact) { return hasInputAfter(fact, gone); });
}

Assessment assess(const PresenceEvidence& evidence, const QDateTime& now, const PresenceLimits& limits)
{
    if (evidence.setByUser && !hasEnded(*evidence.setByUser, evidence, now, limits))
        return {evidence.setByUser->presence, PresenceReason::SetByUser, {}};
    if (isTyped(evidence.terminal, now, limits))
        return {Presence::Present, PresenceReason::TypedInTerminal, {evidence.terminal->source}};

    const QList<PresenceFact> facts = fresh(evidence.facts, now, limits);
    if (const QStringList sources = sourcesThatSay(facts, &PresenceFact::locked, true); !sources.isEmpty())
        return {Presence::Away, PresenceReason::Locked, sources};
    if (const QStringList sources = sourcesThatSay(facts, &PresenceFact::active, false); !sources.isEmpty())
        return {Presence::Away, PresenceReason::SessionInactive, sources};
    if (const PresenceFact* shortest = shortestIdle(facts, now); shortest != nullptr) {
        return *idleNow(*shortest, now) < limits.away
                   ? Assessment{Presence::Present, PresenceReason::RecentInput, {shortest->source}}
                   : Assessment{Presence::Away, PresenceReason::Idle, {shortest->source}};
    }
    if (const QStringList sources = sourcesThatSay(facts, &PresenceFact::idleHint, true); !sources.isEmpty())
        return {Presence::Away, PresenceReason::IdleHint, sources};
    return {Presence::Unknown, facts.isEmpty() ? PresenceReason::NotAsked : PresenceReason::NotKnown, {}};
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/channels/desktop/reaction_judge.h"

#include <algorithm>

namespace tocsin {

void ReactionJudge::shown(const QString& tag, const Alerts& alerts, Time now)
{
    const auto [found, isNew] = m_shown.try_emplace(tag, Shown{.alerts = alerts, .since = now});
    if (isNew)
        return;
    Alerts& known = found->second.alerts;
    const bool hasNews = std::any_of(alerts.begin(), alerts.end(), [&known](AlertId id) {
        return std::find(known.begin(), known.end(), id) == known.end();
    });
    if (hasNews)
        found->second.since = now;
    known = alerts;
}

ReactionJudge::Alerts ReactionJudge::clicked(const QString& tag) const
{
    const auto found = m_shown.find(tag);
    return found == m_shown.end() ? Alerts{} : found->second.alerts;
}

void ReactionJudge::dismissed(const QString& tag, Time now)
{
    Dismissal dismissal{.at = now};
    if (const auto found = m_shown.find(tag); found != m_shown.end()) {
        dismissal.alerts = std::move(found->second.alerts);
        dismissal.counts = now - found->second.since >= ReadingTime;
        m_shown.erase(found);
    }
    for (Dismissal& other : m_dismissals) {
        if (now - other.at < AtOnce)
            other.counts = dismissal.counts = false;
    }
    m_dismissals.push_back(std::move(dismissal));
}

ReactionJudge::Alerts ReactionJudge::settle(Time now)
{
    Alerts reacted;
    std::erase_if(m_dismissals, [&](const Dismissal& dismissal) {
        if (now - dismissal.at < AtOnce)
            return false;
        if (dismissal.counts)
            reacted.insert(reacted.end(), dismissal.alerts.begin(), dismissal.alerts.end());
        return true;
    });
    return reacted;
}

std::optional<ReactionJudge::Time> ReactionJudge::nextDeadline() const
{
    if (m_dismissals.empty())
        return std::nullopt;
    return m_dismissals.front().at + AtOnce;
}

} // namespace tocsin

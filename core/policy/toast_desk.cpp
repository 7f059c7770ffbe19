// SPDX-License-Identifier: MIT
#include "core/policy/toast_desk.h"

#include "core/sessions/session_fields.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

bool ToastDesk::raise(const AlertRaised& raised, Actions& actions)
{
    const Alert& alert = raised.alert;
    if (alert.cause == AlertCause::Idle && m_told.contains(alert.sessionId))
        return false;
    // A tool's error does not stop Claude: the pause that may follow is another thing to tell.
    if (alert.cause != AlertCause::Tool)
        m_told.insert(alert.sessionId);
    std::vector<Entry>& entries = m_open[{alert.sessionId, alert.kind}];
    std::erase_if(entries, [&](const Entry& entry) { return entry.number == raised.number; });
    entries.push_back({raised.number, alert});
    if (const std::optional<Alert> now = m_pace.take(alert))
        actions.emplace_back(ShowToast{*now});
    return true;
}

void ToastDesk::tick(const QDateTime& now, Actions& actions)
{
    for (const Alert& alert : m_pace.due(now))
        actions.emplace_back(ShowToast{alert});
}

void ToastDesk::close(const AlertClosed& closed, Actions& actions)
{
    const auto isIt = [&](const Entry& entry) { return entry.number == closed.number; };
    const auto found = std::find_if(m_open.begin(), m_open.end(), [&](const auto& toast) {
        return std::any_of(toast.second.begin(), toast.second.end(), isIt);
    });
    if (found == m_open.end())
        return;
    auto& [key, entries] = *found;
    const bool wasShown = isIt(entries.back());
    if (wasShown)
        m_owed.erase(key);
    std::erase_if(entries, isIt);
    if (entries.empty()) {
        // Claude goes on without the person; all else is closed by what the person does.
        if (key.second == AlertKind::Waiting)
            m_pace.settle(key.first, key.second);
        else
            m_pace.forget(key.first, key.second);
        actions.emplace_back(CloseToast{.sessionId = key.first, .kind = key.second});
        m_open.erase(found);
    } else if (wasShown) {
        actions.emplace_back(ShowToast{entries.back().alert});
    }
}

void ToastDesk::forget(const QString& sessionId)
{
    m_told.remove(sessionId);
    m_pace.forget(sessionId);
    const auto isOfIt = [&](const auto& toast) { return toast.first.first == sessionId; };
    std::erase_if(m_open, isOfIt);
    std::erase_if(m_owed, isOfIt);
}

std::vector<Alert> ToastDesk::owed() const
{
    std::vector<Alert> alerts;
    for (const auto& [key, alert] : m_owed)
        alerts.push_back(alert);
    return alerts;
}

QJsonObject ToastDesk::saved(const QString& sessionId) const
{
    std::vector<Toast> toasts;
    for (const auto& [key, entries] : m_open) {
        if (key.first == sessionId)
            toasts.emplace_back(key.second, entries);
    }
    std::vector<Alert> owed;
    for (const auto& [key, alert] : m_owed) {
        if (key.first == sessionId)
            owed.push_back(alert);
    }
    const std::vector<NotificationThrottle::KindOfBurst> storms = m_pace.storms(sessionId);
    if (toasts.empty() && owed.empty() && storms.empty() && !m_told.contains(sessionId))
        return {};
    return {{u"toasts"_s, json::write(toasts)},
            {u"owed"_s, json::write(owed)},
            {u"told"_s, m_told.contains(sessionId)},
            {u"storms"_s, json::write(storms)}};
}

void ToastDesk::restore(const QString& sessionId, const QJsonObject& saved)
{
    std::vector<Toast> toasts;
    json::read(saved.value("toasts"_L1), toasts);
    for (Toast& toast : toasts) {
        if (!toast.second.empty())
            m_open.insert_or_assign({sessionId, toast.first}, std::move(toast.second));
    }
    std::vector<Alert> owed;
    json::read(saved.value("owed"_L1), owed);
    for (const Alert& alert : owed)
        owe(alert);
    std::vector<NotificationThrottle::KindOfBurst> storms;
    json::read(saved.value("storms"_L1), storms);
    m_pace.restore(sessionId, storms);
    if (saved.value("told"_L1).toBool())
        m_told.insert(sessionId);
}

ToastDesk::Shown ToastDesk::shown() const
{
    Shown shown;
    for (const auto& [key, entries] : m_open)
        shown.emplace(key, entries.back().alert);
    return shown;
}

Actions ToastDesk::difference(const Shown& before, const Shown& after)
{
    Actions actions;
    for (const auto& [key, alert] : before) {
        if (!after.contains(key))
            actions.emplace_back(CloseToast{.sessionId = key.first, .kind = key.second});
    }
    std::vector<Alert> fresh;
    for (const auto& [key, alert] : after) {
        const auto old = before.find(key);
        if (old == before.end() || old->second.raisedAt != alert.raisedAt || old->second.text != alert.text)
            fresh.push_back(alert);
    }
    std::stable_sort(fresh.begin(), fresh.end(),
                     [](const Alert& a, const Alert& b) { return a.raisedAt < b.raisedAt; });
    for (const Alert& alert : fresh)
        actions.emplace_back(ShowToast{alert});
    return actions;
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/channels/desktop/desktop_alerts.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

using Progress = DesktopState::Progress;

DesktopAlerts::DesktopAlerts(AlertBook& alerts, const ThrottleIntervals& intervals)
    : m_alerts{alerts}
    , m_throttle{intervals}
{}

bool DesktopAlerts::raise(AlertId id, const std::optional<OpenAlert>& before, const ChannelPlan& plan)
{
    OpenAlert& open = *m_alerts.find(id);
    open.desktop = {.isOnScreen = before && before->desktop.isOnScreen};
    m_waiting.erase(id);
    if (plan.isNever()) {
        open.desktop.progress = Progress::Withheld;
        open.desktop.reason = plan.reason;
        return true;
    }
    if (open.alert.cause == AlertCause::Idle && m_told.contains(open.alert.sessionId)) {
        open.desktop.progress = Progress::Withheld;
        open.desktop.reason = u"already_told"_s;
        return false;
    }
    m_told.insert(open.alert.sessionId);
    open.desktop.progress = Progress::Due;
    open.desktop.at = plan.at;
    m_waiting.insert(id);
    return true;
}

void DesktopAlerts::show(OpenAlert& open, int count, DesktopActions& actions)
{
    open.alert.count = count;
    open.desktop = {.progress = Progress::Showing, .isOnScreen = true};
    m_waiting.erase(open.alert.id);
    actions.emplace_back(ShowToast{open.alert});
}

void DesktopAlerts::tick(const QDateTime& now, DesktopActions& actions)
{
    const std::set<AlertId> waiting = m_waiting;
    for (const AlertId id : waiting) {
        OpenAlert& open = *m_alerts.find(id);
        if (open.desktop.progress == Progress::Due && open.desktop.at <= now) {
            if (const std::optional<int> count = m_throttle.take(open.alert))
                show(open, *count, actions);
            else
                open.desktop.progress = Progress::Grouped;
        }
        if (open.desktop.progress == Progress::Grouped &&
            !(now < m_throttle.endOf(NotificationThrottle::keyOf(open.alert))))
            show(open, m_throttle.release(open.alert, now), actions);
    }
}

std::optional<QDateTime> DesktopAlerts::nextDeadline() const
{
    std::optional<QDateTime> next;
    for (const AlertId id : m_waiting) {
        const OpenAlert& open = *m_alerts.find(id);
        const QDateTime at = open.desktop.progress == Progress::Due
                                 ? open.desktop.at
                                 : m_throttle.endOf(NotificationThrottle::keyOf(open.alert));
        next = next ? std::min(*next, at) : at;
    }
    return next;
}

void DesktopAlerts::clockSetBack(std::chrono::milliseconds by)
{
    m_throttle.clockSetBack(by);
    for (const AlertId id : m_waiting) {
        OpenAlert& open = *m_alerts.find(id);
        open.desktop.at = open.desktop.at.addMSecs(-by.count());
    }
}

void DesktopAlerts::close(const OpenAlert& closed, DesktopActions& actions)
{
    const Alert& alert = closed.alert;
    m_waiting.erase(alert.id);
    // Claude goes on without the person; all else is closed by what the person does.
    if (alert.kind == AlertKind::Waiting)
        m_throttle.settle(NotificationThrottle::keyOf(alert));
    else
        m_throttle.forget(NotificationThrottle::keyOf(alert));
    if (closed.desktop.isOnScreen)
        actions.emplace_back(CloseToast{.id = alert.id, .sessionId = alert.sessionId, .kind = alert.kind});
}

void DesktopAlerts::forget(const QString& sessionId)
{
    m_told.remove(sessionId);
    m_throttle.forget(sessionId);
    std::erase_if(m_waiting, [this](AlertId id) { return m_alerts.find(id) == nullptr; });
}

void DesktopAlerts::markHandedOver(AlertId id)
{
    if (OpenAlert* open = m_alerts.find(id))
        open->desktop.isHandedOver = true;
}

void DesktopAlerts::markSeen(AlertId id)
{
    OpenAlert* open = m_alerts.find(id);
    if (open == nullptr || open->desktop.progress != Progress::Showing)
        return;
    open->desktop.progress = Progress::Seen;
    open->desktop.isOnScreen = false;
}

std::vector<Alert> DesktopAlerts::notHandedOver() const
{
    std::vector<Alert> alerts;
    for (const auto& [id, open] : m_alerts.open()) {
        if (open.desktop.progress == Progress::Showing && !open.desktop.isHandedOver)
            alerts.push_back(open.alert);
    }
    return alerts;
}

std::vector<Alert> DesktopAlerts::showing() const
{
    std::vector<Alert> alerts;
    for (const auto& [id, open] : m_alerts.open()) {
        if (open.desktop.isOnScreen)
            alerts.push_back(open.alert);
    }
    return alerts;
}

QJsonObject DesktopAlerts::saved(const QString& sessionId) const
{
    const auto bursts = m_throttle.bursts(sessionId);
    if (bursts.empty() && !m_told.contains(sessionId))
        return {};
    return {{u"told"_s, m_told.contains(sessionId)}, {u"bursts"_s, json::write(bursts)}};
}

void DesktopAlerts::restore(const QString& sessionId, const QJsonObject& saved)
{
    std::vector<NotificationThrottle::KindOfBurst> bursts;
    json::read(saved.value("bursts"_L1), bursts);
    m_throttle.restore(sessionId, bursts);
    if (saved.value("told"_L1).toBool())
        m_told.insert(sessionId);
    for (const OpenAlert* open : m_alerts.ofSession(sessionId)) {
        if (open->desktop.progress == Progress::Due || open->desktop.progress == Progress::Grouped)
            m_waiting.insert(open->alert.id);
    }
}

} // namespace tocsin

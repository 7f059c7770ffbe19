// SPDX-License-Identifier: MIT
#include "core/channels/desktop/desktop_alerts.h"

#include "core/channels/desktop/toast_text.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

using Progress = DesktopState::Progress;

namespace {
const QString AlreadyTold{u"already_told"_s};

NotificationStyle styleOf(const Plan& plan)
{
    return {.isUrgent = plan.isUrgent,
            .hasSound = plan.hasSound,
            .hidesContents = plan.hidesContents,
            .isExposed = plan.isExposed};
}

/// What was on the screen already needs no sound.
NotificationStyle silent(NotificationStyle style)
{
    style.hasSound = false;
    return style;
}
} // namespace

DesktopAlerts::DesktopAlerts(AlertBook& alerts, const ThrottleIntervals& intervals)
    : m_alerts{alerts}
    , m_throttle{intervals}
{}

bool DesktopAlerts::raise(AlertId id, const std::optional<OpenAlert>& before, const Plan& plan)
{
    OpenAlert& open = *m_alerts.find(id);
    open.desktop = {.isOnScreen = before && before->desktop.isOnScreen,
                    .isInSummary = before && before->desktop.isInSummary};
    const bool isTold = open.alert.cause == AlertCause::Idle && m_told.contains(open.alert.sessionId);
    if (isTold && !plan.notification.isNever()) {
        m_waiting.erase(id);
        open.desktop.progress = Progress::Withheld;
        open.desktop.reason = AlreadyTold;
        return false;
    }
    apply(open, plan);
    return true;
}

void DesktopAlerts::replan(AlertId id, const Plan& plan)
{
    OpenAlert& open = *m_alerts.find(id);
    restyle(open, plan);
    const bool isOpen = open.desktop.progress == Progress::Due || open.desktop.progress == Progress::Withheld;
    const bool isPutOff = open.desktop.progress == Progress::Grouped &&
                          (plan.notification.isNever() ||
                           plan.notification.at > m_throttle.endOf(NotificationThrottle::keyOf(open.alert)));
    if ((isOpen && open.desktop.reason != AlreadyTold) || isPutOff)
        apply(open, plan);
}

/// The screen was locked, or unlocked.
void DesktopAlerts::restyle(OpenAlert& open, const Plan& plan)
{
    const NotificationStyle before = std::exchange(open.desktop.style, styleOf(plan));
    m_isSummaryRestyled |= open.desktop.isInSummary && before.isExposed != plan.isExposed;
    // What is not shown yet in its new words waits for its time, unless others could read the old ones.
    const bool isCurrent = open.desktop.progress == Progress::Showing;
    const bool isOther = before.hidesContents != plan.hidesContents || before.isExposed != plan.isExposed;
    if (open.desktop.isOnScreen && isOther && (isCurrent || plan.hidesContents))
        m_restyled.insert(open.alert.id);
}

void DesktopAlerts::apply(OpenAlert& open, const Plan& plan)
{
    open.desktop.at = plan.notification.at;
    open.desktop.reason = wireName(plan.notification.reason);
    open.desktop.style = styleOf(plan);
    if (plan.notification.isNever()) {
        open.desktop.progress = Progress::Withheld;
        m_waiting.erase(open.alert.id);
        return;
    }
    m_told.insert(open.alert.sessionId);
    open.desktop.progress = Progress::Due;
    m_waiting.insert(open.alert.id);
}

void DesktopAlerts::summarize(const std::vector<AlertId>& ids, const QDateTime& now, DesktopActions& actions)
{
    for (const AlertId id : ids) {
        OpenAlert& open = *m_alerts.find(id);
        if (std::exchange(open.desktop.isOnScreen, false)) // in earlier words
            actions.emplace_back(
                CloseToast{.id = id, .sessionId = open.alert.sessionId, .kind = open.alert.kind});
        open.desktop.progress = Progress::Showing;
        open.desktop.shownAt = now;
        open.desktop.isInSummary = true;
        open.desktop.isHandedOver = false;
        open.desktop.reason.clear();
        m_waiting.erase(id);
        if (std::find(m_summary.begin(), m_summary.end(), id) == m_summary.end())
            m_summary.push_back(id);
    }
    actions.emplace_back(summary());
}

ShowSummary DesktopAlerts::summary() const
{
    ShowSummary summary;
    for (const AlertId id : m_summary) {
        const OpenAlert* open = m_alerts.find(id);
        if (open == nullptr) // closed in the same step, and about to be told
            continue;
        summary.alerts.push_back(open->alert);
        summary.style.isUrgent |= open->desktop.style.isUrgent;
        summary.style.hasSound |= open->desktop.style.hasSound;
        summary.style.hidesContents |= open->desktop.style.hidesContents;
        summary.style.isExposed |= open->desktop.style.isExposed;
    }
    std::sort(summary.alerts.begin(), summary.alerts.end(), &isMoreUrgent);
    return summary;
}

/// Some of its alerts have left it.
void DesktopAlerts::updateSummary(DesktopActions& actions) const
{
    ShowSummary left = summary();
    left.style = silent(left.style);
    actions.emplace_back(std::move(left));
}

void DesktopAlerts::show(OpenAlert& open, int count, const QDateTime& now, DesktopActions& actions)
{
    open.alert.count = count;
    open.desktop.progress = Progress::Showing;
    open.desktop.isOnScreen = true;
    open.desktop.isHandedOver = false;
    open.desktop.shownAt = now;
    open.desktop.reason.clear();
    m_waiting.erase(open.alert.id);
    m_restyled.erase(open.alert.id);
    actions.emplace_back(ShowToast{open.alert, open.desktop.style});
    if (std::exchange(open.desktop.isInSummary, false) && std::erase(m_summary, open.alert.id) > 0)
        updateSummary(actions);
}

void DesktopAlerts::showAgain(AlertId id, DesktopActions& actions)
{
    const OpenAlert* open = m_alerts.find(id);
    if (open != nullptr && open->desktop.isOnScreen)
        actions.emplace_back(ShowToast{open->alert, silent(open->desktop.style)});
}

void DesktopAlerts::bringBack(AlertId id, DesktopActions& actions)
{
    OpenAlert* open = m_alerts.find(id);
    if (open == nullptr || (open->desktop.progress != Progress::Seen && !open->desktop.isOnScreen))
        return;
    open->desktop.progress = Progress::Showing;
    open->desktop.isOnScreen = true;
    showAgain(id, actions);
}

void DesktopAlerts::evicted(AlertId id, const QDateTime& now, DesktopActions& actions)
{
    std::vector<AlertId> ids;
    for (const auto& [other, open] : m_alerts.open()) {
        const bool isShown = open.desktop.isOnScreen || open.desktop.isInSummary;
        if (isShown && open.desktop.progress == Progress::Showing && staysOnScreen(open.alert.kind))
            ids.push_back(other);
    }
    if (id.isValid() && ids.size() < 2)
        return bringBack(id, actions);
    const std::size_t before = actions.size();
    summarize(ids, now, actions);
    for (std::size_t i = before; i < actions.size(); ++i) {
        if (auto* shown = std::get_if<ShowSummary>(&actions[i]))
            shown->style = silent(shown->style);
    }
}

void DesktopAlerts::tick(const QDateTime& now, DesktopActions& actions)
{
    const std::set<AlertId> waiting = m_waiting;
    for (const AlertId id : waiting) {
        OpenAlert& open = *m_alerts.find(id);
        if (open.desktop.progress == Progress::Due && open.desktop.at <= now) {
            if (const std::optional<int> count = m_throttle.take(open.alert))
                show(open, *count, now, actions);
            else
                open.desktop.progress = Progress::Grouped;
        }
        if (open.desktop.progress == Progress::Grouped &&
            !(now < m_throttle.endOf(NotificationThrottle::keyOf(open.alert))))
            show(open, m_throttle.release(open.alert, now), now, actions);
    }
    if (std::exchange(m_isSummaryRestyled, false) && !m_summary.empty())
        updateSummary(actions);
    for (const AlertId id : std::exchange(m_restyled, {})) {
        if (const OpenAlert* open = m_alerts.find(id); open != nullptr && open->desktop.isOnScreen)
            actions.emplace_back(ShowToast{open->alert, silent(open->desktop.style)});
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
    if (std::erase(m_summary, alert.id) > 0)
        updateSummary(actions);
    if (closed.desktop.isOnScreen)
        actions.emplace_back(CloseToast{.id = alert.id, .sessionId = alert.sessionId, .kind = alert.kind});
}

void DesktopAlerts::forget(const QString& sessionId)
{
    m_told.remove(sessionId);
    m_throttle.forget(sessionId);
    std::erase_if(m_waiting, [this](AlertId id) { return m_alerts.find(id) == nullptr; });
    std::erase_if(m_summary, [this](AlertId id) { return m_alerts.find(id) == nullptr; });
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

void DesktopAlerts::markSummarySeen()
{
    for (const AlertId id : std::exchange(m_summary, {})) {
        if (OpenAlert* open = m_alerts.find(id))
            open->desktop.isInSummary = false;
        markSeen(id);
    }
}

std::vector<ShowToast> DesktopAlerts::notHandedOver() const
{
    std::vector<ShowToast> alerts;
    for (const auto& [id, open] : m_alerts.open()) {
        if (open.desktop.progress == Progress::Showing && open.desktop.isOnScreen &&
            !open.desktop.isHandedOver)
            alerts.push_back({open.alert, open.desktop.style});
    }
    return alerts;
}

std::vector<ShowToast> DesktopAlerts::showing() const
{
    std::vector<ShowToast> alerts;
    for (const auto& [id, open] : m_alerts.open()) {
        if (open.desktop.isOnScreen)
            alerts.push_back({open.alert, open.desktop.style});
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
        if (open->desktop.isInSummary)
            m_summary.push_back(open->alert.id);
    }
}

} // namespace tocsin

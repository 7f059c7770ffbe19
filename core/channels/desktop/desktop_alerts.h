// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/channels/desktop/desktop_action.h"
#include "core/channels/desktop/notification_throttle.h"
#include "core/policy/plan.h"

#include <QJsonObject>
#include <QSet>

#include <chrono>
#include <optional>
#include <set>
#include <variant>
#include <vector>

namespace tocsin {

using DesktopActions = std::vector<std::variant<ShowToast, CloseToast, ShowSummary>>;

/// Carries the plans for notifications out: one notification for each alert in the book, at its time, grouped
/// when they come in bursts. What became of each is noted in the book.
class DesktopAlerts final
{
public:
    /// The book outlives it.
    DesktopAlerts(AlertBook& alerts, const ThrottleIntervals& intervals);
    void setIntervals(const ThrottleIntervals& intervals) { m_throttle.setIntervals(intervals); }

    /// False when this pause has been told already. `before`: the alert whose place it takes.
    [[nodiscard]] bool raise(AlertId id, const std::optional<OpenAlert>& before, const Plan& plan);
    /// What was not shown yet goes by this plan; what is on the screen, by its style, with the next tick().
    void replan(AlertId id, const Plan& plan);
    /// Shows these as one notification, the most urgent first.
    void summarize(const std::vector<AlertId>& ids, const QDateTime& now, DesktopActions& actions);
    void close(const OpenAlert& closed, DesktopActions& actions);
    /// If its notification is on the screen: what can be done in it has changed.
    void showAgain(AlertId id, DesktopActions& actions);
    /// Also if the person closed it: it waits for them after all.
    void bringBack(AlertId id, DesktopActions& actions);
    /// The desktop made room for a newer one: all that still waits becomes one summary, for shown alone it
    /// would take the place of the next. `id` is not valid for the summary itself.
    void evicted(AlertId id, const QDateTime& now, DesktopActions& actions);
    /// Shows what is due.
    void tick(const QDateTime& now, DesktopActions& actions);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;
    void clockSetBack(std::chrono::milliseconds by);

    void attentionCleared(const QString& sessionId) { m_told.remove(sessionId); }
    /// The person is there: what comes next is news.
    void userPrompted(const QString& sessionId) { m_throttle.forget(sessionId); }
    /// The notifications stay, to be read.
    void forget(const QString& sessionId);

    /// The notification service has it: a crash no longer shows it once more.
    void markHandedOver(AlertId id);
    /// The person closed it, or it expired: it does not come back.
    void markSeen(AlertId id);
    void markSummarySeen();
    /// What was about to be shown when another program stopped.
    [[nodiscard]] std::vector<ShowToast> notHandedOver() const;
    /// What is on the screen, or should be.
    [[nodiscard]] std::vector<ShowToast> showing() const;
    /// As it is on the screen, or should be; without alerts when it is not.
    [[nodiscard]] ShowSummary summary() const;

    /// What of it belongs to one session, besides the book; empty when nothing does.
    [[nodiscard]] QJsonObject saved(const QString& sessionId) const;
    /// After the book.
    void restore(const QString& sessionId, const QJsonObject& saved);

private:
    void apply(OpenAlert& open, const Plan& plan);
    void restyle(OpenAlert& open, const Plan& plan);
    void show(OpenAlert& open, int count, const QDateTime& now, DesktopActions& actions);
    void updateSummary(DesktopActions& actions) const;

    AlertBook& m_alerts;
    NotificationThrottle m_throttle;
    std::set<AlertId> m_waiting;    ///< due or grouped
    std::vector<AlertId> m_summary; ///< the alerts of the summary that is shown
    std::set<AlertId> m_restyled;   ///< on the screen, in another style than that of the last plan
    bool m_isSummaryRestyled{false};
    QSet<QString> m_told; ///< sessions whose pause was told
};

} // namespace tocsin

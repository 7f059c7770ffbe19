// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/channels/desktop/desktop_alerts.h"
#include "core/channels/sms/sms_alerts.h"
#include "core/policy/plan.h"
#include "core/policy/surroundings.h"
#include "core/sessions/session_event.h"
#include "core/sessions/session_tracker.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QTimeZone>

#include <functional>
#include <optional>
#include <vector>

namespace tocsin {

/// Makes a plan for each open alert, again whenever something that it depends on has changed, and hands it to
/// the channels. It knows what the person prefers, what is muted, and how things stand.
class AlertPlanner final
{
public:
    struct Parts
    {
        AlertBook& alerts;
        const SessionTracker& sessions;
        DesktopAlerts& desktop;
        SmsAlerts& sms;
        std::function<QTimeZone()> zone; ///< of the quiet hours
    };
    /// The parts outlive it.
    AlertPlanner(Parts parts, const Preferences& preferences);

    /// What replan() makes of it is up to the caller.
    void setPreferences(const Preferences& preferences) { m_preferences = preferences; }
    void setSurroundings(const Surroundings& surroundings) { m_surroundings = surroundings; }
    [[nodiscard]] const Surroundings& surroundings() const { return m_surroundings; }
    /// Until then, UTC; invalid: not muted. An empty session id: everything.
    void mute(const QString& sessionId, const QDateTime& until);
    /// Under its new id a session is muted as it was.
    void follow(const SessionContinued& continued);
    /// Of the session alone; invalid once it is over.
    [[nodiscard]] QDateTime ownMute(const QString& sessionId, const QDateTime& now) const;
    [[nodiscard]] QDateTime mutedUntil(const QString& sessionId, const QDateTime& now) const;

    /// Why a session causes no alerts at all; None when it does.
    [[nodiscard]] PlanReason silenceOf(const QString& sessionId) const;
    void turnBegan(const QString& sessionId);
    /// The first plan of an alert. Nothing when it is no longer open.
    struct FirstPlan
    {
        Plan plan{};
        bool isRepeat{false}; ///< this pause was told on every channel
    };
    [[nodiscard]] std::optional<FirstPlan> raise(const AlertRaised& raised, const QDateTime& now,
                                                 SmsActions& sent);
    /// After the channels have heard of it.
    void closed(const OpenAlert& alert, const QDateTime& now, SmsActions& sent);
    /// Every open alert, as things stand now. What was put off and can be told now comes as one summary.
    void replan(const QDateTime& now, DesktopActions& shown, SmsActions& sent);
    /// Plans again at the ends of mutes and quiet hours.
    void tick(const QDateTime& now, DesktopActions& shown, SmsActions& sent);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const { return m_boundary; }

    void forget(const QString& sessionId) { m_sessions.remove(sessionId); }
    [[nodiscard]] QJsonObject saved(const QString& sessionId) const;
    void restore(const QString& sessionId, const QJsonObject& saved);

    /// As planFor() gets it.
    [[nodiscard]] Context contextOf(const QString& sessionId, const QDateTime& now) const
    {
        return contextOf(sessionId, m_preferences, now);
    }
    /// With the quiet hours of other preferences.
    [[nodiscard]] Context contextOf(const QString& sessionId, const Preferences& preferences,
                                    const QDateTime& now) const;
    [[nodiscard]] const Preferences& preferences() const { return m_preferences; }

private:
    struct OfSession
    {
        QDateTime mutedUntil{};
        bool turnBeganAway{false};

        template<typename Fields> friend void listFields(Fields& fields, OfSession& session)
        {
            fields("muted_until", session.mutedUntil);
            fields("turn_began_away", session.turnBeganAway);
        }
    };

    [[nodiscard]] Context contextOf(const OpenAlert& open, const QDateTime& now) const;
    /// Notes when it goes on after something that had silenced it for a while.
    [[nodiscard]] Plan planAgain(OpenAlert& open, const Context& context) const;
    void describe(const QString& sessionId, Context& context) const;
    [[nodiscard]] Presence presenceOf(const QString& sessionId) const;
    void planTexts(const std::vector<AlertId>& ids, const QDateTime& now, SmsActions& sent);
    void noteBoundaries(const Context& context, const QDateTime& now);

    Parts m_parts;
    Preferences m_preferences;
    Surroundings m_surroundings{};
    QDateTime m_mutedUntil{};
    QHash<QString, OfSession> m_sessions{};
    bool m_isRestored{false};
    std::optional<QDateTime> m_boundary{}; ///< when a mute or quiet hours begin or end, at the soonest
};

} // namespace tocsin

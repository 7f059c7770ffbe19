// SPDX-License-Identifier: MIT
#include "core/policy/plan.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// One alert's plan, from what rules everything out to what only delays.
class Planner final
{
public:
    Planner(const OpenAlert& open, const Context& context, const Preferences& preferences)
        : m_open{open}
        , m_alert{open.alert}
        , m_context{context}
        , m_preferences{preferences}
        , m_topic{preferences.of(topicOf(open.alert))}
    {}

    [[nodiscard]] Plan plan() const
    {
        Plan plan{.notification = notification(),
                  .isUrgent = isUrgent(),
                  .hidesContents = hidesContents(),
                  .isExposed = m_context.isScreenLocked};
        plan.text = text(plan.notification);
        // A text that waits is with the server, which knows no quiet hours.
        if (plan.text.reason == PlanReason::Grace && isInQuietHours(plan.text.at))
            plan.text = {.at = m_context.quietUntil, .reason = PlanReason::QuietHours};
        if (m_topic.text == TextWhen::AfterGrace && !plan.text.isNever() && !isTest())
            plan.text.graceElsewhere = m_topic.grace;
        plan.hasSound = m_topic.sound && !plan.notification.isNever();
        return plan;
    }

private:
    /// What no channel hears of.
    [[nodiscard]] PlanReason silence() const
    {
        if (const PlanReason reason = silenceOf(m_context, m_preferences); reason != PlanReason::None)
            return reason;
        const bool isShort = m_alert.cause == AlertCause::TurnDone && m_alert.duration.count() > 0 &&
                             m_alert.duration < m_preferences.minimumTurn && !m_context.turnBeganAway;
        return isShort ? PlanReason::ShortTurn : PlanReason::None;
    }

    /// What the person put off.
    [[nodiscard]] ChannelPlan pause() const
    {
        const QDateTime& muted = m_context.mutedUntil;
        const bool isMuted = muted.isValid() && muted > m_context.now;
        const bool isQuiet = isInQuietHours(m_context.now);
        if (isMuted && (!isQuiet || muted >= m_context.quietUntil))
            return {.at = muted, .reason = PlanReason::Muted};
        if (isQuiet)
            return {.at = m_context.quietUntil, .reason = PlanReason::QuietHours};
        return {};
    }

    [[nodiscard]] bool isInQuietHours(const QDateTime& time) const
    {
        return !m_topic.duringQuietHours && m_context.quietFrom.isValid() && m_context.quietFrom <= time &&
               time < m_context.quietUntil;
    }

    /// A dialog may be answered by a rule within `delay`.
    [[nodiscard]] ChannelPlan atOnce(std::chrono::milliseconds delay) const
    {
        if (!m_open.isDialog() || m_open.isSettled)
            return {.at = begin()};
        return {.at = std::max(m_alert.raisedAt.addMSecs(delay.count()), begin()),
                .reason = PlanReason::DialogDelay};
    }

    /// What was silenced for a while comes as if raised at the end of it; what is late stays so.
    [[nodiscard]] QDateTime begin() const
    {
        return m_open.resumedAt.isValid() && !isLate() ? std::max(m_open.resumedAt, m_alert.raisedAt)
                                                       : m_alert.raisedAt;
    }

    [[nodiscard]] bool isLate() const
    {
        return m_context.knownAt.isValid() &&
               m_alert.raisedAt.msecsTo(m_context.knownAt) > m_preferences.late.count();
    }

    /// What else the test's session is said to do is as of any session.
    [[nodiscard]] bool isTest() const { return m_context.isTest && topicOf(m_alert) == AlertTopic::Waiting; }

    [[nodiscard]] bool isPresent() const { return m_context.presence == Presence::Present; }

    [[nodiscard]] ChannelPlan notification() const
    {
        if (const PlanReason reason = silence(); reason != PlanReason::None)
            return {.reason = reason};
        if (!m_topic.notification)
            return {.reason = PlanReason::SwitchedOff};
        if (m_context.hasReacted)
            return {.reason = PlanReason::Reacted};
        if (const ChannelPlan later = pause(); !later.isNever())
            return later;
        if (!m_context.canNotify)
            return {.reason = PlanReason::CannotNotify};
        // Who went for a coffee left it focused.
        if (m_context.isTerminalFocused && isPresent())
            return {.reason = PlanReason::TerminalFocused};
        if (isLate())
            return {.at = m_context.knownAt.addMSecs(m_preferences.lateToNotification.count())};
        // Without a person, Claude Code denies most requests by itself.
        return atOnce(m_context.isUnattended ? m_preferences.dialogToText
                                             : m_preferences.dialogToNotification);
    }

    [[nodiscard]] ChannelPlan text(const ChannelPlan& notification) const
    {
        if (const PlanReason reason = silence(); reason != PlanReason::None)
            return {.reason = reason};
        if (m_topic.text == TextWhen::Never)
            return {.reason = PlanReason::SwitchedOff};
        if (m_context.hasReacted)
            return {.reason = PlanReason::Reacted};
        if (const ChannelPlan later = pause(); !later.isNever())
            return later;
        ChannelPlan soonest = atOnce(m_preferences.dialogToText);
        if (isTest() || isLate() || m_topic.text == TextWhen::AtOnce) // the server says so when it is too old
            return soonest;
        if (m_context.presence == Presence::Away)
            return {.at = soonest.at, .reason = PlanReason::Away};
        if (m_context.isTerminalFocused && isPresent())
            return {.reason = PlanReason::TerminalFocused};
        if (!m_context.canNotify)
            return {.at = soonest.at, .reason = PlanReason::CannotNotify};
        if (m_context.isDoNotDisturb && m_preferences.followDoNotDisturb && isPresent() &&
            !m_topic.duringQuietHours)
            return {.reason = PlanReason::DoNotDisturb};
        return {.at = std::max(graceBegins(notification).addSecs(m_topic.grace.count()), soonest.at),
                .reason = PlanReason::Grace};
    }

    /// With the notification, which may be late: at the end of quiet hours, or of a mute.
    [[nodiscard]] QDateTime graceBegins(const ChannelPlan& notification) const
    {
        if (m_open.desktop.shownAt.isValid())
            return std::max(m_open.desktop.shownAt, begin());
        if (notification.isNever())
            return begin();
        return std::max({notification.at, m_context.now, begin()});
    }

    /// Most desktops show what is urgent in spite of Do Not Disturb.
    [[nodiscard]] bool isUrgent() const
    {
        const bool isDisturbing = m_context.isDoNotDisturb && m_preferences.followDoNotDisturb;
        return m_open.isDialog() && (!isDisturbing || m_topic.duringQuietHours);
    }

    [[nodiscard]] bool hidesContents() const
    {
        return m_preferences.hideContents || m_context.isScreenLocked;
    }

    const OpenAlert& m_open;
    const Alert& m_alert;
    const Context& m_context;
    const Preferences& m_preferences;
    const TopicPreferences& m_topic;
};

} // namespace

PlanReason silenceOf(const Context& context, const Preferences& preferences)
{
    if (context.isWished)
        return PlanReason::None;
    if (context.isTeammate)
        return preferences.alertTeammates ? PlanReason::None : PlanReason::Teammate;
    return context.isUnattended && !preferences.alertHeadless ? PlanReason::Headless : PlanReason::None;
}

Plan planFor(const OpenAlert& alert, const Context& context, const Preferences& preferences)
{
    return Planner{alert, context, preferences}.plan();
}

QString wireName(TextWhen when)
{
    switch (when) {
    case TextWhen::AtOnce:
        return u"at_once"_s;
    case TextWhen::AfterGrace:
        return u"after_grace"_s;
    case TextWhen::Never:
        return u"never"_s;
    }
    return {};
}

std::optional<TextWhen> textWhenFrom(const QString& name)
{
    for (const TextWhen when : TextWhens) {
        if (wireName(when) == name)
            return when;
    }
    return std::nullopt;
}

QString wireName(PlanReason reason)
{
    switch (reason) {
    case PlanReason::None:
        return {};
    case PlanReason::Headless:
        return u"headless"_s;
    case PlanReason::Teammate:
        return u"teammate"_s;
    case PlanReason::SwitchedOff:
        return u"switched_off"_s;
    case PlanReason::ShortTurn:
        return u"short_turn"_s;
    case PlanReason::Muted:
        return u"muted"_s;
    case PlanReason::QuietHours:
        return u"quiet_hours"_s;
    case PlanReason::DoNotDisturb:
        return u"do_not_disturb"_s;
    case PlanReason::TerminalFocused:
        return u"terminal_focused"_s;
    case PlanReason::Reacted:
        return u"reacted"_s;
    case PlanReason::DialogDelay:
        return u"dialog_delay"_s;
    case PlanReason::Grace:
        return u"grace"_s;
    case PlanReason::Away:
        return u"away"_s;
    case PlanReason::CannotNotify:
        return u"cannot_notify"_s;
    case PlanReason::NoLogin:
        return u"no_login"_s;
    case PlanReason::TextsOff:
        return u"texts_off"_s;
    case PlanReason::Refused:
        return u"refused"_s;
    }
    return {};
}

} // namespace tocsin

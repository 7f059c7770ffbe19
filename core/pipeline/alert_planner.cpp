// SPDX-License-Identifier: MIT
#include "core/pipeline/alert_planner.h"

#include "core/base/json_fields.h"
#include "core/claude/hooks/test_document.h"
#include "core/sessions/session.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Something that the person put off.
bool isPause(const QString& reason)
{
    return reason == wireName(PlanReason::Muted) || reason == wireName(PlanReason::QuietHours);
}

/// Something that keeps a text away as long as it lasts.
bool isSilence(const QString& reason)
{
    return isPause(reason) || reason == wireName(PlanReason::TerminalFocused) ||
           reason == wireName(PlanReason::DoNotDisturb);
}

bool comesFirst(const OpenAlert* a, const OpenAlert* b)
{
    return isMoreUrgent(a->alert, b->alert);
}

/// One text stands for it and others, and has not gone out.
bool leadsSummary(const OpenAlert& open)
{
    using Progress = SmsState::Progress;
    const Progress progress = open.sms.progress;
    return open.sms.more > 0 && (progress == Progress::Due || progress == Progress::HeldBack ||
                                 progress == Progress::Pending || progress == Progress::Held);
}

} // namespace

AlertPlanner::AlertPlanner(Parts parts, const Preferences& preferences)
    : m_parts{std::move(parts)}
    , m_preferences{preferences}
{}

void AlertPlanner::mute(const QString& sessionId, const QDateTime& until)
{
    if (sessionId.isEmpty())
        m_mutedUntil = until;
    else
        m_sessions[sessionId].mutedUntil = until;
}

void AlertPlanner::follow(const SessionContinued& continued)
{
    const QDateTime before = m_sessions.value(continued.predecessor).mutedUntil;
    if (!before.isValid())
        return;
    QDateTime& until = m_sessions[continued.info.sessionId].mutedUntil;
    until = until.isValid() ? std::max(until, before) : before;
}

QDateTime AlertPlanner::ownMute(const QString& sessionId, const QDateTime& now) const
{
    const auto session = m_sessions.constFind(sessionId);
    return session != m_sessions.constEnd() && session->mutedUntil > now ? session->mutedUntil : QDateTime{};
}

QDateTime AlertPlanner::mutedUntil(const QString& sessionId, const QDateTime& now) const
{
    QDateTime until = m_mutedUntil;
    if (const QDateTime own = m_sessions.value(sessionId).mutedUntil; own.isValid())
        until = until.isValid() ? std::max(until, own) : own;
    return until.isValid() && until > now ? until : QDateTime{};
}

Presence AlertPlanner::presenceOf(const QString& sessionId) const
{
    const Presence own = m_surroundings.terminals.value(sessionId).presence;
    return own != Presence::Unknown ? own : m_surroundings.presence;
}

Context AlertPlanner::contextOf(const QString& sessionId, const Preferences& preferences,
                                const QDateTime& now) const
{
    Context context{.now = now,
                    .turnBeganAway = m_sessions.value(sessionId).turnBeganAway,
                    .presence = presenceOf(sessionId),
                    .isTerminalFocused = m_surroundings.terminals.value(sessionId).isFocused,
                    .canNotify = m_surroundings.canNotify,
                    .isDoNotDisturb = m_surroundings.isDoNotDisturb,
                    .isScreenLocked = m_surroundings.isScreenLocked,
                    .mutedUntil = mutedUntil(sessionId, now)};
    describe(sessionId, context);
    const QuietHours& quietHours = preferences.quietHours;
    if (!quietHours.isEmpty()) {
        const QDateTime local = now.toTimeZone(m_parts.zone ? m_parts.zone() : QTimeZone::systemTimeZone());
        const QDateTime from = quietHours.endAt(local) ? local : quietHours.nextStart(local).value_or(local);
        context.quietFrom = from.toUTC();
        context.quietUntil = quietHours.endAt(from).value_or(from).toUTC();
    }
    return context;
}

void AlertPlanner::describe(const QString& sessionId, Context& context) const
{
    const Session* session = m_parts.sessions.find(sessionId);
    if (session == nullptr)
        return;
    context.isUnattended = session->isUnattended;
    context.isTeammate = session->isTeammate;
    context.isWished = session->isWished;
    context.isTest = isTestSession(sessionId);
    // The person looks at it as they start the test.
    context.isTerminalFocused = context.isTerminalFocused && !context.isTest;
}

Context AlertPlanner::contextOf(const OpenAlert& open, const QDateTime& now) const
{
    Context context = contextOf(open.alert.sessionId, now);
    context.hasReacted = open.hasReacted;
    context.knownAt = open.knownAt;
    return context;
}

Plan AlertPlanner::planAgain(OpenAlert& open, const Context& context) const
{
    Plan plan = planFor(open, context, m_preferences);
    const bool isOver = !plan.text.isNever() && !isSilence(wireName(plan.text.reason));
    if (isOver && isSilence(open.sms.reason)) {
        open.resumedAt = context.now;
        plan = planFor(open, context, m_preferences);
    }
    return plan;
}

PlanReason AlertPlanner::silenceOf(const QString& sessionId) const
{
    Context context;
    describe(sessionId, context);
    return tocsin::silenceOf(context, m_preferences);
}

void AlertPlanner::turnBegan(const QString& sessionId)
{
    const bool isAway = presenceOf(sessionId) == Presence::Away;
    if (isAway || m_sessions.contains(sessionId))
        m_sessions[sessionId].turnBeganAway = isAway;
}

std::optional<AlertPlanner::FirstPlan> AlertPlanner::raise(const AlertRaised& raised, const QDateTime& now,
                                                           SmsActions& sent)
{
    OpenAlert* open = m_parts.alerts.find(raised.id);
    if (open == nullptr) // closed by what came after it in the same step
        return std::nullopt;
    open->knownAt = now;
    const Context context = contextOf(*open, now);
    const Plan plan = planFor(*open, context, m_preferences);
    noteBoundaries(context, now);
    const bool isShown = m_parts.desktop.raise(raised.id, raised.before, plan);
    const bool isTexted = m_parts.sms.raise(raised.id, raised.before, plan.text, sent);
    return FirstPlan{.plan = plan, .isRepeat = !isShown && !isTexted};
}

/// What its text also stood for is without one now.
void AlertPlanner::closed(const OpenAlert& alert, const QDateTime& now, SmsActions& sent)
{
    if (alert.sms.more == 0 || alert.sms.progress == SmsState::Progress::Sent)
        return;
    std::vector<AlertId> left;
    for (const auto& [id, open] : m_parts.alerts.open()) {
        if (m_parts.sms.isSummarized(open))
            left.push_back(id);
    }
    planTexts(left, now, sent);
}

void AlertPlanner::replan(const QDateTime& now, DesktopActions& shown, SmsActions& sent)
{
    m_boundary.reset();
    std::vector<const OpenAlert*> summary;
    std::vector<AlertId> postponed;
    std::vector<AlertId> summarized;
    bool isLeadLost = false;
    OpenAlert* mutedLead = nullptr;
    for (auto& [id, open] : m_parts.alerts.open()) {
        const Context context = contextOf(open, now);
        noteBoundaries(context, now);
        const Plan plan = planAgain(open, context);
        const bool isTold = !plan.notification.isNever() && plan.notification.at <= now;
        const bool wasPaused = isPause(open.desktop.reason);
        m_parts.desktop.replan(id, plan);
        if (wasPaused && isTold)
            summary.push_back(&open);
        isLeadLost |= leadsSummary(open) && plan.text.isNever();
        if (leadsSummary(open) && !m_parts.sms.isMonitored(open.alert.sessionId))
            mutedLead = &open;
        if (m_parts.sms.isSummarized(open))
            summarized.push_back(id);
        else if (isPause(open.sms.reason) && !plan.text.isNever() && !isPause(wireName(plan.text.reason)))
            postponed.push_back(id);
        else
            m_parts.sms.replan(id, plan.text, now, sent);
    }
    // Texts about its session were switched off.
    const auto isMonitored = [this](AlertId id) {
        return m_parts.sms.isMonitored(m_parts.alerts.find(id)->alert.sessionId);
    };
    if (mutedLead != nullptr && std::any_of(summarized.begin(), summarized.end(), isMonitored)) {
        mutedLead->sms.more = 0;
        isLeadLost = true;
    }
    if (isLeadLost)
        postponed.insert(postponed.end(), summarized.begin(), summarized.end());
    planTexts(postponed, now, sent);
    if (summary.size() > 1) {
        std::sort(summary.begin(), summary.end(), &comesFirst);
        std::vector<AlertId> ids;
        ids.reserve(summary.size());
        for (const OpenAlert* open : summary)
            ids.push_back(open->alert.id);
        m_parts.desktop.summarize(ids, now, shown);
    }
}

/// One text for all of them: the most urgent one's, which says how many more there are.
void AlertPlanner::planTexts(const std::vector<AlertId>& ids, const QDateTime& now, SmsActions& sent)
{
    std::vector<const OpenAlert*> alerts;
    for (const AlertId id : ids) {
        const OpenAlert* open = m_parts.alerts.find(id);
        const Plan plan = planFor(*open, contextOf(*open, now), m_preferences);
        if (plan.text.isNever())
            m_parts.sms.replan(id, plan.text, now, sent);
        else
            alerts.push_back(open);
    }
    // One that cannot be texted does not speak for others.
    const auto isAlone = [this](const OpenAlert* open) {
        return !m_parts.sms.isMonitored(open->alert.sessionId);
    };
    if (!std::all_of(alerts.begin(), alerts.end(), isAlone)) {
        const auto alone = std::stable_partition(alerts.begin(), alerts.end(), std::not_fn(isAlone));
        for (auto open = alone; open != alerts.end(); ++open) {
            const Plan plan = planFor(**open, contextOf(**open, now), m_preferences);
            m_parts.sms.replan((*open)->alert.id, plan.text, now, sent);
        }
        alerts.erase(alone, alerts.end());
    }
    std::sort(alerts.begin(), alerts.end(), &comesFirst);
    for (const OpenAlert* open : alerts) {
        const Plan plan = planFor(*open, contextOf(*open, now), m_preferences);
        if (open == alerts.front())
            m_parts.sms.replan(open->alert.id, plan.text, now, sent, static_cast<int>(alerts.size()) - 1);
        else
            m_parts.sms.summarize(open->alert.id);
    }
}

void AlertPlanner::noteBoundaries(const Context& context, const QDateTime& now)
{
    for (const QDateTime& time : {context.mutedUntil, context.quietFrom, context.quietUntil}) {
        if (time.isValid() && time > now)
            m_boundary = m_boundary ? std::min(*m_boundary, time) : time;
    }
}

void AlertPlanner::tick(const QDateTime& now, DesktopActions& shown, SmsActions& sent)
{
    if (std::exchange(m_isRestored, false)) {
        for (const auto& [id, open] : m_parts.alerts.open()) {
            noteBoundaries(contextOf(open, now), now);
            for (const auto& [reason, at] :
                 {std::pair{open.desktop.reason, open.desktop.at}, std::pair{open.sms.reason, open.sms.at}}) {
                if (isPause(reason))
                    m_boundary = m_boundary ? std::min(*m_boundary, at) : at;
            }
        }
    }
    if (m_boundary && *m_boundary <= now)
        replan(now, shown, sent);
}

QJsonObject AlertPlanner::saved(const QString& sessionId) const
{
    const auto session = m_sessions.constFind(sessionId);
    return session == m_sessions.constEnd() ? QJsonObject{} : json::toObject(*session);
}

void AlertPlanner::restore(const QString& sessionId, const QJsonObject& saved)
{
    if (!saved.isEmpty())
        json::fromObject(saved, m_sessions[sessionId]);
    m_isRestored = true;
}

} // namespace tocsin

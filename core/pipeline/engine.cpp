// SPDX-License-Identifier: MIT
#include "core/pipeline/engine.h"

#include "core/base/text.h"
#include "core/pipeline/channel_router.h"
#include "core/pipeline/drop_counter.h"
#include "core/pipeline/engine_parts.h"
#include "core/pipeline/engine_state.h"
#include "core/pipeline/session_overview.h"
#include "core/pipeline/step_clock.h"
#include "core/sessions/session_timers.h"
#include "core/sessions/spool_order.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace std::chrono_literals;

struct Engine::Private
{
    Private(EngineConfig configuration, EngineDependencies given)
        : config{std::move(configuration)}
        , dependencies{std::move(given)}
        , clock{dependencies.monotonic, dependencies.machine.bootId}
        , drops{dependencies.onDrop}
        , parts{config, dependencies}
        , router{parts, clock, drops}
    {
        reportBadPatterns();
    }

    void reportBadPatterns();
    void advanceClock(const QDateTime& now);
    [[nodiscard]] Actions finished(Actions actions, const QDateTime& now);
    [[nodiscard]] Actions afterShowing(const DesktopActions& shown, const QDateTime& now);
    void replan(const QDateTime& now, Actions& actions);
    [[nodiscard]] Actions want(const QString& sessionId, bool on, const QString& description,
                               const QString& cwd, const QDateTime& now);
    [[nodiscard]] Plan preview(const Alert& alert, const Preferences& preferences,
                               const QDateTime& now) const;
    [[nodiscard]] std::vector<OpenAlert> reported(std::vector<OpenAlert> alerts) const;
    void markNotification(AlertId id, void (DesktopAlerts::*mark)(AlertId));

    EngineConfig config;
    EngineDependencies dependencies;
    StepClock clock;
    DropCounter drops;
    EngineParts parts;
    ChannelRouter router;
    QSet<QString> dirty{}; ///< besides those that the tracker names
};

void Engine::Private::reportBadPatterns()
{
    const ErrorClassifier classifier{config.blockingPatterns};
    for (const QString& pattern : classifier.badPatterns())
        drops.count({.reason = DropReason::BadPattern, .detail = pattern});
}

/// The machine slept, or its clock was set: to be known before anything is found due.
void Engine::Private::advanceClock(const QDateTime& now)
{
    // The alerts of forgotten sessions are not saved, but their notifications may still be on the screen.
    parts.alerts.skipIdsUpTo(now.toMSecsSinceEpoch());
    const std::chrono::milliseconds jump = clock.advance(now);
    if (jump != 0ms)
        parts.tracker.clockJumped(now);
    if (jump < 0ms) // no sleep does that
        parts.clockSetBack(-jump);
}

/// What was raised in this step and is due at once goes out with it.
Actions Engine::Private::finished(Actions actions, const QDateTime& now)
{
    router.tick(now, actions);
    addSessions(actions, dirty);
    return actions;
}

Actions Engine::Private::afterShowing(const DesktopActions& shown, const QDateTime& now)
{
    advanceClock(now);
    Actions actions;
    for (const auto& one : shown)
        std::visit([&](const auto& what) { actions.emplace_back(what); }, one);
    return finished(std::move(actions), now);
}

/// Something changed that the plans depend on.
void Engine::Private::replan(const QDateTime& now, Actions& actions)
{
    router.replan(now, actions);
    for (const auto& [id, open] : parts.alerts.open())
        dirty.insert(open.alert.sessionId);
}

Actions Engine::Private::want(const QString& sessionId, bool on, const QString& description,
                              const QString& cwd, const QDateTime& now)
{
    Actions actions;
    router.route(parts.tracker.describe(sessionId, description, cwd, now), now, actions);
    parts.tracker.setWished(sessionId, on);
    router.setWanted(sessionId, on, now, actions);
    dirty.insert(sessionId);
    replan(now, actions);
    return actions;
}

Plan Engine::Private::preview(const Alert& alert, const Preferences& preferences, const QDateTime& now) const
{
    return planFor({.alert = alert}, parts.planner.contextOf(alert.sessionId, preferences, now), preferences);
}

std::vector<OpenAlert> Engine::Private::reported(std::vector<OpenAlert> alerts) const
{
    for (OpenAlert& open : alerts)
        open.sms = parts.sms.reported(open);
    return alerts;
}

void Engine::Private::markNotification(AlertId id, void (DesktopAlerts::*mark)(AlertId))
{
    if (const OpenAlert* open = parts.alerts.find(id))
        dirty.insert(open->alert.sessionId);
    (parts.desktop.*mark)(id);
}

Engine::Engine(EngineConfig config, EngineDependencies dependencies)
    : d{std::make_unique<Private>(std::move(config), std::move(dependencies))}
{}

Engine::~Engine() = default;

Actions Engine::take(const HookEvent& event, const QDateTime& now)
{
    d->advanceClock(now);
    // What was due before this event came first. What became due since may have been answered by another that
    // is still on its way: that is for tick() to find out.
    const QDateTime at = d->clock.timeOf(event, now);
    Actions actions;
    d->router.route(d->parts.tracker.tick(at), at, actions);
    d->router.tick(at, actions);
    d->router.route(d->parts.tracker.take(event, at), at, actions);
    return d->finished(std::move(actions), at);
}

Actions Engine::takeSpooled(QList<HookEvent> events, const QDateTime& now)
{
    d->advanceClock(now);
    Actions actions;
    QDateTime clock;
    for (const HookEvent& event : inOrder(std::move(events))) {
        const QDateTime at = std::min(event.origin.wall, now);
        clock = clock.isValid() ? std::max(clock, at) : at;
        d->router.route(d->parts.tracker.tick(clock), clock, actions);
        d->router.route(d->parts.tracker.take(event, clock), clock, actions);
    }
    // Notifications are shown as things stand at the end; texts that were due on the way have a time.
    for (Action& action : tick(now))
        actions.push_back(std::move(action));
    return withoutWithdrawn(actions);
}

Actions Engine::applyTranscript(const QString& sessionId, const TranscriptEvents& events,
                                const QDateTime& now)
{
    Actions actions = tick(now);
    d->router.route(d->parts.tracker.applyTranscript(sessionId, events, now), now, actions);
    return d->finished(std::move(actions), now);
}

Actions Engine::applyStatus(const ClaudeProcess& process, const ClaudeStatus& status, const QDateTime& now)
{
    Actions actions = tick(now);
    d->router.route(d->parts.tracker.applyStatus(process, status, now), now, actions);
    return d->finished(std::move(actions), now);
}

void Engine::statusLost(const ClaudeProcess& process)
{
    d->parts.tracker.statusLost(process);
}

Actions Engine::processGone(const ClaudeProcess& process, const QDateTime& now)
{
    Actions actions = tick(now);
    d->router.route(d->parts.tracker.processGone(process, now), now, actions);
    return d->finished(std::move(actions), now);
}

Actions Engine::tick(const QDateTime& now)
{
    Actions actions;
    d->advanceClock(now);
    d->router.route(d->parts.tracker.tick(now), now, actions);
    return d->finished(std::move(actions), now);
}

std::optional<QDateTime> Engine::nextDeadline() const
{
    std::optional<QDateTime> next;
    for (const auto& deadline : {d->parts.tracker.nextDeadline(), d->parts.desktop.nextDeadline(),
                                 d->parts.sms.nextDeadline(), d->parts.planner.nextDeadline()}) {
        if (deadline)
            next = next ? std::min(*next, *deadline) : deadline;
    }
    return next;
}

Actions Engine::setLoggedIn(bool loggedIn, const QDateTime& now)
{
    Actions actions;
    d->router.setLoggedIn(loggedIn, now, actions);
    for (const Session& session : d->parts.tracker.sessions())
        d->dirty.insert(session.id);
    return actions;
}

void Engine::loginLapsed()
{
    d->parts.sms.loginLapsed();
    for (const auto& [id, open] : d->parts.alerts.open())
        d->dirty.insert(open.alert.sessionId);
}

Actions Engine::setTexts(const QString& sessionId, bool on, const QString& description, const QDateTime& now)
{
    if (!knows(sessionId))
        return {};
    return d->want(sessionId, on, description, {}, now);
}

Actions Engine::startByUser(const QString& sessionId, const QString& description, const QString& cwd,
                            const QDateTime& now)
{
    return d->want(sessionId, true, description, cwd, now);
}

Actions Engine::stopByUser(const QString& sessionId, const QDateTime& now)
{
    return setTexts(sessionId, false, {}, now);
}

Actions Engine::rename(const QString& sessionId, const QString& name, const QDateTime& now)
{
    if (!knows(sessionId))
        return {};
    Actions actions;
    const QString shown = elided(plainLine(name), MaxDescription);
    d->router.route(d->parts.tracker.describe(sessionId, shown, {}, now), now, actions);
    d->dirty.insert(sessionId);
    return d->finished(std::move(actions), now);
}

Actions Engine::answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome,
                         const QDateTime& now)
{
    const Session* session = d->parts.tracker.find(sessionId);
    d->parts.sms.answered(sessionId, key, outcome,
                          session != nullptr && isSeen(*session, d->dependencies.machine), now);
    d->dirty.insert(sessionId);
    return tick(now);
}

Actions Engine::withdrawn(const QString& sessionId, const QUuid& key, WithdrawResult result,
                          const QDateTime& now)
{
    d->parts.sms.withdrawn(sessionId, key, result);
    d->dirty.insert(sessionId);
    return tick(now);
}

void Engine::setServerHolds(bool holds)
{
    d->parts.sms.setServerHolds(holds);
}

void Engine::refused(const QString& sessionId)
{
    d->parts.sms.refuse(sessionId);
    d->dirty.insert(sessionId);
}

Actions Engine::setConfig(const EngineConfig& config, const QDateTime& now)
{
    const bool otherPatterns = config.blockingPatterns != d->config.blockingPatterns;
    d->config = config;
    if (otherPatterns)
        d->reportBadPatterns();
    Actions actions;
    d->router.setConfig(config, now, actions);
    d->replan(now, actions);
    return d->finished(std::move(actions), now);
}

Actions Engine::setSurroundings(const Surroundings& surroundings, const QDateTime& now)
{
    if (surroundings == d->parts.planner.surroundings())
        return {};
    d->parts.planner.setSurroundings(surroundings);
    Actions actions;
    d->replan(now, actions);
    return d->finished(std::move(actions), now);
}

Actions Engine::mute(const QString& sessionId, const QDateTime& until, const QDateTime& now)
{
    if (!knows(sessionId))
        return {};
    d->parts.planner.mute(sessionId, until);
    d->dirty.insert(sessionId);
    Actions actions;
    d->replan(now, actions);
    return d->finished(std::move(actions), now);
}

Actions Engine::reacted(AlertId id, const QDateTime& now)
{
    OpenAlert* open = d->parts.alerts.find(id);
    if (open == nullptr || open->hasReacted)
        return {};
    open->hasReacted = true;
    Actions actions;
    d->replan(now, actions);
    return d->finished(std::move(actions), now);
}

Plan Engine::preview(const Alert& alert, const QDateTime& now) const
{
    return d->preview(alert, d->parts.planner.preferences(), now);
}

Plan Engine::reportedPlan(const Alert& alert, const Preferences& preferences, const QDateTime& now) const
{
    Plan plan = d->preview(alert, preferences, now);
    if (!plan.text.isNever() && !d->parts.sms.isLoggedIn())
        plan.text = {.reason = PlanReason::NoLogin};
    return plan;
}

QSet<QString> Engine::takeDirty()
{
    return std::exchange(d->dirty, {}).unite(d->parts.tracker.takeDirty());
}

std::vector<QUuid> Engine::takeNewIds()
{
    return d->parts.tracker.takeNewIds();
}

QJsonObject Engine::saved(const QString& sessionId) const
{
    return savedState(d->parts, sessionId);
}

void Engine::restore(const QList<QJsonObject>& sessions, const std::vector<QUuid>& takenIds)
{
    d->parts.tracker.restoreIds(takenIds);
    restoreState(d->parts, sessions);
}

std::vector<ShowToast> Engine::showing() const
{
    return d->parts.desktop.showing();
}

void Engine::notificationHandedOver(AlertId id)
{
    d->markNotification(id, &DesktopAlerts::markHandedOver);
}

void Engine::notificationSeen(AlertId id)
{
    d->markNotification(id, &DesktopAlerts::markSeen);
}

void Engine::summarySeen()
{
    for (const Alert& alert : d->parts.desktop.summary().alerts)
        d->dirty.insert(alert.sessionId);
    d->parts.desktop.markSummarySeen();
}

Actions Engine::showAgain(AlertId id, bool evenIfSeen, const QDateTime& now)
{
    DesktopActions shown;
    if (evenIfSeen)
        d->parts.desktop.bringBack(id, shown);
    else
        d->parts.desktop.showAgain(id, shown);
    return d->afterShowing(shown, now);
}

Actions Engine::notificationEvicted(AlertId id, const QDateTime& now)
{
    DesktopActions shown;
    d->parts.desktop.evicted(id, now, shown);
    return d->afterShowing(shown, now);
}

ShowSummary Engine::summary() const
{
    return d->parts.desktop.summary();
}

std::vector<ShowToast> Engine::notHandedOver() const
{
    return d->parts.desktop.notHandedOver();
}

QList<SessionView> Engine::sessions() const
{
    return sessionViews(d->parts, d->clock.latest());
}

std::optional<SessionView> Engine::session(const QString& sessionId) const
{
    const Session* session = d->parts.tracker.find(sessionId);
    return session != nullptr ? std::optional{sessionView(d->parts, *session, d->clock.latest())}
                              : std::nullopt;
}

std::vector<OpenAlert> Engine::openAlerts() const
{
    std::vector<OpenAlert> alerts;
    for (const auto& [id, open] : d->parts.alerts.open())
        alerts.push_back(open);
    return alerts;
}

std::vector<OpenAlert> Engine::openAlerts(const QString& sessionId) const
{
    std::vector<OpenAlert> alerts;
    for (const OpenAlert* open : d->parts.alerts.ofSession(sessionId))
        alerts.push_back(*open);
    return alerts;
}

std::vector<OpenAlert> Engine::reportedAlerts() const
{
    return d->reported(openAlerts());
}

std::vector<OpenAlert> Engine::reportedAlerts(const QString& sessionId) const
{
    return d->reported(openAlerts(sessionId));
}

const OpenAlert* Engine::openAlert(AlertId id) const
{
    return d->parts.alerts.find(id);
}

AlertId Engine::alertOf(const QUuid& hook) const
{
    const auto& open = d->parts.alerts.open();
    const auto found =
        std::find_if(open.begin(), open.end(), [&](const auto& one) { return one.second.hook == hook; });
    return found != open.end() && !hook.isNull() ? found->first : AlertId{};
}

void Engine::noteReleased(AlertId id)
{
    if (OpenAlert* open = d->parts.alerts.find(id))
        open->isHeld = false;
}

std::optional<bool> Engine::isShownInTerminal(AlertId id) const
{
    const OpenAlert* open = d->parts.alerts.find(id);
    const Session* session = open != nullptr ? d->parts.tracker.find(open->alert.sessionId) : nullptr;
    if (session == nullptr || session->statuses.empty())
        return std::nullopt;
    return session->isShowing(*open);
}

Actions Engine::closeAnswered(AlertId id, const QDateTime& now)
{
    Actions actions = tick(now);
    if (const OpenAlert* open = d->parts.alerts.find(id))
        d->router.route(d->parts.tracker.closeAnswered(open->alert.sessionId, id, now), now, actions);
    return d->finished(std::move(actions), now);
}

const Surroundings& Engine::surroundings() const
{
    return d->parts.planner.surroundings();
}

std::vector<ClosedAlert> Engine::takeClosed()
{
    return d->router.takeClosed();
}

std::vector<FailureNoted> Engine::takeNoted()
{
    return d->router.takeNoted();
}

std::vector<ActivityNoted> Engine::takeActivity()
{
    return d->router.takeActivity();
}

QDateTime Engine::latestStep() const
{
    return d->clock.latest();
}

QList<WatchedSession> Engine::watchedSessions() const
{
    return tocsin::watchedSessions(d->parts.tracker);
}

bool Engine::knows(const QString& sessionId) const
{
    return d->parts.tracker.find(sessionId) != nullptr;
}

TrayStatus Engine::trayStatus() const
{
    return tocsin::trayStatus(d->parts);
}

QDateTime Engine::lastActivity(const QString& sessionId) const
{
    const Session* session = d->parts.tracker.find(sessionId);
    return session != nullptr ? lastActivityOf(*session, d->dependencies.transcripts, d->clock.latest())
                              : QDateTime{};
}

QHash<DropReason, int> Engine::dropCounts() const
{
    return d->drops.counts();
}

void Engine::countDrop(const Dropped& dropped)
{
    d->drops.count(dropped);
}

} // namespace tocsin

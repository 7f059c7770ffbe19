// SPDX-License-Identifier: MIT
#include "core/pipeline/engine.h"

#include "core/alerts/alert_book.h"
#include "core/channels/desktop/desktop_alerts.h"
#include "core/channels/sms/sms_alerts.h"
#include "core/pipeline/alert_planner.h"
#include "core/sessions/session_fields.h"
#include "core/sessions/session_timers.h"
#include "core/sessions/session_tracker.h"
#include "core/sessions/spool_order.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Clocks that are kept by the network run a little faster or slower all the time.
constexpr std::chrono::milliseconds LeastJump{5s};
/// A hook of this machine that arrives this late ran when it says; more is a clock that was set.
constexpr std::chrono::milliseconds LongestDelivery{1min};
/// To see which processes are gone, besides the time for their last words.
constexpr std::chrono::milliseconds TimeToLook{1s};

SessionRules rulesOf(const EngineConfig& config)
{
    return {.doneDelay = config.doneDelay,
            .commandsDelay = config.commandsDelay,
            .endDelay = config.endDelay,
            .lossDelay = config.lossDelay,
            .witnessDelay = config.witnessDelay,
            .inactivity = config.inactivity,
            .forgetEndedAfter = config.forgetEndedAfter,
            .forgetSilentAfter = config.forgetSilentAfter,
            .describeByPrompt = config.describeByPrompt};
}

Preferences preferencesOf(const EngineConfig& config)
{
    Preferences preferences = config.preferences;
    preferences.lateToNotification = config.lossDelay + TimeToLook;
    return preferences;
}

/// Of what a spool led to: an event that was withdrawn within it never goes out, and heartbeats are for now.
Actions withoutWithdrawn(const Actions& actions)
{
    const auto withdrawal = [&](const QUuid& key) {
        return std::any_of(actions.begin(), actions.end(), [&](const Action& action) {
            const auto* withdraw = std::get_if<WithdrawEvent>(&action);
            return withdraw != nullptr && withdraw->key == key;
        });
    };
    QSet<QUuid> dropped;
    Actions left;
    for (const Action& action : actions) {
        if (const auto* event = std::get_if<SendServerEvent>(&action);
            event != nullptr && withdrawal(event->key))
            dropped.insert(event->key);
    }
    for (const Action& action : actions) {
        const auto* event = std::get_if<SendServerEvent>(&action);
        const auto* withdraw = std::get_if<WithdrawEvent>(&action);
        const bool isSettled = (event != nullptr && dropped.contains(event->key)) ||
                               (withdraw != nullptr && dropped.contains(withdraw->key));
        if (!isSettled && !std::holds_alternative<SendHeartbeat>(action))
            left.push_back(action);
    }
    return left;
}

template<typename ChannelActions> void append(ChannelActions channel, Actions& actions)
{
    for (auto& action : channel)
        std::visit([&](auto& what) { actions.emplace_back(std::move(what)); }, action);
}

} // namespace

struct Engine::Private
{
    Private(EngineConfig configuration, EngineDependencies given)
        : config{std::move(configuration)}
        , dependencies{std::move(given)}
        , tracker{rulesOf(config),
                  ErrorClassifier{config.blockingPatterns},
                  alerts,
                  dependencies.transcripts,
                  dependencies.branches,
                  dependencies.machine}
        , desktop{alerts, config.throttleIntervals}
        , sms{alerts, config.textsForNewSessions, dependencies.newKey}
        , planner{{.alerts = alerts,
                   .sessions = tracker,
                   .desktop = desktop,
                   .sms = sms,
                   .zone = dependencies.zone},
                  preferencesOf(config)}
    {
        planner.mute({}, config.mutedUntil);
        reportBadPatterns();
    }

    void reportBadPatterns();
    void noticeJump(const QDateTime& now);
    void count(const Dropped& dropped);
    /// Plans what was raised, and tells the channels what happened; `actions` grows by what they decide.
    void route(const SessionEvents& events, const QDateTime& now, Actions& actions);
    void raise(const AlertRaised& raised, SmsActions& sent);
    void noteClosed(const AlertClosed& closed, const QDateTime& now, const SmsActions& sent);
    [[nodiscard]] Actions replan(const QDateTime& now);
    [[nodiscard]] SessionInfo infoOf(const QString& sessionId) const;
    [[nodiscard]] bool isTold(const QString& sessionId) const;
    /// Its process can be seen here: if it were gone, that would be known.
    [[nodiscard]] bool isSeen(const QString& sessionId) const;
    [[nodiscard]] QDateTime timeOf(const HookEvent& event, const QDateTime& now) const;
    void tickChannels(const QDateTime& now, Actions& actions);
    /// What is decided about a session is part of its state.
    void markDirty(const Actions& actions);

    EngineConfig config;
    EngineDependencies dependencies;
    AlertBook alerts{};
    SessionTracker tracker;
    DesktopAlerts desktop;
    SmsAlerts sms;
    AlertPlanner planner;
    std::vector<ClosedAlert> closed{};
    QHash<DropReason, int> drops{};
    QSet<QString> dirty{}; ///< besides those that the tracker names
    QDateTime latest{};    ///< the last time that tick() was called with
    std::chrono::milliseconds latestMonotonic{0};
};

void Engine::Private::reportBadPatterns()
{
    const ErrorClassifier classifier{config.blockingPatterns};
    for (const QString& pattern : classifier.badPatterns())
        count({.reason = DropReason::BadPattern, .detail = pattern});
}

/// The machine slept, or its clock was set: to be known before anything is found due.
void Engine::Private::noticeJump(const QDateTime& now)
{
    // The alerts of forgotten sessions are not saved, but their notifications may still be on the screen.
    alerts.skipIdsUpTo(now.toMSecsSinceEpoch());
    const auto monotonic = dependencies.monotonic ? dependencies.monotonic() : 0ms;
    if (latest.isValid() && dependencies.monotonic) {
        const std::chrono::milliseconds passed{latest.msecsTo(now)};
        const std::chrono::milliseconds jump = passed - (monotonic - latestMonotonic);
        if (std::chrono::abs(jump) > LeastJump)
            tracker.clockJumped(now);
        if (jump < -LeastJump) { // no sleep does that
            desktop.clockSetBack(-jump);
            sms.clockSetBack(-jump);
        }
    }
    latest = now;
    latestMonotonic = monotonic;
}

void Engine::Private::count(const Dropped& dropped)
{
    ++drops[dropped.reason];
    if (dependencies.onDrop)
        dependencies.onDrop(dropped);
}

SessionInfo Engine::Private::infoOf(const QString& sessionId) const
{
    const Session* session = tracker.find(sessionId);
    return session != nullptr ? session->info() : SessionInfo{.sessionId = sessionId};
}

bool Engine::Private::isTold(const QString& sessionId) const
{
    return planner.silenceOf(sessionId) == PlanReason::None;
}

bool Engine::Private::isSeen(const QString& sessionId) const
{
    const Session* session = tracker.find(sessionId);
    const LocalMachine& machine = dependencies.machine;
    return session != nullptr &&
           (machine.bootId.isEmpty() ||
            std::any_of(session->processes.begin(), session->processes.end(),
                        [&](const ClaudeProcess& process) { return machine.canSee(process); }));
}

/// When a hook ran, as far as its clock is ours: the other witnesses say when they saw something, too.
QDateTime Engine::Private::timeOf(const HookEvent& event, const QDateTime& now) const
{
    const bool isOurs =
        dependencies.machine.bootId.isEmpty() || event.origin.bootId == dependencies.machine.bootId;
    const std::chrono::milliseconds underWay{event.origin.wall.msecsTo(now)};
    return isOurs && event.origin.wall.isValid() && underWay > 0ms && underWay < LongestDelivery
               ? event.origin.wall
               : now;
}

void Engine::Private::markDirty(const Actions& actions)
{
    for (const Action& action : actions) {
        std::visit(
            [this](const auto& what) {
                if constexpr (requires { what.alerts; }) {
                    for (const Alert& alert : what.alerts)
                        dirty.insert(alert.sessionId);
                } else if constexpr (requires { what.alert; })
                    dirty.insert(what.alert.sessionId);
                else
                    dirty.insert(what.sessionId);
            },
            action);
    }
}

void Engine::Private::raise(const AlertRaised& raised, SmsActions& sent)
{
    const std::optional<AlertPlanner::FirstPlan> first = planner.raise(raised, latest, sent);
    if (!first)
        return;
    const QString cause = wireName(alerts.find(raised.id)->alert.cause);
    const PlanReason reason = first->plan.notification.reason;
    if (first->isRepeat)
        count({.reason = DropReason::AlreadyTold, .detail = cause});
    else if (reason == PlanReason::ShortTurn)
        count({.reason = DropReason::ShortTurn, .detail = cause});
    else if (reason == PlanReason::Headless || reason == PlanReason::Teammate)
        count({.reason = DropReason::NotAttended, .detail = cause});
}

/// `sent`: of an alert that happened, though it is over, the text may go out all the same.
void Engine::Private::noteClosed(const AlertClosed& event, const QDateTime& now, const SmsActions& sent)
{
    ClosedAlert one{.alert = event.alert, .why = event.why, .at = now};
    for (const auto& action : sent) {
        if (const auto* text = std::get_if<SendServerEvent>(&action)) {
            one.alert.sms.progress = SmsState::Progress::Pending;
            one.alert.sms.key = text->key;
        }
    }
    closed.push_back(std::move(one));
}

/// Something changed that the plans depend on.
Actions Engine::Private::replan(const QDateTime& now)
{
    DesktopActions shown;
    SmsActions sent;
    planner.replan(now, shown, sent);
    for (const auto& [id, open] : alerts.open())
        dirty.insert(open.alert.sessionId);
    Actions actions;
    append(std::move(shown), actions);
    append(std::move(sent), actions);
    return actions;
}

void Engine::Private::route(const SessionEvents& events, const QDateTime& now, Actions& actions)
{
    struct Router
    {
        Private& d;
        const QDateTime& now;
        DesktopActions& shown;
        SmsActions& sent;

        void operator()(const SessionAppeared& event) const { d.sms.appear(event.info); }
        void operator()(const SessionContinued& event) const { d.sms.follow(event, now, sent); }
        void operator()(const TurnActivity& event) const
        {
            d.sms.turnActivity(event.info, d.isTold(event.info.sessionId), now, sent);
        }
        void operator()(const UserPrompted& event) const
        {
            d.planner.turnBegan(event.sessionId);
            d.desktop.userPrompted(event.sessionId);
            d.sms.userPrompted(event.sessionId, now, sent);
        }
        void operator()(const AttentionCleared& event) const
        {
            d.desktop.attentionCleared(event.sessionId);
            d.sms.attentionCleared(event.sessionId);
        }
        void operator()(const AlertRaised& event) const { d.raise(event, sent); }
        void operator()(const AlertClosed& event) const
        {
            d.desktop.close(event.alert, shown);
            d.sms.close(event.alert, sent);
            d.noteClosed(event, now, sent);
            d.planner.closed(event.alert, now, sent);
        }
        void operator()(const SessionEnded& event) const { d.sms.end(event, now, sent); }
        void operator()(const SessionRemoved& event) const
        {
            d.desktop.forget(event.sessionId);
            d.sms.forget(event.sessionId, sent);
            d.planner.forget(event.sessionId);
        }
        void operator()(const Dropped& event) const { d.count(event); }
    };
    for (const SessionEvent& event : events) {
        DesktopActions shown;
        SmsActions sent;
        std::visit(Router{*this, now, shown, sent}, event);
        append(std::move(shown), actions);
        append(std::move(sent), actions);
    }
}

void Engine::Private::tickChannels(const QDateTime& now, Actions& actions)
{
    DesktopActions shown;
    SmsActions sent;
    planner.tick(now, shown, sent);
    desktop.tick(now, shown);
    sms.tick(now, sent);
    append(std::move(shown), actions);
    append(std::move(sent), actions);
}

Engine::Engine(EngineConfig config, EngineDependencies dependencies)
    : d{std::make_unique<Private>(std::move(config), std::move(dependencies))}
{}

Engine::~Engine() = default;

Actions Engine::take(const HookEvent& event, const QDateTime& now)
{
    d->noticeJump(now);
    // What was due before this event came first. What became due since may have been answered by another that
    // is still on its way: that is for tick() to find out.
    const QDateTime at = d->timeOf(event, now);
    Actions actions;
    d->route(d->tracker.tick(at), at, actions);
    d->tickChannels(at, actions);
    d->route(d->tracker.take(event, at), at, actions);
    return finished(std::move(actions), at);
}

Actions Engine::takeSpooled(QList<HookEvent> events, const QDateTime& now)
{
    d->noticeJump(now);
    Actions actions;
    QDateTime clock;
    for (const HookEvent& event : inOrder(std::move(events))) {
        const QDateTime at = std::min(event.origin.wall, now);
        clock = clock.isValid() ? std::max(clock, at) : at;
        d->route(d->tracker.tick(clock), clock, actions);
        d->route(d->tracker.take(event, clock), clock, actions);
    }
    // Notifications are shown as things stand at the end; texts that were due on the way have a time.
    for (Action& action : tick(now))
        actions.push_back(std::move(action));
    return withoutWithdrawn(actions);
}

/// What was raised in this step and is due at once goes out with it.
Actions Engine::finished(Actions actions, const QDateTime& now)
{
    d->tickChannels(now, actions);
    d->markDirty(actions);
    return actions;
}

Actions Engine::applyTranscript(const QString& sessionId, const TranscriptEvents& events,
                                const QDateTime& now)
{
    Actions actions = tick(now);
    d->route(d->tracker.applyTranscript(sessionId, events, now), now, actions);
    return finished(std::move(actions), now);
}

Actions Engine::applyStatus(const ClaudeProcess& process, const ClaudeStatus& status, const QDateTime& now)
{
    Actions actions = tick(now);
    d->route(d->tracker.applyStatus(process, status, now), now, actions);
    return finished(std::move(actions), now);
}

void Engine::statusLost(const ClaudeProcess& process)
{
    d->tracker.statusLost(process);
}

Actions Engine::processGone(const ClaudeProcess& process, const QDateTime& now)
{
    Actions actions = tick(now);
    d->route(d->tracker.processGone(process, now), now, actions);
    return finished(std::move(actions), now);
}

Actions Engine::tick(const QDateTime& now)
{
    Actions actions;
    d->noticeJump(now);
    d->route(d->tracker.tick(now), now, actions);
    return finished(std::move(actions), now);
}

std::optional<QDateTime> Engine::nextDeadline() const
{
    std::optional<QDateTime> next;
    for (const auto& deadline : {d->tracker.nextDeadline(), d->desktop.nextDeadline(), d->sms.nextDeadline(),
                                 d->planner.nextDeadline()}) {
        if (deadline)
            next = next ? std::min(*next, *deadline) : deadline;
    }
    return next;
}

Actions Engine::setLoggedIn(bool loggedIn, const QDateTime& now)
{
    Actions actions;
    SmsActions sent;
    d->sms.setLoggedIn(loggedIn, now, sent);
    append(std::move(sent), actions);
    for (const Session& session : d->tracker.sessions())
        d->dirty.insert(session.id);
    return actions;
}

void Engine::loginLapsed()
{
    d->sms.loginLapsed();
}

Actions Engine::setTexts(const QString& sessionId, bool on, const QString& description, const QDateTime& now)
{
    if (!knows(sessionId))
        return {};
    return want(sessionId, on, description, {}, now);
}

Actions Engine::startByUser(const QString& sessionId, const QString& description, const QString& cwd,
                            const QDateTime& now)
{
    return want(sessionId, true, description, cwd, now);
}

Actions Engine::want(const QString& sessionId, bool on, const QString& description, const QString& cwd,
                     const QDateTime& now)
{
    Actions actions;
    d->route(d->tracker.describe(sessionId, description, cwd, now), now, actions);
    d->tracker.setWished(sessionId, on);
    SmsActions sent;
    d->sms.setWanted(d->infoOf(sessionId), on, now, sent);
    append(std::move(sent), actions);
    d->dirty.insert(sessionId);
    return actions;
}

Actions Engine::stopByUser(const QString& sessionId, const QDateTime& now)
{
    return setTexts(sessionId, false, {}, now);
}

Actions Engine::answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome,
                         const QDateTime& now)
{
    d->sms.answered(sessionId, key, outcome, d->isSeen(sessionId), now);
    d->dirty.insert(sessionId);
    return tick(now);
}

Actions Engine::withdrawn(const QString& sessionId, const QUuid& key, WithdrawResult result,
                          const QDateTime& now)
{
    d->sms.withdrawn(sessionId, key, result);
    d->dirty.insert(sessionId);
    return tick(now);
}

void Engine::setServerHolds(bool holds)
{
    d->sms.setServerHolds(holds);
}

void Engine::refused(const QString& sessionId)
{
    d->sms.refuse(sessionId);
    d->dirty.insert(sessionId);
}

Actions Engine::setConfig(const EngineConfig& config, const QDateTime& now)
{
    const bool otherPatterns = config.blockingPatterns != d->config.blockingPatterns;
    d->config = config;
    d->tracker.setRules(rulesOf(config), ErrorClassifier{config.blockingPatterns});
    d->desktop.setIntervals(config.throttleIntervals);
    d->sms.setTextsForNewSessions(config.textsForNewSessions);
    d->planner.setPreferences(preferencesOf(config));
    d->planner.mute({}, config.mutedUntil);
    if (otherPatterns)
        d->reportBadPatterns();
    return finished(d->replan(now), now);
}

Actions Engine::setSurroundings(const Surroundings& surroundings, const QDateTime& now)
{
    if (surroundings == d->planner.surroundings())
        return {};
    d->planner.setSurroundings(surroundings);
    return finished(d->replan(now), now);
}

Actions Engine::mute(const QString& sessionId, const QDateTime& until, const QDateTime& now)
{
    if (!knows(sessionId))
        return {};
    d->planner.mute(sessionId, until);
    d->dirty.insert(sessionId);
    return finished(d->replan(now), now);
}

Actions Engine::reacted(AlertId id, const QDateTime& now)
{
    OpenAlert* open = d->alerts.find(id);
    if (open == nullptr || open->hasReacted)
        return {};
    open->hasReacted = true;
    return finished(d->replan(now), now);
}

Plan Engine::preview(const Alert& alert, const QDateTime& now) const
{
    return preview(alert, d->planner.preferences(), now);
}

Plan Engine::preview(const Alert& alert, const Preferences& preferences, const QDateTime& now) const
{
    return planFor({.alert = alert}, d->planner.contextOf(alert.sessionId, preferences, now), preferences);
}

QSet<QString> Engine::takeDirty()
{
    return std::exchange(d->dirty, {}).unite(d->tracker.takeDirty());
}

std::vector<QUuid> Engine::takeNewIds()
{
    return d->tracker.takeNewIds();
}

QJsonObject Engine::saved(const QString& sessionId) const
{
    const Session* session = d->tracker.find(sessionId);
    if (session == nullptr)
        return {};
    return {{u"session"_s, json::toObject(*session)},    {u"alerts"_s, d->alerts.saved(sessionId)},
            {u"desktop"_s, d->desktop.saved(sessionId)}, {u"sms"_s, d->sms.saved(sessionId)},
            {u"plans"_s, d->planner.saved(sessionId)},   {u"last_alert"_s, d->alerts.lastId()}};
}

void Engine::restore(const QList<QJsonObject>& sessions, const std::vector<QUuid>& takenIds)
{
    d->tracker.restoreIds(takenIds);
    std::vector<std::pair<Session, QJsonObject>> restored;
    for (const QJsonObject& saved : sessions) {
        Session session;
        json::fromObject(saved.value("session"_L1).toObject(), session);
        if (!session.id.isEmpty())
            restored.emplace_back(std::move(session), saved);
    }
    std::stable_sort(restored.begin(), restored.end(),
                     [](const auto& a, const auto& b) { return a.first.ordinal < b.first.ordinal; });
    for (auto& [session, saved] : restored) {
        d->alerts.restore(session.id, saved.value("alerts"_L1));
        d->alerts.skipIdsUpTo(saved.value("last_alert"_L1).toInteger());
        d->desktop.restore(session.id, saved.value("desktop"_L1).toObject());
        d->sms.restore(session.id, saved.value("sms"_L1).toObject());
        d->planner.restore(session.id, saved.value("plans"_L1).toObject());
        d->tracker.restore(std::move(session));
    }
}

std::vector<ShowToast> Engine::showing() const
{
    return d->desktop.showing();
}

void Engine::notificationHandedOver(AlertId id)
{
    markNotification(id, &DesktopAlerts::markHandedOver);
}

void Engine::notificationSeen(AlertId id)
{
    markNotification(id, &DesktopAlerts::markSeen);
}

void Engine::summarySeen()
{
    for (const Alert& alert : d->desktop.summary().alerts)
        d->dirty.insert(alert.sessionId);
    d->desktop.markSummarySeen();
}

ShowSummary Engine::summary() const
{
    return d->desktop.summary();
}

void Engine::markNotification(AlertId id, void (DesktopAlerts::*mark)(AlertId))
{
    if (const OpenAlert* open = d->alerts.find(id))
        d->dirty.insert(open->alert.sessionId);
    (d->desktop.*mark)(id);
}

std::vector<ShowToast> Engine::notHandedOver() const
{
    return d->desktop.notHandedOver();
}

QList<SessionView> Engine::sessions() const
{
    QList<SessionView> views;
    for (const Session& session : d->tracker.sessions())
        views.append({.id = session.id,
                      .name = session.name(),
                      .state = session.shownState(d->alerts.hasDialog(session.id)),
                      .since = session.since,
                      .texts = d->sms.isWanted(session.id) ? DeliveryStatus::On : DeliveryStatus::Off,
                      .dialog = d->alerts.dialogOf(session.id),
                      .folder = session.isNamedByFolder() ? QString{} : session.folder,
                      .mutedUntil = d->planner.ownMute(session.id, d->latest)});
    return views;
}

std::vector<OpenAlert> Engine::openAlerts() const
{
    std::vector<OpenAlert> alerts;
    for (const auto& [id, open] : d->alerts.open())
        alerts.push_back(open);
    return alerts;
}

std::vector<OpenAlert> Engine::openAlerts(const QString& sessionId) const
{
    std::vector<OpenAlert> alerts;
    for (const OpenAlert* open : d->alerts.ofSession(sessionId))
        alerts.push_back(*open);
    return alerts;
}

const OpenAlert* Engine::openAlert(AlertId id) const
{
    return d->alerts.find(id);
}

AlertId Engine::alertOf(const QUuid& hook) const
{
    const auto& open = d->alerts.open();
    const auto found =
        std::find_if(open.begin(), open.end(), [&](const auto& one) { return one.second.hook == hook; });
    return found != open.end() && !hook.isNull() ? found->first : AlertId{};
}

void Engine::noteReleased(AlertId id)
{
    if (OpenAlert* open = d->alerts.find(id))
        open->isHeld = false;
}

std::optional<bool> Engine::isShownInTerminal(AlertId id) const
{
    const OpenAlert* open = d->alerts.find(id);
    const Session* session = open != nullptr ? d->tracker.find(open->alert.sessionId) : nullptr;
    if (session == nullptr || session->statuses.empty())
        return std::nullopt;
    return session->isShowing(*open);
}

Actions Engine::closeAnswered(AlertId id, const QDateTime& now)
{
    Actions actions = tick(now);
    if (const OpenAlert* open = d->alerts.find(id))
        d->route(d->tracker.closeAnswered(open->alert.sessionId, id, now), now, actions);
    return finished(std::move(actions), now);
}

const Surroundings& Engine::surroundings() const
{
    return d->planner.surroundings();
}

std::vector<ClosedAlert> Engine::takeClosed()
{
    return std::exchange(d->closed, {});
}

QDateTime Engine::latestStep() const
{
    return d->latest;
}

QList<WatchedSession> Engine::watchedSessions() const
{
    QList<WatchedSession> watched;
    for (const Session& session : d->tracker.sessions()) {
        // What ended it may be written to its transcript after its SessionEnd hook has run.
        if (!session.isOver() || session.pendingEnd)
            watched.append({.id = session.id,
                            .transcriptPath = session.transcriptPath,
                            .hostname = session.hostname,
                            .processes = {session.processes.begin(), session.processes.end()},
                            .terminals = {session.terminals.begin(), session.terminals.end()},
                            .lastActivityAt = session.lastActivityAt});
    }
    return watched;
}

bool Engine::knows(const QString& sessionId) const
{
    return d->tracker.find(sessionId) != nullptr;
}

/// Most urgent first: error, needs user, logged out, working, idle.
TrayStatus Engine::trayStatus() const
{
    const auto any = [this](std::initializer_list<SessionState> states) {
        const auto& sessions = d->tracker.sessions();
        return std::any_of(sessions.begin(), sessions.end(), [&](const Session& session) {
            const SessionState state = session.shownState(d->alerts.hasDialog(session.id));
            return std::find(states.begin(), states.end(), state) != states.end() && d->isTold(session.id);
        });
    };
    if (any({SessionState::Error, SessionState::Lost}))
        return TrayStatus::Error;
    if (any({SessionState::Waiting, SessionState::Quiet}))
        return TrayStatus::NeedsYou;
    if (!d->sms.isLoggedIn())
        return TrayStatus::LoggedOut;
    return any({SessionState::Working}) ? TrayStatus::Working : TrayStatus::Idle;
}

QDateTime Engine::lastActivity(const QString& sessionId) const
{
    const Session* session = d->tracker.find(sessionId);
    return session != nullptr ? lastActivityOf(*session, d->dependencies.transcripts, d->latest)
                              : QDateTime{};
}

QHash<DropReason, int> Engine::dropCounts() const
{
    return d->drops;
}

void Engine::countDrop(const Dropped& dropped)
{
    d->count(dropped);
}

} // namespace tocsin

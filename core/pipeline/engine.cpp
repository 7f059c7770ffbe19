// SPDX-License-Identifier: MIT
#include "core/pipeline/engine.h"

#include "core/pipeline/spooled_actions.h"
#include "core/policy/text_desk.h"
#include "core/policy/toast_desk.h"
#include "core/sessions/session_fields.h"
#include "core/sessions/session_timers.h"
#include "core/sessions/session_tracker.h"
#include "core/sessions/spool_order.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Clocks that are kept by the network run a little faster or slower all the time.
constexpr std::chrono::milliseconds LeastJump{std::chrono::seconds{5}};

SessionRules rulesOf(const EngineConfig& config)
{
    return {.doneDelay = config.doneDelay,
            .endDelay = config.endDelay,
            .lossDelay = config.lossDelay,
            .inactivity = config.inactivity,
            .minimumTurn = config.minimumTurn,
            .forgetEndedAfter = config.forgetEndedAfter,
            .forgetSilentAfter = config.forgetSilentAfter,
            .describeByPrompt = config.describeByPrompt};
}

} // namespace

struct Engine::Private
{
    Private(EngineConfig configuration, EngineDependencies engineParts)
        : config{std::move(configuration)}
        , parts{std::move(engineParts)}
        , tracker{rulesOf(config), ErrorClassifier{config.blockingPatterns}, parts.transcripts,
                  parts.branches}
        , toasts{config.throttleIntervals}
        , texts{config.textsForNewSessions, parts.newKey}
    {
        reportBadPatterns();
    }

    void reportBadPatterns();
    void noticeJump(const QDateTime& now);
    void count(const Dropped& dropped);
    /// Hands what happened to both desks; `actions` grows by what they decide.
    void route(const SessionEvents& changes, const QDateTime& now, Actions& actions);
    void raise(const AlertRaised& raised, Actions& actions);
    [[nodiscard]] SessionInfo cardOf(const QString& sessionId) const;
    /// What is decided about a session is part of its state.
    void touch(const Actions& actions);

    EngineConfig config;
    EngineDependencies parts;
    SessionTracker tracker;
    ToastDesk toasts;
    TextDesk texts;
    QHash<DropReason, int> drops{};
    QSet<QString> touched{}; ///< besides those that the tracker names
    QDateTime latest{};      ///< the last time that tick() was told
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
    const auto monotonic = parts.monotonic ? parts.monotonic() : std::chrono::milliseconds{0};
    if (latest.isValid() && parts.monotonic) {
        const std::chrono::milliseconds passed{latest.msecsTo(now)};
        const std::chrono::milliseconds jump = passed - (monotonic - latestMonotonic);
        if (std::chrono::abs(jump) > LeastJump)
            tracker.clockJumped(now);
        if (jump < -LeastJump) { // no sleep does that
            toasts.clockSetBack(-jump);
            texts.clockSetBack(-jump);
        }
    }
    latest = now;
    latestMonotonic = monotonic;
}

void Engine::Private::count(const Dropped& dropped)
{
    ++drops[dropped.reason];
    if (parts.onDrop)
        parts.onDrop(dropped);
}

SessionInfo Engine::Private::cardOf(const QString& sessionId) const
{
    const Session* session = tracker.find(sessionId);
    return session != nullptr ? session->card() : SessionInfo{.sessionId = sessionId};
}

void Engine::Private::touch(const Actions& actions)
{
    for (const Action& action : actions) {
        std::visit(
            [this](const auto& what) {
                if constexpr (requires { what.alert; })
                    touched.insert(what.alert.sessionId);
                else
                    touched.insert(what.sessionId);
            },
            action);
    }
}

void Engine::Private::raise(const AlertRaised& raised, Actions& actions)
{
    const bool toasted = toasts.raise(raised, actions);
    const bool texted = texts.raise(raised, actions);
    if (!toasted && !texted)
        count({.reason = DropReason::AlreadyTold, .detail = wireName(raised.alert.cause)});
}

void Engine::Private::route(const SessionEvents& changes, const QDateTime& now, Actions& actions)
{
    struct Router
    {
        Private& d;
        const QDateTime& now;
        Actions& actions;

        void operator()(const SessionAppeared& change) const { d.texts.appear(change.card); }
        void operator()(const SessionContinued& change) const
        {
            d.texts.follow(change, d.cardOf(change.sessionId), now, actions);
        }
        void operator()(const TurnActivity& change) const { d.texts.seeWork(change.card, now, actions); }
        void operator()(const UserPrompted& change) const
        {
            d.toasts.prompt(change.sessionId);
            d.texts.prompt(change.sessionId, now, actions);
        }
        void operator()(const AttentionCleared& change) const
        {
            d.toasts.pauseOver(change.sessionId);
            d.texts.pauseOver(change.sessionId);
        }
        void operator()(const AlertRaised& change) const { d.raise(change, actions); }
        void operator()(const AlertClosed& change) const
        {
            d.toasts.close(change, actions);
            d.texts.close(change);
        }
        void operator()(const SessionEnded& change) const
        {
            d.texts.withdrawAnswered(actions);
            d.texts.stop(change, actions);
        }
        void operator()(const SessionRemoved& change) const
        {
            d.toasts.forget(change.sessionId);
            d.texts.forget(change.sessionId);
        }
        void operator()(const Dropped& change) const { d.count(change); }
    };
    for (const SessionEvent& change : changes)
        std::visit(Router{*this, now, actions}, change);
    texts.withdrawAnswered(actions);
}

Engine::Engine(EngineConfig config, EngineDependencies parts)
    : d{std::make_unique<Private>(std::move(config), std::move(parts))}
{}

Engine::~Engine() = default;

Actions Engine::take(const HookEvent& event, const QDateTime& now)
{
    // What was due before this event came first.
    Actions actions = tick(now);
    d->route(d->tracker.take(event, now), now, actions);
    return actions;
}

Actions Engine::takeSpooled(QList<HookEvent> events, const QDateTime& now)
{
    const ToastDesk::Shown before = d->toasts.shown();
    d->noticeJump(now);
    Actions actions;
    QDateTime clock;
    for (const HookEvent& event : inOrder(std::move(events))) {
        const QDateTime at = std::min(event.origin.wall, now);
        clock = clock.isValid() ? std::max(clock, at) : at;
        d->route(d->tracker.tick(clock), clock, actions);
        d->route(d->tracker.take(event, clock), clock, actions);
    }
    d->toasts.dropHeld();
    for (Action& action : tick(now))
        actions.push_back(std::move(action));

    Actions left = ToastDesk::difference(before, d->toasts.shown());
    const Actions others = settled(actions);
    left.insert(left.end(), others.begin(), others.end());
    return left;
}

Actions Engine::applyTranscript(const QString& sessionId, const TranscriptEvents& signs, const QDateTime& now)
{
    Actions actions = tick(now);
    d->route(d->tracker.applyTranscript(sessionId, signs, now), now, actions);
    d->touch(actions);
    return actions;
}

Actions Engine::processGone(const ClaudeProcess& process, const QDateTime& now)
{
    Actions actions = tick(now);
    d->route(d->tracker.processGone(process, now), now, actions);
    return actions;
}

Actions Engine::tick(const QDateTime& now)
{
    Actions actions;
    d->noticeJump(now);
    d->route(d->tracker.tick(now), now, actions);
    d->toasts.tick(now, actions);
    d->texts.tick(now, actions);
    d->touch(actions);
    return actions;
}

std::optional<QDateTime> Engine::nextDeadline() const
{
    std::optional<QDateTime> next;
    for (const auto& deadline :
         {d->tracker.nextDeadline(), d->toasts.nextDeadline(), d->texts.nextDeadline()}) {
        if (deadline)
            next = next ? std::min(*next, *deadline) : deadline;
    }
    return next;
}

Actions Engine::setLoggedIn(bool loggedIn, const QDateTime& now)
{
    Actions actions;
    d->texts.setLoggedIn(loggedIn, now, actions);
    for (const Session& session : d->tracker.sessions())
        d->touched.insert(session.id);
    return actions;
}

void Engine::loginLapsed()
{
    d->texts.loginLapsed();
}

Actions Engine::setTexts(const QString& sessionId, bool on, const QString& description, const QDateTime& now)
{
    Actions actions;
    if (!knows(sessionId))
        return actions;
    d->route(d->tracker.describe(sessionId, description, {}, now), now, actions);
    d->texts.want(d->cardOf(sessionId), on, now, actions);
    d->touched.insert(sessionId);
    return actions;
}

Actions Engine::startByUser(const QString& sessionId, const QString& description, const QString& cwd,
                            const QDateTime& now)
{
    Actions actions;
    d->route(d->tracker.describe(sessionId, description, cwd, now), now, actions);
    d->texts.want(d->cardOf(sessionId), true, now, actions);
    d->touched.insert(sessionId);
    return actions;
}

Actions Engine::stopByUser(const QString& sessionId, const QDateTime& now)
{
    return setTexts(sessionId, false, {}, now);
}

Actions Engine::answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome,
                         const QDateTime& now)
{
    d->texts.answered(sessionId, key, outcome, now);
    d->touched.insert(sessionId);
    return tick(now);
}

void Engine::refused(const QString& sessionId)
{
    d->texts.refuse(sessionId);
    d->touched.insert(sessionId);
}

void Engine::setConfig(const EngineConfig& config)
{
    const bool otherPatterns = config.blockingPatterns != d->config.blockingPatterns;
    d->config = config;
    d->tracker.setRules(rulesOf(config), ErrorClassifier{config.blockingPatterns});
    d->toasts.setPauses(config.throttleIntervals);
    d->texts.setTextsForNewSessions(config.textsForNewSessions);
    if (otherPatterns)
        d->reportBadPatterns();
}

QSet<QString> Engine::takeDirty()
{
    return std::exchange(d->touched, {}).unite(d->tracker.takeDirty());
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
    return {{u"session"_s, json::toObject(*session)},
            {u"toasts"_s, d->toasts.saved(sessionId)},
            {u"texts"_s, d->texts.saved(sessionId)},
            {u"last_number"_s, d->tracker.lastNumber()}};
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
                     [](const auto& a, const auto& b) { return a.first.startedAt < b.first.startedAt; });
    for (auto& [session, saved] : restored) {
        d->toasts.restore(session.id, saved.value("toasts"_L1).toObject());
        d->texts.restore(session.id, saved.value("texts"_L1).toObject());
        d->tracker.restore(std::move(session), saved.value("last_number"_L1).toInt());
    }
}

std::vector<Alert> Engine::openToasts() const
{
    std::vector<Alert> open;
    for (const auto& [key, alert] : d->toasts.shown())
        open.push_back(alert);
    return open;
}

void Engine::oweToast(const Alert& alert)
{
    d->toasts.owe(alert);
    d->touched.insert(alert.sessionId);
}

void Engine::toastShown(const Alert& alert)
{
    d->toasts.handedOver(alert);
    d->touched.insert(alert.sessionId);
}

std::vector<Alert> Engine::owedToasts() const
{
    return d->toasts.owed();
}

QList<SessionView> Engine::sessions() const
{
    QList<SessionView> views;
    for (const Session& session : d->tracker.sessions())
        views.append({.id = session.id,
                      .name = session.name(),
                      .state = session.shownState(),
                      .since = session.since,
                      .texts = d->texts.isWanted(session.id) ? DeliveryStatus::On : DeliveryStatus::Off});
    return views;
}

QList<WatchedSession> Engine::watchedSessions() const
{
    QList<WatchedSession> live;
    for (const Session& session : d->tracker.sessions()) {
        if (!session.isOver())
            live.append({.id = session.id,
                         .transcriptPath = session.transcriptPath,
                         .hostname = session.hostname,
                         .claude = session.claude,
                         .lastActivityAt = session.lastActivityAt});
    }
    return live;
}

bool Engine::knows(const QString& sessionId) const
{
    return d->tracker.find(sessionId) != nullptr;
}

/// The most urgent of: an error, somebody needed, nobody to text, work, none of these.
TrayStatus Engine::overall() const
{
    const auto any = [this](std::initializer_list<SessionState> states) {
        const auto& sessions = d->tracker.sessions();
        return std::any_of(sessions.begin(), sessions.end(), [&](const Session& session) {
            return std::find(states.begin(), states.end(), session.shownState()) != states.end();
        });
    };
    if (any({SessionState::Error, SessionState::Lost}))
        return TrayStatus::Error;
    if (any({SessionState::Waiting, SessionState::Quiet}))
        return TrayStatus::NeedsYou;
    if (!d->texts.isLoggedIn())
        return TrayStatus::LoggedOut;
    return any({SessionState::Working}) ? TrayStatus::Working : TrayStatus::Idle;
}

QDateTime Engine::lastActivity(const QString& sessionId) const
{
    const Session* session = d->tracker.find(sessionId);
    return session != nullptr ? lastActivityOf(*session, d->parts.transcripts, d->latest) : QDateTime{};
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

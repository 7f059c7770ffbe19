// SPDX-License-Identifier: MIT
#include "core/pipeline/event_pipeline.h"

#include "core/channels/sms/text_outcome.h"
#include "core/channels/sms/text_progress.h"
#include "core/claude/hooks/hook_parser.h"
#include "core/logging/categories.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
// The engine's deadlines are wall clock times; after a suspend or a clock change a long timer would be off.
constexpr std::chrono::milliseconds LongestNap{30s};
// Only a crash within this time shows a toast once more, in the place of the one that may still be there.
constexpr std::chrono::milliseconds NoteShownAfter{1s};

template<class... Handlers> struct Overloaded : Handlers...
{
    using Handlers::operator()...;
};
template<class... Handlers> Overloaded(Handlers...) -> Overloaded<Handlers...>;

/// Each hook event is accounted for: this line, or one that says `dropped` and why.
void logTaken(const QJsonObject& request, const char* how)
{
    qCDebug(logHooks).noquote() << "taken:" << how << request.value("id"_L1).toString()
                                << hookNameIn(request);
}

bool isOver(const SessionView& view)
{
    return view.state == SessionState::Ended;
}
} // namespace

EventPipeline::EventPipeline(const Dependencies& parts, QObject* parent)
    : QObject{parent}
    , m_engine{parts.engine}
    , m_delivery{parts.delivery}
    , m_keeper{parts.keeper}
    , m_login{parts.login}
    , m_clock{parts.clock}
    , m_toasts{parts.notifier, parts.clock}
{
    m_tick.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, [this] { carryOut(m_engine.tick(nowAfterLooking())); });
    m_flush.setSingleShot(true);
    m_flush.setInterval(0);
    connect(&m_flush, &QTimer::timeout, this, &EventPipeline::flushSpooled);
    m_commit.setSingleShot(true);
    m_commit.setInterval(0);
    connect(&m_commit, &QTimer::timeout, this, &EventPipeline::commit);
    m_noteShown.setSingleShot(true);
    m_noteShown.setInterval(NoteShownAfter);
    connect(&m_noteShown, &QTimer::timeout, this, &EventPipeline::commit);
    watchLogin();
    watchDelivery();
    watchToasts();
}

EventPipeline::~EventPipeline()
{
    if (m_noteShown.isActive())
        commit();
}

void EventPipeline::watchLogin()
{
    connect(&m_login, &Login::phaseChanged, this, [this](LoginPhase phase) {
        if (phase == LoginPhase::LoggedIn)
            carryOut(m_engine.setLoggedIn(true, m_clock.nowUtc()));
        else
            loginLapsed();
    });
    // Logged out, or another server: what was to be told is gone.
    connect(&m_delivery, &SmsDelivery::abandoned, this,
            [this] { carryOut(m_engine.setLoggedIn(false, m_clock.nowUtc())); });
    if (m_login.phase() == LoginPhase::LoggedIn)
        carryOut(m_engine.setLoggedIn(true, m_clock.nowUtc()));
}

void EventPipeline::loginLapsed()
{
    m_engine.loginLapsed();
    m_commit.start();
}

void EventPipeline::watchDelivery()
{
    connect(&m_delivery, &SmsDelivery::stateChanged, this, &EventPipeline::changed);
    connect(&m_delivery, &SmsDelivery::reachableChanged, this, [](bool isReachable) {
        qCInfo(logDelivery) << (isReachable ? "the server answers" : "the server is not responding");
    });
    connect(&m_delivery, &SmsDelivery::reachableChanged, this, &EventPipeline::changed);
    connect(&m_delivery, &SmsDelivery::touched, this, [this] { m_commit.start(); });
    connect(&m_delivery, &SmsDelivery::heartbeatDue, this,
            [this](const QString& id) { m_delivery.noteActivity(id, m_engine.lastActivity(id)); });
    connect(&m_delivery, &SmsDelivery::startFailed, this, [this](const QString& id, const QString& message) {
        m_engine.refused(id);
        m_commit.start();
        Q_EMIT textsFailed(id, message);
        Q_EMIT changed();
    });
    connect(&m_delivery, &SmsDelivery::eventAnswered, this,
            [this](const QString& id, const QUuid& key, const EventOutcome& outcome) {
                const QString topic = m_keeper.recorder().topicOf(id, key);
                m_keeper.recorder().answered(key, textOutcome(outcome), m_clock.nowUtc());
                carryOut(m_engine.answered(id, key, textOutcome(outcome), nowAfterLooking()));
                Q_EMIT textAnswered(id, topic, textOutcome(outcome));
            });
    connect(&m_delivery, &SmsDelivery::eventWithdrawn, this,
            [this](const QString& id, const QUuid& key, WithdrawResult result) {
                m_keeper.recorder().withdrawn(key, result);
                carryOut(m_engine.withdrawn(id, key, result, nowAfterLooking()));
            });
    connect(&m_delivery, &SmsDelivery::serverHoldsChanged, this,
            [this](bool holds) { m_engine.setServerHolds(holds); });
    connect(&m_delivery, &SmsDelivery::eventFailed, this,
            [this](const QString& id, const QUuid& key, const QString& message) {
                qCWarning(logDelivery).noquote() << "an event was given up:" << message;
                m_keeper.recorder().answered(key, {.result = TextResult::NotSent}, m_clock.nowUtc());
                carryOut(m_engine.answered(id, key, {.result = TextResult::NotSent}, nowAfterLooking()));
            });
}

void EventPipeline::watchToasts()
{
    connect(&m_toasts, &ToastPresenter::reacted, this, &EventPipeline::reacted);
    connect(&m_toasts, &ToastPresenter::seen, this, [this](AlertId id) {
        m_engine.notificationSeen(id);
        m_commit.start();
    });
    connect(&m_toasts, &ToastPresenter::summarySeen, this, [this] {
        m_engine.summarySeen();
        m_commit.start();
    });
    connect(&m_toasts, &ToastPresenter::evicted, this, [this](AlertId id) {
        qCInfo(logNotify) << "the desktop made room: alert" << id.value;
        carryOut(m_engine.notificationEvicted(id, nowAfterLooking()));
    });
}

void EventPipeline::reacted(const ReactionJudge::Alerts& alerts)
{
    Actions actions;
    for (const AlertId id : alerts) {
        for (Action& action : m_engine.reacted(id, m_clock.nowUtc()))
            actions.push_back(std::move(action));
    }
    if (!alerts.empty())
        carryOut(actions);
}

void EventPipeline::takeHook(const QJsonObject& request)
{
    const Expected<HookEvent, Dropped> event = parseHookRequest(request);
    if (!event) {
        m_engine.countDrop(event.error());
        return;
    }
    logTaken(request, "live");
    takeLive(*event);
}

AlertId EventPipeline::takeWaitingHook(const QJsonObject& request)
{
    Expected<HookEvent, Dropped> event = parseHookRequest(request);
    if (!event) {
        m_engine.countDrop(event.error());
        return {};
    }
    logTaken(request, "waiting");
    event.value().origin.waits = true;
    takeLive(*event);
    return m_engine.alertOf(event->origin.id);
}

void EventPipeline::takeLive(const HookEvent& event)
{
    // What is still waiting from the spool happened before.
    flushSpooled();
    Q_EMIT hookTaken(event);
    carryOut(m_engine.take(event, m_clock.nowUtc()));
    if (const auto* prompted = std::get_if<hook::UserPromptSubmit>(&event.details))
        Q_EMIT promptSubmitted(event.sessionId, prompted->prompt);
}

void EventPipeline::takeSpooled(const QJsonObject& request, const SpoolEntry& receipt)
{
    const Expected<HookEvent, Dropped> event = parseHookRequest(request);
    if (!event) {
        m_engine.countDrop(event.error());
        receipt.confirm();
        return;
    }
    logTaken(request, "spooled");
    m_spooled.add(*event, receipt);
    m_flush.start();
}

void EventPipeline::flushSpooled()
{
    m_flush.stop();
    const QList<HookEvent> events = m_spooled.take();
    if (!events.isEmpty())
        carryOut(m_engine.takeSpooled(events, m_clock.nowUtc()));
}

void EventPipeline::resume(const Surroundings& surroundings)
{
    const std::vector<ShowToast> restored = m_engine.showing();
    m_toasts.takeOver(restored, m_engine.summary());
    carryOut(m_engine.setSurroundings(surroundings, nowAfterLooking()));
    flushSpooled();
    carryOut(m_engine.tick(nowAfterLooking()));
    for (const ShowToast& toShow : m_engine.notHandedOver())
        show(toShow);
    // Show again what still needs an answer and was not seen; the rest was there to be read.
    for (const ShowToast& toShow : m_engine.showing()) {
        const bool isOld = std::any_of(restored.begin(), restored.end(),
                                       [&](const ShowToast& old) { return old.alert.id == toShow.alert.id; });
        if (isOld && eventTypeOf(toShow.alert.kind) == ServerEventType::Waiting)
            showQuietly(toShow);
    }
    resumeSummary();
}

void EventPipeline::showQuietly(ShowToast toShow)
{
    toShow.style.hasSound = false;
    show(toShow);
}

/// As with single alerts: shown again if something in it still needs an answer, or if it was not shown.
void EventPipeline::resumeSummary()
{
    ShowSummary summary = m_engine.summary();
    const std::vector<OpenAlert> open = m_engine.openAlerts();
    const bool isWanted = std::any_of(open.begin(), open.end(), [](const OpenAlert& one) {
        const bool waits = eventTypeOf(one.alert.kind) == ServerEventType::Waiting;
        return one.desktop.isInSummary && (waits || !one.desktop.isHandedOver);
    });
    summary.style.hasSound = false;
    if (isWanted)
        show(summary);
}

void EventPipeline::applyTranscript(const QString& sessionId, const TranscriptEvents& signs)
{
    const QDateTime now = nowAfterLooking();
    Q_EMIT transcriptTaken(sessionId, signs);
    carryOut(m_engine.applyTranscript(sessionId, signs, now));
}

void EventPipeline::processGone(const ClaudeProcess& process)
{
    qCInfo(logHooks) << "a Claude process is gone:" << process.pid;
    carryOut(m_engine.processGone(process, nowAfterLooking()));
}

void EventPipeline::applyStatus(const ClaudeProcess& process, const ClaudeStatus& status)
{
    const QDateTime now = nowAfterLooking();
    Q_EMIT statusTaken(status);
    carryOut(m_engine.applyStatus(process, status, now));
}

void EventPipeline::statusLost(const ClaudeProcess& process)
{
    m_engine.statusLost(process);
    carryOut(m_engine.tick(nowAfterLooking()));
}

void EventPipeline::noteDecided(AlertId id)
{
    carryOut(m_engine.reacted(id, nowAfterLooking()));
}

void EventPipeline::closeAnswered(AlertId id)
{
    carryOut(m_engine.closeAnswered(id, nowAfterLooking()));
}

void EventPipeline::showAgain(AlertId id, bool evenIfSeen)
{
    carryOut(m_engine.showAgain(id, evenIfSeen, nowAfterLooking()));
}

void EventPipeline::takeNotificationAway(AlertId id)
{
    const OpenAlert* open = m_engine.openAlert(id);
    if (open == nullptr || !open->desktop.isOnScreen)
        return;
    m_toasts.close(CloseToast{.id = id, .sessionId = open->alert.sessionId, .kind = open->alert.kind});
    m_engine.notificationSeen(id);
    m_commit.start();
}

void EventPipeline::startTexts(const QString& sessionId, const QString& description, const QString& cwd)
{
    carryOut(m_engine.startByUser(sessionId, description, cwd, nowAfterLooking()));
}

void EventPipeline::stopTexts(const QString& sessionId)
{
    carryOut(m_engine.stopByUser(sessionId, nowAfterLooking()));
}

void EventPipeline::rename(const QString& sessionId, const QString& name)
{
    carryOut(m_engine.rename(sessionId, name, nowAfterLooking()));
}

void EventPipeline::configure(const EngineConfig& config)
{
    carryOut(m_engine.setConfig(config, nowAfterLooking()));
}

void EventPipeline::setSurroundings(const Surroundings& surroundings)
{
    carryOut(m_engine.setSurroundings(surroundings, nowAfterLooking()));
}

void EventPipeline::mute(const QString& sessionId, const QDateTime& until)
{
    carryOut(m_engine.mute(sessionId, until, nowAfterLooking()));
}

QList<SessionView> EventPipeline::sessions() const
{
    QList<SessionView> views = m_engine.sessions();
    views.removeIf(isOver);
    for (SessionView& view : views) {
        if (view.state == SessionState::Lost)
            view.texts = DeliveryStatus::Off;
        if (view.texts == DeliveryStatus::Off)
            continue;
        if (m_login.phase() != LoginPhase::LoggedIn)
            view.texts = DeliveryStatus::NeedsLogin;
        else if (const DeliveryStatus state = m_delivery.textState(view.id); state != DeliveryStatus::Off)
            view.texts = state; // else: wanted, and registered with its first prompt
    }
    return views;
}

TrayStatus EventPipeline::trayStatus() const
{
    const TrayStatus status = m_engine.trayStatus();
    // Without a login toasts still work, so what Claude needs comes before what we need.
    const bool calm = status == TrayStatus::Idle || status == TrayStatus::LoggedOut;
    if (calm && m_login.phase() != LoginPhase::LoggedIn)
        return TrayStatus::LoggedOut;
    return status;
}

/// The present, with all that is to be known by now.
QDateTime EventPipeline::nowAfterLooking()
{
    const std::optional<QDateTime> deadline = m_engine.nextDeadline();
    if (!m_isLooking && deadline && *deadline <= m_clock.nowUtc()) {
        const QScopedValueRollback looking{m_isLooking, true};
        Q_EMIT deadlinePassed();
        flushSpooled();
    }
    return m_clock.nowUtc();
}

void EventPipeline::carryOut(const Actions& actions)
{
    const Overloaded forServer{
        [](const ShowToast&) {},
        [](const CloseToast&) {},
        [](const ShowSummary&) {},
        [this](const auto& what) { m_delivery.carryOut(what); },
    };
    for (const Action& action : actions)
        std::visit(forServer, action);
    // Before anybody sees anything of it, so that nothing is told twice after a crash.
    commit();
    const Overloaded forDesktop{
        [this](const ShowToast& toShow) { show(toShow); },
        [this](const ShowSummary& summary) { show(summary); },
        [this](const CloseToast& close) { m_toasts.close(close); },
        [](const auto&) {},
    };
    for (const Action& action : actions)
        std::visit(forDesktop, action);
    scheduleTick();
    Q_EMIT changed();
}

void EventPipeline::show(const ShowSummary& summary)
{
    m_toasts.show(summary);
    for (const Alert& alert : summary.alerts)
        m_engine.notificationHandedOver(alert.id);
    if (!summary.alerts.empty())
        noteShownSoon();
}

void EventPipeline::show(const ShowToast& toShow)
{
    m_toasts.show(toShow);
    m_engine.notificationHandedOver(toShow.alert.id);
    noteShownSoon();
}

void EventPipeline::noteShownSoon()
{
    if (!m_noteShown.isActive())
        m_noteShown.start();
}

void EventPipeline::commit()
{
    m_commit.stop();
    m_noteShown.stop();
    if (m_keeper.commit())
        m_spooled.confirm();
}

void EventPipeline::scheduleTick()
{
    const std::optional<QDateTime> deadline = m_engine.nextDeadline();
    if (!deadline) {
        m_tick.stop();
        return;
    }
    const std::chrono::milliseconds left{m_clock.nowUtc().msecsTo(*deadline)};
    m_tick.start(std::clamp(left, 0ms, LongestNap));
}

} // namespace tocsin

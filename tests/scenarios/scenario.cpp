// SPDX-License-Identifier: MIT
#include "tests/scenarios/scenario.h"

#include "core/base/utc_time.h"
#include "core/channels/sms/sms_message.h"
#include "core/claude/hooks/hook_parser.h"

#include <QFile>
#include <QJsonDocument>
#include <QStringList>

#include <algorithm>

namespace tocsin::test {

using namespace Qt::StringLiterals;

namespace {

const QDateTime Beginning = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
constexpr qint64 UptimeAtBeginningNs{1'000'000'000'000};
constexpr std::chrono::milliseconds AfterTheLastStep{std::chrono::seconds{10}};
constexpr int MostTicksBetweenSteps{10'000};

/// `0:03`, `0:03.5`, `12:00`, `1:30:00`: from the scenario's beginning.
qint64 millisecondsOf(const QString& offset)
{
    double seconds{0};
    for (const QString& part : offset.split(u':'))
        seconds = seconds * 60 + part.toDouble();
    return qRound64(seconds * 1000);
}

QDateTime timeOf(const QString& offset)
{
    return Beginning.addMSecs(millisecondsOf(offset));
}

QJsonObject merged(QJsonObject base, const QJsonObject& other)
{
    for (auto it = other.begin(); it != other.end(); ++it)
        base.insert(it.key(), it.value());
    return base;
}

QString colon(const QString& head, const QString& text)
{
    return text.isEmpty() ? head : head + u": "_s + text;
}

QString stateName(SessionState state)
{
    static const QStringList names{u"idle"_s,  u"working"_s, u"waiting"_s, u"done"_s,
                                   u"error"_s, u"quiet"_s,   u"ended"_s,   u"lost"_s};
    return names.value(static_cast<int>(state));
}

QString overallName(TrayStatus overall)
{
    static const QStringList names{u"logged_out"_s, u"idle"_s, u"working"_s, u"needs_you"_s, u"error"_s};
    return names.value(static_cast<int>(overall));
}

/// What a notification would say besides its kind.
QString toastWords(const Alert& alert, const NotificationStyle& style)
{
    if (style.hidesContents)
        return {};
    QStringList words;
    if (alert.duration > std::chrono::seconds{0})
        words += u"%1 s"_s.arg(alert.duration.count());
    if (alert.runningCommands > 0)
        words += u"%1 running"_s.arg(alert.runningCommands);
    if (!alert.text.isEmpty())
        words += alert.text.english();
    return words.join(u", "_s);
}

QString styleWords(const NotificationStyle& style)
{
    return (style.hidesContents ? u" hidden"_s : QString{}) + (style.hasSound ? QString{} : u" silent"_s);
}

/// The last word on the alert in both channels: `showing, due grace`.
QString stateOf(const OpenAlert& open)
{
    const auto part = [](const QString& progress, const QString& reason) {
        return reason.isEmpty() ? progress : progress + u' ' + reason;
    };
    return part(wireName(open.desktop.progress), open.desktop.reason) + u", "_s +
           part(wireName(open.sms.progress), open.sms.reason);
}

Presence presenceOf(const QJsonValue& word)
{
    return word.toString() == "away"_L1      ? Presence::Away
           : word.toString() == "present"_L1 ? Presence::Present
                                             : Presence::Unknown;
}

void choose(TopicPreferences& topic, const QJsonObject& given)
{
    topic.notification = given.value("notification"_L1).toBool(topic.notification);
    topic.sound = given.value("sound"_L1).toBool(topic.sound);
    topic.duringQuietHours = given.value("during_quiet_hours"_L1).toBool(topic.duringQuietHours);
    topic.grace = std::chrono::seconds{given.value("grace"_L1).toInteger(topic.grace.count())};
    for (const TextWhen when : {TextWhen::AtOnce, TextWhen::AfterGrace, TextWhen::Never}) {
        if (given.value("text"_L1).toString() == wireName(when))
            topic.text = when;
    }
}

EngineConfig configOf(const QJsonObject& script)
{
    const QJsonObject given = script.value("config"_L1).toObject();
    EngineConfig config;
    config.preferences.minimumTurn = std::chrono::seconds{given.value("minimum_turn"_L1).toInt(0)};
    config.describeByPrompt = given.value("describe_by_prompt"_L1).toBool(false);
    config.preferences.alertHeadless = given.value("headless_alerts"_L1).toBool(false);
    config.preferences.alertTeammates = given.value("teammate_alerts"_L1).toBool(false);
    for (const AlertTopic topic : AlertTopics) {
        choose(config.preferences.of(topic), given.value("every_kind"_L1).toObject());
        choose(config.preferences.of(topic), given.value(wireName(topic)).toObject());
    }
    config.preferences.hideContents = given.value("hide_contents"_L1).toBool(false);
    config.preferences.followDoNotDisturb = given.value("follow_do_not_disturb"_L1).toBool(false);
    config.preferences.quietHours =
        QuietHours::fromStrings(given.value("quiet_hours"_L1).toVariant().toStringList())
            .value_or(QuietHours{});
    if (given.contains("muted_until"_L1))
        config.mutedUntil = timeOf(given.value("muted_until"_L1).toString());
    if (given.contains("inactivity"_L1))
        config.inactivity = std::chrono::minutes{given.value("inactivity"_L1).toInteger()};
    config.textsForNewSessions = given.value("texts_for_new_sessions"_L1).toBool(true);
    const auto pause = [&](const char* kind, std::chrono::seconds usual) {
        return std::chrono::seconds{
            given.value("pauses"_L1)[QLatin1StringView{kind}].toInteger(usual.count())};
    };
    const ThrottleIntervals usual;
    config.throttleIntervals = {.error = pause("error", usual.error),
                                .done = pause("done", usual.done),
                                .waiting = pause("waiting", usual.waiting)};
    for (const QJsonValue& pattern : given.value("blocking_patterns"_L1).toArray())
        config.blockingPatterns += pattern.toString();
    return config;
}

} // namespace

std::optional<QDateTime> ScriptedTranscripts::modifiedAt(const QString& path) const
{
    const auto time = m_times.constFind(path);
    return time == m_times.constEnd() ? std::nullopt : std::optional{*time};
}

Scenario::Scenario(const QJsonObject& script, Restarts restarts)
    : m_script{script}
    , m_now{Beginning}
    , m_restarts{restarts}
    , m_loggedIn{script.value("logged_in"_L1).toBool(true)}
    , m_config{configOf(script)}
{
    m_branches.set(u"/home/dev/demo"_s, u"main"_s);
    m_branches.set(u"/home/dev/site"_s, u"redesign"_s);
    m_server.setHolds(script.value("server_holds"_L1).toBool());
    m_engine = newEngine();
    if (m_loggedIn)
        carryOut(m_engine->setLoggedIn(true, m_now));
}

std::unique_ptr<Engine> Scenario::newEngine()
{
    const auto onDrop = [this](const Dropped& dropped) { note(u"drop "_s + wireName(dropped.reason)); };
    auto engine = std::make_unique<Engine>(
        m_config,
        EngineDependencies{
            .transcripts = m_transcripts,
            .branches = m_branches,
            .machine = {.bootId = u"boot-1"_s, .pidNamespace = u"pid:[1]"_s, .hostname = u"desk"_s},
            .newKey = [] { return QUuid::createUuid(); },
            .onDrop = onDrop,
            .monotonic = [this] { return std::chrono::milliseconds{Beginning.msecsTo(m_now)} - m_slept; },
            .zone = [] { return QTimeZone::utc(); }});
    engine->setServerHolds(m_server.holds());
    return engine;
}

/// As the state store keeps it: only what is said to have changed is written again.
void Scenario::save()
{
    for (const QString& id : m_engine->takeDirty()) {
        const QJsonObject saved = m_engine->saved(id);
        if (saved.isEmpty())
            m_saved.remove(id);
        else
            m_saved.insert(id, QJsonDocument{saved}.toJson());
    }
    for (const QUuid& id : m_engine->takeNewIds())
        m_savedIds.push_back(id);
}

void Scenario::restart()
{
    if (m_restarts == Restarts::Never)
        return;
    save();
    const QStringList before = m_happened;
    m_engine = newEngine();
    QList<QJsonObject> sessions;
    for (const QByteArray& saved : std::as_const(m_saved))
        sessions.append(QJsonDocument::fromJson(saved).object());
    m_engine->restore(sessions, m_savedIds);
    m_happened = before; // a bad pattern is reported at each start
    carryOut(m_engine->setSurroundings(m_surroundings, m_now));
    for (const auto& [alert, style] : m_engine->showing()) {
        if (!m_onScreen.contains(alert.id))
            m_mistakes += u"%1: a restart shows %2 again"_s.arg(offset(m_now), wireName(alert.cause));
    }
    if (m_loggedIn)
        carryOut(m_engine->setLoggedIn(true, m_now));
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it)
        carryOut(m_engine->applyTranscript(it.key(), it->readAnew(), m_now));
}

void Scenario::play()
{
    for (const QJsonValue& value : m_script.value("steps"_L1).toArray()) {
        const QJsonObject step = value.toObject();
        restart();
        if (step.value("slept"_L1).toBool()) { // nobody looked at the time meanwhile
            carryOut(m_engine->tick(m_now));
            const QDateTime awake = timeOf(step.value("at"_L1).toString());
            sleepUntil(awake);
            carryOut(m_engine->tick(m_now)); // a timer that is due goes off first
            takeLateAnswers();
        }
        passTimeUntil(timeOf(step.value("at"_L1).toString()));
        playStep(step);
    }
    restart();
    // What the last step set off.
    passTimeUntil(m_now.addMSecs(AfterTheLastStep.count()));
}

/// The server does not sleep.
void Scenario::sleepUntil(const QDateTime& awake)
{
    m_slept += std::chrono::milliseconds{m_now.msecsTo(awake)};
    while (m_server.nextDue() && *m_server.nextDue() <= awake) {
        m_now = *m_server.nextDue();
        for (const Answer& due : m_server.takeDue(m_now)) {
            note(due.line);
            m_lateAnswers.append(due);
        }
    }
    m_now = awake;
}

void Scenario::takeLateAnswers()
{
    for (const Answer& late : std::exchange(m_lateAnswers, {}))
        carryOut(m_engine->answered(late.sessionId, late.key, late.outcome, m_now));
}

void Scenario::passTimeUntil(const QDateTime& time)
{
    for (int ticks = 0; ticks < MostTicksBetweenSteps; ++ticks) {
        std::optional<QDateTime> deadline = m_engine->nextDeadline();
        if (const auto due = m_server.nextDue())
            deadline = deadline ? std::min(*deadline, *due) : due;
        if (!deadline || *deadline > time)
            break;
        m_now = std::max(m_now, *deadline);
        for (const Answer& due : m_server.takeDue(m_now))
            answer(due);
        carryOut(m_engine->tick(m_now));
        restart();
        if (ticks == MostTicksBetweenSteps - 1)
            m_mistakes += u"the deadline does not move on from %1"_s.arg(offset(*deadline));
    }
    if (time < m_now)
        m_mistakes += u"the steps are not in the order of time at %1"_s.arg(offset(time));
    m_now = std::max(m_now, time);
}

void Scenario::playStep(const QJsonObject& step)
{
    if (step.contains("status"_L1)) {
        playStatus(step);
    } else if (step.contains("seen"_L1)) {
        playSeen(step, step.value("seen"_L1).toString());
    } else if (step.contains("closes"_L1)) {
        const std::vector<AlertId> read = meant(step, step.value("closes"_L1).toString());
        playSeen(step, step.value("closes"_L1).toString());
        playReaction(read);
    } else if (step.contains("clicks"_L1)) {
        playReaction(meant(step, step.value("clicks"_L1).toString()));
    } else if (step.contains("hook"_L1) || step.contains("payload"_L1)) {
        if (const auto event = eventOf(step))
            carryOut(m_engine->take(*event, m_now));
    } else if (step.contains("spooled"_L1)) {
        takeSpooled(step.value("spooled"_L1).toArray());
    } else if (step.contains("transcript"_L1)) {
        playTranscript(step);
    } else if (step.contains("gone"_L1)) {
        carryOut(m_engine->processGone(processOf(merged(step, {{u"pid"_s, step.value("gone"_L1)}})), m_now));
    } else if (step.contains("surroundings"_L1)) {
        playSurroundings(step.value("surroundings"_L1).toObject());
    } else if (step.contains("server"_L1)) {
        playServer(step.value("server"_L1).toString());
    } else {
        playChoice(step);
    }
    check(step);
}

void Scenario::playTranscript(const QJsonObject& step)
{
    const QString session = step.value("transcript"_L1).toString();
    m_transcripts.touch(u"/transcripts/%1.jsonl"_s.arg(session), m_now);
    const QDateTime at = timeOf(step.value("written_at"_L1).toString(step.value("at"_L1).toString()));
    const TranscriptEvents signs = m_entries[session].write(step.value("entries"_L1).toArray(), at);
    carryOut(m_engine->applyTranscript(session, signs, m_now));
}

ClaudeProcess Scenario::processOf(const QJsonObject& step)
{
    return {.pid = step.value("pid"_L1).toInt(100),
            .startTime = u"1"_s,
            .bootId = step.value("boot"_L1).toString(u"boot-1"_s),
            .pidNamespace = step.value("pid_namespace"_L1).toString()};
}

/// What the status file of a process says from now on.
void Scenario::playStatus(const QJsonObject& step)
{
    static const QHash<QString, ClaudeStatus::State> States{{u"idle"_s, ClaudeStatus::State::Idle},
                                                            {u"busy"_s, ClaudeStatus::State::Busy},
                                                            {u"waiting"_s, ClaudeStatus::State::Waiting},
                                                            {u"shell"_s, ClaudeStatus::State::Shell}};
    const QString word = step.value("status"_L1).toString();
    if (word == "lost"_L1)
        return m_engine->statusLost(processOf(step));
    const ClaudeStatus status{
        .pid = processOf(step).pid,
        .sessionId = step.value("session"_L1).toString(u"A"_s),
        .state = States.value(word, ClaudeStatus::State::Unknown),
        .updatedAt = timeOf(step.value("written_at"_L1).toString(step.value("at"_L1).toString()))};
    carryOut(m_engine->applyStatus(processOf(step), status, m_now));
}

/// The alerts of this kind, of the step's session if it names one; `summary`: those that the summary tells
/// of.
std::vector<AlertId> Scenario::meant(const QJsonObject& step, const QString& kind) const
{
    std::vector<AlertId> ids;
    if (kind == "summary"_L1) {
        for (const Alert& alert : m_engine->summary().alerts)
            ids.push_back(alert.id);
        return ids;
    }
    for (const OpenAlert& open : m_engine->openAlerts()) {
        const bool isOfSession =
            step.value("session"_L1).toString(open.alert.sessionId) == open.alert.sessionId;
        if (isOfSession && wireName(open.alert.kind) == kind)
            ids.push_back(open.alert.id);
    }
    return ids;
}

/// The notification left the screen: closed by the person, or expired.
void Scenario::playSeen(const QJsonObject& step, const QString& kind)
{
    if (kind == "summary"_L1)
        return m_engine->summarySeen();
    for (const AlertId id : meant(step, kind)) {
        if (m_onScreen.erase(id) > 0)
            m_engine->notificationSeen(id);
    }
}

void Scenario::playReaction(const std::vector<AlertId>& alerts)
{
    for (const AlertId id : alerts)
        carryOut(m_engine->reacted(id, m_now));
}

/// How things stand from now on.
void Scenario::playSurroundings(const QJsonObject& given)
{
    m_surroundings = {.presence = presenceOf(given.value("presence"_L1)),
                      .canNotify = given.value("can_notify"_L1).toBool(true),
                      .isDoNotDisturb = given.value("do_not_disturb"_L1).toBool(),
                      .isScreenLocked = given.value("screen_locked"_L1).toBool()};
    const QJsonObject terminals = given.value("terminals"_L1).toObject();
    for (auto it = terminals.begin(); it != terminals.end(); ++it)
        m_surroundings.terminals.insert(it.key(),
                                        {.presence = presenceOf(it->toObject().value("presence"_L1)),
                                         .isFocused = it->toObject().value("focused"_L1).toBool()});
    carryOut(m_engine->setSurroundings(m_surroundings, m_now));
}

/// What the person chooses in the app or through the bridge.
void Scenario::playChoice(const QJsonObject& step)
{
    const QString session = step.value("session"_L1).toString(u"A"_s);
    const QString description = step.value("description"_L1).toString();
    if (step.contains("login"_L1)) {
        if (step.value("login"_L1).toString() == "lapsed"_L1) {
            // Delivery keeps what it cannot send without a login.
            m_loggedIn = false;
            m_hasLapsed = true;
            m_server.setAway(true);
            m_engine->loginLapsed();
            return;
        }
        if (!step.value("login"_L1).toBool())
            m_server.logOut();
        m_loggedIn = step.value("login"_L1).toBool();
        carryOut(m_engine->setLoggedIn(m_loggedIn, m_now));
        if (m_loggedIn && std::exchange(m_hasLapsed, false))
            playServer(u"back"_s);
    } else if (step.contains("texts"_L1)) {
        carryOut(m_engine->setTexts(session, step.value("texts"_L1).toBool(), description, m_now));
    } else if (step.contains("start"_L1)) {
        carryOut(
            m_engine->startByUser(session, step.value("start"_L1).toString(), u"/home/dev/demo"_s, m_now));
    } else if (step.contains("stop"_L1)) {
        carryOut(m_engine->stopByUser(session, m_now));
    } else if (step.contains("mute_until"_L1)) {
        const QString until = step.value("mute_until"_L1).toString();
        carryOut(m_engine->mute(session, until.isEmpty() ? QDateTime{} : timeOf(until), m_now));
    } else if (step.contains("config"_L1)) {
        m_config = configOf(step);
        carryOut(m_engine->setConfig(m_config, m_now));
    }
}

void Scenario::playServer(const QString& change)
{
    if (change == "refuses"_L1) {
        const QList<SessionView> views = m_engine->sessions();
        for (const SessionView& view : views)
            m_engine->refused(view.id);
        return;
    }
    if (change == "forgets"_L1)
        return m_server.forgetHeld();
    m_server.setAway(change == "away"_L1);
    m_server.setOptedOut(change == "opted_out"_L1);
    for (const SendServerEvent& event : m_server.takeWaiting())
        send(event);
    for (const WithdrawEvent& withdraw : m_server.takeWaitingWithdrawals()) {
        if (const auto result = m_server.withdraw(withdraw, m_now))
            carryOut(m_engine->withdrawn(withdraw.sessionId, withdraw.key, *result, m_now));
    }
    if (change == "back"_L1)
        takeLateAnswers();
}

void Scenario::check(const QJsonObject& step)
{
    const QJsonObject sees = step.value("sees"_L1).toObject();
    const QList<SessionView> views = m_engine->sessions();
    for (auto it = sees.begin(); it != sees.end(); ++it) {
        const auto view =
            std::find_if(views.begin(), views.end(), [&](const SessionView& v) { return v.id == it.key(); });
        const QString state = view == views.end() ? u"unknown"_s : stateName(view->state);
        if (state != it.value().toString())
            m_mistakes +=
                u"%1: %2 is %3, not %4"_s.arg(offset(m_now), it.key(), state, it.value().toString());
    }
    const QJsonObject stands = step.value("stands"_L1).toObject();
    for (auto it = stands.begin(); it != stands.end(); ++it) {
        QStringList states;
        for (const OpenAlert& open : m_engine->openAlerts()) {
            if (it.key() == open.alert.sessionId + u' ' + wireName(open.alert.kind))
                states += stateOf(open);
        }
        if (const QString found = states.join(u"; "_s); found != it.value().toString())
            m_mistakes +=
                u"%1: %2 is %3, not %4"_s.arg(offset(m_now), it.key(), found, it.value().toString());
    }
    const QString overall = overallName(m_engine->trayStatus());
    if (step.contains("overall"_L1) && step.value("overall"_L1).toString() != overall)
        m_mistakes +=
            u"%1: overall is %2, not %3"_s.arg(offset(m_now), overall, step.value("overall"_L1).toString());
}

QJsonObject Scenario::requestOf(const QJsonObject& step)
{
    const QString session = step.value("session"_L1).toString(u"A"_s);
    QJsonObject event{{u"transcript_path"_s, u"/transcripts/%1.jsonl"_s.arg(session)},
                      {u"cwd"_s, step.value("cwd"_L1).toString(u"/home/dev/demo"_s)}};
    if (step.contains("payload"_L1))
        event =
            readJson(u"" TOCSIN_SOURCE_DIR "/tests/data/payloads/"_s + step.value("payload"_L1).toString());
    else
        event.insert(u"hook_event_name"_s, step.value("hook"_L1));
    event.insert(u"session_id"_s, session);
    if (step.contains("agent"_L1))
        event.insert(u"agent_id"_s, step.value("agent"_L1));
    event = merged(event, step.value("with"_L1).toObject());
    for (const QJsonValue& missing : step.value("without"_L1).toArray())
        event.remove(missing.toString());

    QJsonObject claude{{u"pid"_s, step.value("pid"_L1).toInt(100)}, {u"start_time"_s, u"1"_s}};
    for (const auto key : {"entrypoint"_L1, "attended"_L1, "teammate"_L1, "pid_namespace"_L1}) {
        if (step.contains(key))
            claude.insert(key, step.value(key));
    }
    // A hook may have run before it arrives.
    const qint64 ranAt = millisecondsOf(step.value("ran_at"_L1).toString(step.value("at"_L1).toString()));
    if (!m_script.value("transcripts"_L1).toString().startsWith("unreadable"_L1))
        m_transcripts.create(u"/transcripts/%1.jsonl"_s.arg(session), Beginning.addMSecs(ranAt));
    const QUuid id{++m_lastId, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    return {{u"type"_s, u"hook"_s},
            {u"id"_s, step.value("id"_L1).toString(id.toString(QUuid::WithoutBraces))},
            {u"boot_id"_s, step.value("boot"_L1).toString(u"boot-1"_s)},
            {u"monotonic_ns"_s, QString::number(UptimeAtBeginningNs + ranAt * 1'000'000)},
            {u"wall_ms"_s, QString::number(Beginning.toMSecsSinceEpoch() + ranAt)},
            {u"hostname"_s, step.value("hostname"_L1).toString(u"desk"_s)},
            {u"claude"_s, claude},
            {u"event"_s, event}};
}

std::optional<HookEvent> Scenario::eventOf(const QJsonObject& step)
{
    const Expected<HookEvent, Dropped> event = parseHookRequest(requestOf(step));
    if (!event) {
        m_engine->countDrop(event.error());
        return {};
    }
    m_rows.insert(effectOf(*event, ErrorClassifier{}, m_now).kind);
    return *event;
}

void Scenario::takeSpooled(const QJsonArray& steps)
{
    QList<HookEvent> events;
    for (const QJsonValue& step : steps) {
        if (const auto event = eventOf(step.toObject()))
            events.append(*event);
    }
    carryOut(m_engine->takeSpooled(events, m_now));
}

void Scenario::carryOut(const Actions& actions)
{
    for (const Action& action : actions)
        carryOut(action);
    for (const FailureNoted& failure : m_engine->takeNoted())
        note(u"history %1 failed tool"_s.arg(failure.sessionId));
}

void Scenario::carryOut(const Action& action)
{
    if (const auto* show = std::get_if<ShowToast>(&action)) {
        const Alert& alert = show->alert;
        m_onScreen.insert(alert.id);
        m_engine->notificationHandedOver(alert.id);
        const QString kind = wireName(alert.kind);
        const QString cause = wireName(alert.cause);
        const QString count = alert.count > 1 ? u" x%1"_s.arg(alert.count) : QString{};
        note(
            colon(u"toast %1 %2%3"_s.arg(alert.sessionId, kind == cause ? kind : kind + u'/' + cause, count) +
                      styleWords(show->style),
                  toastWords(alert, show->style)));
    } else if (const auto* close = std::get_if<CloseToast>(&action)) {
        m_onScreen.erase(close->id);
        note(u"close %1 %2"_s.arg(close->sessionId, wireName(close->kind)));
    } else if (const auto* summary = std::get_if<ShowSummary>(&action)) {
        QStringList alerts;
        for (const Alert& alert : summary->alerts)
            alerts += alert.sessionId + u' ' + wireName(alert.kind);
        note(alerts.isEmpty() ? u"close summary"_s
                              : u"summary "_s + alerts.join(u", "_s) + styleWords(summary->style));
    } else if (const auto* start = std::get_if<StartMonitoring>(&action)) {
        note(u"monitor %1 %2"_s.arg(start->sessionId, start->description));
        m_server.start(*start);
    } else if (const auto* event = std::get_if<SendServerEvent>(&action)) {
        const QString type = wireName(event->type);
        const QString kind = wireName(event->cause);
        const QString hold =
            event->holdUntil > m_now ? u" held until "_s + offset(event->holdUntil) : QString{};
        note(colon(u"event %1 %2"_s.arg(event->sessionId, type == kind ? type : type + u'/' + kind) + hold,
                   withMore(event->text, event->more)));
        send(*event);
    } else if (const auto* withdraw = std::get_if<WithdrawEvent>(&action)) {
        note(u"withdraw %1"_s.arg(withdraw->sessionId));
        if (const auto result = m_server.withdraw(*withdraw, m_now))
            carryOut(m_engine->withdrawn(withdraw->sessionId, withdraw->key, *result, m_now));
    } else if (const auto* beat = std::get_if<SendHeartbeat>(&action)) {
        note(u"beat %1"_s.arg(beat->sessionId));
    } else if (const auto* stop = std::get_if<StopMonitoring>(&action)) {
        note(u"unmonitor %1 %2/%3"_s.arg(stop->sessionId, stop->reason, stop->finalState));
        m_server.stop(*stop);
    }
}

void Scenario::answer(const Answer& answer)
{
    if (!answer.line.isEmpty())
        note(answer.line);
    if (m_server.isAway()) // texted all the same
        return m_lateAnswers.append(answer);
    carryOut(m_engine->answered(answer.sessionId, answer.key, answer.outcome, m_now));
}

void Scenario::send(const SendServerEvent& event)
{
    if (const auto answered = m_server.take(event, m_now))
        answer(*answered);
}

void Scenario::note(const QString& what)
{
    m_happened += offset(m_now) + u' ' + what;
}

QString Scenario::offset(const QDateTime& time) const
{
    const qint64 milliseconds = Beginning.msecsTo(time);
    const qint64 seconds = milliseconds / 1000;
    const QString rest = milliseconds % 1000 == 0 ? QString{} : u".%1"_s.arg(milliseconds % 1000 / 100);
    return u"%1:%2%3"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char{'0'}).arg(rest);
}

QJsonObject readJson(const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

QString difference(const QStringList& expected, const QStringList& actual)
{
    // Longest common subsequence: the lists are short.
    const qsizetype rows = expected.size();
    const qsizetype columns = actual.size();
    QList<QList<int>> common(rows + 1, QList<int>(columns + 1, 0));
    for (qsizetype i = rows - 1; i >= 0; --i) {
        for (qsizetype j = columns - 1; j >= 0; --j)
            common[i][j] = expected[i] == actual[j] ? common[i + 1][j + 1] + 1
                                                    : std::max(common[i + 1][j], common[i][j + 1]);
    }
    QStringList lines;
    qsizetype i{0};
    qsizetype j{0};
    while (i < rows || j < columns) {
        if (i < rows && j < columns && expected[i] == actual[j]) {
            lines += u"    "_s + expected[i++];
            ++j;
        } else if (j == columns || (i < rows && common[i + 1][j] >= common[i][j + 1])) {
            lines += u"  - "_s + expected[i++] + u"   (expected, did not happen)"_s;
        } else {
            lines += u"  + "_s + actual[j++] + u"   (happened, not expected)"_s;
        }
    }
    return lines.join(u'\n');
}

} // namespace tocsin::test

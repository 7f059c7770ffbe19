// SPDX-License-Identifier: MIT
// Hook documents, transcripts and statuses that are cut, twisted, repeated and out of order: to an engine
// that runs on, and to one that is restarted again and again. TOCSIN_SEED and TOCSIN_STEPS choose another
// run.
#include "core/base/utc_time.h"
#include "core/channels/sms/sms_message.h"
#include "core/claude/hooks/hook_parser.h"
#include "core/claude/transcript/transcript_event_reader.h"
#include "core/pipeline/engine.h"
#include "core/sessions/event_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

constexpr int Sessions{50};
constexpr int MostTicksAtOnce{1000};
constexpr std::ptrdiff_t MostIds{4096}; ///< as the state store keeps them

class WrittenLately final : public TranscriptProbe
{
public:
    QHash<QString, QDateTime> times{};
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString& path) const override
    {
        const auto found = times.constFind(path);
        return found == times.constEnd() ? std::nullopt : std::optional{*found};
    }
};

class NoBranches final : public BranchProbe
{
public:
    [[nodiscard]] QString branchOf(const QString& /*folder*/) const override { return {}; }
};

/// What an action says, without the keys and ids, which are each engine's own: what comes at one moment in
/// several sessions comes in any order.
QString lineOf(const Action& action)
{
    const auto line = [](const QStringList& words) { return words.join(u' '); };
    if (const auto* show = std::get_if<ShowToast>(&action))
        return line({u"show"_s, show->alert.sessionId, wireName(show->alert.cause),
                     show->alert.text.english(), QString::number(show->alert.count)});
    if (const auto* close = std::get_if<CloseToast>(&action))
        return line({u"close"_s, close->sessionId, wireName(close->kind)});
    if (const auto* start = std::get_if<StartMonitoring>(&action))
        return line({u"start"_s, start->sessionId, start->description});
    if (const auto* event = std::get_if<SendServerEvent>(&action))
        return line({u"event"_s, event->sessionId, wireName(event->cause), withMore(event->text, event->more),
                     event->at.toString(Qt::ISODateWithMs)});
    if (const auto* withdraw = std::get_if<WithdrawEvent>(&action))
        return line({u"withdraw"_s, withdraw->sessionId});
    if (const auto* beat = std::get_if<SendHeartbeat>(&action))
        return line({u"beat"_s, beat->sessionId});
    const auto& stop = std::get<StopMonitoring>(action);
    return line({u"stop"_s, stop.sessionId, stop.reason, stop.finalState});
}

/// What people see of an engine.
QStringList linesOf(const Engine& engine)
{
    QStringList lines{u"overall %1"_s.arg(static_cast<int>(engine.trayStatus()))};
    for (const SessionView& view : engine.sessions())
        lines += u"%1 \"%2\" is %3 since %4, texts %5, %6"_s.arg(view.id, view.name)
                     .arg(static_cast<int>(view.state))
                     .arg(view.since.toString(Qt::ISODateWithMs))
                     .arg(static_cast<int>(view.texts))
                     .arg(view.dialog ? wireName(*view.dialog) : u"no dialog"_s);
    for (const auto& [alert, style] : engine.showing())
        lines += u"shows %1 %2 %3"_s.arg(alert.sessionId, wireName(alert.cause), alert.text.english());
    return lines;
}

/// The first difference, with where it is.
QString difference(const QJsonValue& saved, const QJsonValue& now, const QString& at)
{
    // That something went on is found in the transcript again.
    if (saved == now || at.endsWith("/last_activity_at"_L1))
        return {};
    if (!saved.isObject() || !now.isObject())
        return u"%1 was saved as %2 and is %3"_s.arg(
            at, QString::fromUtf8(QJsonDocument{QJsonArray{saved}}.toJson(QJsonDocument::Compact)),
            QString::fromUtf8(QJsonDocument{QJsonArray{now}}.toJson(QJsonDocument::Compact)));
    const QJsonObject before = saved.toObject();
    const QJsonObject after = now.toObject();
    QStringList keys = before.keys() + after.keys();
    for (const QString& key : std::as_const(keys)) {
        const QString found = difference(before.value(key), after.value(key), at + u'/' + key);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

/// An engine with what was saved of it.
class Side final
{
public:
    Side(const EngineConfig& config, const TranscriptProbe& transcripts, const BranchProbe& branches)
        : m_config{config}
        , m_transcripts{transcripts}
        , m_branches{branches}
    {
        m_engine = make();
    }

    [[nodiscard]] Engine& engine() { return *m_engine; }
    [[nodiscard]] bool isAllForgotten() const { return m_saved.isEmpty(); }

    void save()
    {
        for (const QString& id : m_engine->takeDirty()) {
            const QJsonObject saved = m_engine->saved(id);
            if (saved.isEmpty())
                m_saved.remove(id);
            else
                m_saved.insert(id, QJsonDocument{saved}.toJson(QJsonDocument::Compact));
        }
        for (const QUuid& id : m_engine->takeNewIds())
            m_ids.push_back(id);
        if (m_ids.size() > MostIds)
            m_ids.erase(m_ids.begin(), m_ids.end() - MostIds);
    }
    [[nodiscard]] Actions setLoggedIn(bool loggedIn, const QDateTime& now)
    {
        m_isLoggedIn = loggedIn;
        return m_engine->setLoggedIn(loggedIn, now);
    }
    void loginLapsed()
    {
        m_isLoggedIn = false;
        m_engine->loginLapsed();
    }
    /// What is not saved as it is.
    [[nodiscard]] QString unsaved() const
    {
        for (const SessionView& view : m_engine->sessions()) {
            QJsonObject saved = QJsonDocument::fromJson(m_saved.value(view.id)).object();
            QJsonObject now = m_engine->saved(view.id);
            saved.remove(u"last_alert"_s); // the highest one counts
            now.remove(u"last_alert"_s);
            if (const QString found = difference(saved, now, view.id); !found.isEmpty())
                return found;
        }
        return {};
    }
    /// What comes of the restart alone.
    [[nodiscard]] Actions restart(const QDateTime& now)
    {
        save();
        m_engine = make();
        QList<QJsonObject> sessions;
        for (const QByteArray& saved : std::as_const(m_saved))
            sessions.append(QJsonDocument::fromJson(saved).object());
        m_engine->restore(sessions, m_ids);
        return m_isLoggedIn ? m_engine->setLoggedIn(true, now) : Actions{};
    }
    /// An alert has one id, and no other alert has it.
    [[nodiscard]] QString mistakeIn(const Actions& actions)
    {
        for (const Action& action : actions) {
            if (const auto* close = std::get_if<CloseToast>(&action)) {
                m_closed.insert(close->id);
                continue;
            }
            const auto* show = std::get_if<ShowToast>(&action);
            if (show == nullptr)
                continue;
            if (m_closed.contains(show->alert.id))
                return u"a closed alert came back: "_s + lineOf(action);
            const auto [known, isNew] = m_shownOf.try_emplace(show->alert.id, show->alert.sessionId);
            if (!isNew && known->second != show->alert.sessionId)
                return u"the id of an alert of %1 is used again: %2"_s.arg(known->second, lineOf(action));
        }
        return {};
    }

private:
    [[nodiscard]] std::unique_ptr<Engine> make() const
    {
        return std::make_unique<Engine>(
            m_config, EngineDependencies{.transcripts = m_transcripts,
                                         .branches = m_branches,
                                         .machine = {.bootId = u"boot"_s, .hostname = u"desk"_s},
                                         .newKey = &QUuid::createUuid});
    }

    EngineConfig m_config;
    const TranscriptProbe& m_transcripts;
    const BranchProbe& m_branches;
    std::unique_ptr<Engine> m_engine;
    QMap<QString, QByteArray> m_saved;
    std::vector<QUuid> m_ids;
    bool m_isLoggedIn{false};
    std::set<AlertId> m_closed;
    std::map<AlertId, QString> m_shownOf;
};

} // namespace

class TestEngineMutations final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void staysRightWhateverComes_data();
    void staysRightWhateverComes();

private:
    int below(int bound) { return static_cast<int>(m_random.bounded(bound)); }
    bool chance(int percent) { return below(100) < percent; }
    template<typename T> const T& oneOf(const std::vector<T>& values)
    {
        return values.at(static_cast<std::size_t>(below(static_cast<int>(values.size()))));
    }
    static QString sessionName(int session) { return u"session-"_s + QString::number(session); }

    [[nodiscard]] QJsonObject document(int session);
    [[nodiscard]] QJsonObject request(int session);
    [[nodiscard]] QJsonObject mutated(QJsonObject object);
    [[nodiscard]] QJsonValue nonsense();
    [[nodiscard]] std::optional<HookEvent> nextHook();
    void playTranscript(int session);
    void playStatus(int session);
    void playStep();
    void playChoice();
    void restart();
    void passTime(qint64 milliseconds);
    void noteEvidence(const HookEvent& event);
    void both(const std::function<Actions(Engine&)>& call);
    void judge(const Actions& actions);
    void fail(const QString& what);

    QRandomGenerator m_random{1};
    WrittenLately m_transcripts;
    NoBranches m_branches;
    std::unique_ptr<Side> m_steady;    ///< never restarted
    std::unique_ptr<Side> m_restarted; ///< again and again
    QDateTime m_now;
    qint64 m_monotonicMs{1'000'000};
    quint32 m_lastId{0};
    std::vector<QJsonObject> m_past;
    std::map<int, TranscriptEventReader> m_readers;
    std::map<QString, std::set<AlertCause>> m_evidence; ///< what each session's documents may lead to
    std::map<qint64, std::set<QString>> m_ofProcess;    ///< the sessions that were in a process
    std::map<qint64, ClaudeStatus> m_statuses;
    QStringList m_mistakes;
    int m_step{0};
    int m_shown{0};
};

void TestEngineMutations::fail(const QString& what)
{
    if (m_mistakes.size() < 20)
        m_mistakes += u"step %1: %2"_s.arg(m_step).arg(what);
}

QJsonValue TestEngineMutations::nonsense()
{
    static const std::vector<QByteArray> Values{
        "null",        "true",         "-1",
        "1e300",       R"("")",        R"("\u202e\n%1")",
        R"([1, "a"])", R"({"a": {}})", '"' + QByteArray(5000, 'x') + '"'};
    return QJsonDocument::fromJson("[" + oneOf(Values) + "]").array().first();
}

QJsonObject TestEngineMutations::mutated(QJsonObject object)
{
    const QStringList keys = object.keys();
    if (keys.isEmpty())
        return object;
    const QString key = keys.at(below(static_cast<int>(keys.size())));
    const QJsonValue value = object.value(key);
    if (value.isObject() && chance(50))
        object.insert(key, mutated(value.toObject()));
    else if (chance(50))
        object.remove(key);
    else
        object.insert(key, nonsense());
    return object;
}

QJsonObject TestEngineMutations::document(int session)
{
    static const std::vector<QByteArray> Documents{
        R"("hook_event_name": "SessionStart", "source": "startup")",
        R"("hook_event_name": "SessionStart", "source": "resume")",
        R"("hook_event_name": "SessionStart", "source": "clear")",
        R"("hook_event_name": "SessionStart", "source": "compact")",
        R"("hook_event_name": "UserPromptSubmit", "prompt": "go on")",
        R"("hook_event_name": "UserPromptSubmit", "prompt": "go on")",
        R"("hook_event_name": "UserPromptSubmit", "prompt": "<task-notification>")",
        R"("hook_event_name": "UserPromptSubmit", "prompt": "/tocsin:sms-start")",
        R"("hook_event_name": "PreToolUse", "tool_name": "AskUserQuestion")",
        R"("hook_event_name": "PreToolUse", "tool_name": "Bash")",
        R"("hook_event_name": "PermissionRequest", "tool_name": "Bash")",
        R"("hook_event_name": "PermissionRequest", "tool_name": "Bash")",
        R"("hook_event_name": "PermissionRequest", "tool_name": "AskUserQuestion")",
        R"("hook_event_name": "PostToolUse", "tool_name": "Bash", "duration_ms": 500)",
        R"("hook_event_name": "PostToolUseFailure", "tool_name": "Bash", "error": "permission denied")",
        R"("hook_event_name": "PostToolUseFailure", "tool_name": "Bash", "error": "x", "is_interrupt": true)",
        R"("hook_event_name": "Notification", "notification_type": "permission_prompt", "message": "m")",
        R"("hook_event_name": "Notification", "notification_type": "idle_prompt", "message": "m")",
        R"("hook_event_name": "Notification", "notification_type": "elicitation_dialog", "message": "m")",
        R"("hook_event_name": "Notification", "notification_type": "elicitation_response", "message": "m")",
        R"("hook_event_name": "Notification", "notification_type": "push_notification", "message": "m")",
        R"("hook_event_name": "Elicitation", "mcp_server_name": "files", "message": "Which?")",
        R"("hook_event_name": "ElicitationResult", "mcp_server_name": "files", "action": "accept")",
        R"("hook_event_name": "Stop", "background_tasks": [], "last_assistant_message": "Done.")",
        R"("hook_event_name": "Stop", "background_tasks": [], "last_assistant_message": "")",
        R"("hook_event_name": "Stop", "background_tasks": [{"id": "b", "type": "shell", "status": "running", "command": "npm run dev"}])",
        R"("hook_event_name": "Stop", "background_tasks": [{"id": "b", "type": "subagent", "status": "running"}])",
        R"("hook_event_name": "StopFailure", "error": "rate_limit", "last_assistant_message": "resets 3:40pm")",
        R"("hook_event_name": "StopFailure", "error": "server_error")",
        R"("hook_event_name": "StopFailure", "error": "odd")",
        R"("hook_event_name": "SubagentStop", "agent_type": "general-purpose")",
        R"("hook_event_name": "SessionEnd", "reason": "clear")",
        R"("hook_event_name": "SessionEnd", "reason": "other")",
        R"("hook_event_name": "SessionEnd", "reason": "prompt_input_exit")"};
    QJsonObject document = QJsonDocument::fromJson("{" + oneOf(Documents) + "}").object();
    if (document.contains(u"tool_name"_s)) {
        QJsonObject input;
        input.insert(u"command"_s, u"make %1"_s.arg(below(3)));
        document.insert(u"tool_input"_s, input);
        document.insert(u"tool_use_id"_s, u"call-%1"_s.arg(below(4)));
    }
    document.insert(u"session_id"_s, sessionName(session));
    document.insert(u"transcript_path"_s, u"/transcripts/"_s + sessionName(session));
    document.insert(u"cwd"_s, u"/home/dev/project-%1"_s.arg(session % 7));
    if (chance(15))
        document.insert(u"agent_id"_s, u"agent-%1"_s.arg(below(2)));
    return document;
}

QJsonObject TestEngineMutations::request(int session)
{
    m_monotonicMs += below(500);
    const qint64 movedMs = chance(20) ? below(120'000) - 100'000 : 0;
    QJsonObject claude{{u"pid"_s, 100 + session / 2}, {u"start_time"_s, u"1"_s}};
    if (chance(5))
        claude.insert(u"entrypoint"_s, u"sdk-cli"_s);
    return {{u"type"_s, u"hook"_s},
            {u"id"_s, QUuid{++m_lastId, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}.toString(QUuid::WithoutBraces)},
            {u"boot_id"_s, chance(3) ? u"another"_s : u"boot"_s},
            {u"monotonic_ns"_s, QString::number((m_monotonicMs + movedMs) * 1'000'000)},
            {u"wall_ms"_s, QString::number(m_now.toMSecsSinceEpoch() + movedMs)},
            {u"hostname"_s, u"desk"_s},
            {u"claude"_s, claude},
            {u"event"_s, document(session)}};
}

std::optional<HookEvent> TestEngineMutations::nextHook()
{
    QJsonObject next = !m_past.empty() && chance(5) ? oneOf(m_past) : request(below(Sessions));
    while (chance(25))
        next = mutated(next);
    if (m_past.size() < 500)
        m_past.push_back(next);
    else
        m_past.at(static_cast<std::size_t>(below(500))) = next;
    const Expected<HookEvent, Dropped> event = parseHookRequest(next);
    if (!event)
        return {};
    noteEvidence(*event);
    return *event;
}

/// What an event, or the silence after it, may lead to at the most.
void TestEngineMutations::noteEvidence(const HookEvent& event)
{
    std::set<AlertCause>& causes = m_evidence[event.sessionId];
    const EventEffect effect = effectOf(event, ErrorClassifier{}, m_now);
    if (event.origin.claude.isKnown())
        m_ofProcess[event.origin.claude.pid].insert(event.sessionId);
    if (effect.alert)
        causes.insert(effect.alert->cause);
    if (effect.kind == EventKind::StopFailure)
        causes.insert(AlertCause::LimitOver);
    if (effect.kind == EventKind::TurnEnd)
        causes.insert(AlertCause::TurnDone);
    causes.insert(AlertCause::Inactive);
}

void TestEngineMutations::playTranscript(int session)
{
    QByteArrayList lines;
    const QString at = m_now.addMSecs(chance(20) ? below(120'000) - 100'000 : 0).toString(Qt::ISODateWithMs);
    for (int line = 0; line <= below(3); ++line) {
        const QString id = u"call-%1"_s.arg(below(4));
        static const std::vector<QByteArray> Blocks{
            R"("type": "text", "text": "I look at it.")",
            R"("type": "tool_use", "name": "Bash", "input": {"command": "make 1"})",
            R"("type": "tool_result")", R"("type": "text", "text": "[Request interrupted by user]")"};
        QJsonObject block = QJsonDocument::fromJson("{" + oneOf(Blocks) + "}").object();
        block.insert(u"id"_s, id);
        block.insert(u"tool_use_id"_s, id);
        QJsonObject message;
        message.insert(u"content"_s, QJsonArray{QJsonValue{block}});
        QJsonObject entry;
        entry.insert(u"type"_s, oneOf<QString>({u"user"_s, u"assistant"_s}));
        entry.insert(u"timestamp"_s, at);
        entry.insert(u"isApiErrorMessage"_s, chance(10));
        entry.insert(u"error"_s, u"server_error"_s);
        entry.insert(u"message"_s, message);
        while (chance(20))
            entry = mutated(entry);
        lines += QJsonDocument{entry}.toJson(QJsonDocument::Compact);
    }
    m_transcripts.times.insert(u"/transcripts/"_s + sessionName(session), m_now);
    const TranscriptEvents events = m_readers[session].read(lines);
    for (const TranscriptEvent& event : events) {
        if (event.kind == TranscriptEvent::Kind::ApiError || event.kind == TranscriptEvent::Kind::TurnLimit ||
            event.kind == TranscriptEvent::Kind::BudgetLimit)
            m_evidence[sessionName(session)].insert({AlertCause::Api, AlertCause::LimitOver});
    }
    both([&](Engine& engine) { return engine.applyTranscript(sessionName(session), events, m_now); });
}

void TestEngineMutations::playStatus(int session)
{
    const ClaudeProcess process{.pid = 100 + session / 2, .startTime = u"1"_s, .bootId = u"boot"_s};
    if (chance(10)) {
        m_statuses.erase(process.pid);
        both([&](Engine& engine) {
            engine.statusLost(process);
            return engine.tick(m_now);
        });
        return;
    }
    QJsonObject written{
        {u"pid"_s, process.pid},
        {u"sessionId"_s, sessionName(session)},
        {u"status"_s, oneOf<QString>({u"idle"_s, u"busy"_s, u"waiting"_s, u"shell"_s, u"new"_s})},
        {u"statusUpdatedAt"_s, m_now.toMSecsSinceEpoch() - (chance(20) ? below(100'000) : 0)}};
    while (chance(15))
        written = mutated(written);
    const auto status = parseClaudeStatus(QJsonDocument{written}.toJson());
    if (!status)
        return;
    m_statuses[process.pid] = *status;
    both([&](Engine& engine) { return engine.applyStatus(process, *status, m_now); });
}

/// The same for both, with the same outcome.
void TestEngineMutations::both(const std::function<Actions(Engine&)>& call)
{
    const auto sorted = [](Actions actions) {
        std::stable_sort(actions.begin(), actions.end(),
                         [](const Action& a, const Action& b) { return lineOf(a) < lineOf(b); });
        return actions;
    };
    const auto lines = [](const Actions& actions) {
        QStringList all;
        for (const Action& action : actions)
            all += lineOf(action);
        return all;
    };
    std::map<Side*, Actions> done;
    for (Side* side : {m_steady.get(), m_restarted.get()}) {
        const Actions actions = call(side->engine());
        if (const QString mistake = side->mistakeIn(actions); !mistake.isEmpty())
            fail(mistake);
        side->save();
        done[side] = sorted(actions);
    }
    const Actions& steady = done[m_steady.get()];
    const Actions& restarted = done[m_restarted.get()];
    judge(steady);
    if (lines(steady) != lines(restarted))
        return fail(u"a restart made a difference:\n  %1\nrather than\n  %2"_s.arg(
            lines(restarted).join(u"\n  "_s), lines(steady).join(u"\n  "_s)));
    for (std::size_t i = 0; i < steady.size(); ++i) {
        const auto* sent = std::get_if<SendServerEvent>(&steady.at(i));
        const auto* other = std::get_if<SendServerEvent>(&restarted.at(i));
        if (sent == nullptr || other == nullptr || chance(20))
            continue;
        TextOutcome outcome{
            .result = oneOf<TextResult>({TextResult::Sent, TextResult::Sent, TextResult::RateLimited,
                                         TextResult::TooOld, TextResult::NotSent})};
        if (outcome.result == TextResult::RateLimited)
            outcome.nextAllowedAt = m_now.addSecs(below(1800));
        const QUuid keys[]{sent->key, other->key};
        const QString session = sent->sessionId;
        int side{0};
        both([&](Engine& engine) { return engine.answered(session, keys[side++], outcome, m_now); });
    }
}

void TestEngineMutations::judge(const Actions& actions)
{
    for (const Action& action : actions) {
        const auto* show = std::get_if<ShowToast>(&action);
        if (show == nullptr)
            continue;
        ++m_shown;
        const Alert& alert = show->alert;
        if (!m_evidence[alert.sessionId].contains(alert.cause))
            fail(u"nothing in its documents tells of this: "_s + lineOf(action));
    }
}

void TestEngineMutations::passTime(qint64 milliseconds)
{
    const QDateTime end = m_now.addMSecs(milliseconds);
    int ticksAtOnce{0};
    while (ticksAtOnce < MostTicksAtOnce) {
        std::optional<QDateTime> next = m_steady->engine().nextDeadline();
        if (const auto other = m_restarted->engine().nextDeadline(); other && (!next || *other < *next))
            next = other;
        if (!next || *next > end) {
            m_now = end;
            return;
        }
        ticksAtOnce = *next > m_now ? 0 : ticksAtOnce + 1;
        m_now = std::max(m_now, *next);
        both([&](Engine& engine) { return engine.tick(m_now); });
    }
    fail(u"the deadline does not move on"_s);
    m_now = end;
}

void TestEngineMutations::playStep()
{
    if (chance(10))
        restart();
    passTime(chance(2) ? below(3'600'000) : below(2000));
    const int session = below(Sessions);
    const int what = below(100);
    if (what < 70) {
        if (const auto event = nextHook())
            both([&](Engine& engine) { return engine.take(*event, m_now); });
    } else if (what < 73) {
        QList<HookEvent> events;
        for (int i = 0; i < 5; ++i) {
            if (const auto event = nextHook())
                events += *event;
        }
        both([&](Engine& engine) { return engine.takeSpooled(events, m_now); });
    } else if (what < 83) {
        playTranscript(session);
    } else if (what < 92) {
        playStatus(session);
    } else if (what < 94) {
        const ClaudeProcess process{.pid = 100 + session / 2, .startTime = u"1"_s, .bootId = u"boot"_s};
        m_statuses.erase(process.pid);
        for (const QString& id : m_ofProcess[process.pid])
            m_evidence[id].insert(AlertCause::Lost);
        both([&](Engine& engine) { return engine.processGone(process, m_now); });
    } else if (what < 96) {
        const std::vector<ShowToast> showing = m_steady->engine().showing();
        for (Side* side : {m_steady.get(), m_restarted.get()}) {
            if (!showing.empty())
                side->engine().notificationSeen(showing.front().alert.id);
            side->save();
        }
    } else if (what < 98) {
        playChoice();
    } else {
        for (const auto& [pid, status] : m_statuses) { // the files are read again
            const ClaudeProcess process{.pid = pid, .startTime = u"1"_s, .bootId = u"boot"_s};
            both([&, &read = status](Engine& engine) { return engine.applyStatus(process, read, m_now); });
        }
    }
}

/// What the person chooses, or the server refuses.
void TestEngineMutations::playChoice()
{
    const QString session = sessionName(below(Sessions));
    const QString words = chance(30) ? u"job %1"_s.arg(below(3)) : QString{};
    switch (below(8)) {
    case 0:
        both([&](Engine& engine) {
            Side& side = &engine == &m_steady->engine() ? *m_steady : *m_restarted;
            return side.setLoggedIn(false, m_now);
        });
        return;
    case 1:
    case 2:
        both([&](Engine& engine) {
            Side& side = &engine == &m_steady->engine() ? *m_steady : *m_restarted;
            return side.setLoggedIn(true, m_now);
        });
        return;
    case 3:
        m_steady->loginLapsed();
        m_restarted->loginLapsed();
        return;
    case 4:
        both([&](Engine& engine) {
            engine.refused(session);
            return Actions{};
        });
        return;
    case 5:
        both([&](Engine& engine) { return engine.startByUser(session, words, u"/home/dev/b"_s, m_now); });
        return;
    default: {
        const bool on = chance(70);
        both([&](Engine& engine) { return engine.setTexts(session, on, words, m_now); });
    }
    }
}

void TestEngineMutations::restart()
{
    if (const QString unsaved = m_steady->unsaved(); !unsaved.isEmpty())
        return fail(unsaved);
    const Actions actions = m_restarted->restart(m_now);
    if (const QString unsaved = m_restarted->unsaved(); !unsaved.isEmpty())
        return fail(u"restored, "_s + unsaved);
    if (!actions.empty())
        fail(u"a restart does something: "_s + lineOf(actions.front()));
    const QStringList steady = linesOf(m_steady->engine());
    const QStringList restarted = linesOf(m_restarted->engine());
    for (qsizetype i = 0; i < std::max(steady.size(), restarted.size()); ++i) {
        if (steady.value(i) != restarted.value(i))
            return fail(u"after a restart: %1\nrather than %2"_s.arg(restarted.value(i), steady.value(i)));
    }
}

void TestEngineMutations::staysRightWhateverComes_data()
{
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<int>("steps");
    bool isGiven{false};
    const quint32 seed = qEnvironmentVariable("TOCSIN_SEED").toUInt(&isGiven);
    const int steps = qEnvironmentVariableIntValue("TOCSIN_STEPS");
    if (isGiven) {
        QTest::addRow("seed %u", seed) << seed << (steps > 0 ? steps : 3000);
        return;
    }
    for (const quint32 fixed : {1U, 2U})
        QTest::addRow("seed %u", fixed) << fixed << 500;
}

void TestEngineMutations::staysRightWhateverComes()
{
    QFETCH(quint32, seed);
    QFETCH(int, steps);
    m_random.seed(seed);
    m_monotonicMs = 1'000'000;
    m_transcripts.times.clear();
    m_past.clear();
    m_readers.clear();
    m_evidence.clear();
    m_ofProcess.clear();
    m_statuses.clear();
    m_shown = 0;
    m_now = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
    const EngineConfig config{};
    m_steady = std::make_unique<Side>(config, m_transcripts, m_branches);
    m_restarted = std::make_unique<Side>(config, m_transcripts, m_branches);
    for (Side* side : {m_steady.get(), m_restarted.get()})
        std::ignore = side->setLoggedIn(true, m_now);
    for (m_step = 0; m_step < steps && m_mistakes.isEmpty(); ++m_step)
        playStep();
    QVERIFY2(m_mistakes.isEmpty(), qUtf8Printable(m_mistakes.join(u'\n')));
    QVERIFY(m_shown > steps / 100);

    for (int hour = 0; hour < 24 * 10; ++hour) {
        m_now = m_now.addSecs(3600);
        both([&](Engine& engine) { return engine.tick(m_now); });
    }
    QVERIFY2(m_mistakes.isEmpty(), qUtf8Printable(m_mistakes.join(u'\n')));
    for (Side* side : {m_steady.get(), m_restarted.get()}) {
        QVERIFY(side->engine().sessions().isEmpty());
        QVERIFY(!side->engine().nextDeadline());
        QVERIFY(side->engine().showing().empty());
        QVERIFY(side->engine().notHandedOver().empty());
        QVERIFY(side->isAllForgotten());
    }
}

QTEST_GUILESS_MAIN(TestEngineMutations)
#include "test_engine_mutations.moc"

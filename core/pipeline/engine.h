// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/dropped.h"
#include "core/claude/hooks/hook_event.h"
#include "core/claude/transcript/transcript_event.h"
#include "core/pipeline/action.h"
#include "core/policy/text_outcome.h"
#include "core/policy/throttle_intervals.h"
#include "core/sessions/probes.h"
#include "core/sessions/session_view.h"
#include "core/sessions/watched_session.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QStringList>
#include <QUuid>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace tocsin {

/// What the user, or a test, may set.
struct EngineConfig
{
    std::chrono::milliseconds doneDelay{std::chrono::seconds{3}};
    std::chrono::milliseconds endDelay{std::chrono::seconds{1}};
    std::chrono::milliseconds lossDelay{std::chrono::seconds{2}};
    std::chrono::milliseconds inactivity{std::chrono::minutes{10}};
    std::chrono::milliseconds minimumTurn{0}; ///< shorter turns end in silence
    ThrottleIntervals throttleIntervals{};
    std::chrono::milliseconds forgetEndedAfter{std::chrono::minutes{10}};
    std::chrono::milliseconds forgetSilentAfter{std::chrono::hours{24 * 7}};
    QStringList blockingPatterns{}; ///< regular expressions; empty: the built-in list
    bool describeByPrompt{false};
    bool textsForNewSessions{true};
    bool alertHeadless{false};  ///< also about runs of `claude -p` and the SDK
    bool alertTeammates{false}; ///< also about teammates in agent teams
};

/// What the engine asks of the world. The probes must outlive it.
struct EngineDependencies
{
    const TranscriptProbe& transcripts;
    const BranchProbe& branches;
    std::function<QUuid()> newKey;                ///< Idempotency-Keys
    std::function<void(const Dropped&)> onDrop{}; ///< for the log; may be empty
    /// Of a clock that neither jumps nor runs while the machine sleeps: what it does not know of is no
    /// silence of Claude's. May be empty.
    std::function<std::chrono::milliseconds()> monotonic{};
};

/// From hook events to what is to be done about them: hooks -> sessions -> policy behind one face. Values in,
/// values out: no timers, no network; every call is told the time (UTC) and returns what to do, in order.
///
/// Its driver calls tick() at nextDeadline(), which may move with every call, and tells it what became of
/// each server event.
class Engine final
{
public:
    Engine(EngineConfig config, EngineDependencies parts);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// A live event.
    [[nodiscard]] Actions take(const HookEvent& event, const QDateTime& now);
    /// What was spooled while the app was away, in any order. It happened when it was written; what was
    /// answered since is neither shown nor sent.
    [[nodiscard]] Actions takeSpooled(QList<HookEvent> events, const QDateTime& now);
    /// What a session's transcript shows.
    [[nodiscard]] Actions applyTranscript(const QString& sessionId, const TranscriptEvents& signs,
                                          const QDateTime& now);
    /// A Claude process is gone; its last hooks may still be on their way.
    [[nodiscard]] Actions processGone(const ClaudeProcess& process, const QDateTime& now);
    [[nodiscard]] Actions tick(const QDateTime& now);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;

    /// False: logged out, and nothing is monitored any more.
    [[nodiscard]] Actions setLoggedIn(bool loggedIn, const QDateTime& now);
    /// Nobody is logged in, for now: what is monitored stays so, and waits.
    void loginLapsed();
    /// The user's switch for one session. An empty description keeps the one there is.
    [[nodiscard]] Actions setTexts(const QString& sessionId, bool on, const QString& description,
                                   const QDateTime& now);
    /// `start` and `stop` of the bridge. A session never heard of is made, so that it can be started first
    /// thing.
    [[nodiscard]] Actions startByUser(const QString& sessionId, const QString& description,
                                      const QString& cwd, const QDateTime& now);
    [[nodiscard]] Actions stopByUser(const QString& sessionId, const QDateTime& now);
    /// The server's answer to the SendServerEvent with this key.
    [[nodiscard]] Actions answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome,
                                   const QDateTime& now);
    /// The server would not monitor this session. Until the next prompt its `texts` are Off.
    void refused(const QString& sessionId);
    /// From now on; what is open stays as it is.
    void setConfig(const EngineConfig& config);

    /// Sessions whose saved() may differ from what it was at the last call, forgotten ones too.
    [[nodiscard]] QSet<QString> takeDirty();
    /// Ids of the hook events that were taken since the last call.
    [[nodiscard]] std::vector<QUuid> takeNewIds();
    /// All of a session that restore() needs; empty when it is not known (any more).
    [[nodiscard]] QJsonObject saved(const QString& sessionId) const;
    /// Goes on where another engine stopped; to be called before anything else. What was due meanwhile
    /// happens at the next tick().
    void restore(const QList<QJsonObject>& sessions, const std::vector<QUuid>& takenIds);

    /// This alert is about to be shown: part of its session's state, until toastShown() is.
    void oweToast(const Alert& alert);
    void toastShown(const Alert& alert);
    /// What was about to be shown when another engine stopped.
    [[nodiscard]] std::vector<Alert> owedToasts() const;
    /// The alerts that are on the desktop, or should be.
    [[nodiscard]] std::vector<Alert> openToasts() const;

    /// In the order they were first seen. `texts` is the wish alone: On or Off.
    [[nodiscard]] QList<SessionView> sessions() const;
    /// Those that are not over: what is to be watched of them.
    [[nodiscard]] QList<WatchedSession> watchedSessions() const;
    [[nodiscard]] bool knows(const QString& sessionId) const;
    [[nodiscard]] TrayStatus overall() const;
    /// Time of the latest hook or transcript entry (a heartbeat's `last_activity`); invalid if unknown.
    [[nodiscard]] QDateTime lastActivity(const QString& sessionId) const;
    [[nodiscard]] QHash<DropReason, int> dropCounts() const;
    /// Counts and reports what was dropped before it became a HookEvent.
    void countDrop(const Dropped& dropped);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tocsin

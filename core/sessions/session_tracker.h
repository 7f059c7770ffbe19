// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/claude/hooks/error_classifier.h"
#include "core/claude/hooks/hook_event.h"
#include "core/claude/status/claude_status.h"
#include "core/claude/transcript/transcript_event.h"
#include "core/sessions/event_table.h"
#include "core/sessions/probes.h"
#include "core/sessions/recent_ids.h"
#include "core/sessions/session.h"
#include "core/sessions/session_event.h"
#include "core/sessions/session_origins.h"
#include "core/sessions/session_rules.h"
#include "core/sessions/session_state_machine.h"
#include "core/system/local_machine.h"

#include <QHash>
#include <QSet>

#include <list>
#include <optional>
#include <utility>
#include <vector>

namespace tocsin {

/// Whose an event is: keeps any number of Claude sessions, and applies the event table to the one an event
/// belongs to, with what the table cannot know: order, repetition, ends.
class SessionTracker final
{
public:
    /// The book and the probes must outlive the tracker.
    SessionTracker(const SessionRules& rules, const ErrorClassifier& classifier, AlertBook& alerts,
                   const TranscriptProbe& transcripts, const BranchProbe& branches, LocalMachine machine);

    /// `at` is when it happened, UTC.
    [[nodiscard]] SessionEvents take(const HookEvent& event, const QDateTime& at);
    /// What the transcript of a session shows, in the order of their times.
    [[nodiscard]] SessionEvents applyTranscript(const QString& sessionId, const TranscriptEvents& signs,
                                                const QDateTime& now);
    /// Every session that ran in it and did not end is lost, or over, when its last words had time to come.
    [[nodiscard]] SessionEvents processGone(const ClaudeProcess& process, const QDateTime& now);
    /// What the status file of a process says.
    [[nodiscard]] SessionEvents applyStatus(const ClaudeProcess& process, const ClaudeStatus& status,
                                            const QDateTime& now);
    /// The status file is gone or cannot be read any more: it has no say.
    void statusLost(const ClaudeProcess& process);
    /// This dialog was answered by a hook.
    [[nodiscard]] SessionEvents closeAnswered(const QString& sessionId, AlertId alert, const QDateTime& now);
    /// The machine slept, or the wall clock was set: what was to be waited for is waited for anew.
    void clockJumped(const QDateTime& now);
    /// What time alone does: a turn is done, a session falls silent, an ended one is forgotten.
    [[nodiscard]] SessionEvents tick(const QDateTime& now);
    /// At the latest then tick() has something to do; it may find that it has not.
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;
    /// The user's own words for a session, which is made if it was never seen. Empty ones change nothing.
    [[nodiscard]] SessionEvents describe(const QString& sessionId, const QString& description,
                                         const QString& cwd, const QDateTime& at);

    /// The person asked for texts about it by name, or no longer does.
    void setWished(const QString& sessionId, bool isWished);

    /// As they were when the program ended, the oldest first; before anything else.
    void restore(Session session);
    void restoreIds(const std::vector<QUuid>& ids) { m_ids.restore(ids); }

    /// Sessions that may have changed since the last call, forgotten ones too.
    [[nodiscard]] QSet<QString> takeDirty() { return std::exchange(m_dirty, {}); }
    /// Ids of the events that were taken since the last call.
    [[nodiscard]] std::vector<QUuid> takeNewIds() { return m_ids.takeNew(); }

    void setRules(const SessionRules& rules, const ErrorClassifier& classifier);

    [[nodiscard]] const Session* find(const QString& sessionId) const;
    /// In the order they were first seen.
    [[nodiscard]] const std::list<Session>& sessions() const { return m_sessions; }

private:
    Session& sessionFor(const QString& sessionId, const QDateTime& at);
    Session* findMutable(const QString& sessionId);
    [[nodiscard]] SessionStateMachine machineFor(Session& session, const QDateTime& at);
    [[nodiscard]] bool isOfAnotherTerminal(Session& session, const HookEvent& event, EventKind kind,
                                           const QDateTime& at);
    void leaveProcess(Session& session, const ClaudeProcess& process, const QDateTime& at);
    void updateMetadata(Session& session, const HookEvent& event, const QDateTime& at);
    void nameByFirstPrompt(Session& session, const hook::UserPromptSubmit& submit);
    void revive(Session& session, const QDateTime& at);
    void followPredecessor(Session& session, const ClaudeProcess& process, bool isClear, const QDateTime& at);
    static void noteResume(Session& session, const HookEvent& event);
    void followForkedFrom(Session& session, const ClaudeProcess& process, const QDateTime& at);
    void follow(Session& session, Session& predecessor);
    void reschedule(const Session& session);
    [[nodiscard]] QDateTime deadlineFor(const Session& session) const;
    [[nodiscard]] QDateTime forgottenAt(const Session& session) const;
    [[nodiscard]] QDateTime earliestDeadline() const;
    void drop(DropReason reason, const QString& what);
    [[nodiscard]] SessionEvents takeEvents();

    SessionRules m_rules;
    ErrorClassifier m_classifier;
    AlertBook& m_alerts;
    const TranscriptProbe& m_transcripts;
    SessionOrigins m_origins;
    LocalMachine m_machine;
    std::list<Session> m_sessions;
    QHash<QString, Session*> m_byId; ///< of m_sessions
    qint64 m_lastOrdinal{0};
    RecentIds m_ids;
    QSet<QString> m_dirty;
    QDateTime m_nextLook;   ///< no session has anything to do before; invalid: look at each
    SessionEvents m_events; ///< of the call that is under way
};

} // namespace tocsin

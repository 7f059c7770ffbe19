// SPDX-License-Identifier: MIT
#include "core/sessions/session_tracker.h"

#include "core/base/text.h"
#include "core/sessions/session_state_machine.h"
#include "core/sessions/session_timers.h"

#include <QDir>
#include <QScopeGuard>
#include <QSysInfo>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Whether something newer has already answered the dialog that this event tells of.
bool wasAnswered(const Session& session, const HookEvent& event)
{
    const HookTimestamp stamp = timestampOf(event);
    const ToolCallKey call = toolCallKey(event);
    if (!event.isFromSubagent() && stamp.isOlderThan(session.turnStamp))
        return true;
    return std::any_of(session.recentResults.begin(), session.recentResults.end(), [&](const auto& result) {
        return result.first.isSameCallAs(call) && stamp.isOlderThan(result.second);
    });
}

/// Whether an event comes too late to mean anything.
bool isLate(const Session& session, const HookEvent& event, EventKind row)
{
    switch (row) {
    case EventKind::Permission:
    case EventKind::Question:
        return wasAnswered(session, event);
    // These answer what was open before them, whenever they arrive; an error is still worth telling.
    case EventKind::HumanPrompt:
    case EventKind::ToolResult:
    case EventKind::ToolFailure:
    case EventKind::SubagentStop:
        return false;
    default:
        return timestampOf(event).isOlderThan(session.stateStamp);
    }
}

/// Only a start or a person brings an ended session back.
bool bringsBack(const Session& session, const HookEvent& event, EventKind row)
{
    const bool isOfTheDead = session.state == SessionState::Lost && session.claude.isKnown() &&
                             session.claude == event.origin.claude;
    return (row == EventKind::SessionStart || row == EventKind::HumanPrompt) && !isOfTheDead &&
           !timestampOf(event).isOlderThan(session.stateStamp);
}

} // namespace

SessionTracker::SessionTracker(const SessionRules& rules, const ErrorClassifier& classifier,
                               const TranscriptProbe& transcripts, const BranchProbe& branches)
    : m_rules{rules}
    , m_classifier{classifier}
    , m_transcripts{transcripts}
    , m_branches{branches}
{}

void SessionTracker::setRules(const SessionRules& rules, const ErrorClassifier& classifier)
{
    m_rules = rules;
    m_classifier = classifier;
    m_nextLook = {};
}

SessionEvents SessionTracker::take(const HookEvent& event, const QDateTime& at)
{
    const EventEffect meaning = effectOf(event, m_classifier);
    const QString what = wireName(meaning.row);
    if (!m_ids.insert(event.origin.id)) {
        drop(DropReason::Duplicate, what);
        return takeEvents();
    }
    if (meaning.row == EventKind::Unused) {
        drop(DropReason::UnknownEvent, u"this kind of notification"_s);
        return takeEvents();
    }

    Session& session = sessionFor(event.sessionId, at);
    const auto moved = qScopeGuard([&] { reschedule(session); });
    SessionStateMachine moves{session, m_rules, at, m_lastNumber, m_changes};
    if (session.isOver() && !bringsBack(session, event, meaning.row)) {
        if (meaning.row == EventKind::StopFailure && timestampOf(event).isOlderThan(session.stateStamp))
            moves.failAfterEnd(*meaning.need);
        else
            drop(DropReason::SessionEnded, what);
        return takeEvents();
    }
    if (isLate(session, event, meaning.row)) {
        drop(DropReason::Late, what);
        return takeEvents();
    }
    if (session.isOver()) {
        if (session.heldEnd)
            moves.confirmEnd();
        revive(session, at);
    }
    updateMetadata(session, event, at);
    moves.apply(event, meaning);
    return takeEvents();
}

SessionEvents SessionTracker::applyTranscript(const QString& sessionId, const TranscriptEvents& signs,
                                              const QDateTime& now)
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
                                    [&](const Session& session) { return session.id == sessionId; });
    if (found == m_sessions.end() || found->isOver())
        return {};
    for (const TranscriptEvent& sign : signs) {
        // That something went on is found in the transcript again, whenever it is needed.
        if (sign.kind != TranscriptEvent::Kind::Activity || found->state == SessionState::Quiet)
            m_touched.insert(sessionId);
        SessionStateMachine{*found, m_rules, std::min(sign.at, now), m_lastNumber, m_changes}
            .applyTranscriptEvent(sign);
    }
    reschedule(*found);
    return takeEvents();
}

SessionEvents SessionTracker::processGone(const ClaudeProcess& process, const QDateTime& now)
{
    for (Session& session : m_sessions) {
        if (session.isOver() || !process.isKnown() || session.claude != process)
            continue;
        m_touched.insert(session.id);
        SessionStateMachine{session, m_rules, now, m_lastNumber, m_changes}.processExited();
        reschedule(session);
    }
    return takeEvents();
}

void SessionTracker::clockJumped(const QDateTime& now)
{
    for (Session& session : m_sessions) {
        m_touched.insert(session.id);
        rebaseTimers(session, m_rules, now);
    }
    m_nextLook = {};
}

SessionEvents SessionTracker::tick(const QDateTime& now)
{
    // Each hook comes with a tick: most of them find nothing to do, and must not look at a thousand sessions.
    if (m_nextLook.isValid() && now < m_nextLook)
        return takeEvents();
    for (Session& session : m_sessions) {
        if (deadlineOf(session, m_rules) <= now)
            m_touched.insert(session.id);
        advanceTime(session, m_rules, m_transcripts, now, m_lastNumber, m_changes);
    }
    m_sessions.remove_if([&](const Session& session) {
        const bool isOld = session.isOver() && expiresAt(session, m_rules) <= now;
        if (isOld)
            m_changes.push_back(SessionRemoved{session.id});
        return isOld;
    });
    m_nextLook = earliestDeadline();
    return takeEvents();
}

std::optional<QDateTime> SessionTracker::nextDeadline() const
{
    const QDateTime next = m_nextLook.isValid() ? m_nextLook : earliestDeadline();
    return next.isValid() ? std::optional{next} : std::nullopt;
}

QDateTime SessionTracker::earliestDeadline() const
{
    QDateTime earliest;
    for (const Session& session : m_sessions) {
        const QDateTime deadline = deadlineOf(session, m_rules);
        earliest = earliest.isValid() ? std::min(earliest, deadline) : deadline;
    }
    return earliest;
}

/// Its deadline is another one now; a later one is found out at the next look.
void SessionTracker::reschedule(const Session& session)
{
    if (m_nextLook.isValid())
        m_nextLook = std::min(m_nextLook, deadlineOf(session, m_rules));
}

SessionEvents SessionTracker::describe(const QString& sessionId, const QString& description,
                                       const QString& cwd, const QDateTime& at)
{
    Session& session = sessionFor(sessionId, at);
    if (session.folder.isEmpty())
        readProjectInfo(session, cwd);
    if (const QString words = plainLine(description); !words.isEmpty())
        session.givenName = words;
    reschedule(session);
    return takeEvents();
}

const Session* SessionTracker::find(const QString& sessionId) const
{
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
                                    [&](const Session& s) { return s.id == sessionId; });
    return found == m_sessions.end() ? nullptr : &*found;
}

void SessionTracker::restore(Session session, int lastNumber)
{
    m_lastNumber = std::max(m_lastNumber, lastNumber);
    m_sessions.push_back(std::move(session));
    m_nextLook = {};
}

Session& SessionTracker::sessionFor(const QString& sessionId, const QDateTime& at)
{
    m_touched.insert(sessionId);
    const auto found = std::find_if(m_sessions.begin(), m_sessions.end(),
                                    [&](const Session& s) { return s.id == sessionId; });
    if (found != m_sessions.end())
        return *found;
    Session& session = m_sessions.emplace_back();
    session.id = sessionId;
    session.hostname = QSysInfo::machineHostName();
    session.startedAt = at;
    session.since = at;
    session.lastActivityAt = at;
    m_changes.push_back(SessionAppeared{session.card()});
    return session;
}

void SessionTracker::updateMetadata(Session& session, const HookEvent& event, const QDateTime& at)
{
    session.lastActivityAt = std::max(session.lastActivityAt, at);
    if (!event.origin.hostname.isEmpty())
        session.hostname = event.origin.hostname;
    if (!event.transcriptPath.isEmpty())
        session.transcriptPath = event.transcriptPath;
    if (event.origin.claude.isKnown() && event.origin.claude != session.claude) {
        session.claude = event.origin.claude;
        session.heldLoss.reset();
    }
    const auto* start = std::get_if<hook::SessionStart>(&event.details);
    const bool begins = start != nullptr && start->source != "compact"_L1;
    // Later on, the working folder follows Claude around the project, and a title may be made of a prompt.
    if (session.folder.isEmpty() || begins)
        readProjectInfo(session, event.cwd);
    if (!begins)
        return;
    if (start->source == "startup"_L1)
        session.title = plainLine(start->title);
    if (start->source == "clear"_L1 || start->source == "resume"_L1)
        followPredecessor(session);
}

void SessionTracker::readProjectInfo(Session& session, const QString& cwd)
{
    if (cwd.isEmpty())
        return;
    session.folder = plainLine(QDir{cwd}.dirName());
    session.branch = plainLine(m_branches.branchOf(cwd));
}

void SessionTracker::revive(Session& session, const QDateTime& at)
{
    session.endedAt = {};
    session.endReason.clear();
    session.wasFollowed = false;
    session.startedAt = at;
    session.turnOpen = false;
    m_changes.push_back(SessionAppeared{session.card()});
}

/// The session that ended last in the same process, by /clear or resume, hands its name on.
void SessionTracker::followPredecessor(Session& session)
{
    if (!session.claude.isKnown())
        return;
    const auto isPredecessor = [&](const Session& other) {
        return &other != &session && other.isOver() && !other.wasFollowed && other.claude == session.claude &&
               (other.endReason == "clear"_L1 || other.endReason == "resume"_L1);
    };
    const auto last = std::find_if(m_sessions.rbegin(), m_sessions.rend(), isPredecessor);
    if (last == m_sessions.rend())
        return;
    last->wasFollowed = true;
    m_touched.insert(last->id);
    session.givenName = last->givenName;
    session.title = last->title;
    m_changes.push_back(SessionContinued{.sessionId = session.id, .predecessor = last->id});
}

void SessionTracker::drop(DropReason reason, const QString& what)
{
    m_changes.push_back(Dropped{.reason = reason, .detail = what});
}

SessionEvents SessionTracker::takeEvents()
{
    return std::exchange(m_changes, {});
}

} // namespace tocsin

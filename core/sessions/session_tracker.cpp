// SPDX-License-Identifier: MIT
#include "core/sessions/session_tracker.h"

#include "core/base/text.h"
#include "core/claude/hooks/entrypoint.h"
#include "core/sessions/session_timers.h"

#include <QDir>
#include <QFileInfo>
#include <QScopeGuard>

#include <algorithm>
#include <chrono>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A StopFailure may arrive this long after the end of its session, whichever is stamped first.
constexpr auto LastWords = 10s;

/// A scheduled prompt (`/loop`) comes as a person's does.
bool isWakeUp(const Session& session, const HookEvent& event)
{
    const auto* submit = std::get_if<hook::UserPromptSubmit>(&event.details);
    return submit != nullptr && session.turn.isOpen && session.turn.background.isWakeUp(submit->prompt);
}

/// Whether something newer has already answered the dialog that this event tells of.
bool wasAnswered(const Session& session, const HookEvent& event, const QDateTime& at)
{
    const HookTimestamp stamp = timestampOf(event);
    const ToolCallKey call = toolCallKey(event);
    const bool isCalm = session.calmedAt.isValid() && at < session.calmedAt;
    if (!event.isFromSubagent() && (isCalm || stamp.isOlderThan(session.turnStamp)))
        return true;
    return std::any_of(session.recentResults.begin(), session.recentResults.end(), [&](const auto& result) {
        return result.first.isSameCallAs(call) && stamp.isOlderThan(result.second);
    });
}

/// Whether an event comes too late to mean anything.
bool isLate(const Session& session, const HookEvent& event, EventKind kind, const QDateTime& at)
{
    switch (kind) {
    case EventKind::Permission:
    case EventKind::Question:
        return wasAnswered(session, event, at);
    // These answer what was open before them, whenever they arrive; an error is still worth telling.
    case EventKind::HumanPrompt:
    case EventKind::ToolResult:
    case EventKind::ToolFailure:
    case EventKind::SubagentStop:
    case EventKind::QuestionAnswered:
    case EventKind::Message:
        return false;
    default:
        return timestampOf(event).isOlderThan(session.stateStamp);
    }
}

/// Only a start or a person brings an ended session back.
bool bringsBack(const Session& session, const HookEvent& event, EventKind kind)
{
    const bool isOfTheDead = session.state == SessionState::Lost && session.isIn(event.origin.claude);
    return (kind == EventKind::SessionStart || kind == EventKind::HumanPrompt) && !isOfTheDead &&
           !timestampOf(event).isOlderThan(session.stateStamp);
}

bool isLastWord(const Session& session, const HookEvent& event, EventKind kind, const QDateTime& at)
{
    return kind == EventKind::StopFailure && !session.turn.wasStopped &&
           (timestampOf(event).isOlderThan(session.stateStamp) ||
            std::chrono::milliseconds{session.endedAt.msecsTo(at)} < LastWords);
}

} // namespace

SessionTracker::SessionTracker(const SessionRules& rules, const ErrorClassifier& classifier,
                               AlertBook& alerts, const TranscriptProbe& transcripts,
                               const BranchProbe& branches, LocalMachine machine)
    : m_rules{rules}
    , m_classifier{classifier}
    , m_alerts{alerts}
    , m_transcripts{transcripts}
    , m_branches{branches}
    , m_machine{std::move(machine)}
{}

void SessionTracker::setRules(const SessionRules& rules, const ErrorClassifier& classifier)
{
    m_rules = rules;
    m_classifier = classifier;
    m_nextLook = {};
}

SessionStateMachine SessionTracker::machineFor(Session& session, const QDateTime& at)
{
    return {session, m_alerts, m_rules, at, m_events};
}

SessionEvents SessionTracker::take(const HookEvent& event, const QDateTime& at)
{
    EventEffect effect = effectOf(event, m_classifier, at);
    const QString what = wireName(effect.kind);
    if (!m_ids.insert(event.origin.id)) {
        drop(DropReason::Duplicate, what);
        return takeEvents();
    }
    if (effect.kind == EventKind::Unused) {
        drop(DropReason::UnknownEvent, u"this kind of notification"_s);
        return takeEvents();
    }

    Session& session = sessionFor(event.sessionId, at);
    if (isWakeUp(session, event)) // written by no person
        effect = wakeUpEffect();
    const auto changed = qScopeGuard([&] { reschedule(session); });
    if (session.isOver() && !bringsBack(session, event, effect.kind)) {
        if (isLastWord(session, event, effect.kind, at))
            machineFor(session, at).failAfterEnd(*effect.alert);
        else
            drop(DropReason::SessionEnded, what);
        return takeEvents();
    }
    if (isLate(session, event, effect.kind, at)) {
        drop(DropReason::Late, what);
        return takeEvents();
    }
    if (session.isOver()) {
        if (session.pendingEnd)
            machineFor(session, at).confirmEnd();
        revive(session, at);
    }
    if (isOfAnotherTerminal(session, event, effect.kind, at))
        return takeEvents();
    updateMetadata(session, event, at);
    machineFor(session, at).apply(event, effect);
    return takeEvents();
}

/// One session in two terminals: what begins or ends in one of them is not the session's begin or end.
bool SessionTracker::isOfAnotherTerminal(Session& session, const HookEvent& event, EventKind kind,
                                         const QDateTime& at)
{
    const ClaudeProcess& process = event.origin.claude;
    const bool hasOthers =
        process.isKnown() && std::any_of(session.processes.begin(), session.processes.end(),
                                         [&](const ClaudeProcess& other) { return other != process; });
    if (!hasOthers || session.pendingLoss ||
        (kind != EventKind::SessionStart && kind != EventKind::SessionEnd))
        return false;
    if (kind == EventKind::SessionEnd)
        leaveProcess(session, process, at);
    else if (session.isIn(process))
        return false;
    else
        session.processes.push_back(process);
    noteResume(session, event);
    drop(DropReason::OtherTerminal, wireName(kind));
    return true;
}

/// The session goes on in another terminal; a turn that ran in this one does not.
void SessionTracker::leaveProcess(Session& session, const ClaudeProcess& process, const QDateTime& at)
{
    std::erase(session.processes, process);
    if (session.resumedIn == process)
        session.resumedIn = {};
    std::erase_if(session.statuses, [&](const WitnessedStatus& status) { return status.process == process; });
    if (session.turn.isOpen && session.turn.process == process)
        machineFor(session, at).confirmQuietEnd();
}

SessionEvents SessionTracker::applyTranscript(const QString& sessionId, const TranscriptEvents& events,
                                              const QDateTime& now)
{
    Session* session = findMutable(sessionId);
    if (session == nullptr || (session->isOver() && !session->pendingEnd))
        return {};
    for (const TranscriptEvent& event : events) {
        // That something went on is found in the transcript again, whenever it is needed.
        if (event.kind != TranscriptEvent::Kind::Activity || session->state == SessionState::Quiet)
            m_dirty.insert(sessionId);
        Session* predecessor =
            event.kind == TranscriptEvent::Kind::Predecessor ? findMutable(event.sessionId) : nullptr;
        // What a fork has copied names the session it comes from; other entries may name one that was left
        // long ago in the same process.
        const bool isOrigin = event.isExact || (session->isFork && event.at < session->startedAt);
        if (predecessor != nullptr && predecessor != session && isOrigin && !session->isFollower)
            follow(*session, *predecessor);
        machineFor(*session, std::min(event.at, now)).applyTranscriptEvent(event);
    }
    reschedule(*session);
    return takeEvents();
}

SessionEvents SessionTracker::applyStatus(const ClaudeProcess& process, const ClaudeStatus& status,
                                          const QDateTime& now)
{
    for (Session& session : m_sessions) {
        if (session.isOver() || !session.isIn(process))
            continue;
        session.wasSeenAlive = true;
        if (session.id != status.sessionId)
            continue;
        m_dirty.insert(session.id);
        const QDateTime at = status.updatedAt.isValid() ? std::min(status.updatedAt, now) : now;
        machineFor(session, at).applyStatus(process, status);
        reschedule(session);
    }
    return takeEvents();
}

void SessionTracker::statusLost(const ClaudeProcess& process)
{
    for (Session& session : m_sessions) {
        if (std::erase_if(session.statuses, [&](const WitnessedStatus& s) { return s.process == process; }) >
            0) {
            m_dirty.insert(session.id);
            reschedule(session);
        }
    }
}

SessionEvents SessionTracker::processGone(const ClaudeProcess& process, const QDateTime& now)
{
    for (Session& session : m_sessions) {
        if (session.isOver() || !session.isIn(process))
            continue;
        m_dirty.insert(session.id);
        if (session.processes.size() > 1)
            leaveProcess(session, process, now);
        else
            machineFor(session, now).processExited();
        reschedule(session);
    }
    return takeEvents();
}

void SessionTracker::clockJumped(const QDateTime& now)
{
    for (Session& session : m_sessions) {
        m_dirty.insert(session.id);
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
        if (deadlineOf(session, m_rules, m_alerts.hasDialog(session.id)) > now)
            continue;
        m_dirty.insert(session.id);
        advanceTime(session, m_alerts, m_rules, m_transcripts, now, m_events);
    }
    m_sessions.remove_if([&](const Session& session) {
        const bool isOld = session.isOver() && expiresAt(session, m_rules) <= now;
        if (isOld) {
            m_alerts.forget(session.id);
            m_byId.remove(session.id);
            m_events.push_back(SessionRemoved{session.id});
        }
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
        const QDateTime deadline = deadlineOf(session, m_rules, m_alerts.hasDialog(session.id));
        earliest = earliest.isValid() ? std::min(earliest, deadline) : deadline;
    }
    return earliest;
}

/// Its deadline is another one now; a later one is found out at the next look.
void SessionTracker::reschedule(const Session& session)
{
    if (m_nextLook.isValid())
        m_nextLook = std::min(m_nextLook, deadlineOf(session, m_rules, m_alerts.hasDialog(session.id)));
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

void SessionTracker::setWished(const QString& sessionId, bool isWished)
{
    if (Session* session = findMutable(sessionId)) {
        session->isWished = isWished;
        m_dirty.insert(sessionId);
    }
}

const Session* SessionTracker::find(const QString& sessionId) const
{
    return m_byId.value(sessionId);
}

Session* SessionTracker::findMutable(const QString& sessionId)
{
    return m_byId.value(sessionId);
}

void SessionTracker::restore(Session session)
{
    Session& restored = m_sessions.emplace_back(std::move(session));
    m_byId.insert(restored.id, &restored);
    m_nextLook = {};
}

Session& SessionTracker::sessionFor(const QString& sessionId, const QDateTime& at)
{
    m_dirty.insert(sessionId);
    if (Session* known = findMutable(sessionId))
        return *known;
    Session& session = m_sessions.emplace_back();
    session.id = sessionId;
    m_byId.insert(sessionId, &session);
    session.hostname = m_machine.hostname;
    session.startedAt = at;
    session.since = at;
    session.lastActivityAt = at;
    m_events.push_back(SessionAppeared{session.info()});
    return session;
}

void SessionTracker::updateMetadata(Session& session, const HookEvent& event, const QDateTime& at)
{
    const HookOrigin& origin = event.origin;
    session.lastActivityAt = std::max(session.lastActivityAt, at);
    if (!origin.hostname.isEmpty())
        session.hostname = origin.hostname;
    if (!event.transcriptPath.isEmpty())
        session.transcriptPath = event.transcriptPath;
    // Another boot is mostly another machine's; a container's files may be its own.
    const bool isThisBoot = m_machine.bootId.isEmpty() || origin.bootId == m_machine.bootId ||
                            origin.hostname == m_machine.hostname;
    const bool isThisSpace = origin.claude.pidNamespace.isEmpty() || m_machine.pidNamespace.isEmpty() ||
                             origin.claude.pidNamespace == m_machine.pidNamespace;
    session.isLocal = isThisBoot && (isThisSpace || m_transcripts.modifiedAt(session.transcriptPath));
    if (!origin.attended.isEmpty() || !origin.entrypoint.isEmpty())
        session.isUnattended = isUnattended(origin);
    session.isTeammate = session.isTeammate || origin.isTeammate;
    const bool isFirst = session.processes.empty();
    if (origin.claude.isKnown()) {
        if (!session.isIn(origin.claude)) {
            if (session.pendingLoss) // it was resumed
                session.processes.clear();
            session.processes.push_back(origin.claude);
            session.pendingLoss.reset();
            session.wasSeenAlive = false;
        }
    }
    const auto* start = std::get_if<hook::SessionStart>(&event.details);
    const bool begins = start != nullptr && !start->isCompaction();
    // Later on, the working folder follows Claude around the project, and a title may be made of a prompt.
    if (session.folder.isEmpty() || begins)
        readProjectInfo(session, event.cwd);
    noteResume(session, event);
    if (!begins && isFirst)
        followForkedFrom(session, origin.claude, at);
    if (!begins)
        return;
    session.isFork = start->isFork();
    if (start->isStartup())
        session.title = plainLine(start->title);
    if (start->mayContinueAnother())
        followPredecessor(session, origin.claude, start->isClear(), at);
}

void SessionTracker::readProjectInfo(Session& session, const QString& cwd)
{
    if (cwd.isEmpty())
        return;
    session.path = QDir::cleanPath(cwd);
    session.folder = plainLine(QDir{cwd}.dirName());
    session.branch = session.isLocal ? plainLine(m_branches.branchOf(cwd)) : QString{};
    distinguish(session);
}

/// Sessions of one label are told apart: by the parent folder, or a number in one folder. A name that was
/// given stays as it is, also when a fork bears it too.
void SessionTracker::distinguish(Session& session) const
{
    session.distinction.clear();
    if (!session.isNamedByFolder())
        return;
    QSet<QString> taken;
    bool isSamePath = false;
    for (const Session& other : m_sessions) {
        if (&other == &session || other.isOver() || other.folder != session.folder ||
            other.branch != session.branch)
            continue;
        taken.insert(other.name());
        isSamePath = isSamePath || (other.path == session.path && other.hostname == session.hostname);
    }
    const QString parent = plainLine(QDir{QFileInfo{session.path}.path()}.dirName());
    if (taken.contains(session.name()) && !isSamePath && !parent.isEmpty())
        session.distinction = parent;
    for (int number = 2; taken.contains(session.name()); ++number)
        session.distinction = u'#' + QString::number(number);
}

void SessionTracker::revive(Session& session, const QDateTime& at)
{
    session.endedAt = {};
    session.wasHandedOver = false;
    session.wasFollowed = false;
    session.processes.clear();
    session.statuses.clear();
    session.startedAt = at;
    session.turn = {};
    m_events.push_back(SessionAppeared{session.info()});
}

/// The session that was last in the same process hands its name on. Its own end, by /clear or resume, may
/// still be on its way.
void SessionTracker::followPredecessor(Session& session, const ClaudeProcess& process, bool isClear,
                                       const QDateTime& at)
{
    if (!process.isKnown() || session.isFollower)
        return;
    const auto isPredecessor = [&](const Session& other) {
        return &other != &session && !other.wasFollowed && other.isIn(process) &&
               (other.isOver() ? other.wasHandedOver : isClear);
    };
    const auto last = std::find_if(m_sessions.rbegin(), m_sessions.rend(), isPredecessor);
    if (last == m_sessions.rend())
        return;
    if (!last->isOver() && last->processes.size() > 1) { // it goes on in its other terminal
        leaveProcess(*last, process, at);
        return follow(session, *last);
    }
    if (!last->isOver()) {
        machineFor(*last, at).leave();
        reschedule(*last);
    }
    last->wasFollowed = true;
    follow(session, *last);
}

/// Claude Code 2.1.197 starts a fork under its parent's id; the new id comes with the first prompt.
void SessionTracker::noteResume(Session& session, const HookEvent& event)
{
    const ClaudeProcess& process = event.origin.claude;
    const auto* start = std::get_if<hook::SessionStart>(&event.details);
    if (start != nullptr && start->isResume())
        session.resumedIn = process;
    else if (session.resumedIn == process)
        session.resumedIn = {};
}

/// The parent is where it was before.
void SessionTracker::followForkedFrom(Session& session, const ClaudeProcess& process, const QDateTime& at)
{
    const auto parent = std::find_if(m_sessions.begin(), m_sessions.end(), [&](const Session& other) {
        return &other != &session && !other.isOver() && process.isKnown() && other.resumedIn == process;
    });
    if (parent == m_sessions.end() || session.isFollower)
        return;
    session.isFork = true;
    if (parent->processes.size() > 1) {
        leaveProcess(*parent, process, at);
    } else {
        machineFor(*parent, at).leave();
        parent->wasFollowed = true;
        reschedule(*parent);
    }
    follow(session, *parent);
}

void SessionTracker::follow(Session& session, Session& predecessor)
{
    m_dirty.insert(predecessor.id);
    session.isFollower = true;
    session.isWished = predecessor.isWished;
    session.givenName = predecessor.givenName;
    if (!predecessor.title.isEmpty())
        session.title = predecessor.title;
    distinguish(session);
    m_events.push_back(SessionContinued{.info = session.info(), .predecessor = predecessor.id});
}

void SessionTracker::drop(DropReason reason, const QString& what)
{
    m_events.push_back(Dropped{.reason = reason, .detail = what});
}

SessionEvents SessionTracker::takeEvents()
{
    return std::exchange(m_events, {});
}

} // namespace tocsin

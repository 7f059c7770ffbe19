// SPDX-License-Identifier: MIT
#include "core/sessions/session_tracker.h"

#include "core/base/text.h"
#include "core/sessions/event_admission.h"
#include "core/sessions/session_names.h"
#include "core/sessions/session_timers.h"

#include <QScopeGuard>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// A scheduled prompt (`/loop`) comes as a person's does.
bool isWakeUp(const Session& session, const HookEvent& event)
{
    const auto* submit = std::get_if<hook::UserPromptSubmit>(&event.details);
    return submit != nullptr && session.turn.isOpen && session.turn.background.isWakeUp(submit->prompt);
}

} // namespace

SessionTracker::SessionTracker(const SessionRules& rules, const ErrorClassifier& classifier,
                               AlertBook& alerts, const TranscriptProbe& transcripts,
                               const BranchProbe& branches, LocalMachine machine)
    : m_rules{rules}
    , m_classifier{classifier}
    , m_alerts{alerts}
    , m_transcripts{transcripts}
    , m_origins{machine, transcripts, branches}
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
    switch (admissionOf(session, event, effect.kind, at)) {
    case Admission::Taken:
        break;
    case Admission::LastError:
        machineFor(session, at).failAfterEnd(*effect.alert);
        return takeEvents();
    case Admission::SessionOver:
        drop(DropReason::SessionEnded, what);
        return takeEvents();
    case Admission::Late:
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
    if (effect.kind == EventKind::HumanPrompt)
        nameByFirstPrompt(session, std::get<hook::UserPromptSubmit>(event.details));
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
        session.aliveAt = now;
        m_dirty.insert(session.id);
        reschedule(session);
        if (session.id != status.sessionId)
            continue;
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

SessionEvents SessionTracker::closeAnswered(const QString& sessionId, AlertId alert, const QDateTime& now)
{
    if (Session* session = findMutable(sessionId)) {
        m_dirty.insert(sessionId);
        machineFor(*session, now).closeAnswered(alert);
        reschedule(*session);
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
        if (deadlineFor(session) > now)
            continue;
        m_dirty.insert(session.id);
        advanceTime(session, m_alerts, m_rules, m_transcripts, now, m_events);
    }
    m_sessions.remove_if([&](const Session& session) {
        const bool isOld = session.isOver() && forgottenAt(session) <= now;
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

QDateTime SessionTracker::deadlineFor(const Session& session) const
{
    return session.isOver() && !session.pendingEnd
               ? forgottenAt(session)
               : deadlineOf(session, m_rules, m_alerts.hasDialog(session.id));
}

/// Alerts can be put off for longer, such as overnight: the session is kept for the usual time after that.
QDateTime SessionTracker::forgottenAt(const Session& session) const
{
    const QDateTime usual = expiresAt(session, m_rules);
    QDateTime at = usual;
    for (const OpenAlert* open : m_alerts.ofSession(session.id)) {
        const bool isToShow = open->desktop.progress == DesktopState::Progress::Due;
        const bool isToText = open->sms.progress == SmsState::Progress::Due;
        for (const QDateTime& told : {isToShow ? open->desktop.at : QDateTime{},
                                      isToText ? open->sms.holdUntil : QDateTime{}, open->resumedAt}) {
            if (told.isValid() && told > usual)
                at = std::max(at, told.addMSecs(m_rules.forgetEndedAfter.count()));
        }
    }
    return at;
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
        const QDateTime deadline = deadlineFor(session);
        earliest = earliest.isValid() ? std::min(earliest, deadline) : deadline;
    }
    return earliest;
}

/// Its deadline is another one now; a later one is found out at the next look.
void SessionTracker::reschedule(const Session& session)
{
    if (m_nextLook.isValid())
        m_nextLook = std::min(m_nextLook, deadlineFor(session));
}

SessionEvents SessionTracker::describe(const QString& sessionId, const QString& description,
                                       const QString& cwd, const QDateTime& at)
{
    Session& session = sessionFor(sessionId, at);
    const QString words = plainLine(description);
    const bool isUnnamed = session.folder.isEmpty();
    if (isUnnamed)
        m_origins.readProject(cwd, session);
    if (!words.isEmpty())
        session.givenName = words;
    if (isUnnamed || !words.isEmpty())
        distinguish(session, m_sessions);
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
    m_lastOrdinal = std::max(m_lastOrdinal, restored.ordinal);
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
    session.ordinal = ++m_lastOrdinal;
    m_byId.insert(sessionId, &session);
    session.hostname = m_machine.hostname;
    session.startedAt = at;
    session.since = at;
    session.lastActivityAt = at;
    m_events.push_back(SessionAppeared{session.info()});
    return session;
}

/// What a hook tells of its session besides the event.
void SessionTracker::updateMetadata(Session& session, const HookEvent& event, const QDateTime& at)
{
    session.lastActivityAt = std::max(session.lastActivityAt, at);
    const auto* start = std::get_if<hook::SessionStart>(&event.details);
    const bool begins = start != nullptr && !start->isCompaction();
    const bool isFirst = session.processes.empty();
    if (m_origins.read(event, session))
        distinguish(session, m_sessions);
    noteResume(session, event);
    if (!begins && isFirst)
        followForkedFrom(session, event.origin.claude, at);
    if (!begins)
        return;
    session.isFork = start->isFork();
    if (start->mayContinueAnother())
        followPredecessor(session, event.origin.claude, start->isClear(), at);
}

void SessionTracker::nameByFirstPrompt(Session& session, const hook::UserPromptSubmit& submit)
{
    if (!m_rules.describeByPrompt || !session.promptName.isEmpty())
        return;
    session.promptName = nameByPrompt(submit.prompt);
    if (!session.promptName.isEmpty())
        distinguish(session, m_sessions);
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
    distinguish(session, m_sessions);
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

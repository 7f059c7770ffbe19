// SPDX-License-Identifier: MIT
#include "core/sessions/session_state_machine.h"

#include "core/base/text.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A PostToolUse hook is not waited for; under load it may be stamped a little after the Stop it belongs
/// before. No turn goes on, runs a tool and has its result within this time.
constexpr auto StragglerTime = 1s;
/// Two requests for one call within this time are one dialog seen by two copies of the plugin; later ones are
/// a new dialog, after the person said no to the first.
constexpr auto SameDialogTime = 2s;
constexpr std::size_t MaxRecentResults{16};
/// Of the first prompt, as a session's name.
constexpr qsizetype MaxPromptName{60};

bool isToolEnd(EventKind row)
{
    return row == EventKind::ToolResult || row == EventKind::ToolFailure;
}

/// A turn is being worked on, or stopped by a dialog; not so when Claude waits for the next prompt.
bool isUnderWay(const EventEffect& meaning)
{
    return meaning.state == SessionState::Working ||
           (meaning.state == SessionState::Waiting && meaning.row != EventKind::IdlePrompt);
}

bool isStraggler(const Session& session, EventKind row, const HookTimestamp& stamp)
{
    return isToolEnd(row) && session.pendingDone && session.pendingDone->stamp.bootId == stamp.bootId &&
           std::chrono::nanoseconds{stamp.ns - session.pendingDone->stamp.ns} < StragglerTime;
}

/// The newest dialog that is about this call. A dialog may have edited the input of a question (it adds the
/// answers), so there the tool is enough.
const OpenAlert* dialogOf(const Session& session, const ToolCallKey& call)
{
    const auto newest = [&](auto isIt) {
        const auto found = std::find_if(session.open.rbegin(), session.open.rend(), isIt);
        return found == session.open.rend() ? nullptr : &*found;
    };
    if (const OpenAlert* same =
            newest([&](const OpenAlert& alert) { return alert.isDialog() && alert.call.isSameCallAs(call); }))
        return same;
    return newest([&](const OpenAlert& alert) {
        return alert.cause == AlertCause::Question && alert.call.agentId == call.agentId &&
               alert.call.tool == call.tool;
    });
}

} // namespace

SessionStateMachine::SessionStateMachine(Session& session, const SessionRules& rules, QDateTime at,
                                         int& lastNumber, SessionEvents& changes)
    : m_session{session}
    , m_rules{rules}
    , m_at{std::move(at)}
    , m_lastNumber{lastNumber}
    , m_changes{changes}
{}

void SessionStateMachine::apply(const HookEvent& event, const EventEffect& meaning)
{
    // Before anything moves: the dialog may be a subagent's, which the reminder does not say.
    if (meaning.row == EventKind::PermissionReminder && m_session.hasOpenDialog())
        return drop(DropReason::SameDialog, wireName(meaning.row));
    const bool stopSeen = m_session.pendingDone.has_value();
    answer(event, meaning);
    noteCalls(event, meaning);
    move(event, meaning);
    if (meaning.row != EventKind::SessionStart && meaning.row != EventKind::SessionEnd)
        m_changes.push_back(TurnActivity{m_session.card()});
    tell(event, meaning);
    if (meaning.row == EventKind::HumanPrompt)
        m_changes.push_back(UserPrompted{m_session.id});
    if (const auto* ended = std::get_if<hook::SessionEnd>(&event.details))
        end(ended->reason, stopSeen);
}

/// The newest dialog that a finished call has answered: its own and with it those before, for Claude Code
/// shows an agent's dialogs one after the other. A call that no dialog was for leaves alone what opened while
/// it ran beside it.
HookTimestamp SessionStateMachine::answeredUpTo(const HookEvent& event, const ToolCallKey& call) const
{
    const OpenAlert* dialog = dialogOf(m_session, call);
    return dialog != nullptr ? dialog->stamp : toolStart(event);
}

/// Closes what the event answers: only what was open before it.
void SessionStateMachine::answer(const HookEvent& event, const EventEffect& meaning)
{
    const bool isNobodys = meaning.row == EventKind::SubagentStop && !event.isFromSubagent();
    if (meaning.answers == Resolves::Nothing || isNobodys)
        return;
    const ToolCallKey call = toolCallKey(event);
    const HookTimestamp limit =
        meaning.answers == Resolves::ToolCall ? answeredUpTo(event, call) : timestampOf(event);
    closeIf([&](const OpenAlert& alert) {
        if (limit.isOlderThan(alert.stamp))
            return false;
        return meaning.answers == Resolves::All || (alert.isDialog() && alert.call.agentId == call.agentId);
    });
    const bool leavesAllBehind = meaning.answers != Resolves::ToolCall && !event.isFromSubagent();
    if (leavesAllBehind && !limit.isOlderThan(m_session.turnStamp))
        m_session.turnStamp = limit;
}

/// Which calls run, and which have ended: for silence that is none, and dialogs that arrive after their call.
void SessionStateMachine::noteCalls(const HookEvent& event, const EventEffect& meaning)
{
    ToolCallKey call = toolCallKey(event);
    if (std::holds_alternative<hook::PreToolUse>(event.details) && !call.callId.isEmpty())
        m_session.runningCalls.insert(call.callId);
    if (meaning.answers == Resolves::ToolCall || meaning.row == EventKind::Interrupt) {
        m_session.runningCalls.remove(call.callId);
        m_session.recentResults.emplace_back(std::move(call), timestampOf(event));
        if (m_session.recentResults.size() > MaxRecentResults)
            m_session.recentResults.erase(m_session.recentResults.begin());
    }
    if (meaning.answers == Resolves::All || (meaning.answers == Resolves::Turn && !event.isFromSubagent())) {
        m_session.runningCalls.clear();
        m_session.turnAt = m_at;
    }
}

/// The state column. Subagents have no say in it, nor has what is older than the state.
void SessionStateMachine::move(const HookEvent& event, const EventEffect& meaning)
{
    const HookTimestamp stamp = timestampOf(event);
    const bool hasSay = meaning.state.has_value() || meaning.row == EventKind::TurnEnd;
    if (!hasSay || event.isFromSubagent() || stamp.isOlderThan(m_session.stateStamp) ||
        isStraggler(m_session, meaning.row, stamp))
        return;
    m_session.stateStamp = stamp;
    m_session.stateAt = m_at;
    m_session.pendingDone.reset();
    m_session.hasBackgroundTasks = meaning.row == EventKind::TurnEndInBackground;
    if (meaning.state)
        enter(*meaning.state);
    if (isUnderWay(meaning) && !m_session.turnOpen) {
        m_session.turnOpen = true;
        m_session.turnFailed = false;
        m_session.quietTold = false;
        m_session.turnStartedAt = {};
    }

    if (const auto* submit = std::get_if<hook::UserPromptSubmit>(&event.details);
        submit != nullptr && meaning.row == EventKind::HumanPrompt)
        beginTurn(submit->prompt);
    else if (meaning.row == EventKind::TurnEnd)
        expectDone(stamp);
    else if (meaning.row == EventKind::StopFailure)
        m_session.turnFailed = true;
    if (meaning.row == EventKind::StopFailure || meaning.row == EventKind::Interrupt ||
        meaning.row == EventKind::SessionStart)
        m_session.turnOpen = false;
}

/// The alert column.
void SessionStateMachine::tell(const HookEvent& event, const EventEffect& meaning)
{
    if (!meaning.need)
        return;
    const AlertCause cause = meaning.need->cause;
    const HookTimestamp stamp = timestampOf(event);
    const ToolCallKey call = toolCallKey(event);
    if (cause != AlertCause::Permission && cause != AlertCause::Question) {
        if (!event.isFromSubagent())
            raise(*meaning.need, call, stamp, numberFor(kindOf(cause)));
        return;
    }
    const auto known =
        std::find_if(m_session.open.begin(), m_session.open.end(), [&](const OpenAlert& alert) {
            return alert.cause == cause && alert.call.isSameCallAs(call);
        });
    if (known == m_session.open.end()) {
        close(AlertKind::Waiting);
        return raise(*meaning.need, call, stamp, ++m_lastNumber);
    }
    if (cause == AlertCause::Question ||
        std::chrono::milliseconds{known->raisedAt.msecsTo(m_at)} < SameDialogTime)
        return drop(DropReason::SameDialog, wireName(meaning.row));
    raise(*meaning.need, call, stamp, known->number);
}

void SessionStateMachine::beginTurn(const QString& prompt)
{
    m_session.turnStartedAt = m_at;
    m_session.turnIsOurs = prompt.startsWith("/tocsin:"_L1);
    m_session.quietTold = false;
    // A command's arguments can hold a phone number or a code.
    const QString words = plainLine(prompt);
    if (m_rules.describeByPrompt && m_session.promptName.isEmpty() && !words.startsWith(u'/'))
        m_session.promptName = elided(words, MaxPromptName);
}

void SessionStateMachine::expectDone(const HookTimestamp& stamp)
{
    m_session.pendingDone = PendingCompletion{
        .stamp = stamp, .stoppedAt = m_at, .dueAt = m_at.addMSecs(m_rules.doneDelay.count())};
    m_session.turnOpen = true;
}

void SessionStateMachine::finishTurn(const QDateTime& stoppedAt)
{
    m_session.pendingDone.reset();
    m_session.turnOpen = false;
    if (!m_session.isOver())
        enter(SessionState::Done);
    const QDateTime& begun = m_session.turnStartedAt;
    const bool isShort = begun.isValid() && begun.msecsTo(stoppedAt) < m_rules.minimumTurn.count();
    if (isShort || m_session.turnIsOurs)
        return drop(DropReason::ShortTurn, u"done"_s);
    raise({AlertCause::TurnDone}, {}, m_session.stateStamp, numberFor(AlertKind::Done));
}

void SessionStateMachine::end(const QString& reason, bool stopSeen)
{
    m_session.endedAt = m_at;
    m_session.endReason = reason;
    m_session.heldLoss.reset();
    // Any other reason is something the person did just now, at the keyboard.
    if (m_session.turnOpen && reason == "other"_L1) {
        if (!stopSeen && !m_session.hasBackgroundTasks) {
            m_session.heldEnd = PendingEnd{.at = m_at, .dueAt = m_at.addMSecs(m_rules.endDelay.count())};
            return;
        }
        finishTurn(m_at);
    }
    reportEnd(m_session.turnOpen && !stopSeen);
}

void SessionStateMachine::confirmEnd()
{
    m_session.heldEnd.reset();
    m_session.turnFailed = true;
    raise({AlertCause::Lost}, {}, m_session.stateStamp, numberFor(AlertKind::Error));
    reportEnd(false);
}

void SessionStateMachine::reportEnd(bool cancelled)
{
    m_session.turnOpen = false;
    m_changes.push_back(SessionEnded{.sessionId = m_session.id,
                                     .reason = m_session.turnFailed ? u"error"_s : u"completed"_s,
                                     .finalState = m_session.turnFailed ? u"error"_s
                                                   : cancelled          ? u"cancelled"_s
                                                                        : u"success"_s,
                                     .at = m_at});
}

void SessionStateMachine::failAfterEnd(const AlertRequest& need)
{
    m_session.heldEnd.reset();
    m_session.turnFailed = true;
    m_changes.push_back(TurnActivity{m_session.card()});
    close(AlertKind::Done);
    close(AlertKind::Error);
    raise(need, {}, m_session.stateStamp, numberFor(AlertKind::Error));
    reportEnd(false);
}

void SessionStateMachine::markInactive()
{
    enter(SessionState::Quiet);
    if (m_session.quietTold)
        return;
    m_session.quietTold = true;
    raise({AlertCause::Inactive}, {}, m_session.stateStamp, numberFor(AlertKind::Waiting));
}

void SessionStateMachine::markActive()
{
    enter(SessionState::Working);
}

void SessionStateMachine::expire()
{
    closeAll();
    m_session.endedAt = m_at;
    enter(SessionState::Ended);
    m_changes.push_back(SessionEnded{
        .sessionId = m_session.id, .reason = u"completed"_s, .finalState = u"cancelled"_s, .at = m_at});
}

void SessionStateMachine::enter(SessionState state)
{
    if (m_session.state != state) {
        m_session.state = state;
        m_session.since = m_at;
    }
    if (state != SessionState::Quiet && state != SessionState::Waiting)
        close(AlertKind::Waiting);
    if (state == SessionState::Working)
        m_changes.push_back(AttentionCleared{m_session.id});
}

/// One alert of a kind at a time, dialogs apart: a new one takes the old one's place.
int SessionStateMachine::numberFor(AlertKind kind)
{
    const OpenAlert* open = m_session.findOpen(kind);
    return open != nullptr ? open->number : ++m_lastNumber;
}

void SessionStateMachine::raise(const AlertRequest& need, const ToolCallKey& call, const HookTimestamp& stamp,
                                int number)
{
    std::erase_if(m_session.open, [number](const OpenAlert& alert) { return alert.number == number; });
    m_session.open.push_back(
        {.number = number, .cause = need.cause, .stamp = stamp, .raisedAt = m_at, .call = call});
    m_changes.push_back(AlertRaised{.number = number,
                                    .alert = {.sessionId = m_session.id,
                                              .sessionName = m_session.name(),
                                              .kind = kindOf(need.cause),
                                              .cause = need.cause,
                                              .text = need.text,
                                              .raisedAt = m_at}});
}

void SessionStateMachine::close(AlertKind kind)
{
    closeIf([kind](const OpenAlert& alert) { return kindOf(alert.cause) == kind; });
}

void SessionStateMachine::closeAll()
{
    closeIf([](const OpenAlert& /*alert*/) { return true; });
}

void SessionStateMachine::drop(DropReason reason, const QString& what)
{
    m_changes.push_back(Dropped{.reason = reason, .detail = what});
}

} // namespace tocsin

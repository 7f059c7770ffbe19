// SPDX-License-Identifier: MIT
#include "core/sessions/session_state_machine.h"

#include "core/claude/hooks/tool_step.h"
#include "core/sessions/prompt_words.h"

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
constexpr qsizetype MaxAnsweredCalls{256};

bool isToolEnd(EventKind kind)
{
    return kind == EventKind::ToolResult || kind == EventKind::ToolFailure;
}

/// A turn is being worked on, or stopped by a dialog; not so when Claude waits for the next prompt.
bool isUnderWay(const EventEffect& effect)
{
    return effect.state == SessionState::Working ||
           (effect.state == SessionState::Waiting && effect.kind != EventKind::IdlePrompt);
}

bool isStraggler(const Session& session, EventKind kind, const HookTimestamp& stamp)
{
    const auto& completion = session.turn.completion;
    return isToolEnd(kind) && completion && completion->stamp.bootId == stamp.bootId &&
           std::chrono::nanoseconds{stamp.ns - completion->stamp.ns} < StragglerTime;
}

/// Another copy of the plugin has told of it.
bool isKnownResult(const Session& session, const HookEvent& event)
{
    const ToolCallKey call = toolCallKey(event);
    const HookTimestamp stamp = timestampOf(event);
    return std::any_of(session.recentResults.begin(), session.recentResults.end(), [&](const auto& known) {
        const auto& [result, at] = known;
        const bool isAtOnce = at.bootId == stamp.bootId &&
                              std::chrono::abs(std::chrono::nanoseconds{stamp.ns - at.ns}) < SameDialogTime;
        return result.isSameCallAs(call) && (!call.callId.isEmpty() || isAtOnce);
    });
}

/// The newest dialog that is about this call. A dialog may have edited the input of a question (it adds the
/// answers), so there the tool is enough.
const OpenAlert* dialogOf(const std::vector<const OpenAlert*>& alerts, const ToolCallKey& call)
{
    const auto newest = [&](auto isIt) {
        const auto found = std::find_if(alerts.rbegin(), alerts.rend(), isIt);
        return found == alerts.rend() ? nullptr : *found;
    };
    const auto isSame = [&](const OpenAlert* alert) {
        return alert->isDialog() && alert->call.isSameCallAs(call);
    };
    // Of two alike, the one whose hook has gone was answered.
    if (const OpenAlert* same =
            newest([&](const OpenAlert* alert) { return isSame(alert) && !alert->isHeld; }))
        return same;
    if (const OpenAlert* same = newest(isSame))
        return same;
    return newest([&](const OpenAlert* alert) {
        return alert->alert.cause == AlertCause::Question && alert->call.agentId == call.agentId &&
               alert->call.tool == call.tool;
    });
}

std::optional<ClosedBy> closedBy(EventKind kind)
{
    switch (kind) {
    case EventKind::HumanPrompt:
        return ClosedBy::Prompt;
    case EventKind::SessionStart:
    case EventKind::SessionEnd:
        return ClosedBy::SessionEnd;
    default:
        return std::nullopt;
    }
}

} // namespace

SessionStateMachine::SessionStateMachine(Session& session, AlertBook& alerts, const SessionRules& rules,
                                         QDateTime at, SessionEvents& events)
    : m_session{session}
    , m_alerts{alerts}
    , m_rules{rules}
    , m_at{std::move(at)}
    , m_events{events}
{}

void SessionStateMachine::apply(const HookEvent& event, const EventEffect& effect)
{
    if (isUnfoundedReminder(effect.kind))
        return;
    m_closedBy = closedBy(effect.kind);
    const bool isNewResult = isToolEnd(effect.kind) && !isKnownResult(m_session, event);
    if (isNewResult || effect.kind == EventKind::HumanPrompt)
        noteActivity(event, effect.kind);
    resolve(event, effect);
    noteCalls(event, effect);
    transition(event, effect);
    if (effect.kind != EventKind::SessionStart && effect.kind != EventKind::SessionEnd)
        m_events.push_back(TurnActivity{m_session.info()});
    if (event.origin.claude.isKnown() && !event.isFromSubagent())
        m_session.turn.process = event.origin.claude;
    raiseRequested(event, effect);
    if (isNewResult && effect.kind == EventKind::ToolFailure)
        noteFailure(event);
    if (effect.kind == EventKind::HumanPrompt)
        m_events.push_back(UserPrompted{m_session.id});
    if (const auto* ended = std::get_if<hook::SessionEnd>(&event.details))
        end(*ended);
}

/// Before anything moves: the dialog may be a subagent's, which a reminder does not say.
bool SessionStateMachine::isUnfoundedReminder(EventKind kind)
{
    const Turn& turn = m_session.turn;
    switch (kind) {
    case EventKind::PermissionReminder:
        if (!m_alerts.hasDialog(m_session.id))
            return false;
        drop(DropReason::SameDialog, wireName(kind));
        return true;
    case EventKind::QuestionReminder:
        if (!hasQuestionByHook())
            return false;
        drop(DropReason::SameDialog, wireName(kind));
        return true;
    case EventKind::IdlePrompt:
        // Claude Code counts from the last Stop, whatever runs on behind the prompt.
        if (turn.isOpen && turn.wasStopped && turn.background.willWakeClaude()) {
            drop(DropReason::StillWorking, wireName(kind));
            return true;
        }
        // Every turn has a Stop. A prompt that was blocked or refused has none, and its person was there.
        if (turn.startedAt.isValid() && !turn.wasStopped && !turn.hadActivity) {
            drop(DropReason::NothingRan, wireName(kind));
            if (turn.isOpen)
                settleTurn();
            return true;
        }
        return false;
    default:
        return false;
    }
}

bool SessionStateMachine::hasQuestionByHook() const
{
    const std::vector<const OpenAlert*> alerts = m_alerts.ofSession(m_session.id);
    return std::any_of(alerts.begin(), alerts.end(), [](const OpenAlert* alert) {
        return alert->alert.cause == AlertCause::Question && !alert->isSettled;
    });
}

/// A call's end closes its own dialog alone: others of the agent may wait beside it. A call that no dialog
/// was for began after what its agent had waited for; but what is on the screen is still waited for.
void SessionStateMachine::resolveToolCall(const HookEvent& event, const ToolCallKey& call)
{
    if (const OpenAlert* dialog = dialogOf(m_alerts.ofSession(m_session.id), call)) {
        if (!timestampOf(event).isOlderThan(dialog->stamp))
            closeAnswered(*dialog, call.callId);
        return;
    }
    const WitnessedStatus* status = m_session.statusOf(event.origin.claude);
    if (status != nullptr && status->state == ClaudeStatus::State::Waiting)
        return;
    const HookTimestamp limit = toolStart(event);
    closeIf([&](const OpenAlert& alert) {
        const bool isHidden = alert.isHeld && !alert.call.agentId.isEmpty(); // and cannot have been answered
        return alert.isDialog() && alert.call.agentId == call.agentId && !limit.isOlderThan(alert.stamp) &&
               !isHidden;
    });
}

/// Claude Code does not say which of two calls that are alike a dialog is for, but two witnesses tell of each
/// call's end: the hook and the transcript.
void SessionStateMachine::closeAnswered(const OpenAlert& dialog, const QString& callId)
{
    QSet<QString>& answered = m_session.turn.answeredCalls;
    if (!callId.isEmpty() && answered.contains(callId))
        return;
    if (!callId.isEmpty() && answered.size() < MaxAnsweredCalls)
        answered.insert(callId);
    close(dialog.alert.id);
}

/// Closes what the event answers: only what was open before it.
void SessionStateMachine::resolve(const HookEvent& event, const EventEffect& effect)
{
    const bool isNobodys = effect.kind == EventKind::SubagentStop && !event.isFromSubagent();
    if (effect.resolves == Resolves::Nothing || isNobodys)
        return;
    const ToolCallKey call = toolCallKey(event);
    if (effect.resolves == Resolves::ToolCall)
        return resolveToolCall(event, call);
    const HookTimestamp stamp = timestampOf(event);
    const auto* stop = std::get_if<hook::Stop>(&event.details);
    const QStringList running = stop != nullptr ? backgroundWorkOf(*stop).agentIds : QStringList{};
    const auto* end = std::get_if<hook::SessionEnd>(&event.details);
    // A reminder does not name the server.
    const auto isOfServer = [&](const ToolCallKey& asked) {
        return call.tool.isEmpty() || asked.tool.isEmpty() || asked.tool == call.tool;
    };
    closeIf([&](const OpenAlert& alert) {
        if (stamp.isOlderThan(alert.stamp))
            return false;
        const bool isOfAgent = alert.call.agentId == call.agentId;
        switch (effect.resolves) {
        case Resolves::Questions:
            return alert.alert.cause == AlertCause::Question && isOfAgent && isOfServer(alert.call);
        case Resolves::Turn: // a subagent that runs no more asks no more
            return alert.isDialog() &&
                   (isOfAgent || (stop != nullptr && !running.contains(alert.call.agentId)));
        case Resolves::Person:
            return !alert.isDialog() || alert.call.agentId.isEmpty();
        case Resolves::All: // an error is what a run ended with, unless a person ended it
            return end == nullptr || !end->isByItself() || alert.alert.kind != AlertKind::Error;
        default:
            return false;
        }
    });
    const bool leavesAllBehind = effect.resolves != Resolves::Questions && !event.isFromSubagent();
    if (leavesAllBehind && !stamp.isOlderThan(m_session.turnStamp))
        m_session.turnStamp = stamp;
}

/// Which calls run, and which have ended: for silence that is none, and dialogs that arrive after their call.
void SessionStateMachine::noteCalls(const HookEvent& event, const EventEffect& effect)
{
    Turn& turn = m_session.turn;
    ToolCallKey call = toolCallKey(event);
    if (std::holds_alternative<hook::PreToolUse>(event.details) && !call.callId.isEmpty())
        turn.runningCalls.insert(call.callId);
    if (effect.resolves == Resolves::ToolCall || effect.kind == EventKind::Interrupt) {
        turn.runningCalls.remove(call.callId);
        m_session.recentResults.emplace_back(std::move(call), timestampOf(event));
        if (m_session.recentResults.size() > MaxRecentResults)
            m_session.recentResults.erase(m_session.recentResults.begin());
    }
    const bool isPast = effect.resolves == Resolves::All || effect.resolves == Resolves::Person ||
                        (effect.resolves == Resolves::Turn && !event.isFromSubagent());
    if (isPast) {
        turn.runningCalls.clear();
        m_session.turnAt = m_at;
    }
}

/// The state column. Subagents have no say in it, nor has what is older than the state.
void SessionStateMachine::transition(const HookEvent& event, const EventEffect& effect)
{
    const HookTimestamp stamp = timestampOf(event);
    const bool hasSay = effect.state.has_value() || effect.kind == EventKind::TurnEnd;
    if (!hasSay || event.isFromSubagent() || stamp.isOlderThan(m_session.stateStamp) ||
        isStraggler(m_session, effect.kind, stamp))
        return;
    m_session.stateStamp = stamp;
    if (effect.kind != EventKind::SessionEnd) // which tells what is finished at once
        m_session.turn.completion.reset();
    // Another witness has seen what came after this hook ran: Esc, most likely.
    const bool isOvertaken = m_session.calmedAt.isValid() && m_at < m_session.calmedAt;
    if (const auto* submit = std::get_if<hook::UserPromptSubmit>(&event.details)) {
        const std::optional<SeenApiError> apiError = m_session.turn.apiError;
        if (effect.kind == EventKind::HumanPrompt)
            beginTurn(*submit);
        else
            resumeTurn();
        if (isOvertaken)
            return settleTurn();
        if (apiError && apiError->at > m_at) // read before this hook was taken
            m_session.turn.apiError = apiError;
        noteLaterIdle(event.origin.claude);
    } else if (isUnderWay(effect)) {
        if (isOvertaken)
            return;
        openTurn(event.origin.claude);
        m_session.turn.hadActivity = true;
        goOn();
    }
    m_session.stateAt = std::max(m_session.stateAt, m_at);
    if (effect.state)
        enter(*effect.state);

    if (const auto* stop = std::get_if<hook::Stop>(&event.details))
        noteStop(*stop, stamp);
    if (effect.kind == EventKind::StopFailure || effect.kind == EventKind::Interrupt ||
        effect.kind == EventKind::SessionStart)
        m_session.turn = Turn{.hasFailed = effect.kind == EventKind::StopFailure};
    if (effect.kind == EventKind::StopFailure)
        m_session.limitResetsAt = effect.alert->resetsAt;
}

/// Its prompt was not seen. What is known to run may have begun before it was noticed.
void SessionStateMachine::openTurn(const ClaudeProcess& process)
{
    Turn& turn = m_session.turn;
    if (!turn.isOpen)
        turn = Turn{.process = process,
                    .isOpen = true,
                    .hadActivity = true,
                    .runningCalls = turn.runningCalls,
                    .answeredCalls = turn.answeredCalls};
}

/// What another witness took for the turn's end was none.
void SessionStateMachine::goOn()
{
    Turn& turn = m_session.turn;
    if (turn.quietEnd && m_at >= turn.quietEnd->at)
        turn.quietEnd.reset();
    if (turn.apiError && m_at > turn.apiError->at)
        turn.apiError.reset();
}

/// The alert column.
void SessionStateMachine::raiseRequested(const HookEvent& event, const EventEffect& effect)
{
    Turn& turn = m_session.turn;
    if (isToolEnd(effect.kind)) { // Claude mostly goes on from it: told if the turn ends with it
        if (!event.isFromSubagent()) {
            turn.blockingError = effect.alert ? effect.alert->text : Phrase{};
            turn.blockingId = {};
        }
        return;
    }
    if (!effect.alert)
        return;
    const HookTimestamp stamp = timestampOf(event);
    const ToolCallKey call = toolCallKey(event);
    switch (effect.alert->cause) {
    case AlertCause::Permission:
    case AlertCause::Question:
        if (effect.kind != EventKind::QuestionAnnounced)
            return raiseDialog(*effect.alert, call, stamp, effect.kind, event.origin);
        turn.question =
            AnnouncedQuestion{.text = effect.alert->text, .stamp = stamp, .call = call, .at = m_at};
        if (const WitnessedStatus* status = m_session.statusOf(event.origin.claude);
            status != nullptr && status->state == ClaudeStatus::State::Waiting && status->at >= m_at)
            raiseAnnouncedQuestion();
        return;
    default:
        if (!event.isFromSubagent())
            raise(*effect.alert, call, stamp);
    }
}

/// The alert of the same call, if the event is about the same dialog. An alert that can be answered belongs
/// to the one hook that waits for it: another that waits, for the same call, has an alert of its own.
OpenAlert* SessionStateMachine::sameDialog(const AlertRequest& request, const ToolCallKey& call,
                                           const HookOrigin& origin) const
{
    OpenAlert* held = nullptr;
    for (const OpenAlert* alert : m_alerts.ofSession(m_session.id)) {
        if (alert->alert.cause != request.cause || !alert->call.isSameCallAs(call))
            continue;
        OpenAlert* const same = m_alerts.find(alert->alert.id);
        if (!same->isHeld)
            return same;
        held = held != nullptr ? held : same;
    }
    return origin.waits ? nullptr : held;
}

void SessionStateMachine::noteFailure(const HookEvent& event)
{
    const AlertId id = m_alerts.nextId();
    if (!event.isFromSubagent() && !m_session.turn.blockingError.isEmpty())
        m_session.turn.blockingId = id;
    m_events.push_back(
        FailureNoted{.id = id, .sessionId = m_session.id, .sessionName = m_session.name(), .at = m_at});
}

void SessionStateMachine::noteActivity(const HookEvent& event, EventKind kind)
{
    ActivityNoted noted{.sessionId = m_session.id, .at = m_at};
    if (const auto* submit = std::get_if<hook::UserPromptSubmit>(&event.details)) {
        noted.kind = ActivityNoted::Kind::Prompt;
        if (m_rules.keepsPrompts)
            noted.text = firstWordsOf(submit->prompt);
    } else if (const auto* done = std::get_if<hook::PostToolUse>(&event.details)) {
        noted.text = toolStep(done->call);
    } else if (const auto* failed = std::get_if<hook::PostToolUseFailure>(&event.details)) {
        noted.text = toolStep(failed->call);
    }
    if (kind == EventKind::ToolFailure)
        noted.kind = ActivityNoted::Kind::FailedTool;
    m_events.push_back(std::move(noted));
}

/// The turn ends or stalls with it.
void SessionStateMachine::raiseFailure(const Turn& turn)
{
    store({.alert = {.id = turn.blockingId,
                     .sessionId = m_session.id,
                     .sessionName = m_session.name(),
                     .kind = kindOf(AlertCause::Tool),
                     .cause = AlertCause::Tool,
                     .text = turn.blockingError,
                     .raisedAt = m_at},
           .stamp = m_session.stateStamp},
          openOfKind(kindOf(AlertCause::Tool)));
    m_session.turn.blockingId = {}; // once: it may be raised again when this alert is over
}

void SessionStateMachine::raiseDialog(const AlertRequest& request, const ToolCallKey& call,
                                      const HookTimestamp& stamp, EventKind kind, const HookOrigin& origin)
{
    m_session.turn.question.reset();
    OpenAlert* const known = sameDialog(request, call, origin);
    NewAlert alert{.alert = {.sessionId = m_session.id,
                             .sessionName = m_session.name(),
                             .kind = kindOf(request.cause),
                             .cause = request.cause,
                             .text = request.text,
                             .raisedAt = m_at},
                   .stamp = stamp,
                   .call = call,
                   .isSettled = request.isSettled,
                   .hook = origin.id,
                   .isHeld = origin.waits};
    if (known == nullptr) {
        closeKind(AlertKind::Waiting);
        return store(alert, {});
    }
    const bool isSame = request.cause == AlertCause::Question ||
                        std::chrono::milliseconds{known->alert.raisedAt.msecsTo(m_at)} < SameDialogTime;
    if (!isSame)
        return store(alert, known->isHeld ? AlertId{} : known->alert.id);
    if (origin.waits) { // what was told of the dialog can be answered from now on
        known->hook = origin.id;
        known->isHeld = true;
    }
    drop(DropReason::SameDialog, wireName(kind));
}

void SessionStateMachine::enter(SessionState state)
{
    const SessionState before = m_session.state;
    if (before != state) {
        m_session.state = state;
        m_session.since = m_at;
    }
    if (state != SessionState::Quiet && state != SessionState::Waiting)
        closeIf([](const OpenAlert& alert) { // a message is for the person, whatever Claude does meanwhile
            return alert.alert.kind == AlertKind::Waiting && alert.alert.cause != AlertCause::Message;
        });
    if (state != SessionState::Working)
        return;
    m_session.limitResetsAt = {};
    if (before == SessionState::Error) // it goes on by itself
        closeKind(AlertKind::Error);
    m_events.push_back(AttentionCleared{m_session.id});
}

void SessionStateMachine::raise(const AlertRequest& request, std::chrono::seconds duration,
                                int runningCommands)
{
    store({.alert = {.sessionId = m_session.id,
                     .sessionName = m_session.name(),
                     .kind = kindOf(request.cause),
                     .cause = request.cause,
                     .text = request.text,
                     .raisedAt = m_at,
                     .duration = duration,
                     .runningCommands = runningCommands,
                     .isUsageLimit = request.isUsageLimit,
                     .resetsAt = request.resetsAt},
           .stamp = m_session.stateStamp},
          openOfKind(kindOf(request.cause)));
}

void SessionStateMachine::raise(const AlertRequest& request, const ToolCallKey& call,
                                const HookTimestamp& stamp)
{
    store({.alert = {.sessionId = m_session.id,
                     .sessionName = m_session.name(),
                     .kind = kindOf(request.cause),
                     .cause = request.cause,
                     .text = request.text,
                     .raisedAt = m_at,
                     .isUsageLimit = request.isUsageLimit,
                     .resetsAt = request.resetsAt},
           .stamp = stamp,
           .call = call},
          openOfKind(kindOf(request.cause)));
}

void SessionStateMachine::store(const NewAlert& alert, AlertId replaced)
{
    if (!replaced.isValid()) {
        m_events.push_back(AlertRaised{.id = m_alerts.raise(alert)});
        return;
    }
    OpenAlert before = m_alerts.raiseAgain(replaced, alert);
    m_events.push_back(AlertRaised{.id = replaced, .before = std::move(before)});
}

/// One alert of a kind at a time, dialogs apart: a new one takes the old one's place.
AlertId SessionStateMachine::openOfKind(AlertKind kind) const
{
    const OpenAlert* open = m_alerts.findOfKind(m_session.id, kind);
    return open != nullptr ? open->alert.id : AlertId{};
}

void SessionStateMachine::close(AlertId id)
{
    auto closed = m_alerts.close(id);
    if (!closed)
        return;
    const ClosedBy why = m_closedBy.value_or(closed->isDialog() ? ClosedBy::Answered : ClosedBy::Work);
    m_events.push_back(AlertClosed{.alert = std::move(*closed), .why = why});
}

void SessionStateMachine::closeKind(AlertKind kind)
{
    closeIf([kind](const OpenAlert& alert) { return alert.alert.kind == kind; });
}

void SessionStateMachine::closeAll()
{
    closeIf([](const OpenAlert& /*alert*/) { return true; });
}

void SessionStateMachine::drop(DropReason reason, const QString& what)
{
    m_events.push_back(Dropped{.reason = reason, .detail = what});
}

} // namespace tocsin

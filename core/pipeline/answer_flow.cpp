// SPDX-License-Identifier: MIT
#include "core/pipeline/answer_flow.h"

#include "core/claude/hooks/entrypoint.h"
#include "core/claude/hooks/hook_parser.h"
#include "core/logging/categories.h"
#include "core/system/resolved_path.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// More than can be under way.
constexpr std::size_t MostAnswers{256};
/// A dialog that a decision did not take away is drawn again, or still there, well within this time.
constexpr std::chrono::milliseconds SettleTime{3s};
} // namespace

AnswerFlow::AnswerFlow(Dependencies dependencies, QObject* parent)
    : QObject{parent}
    , m_dependencies{std::move(dependencies)}
{
    m_letGo.setSingleShot(true);
    connect(&m_letGo, &QTimer::timeout, this, &AnswerFlow::reviewSubagents);
    connect(&m_dependencies.pipeline, &EventPipeline::changed, this, &AnswerFlow::review);
    connect(&m_dependencies.pipeline, &EventPipeline::hookTaken, this, [this](const HookEvent& event) {
        m_judge.took(event);
        noteOutcomes();
    });
    connect(&m_dependencies.pipeline, &EventPipeline::statusTaken, this, [this](const ClaudeStatus& status) {
        using State = ClaudeStatus::State;
        m_screenChange = {.sessionId = status.sessionId,
                          .at = status.updatedAt,
                          .isIdle = status.state == State::Idle || status.state == State::Shell};
    });
    connect(&m_dependencies.pipeline, &EventPipeline::transcriptTaken, this,
            [this](const QString& sessionId, const TranscriptEvents& events) {
                m_judge.tookTranscript(sessionId, events);
                noteOutcomes();
            });
    connect(&m_broker, &DecisionBroker::ended, this, [this](AlertId alert) {
        m_askedAt.erase(alert);
        m_dependencies.engine.noteReleased(alert);
        Q_EMIT notAnswerable(alert);
    });
    connect(&m_broker, &DecisionBroker::delivered, this,
            [this](AlertId alert, bool isPrinted, const QString& problem) {
                m_judge.delivered(alert, isPrinted, problem);
                noteOutcomes();
                if (isPrinted)
                    QTimer::singleShot(SettleTime, this, [this, alert] { settle(alert); });
            });
}

/// In a terminal, by a person; in a headless run if they want that. An IDE shows requests in its own way.
bool AnswerFlow::mayWait(const HookEvent& event) const
{
    if (!std::holds_alternative<hook::PermissionRequest>(event.details) || event.origin.isTeammate)
        return false;
    if (!isOfTerminal(event.origin))
        return m_holdsHeadless && isUnattended(event.origin);
    return !event.isFromSubagent() || m_subagentHold > 0s || isAway(event.sessionId);
}

void AnswerFlow::takeHook(const QJsonObject& request, const ipc::WaitRequest& wait, const Reply& reply)
{
    const auto event = parseHookRequest(request);
    const LocalConnection* connection = reply.connection();
    // An event that is known already has its alert, or had one: no second document joins that.
    const bool isKnown = event && m_dependencies.engine.alertOf(event->origin.id).isValid();
    if (!event || isKnown || !mayWait(*event) || connection == nullptr || !connection->mayBeHeld()) {
        m_dependencies.pipeline.takeHook(request);
        reply.send(ipc::notPendingReply());
        return;
    }
    m_arriving = waitingRequestOf(*event, wait.document);
    m_arrivingHook = event->origin.id;
    const AlertId alert = m_dependencies.pipeline.takeWaitingHook(request);
    WaitingRequest arrived = *std::exchange(m_arriving, std::nullopt);
    m_arrivingHook = {};
    const OpenAlert* open = m_dependencies.engine.openAlert(alert);
    if (open == nullptr || !open->isHeld) { // late, known already, or answered by what came with it
        reply.send(ipc::notPendingReply());
        return;
    }
    arrived.alert = alert;
    if (arrived.kind == RequestKind::Questions && !arrived.isFromSubagent() &&
        m_dependencies.questionTimeout) {
        if (const auto timeout = m_dependencies.questionTimeout(event->transcriptPath))
            arrived.expiresAt = arrived.askedAt.addSecs(timeout->count());
    }
    arrived.sessionName = open->alert.sessionName;
    m_askedAt.insert_or_assign(alert, m_dependencies.clock.monotonic());
    if (!m_broker.hold(arrived, reply)) {
        qCInfo(logHooks) << "a request cannot be answered, there is no room: alert" << alert.value;
        m_askedAt.erase(alert);
        m_dependencies.engine.noteReleased(alert);
        reply.send(ipc::notPendingReply());
        Q_EMIT notAnswerable(alert);
        return;
    }
    Q_EMIT answerable(arrived);
    reviewSubagents();
}

DecideResult AnswerFlow::decide(AlertId alert, const Decision& decision, AnswerChannel channel)
{
    const WaitingRequest* found = m_broker.find(alert);
    if (found == nullptr || !messageFor(*found, decision))
        return m_broker.decide(alert, decision, channel);
    const WaitingRequest request{*found};
    // Before it is sent: the connection may turn out to be gone at that moment.
    m_judge.sent(request, decision, m_dependencies.stamp(), m_dependencies.clock.nowUtc());
    m_answers.insert_or_assign(alert, Answer{.note = {.answer = wireName(decision),
                                                      .channel = wireName(channel),
                                                      .at = m_dependencies.clock.nowUtc()},
                                             .channel = channel});
    while (m_answers.size() > MostAnswers)
        m_answers.erase(m_answers.begin());
    const DecideResult result = m_broker.decide(alert, decision, channel);
    if (!result.isSent()) {
        m_judge.forget(alert);
        m_answers.erase(alert);
        return result;
    }
    Q_EMIT decided(request, decision, channel);
    const auto answer = m_answers.find(alert);
    if (answer != m_answers.end() && answer->second.note.outcome.isEmpty())
        note(alert, AnswerOutcome::Sent);
    m_dependencies.pipeline.noteDecided(alert);
    return result;
}

int AnswerFlow::denyAll(const QString& sessionId, const QString& message, AnswerChannel channel)
{
    int denied = 0;
    for (const AlertId alert : m_broker.alerts()) {
        const WaitingRequest* request = m_broker.find(alert);
        if (request != nullptr && request->sessionId == sessionId &&
            decide(alert, decision::Deny{message}, channel).isSent())
            ++denied;
    }
    return denied;
}

CallRisk AnswerFlow::riskOf(const WaitingRequest& request) const
{
    const hook::ToolCall& call = request.call;
    return withOwnList(riskOfCall(call.tool, call.input, request.cwd, &resolvedPath), call.tool, call.input,
                       m_dangerousCalls);
}

/// Of a background subagent's request no status file says that it was answered: but it would say that its
/// dialog is shown.
void AnswerFlow::settle(AlertId alert)
{
    const auto isShown = m_dependencies.engine.isShownInTerminal(alert);
    if (isShown && !*isShown)
        m_dependencies.pipeline.closeAnswered(alert);
}

void AnswerFlow::leaveToTerminal(AlertId alert)
{
    m_broker.release(alert);
}

const WaitingRequest* AnswerFlow::find(AlertId alert) const
{
    const OpenAlert* open = m_arriving ? m_dependencies.engine.openAlert(alert) : nullptr;
    if (open != nullptr && open->hook == m_arrivingHook)
        return &*m_arriving;
    return m_broker.find(alert);
}

bool AnswerFlow::isHiddenInTerminal(AlertId alert) const
{
    const WaitingRequest* request = m_broker.find(alert);
    return request != nullptr && request->isFromSubagent() && !request->isHeadless &&
           !m_dependencies.engine.isShownInTerminal(alert).value_or(false);
}

void AnswerFlow::setSubagentHold(std::chrono::seconds hold)
{
    m_subagentHold = hold;
    reviewSubagents();
}

void AnswerFlow::setHoldsHeadless(bool holds)
{
    if (holds == m_holdsHeadless)
        return;
    m_holdsHeadless = holds;
    qCInfo(logHooks) << "requests of headless runs" << (holds ? "wait for an answer" : "no longer wait");
    for (const AlertId alert : m_broker.alerts()) {
        const WaitingRequest* request = m_broker.find(alert);
        if (!holds && request != nullptr && request->isHeadless)
            m_broker.release(alert);
    }
}

bool AnswerFlow::isAway(const QString& sessionId) const
{
    const Surroundings& surroundings = m_dependencies.engine.surroundings();
    return surroundings.presence == Presence::Away &&
           surroundings.terminals.value(sessionId).presence != Presence::Present;
}

/// What is over needs no answer.
void AnswerFlow::review()
{
    for (const AlertId alert : m_broker.alerts()) {
        if (m_dependencies.engine.openAlert(alert) == nullptr)
            m_broker.release(alert);
    }
    for (const auto& [alert, answer] : m_answers) {
        if (m_dependencies.engine.openAlert(alert) == nullptr) {
            m_judge.closed(alert, m_screenChange);
            m_broker.forget(alert);
        }
    }
    m_screenChange.reset();
    noteOutcomes();
    reviewSubagents();
}

/// A background subagent's dialog is drawn only when its hook has ended: not to be kept from a person who is
/// there.
void AnswerFlow::reviewSubagents()
{
    std::optional<std::chrono::milliseconds> next;
    for (const AlertId alert : m_broker.alerts()) {
        const WaitingRequest* request = m_broker.find(alert);
        const auto left = request != nullptr ? timeLeft(*request) : std::nullopt;
        if (!left)
            continue;
        if (*left <= 0ms) {
            qCInfo(logHooks) << "left to the terminal: alert" << alert.value;
            m_broker.release(alert);
            continue;
        }
        next = next ? std::min(*next, *left) : *left;
    }
    if (next)
        m_letGo.start(*next);
    else
        m_letGo.stop();
}

/// Until its hook goes; nothing when it stays. What was asked while the person was away goes when they
/// return.
std::optional<std::chrono::milliseconds> AnswerFlow::timeLeft(const WaitingRequest& request) const
{
    const auto asked = m_askedAt.find(request.alert);
    if (asked == m_askedAt.end() || !isHiddenInTerminal(request.alert) || isAway(request.sessionId))
        return std::nullopt;
    return asked->second + m_subagentHold - m_dependencies.clock.monotonic();
}

void AnswerFlow::noteOutcomes()
{
    for (const auto& [alert, outcome] : m_judge.takeChanges())
        note(alert, outcome);
}

void AnswerFlow::note(AlertId alert, AnswerOutcome outcome)
{
    const auto found = m_answers.find(alert);
    if (found == m_answers.end())
        return;
    found->second.note.outcome = wireName(outcome);
    m_dependencies.keeper.recorder().decided(alert, found->second.note);
    m_dependencies.keeper.commit();
    Q_EMIT outcomeChanged(alert, outcome, found->second.channel);
}

} // namespace tocsin

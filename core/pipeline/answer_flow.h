// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/claude/calls/call_risk.h"
#include "core/decisions/decision_broker.h"
#include "core/decisions/outcome_judge.h"
#include "core/pipeline/alert_recorder.h"
#include "core/pipeline/event_pipeline.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace tocsin {

/// The way of an answer: which alerts can be answered, what was decided about them and what became of that.
/// Hands hooks that wait to the pipeline, keeps their connections in the broker, and lets them go when their
/// alert is over or their dialog is for the terminal.
///
/// Channels show what find() has, and call decide() for what a person did there. Signals report the rest.
class AnswerFlow final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive it.
    struct Dependencies
    {
        EventPipeline& pipeline;
        Engine& engine;
        SessionPersister& keeper;
        const Clock& clock;
        std::function<HookTimestamp()> stamp; ///< now, as hooks are stamped
        /// How long the session with this transcript lets a question wait; empty: no limit.
        std::function<std::optional<std::chrono::seconds>(const QString& transcriptPath)> questionTimeout{};
    };
    explicit AnswerFlow(Dependencies dependencies, QObject* parent = nullptr);

    /// A `hook` request whose hook waits; replied to at once.
    void takeHook(const QJsonObject& request, const ipc::WaitRequest& wait, const Reply& reply);

    /// For a person who saw the whole request in `channel` and decided there. The first decision counts.
    DecideResult decide(AlertId alert, const Decision& decision, AnswerChannel channel);
    /// No to all that waits of this session, its subagents' too. How many were denied.
    int denyAll(const QString& sessionId, const QString& message, AnswerChannel channel);
    /// The terminal is to show the dialog: its hook goes without a decision.
    void leaveToTerminal(AlertId alert);

    /// Null when it cannot be answered (any more). Known before the alert's notification is shown.
    [[nodiscard]] const WaitingRequest* find(AlertId alert) const;
    /// The oldest first.
    [[nodiscard]] std::vector<const WaitingRequest*> waiting() const { return m_broker.waiting(); }
    /// A background subagent's: the terminal shows it only after leaveToTerminal().
    [[nodiscard]] bool isHiddenInTerminal(AlertId alert) const;
    /// The alert is not over, whether or not it can be answered.
    [[nodiscard]] bool isOpen(AlertId alert) const
    {
        return m_dependencies.engine.openAlert(alert) != nullptr;
    }

    /// How dangerous its call is, by the built-in rules and the person's own list.
    [[nodiscard]] CallRisk riskOf(const WaitingRequest& request) const;
    /// The person's own list: regular expressions, see withOwnList().
    void setDangerousCalls(const QStringList& patterns) { m_dangerousCalls = patterns; }

    /// How long a background subagent's request is kept from the terminal while the person is there; 0: not
    /// at all.
    void setSubagentHold(std::chrono::seconds hold);

    /// Whether the requests of headless runs wait, too; no at first. Never to be set but by a person's act:
    /// the run stands still until they answer.
    void setHoldsHeadless(bool holds);
    [[nodiscard]] bool holdsHeadless() const { return m_holdsHeadless; }

Q_SIGNALS:
    /// find() has it.
    void answerable(const tocsin::WaitingRequest& request);
    /// find() no longer has it: it was decided, or its hook has gone. The alert may still be open.
    void notAnswerable(tocsin::AlertId alert);
    /// A person has decided, in whatever channel; after notAnswerable().
    void decided(const tocsin::WaitingRequest& request, const tocsin::Decision& decision,
                 tocsin::AnswerChannel channel);
    /// What became of a decision; Sent first. May be corrected once by what Claude does then.
    void outcomeChanged(tocsin::AlertId alert, tocsin::AnswerOutcome outcome, tocsin::AnswerChannel channel);

private:
    struct Answer
    {
        AnswerNote note;
        AnswerChannel channel{AnswerChannel::Window};
    };

    [[nodiscard]] bool mayWait(const HookEvent& event) const;
    [[nodiscard]] bool isAway(const QString& sessionId) const;
    void review();
    void reviewSubagents();
    void settle(AlertId alert);
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeLeft(const WaitingRequest& request) const;
    void noteOutcomes();
    void note(AlertId alert, AnswerOutcome outcome);

    Dependencies m_dependencies;
    DecisionBroker m_broker;
    OutcomeJudge m_judge;
    std::optional<WaitingRequest> m_arriving; ///< its connection is not kept yet
    QUuid m_arrivingHook;
    std::map<AlertId, Answer> m_answers;                    ///< until the history no longer follows them
    std::map<AlertId, std::chrono::milliseconds> m_askedAt; ///< of the clock that never goes back
    std::chrono::seconds m_subagentHold{10};
    bool m_holdsHeadless{false};
    QStringList m_dangerousCalls;
    std::optional<ScreenChange> m_screenChange; ///< what is closed now is closed by that
    QTimer m_letGo;
};

} // namespace tocsin

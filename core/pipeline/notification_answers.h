// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"
#include "core/claude/calls/call_risk.h"
#include "core/pipeline/answer_flow.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/notification_offer.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <set>

namespace tocsin {

/// Answers from notifications: puts buttons into those that can be answered, takes them out when they can no
/// longer be, and decides what a press means. Each press that does not count is logged with its reason.
class NotificationAnswers final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive it.
    struct Dependencies
    {
        AnswerFlow& answers;
        EventPipeline& pipeline;
        const Engine& engine;
        const Notifier& notifier;
        const Clock& clock;
        std::function<CallRisk(const WaitingRequest&)> risk;
        /// How long a notification keeps its buttons after its hook has gone. When a person answers in the
        /// terminal, Claude Code ends the hook and reports the answer a moment later, which closes the
        /// notification.
        std::chrono::milliseconds buttonsStay{1000};
    };
    explicit NotificationAnswers(Dependencies dependencies, QObject* parent = nullptr);
    ~NotificationAnswers() override;
    NotificationAnswers(const NotificationAnswers&) = delete;
    NotificationAnswers& operator=(const NotificationAnswers&) = delete;

Q_SIGNALS:
    /// The person wants to see a request that waits: they pressed Review, or clicked its notification, or
    /// that of several alerts, of which none need be a request. The activation token (XDG_ACTIVATION_TOKEN)
    /// lets a window come to the front; it may be empty.
    void reviewRequested(tocsin::AlertId alert, const QString& activationToken);
    /// They clicked a notification that has nothing to answer: they go on in the terminal.
    void terminalRequested(const QString& sessionId);

private:
    void dress(const ShowToast& toShow, Toast& toast);
    void press(AlertId alert, const QString& key);
    void reply(AlertId alert, const QString& text);
    void review(const ReactionJudge::Alerts& alerts, const QString& activationToken);
    void mute(AlertId alert);
    void showTerminal(AlertId alert);
    void decide(AlertId alert, const Decision& decision);
    void noteOutcome(AlertId alert, AnswerOutcome outcome);
    void takeAnsweredAway();
    void refresh();
    void forgetClosed();

    Dependencies m_dependencies;
    std::map<AlertId, NotificationOffer> m_offers; ///< as each was shown last
    std::set<AlertId> m_answered;                  ///< and still open
    std::set<AlertId> m_toRefresh;                 ///< no longer to be answered
    QTimer m_takeAway;
    QTimer m_refresh;
};

} // namespace tocsin

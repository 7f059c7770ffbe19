// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/channels/sms/sms_action.h"
#include "core/channels/sms/subscriptions.h"
#include "core/channels/sms/text_outcome.h"
#include "core/channels/sms/text_progress.h"
#include "core/channels/sms/text_queue.h"
#include "core/policy/plan.h"
#include "core/sessions/session_event.h"

#include <QDateTime>
#include <QJsonObject>
#include <QUuid>

#include <chrono>
#include <functional>
#include <optional>

namespace tocsin {

/// What the server is to know: which sessions are monitored (Subscriptions), and each alert in the book whose
/// plan wants a text, until it was texted or answered (text_progress.h). Whether a text goes out is the
/// server's decision; what it held back is tried again when its limit ends, if the alert is still open then.
/// What became of each is noted in the book.
class SmsAlerts final
{
public:
    /// The book outlives it.
    SmsAlerts(AlertBook& alerts, bool textsForNewSessions, std::function<QUuid()> newKey);

    void appear(const SessionInfo& info);
    void follow(const SessionContinued& continued, const QDateTime& now, SmsActions& actions);
    /// A turn runs. `isTold`: the session causes alerts, so the server has to monitor it.
    void turnActivity(const SessionInfo& info, bool isTold, const QDateTime& now, SmsActions& actions);
    void userPrompted(const QString& sessionId, const QDateTime& now, SmsActions& actions);
    void attentionCleared(const QString& sessionId);
    /// False when this pause has been told already. `before`: the alert whose place it takes.
    [[nodiscard]] bool raise(AlertId id, const std::optional<OpenAlert>& before, const ChannelPlan& plan,
                             SmsActions& actions);
    /// What was not texted yet goes by this plan. `more`: alerts that its text is to stand for, too.
    void replan(AlertId id, const ChannelPlan& plan, const QDateTime& now, SmsActions& actions, int more = 0);
    /// The text of another alert stands for this one.
    void summarize(AlertId id);
    [[nodiscard]] static bool isSummarized(const OpenAlert& open);
    void close(const OpenAlert& closed, SmsActions& actions);
    void end(const SessionEnded& ended, const QDateTime& now, SmsActions& actions);
    void forget(const QString& sessionId, SmsActions& actions);

    void setLoggedIn(bool loggedIn, const QDateTime& now, SmsActions& actions);
    void loginLapsed() { m_subscriptions.loginLapsed(); }
    void setTextsForNewSessions(bool on) { m_subscriptions.setTextsForNewSessions(on); }
    /// The person's switch for one session.
    void setWanted(const SessionInfo& info, bool on, const QDateTime& now, SmsActions& actions);
    /// The server would not monitor the session: not asked again before the next prompt or wish.
    void refuse(const QString& sessionId);
    /// The server's answer to the event with this key.
    /// `isKnownToWait`: that Claude still waits for a person would be seen to change.
    void answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome, bool isKnownToWait,
                  const QDateTime& now);
    /// The server's answer to a WithdrawEvent.
    void withdrawn(const QString& sessionId, const QUuid& key, WithdrawResult result);
    /// Whether the server can wait with a text: then the event is sent to it at once, and a computer that
    /// goes to sleep meanwhile loses nothing.
    void setServerHolds(bool holds) { m_serverHolds = holds; }
    /// What is to be tried again is not to wait for the clock to catch up.
    void clockSetBack(std::chrono::milliseconds by);
    void tick(const QDateTime& now, SmsActions& actions);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const { return m_queue.nextDeadline(); }

    /// Empty for a session that it does not know.
    [[nodiscard]] QJsonObject saved(const QString& sessionId) const;
    /// After the book. A session that was monitored stays so: delivery comes back with it, logged in or not.
    void restore(const QString& sessionId, const QJsonObject& saved);

    [[nodiscard]] bool isWanted(const QString& sessionId) const
    {
        return m_subscriptions.isWanted(sessionId);
    }
    /// What is due for it goes to the server.
    [[nodiscard]] bool isMonitored(const QString& sessionId) const
    {
        return m_subscriptions.isMonitored(sessionId);
    }
    [[nodiscard]] bool isLoggedIn() const { return m_subscriptions.isLoggedIn(); }
    /// The state to show to people. Every session has a plan, even one that the server does not monitor; a
    /// text that cannot come is shown as withheld.
    [[nodiscard]] SmsState reported(const OpenAlert& open) const;

private:
    [[nodiscard]] PlanReason whyNoTexts(const QString& sessionId) const;
    void logOut();
    void sendOpen(const QString& sessionId, const QDateTime& now, SmsActions& actions);
    void sendDue(const QString& sessionId, const QDateTime& now, SmsActions& actions);
    void send(OpenAlert& open, const QDateTime& at, SmsActions& actions);
    void schedule(OpenAlert& open, const ChannelPlan& plan, const QDateTime& from);
    void makeDueAgain(const QString& sessionId, bool (*isToBe)(const SmsState&));
    void stopWhenDone(const QString& sessionId, SmsActions& actions);
    [[nodiscard]] OpenAlert* findByKey(const QString& sessionId, const QUuid& key);
    void change(OpenAlert& open, SmsState state);
    void enqueue(const OpenAlert& open);

    AlertBook& m_alerts;
    Subscriptions m_subscriptions;
    /// Of monitored sessions: a thousand others that wait for a login cost nothing.
    TextQueue m_queue{};
    bool m_serverHolds{false};
    std::function<QUuid()> m_newKey;
};

} // namespace tocsin

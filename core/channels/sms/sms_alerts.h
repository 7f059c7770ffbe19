// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/channels/sms/sms_action.h"
#include "core/channels/sms/text_outcome.h"
#include "core/policy/plan.h"
#include "core/sessions/session_event.h"

#include <QDateTime>
#include <QJsonObject>
#include <QUuid>

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>
#include <vector>

namespace tocsin {

using SmsActions =
    std::vector<std::variant<StartMonitoring, SendServerEvent, WithdrawEvent, SendHeartbeat, StopMonitoring>>;

/// What the server is to know: which sessions are monitored, and each alert in the book whose plan wants a
/// text, until it was texted or answered. Whether a text goes out is the server's decision; what it held back
/// is tried again when its limit ends, if the alert is still open then. What became of each is noted in the
/// book.
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
    void loginLapsed() { m_loggedIn = false; }
    void setTextsForNewSessions(bool on) { m_textsForNewSessions = on; }
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
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;

    /// Empty for a session that it does not know.
    [[nodiscard]] QJsonObject saved(const QString& sessionId) const;
    /// After the book. A session that was monitored stays so: delivery comes back with it, logged in or not.
    void restore(const QString& sessionId, const QJsonObject& saved);

    [[nodiscard]] bool isWanted(const QString& sessionId) const;
    /// What is due for it goes to the server.
    [[nodiscard]] bool isMonitored(const QString& sessionId) const;
    [[nodiscard]] bool isLoggedIn() const { return m_loggedIn; }

private:
    /// How one session stands with the server, as far as the person and Claude decide it.
    struct Subscription
    {
        SessionInfo info{};
        bool wanted{false};
        bool hasWorked{false};
        bool monitored{false};
        bool refused{false};
        bool wasMonitored{false}; ///< when it ended
        bool over{false};
        std::optional<StopMonitoring> stop{}; ///< when its last texts are out
        std::vector<AlertId> toldInPause{};   ///< alerts of this pause that were, or may still be, texted

        template<typename Fields> friend void listFields(Fields& fields, Subscription& subscription)
        {
            fields("info", subscription.info);
            fields("wanted", subscription.wanted);
            fields("has_worked", subscription.hasWorked);
            fields("monitored", subscription.monitored);
            fields("refused", subscription.refused);
            fields("was_monitored", subscription.wasMonitored);
            fields("over", subscription.over);
            fields("stop", subscription.stop);
            fields("told_in_pause", subscription.toldInPause);
        }
    };

    Subscription* find(const QString& sessionId);
    void start(Subscription& subscription, const QDateTime& now, SmsActions& actions);
    void sendDue(const QString& sessionId, const QDateTime& now, SmsActions& actions);
    void send(OpenAlert& open, const QDateTime& at, SmsActions& actions);
    void wait(OpenAlert& open);
    void schedule(OpenAlert& open, const ChannelPlan& plan, const QDateTime& from);
    static bool isTextedAlone(const OpenAlert& closed, const Subscription& subscription);
    static bool isReplaced(const OpenAlert& closed, const Subscription& subscription);
    void recall(OpenAlert& open, const ChannelPlan& plan, SmsActions& actions);
    void dropStop(Subscription& subscription);
    void stopWhenDone(Subscription& subscription, SmsActions& actions);
    [[nodiscard]] OpenAlert* findByKey(const QString& sessionId, const QUuid& key);
    void enqueue(const OpenAlert& open);
    void dequeue(const OpenAlert& open) { m_queue.erase({open.sms.at, open.alert.id}); }

    AlertBook& m_alerts;
    bool m_textsForNewSessions;
    bool m_loggedIn{false};
    bool m_serverHolds{false};
    std::function<QUuid()> m_newKey;
    std::map<QString, Subscription> m_subscriptions;
    std::set<QString> m_stopping; ///< sessions that are over and have texts to come
    /// Due or held back, of monitored sessions: a thousand others that wait for a login cost nothing.
    std::set<std::pair<QDateTime, AlertId>> m_queue;
};

/// `permission`, `question` and `waiting` are one event type to the server.
[[nodiscard]] ServerEventType eventTypeOf(AlertKind kind);

} // namespace tocsin

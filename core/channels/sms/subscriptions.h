// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/base/json_fields.h"
#include "core/channels/sms/sms_action.h"
#include "core/channels/sms/sms_fields.h"
#include "core/sessions/session_event.h"
#include "core/sessions/session_fields.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace tocsin {

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

/// Which sessions the server monitors: those that the person wants texts about, from their first turn on,
/// until they are over and their last text is out. It knows no alerts.
///
/// What returns bool returns true when monitoring has just begun, or begun again under another name: the
/// caller then sends what is due. A session that is not known is left alone.
class Subscriptions final
{
public:
    explicit Subscriptions(bool textsForNewSessions)
        : m_textsForNewSessions{textsForNewSessions}
    {}
    void setTextsForNewSessions(bool on) { m_textsForNewSessions = on; }

    void appear(const SessionInfo& info);
    [[nodiscard]] bool follow(const SessionContinued& continued, const QDateTime& now, SmsActions& actions);
    [[nodiscard]] bool turnActivity(const SessionInfo& info, const QDateTime& now, SmsActions& actions);
    [[nodiscard]] bool userPrompted(const QString& sessionId, const QDateTime& now, SmsActions& actions);
    /// The server would not monitor the session: not asked again before the next prompt or wish.
    void refuse(const QString& sessionId);
    [[nodiscard]] bool want(const SessionInfo& info, const QDateTime& now, SmsActions& actions);
    /// True when it was monitored until now.
    [[nodiscard]] bool unwant(const SessionInfo& info, const QDateTime& now, SmsActions& actions);
    /// It is over; stop() follows when its last text is out.
    void end(const SessionEnded& ended);
    void stop(const QString& sessionId, SmsActions& actions);
    void forget(const QString& sessionId, SmsActions& actions);

    [[nodiscard]] bool isLoggedIn() const { return m_loggedIn; }
    /// True after a login has ended; false at the start, before the login is known.
    [[nodiscard]] bool hasLapsed() const { return m_hasLapsed; }
    void logIn();
    /// After logIn(), for each session.
    [[nodiscard]] bool resume(const QString& sessionId, const QDateTime& now, SmsActions& actions);
    /// The server ended the sessions with the login.
    void logOut();
    /// For now: what is monitored stays so.
    void loginLapsed();

    /// This alert of the present pause is texted, or may still be.
    void noteTold(const QString& sessionId, AlertId id);
    void noteNotTold(const QString& sessionId, AlertId id);
    void beginPause(const QString& sessionId);

    [[nodiscard]] const Subscription* find(const QString& sessionId) const;
    [[nodiscard]] bool isMonitored(const QString& sessionId) const;
    [[nodiscard]] bool isWanted(const QString& sessionId) const;
    [[nodiscard]] std::vector<QString> sessions() const;
    /// Over, and not stopped yet.
    [[nodiscard]] const std::set<QString>& stopping() const { return m_stopping; }

    /// Empty for a session that is not known.
    [[nodiscard]] QJsonObject saved(const QString& sessionId) const;
    void restore(const QString& sessionId, const QJsonObject& saved);

private:
    [[nodiscard]] Subscription* findMutable(const QString& sessionId);
    [[nodiscard]] bool start(Subscription& subscription, const QDateTime& now, SmsActions& actions) const;
    void dropStop(Subscription& subscription);

    bool m_textsForNewSessions;
    bool m_loggedIn{false};
    bool m_hasLapsed{false};
    std::map<QString, Subscription> m_sessions{};
    std::set<QString> m_stopping{};
};

} // namespace tocsin

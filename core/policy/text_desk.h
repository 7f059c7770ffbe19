// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/action.h"
#include "core/policy/text_outcome.h"
#include "core/sessions/session_event.h"

#include <QDateTime>
#include <QJsonObject>
#include <QSet>
#include <QUuid>

#include <chrono>
#include <functional>
#include <map>
#include <optional>

namespace tocsin {

/// What the server is told, and thereby the phone: which sessions are monitored, and every alert of theirs
/// until it was texted or answered. Whether a text goes out is the server's decision; what it held back is
/// tried again when its limit ends, if the alert is still open then.
class TextDesk final
{
public:
    TextDesk(bool textsForNewSessions, std::function<QUuid()> newKey);

    void appear(const SessionInfo& card);
    void follow(const SessionContinued& follows, const SessionInfo& card, const QDateTime& now,
                Actions& actions);
    void seeWork(const SessionInfo& card, const QDateTime& now, Actions& actions);
    void prompt(const QString& sessionId, const QDateTime& now, Actions& actions);
    /// The server would not monitor the session: not asked again before the next prompt or wish.
    void refuse(const QString& sessionId);
    void pauseOver(const QString& sessionId);
    /// False when this pause has been told already.
    [[nodiscard]] bool raise(const AlertRaised& raised, Actions& actions);
    void close(const AlertClosed& closed);
    void stop(const SessionEnded& over, Actions& actions);
    void forget(const QString& sessionId);
    /// After the closes of one call: takes back what the server need not hear any more.
    void withdrawAnswered(Actions& actions);

    void setLoggedIn(bool loggedIn, const QDateTime& now, Actions& actions);
    void loginLapsed() { m_loggedIn = false; }
    void setTextsForNewSessions(bool on) { m_textsForNewSessions = on; }
    void want(const SessionInfo& card, bool on, const QDateTime& now, Actions& actions);
    void answered(const QString& sessionId, const QUuid& key, const TextOutcome& outcome,
                  const QDateTime& now);
    /// What is to be tried again is not to wait for the clock to catch up.
    void clockSetBack(std::chrono::milliseconds by);
    void tick(const QDateTime& now, Actions& actions);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;

    /// Empty for a session that it does not know.
    [[nodiscard]] QJsonObject saved(const QString& sessionId) const;
    /// A session that was monitored stays so: delivery comes back with it, logged in or not.
    void restore(const QString& sessionId, const QJsonObject& saved);

    [[nodiscard]] bool isWanted(const QString& sessionId) const;
    [[nodiscard]] bool isLoggedIn() const { return m_loggedIn; }

private:
    enum class Progress : uint8_t { Unsent, Pending, Sent, HeldBack, GivenUp };
    friend QString wireName(Progress progress)
    {
        switch (progress) {
        case Progress::Unsent:
            return QStringLiteral("unsent");
        case Progress::Pending:
            return QStringLiteral("pending");
        case Progress::Sent:
            return QStringLiteral("sent");
        case Progress::HeldBack:
            return QStringLiteral("held_back");
        case Progress::GivenUp:
            return QStringLiteral("given_up");
        }
        return {};
    }

    struct OpenText
    {
        Alert alert{};
        QUuid key{};
        Progress progress{Progress::Unsent};
        QDateTime retryAt{}; ///< with HeldBack

        template<typename Fields> friend void listFields(Fields& fields, OpenText& text)
        {
            fields("alert", text.alert);
            fields("key", text.key);
            fields("progress", text.progress);
            fields("retry_at", text.retryAt);
        }
    };

    /// One session's line to the phone.
    struct Line
    {
        SessionInfo card{};
        bool wanted{false};
        bool hasWorked{false};
        bool monitored{false};
        bool refused{false};
        bool wasMonitored{false}; ///< when it ended
        bool over{false};
        bool owesWithdrawal{false};
        std::map<int, OpenText> open{};
        QSet<int> tellingPause{}; ///< alerts of this pause that were, or may still be, texted

        template<typename Fields> friend void listFields(Fields& fields, Line& line)
        {
            fields("card", line.card);
            fields("wanted", line.wanted);
            fields("has_worked", line.hasWorked);
            fields("monitored", line.monitored);
            fields("refused", line.refused);
            fields("was_monitored", line.wasMonitored);
            fields("over", line.over);
            fields("owes_withdrawal", line.owesWithdrawal);
            fields("open", line.open);
            fields("telling_pause", line.tellingPause);
        }
    };

    Line* find(const QString& sessionId);
    void start(Line& line, const QDateTime& now, Actions& actions);
    void send(Line& line, OpenText& text, const QDateTime& at, Actions& actions);
    static bool isWaiting(const Line& line);

    bool m_textsForNewSessions;
    bool m_loggedIn{false};
    std::function<QUuid()> m_newKey;
    std::map<QString, Line> m_lines;
};

/// `permission`, `question` and `waiting` are one event type to the server.
[[nodiscard]] ServerEventType eventTypeOf(AlertKind kind);

} // namespace tocsin

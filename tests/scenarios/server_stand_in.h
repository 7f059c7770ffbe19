// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/sms_action.h"
#include "core/channels/sms/text_outcome.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace tocsin::test {

/// The answer to one server event.
struct Answer
{
    QString sessionId{};
    QUuid key{};
    TextOutcome outcome{};
    QString line{}; ///< as a scenario lists it: `text A ⏳ demo (main) | …` or `no text A rate_limited`
};

/// The rules of server-api.md that decide about texts, and nothing else: a session must be monitored, one
/// text in 30 minutes for each session and kind (2 for a request that was answered), 20 an hour for the
/// phone, of which 8 are kept for requests, none for what is older than 15 minutes, none after STOP. It waits
/// with a text when asked to and setHolds(). While it is away, what is sent waits, as the outbox would keep
/// it.
class ServerStandIn final
{
public:
    void start(const StartMonitoring& start);
    void stop(const StopMonitoring& stop);
    /// Nothing while the server is away.
    [[nodiscard]] std::optional<WithdrawResult> withdraw(const WithdrawEvent& withdraw, const QDateTime& now);
    /// Nothing while the server is away.
    [[nodiscard]] std::optional<Answer> take(const SendServerEvent& event, const QDateTime& now);

    void setHolds(bool holds) { m_holds = holds; }
    [[nodiscard]] bool holds() const { return m_holds; }
    /// What it waited with and is due.
    [[nodiscard]] QList<Answer> takeDue(const QDateTime& now);
    [[nodiscard]] std::optional<QDateTime> nextDue() const;

    /// What it waited with is lost, as with an older backup.
    void forgetHeld() { m_held.clear(); }

    void setAway(bool away) { m_away = away; }
    [[nodiscard]] bool isAway() const { return m_away; }
    /// What waited while it was away.
    [[nodiscard]] QList<SendServerEvent> takeWaiting();
    [[nodiscard]] QList<WithdrawEvent> takeWaitingWithdrawals();
    void setOptedOut(bool out) { m_optedOut = out; }
    void logOut() { m_descriptions.clear(); }

private:
    [[nodiscard]] TextOutcome judge(const SendServerEvent& event, const QDateTime& now);
    [[nodiscard]] Answer judged(const SendServerEvent& event, const QDateTime& now);

    QHash<QString, QString> m_descriptions; ///< of the monitored sessions
    QHash<QString, QDateTime> m_lastText;   ///< by session, type and kind
    QHash<QUuid, QString> m_kinds;          ///< of the events that were texted: a key of m_lastText
    QHash<QString, QDateTime> m_freeAt;     ///< kinds whose request was answered
    QList<QDateTime> m_texts;               ///< of the last hour
    QList<QDateTime> m_otherTexts;          ///< of these, those about no request
    QList<SendServerEvent> m_held;
    QList<SendServerEvent> m_waiting;
    QList<WithdrawEvent> m_withdrawals;
    QSet<QUuid> m_keys;
    bool m_holds{false};
    bool m_away{false};
    bool m_optedOut{false};
};

} // namespace tocsin::test

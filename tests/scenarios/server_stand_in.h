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
/// text in 30 minutes for each session and kind, 20 an hour for the phone, none for what is older than 15
/// minutes, none after STOP. While it is away, what is sent waits, as the outbox would keep it.
class ServerStandIn final
{
public:
    void start(const StartMonitoring& start);
    void stop(const StopMonitoring& stop);
    void withdraw(const WithdrawEvent& withdraw);
    /// Nothing while the server is away.
    [[nodiscard]] std::optional<Answer> take(const SendServerEvent& event, const QDateTime& now);

    void setAway(bool away) { m_away = away; }
    /// What waited while it was away.
    [[nodiscard]] QList<SendServerEvent> takeWaiting();
    void setOptedOut(bool out) { m_optedOut = out; }
    void logOut() { m_descriptions.clear(); }

private:
    [[nodiscard]] TextOutcome judge(const SendServerEvent& event, const QDateTime& now);

    QHash<QString, QString> m_descriptions; ///< of the monitored sessions
    QHash<QString, QDateTime> m_lastText;   ///< by session, type and kind
    QList<QDateTime> m_texts;
    QList<SendServerEvent> m_waiting;
    QSet<QUuid> m_keys;
    bool m_away{false};
    bool m_optedOut{false};
};

} // namespace tocsin::test

// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/session_view.h"
#include "core/store/history_row.h"

#include <QList>

#include <array>
#include <vector>

namespace tocsin::test {

using namespace Qt::StringLiterals;

/// Sessions like those of a working day, in all states.
inline QList<SessionView> exampleSessions(int count, const QDateTime& now)
{
    static constexpr std::array States{SessionState::Working, SessionState::Waiting, SessionState::Done,
                                       SessionState::Error,   SessionState::Quiet,   SessionState::Idle,
                                       SessionState::Working, SessionState::Waiting, SessionState::Lost};
    static const QStringList Names{u"shop (main)"_s, u"blog (redesign)"_s, u"warehouse"_s,
                                   u"Move the orders to PostgreSQL and switch the shop over"_s};
    static constexpr std::array Texts{DeliveryStatus::On, DeliveryStatus::Off, DeliveryStatus::NeedsLogin,
                                      DeliveryStatus::Unreachable};
    QList<SessionView> sessions;
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        SessionView view{.id = u"session-%1"_s.arg(i),
                         .name = Names.at(i % Names.size()) +
                                 (i < Names.size() ? QString{} : u" %1"_s.arg(i / Names.size() + 1)),
                         .state = States.at(at % States.size()),
                         .since = now.addSecs(-60LL * (i + 1) * (i + 2)),
                         .texts = Texts.at(at % Texts.size()),
                         .path = u"/home/sam/src/project-%1"_s.arg(i)};
        if (i % 7 == 3)
            view.host = u"builder"_s;
        if (i % 5 == 2)
            view.mutedUntil = now.addSecs(3600);
        sessions << view;
    }
    return sessions;
}

/// Alerts of one session, with what can become of them; ids from `first`.
inline std::vector<HistoryRow> exampleStory(const QString& session, const QString& name, qint64 first,
                                            int count, const QDateTime& now)
{
    static const QStringList Topics{u"permission"_s, u"finished"_s,    u"question"_s,
                                    u"error"_s,      u"failed_tool"_s, u"waiting"_s};
    std::vector<HistoryRow> rows;
    for (int i = 0; i < count; ++i) {
        HistoryRow row{.id = first + i,
                       .session = session,
                       .name = name,
                       .topic = Topics.at(i % Topics.size()),
                       .raisedAt = now.addSecs(-600LL * (count - i)),
                       .notification = i % 3 == 1 ? u"withheld"_s : u"seen"_s,
                       .notificationReason = i % 3 == 1 ? u"terminal_focused"_s : QString{},
                       .text = i % 4 == 2 ? u"sent"_s : u"withheld"_s,
                       .textReason = i % 4 == 2   ? QString{}
                                     : i % 4 == 1 ? u"quiet_hours"_s
                                                  : u"reacted"_s,
                       .delivery = i % 4 == 2 ? u"delivered"_s : QString{},
                       .hasReacted = i % 2 == 0,
                       .closedAt = now.addSecs(-600LL * (count - i) + 90),
                       .closedBy = i % 2 == 0 ? u"answer"_s : u"prompt"_s};
        if (row.text == "sent"_L1)
            row.textAt = row.raisedAt.addSecs(60);
        if (i % Topics.size() == 0) {
            row.answer = i % 12 == 0 ? u"allow"_s : u"deny"_s;
            row.answerChannel = i % 12 == 0 ? u"window"_s : u"notification"_s;
            row.answerOutcome = u"taken"_s;
            row.answeredAt = row.closedAt;
        }
        rows.push_back(row);
    }
    return rows;
}

/// Prompts and tool calls of the last half hour.
inline std::vector<HistoryRow> exampleActivity(const QString& session, const QDateTime& now)
{
    const auto row = [&](qint64 id, QLatin1StringView topic, int secondsAgo, const QString& detail) {
        return HistoryRow{.id = id,
                          .session = session,
                          .topic = topic,
                          .raisedAt = now.addSecs(-secondsAgo),
                          .detail = detail};
    };
    return {row(-1, PromptTopic, 1700, u"Move the orders to PostgreSQL and switch the shop over"_s),
            row(-2, ToolsTopic, 1650,
                u"Read orders.py\t3\nGrep\nEdit orders.py\n!Bash pytest\nEdit orders.py\t2\nBash pytest\n"
                "Bash git commit"_s),
            row(-3, PromptTopic, 500, {}), row(-4, ToolsTopic, 450, u"Bash npm run build"_s)};
}

} // namespace tocsin::test

// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QLatin1StringView>
#include <QString>

namespace tocsin {

/// The topic of a tool that failed, and that Claude can go on from: no alert.
inline constexpr QLatin1StringView FailedToolTopic{"failed_tool"};

/// No alerts either: what a session's story has beside them.
inline constexpr QLatin1StringView ToolsTopic{"tools"};
inline constexpr QLatin1StringView PromptTopic{"prompt"};

/// One alert, what was planned for it and what became of it; never what it says, but for which API error it
/// was. Or a prompt, or tool calls,
/// which have session, topic, time and detail alone. Times are UTC; invalid: not (yet), or not known.
struct HistoryRow
{
    qint64 id{0}; ///< of the alert; below 0: of a prompt or of tool calls
    QString session{};
    QString name{};  ///< of the session, for people
    QString topic{}; ///< wireName(AlertTopic), FailedToolTopic, ToolsTopic or PromptTopic
    QDateTime raisedAt{};

    QString notification{}; ///< wireName(DesktopState::Progress)
    QString notificationReason{};
    QDateTime notificationAt{}; ///< when it is due, or was shown

    QString text{}; ///< wireName(SmsState::Progress), or `withdrawn`
    QString textReason{};
    QDateTime textAt{}; ///< when it is due, is tried again, or was sent
    QString delivery{}; ///< of a text that was sent: `queued`, `sent`, `delivered`, `undelivered`
    QString textKey{};  ///< of the server event

    bool hasReacted{false};
    QDateTime closedAt{};
    QString closedBy{}; ///< wireName(ClosedBy)

    QString answer{};        ///< wireName(Decision), of what was decided here; empty: nothing was
    QString answerChannel{}; ///< wireName(AnswerChannel)
    QDateTime answeredAt{};
    QString answerOutcome{}; ///< wireName(AnswerOutcome)

    /// Of tool calls: toolUsesOf(); of a prompt: its first words, or empty; of an API error: apiErrorOf().
    QString detail{};

    friend bool operator==(const HistoryRow&, const HistoryRow&) = default;
};

} // namespace tocsin

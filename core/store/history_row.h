// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QLatin1StringView>
#include <QString>

namespace tocsin {

/// The topic of a tool that failed, and that Claude can go on from: no alert.
inline constexpr QLatin1StringView FailedToolTopic{"failed_tool"};

/// One alert, what was planned for it and what became of it. Never what it says. Times are UTC; invalid:
/// not (yet), or not known.
struct HistoryRow
{
    qint64 id{0}; ///< of the alert
    QString session{};
    QString name{};  ///< of the session, for people
    QString topic{}; ///< wireName(AlertTopic), or FailedToolTopic
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

    friend bool operator==(const HistoryRow&, const HistoryRow&) = default;
};

} // namespace tocsin

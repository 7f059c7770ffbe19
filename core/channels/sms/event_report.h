// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/api_messages.h"

#include <QDateTime>
#include <QString>
#include <QUuid>

#include <variant>
#include <vector>

namespace tocsin {

/// The server's answer to one event.
struct EventOutcome
{
    bool textSent{false};
    bool rateLimited{false};
    QDateTime nextAllowedAt{}; ///< UTC; invalid unless rate limited
    QString reason{};          ///< why it was not texted, such as `too_old`; mostly empty
    QDateTime heldUntil{};     ///< UTC; invalid unless the server holds the text: another outcome follows
    TextStatus status{TextStatus::Unknown}; ///< of a text that was sent
};

/// Will not be sent any more.
struct EventFailure
{
    QString message{}; ///< translated, for people
};

/// What became of the event with this key.
struct EventReport
{
    QUuid key{};
    std::variant<EventOutcome, EventFailure, WithdrawResult> what{};
};
using EventReports = std::vector<EventReport>;

// The server's words in EventOutcome::reason that the outbox uses too (server/api/openapi.yaml).
inline constexpr QLatin1StringView ReasonTooOld{"too_old"};
inline constexpr QLatin1StringView ReasonSessionEnded{"session_ended"};
/// Set by the client: the text was held, and its outcome cannot be learned.
inline constexpr QLatin1StringView ReasonUnknown{"unknown"};

} // namespace tocsin

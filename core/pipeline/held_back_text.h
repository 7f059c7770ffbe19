// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"

#include <QDateTime>
#include <QStringList>
#include <QTimeZone>

#include <vector>

namespace tocsin {

/// What does not reach the person now, and why, a line each, for people: "1 text held back until 14:32: limit
/// of this kind", "2 notifications held back until 07:00: quiet hours". What only waits out its grace time is
/// not held back, nor is what the person switched off.
[[nodiscard]] QStringList heldBackLines(const std::vector<OpenAlert>& alerts, const QDateTime& nowUtc,
                                        const QTimeZone& zone = QTimeZone::systemTimeZone());

/// A reason as the history has it (HistoryRow::textReason), for people: the end of a sentence. Empty for
/// none.
[[nodiscard]] QString heldBackReason(const QString& reason);

/// "muted until 15:00"; empty when it is not.
[[nodiscard]] QString muteText(const QDateTime& until, const QDateTime& nowUtc,
                               const QTimeZone& zone = QTimeZone::systemTimeZone());

} // namespace tocsin

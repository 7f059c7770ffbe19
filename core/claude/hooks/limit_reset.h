// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace tocsin {

/// When a usage limit resets, as Claude's message puts it: `4am (UTC)`, `Nov 28, 10:14am (Europe/Berlin)`,
/// `in 2 hours`. Empty when the message does not say.
[[nodiscard]] QString limitResetWords(const QString& message);

/// That moment, in UTC: the next one after `now`, which should be when the message was written. A time
/// without a zone is local. Nothing when the message names no time, a zone that is not known, or a date that
/// is over.
[[nodiscard]] std::optional<QDateTime> limitResetIn(const QString& message, const QDateTime& now);

} // namespace tocsin

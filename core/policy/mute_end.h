// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/quiet_hours.h"

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace tocsin {

/// "Until tomorrow": when the quiet hours of the coming night end, else 8:00. Up to 5:00, the coming morning
/// is today's. UTC, as `now` is.
[[nodiscard]] QDateTime untilTomorrow(const QDateTime& now, const QuietHours& quietHours,
                                      const QTimeZone& zone);

/// When a mute for `span` ends, UTC: `15m` (minutes), `1h` (hours), at most a week; or `tomorrow`. Invalid
/// for `off`, nothing for any other word.
[[nodiscard]] std::optional<QDateTime> muteEnd(const QString& span, const QDateTime& now,
                                               const QuietHours& quietHours, const QTimeZone& zone);

} // namespace tocsin

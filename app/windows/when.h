// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>

namespace tocsin {

/// A time near `nowUtc` the way people say it, in local time: "today, 14:05", "tomorrow, 14:05",
/// "Tuesday, 14:05", further away with the date.
[[nodiscard]] QString friendlyWhen(const QDateTime& utc, const QDateTime& nowUtc);

} // namespace tocsin

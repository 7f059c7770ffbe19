// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>

namespace tocsin {

/// A time near `nowUtc`, in local time: "today, 14:05", "tomorrow, 14:05", "Tuesday, 14:05"; with the date if
/// it is further away.
[[nodiscard]] QString friendlyWhen(const QDateTime& utc, const QDateTime& nowUtc);

} // namespace tocsin

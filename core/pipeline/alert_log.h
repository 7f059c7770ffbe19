// SPDX-License-Identifier: MIT
#pragma once

#include "core/store/history_row.h"

#include <QString>

namespace tocsin {

/// For the log, in English, with times in UTC and without what the alert says: `alert 12 of "shop (main)"
/// permission: notification shown; text at 14:32:05 (grace)`. `before`: the same alert as it was logged last;
/// then what changed is said alone. Empty when nothing did.
[[nodiscard]] QString alertLogLine(const HistoryRow& row, const HistoryRow* before);

} // namespace tocsin

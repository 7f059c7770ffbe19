// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/replies.h"
#include "core/store/history_row.h"

#include <QDateTime>

#include <vector>

namespace tocsin {

/// The answer to `history`: a line for each past alert, for people, and the same for programs. `rows`: the
/// latest first, as StateStore has them. `now`: UTC.
[[nodiscard]] ipc::HistoryReply historyReport(const std::vector<HistoryRow>& rows, const QDateTime& now);

} // namespace tocsin

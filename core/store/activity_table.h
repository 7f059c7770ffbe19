// SPDX-License-Identifier: MIT
#pragma once

#include "core/store/history_row.h"
#include "core/store/table_limits.h"

#include <vector>

namespace tocsin {

/// The table of prompts and tool calls, beside that of alerts: 30 days, and at most 32 MiB, so that a busy
/// session costs no alert its place.
class ActivityTable final
{
public:
    /// No row takes more than 2 KiB.
    static constexpr int MaxRows{16 * 1024};
    /// Of a row's detail, in characters.
    static constexpr qsizetype MaxDetail{500};

    explicit ActivityTable(TableLimits::Run run, int maxRows = MaxRows);

    /// Rows that are known are replaced.
    [[nodiscard]] bool write(const std::vector<HistoryRow>& rows);
    /// The words of all prompts; that there were prompts stays.
    [[nodiscard]] bool forgetPrompts();

private:
    TableLimits::Run m_run;
    TableLimits m_limits;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/store/history_row.h"
#include "core/store/state_store.h"
#include "core/store/table_limits.h"

#include <QSqlQuery>
#include <QVariant>

#include <vector>

namespace tocsin {

/// The table of past alerts: 30 days, and at most 64 MiB.
class HistoryTable final
{
public:
    /// No row takes more than 1 KiB.
    static constexpr int MaxRows{64 * 1024};
    /// Of a session's name, in characters.
    static constexpr qsizetype MaxName{120};
    static constexpr qsizetype MaxDetail{100};

    explicit HistoryTable(TableLimits::Run run, int maxRows = MaxRows);

    /// Rows of known alerts are replaced.
    [[nodiscard]] bool write(const std::vector<HistoryRow>& rows);
    /// The statement that read() takes the result of, and its one value: the number of rows.
    [[nodiscard]] static QString selectLatest();
    /// The same of one session and its activity (activity_table.h), with storyValues().
    [[nodiscard]] static QString selectStory();
    [[nodiscard]] static QVariantList storyValues(const QString& session, const HistoryRow* older, int rows);
    /// The latest first.
    [[nodiscard]] static std::vector<HistoryRow> read(QSqlQuery& query);

private:
    TableLimits::Run m_run;
    TableLimits m_limits;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>
#include <QVariant>

#include <functional>

namespace tocsin {

/// Keeps a table at 30 days and at a number of rows. What is older goes in small steps, as new rows come.
class TableLimits final
{
public:
    static constexpr int MaxDays{30};

    /// Runs one statement; false when it failed.
    using Run = std::function<bool(const QString& statement, const QVariantList& values)>;

    /// `timeColumn` has milliseconds since 1970; `id` is the table's key.
    TableLimits(QString table, QString timeColumn, int maxRows);

    /// After `written` rows, the latest of them of this time.
    [[nodiscard]] bool keep(const Run& run, int written, const QDateTime& latest);

private:
    QString m_table;
    QString m_timeColumn;
    int m_maxRows;
    int m_sinceCount{0}; ///< rows written since the table was last counted
};

} // namespace tocsin

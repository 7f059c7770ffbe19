// SPDX-License-Identifier: MIT
#include "core/store/table_limits.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Counting reads the whole index.
constexpr int CountAfter{64};
/// More than come between two steps, so that a table that is too long shrinks.
constexpr int DeletedAtOnce{128};

} // namespace

TableLimits::TableLimits(QString table, QString timeColumn, int maxRows)
    : m_table{std::move(table)}
    , m_timeColumn{std::move(timeColumn)}
    , m_maxRows{maxRows}
{}

bool TableLimits::keep(const Run& run, int written, const QDateTime& latest)
{
    m_sinceCount += written;
    if (!latest.isValid())
        return true;
    if (!run(u"DELETE FROM %1 WHERE id IN (SELECT id FROM %1 WHERE %2 < ? ORDER BY %2 LIMIT ?)"_s.arg(
                 m_table, m_timeColumn),
             {latest.addDays(-MaxDays).toMSecsSinceEpoch(), DeletedAtOnce}))
        return false;
    if (m_sinceCount < CountAfter)
        return true;
    m_sinceCount = 0;
    return run(u"DELETE FROM %1 WHERE id IN (SELECT id FROM %1 ORDER BY %2 "
               "LIMIT MAX(0, MIN(?, (SELECT COUNT(*) FROM %1) - ?)))"_s.arg(m_table, m_timeColumn),
               {DeletedAtOnce, m_maxRows});
}

} // namespace tocsin

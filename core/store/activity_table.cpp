// SPDX-License-Identifier: MIT
#include "core/store/activity_table.h"

#include "core/store/history_table.h"

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

ActivityTable::ActivityTable(TableLimits::Run run, int maxRows)
    : m_run{std::move(run)}
    , m_limits{u"activity"_s, u"at"_s, maxRows}
{}

bool ActivityTable::write(const std::vector<HistoryRow>& rows)
{
    QDateTime latest;
    for (const HistoryRow& row : rows) {
        // A null string would be NULL.
        const QString detail = row.detail.isNull() ? u""_s : row.detail.left(MaxDetail);
        if (!m_run(
                u"INSERT OR REPLACE INTO activity (id, session, topic, at, detail) VALUES (?, ?, ?, ?, ?)"_s,
                {row.id, row.session.left(HistoryTable::MaxName), row.topic, row.raisedAt.toMSecsSinceEpoch(),
                 detail}))
            return false;
        latest = latest.isValid() ? std::max(latest, row.raisedAt) : row.raisedAt;
    }
    return m_limits.keep(m_run, static_cast<int>(rows.size()), latest);
}

bool ActivityTable::forgetPrompts()
{
    return m_run(u"UPDATE activity SET detail='' WHERE topic=? AND detail<>''"_s, {QString{PromptTopic}});
}

} // namespace tocsin

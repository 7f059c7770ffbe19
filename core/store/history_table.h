// SPDX-License-Identifier: MIT
#pragma once

#include "core/store/history_row.h"
#include "core/store/state_store.h"

#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <vector>

namespace tocsin {

/// The table of past alerts: 30 days, and at most 64 MiB. What is older goes in small steps, as new rows
/// come.
class HistoryTable final
{
public:
    /// No row takes more than 1 KiB.
    static constexpr int MaxRows{64 * 1024};
    static constexpr int MaxDays{30};
    /// Of a session's name, in characters.
    static constexpr qsizetype MaxName{120};

    /// Runs one statement; false when it failed.
    using Run = std::function<bool(const QString& statement, const QVariantList& values)>;
    explicit HistoryTable(Run run, int maxRows = MaxRows);

    /// Rows of known alerts are replaced.
    [[nodiscard]] bool write(const std::vector<HistoryRow>& rows);
    /// The statement that read() takes the result of, and its one value: the number of rows.
    [[nodiscard]] static QString selectLatest();
    /// The same of one session, with storyValues().
    [[nodiscard]] static QString selectStory();
    [[nodiscard]] static QVariantList storyValues(const QString& session, const HistoryRow* older, int rows);
    /// Each session with its last name and time, for readSessions().
    [[nodiscard]] static QString selectSessions();
    [[nodiscard]] static std::vector<PastSession> readSessions(QSqlQuery& query);
    /// The latest first.
    [[nodiscard]] static std::vector<HistoryRow> read(QSqlQuery& query);

private:
    [[nodiscard]] bool prune(const QDateTime& latest);

    Run m_run;
    int m_maxRows;
    int m_sinceCount{0}; ///< rows written since the table was last counted
};

} // namespace tocsin

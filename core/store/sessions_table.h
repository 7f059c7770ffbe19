// SPDX-License-Identifier: MIT
#pragma once

#include "core/store/state_store.h"
#include "core/store/table_limits.h"

#include <QSqlQuery>
#include <QString>

#include <vector>

namespace tocsin {

/// The table of the sessions of the last 30 days: at most 32 MiB.
class SessionsTable final
{
public:
    /// No row takes more than 2 KiB.
    static constexpr int MaxRows{16 * 1024};
    /// Of a path, in characters.
    static constexpr qsizetype MaxPath{400};

    explicit SessionsTable(TableLimits::Run run, int maxRows = MaxRows);

    /// Rows of known sessions are replaced.
    [[nodiscard]] bool write(const std::vector<PastSession>& sessions);
    /// For read(): those of the table, and those of which an earlier Tocsin kept alerts alone.
    [[nodiscard]] static QString select();
    [[nodiscard]] static std::vector<PastSession> read(QSqlQuery& query);

private:
    TableLimits::Run m_run;
    TableLimits m_limits;
};

} // namespace tocsin

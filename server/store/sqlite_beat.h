// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/rows.h"
#include "server/store/sql.h"

#include <optional>
#include <string>

namespace tocsin::server {

/// Transaction::beat() in two steps, within a transaction that keeps others out: half the work for SQLite,
/// which makes a table for the rows of a RETURNING. Throws StoreError.
[[nodiscard]] std::optional<std::string> writeBeat(Sql& sql, const Beat& beat);

} // namespace tocsin::server

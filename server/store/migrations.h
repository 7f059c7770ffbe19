// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/sql.h"

namespace tocsin::server {

/// Brings the tables to this program's version, one numbered step after the other. Run it inside a
/// transaction. Throws std::runtime_error if the database was written by a newer program.
void migrate(Sql& sql, Instant now);

} // namespace tocsin::server

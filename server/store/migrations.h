// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/sql.h"

#include <functional>
#include <string>

namespace tocsin::server {

/// The version of the tables that this program makes.
[[nodiscard]] int latestVersion();

/// The version of the tables; 0: there are none yet.
[[nodiscard]] int versionOf(Sql& sql);

/// Why the tables cannot be used, in words; empty when they can, or can be brought up to date.
[[nodiscard]] std::string whyTooNew(int version);

/// Brings the tables to this program's version, one numbered step after the other. Run it inside a
/// transaction. `beforeUpdate` is called with
/// the version of tables that are about to be changed. Throws std::runtime_error if they are of a newer
/// program.
void migrate(Sql& sql, Instant now, const std::function<void(int)>& beforeUpdate = {});

} // namespace tocsin::server

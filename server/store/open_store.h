// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/store.h"

#include <memory>
#include <string>

namespace tocsin::server {

/// The PostgreSQL database that DATABASE_URL names, else the SQLite file `path`, brought up to date. Throws
/// std::runtime_error with a text for people when it cannot be used.
[[nodiscard]] std::unique_ptr<Store> openStore(const std::string& path, const Clock& clock);

/// Whether openStore() will use PostgreSQL.
[[nodiscard]] bool storesInPostgres();

} // namespace tocsin::server

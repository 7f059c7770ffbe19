// SPDX-License-Identifier: MIT
#include "server/store/open_store.h"

#include "server/store/pg_store.h"
#include "server/store/sqlite_store.h"

#include <cstdlib>

namespace tocsin::server {

namespace {

/// From the environment, never from an argument: those are for everybody to read.
std::string databaseUrl()
{
    const char* const url = std::getenv("DATABASE_URL");
    return url != nullptr ? url : "";
}

} // namespace

bool storesInPostgres()
{
    return !databaseUrl().empty();
}

std::unique_ptr<Store> openStore(const std::string& path, const Clock& clock)
{
    if (storesInPostgres())
        return std::make_unique<PgStore>(databaseUrl(), clock);
    return std::make_unique<SqliteStore>(path, clock);
}

} // namespace tocsin::server

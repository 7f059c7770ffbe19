// SPDX-License-Identifier: MIT
#include "server/store/pg_probe.h"

#include "server/store/migrations.h"
#include "server/store/pg_connection.h"
#include "server/store/sql.h"
#include "server/store/store_error.h"

#include <cstdint>
#include <optional>

namespace tocsin::server {

namespace {

using NullableText = std::optional<std::string>;

/// 0: there are no tables yet.
int versionThere(Sql& sql)
{
    const auto table = sql.row<NullableText>("SELECT CAST(to_regclass('migrations') AS text)");
    if (!table || !std::get<0>(*table))
        return 0;
    const auto version = sql.row<std::int64_t>("SELECT COALESCE(MAX(version), 0) FROM migrations");
    return version ? static_cast<int>(std::get<0>(*version)) : 0;
}

/// Of our tables, one that this role may not write to.
NullableText lockedTable(Sql& sql)
{
    const auto row = sql.row<NullableText>(
        "SELECT MIN(CAST(c.relname AS text)) FROM pg_class AS c WHERE c.relkind = 'r' AND "
        "c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('migrations')) AND "
        "NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT') AND "
        "has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))");
    return row ? std::get<0>(*row) : NullableText{};
}

} // namespace

std::string whyNotUsable(const PgAddress& address, std::chrono::steady_clock::time_point deadline)
{
    // It may be behind a pooler, for which a statement that is prepared once is one too many.
    PgConnection connection{address, deadline, std::make_shared<std::atomic<bool>>(false)};
    Sql sql{connection};
    const auto state =
        sql.row<int, NullableText, int>("SELECT CASE WHEN pg_is_in_recovery() OR "
                                        "current_setting('transaction_read_only') = 'on' THEN 1 ELSE 0 END, "
                                        "CAST(current_schema() AS text), CASE WHEN "
                                        "has_schema_privilege(current_schema(), 'CREATE') THEN 1 ELSE 0 "
                                        "END");
    if (!state)
        return "it does not say what it is";
    const auto& [isReadOnly, schema, mayCreate] = *state;
    if (isReadOnly != 0)
        return "it is read-only: a standby, or set to that";
    if (!schema)
        return "no schema of the role's search path is there";
    if (mayCreate == 0) // the start makes what is not there yet, and is refused even if all is
        return "this role may not make tables in the schema " + *schema + ": GRANT CREATE ON SCHEMA " +
               *schema + " to it";
    if (const auto locked = lockedTable(sql))
        return "this role may not read and write the table " + *locked + ": GRANT it, or make it the owner";
    return whyTooNew(versionThere(sql));
}

bool keepsPreparedStatements(const PgAddress& address, std::chrono::steady_clock::time_point deadline)
{
    // A pooler gives the connection that came free last: the second of ours meets what the first has
    // prepared, under the same name.
    const auto kept = std::make_shared<std::atomic<bool>>(true);
    PgConnection first{address, deadline, kept};
    PgConnection second{address, deadline, kept};
    constexpr int rounds = 3;
    for (int round = 0; round < rounds && *kept; ++round) {
        for (PgConnection* const one : {&first, &second}) {
            try {
                const std::string text = "SELECT 'tocsin-server check', " + std::to_string(round);
                [[maybe_unused]] const auto rows = one->execute(text, {});
            } catch (const StoreConflict&) {
                break; // that is what we wanted to know
            }
        }
    }
    if (!*kept) // it has to work all the same
        [[maybe_unused]]
        const auto rows = second.execute("SELECT 1", {});
    return *kept;
}

} // namespace tocsin::server

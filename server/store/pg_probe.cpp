// SPDX-License-Identifier: MIT
#include "server/store/pg_probe.h"

#include "server/store/pg_connection.h"
#include "server/store/store_error.h"

namespace tocsin::server {

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

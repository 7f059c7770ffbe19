// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/pg_connection.h"
#include "server/store/rows.h"

#include <optional>
#include <string>
#include <vector>

namespace tocsin::server {

/// One of the beats that are written together, and what came of it.
struct PgBeat
{
    const Beat& beat;
    PgConnection::Deadline end; ///< when its answer is due
    bool done{false};           ///< `login` is the answer
    bool late{false};           ///< not done, and no time is left
    std::optional<std::string> login{};
};

/// Transaction::beat() for many at once: PostgreSQL takes less time for a hundred in one statement than for
/// ten in ten. Of two beats of one session one has no login then: it is for the slow way. Does not wait for
/// the disk, for there will be a next beat. Throws StoreError, and then none is done.
void writeBeats(PgConnection& connection, const std::vector<PgBeat*>& beats);

} // namespace tocsin::server

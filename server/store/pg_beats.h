// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/pg_connection.h"
#include "server/store/store.h"

#include <vector>

namespace tocsin::server {

/// One of the beats that are written together, and what came of it.
struct PgBeat
{
    Beat beat;
    Deadline end;   ///< when its answer is due
    Deadline again; ///< until then it may be tried once more by itself
    Store::BeatOutcome outcome{};
};

/// Transaction::beat() for many at once: PostgreSQL takes less time for a hundred in one statement than for
/// ten in ten. Of two beats of one session one has no login then: it is for the slow way. Does not wait for
/// the disk, for there will be a next beat. Throws StoreError, and then none is done.
void writeBeats(PgConnection& connection, const std::vector<PgBeat*>& beats);

} // namespace tocsin::server

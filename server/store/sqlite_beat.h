// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/rows.h"
#include "server/store/sql.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tocsin::server {

/// Whose a beat is: its rows, and for how long that holds if none of them changes.
struct BeatHolder
{
    std::string loginId;
    std::int64_t tokenRow{0};
    std::int64_t sessionRow{0};
    std::int64_t loginRow{0};
    Instant until{};
};

/// The reading half of Transaction::beat(), for SQLite: nothing when it may not beat. Throws StoreError.
[[nodiscard]] std::optional<BeatHolder> holderOfBeat(Sql& sql, const Beat& beat);

} // namespace tocsin::server

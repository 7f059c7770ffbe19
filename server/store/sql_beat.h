// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

namespace tocsin::server {

/// What a beat writes into its session, up to the WHERE. Values: when, the last activity, the presence twice,
/// when.
inline constexpr const char* WriteBeat =
    "UPDATE sessions SET last_beat_at = ?, last_activity_at = ?, no_contact_told = 0, "
    "present = CASE CAST(? AS INTEGER) WHEN -1 THEN present WHEN 1 THEN 1 ELSE 0 END, "
    "presence_at = CASE CAST(? AS INTEGER) WHEN -1 THEN presence_at ELSE ? END";

/// 1, 0, or -1 when the beat does not say.
[[nodiscard]] inline int toColumn(std::optional<bool> present)
{
    return present ? static_cast<int>(*present) : -1;
}

} // namespace tocsin::server

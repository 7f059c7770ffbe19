// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace tocsin::server {

/// `2026-02-01T15:30:00Z`; fractions of a second are dropped.
[[nodiscard]] std::string isoTime(Instant when);

/// Reads an ISO 8601 date and time with seconds, an optional fraction, and `Z` or an offset (`+02:00`).
/// Nothing for anything else, a date that does not exist included.
[[nodiscard]] std::optional<Instant> parseIsoTime(std::string_view text);

} // namespace tocsin::server

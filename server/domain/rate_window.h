// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <optional>
#include <vector>

namespace tocsin::server {

/// When the next one is allowed, if not now. `recent` is what happened within the last `span`, oldest first;
/// at most `limit` (not 0) may.
[[nodiscard]] inline std::optional<Instant> blockedUntil(const std::vector<Instant>& recent, int limit,
                                                         Duration span)
{
    const auto most = static_cast<size_t>(limit);
    if (recent.size() < most)
        return std::nullopt;
    return recent[recent.size() - most] + span;
}

/// Whole seconds from `now` to `then`, rounded up, at least 1: what Retry-After says.
[[nodiscard]] inline int secondsUntil(Instant now, Instant then)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(then - now).count();
    return seconds < 1 ? 1 : static_cast<int>(seconds);
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace tocsin::server {

/// What lies further ahead was written before the clock was set back; the clocks of two servers may differ by
/// so much. If it counted, a limit would last for longer by as much as the clock was set back.
inline constexpr Duration ClockTolerance{std::chrono::minutes{1}};

/// When the next one is allowed, if not now. `recent` is what happened within the last `span`, oldest first;
/// at most `limit` (not 0) may.
[[nodiscard]] inline std::optional<Instant> blockedUntil(const std::vector<Instant>& recent, int limit,
                                                         Duration span, Instant now)
{
    const auto end = std::upper_bound(recent.begin(), recent.end(), now + ClockTolerance);
    if (end - recent.begin() < limit)
        return std::nullopt;
    return *(end - limit) + span;
}

/// Whole seconds from `now` to `then`, rounded up, at least 1: what Retry-After says.
[[nodiscard]] inline int secondsUntil(Instant now, Instant then)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(then - now).count();
    return seconds < 1 ? 1 : static_cast<int>(seconds);
}

} // namespace tocsin::server

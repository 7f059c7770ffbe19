// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <atomic>

namespace tocsin::server {

/// Since when clients can reach this server without interruption, as far as it knows: a session is silent
/// only if it could have been heard. Thread-safe.
class Reachable final
{
public:
    explicit Reachable(Instant since)
        : m_since{since}
    {}

    /// Clients may have failed to reach us until now.
    void interrupted(Instant now) { m_since = now; }
    [[nodiscard]] Instant since() const { return m_since; }

private:
    std::atomic<Instant> m_since;
};

} // namespace tocsin::server

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
    /// A heartbeat was written down.
    void heard(Instant now) { m_heard = now; }
    /// Something else could not be done. While heartbeats get through, that is the trouble of its own.
    void failed(Instant now, Duration unlessHeardFor)
    {
        if (now - m_heard.load() > unlessHeardFor)
            interrupted(now);
    }
    [[nodiscard]] Instant since() const { return m_since; }

private:
    std::atomic<Instant> m_since;
    std::atomic<Instant> m_heard{Instant{}};
};

} // namespace tocsin::server

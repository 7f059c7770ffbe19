// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace tocsin {

/// Time between two heartbeats of a session: the user's setting, or longer when there are very many sessions,
/// so that all heartbeats together use a fifth of a login's 3,000 requests a minute. Far below the 5 minutes
/// after which a session is stale (server/api/openapi.yaml).
class HeartbeatInterval final
{
public:
    static constexpr std::chrono::milliseconds PerSession{100};
    static constexpr std::chrono::milliseconds Longest{std::chrono::minutes{2}};

    explicit HeartbeatInterval(std::chrono::milliseconds wanted)
        : m_wanted{wanted}
    {}

    void setWanted(std::chrono::milliseconds wanted) { m_wanted = wanted; }
    void setSessions(size_t count) { m_sessions = count; }

    [[nodiscard]] std::chrono::milliseconds interval() const
    {
        return std::max(m_wanted, std::min(Longest, PerSession * static_cast<int>(m_sessions)));
    }

private:
    std::chrono::milliseconds m_wanted;
    size_t m_sessions{0};
};

} // namespace tocsin

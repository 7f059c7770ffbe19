// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace tocsin {

/// How long each session waits between two heartbeats: as long as the user wants, and longer when there are
/// very many, so that all of them together stay a fifth of the 3,000 requests a minute that a login has. Far
/// below the 5 minutes after which the server calls a session stale (server/api/openapi.yaml).
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

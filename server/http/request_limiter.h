// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace tocsin::server {

/// So many requests a minute for each key, over a window that slides. In memory: a restart forgets it.
class RequestLimiter final
{
public:
    RequestLimiter(const Clock& clock, int perMinute);

    /// Counts one request, or says when the next one is allowed. A refused one does not count.
    [[nodiscard]] std::optional<Instant> count(const std::string& key);
    /// Forgets keys that were quiet for a minute.
    void tidy();

private:
    void tidyLocked(Instant now);

    const Clock& m_clock;
    size_t m_perMinute;
    std::mutex m_mutex;
    std::unordered_map<std::string, std::deque<Instant>> m_recent;
    Instant m_tidiedAt{};
};

} // namespace tocsin::server

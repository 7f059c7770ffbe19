// SPDX-License-Identifier: MIT
#include "server/http/request_limiter.h"

namespace tocsin::server {

namespace {

constexpr Duration Span = std::chrono::minutes{1};
constexpr size_t ManyKeys = 20'000;

void dropOld(std::deque<Instant>& recent, Instant now)
{
    while (!recent.empty() && recent.front() <= now - Span)
        recent.pop_front();
}

} // namespace

RequestLimiter::RequestLimiter(const Clock& clock, int perMinute)
    : m_clock{clock}
    , m_perMinute{static_cast<size_t>(perMinute)}
{}

std::optional<Instant> RequestLimiter::count(const std::string& key)
{
    const Instant now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    // Not at each request: with very many addresses all of them are recent, and nothing would be won.
    if (m_recent.size() > ManyKeys && now - m_tidiedAt > std::chrono::seconds{1})
        tidyLocked(now);
    std::deque<Instant>& recent = m_recent[key];
    dropOld(recent, now);
    if (recent.size() >= m_perMinute)
        return recent.empty() ? now + Span : recent.front() + Span;
    recent.push_back(now);
    return std::nullopt;
}

void RequestLimiter::tidy()
{
    const Instant now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    tidyLocked(now);
}

void RequestLimiter::tidyLocked(Instant now)
{
    m_tidiedAt = now;
    for (auto it = m_recent.begin(); it != m_recent.end();) {
        dropOld(it->second, now);
        it = it->second.empty() ? m_recent.erase(it) : std::next(it);
    }
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/http/request_limiter.h"

#include "server/base/address.h"

#include <algorithm>

namespace tocsin::server {

RequestLimiter::RequestLimiter(const Clock& clock, int most, int perSite, Duration span)
    : m_clock{clock}
    , m_most{static_cast<size_t>(most)}
    , m_span{span}
    , m_sites{perSite > 0 ? std::make_unique<RequestLimiter>(clock, perSite, 0, span) : nullptr}
{}

bool RequestLimiter::isRecent(Instant at, Instant now) const
{
    return at > now - m_span && at <= now; // what lies ahead was counted before the clock was set back
}

void RequestLimiter::dropOld(std::vector<Instant>& recent, Instant now) const
{
    std::erase_if(recent, [this, now](Instant at) { return !isRecent(at, now); });
}

std::string RequestLimiter::siteFor(const std::string& key) const
{
    if (!m_sites)
        return {};
    std::string site = siteOf(key);
    return site == key ? std::string{} : site;
}

std::optional<Instant> RequestLimiter::count(const std::string& key)
{
    const std::string site = siteFor(key);
    if (site.empty())
        return countHere(key);
    if (const auto until = m_sites->fullHere(site))
        return until;
    if (const auto until = countHere(key))
        return until;
    return m_sites->countHere(site);
}

std::optional<Instant> RequestLimiter::fullUntil(const std::string& key) const
{
    if (const std::string site = siteFor(key); !site.empty()) {
        if (const auto until = m_sites->fullHere(site))
            return until;
    }
    return fullHere(key);
}

RequestLimiter::Entry& RequestLimiter::entryOf(const std::string& key)
{
    if (const auto known = m_places.find(key); known != m_places.end()) {
        m_entries.splice(m_entries.begin(), m_entries, known->second);
        return m_entries.front();
    }
    if (m_entries.size() >= MostKeys)
        forget(std::prev(m_entries.end()));
    m_entries.push_front({key, {}});
    m_places.emplace(m_entries.front().key, m_entries.begin());
    return m_entries.front();
}

void RequestLimiter::forget(Entries::iterator entry)
{
    m_places.erase(entry->key);
    m_entries.erase(entry);
}

std::optional<Instant> RequestLimiter::countHere(const std::string& key)
{
    const Instant now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    std::vector<Instant>& recent = entryOf(key).recent;
    // Not at each request: of a busy key most are recent, and nothing would be won.
    if (!recent.empty() && (recent.size() >= m_most || recent.back() <= now - m_span || recent.back() > now))
        dropOld(recent, now);
    if (recent.size() >= m_most)
        return recent.empty() ? now + m_span : recent.front() + m_span;
    recent.push_back(now);
    return std::nullopt;
}

std::optional<Instant> RequestLimiter::fullHere(const std::string& key) const
{
    const Instant now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    const auto known = m_places.find(key);
    if (known == m_places.end())
        return std::nullopt;
    const std::vector<Instant>& recent = known->second->recent;
    if (recent.size() < m_most || recent.empty())
        return std::nullopt;
    const auto first =
        std::find_if(recent.begin(), recent.end(), [this, now](Instant at) { return isRecent(at, now); });
    const auto count =
        std::count_if(first, recent.end(), [this, now](Instant at) { return isRecent(at, now); });
    return static_cast<size_t>(count) >= m_most ? std::optional{*first + m_span} : std::nullopt;
}

void RequestLimiter::tidy()
{
    if (m_sites)
        m_sites->tidy();
    const Instant now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        dropOld(entry->recent, now);
        const auto next = std::next(entry);
        if (entry->recent.empty())
            forget(entry);
        entry = next;
    }
}

size_t RequestLimiter::keys() const
{
    const std::lock_guard lock{m_mutex};
    return m_entries.size();
}

} // namespace tocsin::server

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

bool RequestLimiter::isRecent(const Some& some, Instant now) const
{
    // What lies ahead was counted before the clock was set back.
    return some.last > now - m_span && some.first <= now;
}

std::optional<Instant> RequestLimiter::fullUntil(const std::vector<Some>& recent, Instant now) const
{
    size_t count = 0;
    std::optional<Instant> oldest;
    for (const Some& some : recent) {
        if (!isRecent(some, now))
            continue;
        count += some.count;
        oldest = oldest.value_or(some.last);
    }
    return count < m_most ? std::nullopt : std::optional{oldest.value_or(now) + m_span};
}

void RequestLimiter::add(std::vector<Some>& recent, Instant now) const
{
    constexpr int parts = 60;
    if (!recent.empty() && recent.back().first > now - m_span / parts) {
        recent.back().last = now;
        ++recent.back().count;
        return;
    }
    recent.push_back({now, now, 1});
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
    std::vector<Some>& recent = entryOf(key).recent;
    std::erase_if(recent, [this, now](const Some& some) { return !isRecent(some, now); });
    if (const auto until = fullUntil(recent, now))
        return until;
    add(recent, now);
    return std::nullopt;
}

std::optional<Instant> RequestLimiter::fullHere(const std::string& key) const
{
    const Instant now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    const auto known = m_places.find(key);
    return known == m_places.end() ? std::nullopt : fullUntil(known->second->recent, now);
}

void RequestLimiter::tidy()
{
    if (m_sites)
        m_sites->tidy();
    const Instant now = m_clock.now();
    const std::lock_guard lock{m_mutex};
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        std::erase_if(entry->recent, [this, now](const Some& some) { return !isRecent(some, now); });
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

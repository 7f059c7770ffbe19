// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tocsin::server {

/// So many requests in a span (a minute) for each key, over a window that slides; those that came within a
/// sixtieth of it leave it together. In memory: a restart forgets it.
class RequestLimiter final
{
public:
    /// Of more keys, those that were quiet for longest are forgotten: whoever has that many addresses gains
    /// nothing by it, for each of them is new.
    static constexpr size_t MostKeys = 50'000;

    /// `perSite`: more of all keys of an IPv6 /48 together are refused too; 0: no such limit. A key of a full
    /// /48 takes no place, so whoever has one cannot make others forgotten.
    RequestLimiter(const Clock& clock, int most, int perSite = 0, Duration span = std::chrono::minutes{1});

    /// Counts one request, or says when the next one is allowed. A refused one does not count.
    [[nodiscard]] std::optional<Instant> count(const std::string& key);
    /// When the next request is allowed, if one is not now. Counts nothing.
    [[nodiscard]] std::optional<Instant> fullUntil(const std::string& key) const;
    /// Forgets keys that were quiet for the span.
    void tidy();
    [[nodiscard]] size_t keys() const;

private:
    /// Requests that came together: a time for each would take as much memory as the limit is high.
    struct Some
    {
        Instant first{};
        Instant last{};
        std::uint32_t count{0};
    };
    struct Entry
    {
        std::string key;
        std::vector<Some> recent; ///< oldest first
    };
    using Entries = std::list<Entry>;

    [[nodiscard]] std::optional<Instant> countHere(const std::string& key);
    [[nodiscard]] std::optional<Instant> fullHere(const std::string& key) const;
    /// Empty when there is no limit for it.
    [[nodiscard]] std::string siteFor(const std::string& key) const;
    Entry& entryOf(const std::string& key);
    void forget(Entries::iterator entry);

    [[nodiscard]] bool isRecent(const Some& some, Instant now) const;
    /// When there may be one more, if that is not now.
    [[nodiscard]] std::optional<Instant> fullUntil(const std::vector<Some>& recent, Instant now) const;
    void add(std::vector<Some>& recent, Instant now) const;

    const Clock& m_clock;
    const size_t m_most;
    const Duration m_span;
    std::unique_ptr<RequestLimiter> m_sites;
    mutable std::mutex m_mutex;
    Entries m_entries; ///< the latest first
    std::unordered_map<std::string_view, Entries::iterator> m_places;
};

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tocsin::server {

/// Whose a token was when it was last looked up, so that a request over a limit is refused before the
/// database is asked. Says nothing about whether the token is still good. In memory and bounded; thread-safe.
class KnownTokens final
{
public:
    /// Of more, those that were used least recently are forgotten: they are looked up again.
    static constexpr size_t MostTokens = 50'000;

    /// `hash`: of the token, with Parts::sessionKeys.
    void note(const std::string& hash, const std::string& loginId);
    [[nodiscard]] std::optional<std::string> loginOf(const std::string& hash) const;

private:
    struct Entry
    {
        std::string hash;
        std::string loginId;
    };
    using Entries = std::list<Entry>;

    mutable std::mutex m_mutex;
    Entries m_entries{}; ///< the latest first
    std::unordered_map<std::string_view, Entries::iterator> m_places{};
};

} // namespace tocsin::server

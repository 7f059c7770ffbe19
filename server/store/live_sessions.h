// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/rows.h"
#include "server/store/sqlite_beat.h"

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tocsin::server {

/// What a beat needs of the database, in memory: whose a token is, from when it was looked up until one of
/// its rows changes. Bounded; thread-safe.
class LiveSessions final
{
public:
    /// With more, all are looked up again.
    static constexpr size_t MostTokens = 20'000;

    /// Whose login's beat it is. Nothing: the database has to be asked.
    [[nodiscard]] std::optional<std::string> beat(const Beat& beat);
    /// What the database said of that beat.
    void add(const Beat& beat, const BeatHolder& holder);
    /// A row of that table has changed, or is about to.
    void changed(std::string_view table, std::int64_t row);
    void forgetAll();

private:
    struct Entry
    {
        std::string monitoringId;
        BeatHolder holder{};
        Instant lastBeat{};
        bool holds{false};
    };
    using Rows = std::unordered_multimap<std::int64_t, Entry*>;

    void clear();

    std::mutex m_mutex{};
    std::unordered_map<std::string, Entry> m_tokens{}; ///< by hash
    std::array<Rows, 3> m_rows{};                      ///< of tokens, sessions, logins
};

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/deadline.h"
#include "server/store/rows.h"
#include "server/store/sql.h"

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace tocsin::server {

/// Beats that wait to be written: of each session what the latest ones said. A beat that is on the disk a
/// second later is as good, and those of a thousand sessions cost one commit in that time. Thread-safe, but
/// write() and written() are for one thread.
class WaitingBeats final
{
public:
    /// They want to be written so long after the first of them.
    static constexpr std::chrono::seconds Wait{1};

    /// True when it is the first to wait.
    bool add(const Beat& beat);
    /// When they want to be written, if there are any.
    [[nodiscard]] std::optional<Deadline> due() const;
    /// True when they should have been written long ago: the database is in trouble.
    [[nodiscard]] bool isLate() const;
    /// Into their sessions, but for those that have ended. They stay until written(). Throws StoreError.
    void write(Sql& sql);
    /// What write() wrote has been committed.
    void written();

private:
    struct Latest
    {
        Instant at{};
        Instant lastActivity{};
        std::optional<bool> present{};
        Instant presentAt{}; ///< when a beat said so
    };
    using Sessions = std::unordered_map<std::string, Latest>;

    static void join(Latest& latest, const Latest& later);

    mutable std::mutex m_mutex{};
    Sessions m_waiting{};
    std::optional<Deadline> m_since{}; ///< the first that is not written came
    Sessions m_writing{};              ///< for the writing thread alone
};

} // namespace tocsin::server

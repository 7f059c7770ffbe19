// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tocsin::server {

/// How much of a cap is used. Thread-safe.
class CapWatch final
{
public:
    /// What was counted last. True when it has just come to 80 % of the cap: once, until it has been below 70
    /// %.
    [[nodiscard]] bool note(int used, int most)
    {
        m_used = used;
        const std::int64_t tenths = static_cast<std::int64_t>(used) * 10;
        if (tenths >= static_cast<std::int64_t>(most) * 8)
            return !m_isNear.exchange(true);
        if (tenths < static_cast<std::int64_t>(most) * 7)
            m_isNear = false;
        return false;
    }
    /// Nothing before it was counted for the first time.
    [[nodiscard]] std::optional<int> used() const
    {
        const int used = m_used;
        return used < 0 ? std::nullopt : std::optional{used};
    }

private:
    std::atomic<int> m_used{-1};
    std::atomic<bool> m_isNear{false};
};

/// What the server counts of itself since its start. Kept in memory, so reading it wakes no database.
/// Thread-safe.
struct Metrics
{
    static constexpr size_t TextOutcomes = 7; ///< SmsResult::Outcome, in its order

    std::array<std::atomic<uint64_t>, 5> answers{}; ///< to HTTP requests: 1xx to 5xx
    std::array<std::atomic<uint64_t>, TextOutcomes> texts{};
    std::atomic<uint64_t> undelivered{0}; ///< texts that Twilio has reported as that, or as failed
    std::atomic<uint64_t> databaseFailures{0};
    CapWatch alerts; ///< of a day
    CapWatch codes;
};

} // namespace tocsin::server

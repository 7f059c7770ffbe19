// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace tocsin {

/// Durations of refreshing; the defaults are the real ones.
struct RefreshTiming
{
    /// A login that was read back is refreshed at some moment within this.
    std::chrono::milliseconds startSpread{std::chrono::seconds{10}};
    /// Pauses after the first, second, … failure in a row; the last one again and again.
    std::vector<std::chrono::milliseconds> retry{std::chrono::seconds{20}, std::chrono::seconds{20},
                                                 std::chrono::minutes{1}, std::chrono::minutes{5}};
    /// A refused refresh is tried once more after this time, before the login is given up.
    std::chrono::milliseconds confirmation{std::chrono::seconds{3}};
    /// How long a new login waits for its store, which may ask the user for a password.
    std::chrono::milliseconds storePatience{std::chrono::seconds{2}};
    /// 0 … 1: programs that started together are not to come together.
    std::function<double()> jitter{[] { return QRandomGenerator::global()->generateDouble(); }};
};

/// When to refresh the access token: when a quarter of its life is left, and soon after it was read back. Its
/// age is counted from the answer that brought it, by whichever of our two clocks ran further: the wall clock
/// may be set back, and the monotonic one stands still while the computer sleeps. The server's absolute times
/// are never compared with ours.
class RefreshSchedule final
{
public:
    RefreshSchedule(const Clock& clock, RefreshTiming timing);

    /// The token has just come.
    void begin(std::chrono::seconds life);
    /// The token was read back. How old it is our clock may not know; `looksOld`: it says, old.
    void beginRestored(bool looksOld);
    void beginNow();
    void noteFailure(std::optional<std::chrono::seconds> retryAfter);
    void noteRefusal();
    [[nodiscard]] const RefreshTiming& timing() const { return m_timing; }

    /// Zero: now.
    [[nodiscard]] std::chrono::milliseconds untilDue() const;

private:
    void dueIn(std::chrono::milliseconds time);

    const Clock& m_clock;
    RefreshTiming m_timing;
    QDateTime m_wallDue;
    std::chrono::milliseconds m_due{0};
    size_t m_failures{0};
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/utc_time.h"

namespace tocsin {

/// A clock that stands still until it is moved.
class HandClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override { return m_now; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override
    {
        ++m_timesRead;
        return m_monotonic;
    }
    /// Of monotonic(): a test sees that a timer has come.
    [[nodiscard]] int timesRead() const { return m_timesRead; }
    void move(std::chrono::milliseconds by)
    {
        m_now = m_now.addMSecs(by.count());
        m_monotonic += by;
    }

private:
    QDateTime m_now = utcAt(QDate{2026, 2, 1}, QTime{12, 0});
    std::chrono::milliseconds m_monotonic{1'000'000};
    mutable int m_timesRead{0};
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"

namespace tocsin::test {

/// The system's clock, moved by what a test says.
class MovedClock final : public Clock
{
public:
    void moveBy(std::chrono::milliseconds offset) { m_offset += offset; }
    /// Of the two clocks the wall's alone: somebody set it, or the computer slept.
    void moveWallBy(std::chrono::milliseconds offset) { m_wallOffset += offset; }

    [[nodiscard]] QDateTime nowUtc() const override
    {
        return m_system.nowUtc().addMSecs((m_offset + m_wallOffset).count());
    }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override
    {
        return m_system.monotonic() + m_offset;
    }

private:
    SystemClock m_system;
    std::chrono::milliseconds m_offset{0};
    std::chrono::milliseconds m_wallOffset{0};
};

} // namespace tocsin::test

// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace tocsin {

/// How far the server's clock is from this computer's, by the Date header of its answers. The server judges
/// the age of events by its own clock; whose is right does not matter.
class ServerClock final
{
public:
    /// `clock` outlives this object.
    explicit ServerClock(const Clock& clock)
        : m_clock{clock}
    {}

    /// An answer has just come, with this Date. Differences under 5 s, or under half the round trip, are
    /// taken for chance.
    void noteAnswer(const QDateTime& serverDate, std::chrono::milliseconds roundTrip);

    /// The server's time minus ours; nothing before the first answer.
    [[nodiscard]] std::optional<std::chrono::milliseconds> offset() const { return m_offset; }
    [[nodiscard]] QDateTime toServer(const QDateTime& ours) const;
    [[nodiscard]] QDateTime toLocal(const QDateTime& servers) const;

private:
    const Clock& m_clock;
    std::optional<std::chrono::milliseconds> m_offset;
};

} // namespace tocsin

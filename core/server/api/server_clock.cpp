// SPDX-License-Identifier: MIT
#include "core/server/api/server_clock.h"

#include <algorithm>

namespace tocsin {

using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds Chance{5s};
/// The header has whole seconds, the rest is cut off.
constexpr std::chrono::milliseconds MeanRest{500ms};
} // namespace

void ServerClock::noteAnswer(const QDateTime& serverDate, std::chrono::milliseconds roundTrip)
{
    if (!serverDate.isValid())
        return;
    const QDateTime then = m_clock.nowUtc().addMSecs(-roundTrip.count() / 2);
    const std::chrono::milliseconds seen{then.msecsTo(serverDate.addMSecs(MeanRest.count()))};
    const std::chrono::milliseconds tolerance = std::max(Chance, roundTrip / 2 + 2 * MeanRest);
    const auto isWithin = [&](std::chrono::milliseconds of) {
        return std::chrono::abs(seen - of) < tolerance;
    };
    if (isWithin(0ms))
        m_offset = 0ms;
    else if (!m_offset || !isWithin(*m_offset)) // the same request gets the same time when it is repeated
        m_offset = seen;
}

QDateTime ServerClock::toServer(const QDateTime& ours) const
{
    return ours.addMSecs(m_offset.value_or(0ms).count());
}

QDateTime ServerClock::toLocal(const QDateTime& servers) const
{
    return servers.addMSecs(-m_offset.value_or(0ms).count());
}

} // namespace tocsin

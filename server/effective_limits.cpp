// SPDX-License-Identifier: MIT
#include "server/effective_limits.h"

#include <algorithm>
#include <stdexcept>

namespace tocsin::server {

Limits effectiveLimits(const Options& options, const SmsSettings& settings)
{
    Limits limits;
    limits.countries = allowedCountries(options.countries, settings);
    if (const int cap = options.dailyTexts > 0 ? options.dailyTexts : settings.dailyCap; cap > 0)
        limits.textsPerDay = cap;
    applyLimits(limits, settings.limits);
    applyLimits(limits, options.limits);
    if (const auto reserved = options.reservedTexts ? options.reservedTexts : settings.reservedTexts)
        limits.textsForRequests = *reserved;
    else // the same share of fewer texts
        limits.textsForRequests = std::min(
            limits.textsForRequests, limits.textsPerPhone * limits.textsForRequests / Limits{}.textsPerPhone);
    if (limits.textsForRequests >= limits.textsPerPhone)
        throw std::runtime_error("of " + std::to_string(limits.textsPerPhone) +
                                 " texts an hour to a phone (texts-per-phone), " +
                                 std::to_string(limits.textsForRequests) +
                                 " cannot be reserved for permissions and questions: it has to be fewer");
    if (limits.endedAfter <= limits.staleAfter)
        throw std::runtime_error(
            "a session cannot end (silent-session-ends) before it is stale (stale-after)");
    return limits;
}

} // namespace tocsin::server

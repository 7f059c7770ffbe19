// SPDX-License-Identifier: MIT
#include "server/api/housekeeping.h"

#include "server/http/log.h"

#include <exception>
#include <string>

namespace tocsin::server {

namespace {

// Longer than any rule looks back (24 hours), and short: phone numbers and descriptions are personal.
constexpr std::chrono::days Kept{7};

} // namespace

void Housekeeping::run() const noexcept
{
    try {
        const Instant now = m_parts.clock.now();
        int ended = 0;
        m_parts.store.transact([&](Transaction& tx) {
            ended = tx.endSilentSessions(now - m_parts.limits.endedAfter, now);
            tx.forgetOld(now - Kept);
        });
        if (ended > 0)
            logLine("info", "sessions without a heartbeat ended", {{"count", std::to_string(ended)}});
        m_parts.perAddress.tidy();
        m_parts.perLogin.tidy();
    } catch (const std::exception&) {
        logLine("error", "housekeeping failed");
    }
}

} // namespace tocsin::server

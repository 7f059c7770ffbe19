// SPDX-License-Identifier: MIT
#include "server/api/housekeeping.h"

#include "server/api/event_judge.h"
#include "server/http/log.h"

#include <algorithm>
#include <exception>
#include <string>

namespace tocsin::server {

namespace {

// Longer than any rule looks back (24 hours), and short: phone numbers and descriptions are personal.
constexpr std::chrono::days Kept{7};
/// Of events and texts: what somebody may want to look up.
constexpr std::chrono::days HistoryKept{90};

} // namespace

void Housekeeping::tellNoContact(Transaction& tx, Instant now) const
{
    const Duration staleAfter = m_parts.limits.staleAfter;
    if (now < m_since + staleAfter)
        return; // nobody could reach us before: that was our silence
    for (MonitoredSession& session : tx.silentSessions(now - staleAfter)) {
        const auto login = tx.login(session.loginId);
        const auto open = tx.openSessions(session.loginId);
        // A computer that dies takes all its sessions along: one text tells of it.
        const bool known = std::any_of(open.begin(), open.end(), [&](const MonitoredSession& other) {
            return other.noContactTold && other.hostname == session.hostname;
        });
        session.noContactTold = true;
        if (login && !known)
            static_cast<void>(judgeEvent(m_parts, tx, *login, session,
                                         {.type = EventType::Waiting,
                                          .kind = std::string{NoContactKind},
                                          .message = session.hostname,
                                          .happenedAt = now,
                                          .graceSeconds = 0})); // nobody could withdraw it
        else
            tx.updateSession(session);
    }
}

bool Housekeeping::anyIsSilent(Instant now) const
{
    bool found = false;
    m_parts.store.lightly([&](Transaction& tx) {
        found = tx.hasSilentSession(now - m_parts.limits.endedAfter) ||
                !tx.silentSessions(now - m_parts.limits.staleAfter).empty();
    });
    return found;
}

void Housekeeping::seeToSilent(Instant now) const
{
    const int ended = inTransaction(m_parts.store, [&](Transaction& tx) {
        const int count = tx.endSilentSessions(now - m_parts.limits.endedAfter, now);
        tellNoContact(tx, now);
        return count;
    });
    if (ended > 0)
        logLine("info", "sessions without a heartbeat ended", {{"count", std::to_string(ended)}});
}

void Housekeeping::run() const noexcept
{
    try {
        const Instant now = m_parts.clock.now();
        if (anyIsSilent(now))
            seeToSilent(now);
        // What is over stays over, and on PostgreSQL a transaction that reads this much would be in
        // everybody's way.
        m_parts.store.lightly([&](Transaction& tx) { tx.forgetOld(now - Kept, now - HistoryKept); });
        m_parts.perAddress.tidy();
        m_parts.perLogin.tidy();
    } catch (const std::exception&) {
        logLine("error", "housekeeping failed");
    }
}

} // namespace tocsin::server

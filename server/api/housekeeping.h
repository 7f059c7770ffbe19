// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace tocsin::server {

/// What time alone brings about: who asked for it is told of a session that fell silent,
/// sessions that were silent for too long end, what no rule needs is deleted.
class Housekeeping final
{
public:
    /// Called between two steps; true ends the run.
    using Pause = std::function<bool()>;

    /// `lookWhenIdle`: between two looks while nothing is due.
    explicit Housekeeping(const Parts& parts, Duration lookWhenIdle = std::chrono::hours{1})
        : m_parts{parts}
        , m_lookWhenIdle{lookWhenIdle}
    {}

    /// Meant for once a minute, from one thread. Each step is short, so that no request waits for the whole.
    /// Asks the database nothing while no session is open, nothing waits to be sent and no request has come
    /// since, but for a look now and then: another server may have died. A failure is logged: the next run
    /// tries again.
    void run(const Pause& pause = [] { return false; }) noexcept;

private:
    struct Round; ///< what one run has learned so far

    [[nodiscard]] bool worthALook(Instant now) const;
    /// Walks over the open sessions; false when it was told to stop.
    [[nodiscard]] bool seeToSessions(Round& round);
    void seeToWindow(Round& round, const std::vector<OpenSession>& window, const std::string& after);
    /// False when it has been in contact again; otherwise this silence, or that of its computer, was
    /// reported.
    [[nodiscard]] bool tellNoContact(Round& round, const OpenSession& session);
    /// False while the server itself could not be heard for all of that time.
    [[nodiscard]] bool maySpeakOfSilence(Round& round);
    /// True when nothing is heard of any session, and two or more logins were last heard of at about the same
    /// time: a proxy, a certificate or a name has failed, as the database knows it of every server on it.
    [[nodiscard]] bool fellSilentTogether(const Round& round);
    [[nodiscard]] bool forgetOld(Round& round);

    const Parts& m_parts;
    const Duration m_lookWhenIdle;
    std::optional<uint64_t> m_quietAt{}; ///< the activity at the last look, if that found nothing to wait for
    std::optional<Instant> m_lookedAt{};
    std::optional<Instant> m_forgotAt{};
};

} // namespace tocsin::server

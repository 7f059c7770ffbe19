// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"

namespace tocsin::server {

/// What time alone brings about: who asked for it is told of a session that fell silent,
/// sessions that were silent for too long end, what no rule needs is deleted.
class Housekeeping final
{
public:
    explicit Housekeeping(const Parts& parts)
        : m_parts{parts}
        , m_since{parts.clock.now()}
    {}

    /// Cheap; meant for once a minute. A failure is logged: the next run tries again.
    void run() const noexcept;

private:
    /// A look, so that the transaction, which is in the way of all others, is had only when there is work.
    [[nodiscard]] bool anyIsSilent(Instant now) const;
    void seeToSilent(Instant now) const;
    void tellNoContact(Transaction& tx, Instant now) const;

    const Parts& m_parts;
    Instant m_since;
};

} // namespace tocsin::server

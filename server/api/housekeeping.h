// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"

namespace tocsin::server {

/// What time alone brings about: sessions that were silent for too long end, what no rule needs is deleted.
class Housekeeping final
{
public:
    explicit Housekeeping(const Parts& parts)
        : m_parts{parts}
    {}

    /// Cheap; meant for once a minute. A failure is logged: the next run tries again.
    void run() const noexcept;

private:
    const Parts& m_parts;
};

} // namespace tocsin::server

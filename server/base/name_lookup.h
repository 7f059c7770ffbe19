// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/deadline.h"

#include <memory>
#include <string>
#include <vector>

namespace tocsin::server {

/// Finds the addresses of names, by the system's resolver. That takes as long as it likes, half a minute when
/// its name servers do not answer, and cannot be interrupted: so it has a thread for each lookup, which
/// nobody has to wait for, not even the one who ends. All who ask it or a copy of it for a name share the
/// lookup. Thread-safe.
class NameLookup final
{
public:
    struct Answer
    {
        std::vector<std::string> addresses{}; ///< as numbers, in the resolver's order
        std::string problem{};                ///< why there are none, in words
    };

    NameLookup();

    /// An answer for each name, at the deadline at the latest. Of several names one that takes longer than a
    /// second is not waited for once another has addresses.
    [[nodiscard]] std::vector<Answer> find(const std::vector<std::string>& names, Deadline deadline) const;

private:
    struct Name;
    struct Shared;

    static void begin(const std::shared_ptr<Shared>& shared, const std::string& name);

    std::shared_ptr<Shared> m_shared; ///< with the threads
};

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/deadline.h"

#include <memory>
#include <string>
#include <vector>

namespace tocsin::server {

/// Finds the addresses of names with the system's resolver. A lookup cannot be interrupted, and takes half a
/// minute when the name servers do not answer. So each has a thread of its own that nothing waits for, not
/// even the end of the program. Requests for one name share a lookup, also those of copies of this.
/// Thread-safe.
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

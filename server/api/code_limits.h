// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/metrics.h"
#include "server/limits.h"
#include "server/store/store.h"

#include <optional>
#include <string>

namespace tocsin::server {

/// Who asks for a pairing code, and for whom.
struct CodeRequest
{
    Phone phone;
    std::string address; ///< whose limits apply
    std::string site;    ///< the network that it is in
};

/// Why no code is sent now.
struct CodeRefusal
{
    std::string_view why; ///< for the log
    std::string words;    ///< for the person
    Instant until;
};

/// The refusal that lasts longest, if there is any. Strangers who ask for codes for a number take nothing of
/// what its owner may ask for from elsewhere, until the limit of all askers together; nothing at all of what
/// the owner may ask for from where that phone has logged in before. `day` learns what is used of the day's
/// cap, and the log when that is most of what strangers may use.
[[nodiscard]] std::optional<CodeRefusal> codeRefusal(Transaction& tx, const Limits& limits, Instant now,
                                                     const CodeRequest& request, CapWatch& day);

/// Until when wrong codes from that address are not even looked at, if so.
[[nodiscard]] std::optional<Instant> guesserLockedUntil(Transaction& tx, const Limits& limits, Instant now,
                                                        const std::string& address);

} // namespace tocsin::server

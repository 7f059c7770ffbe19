// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/metrics.h"
#include "server/limits.h"
#include "server/store/store.h"

#include <optional>
#include <string>

namespace tocsin::server {

/// What the limits are asked about.
struct TextRequest
{
    std::string phoneId;
    std::string monitoringId;
    std::string type; ///< of the event
    std::string kind;
};

/// When such a text is allowed, if not now (server/api/openapi.yaml, sendEvent). `day` learns what is used of
/// the day's cap, and the log when that is most of it.
[[nodiscard]] std::optional<Instant> textAllowedAt(Transaction& tx, const Limits& limits, Instant now,
                                                   const TextRequest& text, CapWatch& day);

} // namespace tocsin::server

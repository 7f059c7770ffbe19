// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/rows.h"

#include <string>
#include <string_view>

namespace tocsin::server {

// What an event is answered with: EventAnswer of server/api/openapi.yaml.

/// A limit is reached until `until`.
[[nodiscard]] std::string rateLimitedAnswer(Instant now, Instant until);

/// There is no text of it.
[[nodiscard]] std::string notTextedAnswer(std::string_view reason);

/// What is known of its text by now.
[[nodiscard]] std::string textAnswer(const OutgoingText& text, Instant now);

} // namespace tocsin::server

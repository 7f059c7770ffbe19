// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace tocsin::server {

enum class StopWord : uint8_t { None, Stop, Start, Help };

/// What a reply means that is nothing but one of the words which carriers and Twilio know, in any case, with
/// spaces and a full stop around it.
[[nodiscard]] StopWord stopWord(std::string_view reply);

} // namespace tocsin::server

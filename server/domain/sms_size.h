// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tocsin::server {

enum class SmsAlphabet : uint8_t { Gsm7, Ucs2 };

/// How a text travels, and what is charged for it.
struct SmsSize
{
    SmsAlphabet alphabet{SmsAlphabet::Gsm7};
    size_t units{0};    ///< septets, or UTF-16 units
    size_t segments{0}; ///< 0 for an empty text
};

/// GSM-7 when every character is in 3GPP TS 23.038's default alphabet or its extension table, whose
/// characters take two septets; else UCS-2. One segment holds 160 septets or 70 units, each of several 153 or
/// 67; a character of two is not divided between segments.
[[nodiscard]] SmsSize smsSize(std::u32string_view text);

} // namespace tocsin::server

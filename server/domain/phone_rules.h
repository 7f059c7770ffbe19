// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace tocsin::server {

// What libphonenumber knows of numbers: https://github.com/google/libphonenumber

enum class NumberKind : uint8_t {
    Ordinary,
    NotAssigned, ///< no network has such a number
    CostsExtra   ///< premium rate, shared cost and the like: texting it may earn somebody money
};

/// Of an E.164 number.
[[nodiscard]] NumberKind numberKind(const std::string& number);

/// The country of an E.164 number as it is written in SMS_COUNTRIES: `US`, or its calling code when it
/// belongs to no single country.
[[nodiscard]] std::string countryOf(const std::string& number);

/// Country codes and calling codes with commas between, such as `US,de,44`; nothing when one is neither.
[[nodiscard]] std::optional<std::set<std::string>> readCountries(std::string_view list);

/// True when the number's country or calling code is among them.
[[nodiscard]] bool inCountries(const std::set<std::string>& countries, const std::string& number);

} // namespace tocsin::server

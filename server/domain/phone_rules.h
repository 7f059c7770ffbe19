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
    NotAssigned, ///< no network can have such a number
    CostsExtra   ///< premium rate, shared cost and the like: texting it may earn somebody money
};

/// The one way to write an E.164 number: +447911123456 for +4407911123456 too, whose 0 is dialled inside the
/// country alone. Nothing for what can be no number.
[[nodiscard]] std::optional<std::string> canonicalNumber(const std::string& number);

/// Of an E.164 number. One that has the length of a number there is ordinary, though the tables do not know
/// it: new area codes come faster than new tables.
[[nodiscard]] NumberKind numberKind(const std::string& number);

/// The country of an E.164 number as it is written in SMS_COUNTRIES: `US`, or its calling code when it
/// belongs to no single country.
[[nodiscard]] std::string countryOf(const std::string& number);

/// Country codes and calling codes with commas between, such as `US,de,44`, or `all`, which is the empty set;
/// nothing when one is neither.
[[nodiscard]] std::optional<std::set<std::string>> readCountries(std::string_view list);

/// True when the number's country or calling code is among them.
[[nodiscard]] bool inCountries(const std::set<std::string>& countries, const std::string& number);

} // namespace tocsin::server

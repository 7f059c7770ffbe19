// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace tocsin {

inline constexpr int CodeLength = 6;

/// What keeps a typed phone number from being one. The first three may be cured by typing on.
enum class PhoneFault : uint8_t { None, Empty, TooShort, NoCountryCode, NotADigit, TooLong };

/// `typed` as E.164 when it is a number written the way people write them: spaces, dashes, dots, slashes,
/// parentheses and `(0)` dropped, a leading 00 read as +, digits of any script read as digits.
[[nodiscard]] QString normalizedPhone(const QString& typed);
[[nodiscard]] PhoneFault phoneFault(const QString& typed);

/// The digits of a pairing code in `typed`, at most CodeLength: typed with spaces or dashes, or pasted with
/// the text around it.
[[nodiscard]] QString codeDigits(const QString& typed);

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace tocsin {

inline constexpr int CodeLength = 6;

/// Why the input is not a phone number; the first three may be fixed by typing more.
enum class PhoneFault : uint8_t { None, Empty, TooShort, NoCountryCode, NotADigit, TooLong };

/// `typed` as E.164: without spaces, dashes, dots, slashes, parentheses and `(0)`, a leading 00 read as +,
/// digits of any script as 0 to 9.
[[nodiscard]] QString normalizedPhone(const QString& typed);
[[nodiscard]] PhoneFault phoneFault(const QString& typed);

/// The digits of a pairing code in `typed`, at most CodeLength: typed with spaces or dashes, or pasted with
/// the text around it.
[[nodiscard]] QString codeDigits(const QString& typed);

} // namespace tocsin

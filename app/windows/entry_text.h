// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace tocsin {

inline constexpr int CodeLength = 6;

/// Why the input is not a phone number; the first three may be fixed by typing more.
enum class PhoneFault : uint8_t { None, Empty, TooShort, NoCountryCode, NotADigit, TooLong };

/// Of normalizedNumber(typed).
[[nodiscard]] PhoneFault phoneFault(const QString& typed);

/// The digits of a pairing code in `typed`, at most CodeLength: typed with spaces or dashes, or pasted with
/// the text around it.
[[nodiscard]] QString codeDigits(const QString& typed);

} // namespace tocsin

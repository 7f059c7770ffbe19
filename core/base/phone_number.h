// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// A phone number as a person types or pastes it, for E.164: without spaces, dashes, dots, slashes, brackets,
/// `(0)` and invisible marks, a leading 00 read as +, digits of any script as 0 to 9. Whatever else is in it
/// stays, so that it is seen to be no number.
[[nodiscard]] QString normalizedNumber(const QString& typed);

} // namespace tocsin

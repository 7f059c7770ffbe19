// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// The most of an error that is kept or sent anywhere, in UTF-16 units.
inline constexpr int MaxErrorText = 500;
/// The most of a session's description (server/api/openapi.yaml).
inline constexpr int MaxDescription = 100;

/// `text` as one line of plain text: control, bidirectional formatting, zero-width and other invisible
/// characters gone, white space folded. Joiners and selectors stay where they are a part of an emoji or of a
/// word in a script that needs them. What comes from outside goes through this before it is shown, logged or
/// sent; markup and `&` are for each outlet to disarm.
[[nodiscard]] QString plainLine(const QString& text);

/// `text` cut to at most `length` UTF-16 units, with an ellipsis as its last character when it was cut. What
/// people see as one character is not cut in two.
[[nodiscard]] QString elided(const QString& text, qsizetype length);

/// True for `+` and 8 to 15 digits, the first not zero (ITU-T E.164).
[[nodiscard]] bool isE164(const QString& number);

} // namespace tocsin

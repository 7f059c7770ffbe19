// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tocsin::server {

// Texts that come from outside, as code points, so that nothing is cut inside a character.

/// UTF-8 to code points; what is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::u32string fromUtf8(std::string_view text);
[[nodiscard]] std::string toUtf8(std::u32string_view text);

/// Length in UTF-16 units, as a phone network counts a UCS-2 text.
[[nodiscard]] size_t utf16Length(std::u32string_view text);

/// One line of plain text: control, bidirectional formatting and invisible characters gone, white space
/// folded. Joiners and selectors stay where they are a part of an emoji or of a word in a script that needs
/// them.
[[nodiscard]] std::u32string plainLine(std::u32string_view text);

/// At most `units` UTF-16 units, the last an ellipsis when something was cut. What people see as one
/// character is not cut in two.
[[nodiscard]] std::u32string elided(std::u32string_view text, size_t units);

/// Links, phone numbers, passwords, tokens and keys replaced by words: none of them may be in a text message.
/// What stays readable, and what must not, is in tests/data/redaction-corpus.json, which the app shares.
[[nodiscard]] std::u32string redacted(std::u32string_view text);

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// A prompt as the person typed it: newer clients put marks around what was pasted in several lines, or is
/// long.
[[nodiscard]] QString withoutPasteMarks(const QString& prompt);

} // namespace tocsin

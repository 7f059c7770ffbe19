// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// Whether the line of a terminal in which the cursor stands is Claude Code's prompt with the cursor at its
/// start. Nothing is typed there, then, or the cursor was moved before it. In shell mode the prompt is
/// another. `column` counts from 0. As seen with 2.1.197, 2.1.330 and 2.1.332.
[[nodiscard]] bool isEmptyPrompt(const QString& line, int column);

} // namespace tocsin

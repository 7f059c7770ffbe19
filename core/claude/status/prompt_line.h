// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/styled_text.h"

namespace tocsin {

/// Whether the cursor stands at Claude Code's prompt with nothing typed, also not behind the cursor or in
/// further lines. `lines` are the line of the cursor and those below it, `column` counts from 0. In shell
/// mode the prompt is another. As seen with 2.1.197, 2.1.330 and 2.1.332.
[[nodiscard]] bool isEmptyPrompt(const QList<StyledLine>& lines, int column);

} // namespace tocsin

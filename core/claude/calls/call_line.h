// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/phrase.h"
#include "core/claude/hooks/hook_event.h"

namespace tocsin {

/// A tool call in one line for people: `Run: npm publish`. Alerts, texts and lists say it in these words.
struct CallLine
{
    Phrase words{};
    /// The line has all of the call that matters, letter for letter: nothing is cut, folded or left out, and
    /// nothing in it is hidden.
    bool isWhole{false};
};

/// The longest argument that a line has whole, in UTF-16 units.
inline constexpr qsizetype MaxLineArgument{200};

[[nodiscard]] CallLine callLine(const hook::ToolCall& call);

} // namespace tocsin

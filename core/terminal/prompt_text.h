// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/terminal/terminal_problem.h"

#include <QString>

namespace tocsin {

/// The most of a prompt, in UTF-16 units.
inline constexpr qsizetype MaxTypedPrompt{20'000};

/// `text` as it may be typed: line ends as line feeds, tabs as spaces, nothing around it, and at its end
/// nothing that an Enter would complete instead of sending it. Any other control character is refused, and a
/// text that the program would take as a command.
[[nodiscard]] Expected<QString, TerminalProblem> typedPrompt(const QString& text);

/// Whether the prompt that a session reports is the one that was typed. White space and the
/// form of accents may differ, and the report may be cut.
[[nodiscard]] bool isSamePrompt(const QString& typed, const QString& reported);

} // namespace tocsin

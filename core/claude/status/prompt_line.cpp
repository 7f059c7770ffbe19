// SPDX-License-Identifier: MIT
#include "core/claude/status/prompt_line.h"

namespace tocsin {

namespace {

constexpr QChar Prompt{u'\u276f'}; // ❯
constexpr int PromptWidth = 2;     // with a no-break space

} // namespace

bool isEmptyPrompt(const QString& line, int column)
{
    return column == PromptWidth && line.startsWith(Prompt) && (line.size() == 1 || line.at(1).isSpace());
}

} // namespace tocsin

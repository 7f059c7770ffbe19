// SPDX-License-Identifier: MIT
#include "core/claude/status/prompt_line.h"

#include <algorithm>

namespace tocsin {

namespace {

constexpr QChar Prompt{u'\u276f'}; // ❯
constexpr QChar Edge{u'\u2500'};   // ─, under the last line
constexpr int PromptWidth = 2;     // with a no-break space; further lines are indented by it

bool isTyped(const StyledChar& one)
{
    return !one.c.isSpace() && !one.isFaint;
}

bool hasTyped(const StyledLine& line)
{
    return std::any_of(line.begin(), line.end(), isTyped);
}

bool beginsWithPrompt(const StyledLine& line)
{
    return !line.isEmpty() && line.first().c == Prompt && (line.size() == 1 || line.at(1).c.isSpace());
}

/// What Claude Code proposes is faint, but for the character under the cursor.
bool isProposal(const StyledLine& text)
{
    const auto isShown = [](const StyledChar& one) { return !one.c.isSpace(); };
    const StyledLine rest = text.mid(1);
    return text.first().isInverse && std::any_of(rest.begin(), rest.end(), isShown) && !hasTyped(rest);
}

} // namespace

bool isEmptyPrompt(const QList<StyledLine>& lines, int column)
{
    if (column != PromptWidth || lines.isEmpty() || !beginsWithPrompt(lines.first()))
        return false;
    const StyledLine text = lines.first().mid(PromptWidth);
    if (hasTyped(text) && !isProposal(text))
        return false;
    const auto below = std::next(lines.begin());
    const auto edge = std::find_if(
        below, lines.end(), [](const StyledLine& line) { return !line.isEmpty() && line.first().c == Edge; });
    return std::none_of(below, edge, hasTyped);
}

} // namespace tocsin

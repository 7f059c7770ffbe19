// SPDX-License-Identifier: MIT
#include "core/sessions/prompt_words.h"

#include "core/base/redaction.h"
#include "core/base/text.h"
#include "core/claude/hooks/pasted_text.h"

namespace tocsin {

namespace {
constexpr qsizetype MaxWords{60};
} // namespace

QString firstWordsOf(const QString& prompt)
{
    // Of a long prompt no more than can matter is looked at: masked before it is cut, so that no half of a
    // secret is left.
    constexpr qsizetype MostLookedAt{2000};
    const QString words = plainLine(withoutPasteMarks(prompt.left(MostLookedAt)));
    return words.startsWith(u'/') ? elided(words.section(u' ', 0, 0), MaxWords)
                                  : elided(redactForLog(words), MaxWords);
}

} // namespace tocsin

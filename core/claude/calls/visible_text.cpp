// SPDX-License-Identifier: MIT
#include "core/claude/calls/visible_text.h"

#include <QList>

#include <algorithm>
#include <array>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

bool isHidden(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
        return c != U'\n' && c != U'\t';
    case QChar::Other_Format: // direction, joiners, tags
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Separator_Space: // one that a shell takes for a letter
        return c != U' ';
    default:
        break;
    }
    // Letters without ink, and what only changes the look of the letter before.
    constexpr std::array<std::pair<char32_t, char32_t>, 7> unseen{{{0x034f, 0x034f},
                                                                   {0x115f, 0x1160},
                                                                   {0x17b4, 0x17b5},
                                                                   {0x3164, 0x3164},
                                                                   {0xffa0, 0xffa0},
                                                                   {0xfffd, 0xfffd}, // also half of a pair
                                                                   {0xe0100, 0xe01ef}}};
    return std::any_of(unseen.begin(), unseen.end(),
                       [c](const auto& range) { return range.first <= c && c <= range.second; });
}

} // namespace

bool hidesSomething(const QString& text)
{
    const QList<uint> letters = text.toUcs4();
    return std::any_of(letters.begin(), letters.end(), [](uint letter) { return isHidden(letter); });
}

QString visibleText(const QString& text)
{
    QString result;
    result.reserve(text.size());
    for (const char32_t letter : text.toUcs4()) {
        if (isHidden(letter))
            result += u"⟨U+%1⟩"_s.arg(static_cast<uint>(letter), 4, 16, QChar{u'0'}).toUpper();
        else
            result += QString::fromUcs4(&letter, 1);
    }
    return result;
}

} // namespace tocsin

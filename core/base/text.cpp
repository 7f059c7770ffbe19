// SPDX-License-Identifier: MIT
#include "core/base/text.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace tocsin {

namespace {

constexpr char32_t Zwnj{0x200c};
constexpr char32_t Zwj{0x200d};
constexpr char32_t BlackFlag{0x1f3f4};
constexpr char32_t CancelTag{0xe007f};
/// More than any character consists of that is not made to be annoying.
constexpr qsizetype LongestCluster{64};

struct Range
{
    char32_t first;
    char32_t last;
};

template<size_t Count> bool isIn(const std::array<Range, Count>& ranges, char32_t c)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](Range range) { return c >= range.first && c <= range.last; });
}

/// Scripts whose letters join, where a zero-width (non-)joiner changes how a word is written: Arabic and its
/// neighbours, the scripts of India and South-East Asia, Mongolian, Adlam.
bool isOfJoiningScript(char32_t c)
{
    static constexpr std::array<Range, 9> scripts{{{0x0600, 0x109f},
                                                   {0x1700, 0x18af},
                                                   {0x1a00, 0x1cff},
                                                   {0xa800, 0xabff},
                                                   {0xfb50, 0xfdff},
                                                   {0xfe70, 0xfefc},
                                                   {0x10a00, 0x10eff},
                                                   {0x11000, 0x11fff},
                                                   {0x1e900, 0x1e95f}}};
    return isIn(scripts, c);
}

bool isEmoji(char32_t c)
{
    static constexpr std::array<Range, 16> emoji{{{0xa9, 0xa9},
                                                  {0xae, 0xae},
                                                  {0x203c, 0x203c},
                                                  {0x2049, 0x2049},
                                                  {0x2122, 0x2122},
                                                  {0x2139, 0x2139},
                                                  {0x2194, 0x21aa},
                                                  {0x231a, 0x23ff},
                                                  {0x24c2, 0x24c2},
                                                  {0x25aa, 0x25fe},
                                                  {0x2600, 0x27bf},
                                                  {0x2934, 0x2935},
                                                  {0x2b05, 0x2b55},
                                                  {0x3030, 0x303d},
                                                  {0x3297, 0x3299},
                                                  {0x1f000, 0x1faff}}};
    return isIn(emoji, c);
}

bool isVariationSelector(char32_t c)
{
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) ||
           (c >= 0x180b && c <= 0x180f && c != 0x180e);
}

bool isTag(char32_t c)
{
    return c >= 0xe0020 && c <= 0xe007f;
}

/// Letters, marks and symbols that show nothing.
bool isBlank(char32_t c)
{
    static constexpr std::array<Range, 8> blanks{{{0x34f, 0x34f},
                                                  {0x115f, 0x1160},
                                                  {0x17b4, 0x17b5},
                                                  {0x2800, 0x2800},
                                                  {0x3164, 0x3164},
                                                  {0xffa0, 0xffa0},
                                                  {0xfff0, 0xfffb},
                                                  {0xe0000, 0xe0fff}}};
    return isIn(blanks, c) && !isVariationSelector(c);
}

/// Zero-width joiners, variation selectors and tags belong to the character before them; anywhere else they
/// are invisible. `line` is what was kept so far, `rest` begins with the character in question.
bool belongsToCharacterBefore(std::u32string_view line, std::u32string_view rest)
{
    const char32_t c = rest.front();
    const char32_t before = line.empty() ? U' ' : line.back();
    const char32_t next = rest.size() > 1 ? rest[1] : U' ';
    if (c == Zwj && (isEmoji(before) || isVariationSelector(before) || isTag(before)))
        return isEmoji(next);
    if (c == Zwj || c == Zwnj)
        return isOfJoiningScript(before);
    if (isVariationSelector(c)) {
        const bool isKeycap = c == 0xfe0f && next == 0x20e3;
        return isKeycap || (before > 0x7f && before != Zwj && before != Zwnj && !isVariationSelector(before));
    }
    if (isTag(c)) { // the flags of England, Scotland, Wales, …
        const size_t end = rest.find(CancelTag);
        return (before == BlackFlag || isTag(before)) && before != CancelTag &&
               end != std::u32string_view::npos &&
               std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(end), isTag);
    }
    return false;
}

/// What shows nothing of its own and changes how the rest looks: Other_Format holds the bidirectional marks,
/// overrides and isolates, the byte order mark and the like. Halves of surrogate pairs and non-characters are
/// not text at all.
bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
        return true;
    default:
        return QChar::isNonCharacter(c) || isBlank(c) || isVariationSelector(c);
    }
}

std::u32string codePoints(const QString& text)
{
    std::u32string points;
    points.reserve(static_cast<size_t>(text.size()));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        const bool isPair = unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        points += isPair ? QChar::surrogateToUcs4(unit, text.at(++i)) : char32_t{unit.unicode()};
    }
    return points;
}

} // namespace

QString plainLine(const QString& text)
{
    const std::u32string points = codePoints(text);
    std::u32string line;
    line.reserve(points.size());
    for (size_t i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        if (QChar::isSpace(c))
            line += U' ';
        else if (!isInvisible(c) || belongsToCharacterBefore(line, std::u32string_view{points}.substr(i)))
            line += c;
    }
    return QString::fromUcs4(line.data(), static_cast<qsizetype>(line.size())).simplified();
}

QString elided(const QString& text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    const qsizetype most = std::max<qsizetype>(length - 1, 0);
    const QString start = text.left(most + LongestCluster);
    QTextBoundaryFinder characters{QTextBoundaryFinder::Grapheme, start};
    characters.setPosition(most);
    qsizetype keep =
        characters.isAtBoundary() ? most : std::max<qsizetype>(characters.toPreviousBoundary(), 0);
    if (most - keep > LongestCluster)
        keep = most - (text.at(most - 1).isHighSurrogate() ? 1 : 0);
    return text.left(keep) + QChar(0x2026);
}

bool isE164(const QString& number)
{
    if (number.size() < 9 || number.size() > 16 || number.at(0) != QLatin1Char('+') ||
        number.at(1) == QLatin1Char('0'))
        return false;
    return std::all_of(number.cbegin() + 1, number.cend(),
                       [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
}

} // namespace tocsin

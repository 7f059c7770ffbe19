// SPDX-License-Identifier: MIT
#include "server/domain/text.h"

#include <Poco/Unicode.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace tocsin::server {

namespace {

constexpr char32_t Replacement = 0xfffd;
constexpr char32_t Ellipsis = 0x2026;
constexpr char32_t Zwnj = 0x200c;
constexpr char32_t Zwj = 0x200d;
constexpr char32_t BlackFlag = 0x1f3f4;
constexpr char32_t CancelTag = 0xe007f;

struct Decoded
{
    char32_t point{Replacement};
    size_t bytes{1};
};

Decoded decodeOne(std::string_view text)
{
    const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<unsigned char>(text[i])); };
    const uint32_t first = byte(0);
    if (first < 0x80)
        return {first, 1};
    const size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length)
        return {};
    uint32_t point = first & (0x7fU >> length);
    for (size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80)
            return {};
        point = point << 6U | (byte(i) & 0x3fU);
    }
    constexpr std::array<uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    if (point < smallest[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
        return {};
    return {point, length};
}

bool isSpace(char32_t c)
{
    return c == U' ' || (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
           c == 0x3000;
}

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

bool isUnwanted(char32_t c)
{
    const bool control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
    const bool bidi = c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
                      (c >= 0x2066 && c <= 0x2069);
    const bool format = c == 0xad || c == 0x180e || (c >= 0x200b && c <= 0x200d) ||
                        (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
    const bool noCharacter = (c & 0xfffeU) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return control || bidi || format || noCharacter || isBlank(c) || isVariationSelector(c);
}

bool isRegionalIndicator(char32_t c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/// Shown as a part of the character before it.
bool isExtender(char32_t c)
{
    Poco::Unicode::CharacterProperties properties{};
    Poco::Unicode::properties(static_cast<int>(c), properties);
    const bool isSkinTone = c >= 0x1f3fb && c <= 0x1f3ff;
    const bool isHangulEnd = c >= 0x1160 && c <= 0x11ff;
    return properties.category == Poco::Unicode::UCP_MARK || c == Zwj || c == Zwnj ||
           isVariationSelector(c) || isTag(c) || isSkinTone || isHangulEnd;
}

/// Whether what people see as one character would be cut in two at `at`.
bool isInsideCharacter(std::u32string_view text, size_t at)
{
    if (at == 0 || at >= text.size())
        return false;
    if (isExtender(text[at]) || (text[at - 1] == Zwj && isEmoji(text[at])))
        return true;
    if (!isRegionalIndicator(text[at]))
        return false;
    size_t before = 0; // a flag is two of them
    while (before < at && isRegionalIndicator(text[at - 1 - before]))
        ++before;
    return before % 2 == 1;
}

} // namespace

std::u32string fromUtf8(std::string_view text)
{
    std::u32string points;
    points.reserve(text.size());
    while (!text.empty()) {
        const Decoded one = decodeOne(text);
        points += one.point;
        text.remove_prefix(one.bytes);
    }
    return points;
}

std::string toUtf8(std::u32string_view text)
{
    std::string bytes;
    bytes.reserve(text.size());
    const auto tail = [&](char32_t c, unsigned shift) {
        bytes += static_cast<char>(0x80U | ((c >> shift) & 0x3fU));
    };
    for (const char32_t c : text) {
        if (c < 0x80) {
            bytes += static_cast<char>(c);
        } else if (c < 0x800) {
            bytes += static_cast<char>(0xc0U | c >> 6U);
            tail(c, 0);
        } else if (c < 0x10000) {
            bytes += static_cast<char>(0xe0U | c >> 12U);
            tail(c, 6);
            tail(c, 0);
        } else {
            bytes += static_cast<char>(0xf0U | c >> 18U);
            tail(c, 12);
            tail(c, 6);
            tail(c, 0);
        }
    }
    return bytes;
}

size_t utf16Length(std::u32string_view text)
{
    size_t units = 0;
    for (const char32_t c : text)
        units += c > 0xffff ? 2 : 1;
    return units;
}

std::u32string plainLine(std::u32string_view text)
{
    std::u32string line;
    bool gap = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (isSpace(c)) {
            gap = !line.empty();
        } else if (!isUnwanted(c) || (!gap && belongsToCharacterBefore(line, text.substr(i)))) {
            if (gap)
                line += U' ';
            gap = false;
            line += c;
        }
    }
    return line;
}

std::u32string elided(std::u32string_view text, size_t units)
{
    if (utf16Length(text) <= units)
        return std::u32string{text};
    if (units == 0)
        return {};
    size_t keep = 0;
    for (size_t used = 1; keep < text.size(); ++keep) { // 1: the ellipsis
        used += text[keep] > 0xffff ? 2 : 1;
        if (used > units)
            break;
    }
    size_t whole = keep;
    while (isInsideCharacter(text, whole))
        --whole;
    // Marks without end are made to be annoying; such a character is cut.
    constexpr size_t longestCharacter = 64;
    if (keep - whole <= longestCharacter)
        keep = whole;
    while (keep > 0 && isSpace(text[keep - 1]))
        --keep;
    return std::u32string{text.substr(0, keep)} + Ellipsis;
}

} // namespace tocsin::server

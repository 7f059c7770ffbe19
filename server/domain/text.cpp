// SPDX-License-Identifier: MIT
#include "server/domain/text.h"

#include <array>
#include <cstdint>

namespace tocsin::server {

namespace {

constexpr char32_t Replacement = 0xfffd;
constexpr char32_t Ellipsis = 0x2026;

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

bool isUnwanted(char32_t c)
{
    const bool control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
    const bool bidi = c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
                      (c >= 0x2066 && c <= 0x2069);
    return control || bidi || c == 0x200b || c == 0x2060 || c == 0xfeff;
}

bool joinsToNext(char32_t c)
{
    return c == 0x200d || isSpace(c);
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
    for (const char32_t c : text) {
        if (isSpace(c)) {
            gap = !line.empty();
        } else if (!isUnwanted(c)) {
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
    std::u32string cut;
    size_t used = 1; // the ellipsis
    for (const char32_t c : text) {
        used += c > 0xffff ? 2 : 1;
        if (used > units)
            break;
        cut += c;
    }
    while (!cut.empty() && joinsToNext(cut.back()))
        cut.pop_back();
    return units == 0 ? std::u32string{} : cut + Ellipsis;
}

} // namespace tocsin::server

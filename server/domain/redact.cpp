// SPDX-License-Identifier: MIT
#include "server/domain/text.h"

#include <algorithm>

namespace tocsin::server {

namespace {

bool isDigit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}

bool isLetter(char32_t c)
{
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

bool isTokenCharacter(char32_t c)
{
    return isDigit(c) || isLetter(c) || c == U'-' || c == U'_' || c == U'=' || c == U'+';
}

bool startsWith(std::u32string_view text, std::u32string_view start)
{
    return text.size() >= start.size() &&
           std::equal(start.begin(), start.end(), text.begin(),
                      [](char32_t a, char32_t b) { return a == (b >= U'A' && b <= U'Z' ? b + 32 : b); });
}

/// How long the link is that `text` begins with; 0 when it begins with none.
size_t linkAt(std::u32string_view text)
{
    size_t scheme = 0;
    while (scheme < text.size() && isLetter(text[scheme]))
        ++scheme;
    const bool hasScheme = scheme > 0 && startsWith(text.substr(scheme), U"://");
    if (!hasScheme && !startsWith(text, U"www."))
        return 0;
    return static_cast<size_t>(std::find_if(text.begin(), text.end(),
                                            [](char32_t c) { return c == U' ' || c == U'"' || c == U'\''; }) -
                               text.begin());
}

/// `+` or `00` and at least eight digits, which may be grouped by spaces, dots, dashes or brackets; or ten
/// digits and more in a row.
size_t phoneAt(std::u32string_view text)
{
    const bool international = text.front() == U'+' || startsWith(text, U"00");
    size_t digits = 0;
    size_t end = 0;
    size_t gap = 0;
    for (size_t i = text.front() == U'+' ? 1 : 0; i < text.size() && gap < 3; ++i) {
        if (isDigit(text[i])) {
            ++digits;
            end = i + 1;
            gap = 0;
        } else if (international && std::u32string_view{U" .-()/"}.find(text[i]) != text.npos) {
            ++gap;
        } else {
            break;
        }
    }
    const bool found = international ? digits >= 8 && digits <= 17 : digits >= 10;
    return found ? end : 0;
}

/// A key with a known beginning, or 32 characters and more with letters and digits mixed.
size_t secretAt(std::u32string_view text)
{
    size_t length = 0;
    size_t digits = 0;
    while (length < text.size() && isTokenCharacter(text[length])) {
        digits += isDigit(text[length]) ? 1 : 0;
        ++length;
    }
    for (const std::u32string_view start :
         {U"sk-", U"ghp_", U"gho_", U"github_pat_", U"xoxb-", U"xoxp-", U"npm_"}) {
        if (startsWith(text, start) && length >= start.size() + 12)
            return length;
    }
    if (startsWith(text, U"eyj") && length >= 16) { // a JWT: three parts with dots between
        while (length < text.size() && (isTokenCharacter(text[length]) || text[length] == U'.'))
            ++length;
        return length;
    }
    return length >= 32 && digits >= 4 && digits < length ? length : 0;
}

} // namespace

std::u32string redacted(std::u32string_view text)
{
    std::u32string result;
    bool wordStart = true;
    while (!text.empty()) {
        size_t skip = 0;
        if (wordStart) {
            if ((skip = linkAt(text)) > 0)
                result += U"[link]";
            else if ((skip = secretAt(text)) > 0)
                result += U"[secret]";
            else if ((skip = phoneAt(text)) > 0)
                result += U"[number]";
        }
        if (skip == 0) {
            result += text.front();
            skip = 1;
        }
        wordStart = !isTokenCharacter(text[skip - 1]) || text[skip - 1] == U'=';
        text.remove_prefix(skip);
    }
    return result;
}

} // namespace tocsin::server

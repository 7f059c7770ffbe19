// SPDX-License-Identifier: MIT
#include "server/domain/random_word.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace tocsin::server {

namespace {

// A shorter token could be anybody's abbreviation.
constexpr size_t ShortestToken{20};
/// Parts of a token between its dashes; a shorter one says nothing.
constexpr size_t ShortestPart{8};
/// Abbreviated commit hashes and the like.
constexpr size_t LongestShortHash{12};
constexpr size_t ShortestHexToken{32};
constexpr size_t AwsSecretLength{40};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isVowel(char c)
{
    return std::string_view{"aeiouyAEIOUY"}.find(c) != std::string_view::npos;
}

bool isHex(std::string_view part)
{
    const auto among = [&](char first, char last) {
        return std::all_of(part.begin(), part.end(),
                           [&](char c) { return isDigit(c) || (c >= first && c <= last); });
    };
    return among('a', 'f') || among('A', 'F');
}

/// What a part of a word is made of.
struct Makeup
{
    size_t digits{0};
    size_t letters{0};
    size_t digitGroups{0};
    size_t switches{0}; ///< between lower case, upper case and digits; not from a capital to its word
    size_t inWords{0};  ///< letters in runs that could be words: `Hash`, `users`
    bool isMixedCase{false};
};

Makeup makeupOf(std::string_view part)
{
    Makeup makeup;
    bool hasLower{false};
    bool hasUpper{false};
    size_t run{0};
    bool runHasVowel{false};
    const auto endRun = [&] {
        if (run >= 4 && runHasVowel)
            makeup.inWords += run;
        run = 0;
        runHasVowel = false;
    };
    for (size_t i = 0; i < part.size(); ++i) {
        const char c = part[i];
        const char before = i > 0 ? part[i - 1] : '\0';
        makeup.digits += isDigit(c) ? 1 : 0;
        makeup.letters += isDigit(c) ? 0 : 1;
        hasLower = hasLower || isLower(c);
        hasUpper = hasUpper || isUpper(c);
        makeup.digitGroups += isDigit(c) && !isDigit(before) ? 1 : 0;
        const bool isSwitch = i > 0 && (isDigit(c) != isDigit(before) || (isUpper(c) && isLower(before)));
        makeup.switches += isSwitch ? 1 : 0;
        if (isDigit(c) || isUpper(c))
            endRun();
        run += isDigit(c) ? 0 : 1;
        runHasVowel = runHasVowel || isVowel(c);
    }
    endRun();
    makeup.isMixedCase = hasLower && hasUpper;
    return makeup;
}

/// A random character is of another kind than the one before it nearly every second time.
bool isRandomPart(std::string_view part)
{
    if (isHex(part) && part.size() <= LongestShortHash)
        return false;
    const Makeup makeup = makeupOf(part);
    if (makeup.letters == 0)
        return part.size() >= ShortestHexToken;
    if (isHex(part) && part.size() >= ShortestHexToken && makeup.digits > 0)
        return true;
    if (part.size() < ShortestPart || makeup.digits == 0)
        return false;
    if (makeup.isMixedCase)
        return makeup.switches * 10 >= part.size() * 3 && makeup.inWords * 10 < part.size() * 4;
    return makeup.digitGroups >= 3 && makeup.digitGroups * 7 >= part.size();
}

/// 40 characters of Base64, in which slashes leave only short parts.
bool looksLikeAwsSecret(std::string_view word)
{
    const auto has = [&](bool (*isKind)(char)) { return std::any_of(word.begin(), word.end(), isKind); };
    const auto isOther = [](char c) {
        return !isDigit(c) && !isLower(c) && !isUpper(c) && c != '/' && c != '+';
    };
    if (word.size() != AwsSecretLength || !has(isDigit) || !has(isLower) || !has(isUpper) || has(isOther))
        return false;
    std::string letters{word};
    letters.erase(std::remove_if(letters.begin(), letters.end(), [](char c) { return c == '/' || c == '+'; }),
                  letters.end());
    const Makeup makeup = makeupOf(letters);
    return makeup.switches >= 8 && makeup.inWords * 10 < word.size() * 4;
}

/// Dashes, of which no part is random, in the place of UUIDs.
std::string withoutUuids(std::string text)
{
    constexpr std::string_view shape{"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"};
    const auto isHexDigit = [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    };
    for (size_t i = 0; i + shape.size() <= text.size(); ++i) {
        const bool isUuid =
            std::equal(shape.begin(), shape.end(), text.begin() + static_cast<std::ptrdiff_t>(i),
                       [&](char s, char c) { return s == '-' ? c == '-' : isHexDigit(c); });
        if (isUuid)
            text.replace(i, shape.size(), 1, '-');
    }
    return text;
}

} // namespace

bool looksRandom(std::string_view word)
{
    const std::string text = withoutUuids(std::string{word});
    if (looksLikeAwsSecret(text))
        return true;
    size_t random = 0;
    for (size_t i = 0; i < text.size();) {
        size_t end = i;
        while (end < text.size() && (isDigit(text[end]) || isLower(text[end]) || isUpper(text[end])))
            ++end;
        const std::string_view part = std::string_view{text}.substr(i, end - i);
        random += !part.empty() && isRandomPart(part) ? part.size() : 0;
        i = end + 1;
    }
    return random >= ShortestToken;
}

} // namespace tocsin::server

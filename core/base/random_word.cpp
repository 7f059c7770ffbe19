// SPDX-License-Identifier: MIT
#include "core/base/random_word.h"

#include <QRegularExpression>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

// A shorter token could be anybody's abbreviation.
constexpr qsizetype ShortestToken{20};
/// Parts of a token between its dashes; a shorter one says nothing.
constexpr qsizetype ShortestPart{8};
/// Abbreviated commit hashes and the like.
constexpr qsizetype LongestShortHash{12};
constexpr qsizetype ShortestHexToken{32};
constexpr qsizetype AwsSecretLength{40};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}
bool isLower(QChar c)
{
    return c >= u'a' && c <= u'z';
}
bool isUpper(QChar c)
{
    return c >= u'A' && c <= u'Z';
}
bool isVowel(QChar c)
{
    return QStringView{u"aeiouyAEIOUY"}.contains(c);
}

bool isHex(QStringView part)
{
    const auto among = [&](QChar first, QChar last) {
        return std::all_of(part.begin(), part.end(),
                           [&](QChar c) { return isDigit(c) || (c >= first && c <= last); });
    };
    return among(u'a', u'f') || among(u'A', u'F');
}

/// What a part of a word is made of.
struct Makeup
{
    qsizetype digits{0};
    qsizetype letters{0};
    qsizetype digitGroups{0};
    qsizetype switches{0}; ///< between lower case, upper case and digits; not from a capital to its word
    qsizetype inWords{0};  ///< letters in runs that could be words: `Hash`, `users`
    bool isMixedCase{false};
};

Makeup makeupOf(QStringView part)
{
    Makeup makeup;
    bool hasLower{false};
    bool hasUpper{false};
    qsizetype run{0};
    bool runHasVowel{false};
    const auto endRun = [&] {
        if (run >= 4 && runHasVowel)
            makeup.inWords += run;
        run = 0;
        runHasVowel = false;
    };
    for (qsizetype i = 0; i < part.size(); ++i) {
        const QChar c = part.at(i);
        const QChar before = i > 0 ? part.at(i - 1) : QChar{};
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
bool isRandomPart(QStringView part)
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
bool looksLikeAwsSecret(const QString& word)
{
    static const QRegularExpression shape{u"^(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+/]{40}$"_s};
    if (word.size() != AwsSecretLength || !shape.match(word).hasMatch())
        return false;
    const Makeup makeup = makeupOf(QString{word}.remove(u'/').remove(u'+'));
    return makeup.switches >= 8 && makeup.inWords * 10 < word.size() * 4;
}

} // namespace

bool looksRandom(QStringView word)
{
    static const QRegularExpression uuid{u"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"_s};
    static const QRegularExpression separators{u"[^A-Za-z0-9]+"_s};
    const QString text = word.toString().replace(uuid, u"-"_s);
    if (looksLikeAwsSecret(text))
        return true;
    qsizetype random{0};
    for (const QString& part : text.split(separators, Qt::SkipEmptyParts))
        random += isRandomPart(part) ? part.size() : 0;
    return random >= ShortestToken;
}

} // namespace tocsin

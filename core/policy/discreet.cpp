// SPDX-License-Identifier: MIT
#include "core/policy/discreet.h"

#include <QRegularExpression>
#include <QUrl>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Replaces each match of `expression` by what `instead` makes of it.
template<typename Function>
QString replaced(const QString& text, const QRegularExpression& expression, Function instead)
{
    QString result;
    qsizetype from{0};
    for (auto matches = expression.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        result += QStringView{text}.mid(from, match.capturedStart() - from);
        result += instead(match);
        from = match.capturedEnd();
    }
    result += QStringView{text}.mid(from);
    return result;
}

QString hiddenLinks(const QString& text)
{
    static const QRegularExpression link{u"\\b[a-z][a-z0-9+.-]*://[^\\s\"'<>|)]+"_s,
                                         QRegularExpression::CaseInsensitiveOption};
    return replaced(text, link,
                    [](const QRegularExpressionMatch& match) { return QUrl{match.captured()}.host(); });
}

QString hiddenSecrets(const QString& text)
{
    // What is announced as a secret: --password x, API_KEY=x, Authorization: Bearer x …
    static const QRegularExpression announced{
        u"(--?(?:[a-z]+-)*(?:password|passwd|pass|secret|token|key)[= ]\\s*"
        "|\\w*(?:password|passwd|secret|token|api_?key|access_?key|authorization)\\w*[\"']?\\s*[=:]\\s*[\"']?"
        "(?:bearer\\s+|basic\\s+)?|\\bbearer\\s+)([^\\s\"']{4,})"_s,
        QRegularExpression::CaseInsensitiveOption};
    // What looks like one: a known beginning, or many letters and digits in one word without a separator.
    static const QRegularExpression lookalike{
        u"\\b(?:sk|pk|rk|ghp|gho|ghs|github_pat|glpat|xox[abp]|AKIA|eyJ)[-_A-Za-z0-9.]{12,}"
        "|\\b(?=[A-Za-z0-9+=]*[0-9])(?=[A-Za-z0-9+=]*[A-Za-z])[A-Za-z0-9+=]{32,}"_s};
    const QString known = replaced(
        text, announced, [](const QRegularExpressionMatch& match) { return match.captured(1) + u"***"_s; });
    return replaced(known, lookalike, [](const QRegularExpressionMatch&) { return u"***"_s; });
}

QString hiddenPhones(const QString& text)
{
    static const QRegularExpression phone{u"(?<![\\w.])\\+[1-9](?:[ ().-]?[0-9]){7,14}(?![\\w])"_s};
    static const QRegularExpression notDigit{u"[^0-9]"_s};
    return replaced(text, phone, [](const QRegularExpressionMatch& match) {
        const QString digits = match.captured().remove(notDigit);
        // Of the countries' codes, +1 and +7 are one digit long; most others are two.
        const bool isShort = digits.startsWith(u'1') || digits.startsWith(u'7');
        return u'+' + digits.left(isShort ? 1 : 2) + u"***"_s + digits.right(4);
    });
}

} // namespace

QString discreet(const QString& text)
{
    return hiddenPhones(hiddenSecrets(hiddenLinks(text)));
}

} // namespace tocsin

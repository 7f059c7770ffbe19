// SPDX-License-Identifier: MIT
#include "core/logging/redact.h"

#include <QRegularExpression>

#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Rule
{
    QRegularExpression pattern;
    QString replacement;
};

const auto& rules()
{
    // Several at a time may match the same secret: the specific ones, which keep more of the text, come
    // first.
    static const std::array<Rule, 8> all{{
        {QRegularExpression{u"\\bAuthorization\\s*:\\s*(?!Bearer)[A-Za-z]+\\s+[^\\s\"',]+"_s,
                            QRegularExpression::CaseInsensitiveOption},
         u"Authorization: ***"_s},
        {QRegularExpression{u"(://)[^\\s/@:]+(?::[^\\s/@]*)?@"_s}, u"\\1***@"_s},
        {QRegularExpression{u"\\bBearer\\s+[^\\s\"',]+"_s, QRegularExpression::CaseInsensitiveOption},
         u"Bearer ***"_s},
        {QRegularExpression{
             u"(\\\\?\"(?:access_token|session_token|temp_token|pairing_code|phone)\\\\?\"\\s*:\\s*\\\\?\")(?!\\+[0-9]*\\*)[^\"\\\\]*"_s},
         u"\\1***"_s},
        {QRegularExpression{u"\\beyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]*)?"_s}, u"***"_s},
        // 32 or more of base64url or hex in a row, unless it is a UUID with its dashes.
        {QRegularExpression{
             u"(?<![A-Za-z0-9_-])(?![0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![A-Za-z0-9_-]))"
             "(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{32,}"_s},
         u"***"_s},
        {QRegularExpression{u"\\+[0-9](?:[ ().-]{0,2}[0-9]){7,14}"_s}, u"+***"_s},
        {QRegularExpression{u"(?<![0-9A-Za-z_.-])[0-9]{6}(?![0-9A-Za-z_-]|\\.[0-9])"_s}, u"******"_s},
    }};
    return all;
}

} // namespace

QString redacted(const QString& text)
{
    QString clean = text;
    for (const Rule& rule : rules())
        clean.replace(rule.pattern, rule.replacement);
    return clean;
}

} // namespace tocsin

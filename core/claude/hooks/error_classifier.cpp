// SPDX-License-Identifier: MIT
#include "core/claude/hooks/error_classifier.h"

#include "core/base/text.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// What Claude puts right by itself: it reads the message and looks elsewhere.
const QRegularExpression& mendable()
{
    static const QRegularExpression expression{
        u"file not found|no such file|does not exist|syntax ?error|parse error|unexpected token"_s,
        QRegularExpression::CaseInsensitiveOption};
    return expression;
}

/// Colours and cursor movements; plainLine() would leave their visible half behind.
QString withoutTerminalCodes(QString text)
{
    static const QRegularExpression codes{u"\\x1b\\[[0-9;?]*[ -/]*[@-~]"_s};
    return text.remove(codes);
}

} // namespace

ErrorClassifier::ErrorClassifier(const QStringList& patterns)
{
    const QStringList builtIn = builtInPatterns();
    for (const QString& pattern : patterns.isEmpty() ? builtIn : patterns) {
        QRegularExpression expression{pattern, QRegularExpression::CaseInsensitiveOption};
        // An empty pattern would match every error.
        if (expression.isValid() && !pattern.isEmpty())
            m_patterns.push_back({std::move(expression), !builtIn.contains(pattern)});
        else
            m_badPatterns += pattern;
    }
}

QStringList ErrorClassifier::builtInPatterns()
{
    return {u"permission denied"_s,
            u"rate limit"_s,
            u"fatal"_s,
            u"crash"_s,
            u"connection refused"_s,
            u"unauthorized"_s,
            u"authentication failed"_s,
            u"npm ERR!"_s,
            u"install failed"_s,
            u"build failed"_s,
            u"no space left"_s,
            u"out of memory"_s,
            u"timed out"_s,
            u"quota exceeded"_s};
}

bool ErrorClassifier::isBlocking(const QString& line) const
{
    const bool isMendable = mendable().match(line).hasMatch();
    return std::any_of(m_patterns.begin(), m_patterns.end(), [&](const Pattern& pattern) {
        return (pattern.isUsersOwn || !isMendable) && pattern.expression.match(line).hasMatch();
    });
}

std::optional<QString> ErrorClassifier::blockingLine(const QString& error) const
{
    const QStringList lines = withoutTerminalCodes(error).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        if (const QString plain = plainLine(line); isBlocking(plain))
            return elided(plain, MaxErrorText);
    }
    return {};
}

} // namespace tocsin

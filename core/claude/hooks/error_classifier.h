// SPDX-License-Identifier: MIT
#pragma once

#include <QRegularExpression>
#include <QStringList>

#include <optional>
#include <vector>

namespace tocsin {

/// Tells errors that stop the work from the many that Claude mends by itself (architecture.md, "Blocking
/// errors"). An error is blocking when one of its lines matches a blocking pattern; a line about a missing
/// file or a syntax error never is, unless a pattern of the user's own says so.
class ErrorClassifier final
{
public:
    /// Regular expressions, matched without regard to case; an empty list means the built-in one. Those that
    /// are none are left out and listed by badPatterns().
    explicit ErrorClassifier(const QStringList& patterns = {});

    /// The line that makes `error` blocking, plain and cut to MaxErrorText; nothing when it is not blocking.
    [[nodiscard]] std::optional<QString> blockingLine(const QString& error) const;
    [[nodiscard]] const QStringList& badPatterns() const { return m_badPatterns; }

    [[nodiscard]] static QStringList builtInPatterns();

private:
    struct Pattern
    {
        QRegularExpression expression;
        bool isUsersOwn{false};
    };

    [[nodiscard]] bool isBlocking(const QString& line) const;

    std::vector<Pattern> m_patterns;
    QStringList m_badPatterns;
};

} // namespace tocsin

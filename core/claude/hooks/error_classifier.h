// SPDX-License-Identifier: MIT
#pragma once

#include <QRegularExpression>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace tocsin {

/// Tells errors that stop the work from the many that Claude mends by itself (docs/architecture.md, "Blocking
/// errors"). An error is blocking when one of its lines is the message of such an error: not a test's name or
/// result, a count, a compiler's `file:line`, or a sentence that only has its words. A line about a missing
/// file or a syntax error never is. Patterns of the user's own take the place of all of that.
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
    enum class Origin : uint8_t { BuiltIn, Earlier, User };

    struct Pattern
    {
        QRegularExpression expression;
        Origin origin{Origin::BuiltIn};
    };

    [[nodiscard]] bool isBlocking(const QString& line) const;

    std::vector<Pattern> m_patterns;
    QStringList m_badPatterns;
};

} // namespace tocsin

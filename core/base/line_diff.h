// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace tocsin {

/// A text as lines, without their line feeds.
struct TextLines
{
    QStringList lines{};
    bool isTerminated{true}; ///< the last line has a line feed too; true if there is no line
};
[[nodiscard]] TextLines linesOf(const QString& text);

/// One line of a comparison.
struct DiffLine
{
    enum class Kind : uint8_t { Same, Removed, Added };
    Kind kind{Kind::Same};
    qsizetype before{-1}; ///< its index in the text before; -1 of an added line
    qsizetype after{-1};  ///< its index in the text after; -1 of a removed line

    friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

/// About 0.1 s.
inline constexpr qint64 MaxDiffSteps{20'000'000};

/// What makes the text `after` of the text `before`, in order, removed lines before those added in their
/// place. As short as can be (Myers) while `maxSteps` last; what is not compared by then is replaced as a
/// whole. A last line without a line feed differs from the same line with one.
[[nodiscard]] std::vector<DiffLine> diffLines(const TextLines& before, const TextLines& after,
                                              qint64 maxSteps = MaxDiffSteps);

/// Lines that belong together: changes and what is around them.
struct DiffHunk
{
    qsizetype skipped{0}; ///< unchanged lines before it that are left out
    std::vector<DiffLine> lines{};
};
struct DiffHunks
{
    std::vector<DiffHunk> hunks{};
    qsizetype skippedAfter{0}; ///< unchanged lines at the end
};

/// With at most `context` unchanged lines around each change; a single line is not left out.
[[nodiscard]] DiffHunks hunksOf(const std::vector<DiffLine>& lines, qsizetype context = 3);

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/base/line_diff.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <span>

namespace tocsin {

namespace {

using Ids = std::span<const int>;

struct Split
{
    size_t before;
    size_t after;
};

/// The furthest that can be reached on each diagonal with so many changes, from one end.
class Reach final
{
public:
    Reach(Ids before, Ids after, size_t most)
        : m_before{before}
        , m_after{after}
        , m_offset{static_cast<qint64>(most)}
        , m_x(2 * most + 2, -1)
    {
        m_x[static_cast<size_t>(m_offset + 1)] = 0;
    }

    /// Steps of one more change. `isReversed`: from the end of both. `found(diagonal, x, y)` ends it.
    template<typename Found> bool extend(qint64 changes, bool isReversed, qint64& budget, Found&& found)
    {
        const auto n = static_cast<qint64>(m_before.size());
        const auto m = static_cast<qint64>(m_after.size());
        for (qint64 k = -changes + m_fromStart; k <= changes - m_fromEnd; k += 2) {
            const bool isDown = k == -changes || (k != changes && at(k - 1) < at(k + 1));
            qint64 x = isDown ? at(k + 1) : at(k - 1) + 1;
            qint64 y = x - k;
            while (x < n && y < m && isSame(x, y, isReversed)) {
                ++x;
                ++y;
                --budget;
            }
            --budget;
            m_x[static_cast<size_t>(m_offset + k)] = x;
            if (x > n)
                m_fromEnd += 2; // out of the grid on the right
            else if (y > m)
                m_fromStart += 2; // below it
            else if (found(k, x, y))
                return true;
        }
        return false;
    }
    /// -1: not reached.
    [[nodiscard]] qint64 on(qint64 diagonal) const
    {
        const qint64 index = m_offset + diagonal;
        return index >= 0 && index < static_cast<qint64>(m_x.size()) ? m_x[static_cast<size_t>(index)] : -1;
    }

private:
    [[nodiscard]] qint64 at(qint64 diagonal) const { return m_x[static_cast<size_t>(m_offset + diagonal)]; }
    [[nodiscard]] bool isSame(qint64 x, qint64 y, bool isReversed) const
    {
        const auto i = static_cast<size_t>(x);
        const auto j = static_cast<size_t>(y);
        return isReversed ? m_before[m_before.size() - 1 - i] == m_after[m_after.size() - 1 - j]
                          : m_before[i] == m_after[j];
    }

    Ids m_before;
    Ids m_after;
    qint64 m_offset;
    qint64 m_fromStart{0};
    qint64 m_fromEnd{0};
    std::vector<qint64> m_x;
};

/// Marks what is not in both: E. Myers, "An O(ND) difference algorithm and its variations", linear space.
class Differ final
{
public:
    Differ(Ids before, Ids after, qint64 budget)
        : m_before{before}
        , m_after{after}
        , m_budget{budget}
        , m_isRemoved(before.size(), false)
        , m_isAdded(after.size(), false)
    {
        compare(0, before.size(), 0, after.size());
    }
    [[nodiscard]] bool isRemoved(size_t i) const { return m_isRemoved[i]; }
    [[nodiscard]] bool isAdded(size_t i) const { return m_isAdded[i]; }

private:
    void compare(size_t b, size_t bEnd, size_t a, size_t aEnd)
    {
        for (; b < bEnd && a < aEnd && m_before[b] == m_after[a]; ++b)
            ++a;
        for (; b < bEnd && a < aEnd && m_before[bEnd - 1] == m_after[aEnd - 1]; --bEnd)
            --aEnd;
        const std::optional<Split> split =
            b < bEnd && a < aEnd ? middle(m_before.subspan(b, bEnd - b), m_after.subspan(a, aEnd - a))
                                 : std::nullopt;
        if (split) {
            compare(b, b + split->before, a, a + split->after);
            compare(b + split->before, bEnd, a + split->after, aEnd);
            return;
        }
        std::fill(m_isRemoved.begin() + static_cast<qsizetype>(b),
                  m_isRemoved.begin() + static_cast<qsizetype>(bEnd), true);
        std::fill(m_isAdded.begin() + static_cast<qsizetype>(a),
                  m_isAdded.begin() + static_cast<qsizetype>(aEnd), true);
    }
    /// Where the shortest way is cut into two halves; nothing when they have no line in common, or the budget
    /// is spent.
    std::optional<Split> middle(Ids before, Ids after)
    {
        const auto n = static_cast<qint64>(before.size());
        const auto m = static_cast<qint64>(after.size());
        const qint64 most = (n + m + 1) / 2;
        const qint64 delta = n - m;
        const bool isOdd = delta % 2 != 0;
        Reach forward{before, after, static_cast<size_t>(most)};
        Reach backward{before, after, static_cast<size_t>(most)};
        std::optional<Split> split;
        for (qint64 changes = 0; changes < most && m_budget > 0; ++changes) {
            const auto meetsBackward = [&](qint64 k, qint64 x, qint64 y) {
                const qint64 other = backward.on(delta - k);
                if (!isOdd || other < 0 || x < n - other)
                    return false;
                split = Split{static_cast<size_t>(x), static_cast<size_t>(y)};
                return true;
            };
            if (forward.extend(changes, false, m_budget, meetsBackward))
                return split;
            const auto meetsForward = [&](qint64 k, qint64 x, qint64 /*y*/) {
                const qint64 diagonal = delta - k;
                const qint64 other = forward.on(diagonal);
                if (isOdd || other < 0 || other < n - x)
                    return false;
                split = Split{static_cast<size_t>(other), static_cast<size_t>(other - diagonal)};
                return true;
            };
            if (backward.extend(changes, true, m_budget, meetsForward))
                return split;
        }
        return std::nullopt;
    }

    Ids m_before;
    Ids m_after;
    qint64 m_budget;
    std::vector<bool> m_isRemoved;
    std::vector<bool> m_isAdded;
};

/// Equal lines have equal numbers.
class Numbers final
{
public:
    std::vector<int> of(const TextLines& text)
    {
        std::vector<int> ids;
        ids.reserve(static_cast<size_t>(text.lines.size()));
        for (qsizetype i = 0; i < text.lines.size(); ++i) {
            const bool isOpen = !text.isTerminated && i == text.lines.size() - 1;
            ids.push_back(of(isOpen ? text.lines[i] : text.lines[i] + u'\n'));
        }
        return ids;
    }

private:
    int of(const QString& line)
    {
        const auto found = m_known.constFind(line);
        return found != m_known.cend() ? *found : *m_known.insert(line, static_cast<int>(m_known.size()));
    }

    QHash<QString, int> m_known;
};

} // namespace

TextLines linesOf(const QString& text)
{
    if (text.isEmpty())
        return {};
    TextLines result{.lines = text.split(u'\n'), .isTerminated = text.endsWith(u'\n')};
    if (result.isTerminated)
        result.lines.removeLast();
    return result;
}

std::vector<DiffLine> diffLines(const TextLines& before, const TextLines& after, qint64 maxSteps)
{
    Numbers numbers;
    const std::vector<int> beforeIds = numbers.of(before);
    const std::vector<int> afterIds = numbers.of(after);
    const Differ differ{beforeIds, afterIds, maxSteps};
    std::vector<DiffLine> lines;
    size_t b = 0;
    size_t a = 0;
    while (b < beforeIds.size() || a < afterIds.size()) {
        for (; b < beforeIds.size() && differ.isRemoved(b); ++b)
            lines.push_back({.kind = DiffLine::Kind::Removed, .before = static_cast<qsizetype>(b)});
        for (; a < afterIds.size() && differ.isAdded(a); ++a)
            lines.push_back({.kind = DiffLine::Kind::Added, .after = static_cast<qsizetype>(a)});
        for (; b < beforeIds.size() && a < afterIds.size() && !differ.isRemoved(b) && !differ.isAdded(a);
             ++b, ++a)
            lines.push_back({.before = static_cast<qsizetype>(b), .after = static_cast<qsizetype>(a)});
    }
    return lines;
}

DiffHunks hunksOf(const std::vector<DiffLine>& lines, qsizetype context)
{
    DiffHunks result;
    const auto count = static_cast<qsizetype>(lines.size());
    const auto isChange = [&](qsizetype i) {
        return lines[static_cast<size_t>(i)].kind != DiffLine::Kind::Same;
    };
    qsizetype end = 0; // of the last hunk
    for (qsizetype i = 0; i < count; ++i) {
        if (!isChange(i))
            continue;
        qsizetype begin = std::max(end, i - context);
        if (begin - end == 1)
            --begin; // saying that a line is left out takes a line
        if (begin > end || result.hunks.empty())
            result.hunks.push_back({.skipped = begin - end});
        std::vector<DiffLine>& taken = result.hunks.back().lines;
        qsizetype last = i;
        while (last < count && isChange(last))
            ++last;
        const qsizetype next = std::min(count, last + context);
        const auto from = lines.begin() + begin;
        taken.insert(taken.end(), from, lines.begin() + next);
        // The unchanged lines that follow may already be changes of the next round.
        const auto firstChange =
            std::find_if(lines.begin() + last, lines.begin() + next,
                         [](const DiffLine& line) { return line.kind != DiffLine::Kind::Same; });
        end = firstChange - lines.begin();
        taken.resize(taken.size() - static_cast<size_t>(next - end));
        i = end - 1;
    }
    result.skippedAfter = count - end;
    if (result.skippedAfter == 1 && !result.hunks.empty()) {
        result.hunks.back().lines.push_back(lines.back());
        result.skippedAfter = 0;
    }
    return result;
}

} // namespace tocsin

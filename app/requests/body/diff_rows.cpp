// SPDX-License-Identifier: MIT
#include "app/requests/body/diff_view.h"
#include "core/claude/calls/visible_text.h"

#include <QCoreApplication>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Remarks
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::DiffView)
public:
    static DiffRow leftOut(qsizetype count)
    {
        return {.kind = DiffRow::Kind::Remark,
                .text = u"⋯ "_s + tr("%n unchanged line(s)", nullptr, static_cast<int>(count))};
    }
    static DiffRow noLineFeed()
    {
        return {.kind = DiffRow::Kind::Remark, .text = u"⋯ "_s + tr("no newline at end of file")};
    }
};

DiffRow rowOf(const DiffLine& line, const TextLines& before, const TextLines& after)
{
    switch (line.kind) {
    case DiffLine::Kind::Removed:
        return {.kind = DiffRow::Kind::Removed,
                .text = u"- "_s + visibleText(before.lines[line.before]),
                .before = line.before + 1};
    case DiffLine::Kind::Added:
        return {.kind = DiffRow::Kind::Added,
                .text = u"+ "_s + visibleText(after.lines[line.after]),
                .after = line.after + 1};
    case DiffLine::Kind::Same:
        break;
    }
    return {.text = u"  "_s + visibleText(before.lines[line.before]),
            .before = line.before + 1,
            .after = line.after + 1};
}

bool isOpenEnd(qsizetype index, const TextLines& text)
{
    return !text.isTerminated && index == text.lines.size() - 1;
}

} // namespace

std::vector<DiffRow> diffRows(const QString& before, const QString& after)
{
    const TextLines beforeLines = linesOf(before);
    const TextLines afterLines = linesOf(after);
    std::vector<DiffRow> rows;
    const DiffHunks hunks = hunksOf(diffLines(beforeLines, afterLines));
    if (hunks.hunks.empty())
        return rows;
    for (const DiffHunk& hunk : hunks.hunks) {
        if (hunk.skipped > 0)
            rows.push_back(Remarks::leftOut(hunk.skipped));
        for (const DiffLine& line : hunk.lines) {
            rows.push_back(rowOf(line, beforeLines, afterLines));
            if (isOpenEnd(line.before, beforeLines) || isOpenEnd(line.after, afterLines))
                rows.push_back(Remarks::noLineFeed());
        }
    }
    if (hunks.skippedAfter > 0)
        rows.push_back(Remarks::leftOut(hunks.skippedAfter));
    return rows;
}

} // namespace tocsin

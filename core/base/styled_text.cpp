// SPDX-License-Identifier: MIT
#include "core/base/styled_text.h"

#include <QRegularExpression>
#include <QStringList>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Style
{
    bool isFaint{false};
    bool isInverse{false};
};

/// How many numbers a color takes after 38, 48 or 58: `5;N` or `2;R;G;B`.
qsizetype colorNumbers(const QString& kind)
{
    if (kind == "5"_L1)
        return 2;
    return kind == "2"_L1 ? 4 : 0;
}

/// `1;2;38;5;246`. A color may also come as `38:5:246`, which is one word.
void apply(const QString& numbers, Style& style)
{
    const QStringList words = numbers.split(u';');
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words.at(i);
        if (word.isEmpty() || word == "0"_L1)
            style = {};
        else if (word == "2"_L1)
            style.isFaint = true;
        else if (word == "22"_L1)
            style.isFaint = false;
        else if (word == "7"_L1)
            style.isInverse = true;
        else if (word == "27"_L1)
            style.isInverse = false;
        else if (word == "38"_L1 || word == "48"_L1 || word == "58"_L1)
            i += colorNumbers(words.value(i + 1));
    }
}

} // namespace

QList<StyledLine> styledLines(const QString& screen)
{
    // CSI with its parameters; OSC, DCS and their like up to their end; what else begins with ESC.
    static const QRegularExpression Sequence{
        u"\x1b(?:\\[([0-9:;]*)([ -/<-?]*[0-9:;<-?]*[ -/]*[@-~])|[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)|[ -/]*[0-~])"_s};
    QList<StyledLine> lines{{}};
    Style style;
    for (qsizetype at = 0; at < screen.size(); ++at) {
        const QChar c = screen.at(at);
        if (c == u'\x1b') {
            const QRegularExpressionMatch found = Sequence.match(
                screen, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
            if (found.captured(2) == "m"_L1)
                apply(found.captured(1), style);
            at += found.hasMatch() ? found.capturedLength() - 1 : 0;
        } else if (c == u'\n' || c == u'\r') {
            lines.append(StyledLine{});
            if (c == u'\r' && at + 1 < screen.size() && screen.at(at + 1) == u'\n')
                ++at;
        } else if (c >= u' ') {
            lines.last().append({.c = c, .isFaint = style.isFaint, .isInverse = style.isInverse});
        }
    }
    return lines;
}

} // namespace tocsin

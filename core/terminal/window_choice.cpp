// SPDX-License-Identifier: MIT
#include "core/terminal/window_choice.h"

#include <QStringView>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

/// How well a name fits a title.
enum class Fit : uint8_t {
    None,
    Word, ///< it stands alone there: "fix shop now"
    Part, ///< it is all between two separators: "main.cpp - shop - Editor"
    Whole
};

/// Programs put these, with a space around, between the parts of a title.
bool isSeparator(QChar c)
{
    return QStringView{u"-–—|•·●*:"}.contains(c);
}

/// What may stand beside a name. Other signs may be a part of a longer one, as in "shop-api" and "shop.txt".
bool isBeside(QChar c)
{
    return c.isSpace() || QStringView{u"()[]{}<>\"'“”„‘’«»,;:|•·●*–—"}.contains(c);
}

Fit fitBetween(QStringView before, QStringView after)
{
    if (before.isEmpty() && after.isEmpty())
        return Fit::Whole;
    // The last folder of a path is a name too, but not those above it.
    const bool begins = before.isEmpty() || isBeside(before.back()) || before.back() == u'/';
    const bool ends = after.isEmpty() || isBeside(after.front());
    if (!begins || !ends)
        return Fit::None;
    const QStringView left = before.trimmed();
    const QStringView right = after.trimmed();
    const bool beginsPart = left.isEmpty() || (before.back().isSpace() && isSeparator(left.back()));
    // Editors add where the folder is, or what it is: "shop [SSH: box]", "shop (Workspace)".
    const bool endsPart =
        right.isEmpty() ||
        (after.front().isSpace() && (isSeparator(right.front()) || u"[("_s.contains(right.front())));
    return beginsPart && endsPart ? Fit::Part : Fit::Word;
}

Fit fitOf(const QString& title, const QString& name)
{
    Fit best = Fit::None;
    const QStringView all{title};
    for (qsizetype at = title.indexOf(name); at >= 0 && !name.isEmpty(); at = title.indexOf(name, at + 1))
        best = std::max(best, fitBetween(all.first(at), all.mid(at + name.size())));
    return best;
}

} // namespace

QList<qsizetype> windowsOfNearest(const QList<DesktopWindow>& windows, const WindowHint& hint)
{
    QList<qsizetype> own;
    for (const qint64 pid : hint.pids) {
        for (qsizetype i = 0; i < windows.size(); ++i) {
            if (windows.at(i).pid == pid)
                own.append(i);
        }
        if (!own.isEmpty())
            break;
    }
    return own;
}

Expected<qsizetype, TerminalProblem> chooseWindow(const QList<DesktopWindow>& windows, const WindowHint& hint)
{
    const QList<qsizetype> own = windowsOfNearest(windows, hint);
    if (own.isEmpty())
        return Unexpected{TerminalProblem{Kind::NoWindow}};
    if (own.size() == 1)
        return own.first();
    // A word of any title may be the name of a folder, so a better fit goes before a nearer folder.
    for (const Fit least : {Fit::Whole, Fit::Part, Fit::Word}) {
        for (const QString& name : hint.names) {
            QList<qsizetype> named = own;
            named.removeIf([&](qsizetype i) { return fitOf(windows.at(i).title, name) < least; });
            if (named.size() == 1)
                return named.first();
            if (!named.isEmpty())
                return Unexpected{TerminalProblem{Kind::SeveralWindows}};
        }
    }
    return Unexpected{TerminalProblem{Kind::SeveralWindows}};
}

} // namespace tocsin

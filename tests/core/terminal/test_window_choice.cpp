// SPDX-License-Identifier: MIT
// Which window of a program is the one, by the names that its title may have.
#include "core/terminal/window_choice.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

struct Row
{
    const char* name;
    QStringList titles;
    QStringList names;
    Expected<qsizetype, TerminalProblem> expected;
};

const Unexpected<TerminalProblem> Several{{Kind::SeveralWindows}};

const QList<Row>& rows()
{
    static const QList<Row> All{
        {"the part of a longer word",
         {u"main.cpp - webapp - Editor"_s, u"main.cpp - shop - Editor"_s},
         {u"app"_s, u"shop"_s},
         1},
        {"a longer name",
         {u"shop-api - Editor"_s, u"shop.txt - api - Editor"_s, u"my_shop - Editor"_s, u"shop - Editor"_s},
         {u"shop"_s},
         3},
        {"none of these", {u"shop-api - Editor"_s, u"shop.txt - api - Editor"_s}, {u"shop"_s}, Several},
        {"the nearest folder", {u"x - shop - Editor"_s, u"x - app - Editor"_s}, {u"app"_s, u"shop"_s}, 1},
        {"two of one name",
         {u"a - shop - Editor"_s, u"b - shop - Editor"_s, u"c - work - Editor"_s},
         {u"shop"_s, u"work"_s},
         Several},
        {"a word of what is edited",
         {u"fix src now - notes - Editor"_s, u"x - shop - Editor"_s},
         {u"src"_s, u"shop"_s},
         1},
        {"a file of the folder's name",
         {u"src.cpp - webapp - Editor"_s, u"main.cpp - shop - Editor"_s},
         {u"src"_s, u"shop"_s},
         1},
        {"on another computer", {u"x - shop [SSH: box] - Editor"_s, u"x - home - Editor"_s}, {u"shop"_s}, 0},
        {"a workspace", {u"x - shop-api - Editor"_s, u"● x - shop (Workspace) - Editor"_s}, {u"shop"_s}, 1},
        {"long dashes", {u"webshop – x.cpp"_s, u"shop – x.cpp"_s}, {u"shop"_s}, 1},
        {"a name with a space", {u"x - shop - Editor"_s, u"x - my shop - Editor"_s}, {u"shop"_s}, 0},
        {"a path", {u"~/shop/api - Editor"_s, u"~/code/shop - Editor"_s}, {u"shop"_s}, 1},
        {"only a word", {u"Editor 1"_s, u"Editor at shop"_s}, {u"shop"_s}, 1},
        {"another case", {u"x - Shop - Editor"_s, u"x - api - Editor"_s}, {u"shop"_s}, Several},
        {"the program's own name", {u"x - a - Code"_s, u"x - b - Code"_s}, {u"Code"_s}, Several},
        {"all of a title", {u"Sessions — Tocsin"_s, u"Tocsin"_s}, {u"Tocsin"_s}, 1},
        {"a title with separators", {u"Set Up — Tocsin"_s, u"Tocsin"_s}, {u"Set Up — Tocsin"_s}, 0},
        {"no name", {u"a"_s, u"b"_s}, {QString{}}, Several},
        {"the only window", {u"webapp"_s}, {u"shop"_s}, 0},
        {"no window", {}, {u"shop"_s}, Unexpected{TerminalProblem{Kind::NoWindow}}},
    };
    return All;
}

} // namespace

class TestWindowChoice final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTitleDecides_data()
    {
        QTest::addColumn<qsizetype>("row");
        for (qsizetype i = 0; i < rows().size(); ++i)
            QTest::newRow(rows().at(i).name) << i;
    }
    void theTitleDecides()
    {
        QFETCH(qsizetype, row);
        const Row& one = rows().at(row);
        QList<DesktopWindow> windows;
        for (const QString& title : one.titles)
            windows.append({.pid = 7, .title = title});
        const auto chosen = chooseWindow(windows, {.pids = {7}, .names = one.names});
        QCOMPARE(chosen.hasValue(), one.expected.hasValue());
        if (chosen)
            QCOMPARE(*chosen, *one.expected);
        else
            QCOMPARE(chosen.error(), one.expected.error());
    }
    void theNearestProcessWithWindowsDecides()
    {
        const QList<DesktopWindow> windows{{.pid = 3, .title = u"shop"_s}, {.pid = 2, .title = u"api"_s}};
        const auto chosen = chooseWindow(windows, {.pids = {1, 2, 3}, .names = {u"shop"_s}});
        QVERIFY(chosen);
        QCOMPARE(*chosen, 1);
        QCOMPARE(windowsOfNearest(windows, {.pids = {9, 3}}), QList<qsizetype>{0});
    }
};

QTEST_GUILESS_MAIN(TestWindowChoice)
#include "test_window_choice.moc"

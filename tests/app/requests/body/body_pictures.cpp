// SPDX-License-Identifier: MIT
// body_pictures [FOLDER]: pictures of what the request window shows of each kind of request, in English and
// German, light and dark, with letters of 10 and 16 points. Fails when one does not fit into 560 pixels.
#include "tests/app/requests/body/body_requests.h"
#include "translations/language.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QPalette>
#include <QScrollArea>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>

#include <vector>

using namespace tocsin;
using namespace tocsin::test;

namespace {

constexpr QSize Size{560, 460};

QPalette darkPalette()
{
    const QColor ground{0x2b, 0x2b, 0x2b};
    QPalette palette{ground};
    palette.setColor(QPalette::Base, QColor{0x1e, 0x1e, 0x1e});
    palette.setColor(QPalette::AlternateBase, QColor{0x26, 0x26, 0x26});
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor{0x8a, 0x8a, 0x8a});
    palette.setColor(QPalette::Highlight, QColor{0x3d, 0x7e, 0xb8});
    return palette;
}

struct Example
{
    QString name;
    WaitingRequest request;
};

QByteArray configBefore()
{
    QByteArray text;
    for (int i = 1; i <= 40; ++i)
        text += "setting_" + QByteArray::number(i) + " = " + QByteArray::number(i * 10) + "\n";
    return text;
}

QByteArray configAfter()
{
    return configBefore()
        .replace("setting_5 = 50\n",
                 "setting_5 = 55\nsetting_5b = \"a longer value that does not fit into one "
                 "line of a small window and therefore wraps\"\n")
        .replace("setting_30 = 300\n", "");
}

std::vector<Example> examples()
{
    const QString bash{u"Bash"_s};
    const QString plan{
        u"# Move the settings\n\n1. Read `old.conf`, see [the format](https://example.com/format).\n"
        "2. Write **new.conf**.\n\n```sh\nmake check\n```\n\n| file | keeps |\n|---|---|\n| a | b |\n\n"
        "![chart](http://example.com/chart.png)\n"_s};
    return {
        {u"command"_s,
         requestOf(
             bash,
             {{u"command"_s,
               u"npm run build && npm publish --access public --registry https://registry.example.com/"_s},
              {u"description"_s, u"Publish the package"_s},
              {u"timeout"_s, 600000}})},
        {u"hostile-command"_s,
         requestOf(bash, {{u"command"_s, u"echo safe \u202E# fr- mr\r\n"_s + u"x"_s.repeated(500) +
                                             u"\n"_s.repeated(40) + u"rm -rf ~"_s},
                          {u"description"_s, u"List files"_s}})},
        {u"mcp"_s, requestOf(u"mcp__github__create_issue"_s,
                             R"({"title":"Build fails","labels":["bug","ci"],"body":"First line\nSecond line",
                                 "meta":{"assignees":[{"login":"sam"}],"draft":false}})")},
        {u"fetch"_s,
         requestOf(u"WebFetch"_s,
                   R"({"url":"https://xn--pple-43d.com/login?next=/","prompt":"Sum up the page"})")},
        {u"odd-fetch"_s,
         requestOf(u"WebFetch"_s, R"({"url":"https://example.com@evil.test/","prompt":"Sum up the page"})")},
        {u"edit"_s, requestOf(u"Write"_s, {{u"file_path"_s, u"/home/dev/demo/app.conf"_s},
                                           {u"content"_s, QString::fromUtf8(configAfter())}})},
        {u"edit-link"_s,
         requestOf(
             u"Edit"_s,
             R"({"file_path":"/home/dev/demo/link.conf","old_string":"setting_3 = 30","new_string":"setting_3 = 31\u200b"})")},
        {u"edit-not-found"_s,
         requestOf(
             u"Edit"_s,
             R"({"file_path":"/home/dev/demo/app.conf","old_string":"nothing","new_string":"something"})")},
        {u"plan"_s, requestOf(u"ExitPlanMode"_s, {{u"plan"_s, plan}})},
        {u"plan-file"_s, requestOf(u"ExitPlanMode"_s, QJsonObject{})},
        {u"question"_s,
         requestOf(u"AskUserQuestion"_s, R"({"questions":[{"question":"Which database should the tool use?",
            "header":"Database","multiSelect":false,"options":[
            {"label":"SQLite","description":"One file, nothing to set up"},
            {"label":"PostgreSQL","description":"A server; needed when several computers share the data, which is rare for this kind of tool"},
            {"label":"None","description":"Keep everything in memory"}]}]})")},
        {u"questions"_s,
         requestOf(u"AskUserQuestion"_s, R"({"questions":[{"question":"Which checks?","header":"Checks",
            "multiSelect":true,"options":[{"label":"Lint"},{"label":"Tests & types","description":"Slow"}]},
            {"question":"AVeryLongLabelWithoutAnySpaceInItThatHasToWrapSomewhereToBeReadable_AVeryLongLabelWithoutAnySpace?",
            "header":"Name","options":[{"label":"Same"},{"label":"Same"}]},
            {"question":"What is the name of the project?","header":"Name","options":[]}]})")},
    };
}

void take(const Example& example, FakeFiles& files, const QString& file)
{
    QScrollArea area;
    area.setFrameShape(QFrame::NoFrame);
    area.setWidgetResizable(true);
    area.setWidget(makeRequestBody(example.request, files.sources()).release());
    area.resize(Size);
    area.show();
    if (!QTest::qWaitForWindowExposed(&area, 60'000))
        qFatal("the window was not shown");
    QApplication::processEvents();
    if (!area.grab().save(file))
        qFatal("cannot write %s", qPrintable(file));
    if (area.widget()->minimumSizeHint().width() > area.viewport()->width())
        qFatal("%s is too wide: %d", qPrintable(file), area.widget()->minimumSizeHint().width());
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app{argc, argv};
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    const QPalette light{QColor{0xef, 0xef, 0xef}};
    const QTemporaryDir scratch;
    const QDir folder{app.arguments().value(1, scratch.path())};
    FakeFiles files;
    files.files[u"/home/dev/demo/app.conf"_s] = configBefore();
    files.links[u"/home/dev/demo/link.conf"_s] = u"/home/dev/demo/app.conf"_s;
    files.files[u"/home/dev/.claude/projects/-home-dev-demo/8386df4a.jsonl"_s] = R"({"slug":"calm-old-owl"})";
    files.files[u"/home/dev/.claude/plans/calm-old-owl.md"_s] = "# Plan\n\n[//]: # (hidden)\n\nDo it.\n";
    Language language;
    for (const QString& spoken : {u"en"_s, u"de"_s}) {
        language.use(spoken);
        for (const bool isDark : {false, true}) {
            QApplication::setPalette(isDark ? darkPalette() : light);
            for (const int points : {10, 16}) {
                QFont font = QApplication::font();
                font.setPointSize(points);
                QApplication::setFont(font);
                for (const Example& example : examples())
                    take(example, files,
                         folder.filePath(u"body-%1-%2-%3-%4.png"_s
                                             .arg(example.name, spoken, isDark ? u"dark"_s : u"light"_s)
                                             .arg(points)));
            }
        }
    }
    return 0;
}

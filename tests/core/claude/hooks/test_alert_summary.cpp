// SPDX-License-Identifier: MIT
#include "core/claude/hooks/alert_summary.h"

#include <QJsonArray>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestSubject final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesTheToolAndItsArgument_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<QString>("subject");
        const auto row = [](const char* name, const QString& tool, const QJsonObject& input,
                            const QString& subject) { QTest::newRow(name) << tool << input << subject; };
        row("Bash", u"Bash"_s, {{u"command"_s, u"npm publish"_s}, {u"description"_s, u"Publish"_s}},
            u"Bash npm publish"_s);
        row("Bash in lines", u"Bash"_s, {{u"command"_s, u"a &&\n\tb\x1b[2J"_s}}, u"Bash a && b[2J"_s);
        row("Write", u"Write"_s, {{u"file_path"_s, u"/home/dev/a.c"_s}, {u"content"_s, u"secret"_s}},
            u"Write /home/dev/a.c"_s);
        row("Edit", u"Edit"_s, {{u"file_path"_s, u"/home/dev/a.c"_s}}, u"Edit /home/dev/a.c"_s);
        row("NotebookEdit", u"NotebookEdit"_s, {{u"notebook_path"_s, u"/n.ipynb"_s}},
            u"NotebookEdit /n.ipynb"_s);
        row("WebFetch", u"WebFetch"_s, {{u"url"_s, u"https://user:pw@example.org/p?token=1"_s}},
            u"WebFetch example.org"_s);
        row("WebSearch", u"WebSearch"_s, {{u"query"_s, u"qt timers"_s}}, u"WebSearch qt timers"_s);
        row("Grep", u"Grep"_s, {{u"path"_s, u"/src"_s}, {u"pattern"_s, u"TODO"_s}}, u"Grep TODO"_s);
        row("Task", u"Task"_s, {{u"description"_s, u"Look around"_s}, {u"prompt"_s, u"long"_s}},
            u"Task Look around"_s);
        row("MCP", u"mcp__github__create_issue"_s, {{u"title"_s, u"x"_s}}, u"github create_issue"_s);
        row("mcp without a tool", u"mcp__x"_s, {}, u"mcp__x"_s);
        row("nothing known", u"Sleep"_s, {{u"seconds"_s, 3}}, u"Sleep"_s);
        row("mistyped", u"Bash"_s, {{u"command"_s, 3}}, u"Bash"_s);
    }
    void namesTheToolAndItsArgument()
    {
        QFETCH(QString, tool);
        QFETCH(QJsonObject, input);
        QFETCH(QString, subject);
        QCOMPARE(toolSummary({.tool = tool, .input = input}), subject);
    }
    void isShort()
    {
        const QString subject =
            toolSummary({.tool = u"Bash"_s, .input = {{u"command"_s, QString{5000, u'x'}}}});
        QCOMPARE(subject.size(), 200);
        QVERIFY(subject.endsWith(QChar{0x2026}));
    }
    void knowsQuestions()
    {
        QVERIFY(isQuestion({.tool = u"AskUserQuestion"_s}));
        QVERIFY(isQuestion({.tool = u"ExitPlanMode"_s}));
        QVERIFY(!isQuestion({.tool = u"Bash"_s}));
    }
    void takesTheFirstQuestion()
    {
        const QJsonArray questions{QJsonObject{{u"question"_s, u"Which\ncolour?"_s}},
                                   QJsonObject{{u"question"_s, u"Which size?"_s}}};
        QCOMPARE(questionText({.tool = u"AskUserQuestion"_s, .input = {{u"questions"_s, questions}}}),
                 u"Which colour?"_s);
    }
    void hasNoWordsForAQuestionWithoutAny()
    {
        QCOMPARE(questionText({.tool = u"AskUserQuestion"_s}), QString{});
        QCOMPARE(questionText({.tool = u"AskUserQuestion"_s, .input = {{u"questions"_s, u"x"_s}}}),
                 QString{});
    }
    void asksForThePlan() { QCOMPARE(questionText({.tool = u"ExitPlanMode"_s}), u"Approve the plan?"_s); }
    void takesTheToolFromAPermissionMessage()
    {
        QCOMPARE(permissionSummary(u"Claude needs your permission to use Bash"_s), u"Bash"_s);
        QCOMPARE(permissionSummary(u"Claude needs your permission"_s), QString{});
    }
    void putsApiErrorsInWords_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("words");
        QTest::newRow("rate limit") << u"rate_limit"_s << u"Rate limit reached"_s;
        QTest::newRow("login") << u"authentication_failed"_s << u"Claude Code is not logged in to its API"_s;
        QTest::newRow("billing") << u"billing_error"_s << u"There is a problem with the billing"_s;
        QTest::newRow("server") << u"server_error"_s << u"The API had an internal error"_s;
        QTest::newRow("new") << u"model_asleep"_s << u"API error: model asleep"_s;
    }
    void putsApiErrorsInWords()
    {
        QFETCH(QString, error);
        QFETCH(QString, words);
        QCOMPARE(apiErrorText(error), words);
    }
};

QTEST_GUILESS_MAIN(TestSubject)
#include "test_alert_summary.moc"

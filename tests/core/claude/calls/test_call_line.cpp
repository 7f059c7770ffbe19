// SPDX-License-Identifier: MIT
#include "core/claude/calls/call_line.h"

#include <QJsonArray>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestCallLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysTheCallInOneLine_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("whole");
        const auto command = [](const QString& line, QJsonObject more = {}) {
            more.insert(u"command"_s, line);
            return more;
        };
        QTest::newRow("a command") << u"Bash"_s << command(u"npm publish"_s) << u"Run: npm publish"_s << true;
        QTest::newRow("with what it is for")
            << u"Bash"_s << command(u"ls"_s, {{u"description"_s, u"List"_s}, {u"timeout"_s, 5}})
            << u"Run: ls"_s << true;
        QTest::newRow("in the background")
            << u"Bash"_s << command(u"ls"_s, {{u"run_in_background"_s, true}}) << u"Run: ls"_s << false;
        QTest::newRow("outside the sandbox")
            << u"Bash"_s << command(u"ls"_s, {{u"dangerouslyDisableSandbox"_s, true}}) << u"Run: ls"_s
            << false;
        QTest::newRow("200 letters") << u"Bash"_s << command(QString{200, u'a'})
                                     << u"Run: "_s + QString{200, u'a'} << true;
        QTest::newRow("201 letters") << u"Bash"_s << command(QString{201, u'a'})
                                     << u"Run: "_s + QString{199, u'a'} + u'…' << false;
        QTest::newRow("two lines") << u"Bash"_s << command(u"ls\nrm -r ~"_s) << u"Run: ls rm -r ~"_s << false;
        QTest::newRow("a tab") << u"Bash"_s << command(u"ls\t-l"_s) << u"Run: ls -l"_s << false;
        QTest::newRow("two spaces") << u"Bash"_s << command(u"ls  -l"_s) << u"Run: ls -l"_s << false;
        QTest::newRow("a space behind it") << u"Bash"_s << command(u"ls "_s) << u"Run: ls"_s << false;
        QTest::newRow("turned round") << u"Bash"_s << command(u"ls \u202e-l"_s) << u"Run: ls -l"_s << false;
        QTest::newRow("without width") << u"Bash"_s << command(u"ls\u200b"_s) << u"Run: ls"_s << false;
        QTest::newRow("a hard space") << u"Bash"_s << command(u"ls\u00a0-l"_s) << u"Run: ls -l"_s << false;
        QTest::newRow("a file") << u"Read"_s << QJsonObject{{u"file_path"_s, u"/srv/a"_s}, {u"limit"_s, 3}}
                                << u"Read: /srv/a"_s << true;
        QTest::newRow("a search") << u"Grep"_s << QJsonObject{{u"pattern"_s, u"TODO"_s}, {u"-n"_s, true}}
                                  << u"Search: TODO"_s << true;
        QTest::newRow("a search elsewhere")
            << u"Grep"_s << QJsonObject{{u"pattern"_s, u"TODO"_s}, {u"path"_s, u"/etc"_s}}
            << u"Search: TODO"_s << false;
        QTest::newRow("an edit") << u"Edit"_s
                                 << QJsonObject{{u"file_path"_s, u"/srv/a"_s}, {u"new_string"_s, u"x"_s}}
                                 << u"Edit: /srv/a"_s << false;
        QTest::newRow("a page") << u"WebFetch"_s << QJsonObject{{u"url"_s, u"https://example.org/x"_s}}
                                << u"Fetch: https://example.org/x"_s << false;
        QTest::newRow("a tool of a server")
            << u"mcp__github__create_issue"_s << QJsonObject{{u"query"_s, u"x"_s}}
            << u"github create_issue x"_s << false;
        QTest::newRow("no argument") << u"Bash"_s << QJsonObject{} << u"Bash"_s << false;
        QTest::newRow("a command that is none")
            << u"Bash"_s << QJsonObject{{u"command"_s, QJsonArray{u"ls"_s}}} << u"Bash"_s << false;
    }
    void saysTheCallInOneLine()
    {
        QFETCH(QString, tool);
        QFETCH(QJsonObject, input);
        QFETCH(QString, words);
        QFETCH(bool, whole);
        const CallLine line = callLine({.tool = tool, .input = input});
        QCOMPARE(line.words.translated(), words);
        QCOMPARE(line.isWhole, whole);
    }
};

QTEST_GUILESS_MAIN(TestCallLine)
#include "test_call_line.moc"

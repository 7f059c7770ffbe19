// SPDX-License-Identifier: MIT
#include "core/claude/transcript/plan_file.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

const QString Transcript{u"/home/dev/.claude/projects/-home-dev-demo/8386df4a.jsonl"_s};

} // namespace

class TestPlanFile final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTranscriptNamesTheFile_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QString>("agent");
        QTest::addColumn<QString>("file");
        const auto row = [](const char* name, const QByteArray& end, const char* file,
                            const QString& agent = {}) {
            QTest::newRow(name) << end << agent << QString::fromLatin1(file);
        };
        const QByteArray user{R"({"type":"user","slug":"calm-old-owl"})"};
        const QByteArray entered{
            R"({"type":"attachment","slug":"calm-old-owl","attachment":{"type":"plan_mode",)"
            R"("planFilePath":"/home/dev/demo/plans/calm-old-owl.md","planExists":false}})"};
        const char* usual = "/home/dev/.claude/plans/calm-old-owl.md";
        const char* moved = "/home/dev/demo/plans/calm-old-owl.md";
        row("empty", "", "");
        row("one entry", user, usual);
        row("one entry with its line feed", user + '\n', usual);
        row("other entries after it", user + "\n{\"type\":\"mode\"}\n{\"type\":\"last-prompt\"}\n", usual);
        row("the last name counts", "{\"slug\":\"another-name\"}\n" + user + '\n', usual);
        row("cut at the beginning", "lug\":\"another-name\"}\n" + user + '\n', usual);
        row("an entry that is being written", user + "\n{\"slug\":\"ano", usual);
        row("another folder of plans", entered + '\n' + user + '\n', moved);
        row("another folder of a plan before",
            "{\"slug\":\"x\",\"attachment\":{\"type\":\"plan_mode\","
            "\"planFilePath\":\"/elsewhere/x.md\"}}\n" +
                user + '\n',
            usual);
        row("a subagent", user, "/home/dev/.claude/plans/calm-old-owl-agent-a1b2.md", u"a1b2"_s);
        row("a subagent, another folder", entered, "/home/dev/demo/plans/calm-old-owl-agent-a1b2.md",
            u"a1b2"_s);
        row("a way to another folder", R"({"slug":"../../../etc/passwd"})", "");
        row("a way by the subagent", user, "", u"../x"_s);
        row("no string", R"({"slug":["a"]})", "");
        row("an empty name", R"({"slug":""})", "");
        row("quoted by a tool", "{\"message\":\"\\\"slug\\\":1\",\"x\":{\"slug\":\"evil\"}}\n" + user + '\n',
            usual);
        row("quoted last", user + "\n{\"message\":{\"content\":\"\\\"slug\\\"\",\"slug\":\"evil\"}}\n",
            usual);
        row("a relative folder", R"({"slug":"a","attachment":{"type":"plan_mode","planFilePath":"x/a.md"}})",
            "/home/dev/.claude/plans/a.md");
        row("another attachment", R"({"slug":"a","attachment":{"type":"file","planFilePath":"/x/a.md"}})",
            "/home/dev/.claude/plans/a.md");
        row("no JSON", "\"slug\" \"slug\"\n\"slug\"", "");
    }
    void theTranscriptNamesTheFile()
    {
        QFETCH(QByteArray, end);
        QFETCH(QString, agent);
        QTEST(planFileOf(Transcript, end, agent), "file");
    }
    void anotherPathIsNoTranscript()
    {
        for (const QString& path : {u""_s, u"x.jsonl"_s, u"/home/dev/x.jsonl"_s, u"/a/projects/b/c.txt"_s})
            QCOMPARE(planFileOf(path, R"({"slug":"a"})", {}), u""_s);
    }
};

QTEST_GUILESS_MAIN(TestPlanFile)
#include "test_plan_file.moc"

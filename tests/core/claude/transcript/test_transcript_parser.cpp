// SPDX-License-Identifier: MIT
// The samples were written by Claude Code 2.1.330 and 2.1.197, and shortened.
#include "core/claude/hooks/tool_input.h"
#include "core/claude/transcript/transcript_event_reader.h"
#include "core/claude/transcript/transcript_parser.h"

#include <QFile>
#include <QJsonObject>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

QByteArrayList linesOf(const QString& sample)
{
    QFile file{u"" TOCSIN_SOURCE_DIR "/tests/data/transcripts/"_s + sample + u".jsonl"_s};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArrayList lines = file.readAll().split('\n');
    lines.removeLast();
    return lines;
}

QString described(const TranscriptEvents& signs)
{
    static const QStringList Names{u"activity"_s,  u"prompt"_s,     u"use"_s,        u"result"_s,
                                   u"interrupt"_s, u"text"_s,       u"error"_s,      u"stop hook"_s,
                                   u"refused"_s,   u"turn limit"_s, u"predecessor"_s};
    QStringList words;
    for (const TranscriptEvent& sign : signs) {
        const QString name = Names.value(static_cast<int>(sign.kind));
        words += sign.call.tool.isEmpty() ? name : name + u' ' + sign.call.tool;
    }
    return words.join(u", "_s);
}

QByteArray line(const QByteArray& fields)
{
    return R"({"timestamp":"2026-02-01T14:00:00.250Z",)" + fields + '}';
}

} // namespace

class TestTranscriptParser final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void understandsRealTranscripts_data()
    {
        QTest::addColumn<QString>("signs");
        QTest::newRow("esc-during-tool") << u"prompt, text, use Bash, result Bash, interrupt"_s;
        QTest::newRow("esc-during-answer") << u"prompt, text, interrupt"_s;
        QTest::newRow("permission-denied") << u"prompt, text, use Bash, result Bash, interrupt"_s;
        QTest::newRow("permission-denied-with-a-word")
            << u"prompt, text, use Bash, result Bash, text, activity"_s;
        QTest::newRow("permission-given") << u"prompt, text, use Bash, result Bash, text, activity"_s;
        QTest::newRow("question-answered")
            << u"prompt, text, use AskUserQuestion, result AskUserQuestion, text, activity"_s;
        QTest::newRow("question-declined")
            << u"prompt, text, use AskUserQuestion, result AskUserQuestion, interrupt"_s;
        // The agent's end comes with the person's voice, but is no prompt.
        QTest::newRow("subagent-in-the-background")
            << u"prompt, text, use Agent, result Agent, text, text, activity"_s;
        QTest::newRow("subagent-own-file") << u"activity"_s;
        // This one writes a tool call before the prompt that led to it.
        QTest::newRow("older-client-esc-twice")
            << u"prompt, text, use Bash, result Bash, interrupt, prompt, interrupt"_s;
    }
    void understandsRealTranscripts()
    {
        QFETCH(QString, signs);
        const QByteArrayList lines = linesOf(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(lines.size() > 5);
        QCOMPARE(described(TranscriptEventReader{}.read(lines)), signs);
    }
    void readsTimeAndCall()
    {
        const TranscriptEvents signs = parseTranscriptLine(
            line(R"("type":"assistant","message":{"content":[{"type":"text","text":"x"},)"
                 R"({"type":"tool_use","id":"t1","name":"Bash","input":{"command":"make"}},)"
                 R"({"type":"tool_use","id":"t2","name":"Read","input":{}}]})"));
        QCOMPARE(described(signs), u"text, use Bash, use Read"_s);
        const QDateTime at{QDate{2026, 2, 1}, QTime{14, 0, 0, 250}, Qt::UTC};
        QCOMPARE(signs.first().at, at);
        QCOMPARE(signs.at(1).call.begunAt, at);
        QCOMPARE(signs.at(1).call.id, u"t1"_s);
        QCOMPARE(signs.at(1).call.input, digestOf({{u"command"_s, u"make"_s}}));
    }
    void tellsWhoWrote_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("signs");
        QTest::newRow("typed") << R"("type":"user","message":{"content":"go on"})"_ba << u"prompt"_s;
        QTest::newRow("with a picture")
            << R"("type":"user","message":{"content":[{"type":"text","text":"see"},{"type":"image"}]})"_ba
            << u"prompt"_s;
        QTest::newRow("command") << R"("type":"user","message":{"content":"<command-name>/x"})"_ba
                                 << u"activity"_s;
        QTest::newRow("meta") << R"("type":"user","isMeta":true,"message":{"content":"go on"})"_ba
                              << u"activity"_s;
        QTest::newRow("summary") << R"("type":"user","isCompactSummary":true,"message":{"content":"go"})"_ba
                                 << u"activity"_s;
        QTest::newRow("task") << R"("type":"user","origin":{"kind":"task"},"message":{"content":"go"})"_ba
                              << u"activity"_s;
        QTest::newRow("sidechain")
            << R"("type":"user","isSidechain":true,"message":{"content":"[Request interrupted by user]"})"_ba
            << u"activity"_s;
        QTest::newRow("interrupt")
            << R"("type":"user","message":{"content":"[Request interrupted by user]"})"_ba << u"interrupt"_s;
        QTest::newRow("a person who quotes it")
            << R"("type":"user","origin":{"kind":"human"},"message":{"content":"[Request interrupted by user]"})"_ba
            << u"prompt"_s;
        QTest::newRow("unknown") << R"("type":"something-new","message":17)"_ba << u"activity"_s;
    }
    void tellsWhoWrote()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QString, signs);
        QCOMPARE(described(parseTranscriptLine(line(fields))), signs);
    }
    void makesNothingOfNonsense()
    {
        for (const QByteArray& nonsense :
             {""_ba, "{"_ba, "null"_ba, "[1]"_ba, "{}"_ba, "\xff\xfe"_ba,
              R"({"timestamp":5,"type":"user"})"_ba, R"({"timestamp":"soon","type":"user"})"_ba,
              line("\"type\":\"user\",\"mess")})
            QCOMPARE(described(parseTranscriptLine(nonsense)), QString{});
        QCOMPARE(described(parseTranscriptLine(line(R"("type":"assistant","message":{"content":"x"})"))),
                 u"activity"_s);
    }
    void aResultSaysWhichCallItIsOf()
    {
        TranscriptEventReader reader;
        QCOMPARE(
            described(reader.read({line(
                R"("type":"assistant","message":{"content":[{"type":"tool_use","id":"t1","name":"Bash"}]})")})),
            u"use Bash"_s);
        const QByteArray result = line(
            R"("type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t1","content":"ok"}]})");
        QCOMPARE(described(reader.read({result})), u"result Bash"_s);
        QCOMPARE(described(reader.read({result})), u"result"_s);
    }
    void callsWithoutAnEndDoNotPileUp()
    {
        TranscriptEventReader reader;
        QByteArrayList lines;
        for (int i = 0; i < 10'000; ++i)
            lines += line(R"("type":"assistant","message":{"content":[{"type":"tool_use","id":")" +
                          QByteArray::number(i) + R"(","name":"Bash"}]})");
        QCOMPARE(reader.read(lines).size(), 10'000);
        const auto result = [](int i) {
            return line(R"("type":"user","message":{"content":[{"type":"tool_result","tool_use_id":")" +
                        QByteArray::number(i) + R"("}]})");
        };
        QCOMPARE(described(reader.read({result(9'999), result(0)})), u"result Bash, result"_s);
    }
};

QTEST_GUILESS_MAIN(TestTranscriptParser)
#include "test_transcript_parser.moc"

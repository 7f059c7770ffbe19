// SPDX-License-Identifier: MIT
// The samples were written by Claude Code 2.1.332, 2.1.330 and 2.1.197, and shortened.
#include "core/base/utc_time.h"
#include "core/claude/hooks/tool_input.h"
#include "core/claude/transcript/transcript_event_reader.h"
#include "core/claude/transcript/transcript_parser.h"

#include <QFile>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

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
    static const QStringList Names{u"activity"_s,    u"prompt"_s,       u"use"_s,    u"result"_s,
                                   u"interrupt"_s,   u"text"_s,         u"error"_s,  u"stop hook"_s,
                                   u"refused"_s,     u"turn limit"_s,   u"budget"_s, u"budget limit"_s,
                                   u"predecessor"_s, u"hook decision"_s};
    QStringList words;
    for (const TranscriptEvent& sign : signs) {
        QString name = Names.value(static_cast<int>(sign.kind));
        if (!sign.sessionId.isEmpty())
            name = (sign.isExact ? u"exact "_s : QString{}) + name + u' ' + sign.sessionId.front();
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
        QTest::newRow("api-error-usage-limit") << u"prompt, error"_s;
        QTest::newRow("older-client-api-error-usage-limit") << u"prompt, error"_s;
        QTest::newRow("api-error-connection-dropped") << u"prompt, error"_s;
        QTest::newRow("older-client-api-error-overloaded") << u"prompt, error, activity"_s;
        QTest::newRow("api-error-refusal") << u"prompt, error"_s;
        QTest::newRow("stop-hook-goes-on") << u"prompt, text, stop hook, text, stop hook, text, activity"_s;
        QTest::newRow("older-client-stop-hook-goes-on")
            << u"prompt, text, stop hook, text, stop hook, text, activity"_s;
        QTest::newRow("prompt-blocked") << u"refused"_s;
        QTest::newRow("older-client-prompt-blocked") << u"refused, prompt, text, activity"_s;
        QTest::newRow("command-refused") << u"refused"_s;
        QTest::newRow("older-client-command-refused") << u"refused, activity"_s;
        const QString call = u", use Bash, result Bash"_s;
        QTest::newRow("max-budget") << u"prompt"_s + call.repeated(3) +
                                           u", budget limit, use Bash, budget limit"_s;
        QTest::newRow("older-client-max-budget")
            << u"prompt"_s + call.repeated(2) + u", budget limit, use Bash"_s;
        QTest::newRow("max-turns") << u"prompt, use Bash, result Bash, use Bash, result Bash, turn limit"_s;
        QTest::newRow("forked") << u"prompt, text, predecessor 2, prompt, text, activity"_s;
        QTest::newRow("older-client-forked") << u"prompt, text, prompt, text, activity"_s;
        QTest::newRow("forked-twice-after-clear")
            << u"prompt, text, predecessor 2, prompt, text, predecessor 3, prompt, text, activity"_s;
        QTest::newRow("branched") << u"exact predecessor 2, prompt, text, prompt, text, activity"_s;
        QTest::newRow("cleared") << u"prompt, text, predecessor 2, activity"_s;
    }
    void understandsRealTranscripts()
    {
        QFETCH(QString, signs);
        const QByteArrayList lines = linesOf(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(lines.size() > 2);
        QCOMPARE(described(TranscriptEventReader{}.read(lines)), signs);
    }
    void readsTimeAndCall()
    {
        const TranscriptEvents signs = parseTranscriptLine(
            line(R"("type":"assistant","message":{"content":[{"type":"text","text":"x"},)"
                 R"({"type":"tool_use","id":"t1","name":"Bash","input":{"command":"make"}},)"
                 R"({"type":"tool_use","id":"t2","name":"Read","input":{}}]})"));
        QCOMPARE(described(signs), u"text, use Bash, use Read"_s);
        const QDateTime at = utcAt(QDate{2026, 2, 1}, QTime{14, 0, 0, 250});
        QCOMPARE(signs.first().at, at);
        QCOMPARE(signs.at(1).call.begunAt, at);
        QCOMPARE(signs.at(1).call.id, u"t1"_s);
        QCOMPARE(signs.at(1).call.input, digestOf({{u"command"_s, u"make"_s}}));
    }
    void readsWhatTheApiErrorWas_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDateTime>("resetsAt");
        const auto row = [](const char* sample, const QString& kind, int status, const QString& text,
                            const QDateTime& resetsAt = {}) {
            QTest::newRow(sample) << kind << status << text << resetsAt;
        };
        row("api-error-usage-limit", u"rate_limit"_s, 429,
            u"You've hit your 5-hour limit · resets 4am (UTC)"_s, utcFromMSecs(1'795'665'631'000LL));
        row("older-client-api-error-usage-limit", u"rate_limit"_s, 429,
            u"You've hit your session limit · resets 4am (UTC)"_s);
        row("api-error-connection-dropped", u"server_error"_s, 0,
            u"API Error: Connection dropped (ECONNRESET)"_s);
        row("older-client-api-error-overloaded", u"server_error"_s, 529, u"API Error: 529 Fake overloaded"_s);
        row("api-error-refusal", u"invalid_request"_s, 0, u"API Error: Opus 5.5's safeguards flagged"_s);
    }
    void readsWhatTheApiErrorWas()
    {
        QFETCH(QString, kind);
        QFETCH(int, status);
        QFETCH(QString, text);
        QFETCH(QDateTime, resetsAt);
        const TranscriptEvents signs =
            TranscriptEventReader{}.read(linesOf(QString::fromLatin1(QTest::currentDataTag())));
        const auto error = std::find_if(signs.begin(), signs.end(), [](const TranscriptEvent& sign) {
            return sign.kind == TranscriptEvent::Kind::ApiError;
        });
        QVERIFY(error != signs.end());
        QCOMPARE(error->error.kind, kind);
        QCOMPARE(error->error.status, status);
        QVERIFY2(error->error.text.startsWith(text), qUtf8Printable(error->error.text));
        QCOMPARE(error->error.resetsAt, resetsAt);
    }
    void believesNoImpossibleResetTime()
    {
        for (const QByteArray& time : {"0"_ba, "-5"_ba, "1e300"_ba, "99999999999999"_ba, "\"soon\""_ba}) {
            const TranscriptEvents signs = parseTranscriptLine(line(
                R"("type":"assistant","isApiErrorMessage":true,"error":"rate_limit","quotaLimits":{"resetsAt":)" +
                time + '}'));
            QCOMPARE(described(signs), u"error"_s);
            QVERIFY(!signs.first().error.resetsAt.isValid());
        }
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
        QTest::newRow("Stop hook")
            << R"("type":"user","isMeta":true,"message":{"content":"Stop hook feedback:\ngo on"})"_ba
            << u"stop hook"_s;
        QTest::newRow("a person who quotes a Stop hook")
            << R"("type":"user","origin":{"kind":"human"},"message":{"content":"Stop hook feedback: what is it?"})"_ba
            << u"prompt"_s;
        QTest::newRow("a person who quotes a refusal")
            << R"("type":"user","origin":{"kind":"human"},"message":{"content":"<local-command-stderr>?"})"_ba
            << u"prompt"_s;
        QTest::newRow("Claude who thinks")
            << R"("type":"assistant","message":{"model":"m","content":[{"type":"thinking","thinking":"x"}]})"_ba
            << u"text"_s;
        QTest::newRow("Claude Code for Claude")
            << R"("type":"assistant","isApiErrorMessage":false,"message":{"model":"<synthetic>","content":[{"type":"text","text":"No response requested."}]})"_ba
            << u"activity"_s;
        QTest::newRow("a subagent's error")
            << R"("type":"assistant","isSidechain":true,"isApiErrorMessage":true,"error":"server_error")"_ba
            << u"activity"_s;
        QTest::newRow("output of a command")
            << R"("type":"system","subtype":"local_command","content":"<local-command-stdout></local-command-stdout>")"_ba
            << u"activity"_s;
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
    void aBudgetIsUsedUpByWhatTheNextRequestCosts_data()
    {
        QTest::addColumn<QList<double>>("spent"); // before each request, of 1; a negative one as the run ends
        QTest::addColumn<int>("limits");
        QTest::newRow("enough is left") << QList<double>{0, 0.2, 0.4, 0.6} << 0;
        QTest::newRow("as much as the last one") << QList<double>{0, 0.4, 0.8} << 1;
        QTest::newRow("exactly") << QList<double>{0, 0.5} << 1;
        QTest::newRow("it was not so dear after all") << QList<double>{0, 0.6, 0.7, 0.75} << 1;
        QTest::newRow("by the first request") << QList<double>{0, -1.2} << 1;
        QTest::newRow("ended with something left") << QList<double>{0, 0.4, -0.6} << 0;
        QTest::newRow("ended without a budget") << QList<double>{-0.6} << 0;
    }
    void aBudgetIsUsedUpByWhatTheNextRequestCosts()
    {
        QFETCH(QList<double>, spent);
        QFETCH(int, limits);
        TranscriptEventReader reader;
        int found = 0;
        for (const double amount : spent) {
            const QByteArray entry =
                amount < 0
                    ? R"({"type":"cost-state","totalCostUSD":)" + QByteArray::number(-amount) + '}'
                    : line(R"("type":"attachment","attachment":{"type":"budget_usd","total":1,"used":)" +
                           QByteArray::number(amount) + '}');
            for (const TranscriptEvent& event : reader.read({entry}))
                found += event.kind == TranscriptEvent::Kind::BudgetLimit ? 1 : 0;
        }
        QCOMPARE(found, limits);
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

// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/claude/hooks/tool_input.h"
#include "core/decisions/outcome_judge.h"

#include <QJsonArray>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr AlertId Asked{7};
const QJsonObject Shown{{u"command"_s, u"npm publish"_s}};
const QJsonObject Questions{
    {u"questions"_s, QJsonArray{QJsonObject{{u"question"_s, u"Which?"_s},
                                            {u"options"_s, QJsonArray{QJsonObject{{u"label"_s, u"A"_s}},
                                                                      QJsonObject{{u"label"_s, u"B"_s}}}}}}}};

HookTimestamp at(std::chrono::nanoseconds time)
{
    return {.bootId = u"boot"_s, .ns = time.count()};
}

WaitingRequest request(const QString& tool, const QJsonObject& input, AlertId alert = Asked)
{
    WaitingRequest one = waitingRequestOf(
        {.sessionId = u"s"_s, .details = hook::PermissionRequest{.call = {.tool = tool, .input = input}}},
        QByteArray(64, 'a'));
    one.alert = alert;
    one.stamp = at(5s);
    return one;
}

const QDateTime DecidedAt = utcAt(QDate{2026, 2, 1}, QTime{12, 0});

/// As the dialog left the screen, so long after the decision.
ScreenChange screen(std::chrono::milliseconds after, bool isIdle = false, const QString& session = u"s"_s)
{
    return {.sessionId = session, .at = DecidedAt.addMSecs(after.count()), .isIdle = isIdle};
}

HookEvent ran(const QString& tool, const QJsonObject& input, std::chrono::nanoseconds end = 10s,
              std::chrono::milliseconds duration = 0ms)
{
    return {.origin = {.bootId = u"boot"_s, .monotonicNs = end.count()},
            .sessionId = u"s"_s,
            .details = hook::PostToolUse{.call = {.tool = tool, .input = input}, .duration = duration}};
}

HookEvent approved(const QString& plan, std::chrono::nanoseconds end = 10s)
{
    HookEvent event = ran(u"ExitPlanMode"_s, {}, end);
    std::get<hook::PostToolUse>(event.details).approvedPlan = plan;
    return event;
}

class Story final
{
public:
    explicit Story(const Decision& decision, const WaitingRequest& one = request(u"Bash"_s, Shown))
    {
        judge.sent(one, decision, at(10s), DecidedAt);
    }
    Story& printed()
    {
        judge.delivered(Asked, true, {});
        return *this;
    }
    Story& closed(const std::optional<ScreenChange>& change = {})
    {
        judge.closed(Asked, change);
        return *this;
    }
    Story& took(const HookEvent& event)
    {
        judge.took(event);
        return *this;
    }
    /// The last one.
    AnswerOutcome outcome()
    {
        for (const auto& [alert, changed] : judge.takeChanges())
            last = changed;
        return last;
    }
    OutcomeJudge judge;
    AnswerOutcome last{AnswerOutcome::Sent};
};

} // namespace

class TestOutcomeJudge final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void printedAloneSaysNothing()
    {
        QCOMPARE(Story{decision::Allow{}}.printed().outcome(), AnswerOutcome::Sent);
    }
    void takenWhenTheCallRunsAsShown()
    {
        QCOMPARE(Story{decision::Allow{}}.printed().took(ran(u"Bash"_s, Shown)).outcome(),
                 AnswerOutcome::Taken);
        // Or when the alert is over, by the status file or the transcript; in either order.
        QCOMPARE(Story{decision::Allow{}}.printed().closed().outcome(), AnswerOutcome::Taken);
        QCOMPARE(Story{decision::Allow{}}.closed().printed().outcome(), AnswerOutcome::Taken);
    }
    void anotherHookChangedTheCall()
    {
        const QJsonObject other{{u"command"_s, u"npm publish --force"_s}};
        Story story{decision::Allow{}};
        QCOMPARE(story.printed().closed().outcome(), AnswerOutcome::Taken);
        QCOMPARE(story.took(ran(u"Bash"_s, other, 30s, 19'900ms)).outcome(), AnswerOutcome::OtherCall);
        QCOMPARE(story.took(ran(u"Bash"_s, Shown)).outcome(), AnswerOutcome::OtherCall);
    }
    void aPlanIsTakenWhenClaudeGotItAsShown_data()
    {
        const QString plan = u"# Plan\n\n1. Read"_s;
        QTest::addColumn<QString>("told");
        QTest::addColumn<int>("end"); // s; it was decided at 10 s
        QTest::addColumn<AnswerOutcome>("outcome");
        QTest::newRow("as shown") << plan << 11 << AnswerOutcome::Taken;
        QTest::newRow("as shown, but cut") << plan.first(8) + u"…"_s << 11 << AnswerOutcome::Taken;
        QTest::newRow("in the terminal") << plan << 9 << AnswerOutcome::TooLate;
        QTest::newRow("another") << u"# Other"_s << 11 << AnswerOutcome::OtherCall;
        QTest::newRow("another, and cut") << u"# Pl4n…"_s << 11 << AnswerOutcome::OtherCall;
        QTest::newRow("not told") << QString{} << 11 << AnswerOutcome::Sent;
    }
    void aPlanIsTakenWhenClaudeGotItAsShown()
    {
        QFETCH(const QString, told);
        QFETCH(const int, end);
        const QJsonObject input{{u"plan"_s, u"# Plan\n\n1. Read"_s}, {u"planFilePath"_s, u"/h/p.md"_s}};
        const WaitingRequest one = request(u"ExitPlanMode"_s, input);
        Story story{decision::ApprovePlan{}, one};
        QTEST(story.printed().took(approved(told, std::chrono::seconds{end})).outcome(), "outcome");
        // 2.1.197 repeats the call.
        QCOMPARE(Story(decision::ApprovePlan{}, one).printed().took(ran(u"ExitPlanMode"_s, input)).outcome(),
                 AnswerOutcome::Taken);
    }
    void anotherCallIsNoChange()
    {
        const QJsonObject other{{u"command"_s, u"ls"_s}};
        Story story{decision::Allow{}};
        story.printed();
        QCOMPARE(story.took(ran(u"Bash"_s, other, 11s, 5s)).outcome(), AnswerOutcome::Sent); // ran before
        QCOMPARE(story.took(ran(u"Bash"_s, other, 60s, 1s)).outcome(), AnswerOutcome::Sent); // much later
        QCOMPARE(story.took(ran(u"Edit"_s, other)).outcome(), AnswerOutcome::Sent);
        HookEvent elsewhere = ran(u"Bash"_s, Shown);
        elsewhere.sessionId = u"t"_s;
        QCOMPARE(story.took(elsewhere).outcome(), AnswerOutcome::Sent);
        elsewhere = ran(u"Bash"_s, Shown);
        elsewhere.agentId = u"agent"_s;
        QCOMPARE(story.took(elsewhere).outcome(), AnswerOutcome::Sent);
        QCOMPARE(story.took(ran(u"Bash"_s, Shown, 60s, 50s)).outcome(), AnswerOutcome::Taken);
    }
    void tooLateWhenTheHookWasEndedFirst()
    {
        Story story{decision::Allow{}};
        story.judge.delivered(Asked, false, {});
        QCOMPARE(story.outcome(), AnswerOutcome::TooLate);
        QCOMPARE(story.closed().took(ran(u"Bash"_s, Shown)).outcome(), AnswerOutcome::TooLate);
    }
    void refusedByTheHook()
    {
        Story story{decision::Allow{}};
        story.judge.delivered(Asked, false, u"other_document"_s);
        QCOMPARE(story.outcome(), AnswerOutcome::NotPrinted);
    }
    void aNoThatCameTooLate()
    {
        Story story{decision::Deny{u"no"_s}};
        QCOMPARE(story.printed().closed().outcome(), AnswerOutcome::Taken);
        QCOMPARE(story.took(ran(u"Bash"_s, Shown)).outcome(), AnswerOutcome::TooLate);
    }
    void aNoThatTook()
    {
        Story story{decision::DenyAndStop{}};
        QCOMPARE(story.printed().closed().outcome(), AnswerOutcome::Taken);
        QCOMPARE(story.took(ran(u"Bash"_s, {{u"command"_s, u"ls"_s}})).outcome(), AnswerOutcome::Taken);
    }
    void aNoStandsWhenTheSameCallIsAskedForAgainAndAllowed()
    {
        Story story{decision::Deny{u"no"_s}};
        QCOMPARE(story.printed().closed().outcome(), AnswerOutcome::Taken);
        QCOMPARE(story.took(ran(u"Bash"_s, Shown, 30s, 100ms)).outcome(), AnswerOutcome::Taken);
    }
    void aKeyInTheTerminalWasQuicker_data()
    {
        QTest::addColumn<bool>("isYes");
        QTest::addColumn<bool>("isIdle");
        QTest::addColumn<int>("after"); // the decision, in ms
        QTest::addColumn<AnswerOutcome>("outcome");
        QTest::newRow("Yes, then allowed") << true << false << -1 << AnswerOutcome::TooLate;
        QTest::newRow("allowed") << true << false << 0 << AnswerOutcome::Taken;
        QTest::newRow("allowed, later seen") << true << false << 400 << AnswerOutcome::Taken;
        QTest::newRow("Esc, then allowed") << true << true << -200 << AnswerOutcome::TooLate;
        QTest::newRow("Esc, seen after it was allowed") << true << true << 50 << AnswerOutcome::TooLate;
        QTest::newRow("Yes, then denied") << false << false << -1 << AnswerOutcome::TooLate;
        QTest::newRow("denied") << false << false << 30 << AnswerOutcome::Taken;
        QTest::newRow("No, then denied") << false << true << -1 << AnswerOutcome::TooLate;
        QTest::newRow("denied and stopped") << false << true << 30 << AnswerOutcome::Taken;
    }
    void aKeyInTheTerminalWasQuicker()
    {
        QFETCH(bool, isYes);
        QFETCH(bool, isIdle);
        QFETCH(int, after);
        QFETCH(AnswerOutcome, outcome);
        const Decision decision = isYes ? Decision{decision::Allow{}} : Decision{decision::DenyAndStop{}};
        const ScreenChange change = screen(std::chrono::milliseconds{after}, isIdle);
        // In each order, and each says it once.
        Story printedFirst{decision};
        QCOMPARE(printedFirst.printed().closed(change).outcome(), outcome);
        Story closedFirst{decision};
        QCOMPARE(closedFirst.closed(change).printed().outcome(), outcome);
        for (Story* story : {&printedFirst, &closedFirst}) {
            story->judge.closed(Asked);
            QVERIFY(story->judge.takeChanges().empty());
        }
        // What was late stays so when the call ends.
        if (after < 0)
            QCOMPARE(printedFirst.took(ran(u"Bash"_s, Shown, 20s, 9s)).outcome(), AnswerOutcome::TooLate);
    }
    void theScreenOfAnotherSessionSaysNothing()
    {
        QCOMPARE(Story{decision::Allow{}}.printed().closed(screen(-1s, true, u"t"_s)).outcome(),
                 AnswerOutcome::Taken);
    }
    void aCallThatRanAfterAllWasNoEsc()
    {
        Story story{decision::Allow{}};
        QCOMPARE(story.printed().closed(screen(80ms, true)).outcome(), AnswerOutcome::TooLate);
        QCOMPARE(story.took(ran(u"Bash"_s, Shown, 10'050ms, 40ms)).outcome(), AnswerOutcome::Taken);
    }
    void aCallThatBeganBeforeTheDecisionWasAllowedInTheTerminal()
    {
        Story story{decision::Allow{}};
        QCOMPARE(story.printed().took(ran(u"Bash"_s, Shown, 12s, 2'001ms)).outcome(), AnswerOutcome::TooLate);
        // Told before the status file was read, or after.
        QCOMPARE(story.closed(screen(-1ms)).outcome(), AnswerOutcome::TooLate);
        Story other{decision::Allow{}};
        QCOMPARE(other.closed(screen(-1ms)).printed().took(ran(u"Bash"_s, Shown, 12s, 2'001ms)).outcome(),
                 AnswerOutcome::TooLate);
    }
    void theSameCallThatRanBeforeIsAnother()
    {
        for (const Decision& decision : {Decision{decision::Allow{}}, Decision{decision::Deny{}}}) {
            Story story{decision};
            story.printed();
            // Allowed when this one was asked for, or long before; it ends after the decision.
            QCOMPARE(story.took(ran(u"Bash"_s, Shown, 12s, 6'900ms)).outcome(), AnswerOutcome::Sent);
            QCOMPARE(story.took(ran(u"Bash"_s, Shown, 12s, 11s)).outcome(), AnswerOutcome::Sent);
            const bool isYes = std::holds_alternative<decision::Allow>(decision);
            QCOMPARE(story.took(ran(u"Bash"_s, Shown, 14s, 3s)).outcome(),
                     isYes ? AnswerOutcome::Taken : AnswerOutcome::TooLate);
        }
    }
    void theTranscriptTellsWhoseYesItWas_data()
    {
        QTest::addColumn<QString>("lines"); // u: use, h: a hook's decision, r: result; of call a or b
        QTest::addColumn<AnswerOutcome>("outcome");
        QTest::newRow("the hook's") << u"ua ha ra"_s << AnswerOutcome::Taken;
        QTest::newRow("the terminal's") << u"ua ra"_s << AnswerOutcome::TooLate;
        QTest::newRow("a hook's for another call") << u"ua hb ra"_s << AnswerOutcome::TooLate;
        QTest::newRow("read from its middle on") << u"ra"_s << AnswerOutcome::Taken;
        QTest::newRow("not over") << u"ua"_s << AnswerOutcome::Taken;
        QTest::newRow("two that are the same") << u"ua ub ra hb rb"_s << AnswerOutcome::Taken;
        QTest::newRow("the same again, later") << u"ua ha ra ub rb"_s << AnswerOutcome::Taken;
    }
    void theTranscriptTellsWhoseYesItWas()
    {
        QFETCH(QString, lines);
        QFETCH(AnswerOutcome, outcome);
        TranscriptEvents events;
        for (const QString& line : lines.split(u' ')) {
            using Kind = TranscriptEvent::Kind;
            TranscriptEvent event{.kind = line.front() == u'u'   ? Kind::ToolUse
                                          : line.front() == u'h' ? Kind::HookDecision
                                                                 : Kind::ToolResult,
                                  .at = DecidedAt.addSecs(events.size()),
                                  .call = {.id = line.back()}};
            if (event.kind != Kind::HookDecision) {
                event.call.tool = u"Bash"_s;
                event.call.input = digestOf(Shown);
            }
            events += event;
        }
        WaitingRequest one = request(u"Bash"_s, Shown);
        one.askedAt = DecidedAt.addSecs(-5);
        // Beside the hook of the call's end, in each order, and as it comes line by line.
        for (const int toolEnd : {0, 1, 2}) {
            Story story{decision::Allow{}, one};
            story.printed().closed(screen(20ms));
            if (toolEnd == 0)
                story.took(ran(u"Bash"_s, Shown, 12s, 1s));
            for (const TranscriptEvent& event : events)
                story.judge.tookTranscript(u"s"_s, {event});
            if (toolEnd == 1)
                story.took(ran(u"Bash"_s, Shown, 12s, 1s));
            QCOMPARE(story.outcome(), outcome);
        }
        // Another session's transcript, a no, and an answer to questions are not judged by it.
        Story other{decision::Allow{}, one};
        other.printed().closed(screen(20ms));
        other.judge.tookTranscript(u"t"_s, events);
        QCOMPARE(other.outcome(), AnswerOutcome::Taken);
        Story no{decision::Deny{}, one};
        no.printed().closed(screen(20ms));
        no.judge.tookTranscript(u"s"_s, events);
        QCOMPARE(no.outcome(), AnswerOutcome::Taken);
    }
    void otherAnswersCameFirst()
    {
        const auto form = request(u"AskUserQuestion"_s, Questions);
        const decision::Answers answers{{{.chosen = {u"A"_s}}}};
        const auto answered = [](const QString& answer) {
            return ran(u"AskUserQuestion"_s, withAnswers(Questions, {{u"Which?"_s, answer}}));
        };
        QCOMPARE(Story(answers, form).printed().took(answered(u"A"_s)).outcome(), AnswerOutcome::Taken);
        QCOMPARE(Story(answers, form).printed().closed().took(answered(u"B"_s)).outcome(),
                 AnswerOutcome::TooLate);
    }
    void longCallsThatAreCutAreTheSame()
    {
        const QJsonObject whole{{u"command"_s, QString{20'000, u'x'}}};
        const QJsonObject cut{{u"command"_s, QString{4'096, u'x'} + u'…'}};
        QCOMPARE(
            Story(decision::Allow{}, request(u"Bash"_s, whole)).printed().took(ran(u"Bash"_s, cut)).outcome(),
            AnswerOutcome::Taken);
    }
};

QTEST_APPLESS_MAIN(TestOutcomeJudge)
#include "test_outcome_judge.moc"

// SPDX-License-Identifier: MIT
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
    return one;
}

HookEvent ran(const QString& tool, const QJsonObject& input, std::chrono::nanoseconds end = 10s,
              std::chrono::milliseconds duration = 0ms)
{
    return {.origin = {.bootId = u"boot"_s, .monotonicNs = end.count()},
            .sessionId = u"s"_s,
            .details = hook::PostToolUse{.call = {.tool = tool, .input = input}, .duration = duration}};
}

class Story final
{
public:
    explicit Story(const Decision& decision, const WaitingRequest& one = request(u"Bash"_s, Shown))
    {
        judge.sent(one, decision, at(10s));
    }
    Story& printed()
    {
        judge.delivered(Asked, true, {});
        return *this;
    }
    Story& closed()
    {
        judge.closed(Asked);
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

// SPDX-License-Identifier: MIT
#include "bridge_process.h"
#include "hookbridge/decision_output.h"

#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using ipc::Verdict;

namespace {

QByteArray document(const QString& tool, const QJsonObject& input)
{
    QJsonObject object = QJsonDocument::fromJson(payload(u"permission-request"_s)).object();
    object.insert(u"tool_name"_s, tool);
    object.insert(u"tool_input"_s, input);
    return QJsonDocument{object}.toJson();
}

QJsonObject question(const QString& text)
{
    return {{u"question"_s, text},
            {u"header"_s, u"H"_s},
            {u"multiSelect"_s, false},
            {u"options"_s, QJsonArray{QJsonObject{{u"label"_s, u"A"_s}, {u"description"_s, u"a"_s}}}}};
}

const QByteArray Tool = payload(u"permission-request"_s);
const QJsonObject Questions{{u"questions"_s, QJsonArray{question(u"Which?"_s), question(u"Where?"_s)}}};
const QByteArray Form = document(u"AskUserQuestion"_s, Questions);
const QJsonObject PlanInput{{u"plan"_s, u"# Do it\n1. …"_s}, {u"steps"_s, 3}};
const QByteArray Plan = document(u"ExitPlanMode"_s, PlanInput);

ipc::DecisionMessage decide(const QByteArray& document, Verdict verdict)
{
    return {.document = digestOf(document), .verdict = verdict};
}

QJsonObject decisionIn(const QByteArray& output)
{
    const QJsonObject specific =
        QJsonDocument::fromJson(output).object().value("hookSpecificOutput"_L1).toObject();
    return specific.value("hookEventName"_L1).toString() == "PermissionRequest"_L1
               ? specific.value("decision"_L1).toObject()
               : QJsonObject{};
}

} // namespace

class TestDecisionOutput final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isWhatClaudeCodeDocuments()
    {
        QCOMPARE(
            *decisionOutput(Tool, decide(Tool, Verdict::Allow)),
            R"({"hookSpecificOutput":{"decision":{"behavior":"allow"},"hookEventName":"PermissionRequest"}})"
            "\n"_ba);
        ipc::DecisionMessage deny = decide(Tool, Verdict::Deny);
        QCOMPARE(decisionIn(*decisionOutput(Tool, deny)), (QJsonObject{{u"behavior"_s, u"deny"_s}}));
        deny.message = u"Use \"pnpm\"\nüber"_s;
        QCOMPARE(decisionIn(*decisionOutput(Tool, deny)),
                 (QJsonObject{{u"behavior"_s, u"deny"_s}, {u"message"_s, deny.message}}));
        deny.verdict = Verdict::DenyAndStop;
        QCOMPARE(
            decisionIn(*decisionOutput(Tool, deny)),
            (QJsonObject{{u"behavior"_s, u"deny"_s}, {u"message"_s, deny.message}, {u"interrupt"_s, true}}));
    }

    void whatIsAllowedAlwaysReturnsTheDocumentsOwnRules()
    {
        const QJsonObject asked = QJsonDocument::fromJson(Tool).object();
        QCOMPARE(decisionIn(*decisionOutput(Tool, decide(Tool, Verdict::AllowAlways))),
                 (QJsonObject{{u"behavior"_s, u"allow"_s},
                              {u"updatedPermissions"_s, asked.value("permission_suggestions"_L1)}}));
    }

    void noRuleIsReturnedThatWasNotShownAsOne_data()
    {
        QTest::addColumn<QByteArray>("suggestions");
        QTest::newRow("none") << "[]"_ba;
        QTest::newRow("a mode") << R"([{"type":"setMode","mode":"acceptEdits","destination":"session"}])"_ba;
    }
    void noRuleIsReturnedThatWasNotShownAsOne()
    {
        QFETCH(QByteArray, suggestions);
        const QByteArray document =
            R"({"hook_event_name":"PermissionRequest","tool_name":"Bash","tool_input":{"command":"ls"},)"
            R"("permission_suggestions":)" +
            suggestions + '}';
        QVERIFY(isAnswerable(document));
        QVERIFY(decisionOutput(document, decide(document, Verdict::Allow)));
        QVERIFY(!decisionOutput(document, decide(document, Verdict::AllowAlways)));
    }

    void anAnswerRepeatsTheQuestions()
    {
        ipc::DecisionMessage answer = decide(Form, Verdict::Answer);
        answer.answers = {{u"Which?"_s, u"A, B"_s}, {u"Where?"_s, u"here"_s}};
        QJsonObject input = Questions;
        input.insert(u"answers"_s, answer.answers);
        QCOMPARE(decisionIn(*decisionOutput(Form, answer)),
                 (QJsonObject{{u"behavior"_s, u"allow"_s}, {u"updatedInput"_s, input}}));
    }

    void answersThatClaudeFilledInAreReplaced()
    {
        QJsonObject input = Questions;
        input.insert(u"answers"_s, QJsonObject{{u"Which?"_s, u"B"_s}, {u"Other?"_s, u"yes"_s}});
        const QByteArray form = document(u"AskUserQuestion"_s, input);
        ipc::DecisionMessage answer = decide(form, Verdict::Answer);
        answer.answers = {{u"Which?"_s, u"A"_s}, {u"Where?"_s, u"here"_s}};
        QCOMPARE(decisionIn(*decisionOutput(form, answer))["updatedInput"_L1]["answers"_L1].toObject(),
                 answer.answers);
    }

    void incompleteAnswersAreNotPrinted_data()
    {
        QTest::addColumn<QJsonObject>("answers");
        QTest::newRow("none") << QJsonObject{};
        QTest::newRow("one of two") << QJsonObject{{u"Which?"_s, u"A"_s}};
        QTest::newRow("an empty one") << QJsonObject{{u"Which?"_s, u"A"_s}, {u"Where?"_s, u""_s}};
        QTest::newRow("no text") << QJsonObject{{u"Which?"_s, u"A"_s}, {u"Where?"_s, 7}};
        QTest::newRow("to another question")
            << QJsonObject{{u"Which?"_s, u"A"_s}, {u"Where?"_s, u"x"_s}, {u"Why?"_s, u"x"_s}};
    }
    void incompleteAnswersAreNotPrinted()
    {
        QFETCH(QJsonObject, answers);
        ipc::DecisionMessage answer = decide(Form, Verdict::Answer);
        answer.answers = answers;
        const auto output = decisionOutput(Form, answer);
        QVERIFY(!output);
        QCOMPARE(output.error(), DecisionProblem::Incomplete);
    }

    void twoQuestionsOfOneTextAreNotAnswered()
    {
        const QByteArray form =
            document(u"AskUserQuestion"_s,
                     {{u"questions"_s, QJsonArray{question(u"Which?"_s), question(u"Which?"_s)}}});
        ipc::DecisionMessage answer = decide(form, Verdict::Answer);
        answer.answers = {{u"Which?"_s, u"A"_s}};
        QVERIFY(!decisionOutput(form, answer));
    }

    void aPlanIsApprovedAsItIs()
    {
        QCOMPARE(decisionIn(*decisionOutput(Plan, decide(Plan, Verdict::Approve))),
                 (QJsonObject{{u"behavior"_s, u"allow"_s}, {u"updatedInput"_s, PlanInput}}));
        const QJsonObject accepting =
            decisionIn(*decisionOutput(Plan, decide(Plan, Verdict::ApproveAndAcceptEdits)));
        QCOMPARE(accepting.value("updatedInput"_L1).toObject(), PlanInput);
        QCOMPARE(accepting.value("updatedPermissions"_L1).toArray(),
                 (QJsonArray{QJsonObject{{u"type"_s, u"setMode"_s},
                                         {u"mode"_s, u"acceptEdits"_s},
                                         {u"destination"_s, u"session"_s}}}));
    }

    void noCallIsReplacedThatCannotBeRepeated()
    {
        const QByteArray plan =
            document(u"ExitPlanMode"_s, {{u"plan"_s, u"p"_s}, {u"n"_s, 4711}}).replace("4711", "1e999");
        QVERIFY(!isAnswerable(plan));
        QVERIFY(!decisionOutput(plan, decide(plan, Verdict::Approve)));
    }

    void aVerdictForAnotherKindOfCallIsNotPrinted_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<int>("verdict");
        const auto row = [](const char* name, const QByteArray& document, Verdict verdict) {
            QTest::newRow(name) << document << static_cast<int>(verdict);
        };
        row("a question is not allowed", Form, Verdict::Allow);
        row("a plan is not allowed", Plan, Verdict::Allow);
        row("a question is not allowed always", Form, Verdict::AllowAlways);
        row("a plan is not allowed always", Plan, Verdict::AllowAlways);
        row("a call is not answered", Tool, Verdict::Answer);
        row("a call is not approved", Tool, Verdict::ApproveAndAcceptEdits);
        row("a question is not approved", Form, Verdict::Approve);
        row("a plan is not answered", Plan, Verdict::Answer);
    }
    void aVerdictForAnotherKindOfCallIsNotPrinted()
    {
        QFETCH(QByteArray, document);
        QFETCH(int, verdict);
        const auto output = decisionOutput(document, decide(document, static_cast<Verdict>(verdict)));
        QVERIFY(!output);
        QCOMPARE(output.error(), DecisionProblem::OtherKind);
    }

    void aDecisionAboutAnotherDocumentIsNotPrinted()
    {
        const QByteArray other = QByteArray{Tool}.replace("npm", "nmp") + ' ';
        for (const Verdict verdict : {Verdict::Allow, Verdict::Deny, Verdict::DenyAndStop}) {
            const auto output = decisionOutput(other, decide(Tool, verdict));
            QVERIFY(!output);
            QCOMPARE(output.error(), DecisionProblem::OtherDocument);
        }
    }

    void onlyWholePermissionRequestsCanBeAnswered()
    {
        QVERIFY(isAnswerable(Tool));
        QVERIFY(isAnswerable(Form));
        QVERIFY(!isAnswerable({}));
        QVERIFY(!isAnswerable(payload(u"stop"_s)));
        QVERIFY(!isAnswerable(payload(u"notification-permission-prompt"_s)));
        QVERIFY(!isAnswerable(QByteArray{Tool}.replace("touch", "\xff\xfe")));
        QVERIFY(!isAnswerable("{\"hook_event_name\":\"PermissionRequest\",\"tool_input\":[]}"));
    }
};

QTEST_APPLESS_MAIN(TestDecisionOutput)
#include "test_decision_output.moc"

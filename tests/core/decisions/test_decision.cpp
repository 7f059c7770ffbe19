// SPDX-License-Identifier: MIT
#include "core/decisions/decision.h"

#include <QJsonArray>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Document(64, 'a');

QJsonObject question(const QString& text, bool takesSeveral = false)
{
    QJsonArray options;
    for (const QString& label : {u"Red"_s, u"Green"_s, u"Blue, dark"_s})
        options.append(QJsonObject{{u"label"_s, label}, {u"description"_s, u"d"_s}});
    return {{u"question"_s, text}, {u"multiSelect"_s, takesSeveral}, {u"options"_s, options}};
}

WaitingRequest request(const QString& tool, const QJsonObject& input)
{
    return waitingRequestOf({.sessionId = u"s"_s,
                             .cwd = u"/srv/shop"_s,
                             .details = hook::PermissionRequest{.call = {.tool = tool, .input = input}}},
                            Document);
}

WaitingRequest form(const QJsonArray& questions)
{
    return request(u"AskUserQuestion"_s, {{u"questions"_s, questions}});
}

QJsonObject answersTo(const WaitingRequest& request, std::vector<decision::Answer> answers)
{
    const auto message = messageFor(request, decision::Answers{std::move(answers)});
    return message && message->verdict == ipc::Verdict::Answer ? message->answers : QJsonObject{};
}

} // namespace

class TestDecision final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRequestHasTheWholeCall()
    {
        const QJsonObject input{{u"command"_s, QString{60'000, u'x'}}};
        const WaitingRequest one = request(u"Bash"_s, input);
        QCOMPARE(one.kind, RequestKind::Tool);
        QCOMPARE(one.call.input, input);
        QCOMPARE(one.cwd, u"/srv/shop"_s);
        QCOMPARE(one.document, Document);
        QCOMPARE(request(u"ExitPlanMode"_s, {{u"plan"_s, u"# P"_s}}).plan, u"# P"_s);
        const WaitingRequest asked = form({question(u"Which?"_s, true)});
        QCOMPARE(asked.questions.size(), std::size_t{1});
        QVERIFY(asked.questions.front().takesSeveral);
        QCOMPARE(asked.questions.front().options.at(1).label, u"Green"_s);
    }

    void everyDecisionNamesTheDocument()
    {
        const WaitingRequest tool = request(u"Bash"_s, {});
        for (const Decision& one :
             {Decision{decision::Allow{}}, Decision{decision::Deny{}}, Decision{decision::DenyAndStop{}}})
            QCOMPARE(messageFor(tool, one)->document, Document);
    }

    void onlyFittingDecisionsAreSent()
    {
        const WaitingRequest tool = request(u"Bash"_s, {{u"command"_s, u"ls"_s}});
        const WaitingRequest plan = request(u"ExitPlanMode"_s, {{u"plan"_s, u"p"_s}});
        const WaitingRequest asked = form({question(u"Which?"_s)});
        const auto fault = [](const WaitingRequest& one, const Decision& decision) {
            const auto message = messageFor(one, decision);
            return message ? std::optional<DecisionFault>{} : message.error();
        };
        QVERIFY(!fault(tool, decision::Allow{}));
        QCOMPARE(fault(plan, decision::Allow{}), DecisionFault::OtherKind);
        QCOMPARE(fault(asked, decision::Allow{}), DecisionFault::OtherKind);
        QCOMPARE(fault(tool, decision::ApprovePlan{}), DecisionFault::OtherKind);
        QCOMPARE(fault(tool, decision::KeepPlanning{}), DecisionFault::OtherKind);
        QCOMPARE(fault(tool, decision::Answers{{{.text = u"x"_s}}}), DecisionFault::OtherKind);
        QVERIFY(!fault(asked, decision::Deny{}));
        QCOMPARE(messageFor(plan, decision::KeepPlanning{u" more tests "_s})->verdict, ipc::Verdict::Deny);
        QCOMPARE(messageFor(plan, decision::KeepPlanning{u" more tests "_s})->message, u"more tests"_s);
        QCOMPARE(messageFor(plan, decision::ApprovePlan{true})->verdict, ipc::Verdict::ApproveAndAcceptEdits);
    }

    void onlyWhatOffersRulesIsAllowedAlways()
    {
        WaitingRequest tool = request(u"Bash"_s, {{u"command"_s, u"ls"_s}});
        QCOMPARE(messageFor(tool, decision::Allow{.lasts = true}).error(), DecisionFault::OtherKind);
        tool.lastingRules = QStringList{u"Bash(ls *)"_s};
        QCOMPARE(messageFor(tool, decision::Allow{.lasts = true})->verdict, ipc::Verdict::AllowAlways);
        QCOMPARE(messageFor(tool, decision::Allow{})->verdict, ipc::Verdict::Allow);
        QCOMPARE(wireName(decision::Allow{.lasts = true}), u"allow_always"_s);
    }

    void questionsAreAnsweredByTheirText()
    {
        const WaitingRequest asked = form({question(u"Which?"_s), question(u"And?"_s, true)});
        QCOMPARE(answersTo(asked, {{.chosen = {u"Red"_s}}, {.chosen = {u"Red"_s, u"Blue, dark"_s}}}),
                 (QJsonObject{{u"Which?"_s, u"Red"_s}, {u"And?"_s, u"Red, Blue, dark"_s}}));
        QCOMPARE(
            answersTo(asked, {{.text = u" none of them "_s}, {.chosen = {u"Red"_s}, .text = u"or pink"_s}}),
            (QJsonObject{{u"Which?"_s, u"none of them"_s}, {u"And?"_s, u"Red, or pink"_s}}));
    }

    void incompleteAnswersAreRefused_data()
    {
        QTest::addColumn<QList<QStringList>>("chosen"); ///< of each question
        QTest::newRow("none") << QList<QStringList>{};
        QTest::newRow("one of two") << QList<QStringList>{{u"Red"_s}};
        QTest::newRow("an empty one") << QList<QStringList>{{u"Red"_s}, {}};
        QTest::newRow("one too many") << QList<QStringList>{{u"Red"_s}, {u"Red"_s}, {u"Red"_s}};
        QTest::newRow("not offered") << QList<QStringList>{{u"Red"_s}, {u"Pink"_s}};
        QTest::newRow("several where one is asked for")
            << QList<QStringList>{{u"Red"_s, u"Green"_s}, {u"Red"_s}};
    }
    void incompleteAnswersAreRefused()
    {
        QFETCH(QList<QStringList>, chosen);
        decision::Answers answers;
        for (const QStringList& labels : chosen)
            answers.answers.push_back({.chosen = labels});
        const auto message = messageFor(form({question(u"Which?"_s), question(u"And?"_s)}), answers);
        QVERIFY(!message);
        QCOMPARE(message.error(), DecisionFault::Incomplete);
    }

    void questionsThatCannotBeToldApartAreOnlyDenied()
    {
        for (const QJsonArray& questions : {QJsonArray{question(u"Which?"_s), question(u"Which?"_s)},
                                            QJsonArray{question({})}, QJsonArray{},
                                            QJsonArray{question(u"1"_s), question(u"2"_s), question(u"3"_s),
                                                       question(u"4"_s), question(u"5"_s)}}) {
            const WaitingRequest asked = form(questions);
            QCOMPARE(asked.kind, RequestKind::Questions);
            QVERIFY(asked.questions.empty());
            QVERIFY(!messageFor(asked, decision::Answers{}));
            QVERIFY(messageFor(asked, decision::Deny{}));
        }
    }

    void decisionsArriveAsTheyWereSent()
    {
        const ipc::DecisionMessage sent{.document = Document,
                                        .verdict = ipc::Verdict::Answer,
                                        .message = u"m"_s,
                                        .answers = {{u"q"_s, u"a"_s}}};
        const auto received = ipc::DecisionMessage::fromJson(sent.toJson());
        QVERIFY(received);
        QCOMPARE(received->document, sent.document);
        QCOMPARE(received->verdict, sent.verdict);
        QCOMPARE(received->answers, sent.answers);
        for (const auto& [key, value] :
             std::vector<std::pair<QString, QJsonValue>>{{u"verdict"_s, u"always"_s},
                                                         {u"verdict"_s, 1},
                                                         {u"sha256"_s, u"short"_s},
                                                         {u"sha256"_s, {}}}) {
            QJsonObject wrong = sent.toJson();
            QJsonObject decision = wrong.value("decision"_L1).toObject();
            decision.insert(key, value);
            wrong.insert(u"decision"_s, decision);
            QVERIFY(!ipc::DecisionMessage::fromJson(wrong));
        }
        QVERIFY(!ipc::DecisionMessage::fromJson(ipc::notPendingReply()));
        QVERIFY(!ipc::DecisionMessage::fromJson({}));
    }
};

QTEST_APPLESS_MAIN(TestDecision)
#include "test_decision.moc"

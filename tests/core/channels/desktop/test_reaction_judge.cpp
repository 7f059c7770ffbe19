// SPDX-License-Identifier: MIT
#include "core/channels/desktop/reaction_judge.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString A = u"alert-1"_s;
const QString B = u"alert-2"_s;
const QString C = u"alert-3"_s;
using Alerts = ReactionJudge::Alerts;
} // namespace

class TestReactionJudge final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aClickCountsAtOnce()
    {
        ReactionJudge judge;
        judge.shown(A, {{1}}, 0ms);
        QCOMPARE(judge.clicked(A), Alerts{{1}});
        QVERIFY(judge.clicked(B).empty()); // not of an alert
        QVERIFY(!judge.nextDeadline());
    }

    void closingCountsOnceItCouldBeRead_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("after");
        QTest::addColumn<bool>("counts");
        QTest::newRow("at once") << 0ms << false;
        QTest::newRow("just too soon") << 1999ms << false;
        QTest::newRow("after two seconds") << 2000ms << true;
        QTest::newRow("much later") << std::chrono::milliseconds{10h} << true;
    }
    void closingCountsOnceItCouldBeRead()
    {
        QFETCH(std::chrono::milliseconds, after);
        QFETCH(bool, counts);
        ReactionJudge judge;
        judge.shown(A, {{1}}, 500ms);
        judge.dismissed(A, 500ms + after);
        QCOMPARE(judge.nextDeadline(), 800ms + after);
        QVERIFY(judge.settle(799ms + after).empty()); // another one may close with it
        QCOMPARE(judge.settle(800ms + after), counts ? Alerts{{1}} : Alerts{});
        QVERIFY(!judge.nextDeadline());
        QVERIFY(judge.settle(10s + after).empty());
    }

    void severalThatCloseTogetherDoNotCount_data()
    {
        QTest::addColumn<QList<int>>("closedAt"); // of A, B and C, ms
        QTest::addColumn<int>("reactions");
        QTest::newRow("all at once") << QList{5000, 5000, 5000} << 0;
        QTest::newRow("one after the other, fast") << QList{5000, 5250, 5500} << 0;
        QTest::newRow("two together, one later") << QList{5000, 5299, 5700} << 1;
        QTest::newRow("one by one") << QList{5000, 5300, 5600} << 3;
    }
    void severalThatCloseTogetherDoNotCount()
    {
        QFETCH(QList<int>, closedAt);
        QFETCH(int, reactions);
        ReactionJudge judge;
        const QStringList tags{A, B, C};
        for (int i = 0; i < 3; ++i)
            judge.shown(tags.at(i), {{i + 1}}, 0ms);
        Alerts reacted;
        for (int i = 0; i < 3; ++i) {
            const std::chrono::milliseconds now{closedAt.at(i)};
            for (const AlertId id : judge.settle(now))
                reacted.push_back(id);
            judge.dismissed(tags.at(i), now);
        }
        for (const AlertId id : judge.settle(1min))
            reacted.push_back(id);
        QCOMPARE(reacted.size(), static_cast<size_t>(reactions));
    }

    void oneThatIsOfNoAlertCountsAmongThoseThatCloseTogether()
    {
        ReactionJudge judge;
        judge.shown(A, {{1}}, 0ms);
        judge.dismissed(A, 5s);
        judge.dismissed(u"login"_s, 5s + 10ms);
        QVERIFY(judge.settle(1min).empty());
    }

    void onlyADismissalIsAReaction()
    {
        ReactionJudge judge;
        judge.shown(A, {{1}}, 0ms);
        judge.gone(A); // expired, closed by us, or the service ended
        QVERIFY(!judge.nextDeadline());
        QVERIFY(judge.clicked(A).empty());
        judge.dismissed(A, 5s);
        QVERIFY(judge.settle(1min).empty());
    }

    void aReactionToASummaryIsOneToAllThatItHadLast()
    {
        ReactionJudge judge;
        judge.shown(u"summary"_s, {{1}, {2}, {3}}, 0ms);
        judge.shown(u"summary"_s, {{1}, {3}}, 4s); // nothing new in it
        QCOMPARE(judge.clicked(u"summary"_s), (Alerts{{1}, {3}}));
        judge.dismissed(u"summary"_s, 5s);
        QCOMPARE(judge.settle(1min), (Alerts{{1}, {3}}));
    }

    void whatIsNewMustBeReadFirst()
    {
        ReactionJudge judge;
        judge.shown(u"summary"_s, {{1}}, 0ms);
        judge.shown(u"summary"_s, {{1}, {2}}, 4s);
        judge.dismissed(u"summary"_s, 5s);
        QVERIFY(judge.settle(1min).empty());
    }
};

QTEST_GUILESS_MAIN(TestReactionJudge)
#include "test_reaction_judge.moc"

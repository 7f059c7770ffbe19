// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/pipeline/step_clock.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QDateTime at(int seconds)
{
    return utcAt(QDate{2026, 2, 1}, QTime{14, 0}).addSecs(seconds);
}

} // namespace

class TestStepClock final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noticesThatTimeJumped_data()
    {
        QTest::addColumn<int>("wall");
        QTest::addColumn<int>("monotonic");
        QTest::addColumn<int>("jump");
        QTest::newRow("time passed") << 600 << 600 << 0;
        QTest::newRow("kept by the network") << 604 << 600 << 0;
        QTest::newRow("slept") << 3600 << 10 << 3590;
        QTest::newRow("set back") << -3600 << 10 << -3610;
    }
    void noticesThatTimeJumped()
    {
        QFETCH(int, wall);
        QFETCH(int, monotonic);
        QFETCH(int, jump);
        std::chrono::milliseconds now{1h};
        StepClock clock{[&] { return now; }, {}};
        QVERIFY(!clock.latest().isValid());
        QCOMPARE(clock.advance(at(0)), 0ms);
        now += std::chrono::seconds{monotonic};
        QCOMPARE(clock.advance(at(wall)), std::chrono::milliseconds{std::chrono::seconds{jump}});
        QCOMPARE(clock.latest(), at(wall));
        QCOMPARE(clock.advance(at(wall)), 0ms); // once
    }

    void withoutAClockThatDoesNotJumpNoneIsNoticed()
    {
        StepClock clock{{}, {}};
        QCOMPARE(clock.advance(at(0)), 0ms);
        QCOMPARE(clock.advance(at(-3600)), 0ms);
    }

    void aHookRanWhenOurOwnClockSays_data()
    {
        QTest::addColumn<QString>("boot");
        QTest::addColumn<QDateTime>("wall");
        QTest::addColumn<QDateTime>("time");
        QTest::newRow("a little ago") << u"here"_s << at(-5) << at(-5);
        QTest::newRow("of another clock") << u"there"_s << at(-5) << at(0);
        QTest::newRow("before the clock was set") << u"here"_s << at(-61) << at(0);
        QTest::newRow("in the future") << u"here"_s << at(5) << at(0);
        QTest::newRow("not known") << u"here"_s << QDateTime{} << at(0);
    }
    void aHookRanWhenOurOwnClockSays()
    {
        QFETCH(QString, boot);
        QFETCH(QDateTime, wall);
        QFETCH(QDateTime, time);
        HookEvent event;
        event.origin.bootId = boot;
        event.origin.wall = wall;
        QCOMPARE((StepClock{{}, u"here"_s}.timeOf(event, at(0))), time);
    }
};

QTEST_GUILESS_MAIN(TestStepClock)
#include "test_step_clock.moc"

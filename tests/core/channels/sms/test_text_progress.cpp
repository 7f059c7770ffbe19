// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/channels/sms/text_progress.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

using Progress = SmsState::Progress;
using text::Change;

namespace {

QDateTime at(int seconds)
{
    return utcAt(QDate{2026, 2, 1}, QTime{14, 0}).addSecs(seconds);
}

ChannelPlan never()
{
    return {.reason = PlanReason::QuietHours};
}

} // namespace

class TestTextProgress final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anotherPlanChangesWhatWasNotTexted_data()
    {
        QTest::addColumn<Progress>("progress");
        QTest::addColumn<int>("heldUntil");
        QTest::addColumn<ChannelPlan>("plan");
        QTest::addColumn<Change>("change");
        const ChannelPlan soon{.at = at(60)};
        QTest::newRow("withheld") << Progress::Withheld << 0 << soon << Change::Schedule;
        QTest::newRow("due, the same") << Progress::Due << 60 << soon << Change::None;
        QTest::newRow("due, another time") << Progress::Due << 90 << soon << Change::Schedule;
        QTest::newRow("due, never") << Progress::Due << 60 << never() << Change::Schedule;
        QTest::newRow("held back, no later") << Progress::HeldBack << 0 << soon << Change::None;
        QTest::newRow("held back, later")
            << Progress::HeldBack << 0 << ChannelPlan{.at = at(900)} << Change::Schedule;
        QTest::newRow("held, never") << Progress::Held << 60 << never() << Change::Withdraw;
        QTest::newRow("held, a little late") << Progress::Held << 62 << soon << Change::None;
        QTest::newRow("held, too late") << Progress::Held << 90 << soon << Change::Withdraw;
        QTest::newRow("held, out by now") << Progress::Held << -1 << never() << Change::None;
        QTest::newRow("on its way, never") << Progress::Pending << -1 << never() << Change::Withdraw;
        QTest::newRow("recalled") << Progress::Recalled << 60 << soon << Change::Retry;
        QTest::newRow("sent") << Progress::Sent << 0 << never() << Change::None;
        QTest::newRow("given up") << Progress::GivenUp << 0 << soon << Change::None;
    }
    void anotherPlanChangesWhatWasNotTexted()
    {
        QFETCH(Progress, progress);
        QFETCH(int, heldUntil);
        QFETCH(ChannelPlan, plan);
        QFETCH(Change, change);
        const SmsState sms{.progress = progress, .at = at(600), .holdUntil = at(heldUntil)};
        QCOMPARE(text::changeBy(plan, sms, at(0)), change);
    }

    void whatWasToldInThisPauseStaysUntold()
    {
        QCOMPARE(text::changeBy({.at = at(60)}, text::alreadyTold(), at(0)), Change::None);
    }

    void aServerThatHoldsTextsHasThemSoon()
    {
        const ChannelPlan plan{.at = at(60)};
        QCOMPARE(text::scheduled({}, plan, at(0), true).at, at(1));
        QCOMPARE(text::scheduled({}, plan, at(0), false).at, at(60));
        QCOMPARE(text::scheduled({}, plan, at(0), true).holdUntil, at(60));
        const ChannelPlan muted{.at = at(7200), .reason = PlanReason::Muted};
        QCOMPARE(text::scheduled({}, muted, at(0), true).at, at(7200));
    }

    void whatTheServerTakesBackIsDueByThePlanOfThen()
    {
        OpenAlert again{.alert = {.raisedAt = at(0)}};
        again.sms = text::recalled({.progress = Progress::Held}, {.at = at(60)});
        const SmsState later = text::withdrawn(again, WithdrawResult::Withdrawn, false);
        QCOMPARE(later.progress, Progress::Due);
        QCOMPARE(later.at, at(60));
        QCOMPARE(later.holdUntil, at(60));
        const SmsState held = text::withdrawn(again, WithdrawResult::Withdrawn, true);
        QCOMPARE(held.at, at(0)); // to the server now, with another time
        QCOMPARE(held.holdUntil, at(60));
        QCOMPARE(text::withdrawn(again, WithdrawResult::AlreadySent, true).progress, Progress::Sent);
        again.sms = text::recalled({.progress = Progress::Held}, {});
        QCOMPARE(text::withdrawn(again, WithdrawResult::Withdrawn, true).progress, Progress::Withheld);
    }

    void theServersAnswerDecides_data()
    {
        QTest::addColumn<TextResult>("result");
        QTest::addColumn<bool>("isMonitored");
        QTest::addColumn<Progress>("progress");
        QTest::newRow("sent") << TextResult::Sent << true << Progress::Sent;
        QTest::newRow("held") << TextResult::Held << true << Progress::Held;
        QTest::newRow("limited") << TextResult::RateLimited << true << Progress::HeldBack;
        QTest::newRow("opted out") << TextResult::OptedOut << true << Progress::GivenUp;
        QTest::newRow("too old") << TextResult::TooOld << true << Progress::HeldBack;
        QTest::newRow("not sent") << TextResult::NotSent << true << Progress::GivenUp;
        QTest::newRow("switched off meanwhile") << TextResult::NotSent << false << Progress::Due;
    }
    void theServersAnswerDecides()
    {
        QFETCH(TextResult, result);
        QFETCH(bool, isMonitored);
        QFETCH(Progress, progress);
        const OpenAlert open{
            .alert = {.kind = AlertKind::Permission, .cause = AlertCause::Permission, .raisedAt = at(0)},
            .sms = {.progress = Progress::Pending}};
        const SmsState after =
            text::answered(open, {.result = result, .nextAllowedAt = at(5), .heldUntil = at(60)},
                           {.isKnownToWait = true, .isMonitored = isMonitored, .now = at(10)});
        QCOMPARE(after.progress, progress);
        if (progress == Progress::HeldBack) // not at once, whatever the server's clock says
            QCOMPARE(after.at, at(70));
    }
};

QTEST_GUILESS_MAIN(TestTextProgress)
#include "test_text_progress.moc"

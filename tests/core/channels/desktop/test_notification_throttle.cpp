// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/channels/desktop/notification_throttle.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr ThrottleIntervals Intervals{.error = 10s, .done = 20s, .waiting = 0s};

QDateTime at(int seconds)
{
    return utcAt(QDate{2026, 2, 1}, QTime{14, 0}).addSecs(seconds);
}

Alert alert(AlertCause cause, int seconds, const QString& session = u"a"_s)
{
    return {.sessionId = session, .kind = kindOf(cause), .cause = cause, .raisedAt = at(seconds)};
}

} // namespace

class TestNotificationThrottle final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsWhatComesWithinTheInterval()
    {
        NotificationThrottle throttle{Intervals};
        QCOMPARE(throttle.take(alert(AlertCause::Api, 0)), std::optional{1});
        QVERIFY(!throttle.take(alert(AlertCause::Api, 5)));
        QVERIFY(!throttle.take(alert(AlertCause::Api, 9)));
        QCOMPARE(throttle.endOf({u"a"_s, AlertKind::Error}), at(10));
        QCOMPARE(throttle.release(alert(AlertCause::Api, 9), at(10)), 3);
        // What was released begins an interval of its own.
        QVERIFY(!throttle.take(alert(AlertCause::Api, 15)));
        QCOMPARE(throttle.take(alert(AlertCause::Api, 30)), std::optional{1});
    }

    void sessionsAndKindsDoNotWaitForEachOther()
    {
        NotificationThrottle throttle{Intervals};
        QCOMPARE(throttle.take(alert(AlertCause::Api, 0)), std::optional{1});
        QCOMPARE(throttle.take(alert(AlertCause::Api, 1, u"b"_s)), std::optional{1});
        QCOMPARE(throttle.take(alert(AlertCause::TurnDone, 2)), std::optional{1});
    }

    void permissionsAndWhatHasNoIntervalAreShownEach()
    {
        NotificationThrottle throttle{Intervals};
        for (const AlertCause cause : {AlertCause::Permission, AlertCause::Question, AlertCause::Idle}) {
            QCOMPARE(throttle.take(alert(cause, 0)), std::optional{1});
            QCOMPARE(throttle.take(alert(cause, 1)), std::optional{1});
        }
    }

    void anErrorThatStopsClaudeDoesNotWaitForAToolsError()
    {
        NotificationThrottle throttle{Intervals};
        QCOMPARE(throttle.take(alert(AlertCause::Tool, 0)), std::optional{1});
        QVERIFY(!throttle.take(alert(AlertCause::Tool, 1)));
        QCOMPARE(throttle.take(alert(AlertCause::Api, 2)), std::optional{3});
        QVERIFY(!throttle.take(alert(AlertCause::Api, 3)));
    }

    void afterThePersonWasThereTheNextOneIsNews()
    {
        NotificationThrottle throttle{Intervals};
        QCOMPARE(throttle.take(alert(AlertCause::Api, 0)), std::optional{1});
        throttle.forget(u"a"_s);
        QCOMPARE(throttle.take(alert(AlertCause::Api, 1)), std::optional{1});
    }

    void whatWasResolvedWithoutThePersonIsNotCounted()
    {
        NotificationThrottle throttle{Intervals};
        QCOMPARE(throttle.take(alert(AlertCause::Api, 0)), std::optional{1});
        QVERIFY(!throttle.take(alert(AlertCause::Api, 1)));
        throttle.settle({u"a"_s, AlertKind::Error});
        QVERIFY(!throttle.take(alert(AlertCause::Api, 2)));
        QCOMPARE(throttle.release(alert(AlertCause::Api, 2), at(10)), 1);
    }

    void aClockThatIsSetBackHoldsNothing()
    {
        NotificationThrottle throttle{Intervals};
        QCOMPARE(throttle.take(alert(AlertCause::Api, 3600)), std::optional{1});
        throttle.clockSetBack(1h);
        QCOMPARE(throttle.endOf({u"a"_s, AlertKind::Error}), at(10));
        QCOMPARE(throttle.take(alert(AlertCause::Api, -10)), std::optional{1});
    }

    void goesOnAfterARestart()
    {
        NotificationThrottle before{Intervals};
        (void)before.take(alert(AlertCause::Api, 0));
        (void)before.take(alert(AlertCause::Api, 1));
        (void)before.take(alert(AlertCause::Api, 0, u"b"_s));
        NotificationThrottle after{Intervals};
        after.restore(u"a"_s, before.bursts(u"a"_s));
        QVERIFY(!after.take(alert(AlertCause::Api, 2)));
        QCOMPARE(after.release(alert(AlertCause::Api, 2), at(10)), 3);
        QCOMPARE(after.take(alert(AlertCause::Api, 2, u"b"_s)), std::optional{1});
    }
};

QTEST_GUILESS_MAIN(TestNotificationThrottle)
#include "test_notification_throttle.moc"

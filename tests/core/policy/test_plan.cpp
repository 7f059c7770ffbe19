// SPDX-License-Identifier: MIT
#include "core/policy/plan.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestPlan final : public QObject
{
    Q_OBJECT

    const QDateTime m_raised{QDate{2026, 2, 1}, QTime{14, 0}, Qt::UTC};
    const Preferences m_usual{
        .dialogToNotification = 1s, .dialogToText = 5s, .late = 1min, .lateToNotification = 3s};

    [[nodiscard]] OpenAlert alert(AlertCause cause) const
    {
        return {.alert = {.kind = kindOf(cause), .cause = cause, .raisedAt = m_raised}};
    }

private Q_SLOTS:
    void leavesTimeForARuleToAnswerADialog()
    {
        for (const AlertCause cause : {AlertCause::Permission, AlertCause::Question}) {
            const Plan plan = planFor(alert(cause), {}, m_usual);
            QCOMPARE(plan.notification.at, m_raised.addSecs(1));
            QCOMPARE(plan.text.at, m_raised.addSecs(5));
        }
    }
    void tellsAtOnceWhatNoRuleAnswers()
    {
        OpenAlert settled = alert(AlertCause::Permission);
        settled.isSettled = true;
        for (const OpenAlert& open : {settled, alert(AlertCause::TurnDone), alert(AlertCause::Api),
                                      alert(AlertCause::Idle), alert(AlertCause::Lost)}) {
            const Plan plan = planFor(open, {}, m_usual);
            QCOMPARE(plan.notification.at, m_raised);
            QCOMPARE(plan.text.at, m_raised);
        }
    }
    void tellsOfSessionsWithoutAPersonOnlyWhenAsked_data()
    {
        QTest::addColumn<Context>("context");
        QTest::addColumn<Preferences>("preferences");
        QTest::addColumn<QString>("silence");
        const Context headless{.isUnattended = true};
        const Context teammate{.isUnattended = true, .isTeammate = true};
        QTest::newRow("headless") << headless << Preferences{} << u"headless"_s;
        QTest::newRow("headless, wanted") << headless << Preferences{.alertHeadless = true} << QString{};
        QTest::newRow("teammate") << teammate << Preferences{} << u"teammate"_s;
        QTest::newRow("teammate is no headless run")
            << teammate << Preferences{.alertHeadless = true} << u"teammate"_s;
        QTest::newRow("teammate, wanted") << teammate << Preferences{.alertTeammates = true} << QString{};
        QTest::newRow("wished for by name")
            << Context{.isUnattended = true, .isTeammate = true, .isWished = true} << Preferences{}
            << QString{};
        QTest::newRow("a person's") << Context{} << Preferences{} << QString{};
    }
    void tellsOfSessionsWithoutAPersonOnlyWhenAsked()
    {
        QFETCH(Context, context);
        QFETCH(Preferences, preferences);
        QFETCH(QString, silence);
        QCOMPARE(silenceOf(context, preferences), silence);
        const Plan plan = planFor(alert(AlertCause::TurnDone), context, preferences);
        for (const ChannelPlan& channel : {plan.notification, plan.text}) {
            QCOMPARE(channel.isNever(), !silence.isEmpty());
            QCOMPARE(channel.reason, silence);
        }
    }
    void showsWhatIsKnownLateOnlyWhenItsClaudeWasLookedFor()
    {
        for (const AlertCause cause : {AlertCause::Permission, AlertCause::TurnDone}) {
            const QDateTime known = m_raised.addDays(3);
            const Plan plan = planFor(alert(cause), {.knownAt = known}, m_usual);
            QCOMPARE(plan.notification.at, known.addSecs(3));
            QCOMPARE(plan.text.at, m_raised); // by its time the server tells that it is too old
        }
        const Plan inTime = planFor(alert(AlertCause::TurnDone), {.knownAt = m_raised.addSecs(59)}, m_usual);
        QCOMPARE(inTime.notification.at, m_raised);
    }
};

QTEST_GUILESS_MAIN(TestPlan)
#include "test_plan.moc"

// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/policy/plan_text.h"

#include <QLocale>
#include <QTest>

#include <array>

using namespace tocsin;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(tocsin::Plan)

class TestPlanText final : public QObject
{
    Q_OBJECT

    const QDateTime m_now = utcAt(QDate{2026, 2, 2}, QTime{22, 30}); // a Monday
    [[nodiscard]] QString said(const Plan& plan) const { return planText(plan, m_now, QTimeZone::utc()); }
    [[nodiscard]] ChannelPlan in(qint64 seconds, PlanReason reason) const
    {
        return {.at = m_now.addSecs(seconds), .reason = reason};
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedKingdom}); }

    void everyReasonIsSaidInWords_data()
    {
        QTest::addColumn<Plan>("plan");
        QTest::addColumn<QString>("text");
        const ChannelPlan now{.at = m_now};
        const QDateTime seven = utcAt(QDate{2026, 2, 3}, QTime{7, 0});
        const QDateTime saturday = utcAt(QDate{2026, 2, 7}, QTime{9, 30});
        const auto both = [](const ChannelPlan& channel) {
            return Plan{.notification = channel, .text = channel};
        };
        QTest::newRow("nothing in the way") << both(now) << u"Notification: now. Text: now."_s;
        QTest::newRow("sound") << Plan{.notification = now,
                                       .text = in(60, PlanReason::Grace),
                                       .hasSound = true}
                               << u"Notification: now, with sound. Text: after 60 s unless you react."_s;
        QTest::newRow("from a notification that waits a moment itself")
            << Plan{.notification = now, .text = {.at = m_now.addMSecs(60'700), .reason = PlanReason::Grace}}
            << u"Notification: now. Text: after 60 s unless you react."_s;
        QTest::newRow("minutes, contents hidden")
            << Plan{.notification = now,
                    .text = in(180, PlanReason::Grace),
                    .hasSound = true,
                    .hidesContents = true}
            << u"Notification: now, with sound, without contents. Text: after 3 min unless you react."_s;
        QTest::newRow("dialog") << Plan{.notification = {.at = m_now.addMSecs(700),
                                                         .reason = PlanReason::DialogDelay},
                                        .text = in(6, PlanReason::DialogDelay)}
                                << u"Notification: now. Text: after 6 s unless it is answered by then."_s;
        QTest::newRow("away") << Plan{.notification = now, .text = in(0, PlanReason::Away)}
                              << u"Notification: now. Text: now, because you are away."_s;
        QTest::newRow("away, dialog") << Plan{.notification = now, .text = in(6, PlanReason::Away)}
                                      << u"Notification: now. Text: after 6 s, because you are away."_s;
        QTest::newRow("no notification service") << Plan{.notification = {.reason = PlanReason::CannotNotify},
                                                         .text = in(0, PlanReason::CannotNotify)}
                                                 << u"No notification: no notification can be shown here. "
                                                    u"Text: now, because no notification can be "
                                                    u"shown here."_s;
        QTest::newRow("late") << Plan{.notification = in(3, PlanReason::None),
                                      .text = in(-90, PlanReason::None)}
                              << u"Notification: in 3 s. Text: now."_s;
        QTest::newRow("quiet hours") << both({.at = seven, .reason = PlanReason::QuietHours})
                                     << u"Held back until 07:00: quiet hours."_s;
        QTest::newRow("muted until another day") << both({.at = saturday, .reason = PlanReason::Muted})
                                                 << u"Held back until Saturday, 09:30: muted."_s;
        QTest::newRow("quiet hours for the text alone")
            << Plan{.notification = now, .text = {.at = seven, .reason = PlanReason::QuietHours}}
            << u"Notification: now. Text held back until 07:00: quiet hours."_s;
        QTest::newRow("muted for the notification alone")
            << Plan{.notification = {.at = seven, .reason = PlanReason::Muted},
                    .text = {.reason = PlanReason::SwitchedOff}}
            << u"Notification held back until 07:00: muted. No text: switched off."_s;
        QTest::newRow("switched off")
            << both({.reason = PlanReason::SwitchedOff}) << u"No notification and no text: switched off."_s;
        QTest::newRow("no notification")
            << Plan{.notification = {.reason = PlanReason::SwitchedOff}, .text = in(60, PlanReason::Grace)}
            << u"No notification: switched off. Text: after 60 s unless you react."_s;
        QTest::newRow("headless") << both({.reason = PlanReason::Headless})
                                  << u"No notification and no text: background run."_s;
        QTest::newRow("teammate") << both({.reason = PlanReason::Teammate})
                                  << u"No notification and no text: its team lead notifies you."_s;
        QTest::newRow("short turn") << both({.reason = PlanReason::ShortTurn})
                                    << u"No notification and no text: the turn was short."_s;
        QTest::newRow("focused") << both({.reason = PlanReason::TerminalFocused})
                                 << u"No notification and no text: you are looking at the session."_s;
        QTest::newRow("reacted") << both({.reason = PlanReason::Reacted})
                                 << u"No notification and no text: you have reacted."_s;
        QTest::newRow("do not disturb")
            << Plan{.notification = now, .text = {.reason = PlanReason::DoNotDisturb}}
            << u"Notification: now. No text: Do Not Disturb is on."_s;
        QTest::newRow("nothing planned") << Plan{} << u"No notification. No text."_s;
    }
    void everyReasonIsSaidInWords()
    {
        QFETCH(Plan, plan);
        QFETCH(QString, text);
        QCOMPARE(said(plan), text);
    }
    void noReasonIsForgotten()
    {
        QStringList texts;
        for (int i = 0; i <= static_cast<int>(PlanReason::Refused); ++i) {
            const auto reason = static_cast<PlanReason>(i);
            QCOMPARE(reasonText(reason).isEmpty(), reason == PlanReason::None);
            QVERIFY(!texts.contains(reasonText(reason)));
            texts += reasonText(reason);
            for (const ChannelPlan& channel : std::array{ChannelPlan{.reason = reason}, in(90, reason)}) {
                const QString text = said({.notification = channel, .text = channel});
                QVERIFY(text.endsWith(u'.'));
                QVERIFY2(!text.contains(u'%') && !text.contains(u": ."_s), qPrintable(text));
            }
        }
    }
    void everyTopicHasAnExample()
    {
        for (const AlertTopic topic : AlertTopics) {
            QCOMPARE(topicOf(exampleOf(topic, m_now)), topic);
            QCOMPARE(exampleOf(topic, m_now).raisedAt, m_now);
            QVERIFY(!topicLabel(topic).isEmpty());
        }
    }
    void timesAreLocal()
    {
        const ChannelPlan seven{.at = m_now.addSecs(30 * 60 + 6 * 3600), .reason = PlanReason::QuietHours};
        QCOMPARE(planText({.notification = seven, .text = seven}, m_now, QTimeZone{3600}),
                 u"Held back until 06:00: quiet hours."_s);
    }
};

QTEST_GUILESS_MAIN(TestPlanText)
#include "test_plan_text.moc"

// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/pipeline/troubles.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestTroubles final : public QObject
{
    Q_OBJECT

    const QDateTime m_start = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
    QStringList m_told;

    [[nodiscard]] QDateTime at(int minutes) const { return m_start.addSecs(minutes * 60); }
    void listen(const Troubles& troubles)
    {
        connect(&troubles, &Troubles::began, this, [this](Trouble one) { m_told << u'+' + wireName(one); });
        connect(&troubles, &Troubles::ended, this, [this](Trouble one) { m_told << u'-' + wireName(one); });
    }

private Q_SLOTS:
    void init() { m_told.clear(); }
    void aServerOutOfReachIsToldAfterTwoMinutesOnceAndTakenBack()
    {
        Troubles troubles{m_start};
        listen(troubles);
        troubles.noteServer(false, 1, at(0));
        QCOMPARE(troubles.nextDeadline(), at(2));
        troubles.tick(at(2).addMSecs(-1));
        QVERIFY(m_told.isEmpty());
        troubles.tick(at(2));
        troubles.noteServer(false, 3, at(3));
        QCOMPARE(m_told, QStringList{u"+server_unreachable"_s});
        QVERIFY(!troubles.nextDeadline());
        troubles.noteServer(true, 3, at(4));
        QCOMPARE(m_told, (QStringList{u"+server_unreachable"_s, u"-server_unreachable"_s}));
    }
    void aShortOutageOrOneWithNothingToTextIsNotTold()
    {
        Troubles troubles{m_start};
        listen(troubles);
        troubles.noteServer(false, 1, at(0));
        troubles.noteServer(true, 0, at(1));
        troubles.noteServer(false, 0, at(2));
        troubles.tick(at(10));
        troubles.noteServer(false, 1, at(11)); // from now on something waits
        troubles.tick(at(12));
        QVERIFY(m_told.isEmpty());
        QCOMPARE(troubles.nextDeadline(), at(13));
    }
    void anUndeliveredTextIsToldUntilOneIsDelivered()
    {
        Troubles troubles{m_start};
        listen(troubles);
        const auto text = [&](TextStatus status) {
            troubles.noteText(u"s"_s, u"error"_s, {.result = TextResult::Sent, .status = status}, at(1));
        };
        text(TextStatus::Undelivered);
        text(TextStatus::Undelivered);
        text(TextStatus::Queued);
        QCOMPARE(m_told, QStringList{u"+text_undelivered"_s});
        text(TextStatus::Delivered);
        QCOMPARE(m_told.last(), u"-text_undelivered"_s);
    }
    void aLimitThatIsNotTheKindsIsTheHours()
    {
        Troubles troubles{m_start};
        listen(troubles);
        const TextOutcome limited{.result = TextResult::RateLimited, .nextAllowedAt = at(60)};
        troubles.noteText(u"s"_s, u"error"_s, limited, at(10)); // it may have been texted before the start
        troubles.noteText(u"s"_s, u"done"_s, {.result = TextResult::Sent}, at(35));
        troubles.noteText(u"s"_s, u"done"_s, limited, at(40));
        QVERIFY(m_told.isEmpty());
        troubles.noteText(u"other"_s, u"done"_s, limited, at(41));
        QCOMPARE(m_told, QStringList{u"+hour_used_up"_s});
        QCOMPARE(troubles.nextDeadline(), at(60));
        troubles.tick(at(60));
        QCOMPARE(m_told.last(), u"-hour_used_up"_s);
    }
    void aTextThatGoesOutEndsTheHour()
    {
        Troubles troubles{m_start};
        listen(troubles);
        troubles.noteText(u"s"_s, u"done"_s, {.result = TextResult::RateLimited, .nextAllowedAt = at(60)},
                          at(40));
        troubles.noteText(u"s"_s, u"done"_s, {.result = TextResult::Sent}, at(50));
        QCOMPARE(m_told, (QStringList{u"+hour_used_up"_s, u"-hour_used_up"_s}));
    }
    void whatIsLearnedOfAnEarlierTextDoesNotEndTheHour()
    {
        Troubles troubles{m_start};
        listen(troubles);
        for (const TextStatus status : {TextStatus::Queued, TextStatus::Delivered}) {
            troubles.noteText(u"s"_s, u"error"_s, {.result = TextResult::Sent, .status = status}, at(40));
            troubles.noteText(u"s"_s, u"done"_s, {.result = TextResult::RateLimited, .nextAllowedAt = at(60)},
                              at(41));
        }
        QCOMPARE(m_told, QStringList{u"+hour_used_up"_s});
    }
    void aRequestOutOfItsOwnShareDoesNotEndTheHour()
    {
        const TextOutcome limited{.result = TextResult::RateLimited, .nextAllowedAt = at(60)};
        Troubles troubles{m_start};
        listen(troubles);
        troubles.noteText(u"s"_s, u"error"_s, limited, at(40));
        troubles.noteText(u"s"_s, u"permission"_s, {.result = TextResult::Sent}, at(41));
        QCOMPARE(m_told, QStringList{u"+hour_used_up"_s});
        troubles.noteText(u"other"_s, u"question"_s, limited, at(42)); // nor is there anything left of that
        troubles.noteText(u"other"_s, u"permission"_s, {.result = TextResult::Sent}, at(50));
        QCOMPARE(m_told.last(), u"-hour_used_up"_s);
    }
};

QTEST_APPLESS_MAIN(TestTroubles)
#include "test_troubles.moc"

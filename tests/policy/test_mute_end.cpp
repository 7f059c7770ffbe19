// SPDX-License-Identifier: MIT
#include "core/policy/mute_end.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestMuteEnd final : public QObject
{
    Q_OBJECT

    const QTimeZone m_zone{"Europe/Berlin"};

    [[nodiscard]] QDateTime at(const QString& text) const
    {
        QDateTime time = QDateTime::fromString(text, u"yyyy-MM-dd HH:mm"_s);
        time.setTimeZone(m_zone);
        return time.toUTC();
    }

private Q_SLOTS:
    void tomorrow_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QStringList>("spans");
        QTest::addColumn<QString>("until");
        const QStringList none;
        const QStringList night{u"mon-sun 22:00-07:00"_s};
        const QStringList lie{u"fri-sat 23:00-10:00"_s};
        QTest::newRow("afternoon") << u"2026-02-02 15:00"_s << none << u"2026-02-03 08:00"_s;
        QTest::newRow("morning") << u"2026-02-02 07:50"_s << none << u"2026-02-03 08:00"_s;
        QTest::newRow("after midnight") << u"2026-02-03 01:00"_s << none << u"2026-02-03 08:00"_s;
        QTest::newRow("early") << u"2026-02-03 05:00"_s << none << u"2026-02-04 08:00"_s;
        QTest::newRow("before quiet hours") << u"2026-02-02 15:00"_s << night << u"2026-02-03 07:00"_s;
        QTest::newRow("in quiet hours") << u"2026-02-02 23:00"_s << night << u"2026-02-03 07:00"_s;
        QTest::newRow("in them, after midnight") << u"2026-02-03 01:00"_s << night << u"2026-02-03 07:00"_s;
        QTest::newRow("in their last hour") << u"2026-02-03 06:30"_s << night << u"2026-02-04 07:00"_s;
        QTest::newRow("they hold at 8:00") << u"2026-02-06 18:00"_s << lie << u"2026-02-07 10:00"_s;
        QTest::newRow("not on this day") << u"2026-02-04 18:00"_s << lie << u"2026-02-05 08:00"_s;
        QTest::newRow("lunch is no night")
            << u"2026-02-02 12:30"_s << QStringList{u"mon-sun 12:00-13:00"_s} << u"2026-02-03 08:00"_s;
        QTest::newRow("a short one at midnight")
            << u"2026-02-02 15:00"_s << QStringList{u"mon-sun 23:00-01:00"_s} << u"2026-02-03 08:00"_s;
        // The clock goes forward on 29 March, and back on 25 October.
        QTest::newRow("spring") << u"2026-03-28 20:00"_s << none << u"2026-03-29 08:00"_s;
        QTest::newRow("autumn") << u"2026-10-24 20:00"_s << none << u"2026-10-25 08:00"_s;
        QTest::newRow("spring, quiet") << u"2026-03-28 23:30"_s << night << u"2026-03-29 07:00"_s;
        QTest::newRow("autumn, quiet") << u"2026-10-24 23:30"_s << night << u"2026-10-25 07:00"_s;
    }
    void tomorrow()
    {
        QFETCH(QString, now);
        QFETCH(QStringList, spans);
        QFETCH(QString, until);
        const auto quietHours = QuietHours::fromStrings(spans);
        QVERIFY(quietHours);
        QCOMPARE(untilTomorrow(at(now), *quietHours, m_zone), at(until));
    }
    void spans()
    {
        const QDateTime now = at(u"2026-02-02 15:00"_s);
        const auto end = [&](const QString& span) { return muteEnd(span, now, {}, m_zone); };
        QCOMPARE(end(u"15m"_s), now.addSecs(900));
        QCOMPARE(end(u"1h"_s), now.addSecs(3600));
        QCOMPARE(end(u"168h"_s), now.addDays(7));
        QCOMPARE(end(u"tomorrow"_s), at(u"2026-02-03 08:00"_s));
        QVERIFY(end(u"off"_s) && !end(u"off"_s)->isValid());
        for (const QString& wrong :
             {u""_s, u"0m"_s, u"169h"_s, u"1"_s, u"1d"_s, u"-1h"_s, u"1h "_s, u"soon"_s})
            QVERIFY2(!end(wrong), qPrintable(wrong));
    }
};

QTEST_APPLESS_MAIN(TestMuteEnd)
#include "test_mute_end.moc"

// SPDX-License-Identifier: MIT
#include "core/policy/quiet_hours.h"

#include <QTest>
#include <QTimeZone>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestQuietHours final : public QObject
{
    Q_OBJECT

    /// `mon 22:30`, in the week of Monday 2 February 2026.
    static QDateTime at(const QString& text)
    {
        static const QStringList Days{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
        const QDate day =
            QDate{2026, 2, 2}.addDays(Days.indexOf(text.left(3)) + (text.contains(u'+') ? 7 : 0));
        return {day, QTime::fromString(text.mid(4, 5), u"HH:mm"_s), QTimeZone{"Europe/Berlin"}};
    }

private Q_SLOTS:
    void end_data()
    {
        QTest::addColumn<QStringList>("spans");
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("end"); // empty: not quiet
        const QStringList night{u"mon-fri 22:00-07:00"_s};
        QTest::newRow("before") << night << u"mon 21:59"_s << QString{};
        QTest::newRow("begins") << night << u"mon 22:00"_s << u"tue 07:00"_s;
        QTest::newRow("after midnight") << night << u"tue 00:30"_s << u"tue 07:00"_s;
        QTest::newRow("ends") << night << u"tue 07:00"_s << QString{};
        QTest::newRow("Friday's night is Saturday's morning") << night << u"sat 06:59"_s << u"sat 07:00"_s;
        QTest::newRow("Saturday has none") << night << u"sat 22:30"_s << QString{};
        QTest::newRow("nor has Monday's morning") << night << u"mon 05:00"_s << QString{};
        QTest::newRow("none") << QStringList{} << u"mon 12:00"_s << QString{};
        const QStringList lunch{u"mon 12:00-13:00"_s};
        QTest::newRow("in a day") << lunch << u"mon 12:30"_s << u"mon 13:00"_s;
        QTest::newRow("on another day") << lunch << u"tue 12:30"_s << QString{};
        const QStringList weekend{u"fri 18:00-00:00"_s, u"sat 00:00-00:00"_s, u"sun 00:00-23:00"_s};
        QTest::newRow("spans that touch are one") << weekend << u"fri 20:00"_s << u"sun 23:00"_s;
        QTest::newRow("a whole day") << QStringList{u"wed 08:00-08:00"_s} << u"thu 07:59"_s << u"thu 08:00"_s;
        const QStringList overlap{u"mon 20:00-08:00"_s, u"tue 06:00-09:00"_s};
        QTest::newRow("spans that overlap are one") << overlap << u"mon 23:00"_s << u"tue 09:00"_s;
    }
    void end()
    {
        QFETCH(QStringList, spans);
        QFETCH(QString, time);
        QFETCH(QString, end);
        const auto hours = QuietHours::fromStrings(spans);
        QVERIFY(hours);
        QCOMPARE(hours->endAt(at(time)), end.isEmpty() ? std::nullopt : std::optional{at(end)});
    }

    void aWeekWithoutAnEndEndsAfterAWeek()
    {
        const auto hours = QuietHours::fromStrings({u"mon-sun 00:00-00:00"_s});
        const QDateTime now = at(u"wed 12:00"_s);
        QVERIFY(hours->endAt(now) >= now.addDays(7));
        QVERIFY(hours->endAt(now) <= now.addDays(9));
    }
    void nextStart()
    {
        const auto hours = QuietHours::fromStrings({u"mon 22:00-07:00"_s, u"thu 12:00-13:00"_s});
        QCOMPARE(hours->nextStart(at(u"mon 21:00"_s)), at(u"mon 22:00"_s));
        QCOMPARE(hours->nextStart(at(u"mon 22:00"_s)), at(u"thu 12:00"_s));
        QCOMPARE(hours->nextStart(at(u"thu 12:30"_s)), at(u"mon 22:00 +"_s));
        QCOMPARE(QuietHours{}.nextStart(at(u"mon 21:00"_s)), std::nullopt);
    }
    void theClockThatIsSetDoesNotMoveTheEnd()
    {
        const QTimeZone berlin{"Europe/Berlin"};
        const auto hours = QuietHours::fromStrings({u"sat 22:00-07:00"_s});
        const QDateTime spring{QDate{2026, 3, 28}, QTime{23, 0}, berlin}; // one hour less
        QCOMPARE(hours->endAt(spring), (QDateTime{QDate{2026, 3, 29}, QTime{7, 0}, berlin}));
        QCOMPARE(spring.secsTo(*hours->endAt(spring)), 7 * 3600);
        const QDateTime autumn{QDate{2026, 10, 24}, QTime{23, 0}, berlin}; // one hour more
        QCOMPARE(autumn.secsTo(*hours->endAt(autumn)), 9 * 3600);
    }

    void readsWhatItWrites()
    {
        const QStringList spans{u"mon 22:00-07:00"_s, u"wed 12:30-13:15"_s, u"sun 00:00-00:00"_s};
        QCOMPARE(QuietHours::fromStrings(spans)->toStrings(), spans);
        QCOMPARE(QuietHours::fromStrings({u" Fri-Mon  22:00-06:00 "_s})->toStrings(),
                 (QStringList{u"mon 22:00-06:00"_s, u"fri 22:00-06:00"_s, u"sat 22:00-06:00"_s,
                              u"sun 22:00-06:00"_s}));
    }
    void refusesWhatItCannotRead_data()
    {
        QTest::addColumn<QStringList>("spans");
        for (const char* span : {"", "mon", "22:00-07:00", "mon 25:00-07:00", "mon 22:00", "mon 22-7",
                                 "day 22:00-07:00", "mon 22:00-07:00 tue", "mon 22:00 - 07:00"})
            QTest::addRow("'%s'", span) << QStringList{QString::fromLatin1(span)};
        QTest::newRow("a day twice") << QStringList{u"mon 22:00-07:00"_s, u"mon 12:00-13:00"_s};
        QTest::newRow("a day twice, by a range")
            << QStringList{u"mon-fri 22:00-07:00"_s, u"tue 12:00-13:00"_s};
    }
    void refusesWhatItCannotRead()
    {
        QFETCH(QStringList, spans);
        QVERIFY(!QuietHours::fromStrings(spans));
    }
};

QTEST_GUILESS_MAIN(TestQuietHours)
#include "test_quiet_hours.moc"

// SPDX-License-Identifier: MIT
#include "core/claude/hooks/limit_reset.h"

#include <QTest>
#include <QTimeZone>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

QDateTime utc(const QString& iso)
{
    return QDateTime::fromString(iso, Qt::ISODate).toUTC();
}

} // namespace

class TestLimitReset final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheMoment_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("moment"); // empty: none
        const auto row = [](const char* message, const char* now, const char* moment) {
            QTest::addRow("%s | %s", message, now)
                << QString::fromUtf8(message) << QString::fromLatin1(now) << QString::fromLatin1(moment);
        };
        const char* const now = "2026-11-26T03:00:00Z";
        // as seen from the client
        row("You've hit your 5-hour limit · resets 4:10am (UTC)", now, "2026-11-26T04:10:00Z");
        row("You've hit your session limit · resets 4am (UTC)", now, "2026-11-26T04:00:00Z");
        row("You've hit your weekly limit · resets Nov 28, 10:14am (UTC)", now, "2026-11-28T10:14:00Z");
        row("You've hit your limit · resets 3:40pm (Europe/Berlin)", now, "2026-11-26T14:40:00Z");
        row("You've hit your weekly limit · resets Nov 27, 3pm (America/New_York)", now,
            "2026-11-27T20:00:00Z");
        row("5-hour limit reached ∙ resets 2am (Asia/Kolkata)", now, "2026-11-26T20:30:00Z");
        row("Claude AI usage limit reached|1795680000", now, "2026-11-26T08:00:00Z");
        row("You've hit your limit · resets 3:40pm (Europe/Berlin) · /upgrade to get more", now,
            "2026-11-26T14:40:00Z");
        // the next such moment
        row("resets 3am (UTC)", now, "2026-11-27T03:00:00Z");
        row("resets 2:59am (UTC)", now, "2026-11-27T02:59:00Z");
        row("resets 12am (UTC)", now, "2026-11-27T00:00:00Z");
        row("resets 12pm (UTC)", now, "2026-11-26T12:00:00Z");
        row("resets 1am (Pacific/Auckland)", now, "2026-11-26T12:00:00Z");     // there it is the 26th, 16:00
        row("resets 11pm (America/Los_Angeles)", now, "2026-11-26T07:00:00Z"); // there it is the 25th, 19:00
        // other forms
        row("Limit reached. Resets at 16:05 UTC.", now, "2026-11-26T16:05:00Z");
        row("resets 16:05 (UTC+2)", now, "2026-11-26T14:05:00Z");
        row("resets 4 PM (UTC)", now, "2026-11-26T16:00:00Z");
        row("resets 4 p.m. (UTC)", now, "2026-11-26T16:00:00Z");
        row("resets tomorrow at 3pm (UTC)", now, "2026-11-27T15:00:00Z");
        row("resets Fri 3pm (UTC)", now, "2026-11-27T15:00:00Z");
        row("resets Thursday, 2am (UTC)", now, "2026-12-03T02:00:00Z");
        row("resets on Nov 28 at 10am (UTC)", now, "2026-11-28T10:00:00Z");
        row("resets 28 Nov, 10am (UTC)", now, "2026-11-28T10:00:00Z");
        row("resets Dec 1 (UTC)", now, "2026-12-01T00:00:00Z");
        row("resets in 2 hours", now, "2026-11-26T05:00:00Z");
        row("resets in 1h 30m", now, "2026-11-26T04:30:00Z");
        row("resets in 45 minutes", now, "2026-11-26T03:45:00Z");
        row("resets in 3 days", now, "2026-11-29T03:00:00Z");
        row("resets in 1 hour and 5 minutes", now, "2026-11-26T04:05:00Z");
        row("resets 2026-11-26T05:00:00Z", now, "2026-11-26T05:00:00Z");
        // the turn of the year
        row("resets Jan 2, 3pm (UTC)", "2026-12-30T00:00:00Z", "2027-01-02T15:00:00Z");
        row("resets Jan 2, 2027, 3pm (UTC)", "2026-12-30T00:00:00Z", "2027-01-02T15:00:00Z");
        row("resets Nov 25, 3pm (UTC)", now, ""); // over
        row("resets Nov 26, 2am (UTC)", now, "");
        // clocks are put forward: there is no 2:30
        row("resets 2:30am (Europe/Berlin)", "2027-03-27T23:00:00Z", "2027-03-28T01:30:00Z");
        row("resets 3:30am (Europe/Berlin)", "2027-03-27T23:00:00Z", "2027-03-28T01:30:00Z");
        // clocks are put back: 2:30 comes twice
        row("resets 2:30am (Europe/Berlin)", "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z");
        row("resets 2:30am (Europe/Berlin)", "2026-10-25T00:45:00Z", "2026-10-25T01:30:00Z");
        row("resets 2:30am (Europe/Berlin)", "2026-10-25T01:45:00Z", "2026-10-26T01:30:00Z");
        row("resets 4am (Europe/Berlin)", "2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z");
        // none
        row("resets 4am (Middle/Earth)", now, "");
        row("resets 13pm (UTC)", now, "");
        row("resets 25:10 (UTC)", now, "");
        row("resets Feb 30, 3pm (UTC)", now, "");
        row("You've hit your limit", now, "");
        row("The counter resets each night", now, "");
        row("resets in a while", now, "");
        row("it presets 4am (UTC)", now, "");
        row("", now, "");
    }
    void findsTheMoment()
    {
        QFETCH(QString, message);
        QFETCH(QString, now);
        QFETCH(QString, moment);
        const auto found = limitResetIn(message, utc(now));
        QCOMPARE(found.value_or(QDateTime{}).toString(Qt::ISODate), moment);
    }
    void aTimeWithoutAZoneIsLocal()
    {
        const QDateTime now{QDate{2026, 11, 26}, QTime{3, 0}};
        const QDateTime four{QDate{2026, 11, 26}, QTime{16, 0}};
        QCOMPARE(limitResetIn(u"resets 4pm"_s, now).value_or(QDateTime{}), four.toUTC());
    }
    void keepsTheMessagesOwnWords_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("words");
        QTest::newRow("time") << u"limit · resets 4am (UTC)"_s << u"4am (UTC)"_s;
        QTest::newRow("date") << u"limit · resets Nov 28, 10:14am (UTC) · x"_s << u"Nov 28, 10:14am (UTC)"_s;
        QTest::newRow("span") << u"It resets in 2 hours."_s << u"in 2 hours"_s;
        QTest::newRow("at") << u"Resets at 3pm."_s << u"3pm"_s;
        QTest::newRow("unknown zone") << u"resets 4am (Middle/Earth)"_s << u"4am (Middle/Earth)"_s;
        QTest::newRow("none") << u"You've hit your limit"_s << QString{};
    }
    void keepsTheMessagesOwnWords()
    {
        QFETCH(QString, message);
        QFETCH(QString, words);
        QCOMPARE(limitResetWords(message), words);
    }
};

QTEST_GUILESS_MAIN(TestLimitReset)
#include "test_limit_reset.moc"

// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/channels/desktop/desktop_alerts.h"
#include "core/channels/desktop/toast_text.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Alert alert(AlertCause cause, const QString& session)
{
    return {.sessionId = session,
            .sessionName = session,
            .kind = kindOf(cause),
            .cause = cause,
            .text = Phrase::verbatim(u"rm -r build"_s)};
}

std::vector<Alert> alerts(const QList<QPair<AlertCause, QString>>& all)
{
    std::vector<Alert> made;
    for (const auto& [cause, session] : all)
        made.push_back(alert(cause, session));
    return made;
}

QStringList namesOf(const ShowSummary& summary)
{
    QStringList names;
    for (const Alert& one : summary.alerts)
        names << one.sessionName;
    return names;
}

} // namespace

/// One notification for what came while notifications were off.
class TestDesktopSummary final : public QObject
{
    Q_OBJECT

    const QDateTime m_start = utcAt(QDate{2026, 2, 1}, QTime{7, 0});
    AlertBook m_book;
    std::unique_ptr<DesktopAlerts> m_desktop;

    AlertId raise(AlertCause cause, const QString& session)
    {
        const AlertId id = m_book.raise({.alert = alert(cause, session)});
        std::ignore = m_desktop->raise(
            id, {}, {.notification = {.at = m_start, .reason = PlanReason::QuietHours}, .hasSound = true});
        return id;
    }
    AlertId show(AlertCause cause, const QString& session)
    {
        const AlertId id = raise(cause, session);
        DesktopActions actions;
        m_desktop->tick(m_start, actions);
        return id;
    }
    ShowSummary summarize(const std::vector<AlertId>& ids)
    {
        DesktopActions actions;
        m_desktop->summarize(ids, m_start, actions);
        return std::get<ShowSummary>(actions.back());
    }

private Q_SLOTS:
    void init()
    {
        m_book = {};
        m_desktop = std::make_unique<DesktopAlerts>(m_book, ThrottleIntervals{});
    }

    void whatHadToMakeRoomIsOneOfASummary()
    {
        const AlertId first = show(AlertCause::Permission, u"a"_s);
        std::ignore = show(AlertCause::TurnDone, u"b"_s); // that passes
        const AlertId third = show(AlertCause::Question, u"c"_s);
        std::ignore = show(AlertCause::Api, u"d"_s);
        DesktopActions actions;
        m_desktop->evicted(first, m_start, actions);
        const auto& summary = std::get<ShowSummary>(actions.back());
        QCOMPARE(namesOf(summary), (QStringList{u"a"_s, u"c"_s, u"d"_s}));
        QVERIFY(!summary.style.hasSound);
        QCOMPARE(m_desktop->showing().size(), std::size_t{1});
        // The summary itself makes room for what comes then.
        const AlertId next = show(AlertCause::Permission, u"e"_s);
        actions.clear();
        m_desktop->evicted({}, m_start, actions);
        QCOMPARE(namesOf(std::get<ShowSummary>(actions.back())).size(), 4);
        QVERIFY(m_book.find(next)->desktop.isInSummary);
        actions.clear();
        m_desktop->close(*m_book.close(third), actions);
        QCOMPARE(namesOf(std::get<ShowSummary>(actions.back())).size(), 3);
    }

    void whatHadToMakeRoomAloneComesBack()
    {
        const AlertId id = show(AlertCause::Permission, u"a"_s);
        DesktopActions actions;
        m_desktop->evicted(id, m_start, actions);
        QCOMPARE(actions.size(), std::size_t{1});
        QCOMPARE(std::get<ShowToast>(actions.front()).alert.id, id);
        QVERIFY(!std::get<ShowToast>(actions.front()).style.hasSound);
    }

    void whatIsShownAgainIsOnTheScreen()
    {
        const AlertId id = show(AlertCause::Permission, u"a"_s);
        m_desktop->markSeen(id);
        DesktopActions actions;
        m_desktop->showAgain(id, actions);
        QVERIFY(actions.empty());
        m_desktop->bringBack(id, actions);
        QCOMPARE(actions.size(), std::size_t{1});
        actions.clear();
        m_desktop->close(*m_book.close(id), actions);
        QCOMPARE(actions.size(), std::size_t{1}); // and is taken away
    }

    void aSummaryIsShownAgainWhenTheScreenIsLocked()
    {
        const AlertId id = raise(AlertCause::Permission, u"a"_s);
        QVERIFY(!summarize({id, raise(AlertCause::Question, u"b"_s)}).style.isExposed);
        Plan locked{.notification = {.at = m_start}, .hidesContents = true, .isExposed = true};
        m_desktop->replan(id, locked);
        DesktopActions actions;
        m_desktop->tick(m_start, actions);
        QVERIFY(std::get<ShowSummary>(actions.back()).style.isExposed);
        locked.isExposed = false;
        m_desktop->replan(id, locked);
        m_desktop->tick(m_start, actions);
        QVERIFY(!std::get<ShowSummary>(actions.back()).style.isExposed);
    }

    void saysHowManySessionsNeedThePerson_data()
    {
        using Cause = AlertCause;
        QTest::addColumn<std::vector<Alert>>("all");
        QTest::addColumn<QString>("title");
        QTest::newRow("all wait") << alerts({{Cause::Permission, u"a"_s},
                                             {Cause::Api, u"b"_s},
                                             {Cause::Idle, u"c"_s}})
                                  << u"3 session(s) need(s) you"_s;
        QTest::newRow("two of one session")
            << alerts({{Cause::Permission, u"a"_s}, {Cause::Question, u"a"_s}})
            << u"1 session(s) need(s) you"_s;
        QTest::newRow("all finished")
            << alerts({{Cause::TurnDone, u"a"_s}, {Cause::TurnDone, u"b"_s}}) << u"2 session(s) finished"_s;
        QTest::newRow("some of each")
            << alerts({{Cause::Permission, u"a"_s}, {Cause::Lost, u"b"_s}, {Cause::TurnDone, u"c"_s}})
            << u"2 session(s) need(s) you, 1 finished"_s;
        QTest::newRow("one that finished and waits")
            << alerts({{Cause::Idle, u"a"_s}, {Cause::TurnDone, u"a"_s}}) << u"1 session(s) need(s) you"_s;
    }
    void saysHowManySessionsNeedThePerson()
    {
        QFETCH(std::vector<Alert>, all);
        QFETCH(QString, title);
        const Toast toast = toastFor(ShowSummary{all, {}});
        QCOMPARE(toast.title, title);
        QCOMPARE(toast.tag, summaryTag());
        QVERIFY(toast.staysUntilClosed);
    }

    void listsTheFirstFiveAndCountsTheRest_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("lines");
        QTest::addColumn<QString>("last");
        QTest::newRow("two") << 2 << 2 << u"s1: needs permission"_s;
        QTest::newRow("five") << 5 << 5 << u"s4: needs permission"_s;
        QTest::newRow("six") << 6 << 6 << u"and 1 more"_s;
        QTest::newRow("seven") << 7 << 6 << u"and 2 more"_s;
    }
    void listsTheFirstFiveAndCountsTheRest()
    {
        QFETCH(int, count);
        QFETCH(int, lines);
        QFETCH(QString, last);
        std::vector<Alert> all;
        for (int i = 0; i < count; ++i)
            all.push_back(alert(AlertCause::Permission, u"s%1"_s.arg(i)));
        const Toast toast = toastFor(ShowSummary{all, {}});
        QCOMPARE(toast.lines.size(), lines);
        QCOMPARE(toast.lines.first(), u"s0: needs permission"_s);
        QCOMPARE(toast.lines.last(), last);
        QVERIFY(!(toast.title + toast.body + toast.lines.join(u' ')).contains("build"_L1));
    }

    void saysTheSameOnlyOnce()
    {
        const Toast toast = toastFor(
            ShowSummary{alerts({{AlertCause::Permission, u"a"_s}, {AlertCause::Permission, u"a"_s}}), {}});
        QCOMPARE(toast.lines, QStringList{u"a: needs permission"_s});
    }

    void leadsWithWhatIsMostUrgent()
    {
        const AlertId done = raise(AlertCause::TurnDone, u"done"_s);
        const AlertId permission = raise(AlertCause::Permission, u"permission"_s);
        const AlertId error = raise(AlertCause::Api, u"error"_s);
        const ShowSummary shown = summarize({done, permission, error});
        QCOMPARE(namesOf(shown), (QStringList{u"permission"_s, u"error"_s, u"done"_s}));
        QVERIFY(shown.style.hasSound);
    }

    void anotherOneTakesThoseThatAreStillOpenAlong()
    {
        const AlertId first = raise(AlertCause::Idle, u"first"_s);
        const AlertId second = raise(AlertCause::Permission, u"second"_s);
        std::ignore = summarize({first, second});
        const AlertId third = raise(AlertCause::Question, u"third"_s);
        const AlertId fourth = raise(AlertCause::Api, u"fourth"_s);
        QCOMPARE(namesOf(summarize({third, fourth})),
                 (QStringList{u"second"_s, u"third"_s, u"first"_s, u"fourth"_s}));
    }

    void goesOnWithoutWhatWasAnswered()
    {
        const AlertId first = raise(AlertCause::Permission, u"first"_s);
        const AlertId second = raise(AlertCause::Permission, u"second"_s);
        std::ignore = summarize({first, second});
        DesktopActions actions;
        m_desktop->close(*m_book.close(first), actions);
        QCOMPARE(actions.size(), 1U);
        const auto left = std::get<ShowSummary>(actions.front());
        QCOMPARE(namesOf(left), QStringList{u"second"_s});
        QVERIFY(!left.style.hasSound);
        m_desktop->close(*m_book.close(second), actions);
        QVERIFY(std::get<ShowSummary>(actions.back()).alerts.empty());
    }

    void oneThatIsRaisedAgainLeavesItForANotificationOfItsOwn()
    {
        const AlertId first = raise(AlertCause::Permission, u"first"_s);
        const AlertId second = raise(AlertCause::Permission, u"second"_s);
        std::ignore = summarize({first, second});
        const OpenAlert before =
            m_book.raiseAgain(first, {.alert = alert(AlertCause::Permission, u"first"_s)});
        std::ignore = m_desktop->raise(first, before, {.notification = {.at = m_start}});
        DesktopActions actions;
        m_desktop->tick(m_start, actions);
        QCOMPARE(actions.size(), 2U);
        QCOMPARE(std::get<ShowToast>(actions.front()).alert.id, first);
        QCOMPARE(namesOf(std::get<ShowSummary>(actions.back())), QStringList{u"second"_s});
    }

    void takesThePlaceOfANotificationThatIsStillThere()
    {
        const AlertId first = m_book.raise({.alert = alert(AlertCause::Permission, u"first"_s)});
        std::ignore = m_desktop->raise(first, {}, {.notification = {.at = m_start}});
        DesktopActions actions;
        m_desktop->tick(m_start, actions);
        const OpenAlert before =
            m_book.raiseAgain(first, {.alert = alert(AlertCause::Permission, u"first"_s)});
        std::ignore = m_desktop->raise(first, before, {.notification = {.at = m_start.addSecs(60)}});
        const AlertId second = raise(AlertCause::Permission, u"second"_s);
        actions.clear();
        m_desktop->summarize({first, second}, m_start, actions);
        QCOMPARE(std::get<CloseToast>(actions.front()).id, first);
        QVERIFY(m_desktop->showing().empty());
    }

    void onceSeenItIsGone()
    {
        const AlertId first = raise(AlertCause::Permission, u"first"_s);
        const AlertId second = raise(AlertCause::Permission, u"second"_s);
        std::ignore = summarize({first, second});
        m_desktop->markSummarySeen();
        QVERIFY(m_desktop->summary().alerts.empty());
        QCOMPARE(m_book.find(first)->desktop.progress, DesktopState::Progress::Seen);
        DesktopActions actions;
        m_desktop->close(*m_book.close(first), actions);
        QVERIFY(actions.empty());
    }

    void aRestartKeepsIt()
    {
        const AlertId done = raise(AlertCause::TurnDone, u"a"_s);
        const AlertId permission = raise(AlertCause::Permission, u"b"_s);
        std::ignore = summarize({done, permission});
        AlertBook book;
        DesktopAlerts next{book, ThrottleIntervals{}};
        for (const QString& session : {u"a"_s, u"b"_s}) {
            book.restore(session, m_book.saved(session));
            next.restore(session, m_desktop->saved(session));
        }
        QCOMPARE(namesOf(next.summary()), (QStringList{u"b"_s, u"a"_s}));
    }
};

QTEST_GUILESS_MAIN(TestDesktopSummary)
#include "test_desktop_summary.moc"

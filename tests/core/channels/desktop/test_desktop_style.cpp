// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/channels/desktop/desktop_alerts.h"
#include "core/channels/desktop/toast_text.h"

#include <QSet>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QList<AlertCause> AllCauses{AlertCause::Permission, AlertCause::Question, AlertCause::Idle,
                                  AlertCause::Inactive,   AlertCause::Message,  AlertCause::LimitOver,
                                  AlertCause::Tool,       AlertCause::Api,      AlertCause::Lost,
                                  AlertCause::TurnDone};

Alert alert(AlertCause cause, const QString& session = u"s1"_s)
{
    return {.sessionId = session,
            .sessionName = u"shop"_s,
            .kind = kindOf(cause),
            .cause = cause,
            .text = Phrase::verbatim(u"SECRET words"_s)};
}

template<typename Action> std::vector<Action> of(const DesktopActions& actions)
{
    std::vector<Action> found;
    for (const auto& action : actions) {
        if (const auto* one = std::get_if<Action>(&action))
            found.push_back(*one);
    }
    return found;
}

} // namespace

/// How a notification comes: its sound, its urgency, what it hides from others.
class TestDesktopStyle final : public QObject
{
    Q_OBJECT

    const QDateTime m_start = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
    AlertBook m_book;
    std::unique_ptr<DesktopAlerts> m_desktop;

    [[nodiscard]] Plan plan(bool hidesContents, const QDateTime& at) const
    {
        return {
            .notification = {.at = at}, .isUrgent = true, .hasSound = true, .hidesContents = hidesContents};
    }
    AlertId raise(const Plan& plan, AlertCause cause = AlertCause::Permission,
                  std::chrono::seconds after = 0s)
    {
        Alert raised = alert(cause);
        raised.raisedAt = m_start.addSecs(after.count());
        const AlertId id = m_book.raise({.alert = raised});
        std::ignore = m_desktop->raise(id, {}, plan);
        return id;
    }
    DesktopActions tick(const QDateTime& now)
    {
        DesktopActions actions;
        m_desktop->tick(now, actions);
        return actions;
    }

private Q_SLOTS:
    void init()
    {
        m_book = {};
        m_desktop = std::make_unique<DesktopAlerts>(m_book, ThrottleIntervals{});
    }

    void everyKindHasASoundUnlessItIsOff()
    {
        QSet<QString> names;
        for (const AlertCause cause : AllCauses) {
            const Toast loud = toastFor(ShowToast{alert(cause), {.hasSound = true}});
            QVERIFY(!loud.soundName.isEmpty());
            QVERIFY(!loud.isSilent);
            names.insert(loud.soundName);
            QVERIFY(toastFor(ShowToast{alert(cause), {}}).isSilent);
        }
        QVERIFY(names.size() > 2);
        const std::vector<Alert> alerts{alert(AlertCause::Api)};
        QVERIFY(!toastFor(ShowSummary{alerts, {.hasSound = true}}).isSilent);
        QVERIFY(toastFor(ShowSummary{alerts, {}}).isSilent);
    }

    void hiddenContentsLeaveNothingOfWhatClaudeOrThePersonWrote()
    {
        for (const AlertCause cause : AllCauses) {
            for (const int count : {1, 3}) {
                Alert wordy = alert(cause);
                wordy.count = count;
                wordy.runningCommands = count - 1;
                const Toast shown = toastFor(ShowToast{wordy, {.isUrgent = true}});
                const Toast hidden = toastFor(ShowToast{wordy, {.isUrgent = true, .hidesContents = true}});
                QVERIFY2(shown.body.contains("SECRET"_L1), qPrintable(shown.body));
                QVERIFY2(!hidden.body.contains("SECRET"_L1), qPrintable(hidden.body));
                QCOMPARE(hidden.title, shown.title);
                QCOMPARE(hidden.body.isEmpty(), cause == AlertCause::TurnDone && count == 1);
            }
        }
    }

    void hiddenContentsGiveWayToAdvice()
    {
        const auto body = [](AlertCause cause, int count) {
            Alert wordy = alert(cause);
            wordy.count = count;
            return toastFor(ShowToast{wordy, {.hidesContents = true}}).body;
        };
        QCOMPARE(body(AlertCause::Permission, 1), u"Allow or deny it in the terminal."_s);
        QCOMPARE(body(AlertCause::Tool, 3), u"3 errors. Check the terminal."_s);
        QCOMPARE(body(AlertCause::TurnDone, 2), u"2 turns finished."_s);
    }

    void aLockedScreenTakesTheContentsOffOnce()
    {
        const AlertId id = raise(plan(false, m_start));
        QVERIFY(of<ShowToast>(tick(m_start)).front().style.hasSound);
        m_desktop->replan(id, plan(false, m_start));
        QVERIFY(tick(m_start).empty()); // as it is

        m_desktop->replan(id, plan(true, m_start));
        const auto hidden = of<ShowToast>(tick(m_start.addSecs(60)));
        QCOMPARE(hidden.size(), 1U);
        QCOMPARE(hidden.front().alert.id, id);
        QVERIFY(hidden.front().style.hidesContents);
        QVERIFY(!hidden.front().style.hasSound);
        m_desktop->replan(id, plan(true, m_start));
        QVERIFY(tick(m_start.addSecs(60)).empty());
        QCOMPARE(m_desktop->showing().front().style.hidesContents, true); // for the next program

        m_desktop->replan(id, plan(false, m_start));
        const auto again = of<ShowToast>(tick(m_start.addSecs(90)));
        QCOMPARE(again.size(), 1U);
        QVERIFY(!again.front().style.hidesContents);
        QVERIFY(!again.front().style.hasSound);
    }

    void aLockTakesTheButtonsOffWhereContentsAreAlwaysHidden()
    {
        Plan hidden = plan(true, m_start);
        const AlertId id = raise(hidden);
        std::ignore = tick(m_start);
        hidden.isExposed = true;
        m_desktop->replan(id, hidden);
        const auto locked = of<ShowToast>(tick(m_start.addSecs(1)));
        QCOMPARE(locked.size(), 1U);
        QVERIFY(locked.front().style.isExposed);
        hidden.isExposed = false;
        m_desktop->replan(id, hidden);
        QCOMPARE(of<ShowToast>(tick(m_start.addSecs(2))).size(), 1U);
    }

    void whatIsNoLongerOnTheScreenDoesNotComeBackWithALock()
    {
        const AlertId seen = raise(plan(false, m_start));
        std::ignore = tick(m_start);
        m_desktop->markSeen(seen);
        m_desktop->replan(seen, plan(true, m_start));
        QVERIFY(tick(m_start).empty());

        const AlertId closed = raise(plan(false, m_start));
        std::ignore = tick(m_start);
        m_desktop->replan(closed, plan(true, m_start));
        DesktopActions actions;
        m_desktop->close(*m_book.close(closed), actions);
        QCOMPARE(of<CloseToast>(actions).size(), 1U);
        QVERIFY(tick(m_start).empty());
    }

    void whatIsShownLaterComesAsThingsStandThen()
    {
        const AlertId id = raise(plan(false, m_start.addSecs(1)));
        m_desktop->replan(id, plan(true, m_start.addSecs(1)));
        const auto shown = of<ShowToast>(tick(m_start.addSecs(1)));
        QCOMPARE(shown.size(), 1U);
        QVERIFY(shown.front().style.hidesContents);
        QVERIFY(shown.front().style.hasSound);
    }

    void anEarlierVersionIsHiddenWhileTheNextOneWaits()
    {
        const AlertId id = raise(plan(false, m_start));
        std::ignore = tick(m_start);
        Alert other = alert(AlertCause::Permission);
        other.raisedAt = m_start.addSecs(5);
        const OpenAlert before = m_book.raiseAgain(id, {.alert = other});
        const QDateTime later = m_start.addSecs(3600);
        std::ignore = m_desktop->raise(id, before, plan(false, later));
        m_desktop->replan(id, plan(true, later));
        const auto hidden = of<ShowToast>(tick(m_start.addSecs(6)));
        QCOMPARE(hidden.size(), 1U);
        QVERIFY(hidden.front().style.hidesContents);
        m_desktop->replan(id, plan(false, later));
        QVERIFY(tick(m_start.addSecs(7)).empty()); // what is not due is not shown
        QCOMPARE(of<ShowToast>(tick(later)).size(), 1U);
    }

    void whatIsGroupedFollowsThePlanToo()
    {
        m_desktop->setIntervals({.error = 10s});
        std::ignore = raise(plan(false, m_start), AlertCause::Tool);
        std::ignore = tick(m_start);
        const AlertId second = raise(plan(false, m_start), AlertCause::Tool);
        QVERIFY(tick(m_start.addSecs(1)).empty());
        QCOMPARE(m_book.find(second)->desktop.progress, DesktopState::Progress::Grouped);
        m_desktop->replan(second, plan(true, m_start));
        QCOMPARE(m_book.find(second)->desktop.progress, DesktopState::Progress::Grouped);
        const auto shown = of<ShowToast>(tick(m_start.addSecs(10)));
        QCOMPARE(shown.size(), 1U);
        QVERIFY(shown.front().style.hidesContents);

        const AlertId third = raise(plan(false, m_start), AlertCause::Tool, 11s);
        QVERIFY(tick(m_start.addSecs(11)).empty());
        Plan muted = plan(false, m_start.addSecs(900));
        muted.notification.reason = PlanReason::Muted;
        m_desktop->replan(third, muted);
        QVERIFY(tick(m_start.addSecs(30)).empty());
        QCOMPARE(m_book.find(third)->desktop.reason, u"muted"_s);
    }
};

QTEST_GUILESS_MAIN(TestDesktopStyle)
#include "test_desktop_style.moc"

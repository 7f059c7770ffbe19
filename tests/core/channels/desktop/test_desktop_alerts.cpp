// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/channels/desktop/desktop_alerts.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QDateTime at(int seconds)
{
    return utcAt(QDate{2026, 2, 1}, QTime{14, 0}).addSecs(seconds);
}

QStringList linesOf(const DesktopActions& actions)
{
    QStringList lines;
    for (const auto& action : actions) {
        if (const auto* show = std::get_if<ShowToast>(&action))
            lines += u"show %1 x%2"_s.arg(wireName(show->alert.cause)).arg(show->alert.count);
        else
            lines += u"close "_s + wireName(std::get<CloseToast>(action).kind);
    }
    return lines;
}

} // namespace

class TestDesktopAlerts final : public QObject
{
    Q_OBJECT

    AlertBook m_book;
    std::unique_ptr<DesktopAlerts> m_alerts;

    AlertId raise(AlertCause cause, int seconds, int dueAt, bool expected = true)
    {
        const AlertId id = m_book.raise(
            {.alert = {.sessionId = u"a"_s, .kind = kindOf(cause), .cause = cause, .raisedAt = at(seconds)}});
        if (m_alerts->raise(id, {}, {.notification = {.at = at(dueAt)}}) != expected)
            qFatal("raise() should say %d", expected);
        return id;
    }
    QStringList tick(int seconds)
    {
        DesktopActions actions;
        m_alerts->tick(at(seconds), actions);
        return linesOf(actions);
    }
    QStringList close(AlertId id)
    {
        DesktopActions actions;
        m_alerts->close(*m_book.close(id), actions);
        return linesOf(actions);
    }

private Q_SLOTS:
    void init()
    {
        m_book = {};
        m_alerts = std::make_unique<DesktopAlerts>(m_book, ThrottleIntervals{});
    }

    void showsAnAlertAtItsTimeAndOnce()
    {
        (void)raise(AlertCause::Permission, 0, 5);
        QCOMPARE(m_alerts->nextDeadline(), std::optional{at(5)});
        QCOMPARE(tick(4), QStringList{});
        QCOMPARE(tick(5), QStringList{u"show permission x1"_s});
        QCOMPARE(tick(6), QStringList{});
        QVERIFY(!m_alerts->nextDeadline());
    }

    void closesOnlyWhatIsOnTheScreen()
    {
        const AlertId early = raise(AlertCause::Permission, 0, 5);
        QCOMPARE(close(early), QStringList{});
        QCOMPARE(tick(10), QStringList{});
        const AlertId shown = raise(AlertCause::Question, 10, 10);
        QCOMPARE(tick(10).size(), 1);
        QCOMPARE(close(shown), QStringList{u"close question"_s});
    }

    void whatThePersonClosedIsNotClosedAgain()
    {
        const AlertId id = raise(AlertCause::Permission, 0, 0);
        (void)tick(0);
        QCOMPARE(m_alerts->showing().size(), std::size_t{1});
        m_alerts->markSeen(id);
        QVERIFY(m_alerts->showing().empty());
        QCOMPARE(close(id), QStringList{});
    }

    void aBurstIsOneNotification()
    {
        const AlertId first = raise(AlertCause::TurnDone, 0, 0);
        (void)tick(0);
        QCOMPARE(m_book.find(first)->alert.count, 1);
        (void)raise(AlertCause::TurnDone, 2, 2);
        QCOMPARE(tick(2), QStringList{});
        QCOMPARE(m_alerts->nextDeadline(), std::optional{at(10)});
        QCOMPARE(tick(10), QStringList{u"show done x2"_s});
    }

    void theReminderOfAPauseThatWasToldIsNoNews()
    {
        (void)raise(AlertCause::TurnDone, 0, 0);
        (void)raise(AlertCause::Idle, 60, 60, false);
        QCOMPARE(tick(60), QStringList{u"show done x1"_s});
        m_alerts->attentionCleared(u"a"_s);
        (void)raise(AlertCause::Idle, 120, 120);
        QCOMPARE(tick(120), QStringList{u"show idle x1"_s});
    }

    void whatIsWithheldIsNeverShown()
    {
        const AlertId id = m_book.raise(
            {.alert = {.sessionId = u"a"_s, .kind = AlertKind::Done, .cause = AlertCause::TurnDone}});
        QVERIFY(m_alerts->raise(id, {}, {}));
        QCOMPARE(m_book.find(id)->desktop.progress, DesktopState::Progress::Withheld);
        QCOMPARE(tick(3600), QStringList{});
        QVERIFY(!m_alerts->nextDeadline());
    }

    void afterARestartWhatWaitedIsShownAndTheRestIsKnown()
    {
        (void)raise(AlertCause::TurnDone, 0, 0);
        const AlertId shown = raise(AlertCause::Permission, 0, 0);
        (void)tick(0);
        m_alerts->markHandedOver(shown);
        (void)raise(AlertCause::Question, 1, 5);
        const QJsonValue book = m_book.saved(u"a"_s);
        const QJsonObject saved = m_alerts->saved(u"a"_s);

        m_book = {};
        m_book.restore(u"a"_s, book);
        m_book.skipIdsUpTo(100);
        m_alerts = std::make_unique<DesktopAlerts>(m_book, ThrottleIntervals{});
        m_alerts->restore(u"a"_s, saved);
        QCOMPARE(m_alerts->notHandedOver().size(), std::size_t{1}); // the one of the turn
        QCOMPARE(m_alerts->showing().size(), std::size_t{2});
        QCOMPARE(tick(5), QStringList{u"show question x1"_s});
        (void)raise(AlertCause::Idle, 6, 6, false);
    }

    void aClockThatIsSetBackDelaysNothing()
    {
        (void)raise(AlertCause::Permission, 3600, 3605);
        m_alerts->clockSetBack(1h);
        QCOMPARE(m_alerts->nextDeadline(), std::optional{at(5)});
    }
};

QTEST_GUILESS_MAIN(TestDesktopAlerts)
#include "test_desktop_alerts.moc"

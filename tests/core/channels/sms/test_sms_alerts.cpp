// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/channels/sms/sms_alerts.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const SessionInfo Shop{.sessionId = u"a"_s, .name = u"shop"_s};

QDateTime at(int seconds)
{
    return utcAt(QDate{2026, 2, 1}, QTime{14, 0}).addSecs(seconds);
}

struct Line
{
    QString operator()(const StartMonitoring& start) const { return u"start "_s + start.description; }
    QString operator()(const SendServerEvent& event) const { return u"send "_s + wireName(event.cause); }
    QString operator()(const WithdrawEvent&) const { return u"withdraw"_s; }
    QString operator()(const SendHeartbeat&) const { return u"beat"_s; }
    QString operator()(const StopMonitoring& stop) const { return u"stop "_s + stop.reason; }
};

} // namespace

class TestSmsAlerts final : public QObject
{
    Q_OBJECT

    AlertBook m_book;
    std::unique_ptr<SmsAlerts> m_alerts;
    SmsActions m_done;

    void make() { m_alerts = std::make_unique<SmsAlerts>(m_book, true, &QUuid::createUuid); }
    /// What was done since the last call.
    QStringList done()
    {
        QStringList lines;
        for (const auto& action : std::exchange(m_done, {}))
            lines += std::visit(Line{}, action);
        return lines;
    }
    void begin(int seconds = 0)
    {
        m_alerts->setLoggedIn(true, at(seconds), m_done);
        m_alerts->appear(Shop);
        m_alerts->turnActivity(Shop, true, at(seconds), m_done);
    }
    AlertId raise(AlertCause cause, int seconds, int dueAt)
    {
        const AlertId id = m_book.raise(
            {.alert = {.sessionId = u"a"_s, .kind = kindOf(cause), .cause = cause, .raisedAt = at(seconds)}});
        (void)m_alerts->raise(id, {}, {.at = at(dueAt)}, m_done);
        return id;
    }
    void answer(AlertId id, const TextOutcome& outcome, int seconds, bool isKnownToWait = true)
    {
        m_alerts->answered(u"a"_s, m_book.find(id)->sms.key, outcome, isKnownToWait, at(seconds));
    }
    void tick(int seconds) { m_alerts->tick(at(seconds), m_done); }

private Q_SLOTS:
    void init()
    {
        m_book = {};
        m_done.clear();
        make();
    }

    void monitorsASessionFromItsFirstTurnOn()
    {
        m_alerts->setLoggedIn(true, at(0), m_done);
        m_alerts->appear(Shop);
        QCOMPARE(done(), QStringList{});
        m_alerts->turnActivity(Shop, false, at(1), m_done); // one that alerts nobody
        QCOMPARE(done(), QStringList{});
        m_alerts->turnActivity(Shop, true, at(2), m_done);
        m_alerts->turnActivity(Shop, true, at(3), m_done);
        QCOMPARE(done(), QStringList{u"start shop"_s});
    }

    void sendsAnAlertAtItsTime()
    {
        begin();
        const AlertId id = raise(AlertCause::Permission, 10, 16);
        tick(15);
        QCOMPARE(done(), QStringList{u"start shop"_s});
        QCOMPARE(m_alerts->nextDeadline(), std::optional{at(16)});
        tick(16);
        QCOMPARE(done(), QStringList{u"send permission"_s});
        QCOMPARE(m_book.find(id)->sms.progress, SmsState::Progress::Pending);
        answer(id, {.result = TextResult::Sent}, 17);
        QCOMPARE(m_book.find(id)->sms.progress, SmsState::Progress::Sent);
    }

    void leavesATextThatWaitsForThePersonElsewhere()
    {
        begin();
        const AlertId id = m_book.raise({.alert = {.sessionId = u"a"_s,
                                                   .kind = AlertKind::Error,
                                                   .cause = AlertCause::Api,
                                                   .raisedAt = at(10)}});
        const ChannelPlan plan{.at = at(10), .reason = PlanReason::Away, .graceElsewhere = 60s};
        (void)m_alerts->raise(id, {}, plan, m_done);
        tick(10);
        QCOMPARE(std::get<SendServerEvent>(m_done.back()).grace, std::optional{60s});
        for (const int seconds : {10, 15}) // it is asked again
            answer(id, {.result = TextResult::Held, .heldUntil = at(70)}, seconds);
        (void)done();
        m_alerts->replan(id, plan, at(20), m_done);
        QCOMPARE(done(), QStringList{});
        m_alerts->replan(id, {.reason = PlanReason::Reacted}, at(30), m_done);
        QCOMPARE(done(), QStringList{u"withdraw"_s});
    }

    void withdrawsWhatWasAnsweredOnItsWay()
    {
        begin();
        const AlertId id = raise(AlertCause::Permission, 10, 10);
        tick(10);
        (void)done();
        m_alerts->close(*m_book.close(id), m_done);
        QCOMPARE(done(), QStringList{u"withdraw"_s});
        const AlertId unsent = raise(AlertCause::Permission, 20, 26);
        m_alerts->close(*m_book.close(unsent), m_done);
        tick(30);
        QCOMPARE(done(), QStringList{});
    }

    void triesAgainWhenTheLimitEnds()
    {
        begin();
        const AlertId id = raise(AlertCause::Permission, 0, 0);
        tick(0);
        answer(id, {.result = TextResult::RateLimited, .nextAllowedAt = at(600)}, 1);
        (void)done();
        tick(599);
        QCOMPARE(done(), QStringList{});
        tick(600);
        QCOMPARE(done(), QStringList{u"send permission"_s});
    }

    void whatWasTooOldIsSentAgainIfClaudeIsKnownToWait_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<bool>("isKnownToWait");
        QTest::addColumn<bool>("isSentAgain");
        QTest::newRow("seen") << int(AlertCause::Permission) << true << true;
        QTest::newRow("not seen") << int(AlertCause::Permission) << false << false;
        QTest::newRow("an error is over") << int(AlertCause::Api) << true << false;
    }
    void whatWasTooOldIsSentAgainIfClaudeIsKnownToWait()
    {
        QFETCH(int, cause);
        QFETCH(bool, isKnownToWait);
        QFETCH(bool, isSentAgain);
        begin();
        const AlertId id = raise(static_cast<AlertCause>(cause), 0, 0);
        tick(3600);
        (void)done();
        answer(id, {.result = TextResult::TooOld}, 3600, isKnownToWait);
        tick(7200);
        QCOMPARE(done().size(), isSentAgain ? 1 : 0);
        QCOMPARE(m_book.find(id)->sms.progress,
                 isSentAgain ? SmsState::Progress::Pending : SmsState::Progress::GivenUp);
    }

    void whatThePersonSwitchesOffIsNotSent()
    {
        begin();
        m_alerts->setWanted(Shop, false, at(1), m_done);
        (void)raise(AlertCause::Permission, 2, 8);
        tick(60);
        QCOMPARE(done(), (QStringList{u"start shop"_s, u"stop user_stop"_s}));
        m_alerts->setWanted(Shop, true, at(61), m_done);
        QCOMPARE(done(), (QStringList{u"start shop"_s, u"send permission"_s}));
    }

    void aServerThatRefusedIsAskedAgainByAPromptAndNotByALogin()
    {
        begin();
        (void)done();
        m_alerts->refuse(u"a"_s);
        m_alerts->turnActivity(Shop, true, at(1), m_done);
        m_alerts->setLoggedIn(true, at(2), m_done); // as after a restart
        QCOMPARE(done(), QStringList{});
        m_alerts->userPrompted(u"a"_s, at(3), m_done);
        QCOMPARE(done(), QStringList{u"start shop"_s});
    }

    void anotherLoginIsAskedAgain()
    {
        begin();
        m_alerts->refuse(u"a"_s);
        m_alerts->setLoggedIn(false, at(1), m_done);
        (void)done();
        m_alerts->setLoggedIn(true, at(2), m_done);
        QCOMPARE(done(), QStringList{u"start shop"_s});
    }

    void aFollowerHasTheWishOfItsPredecessor()
    {
        begin();
        m_alerts->appear({.sessionId = u"b"_s, .name = u"shop"_s});
        m_alerts->setWanted({.sessionId = u"b"_s, .name = u"shop"_s}, false, at(1), m_done);
        m_alerts->end(
            {.sessionId = u"a"_s, .reason = u"completed"_s, .finalState = u"success"_s, .at = at(2)}, at(2),
            m_done);
        (void)done();
        m_alerts->follow({.info = {.sessionId = u"b"_s, .name = u"shop"_s}, .predecessor = u"a"_s}, at(3),
                         m_done);
        QCOMPARE(done(), QStringList{u"start shop"_s});
        QVERIFY(m_alerts->isWanted(u"b"_s));
    }

    void aForkThatHasWorkedIsMonitoredAsItsParentIs()
    {
        begin();
        const SessionInfo fork{.sessionId = u"b"_s, .name = u"fork"_s};
        m_alerts->appear(fork);
        m_alerts->setWanted(fork, false, at(1), m_done);
        m_alerts->turnActivity(fork, true, at(2), m_done);
        QCOMPARE(done(), QStringList{u"start shop"_s});
        m_alerts->follow({.info = fork, .predecessor = u"a"_s}, at(3), m_done);
        QCOMPARE(done(), QStringList{u"start fork"_s});
    }

    void goesOnAfterARestart()
    {
        begin();
        (void)raise(AlertCause::Permission, 0, 6);
        const QJsonValue book = m_book.saved(u"a"_s);
        const QJsonObject saved = m_alerts->saved(u"a"_s);
        (void)done();

        m_book = {};
        m_book.restore(u"a"_s, book);
        m_book.skipIdsUpTo(100);
        make();
        m_alerts->restore(u"a"_s, saved);
        m_alerts->setLoggedIn(true, at(1), m_done);
        QCOMPARE(done(), QStringList{});
        tick(6);
        QCOMPARE(done(), QStringList{u"send permission"_s});
    }

    void aClockThatIsSetBackDelaysNothing()
    {
        begin(3600);
        (void)raise(AlertCause::Permission, 3600, 3606);
        m_alerts->clockSetBack(1h);
        QCOMPARE(m_alerts->nextDeadline(), std::optional{at(6)});
    }
};

QTEST_GUILESS_MAIN(TestSmsAlerts)
#include "test_sms_alerts.moc"

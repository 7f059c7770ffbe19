// SPDX-License-Identifier: MIT
#include "tests/core/server/login/login_bench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::LoginBench;
using tocsin::test::pairing;
using tocsin::test::tokenAnswer;

namespace {

/// Answers each refresh with the next of `answers`, then with the last one; pairs as usual.
std::function<HttpAnswer(const HttpRequest&)> refreshing(QList<HttpAnswer> answers)
{
    return [answers](const HttpRequest& request) mutable {
        if (request.path != u"/auth/refresh"_s)
            return pairing(request);
        return answers.size() > 1 ? answers.takeFirst() : answers.constFirst();
    };
}

const HttpAnswer Expired = HttpAnswer::error(401, u"token_expired"_s);
const HttpAnswer Unknown = HttpAnswer::error(401, u"unauthorized"_s);
const HttpAnswer Trouble = HttpAnswer::error(503, u"server_error"_s);

} // namespace

/// A login from day to day: read back, refreshed, doubted, ended.
class TestLoginLife final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<LoginBench>(); }
    void cleanup() { m_bench.reset(); }

    void aStoredLoginIsRestoredAndRefreshed();
    void programsThatStartTogetherDoNotRefreshTogether();
    void whatIsStoredMayBeUseless_data();
    void whatIsStoredMayBeUseless();
    void theLastQuarterOfATokensLifeRefreshesIt();
    void noClockOfOursEndsALogin_data();
    void noClockOfOursEndsALogin();
    void aClockSetBackDoesNotHoldTheRefreshBack();
    void thereAreNeverTwoRefreshesAtOnce();
    void aRefreshThatFailsIsTriedAgain();
    void theServersWaitIsKept();
    void aRefusedRefreshEndsTheLoginOnce_data();
    void aRefusedRefreshEndsTheLoginOnce();
    void oneRefusalOfATokenIsAskedAbout();
    void aTokenThatIsRefusedAgainAndAgainEndsTheLogin();
    void aLateRejectionOfAnOlderTokenChangesNothing();
    void theSamePersonIsKnownAgainAndAnotherIsNot();

private:
    [[nodiscard]] ServerLogin& login() { return *m_bench->login; }

    std::unique_ptr<LoginBench> m_bench;
};

void TestLoginLife::aStoredLoginIsRestoredAndRefreshed()
{
    m_bench->server.answer = refreshing({tokenAnswer(u"fresh"_s)});
    m_bench->keep(u"kept"_s, 1h, 35h);
    QCOMPARE(login().phase(), LoginPhase::Restoring);
    QSignalSpy refreshed{&login(), &ServerLogin::tokenRefreshed};
    login().restore();
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedIn);
    QCOMPARE(login().accessToken(), Secret{u"kept"_s});
    QCOMPARE(login().maskedPhone(), u"+1***0123"_s);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(m_bench->server.requests(u"/auth/refresh"_s).value(0).bearer(), u"kept"_s);
    QCOMPARE(login().accessToken(), Secret{u"fresh"_s});
    QCOMPARE(parseStoredLogin(m_bench->store.value)->token, Secret{u"fresh"_s});
    const auto life = std::chrono::seconds{QDateTime::currentDateTimeUtc().secsTo(login().tokenExpiresAt())};
    QVERIFY(life > 35h && life <= 36h); // counted from now, whatever the server's clock says
}

void TestLoginLife::programsThatStartTogetherDoNotRefreshTogether()
{
    m_bench->timing.startSpread = 10s;
    m_bench->timing.jitter = [] { return 0.5; };
    RefreshSchedule schedule{m_bench->clock, m_bench->timing};
    schedule.beginRestored(false);
    QVERIFY(schedule.untilDue() > 4s && schedule.untilDue() <= 5s);
    schedule.begin(36h);
    QVERIFY(schedule.untilDue() > 26h && schedule.untilDue() < 27h);
    schedule.begin(10s); // the login itself ends soon: no storm of refreshes
    QVERIFY(schedule.untilDue() > 20s);
}

void TestLoginLife::whatIsStoredMayBeUseless_data()
{
    QTest::addColumn<QString>("stored");
    QTest::newRow("nothing") << QString{};
    QTest::newRow("garbage") << u"\x01\x02"_s;
    QTest::newRow("another version") << uR"({"version":2,"access_token":"t"})"_s;
    QTest::newRow("no token") << uR"({"version":1,"expires_at":"2099-01-01T00:00:00Z"})"_s;
    QTest::newRow("another server") << serializeLogin(
                                           {.server = QUrl{u"https://example.org"_s},
                                            .token = Secret{u"t"_s},
                                            .expiresAt = QDateTime::currentDateTimeUtc().addDays(1)})
                                           .reveal();
}

void TestLoginLife::whatIsStoredMayBeUseless()
{
    QFETCH(QString, stored);
    m_bench->store.value = Secret{stored};
    login().restore();
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedOut);
    QVERIFY(login().accessToken().isEmpty());
    QVERIFY(login().accountId().isEmpty());
    QVERIFY(m_bench->server.requests().isEmpty());
}

void TestLoginLife::theLastQuarterOfATokensLifeRefreshesIt()
{
    m_bench->server.answer = refreshing({tokenAnswer(u"fresh"_s)});
    QVERIFY(m_bench->logIn());
    RefreshSchedule schedule{m_bench->clock, m_bench->timing};
    schedule.begin(36h);
    m_bench->clock.moveBy(26h + 59min);
    QVERIFY(schedule.untilDue() > 0ms);
    m_bench->clock.moveBy(1min);
    QCOMPARE(schedule.untilDue(), 0ms);
    // What the minutely look at the clock does, the rejection of an older token does not.
    login().tokenRejected(Secret{u"older"_s});
    QCOMPARE(m_bench->refreshes(), 0);
}

void TestLoginLife::noClockOfOursEndsALogin_data()
{
    QTest::addColumn<std::chrono::hours>("since");
    QTest::addColumn<std::chrono::hours>("left");
    QTest::newRow("ours is a day ahead") << std::chrono::hours{37} << std::chrono::hours{-1};
    QTest::newRow("ours is a day behind") << std::chrono::hours{-24} << std::chrono::hours{60};
    QTest::newRow("ours is ten years ahead") << std::chrono::hours{87636} << std::chrono::hours{-87600};
}

void TestLoginLife::noClockOfOursEndsALogin()
{
    QFETCH(std::chrono::hours, since);
    QFETCH(std::chrono::hours, left);
    m_bench->timing.startSpread = 1h; // what looks old or impossible does not wait for its turn
    m_bench->restart();
    m_bench->server.answer = refreshing({Trouble, tokenAnswer(u"fresh"_s)});
    m_bench->keep(u"kept"_s, since, left);
    login().restore();
    QTRY_COMPARE(login().accessToken(), Secret{u"fresh"_s});
    QVERIFY(m_bench->ended->isEmpty());
    QCOMPARE(m_bench->refreshes(), 2);
}

void TestLoginLife::aClockSetBackDoesNotHoldTheRefreshBack()
{
    RefreshSchedule schedule{m_bench->clock, m_bench->timing};
    schedule.begin(36h);
    m_bench->clock.moveWallBy(-24h);
    m_bench->clock.moveBy(27h);
    QCOMPARE(schedule.untilDue(), 0ms);
    schedule.begin(36h);
    m_bench->clock.moveWallBy(27h); // asleep, which the other clock does not count
    QCOMPARE(schedule.untilDue(), 0ms);
}

void TestLoginLife::thereAreNeverTwoRefreshesAtOnce()
{
    m_bench->server.answer = [](const HttpRequest& request) {
        return request.path == u"/auth/refresh"_s ? HttpAnswer{.isSilent = true} : pairing(request);
    };
    QVERIFY(m_bench->logIn());
    for (int i = 0; i < 5; ++i) // as many sessions, each with its own 401
        login().tokenRejected(login().accessToken());
    QTRY_COMPARE(m_bench->refreshes(), 1);
    QTest::qWait(150); // that nothing more comes shows only in time
    QCOMPARE(m_bench->refreshes(), 1);
    QCOMPARE(login().phase(), LoginPhase::LoggedIn);
}

void TestLoginLife::aRefreshThatFailsIsTriedAgain()
{
    m_bench->server.answer = refreshing({Trouble, Trouble, tokenAnswer(u"fresh"_s)});
    m_bench->keep(u"old"_s, 28h, 8h);
    login().restore();
    QTRY_COMPARE(login().accessToken(), Secret{u"fresh"_s});
    QCOMPARE(m_bench->refreshes(), 3);
    QVERIFY(m_bench->ended->isEmpty());
}

void TestLoginLife::theServersWaitIsKept()
{
    RefreshSchedule schedule{m_bench->clock, RefreshTiming{.jitter = [] { return 1.0; }}};
    const auto waits = [&schedule](std::chrono::seconds least, std::chrono::seconds most) {
        return schedule.untilDue() > least - 1s && schedule.untilDue() <= most;
    };
    schedule.noteFailure({});
    QVERIFY(waits(20s, 22s));
    schedule.noteFailure(600s);
    QVERIFY(waits(600s, 602s));
    schedule.noteFailure({});
    QVERIFY(waits(60s, 66s));
    for (int i = 0; i < 4; ++i)
        schedule.noteFailure({});
    QVERIFY(waits(300s, 330s));
}

void TestLoginLife::aRefusedRefreshEndsTheLoginOnce_data()
{
    QTest::addColumn<bool>("isExpired");
    QTest::newRow("expired") << true;
    QTest::newRow("revoked") << false;
}

void TestLoginLife::aRefusedRefreshEndsTheLoginOnce()
{
    QFETCH(bool, isExpired);
    m_bench->server.answer = refreshing({isExpired ? Expired : Unknown});
    m_bench->keep(u"old"_s, 28h, 8h);
    login().restore();
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedOut);
    login().tokenRejected(Secret{u"old"_s});
    QCOMPARE(m_bench->ended->size(), 1);
    QCOMPARE(m_bench->ended->at(0).at(0).value<LoginEnd>(),
             isExpired ? LoginEnd::Expired : LoginEnd::Rejected);
    QVERIFY(!m_bench->ended->at(0).at(1).toString().isEmpty());
    QTRY_VERIFY(m_bench->store.value.isEmpty());
}

void TestLoginLife::oneRefusalOfATokenIsAskedAbout()
{
    QVERIFY(m_bench->logIn());
    m_bench->server.answer = refreshing({Trouble, tokenAnswer(u"token-2"_s)});
    QSignalSpy refreshed{&login(), &ServerLogin::tokenRefreshed};
    login().tokenRejected(Secret{u"token-1"_s});
    QCOMPARE(login().phase(), LoginPhase::LoggedIn);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(login().accessToken(), Secret{u"token-2"_s});
    QVERIFY(m_bench->ended->isEmpty());
}

void TestLoginLife::aTokenThatIsRefusedAgainAndAgainEndsTheLogin()
{
    QVERIFY(m_bench->logIn());
    m_bench->server.answer = refreshing({tokenAnswer(u"token-2"_s)});
    login().tokenRejected(Secret{u"token-1"_s});
    QTRY_COMPARE(login().accessToken(), Secret{u"token-2"_s});
    login().tokenRejected(Secret{u"token-2"_s});
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QCOMPARE(m_bench->ended->at(0).at(0).value<LoginEnd>(), LoginEnd::Rejected);

    // A refresh that is neither granted nor refused with a 401 says as much.
    m_bench->server.answer = [](const HttpRequest& request) { return pairing(request); };
    QVERIFY(m_bench->logIn());
    m_bench->server.answer = refreshing({HttpAnswer::error(404, u"session_not_found"_s)});
    login().tokenRejected(Secret{u"token-1"_s});
    QTRY_COMPARE(m_bench->ended->size(), 2);
}

void TestLoginLife::aLateRejectionOfAnOlderTokenChangesNothing()
{
    QVERIFY(m_bench->logIn());
    login().tokenRejected(Secret{u"token-0"_s});
    QCOMPARE(login().phase(), LoginPhase::LoggedIn);
    QTest::qWait(50); // that nothing comes of it shows only in time
    QCOMPARE(m_bench->refreshes(), 0);
}

void TestLoginLife::theSamePersonIsKnownAgainAndAnotherIsNot()
{
    QVERIFY(m_bench->logIn());
    const QString first = login().accountId();
    QVERIFY(!first.isEmpty() && !first.contains(u"0123"_s));
    login().logOut();
    QVERIFY(login().accountId().isEmpty());
    QVERIFY(m_bench->logIn());
    QCOMPARE(login().accountId(), first);
    login().logOut();

    m_bench->server.answer = [](const HttpRequest& request) {
        HttpAnswer answer = pairing(request);
        answer.body.replace("+1***0123", "+49***0123");
        return answer;
    };
    QVERIFY(m_bench->logIn());
    QVERIFY(login().accountId() != first);
}

QTEST_GUILESS_MAIN(TestLoginLife)
#include "test_login_life.moc"

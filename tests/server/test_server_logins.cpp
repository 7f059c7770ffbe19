// SPDX-License-Identifier: MIT
#include "tests/server/support/workbench.h"

#include <QTest>

using namespace tocsin::server;
using namespace std::chrono_literals;

namespace {

std::string refreshed(Workbench& bench, const std::string& access)
{
    return bench.post("/auth/refresh", "", access).text("access_token");
}

} // namespace

class TestServerLogins final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAccessTokenLives36Hours()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        bench.clock.advance(36h - 1s);
        QCOMPARE(bench.start(access).status, 200);
        bench.clock.advance(1s);
        const Reply late = bench.start(access);
        QCOMPARE(late.status, 401);
        QCOMPARE(late.text("error"), std::string{"token_expired"});
        QCOMPARE(bench.post("/auth/refresh", "", access).text("error"), std::string{"token_expired"});
    }
    void aRefreshedTokenStaysGoodUntilItsSuccessorIsUsed()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        std::string fresh;
        for (int lost = 0; lost < 5; ++lost) { // each answer but the last is lost
            fresh = refreshed(bench, access);
            bench.clock.advance(5h);
            QCOMPARE(bench.start(access).status, 200);
        }
        QCOMPARE(bench.start(fresh).status, 200);
        bench.clock.advance(60s - 1s);
        QCOMPARE(bench.start(access).status, 200);
        bench.clock.advance(1s);
        QCOMPARE(bench.start(access).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.post("/auth/refresh", "", access).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.start(fresh).status, 200);
    }
    void everyKindOfRequestIsAUse_data()
    {
        QTest::addColumn<std::string>("path");
        QTest::newRow("start") << std::string{"start"};
        QTest::newRow("show") << std::string{"show"};
        QTest::newRow("refresh") << std::string{"refresh"};
    }
    void everyKindOfRequestIsAUse()
    {
        QFETCH(std::string, path);
        Workbench bench;
        const std::string access = bench.logIn();
        const std::string session = bench.start(access).text("monitoring_id");
        const std::string fresh = refreshed(bench, access);
        if (path == "start")
            QCOMPARE(bench.start(fresh).status, 200);
        else if (path == "refresh")
            QCOMPARE(bench.post("/auth/refresh", "", fresh).status, 200);
        else
            QCOMPARE(bench.show(session, fresh).status, 200);
        bench.clock.advance(1min);
        QCOMPARE(bench.start(access).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.start(fresh).status, 200);
    }
    void aRefreshedTokenStillExpiresByItself()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        bench.clock.advance(35h);
        const std::string fresh = refreshed(bench, access);
        bench.clock.advance(1h);
        QCOMPARE(bench.start(access).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.post("/auth/refresh", "", access).text("error"), std::string{"token_expired"});
        bench.clock.advance(35h - 1s);
        QCOMPARE(bench.start(fresh).status, 200);
    }
    void refreshingAgainDoesNotLengthenTheMinuteThatIsLeft()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        QCOMPARE(bench.start(refreshed(bench, access)).status, 200);
        bench.clock.advance(30s);
        QCOMPARE(bench.start(refreshed(bench, access)).status, 200);
        bench.clock.advance(30s);
        QCOMPARE(bench.start(access).text("error"), std::string{"token_expired"});
    }
    void ofSeveralSuccessorsTheFirstThatIsUsedCounts()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        std::vector<std::string> fresh;
        for (int i = 0; i < 3; ++i)
            fresh.push_back(refreshed(bench, access));
        QCOMPARE(bench.start(fresh[1]).status, 200);
        QCOMPARE(bench.start(fresh[0]).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.post("/auth/refresh", "", fresh[2]).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.start(fresh[1]).status, 200);
    }
    /// Whoever copies a token can take the login over, which its owner notices, but not share it.
    void aStolenTokenDoesNotForkALogin()
    {
        Workbench bench;
        const std::string stolen = bench.logIn();
        const std::string owners = refreshed(bench, stolen);
        QCOMPARE(bench.start(owners).status, 200);
        const std::string first = refreshed(bench, stolen); // in its last minute
        const std::string second = refreshed(bench, stolen);
        QCOMPARE(bench.start(first).status, 200);
        QCOMPARE(bench.start(owners).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.start(second).text("error"), std::string{"token_expired"});
    }
    void aSuccessorThatWasKeptForLaterDiesWhenTheLoginMovesOn()
    {
        Workbench bench;
        const std::string stolen = bench.logIn();
        const std::string owners = refreshed(bench, stolen);
        const std::string kept = refreshed(bench, stolen);
        const std::string next = refreshed(bench, owners);
        QCOMPARE(bench.start(kept).text("error"), std::string{"token_expired"});
        const std::string keptToo = refreshed(bench, stolen); // the owner's next one is not used yet
        QCOMPARE(bench.start(next).status, 200);
        QCOMPARE(bench.start(keptToo).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.start(stolen).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.start(owners).status, 200); // in its last minute
    }
    void aLogoutWithEitherTokenEndsBoth_data()
    {
        QTest::addColumn<bool>("withTheOld");
        QTest::newRow("the old one") << true;
        QTest::newRow("the new one") << false;
    }
    void aLogoutWithEitherTokenEndsBoth()
    {
        QFETCH(bool, withTheOld);
        Workbench bench;
        const std::string access = bench.logIn();
        const std::string fresh = refreshed(bench, access);
        QCOMPARE(bench.post("/auth/logout", "", withTheOld ? access : fresh).status, 200);
        for (const std::string& token : {access, fresh}) {
            QCOMPARE(bench.start(token).text("error"), std::string{"unauthorized"});
            QCOMPARE(bench.post("/auth/refresh", "", token).text("error"), std::string{"unauthorized"});
        }
    }
    void aLoginEndsAfter90DaysHoweverOftenItIsRefreshed()
    {
        Workbench bench;
        std::string access = bench.logIn();
        for (int day = 0; day < 89; ++day) {
            bench.clock.advance(24h);
            access = bench.post("/auth/refresh", "", access).text("access_token");
            bench.housekeeping.run();
        }
        const Reply session = bench.start(access);
        const Reply last = bench.post("/auth/refresh", "", access);
        QCOMPARE(last.number("expires_in"), 24 * 3600);
        bench.clock.advance(24h - 1s);
        QCOMPARE(bench.start(last.text("access_token"), "claude-2").status, 200);
        bench.clock.advance(1s);
        QCOMPARE(bench.start(last.text("access_token")).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.beat(session).text("error"), std::string{"token_expired"});
    }
    void theSubjectOfATokenIsNotThePhone()
    {
        Workbench bench;
        const auto claims = bench.jwt.read(bench.logIn());
        QVERIFY(claims.has_value());
        QVERIFY(claims->loginId.find("0123") == std::string::npos || claims->loginId.size() > 20);
        QVERIFY(claims->loginId.find("14155550123") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestServerLogins)
#include "test_server_logins.moc"

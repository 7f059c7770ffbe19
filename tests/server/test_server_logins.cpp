// SPDX-License-Identifier: MIT
#include "tests/server/support/workbench.h"

#include <QTest>

using namespace tocsin::server;
using namespace std::chrono_literals;

namespace {

Reply logins(Workbench& bench, const std::string& access)
{
    return bench.call({.method = "GET",
                       .path = "/auth/logins",
                       .address = bench.address,
                       .contentType = {},
                       .bearer = access,
                       .idempotencyKey = {},
                       .body = {}});
}

/// One of the logins in that answer.
Poco::JSON::Object::Ptr loginAt(const Reply& list, unsigned int index)
{
    return list.body->getArray("logins")->getObject(index);
}

Reply revoked(Workbench& bench, const std::string& access, const std::string& login)
{
    return bench.post("/auth/logins/" + login + "/revoke", "", access);
}

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
    void theLoginsOfAPhoneAreListedWithTheirLastUse()
    {
        Workbench bench;
        const std::string desk = bench.logIn();
        const Instant begin = bench.clock.now();
        const Reply session = bench.start(desk);
        bench.clock.advance(23h);
        QCOMPARE(bench.beat(session).status, 200);
        const std::string laptop = bench.logIn();
        const std::string theirs = bench.logIn("+14155550124");
        bench.clock.advance(90min);
        const Reply list = logins(bench, laptop);
        QCOMPARE(list.body->getArray("logins")->size(), size_t{2});
        const auto first = loginAt(list, 0);
        QCOMPARE(first->getValue<std::string>("login_id"), bench.jwt.read(desk)->loginId);
        QCOMPARE(first->getValue<std::string>("created_at"), isoTime(begin));
        QCOMPARE(first->getValue<std::string>("last_used_at"), isoTime(begin + 23h));
        QCOMPARE(first->getValue<std::string>("expires_at"), isoTime(begin + bench.limits.loginLife));
        QCOMPARE(first->getValue<std::string>("hostname"), std::string{"desk"});
        QVERIFY(!first->getValue<bool>("current"));
        const auto second = loginAt(list, 1);
        QCOMPARE(second->getValue<std::string>("login_id"), bench.jwt.read(laptop)->loginId);
        QCOMPARE(second->getValue<std::string>("last_used_at"), isoTime(bench.clock.now()));
        QVERIFY(second->isNull("hostname"));
        QVERIFY(second->getValue<bool>("current"));
        QCOMPARE(logins(bench, theirs).body->getArray("logins")->size(), size_t{1});
        // One that has ended, or expired, is none.
        QCOMPARE(bench.post("/auth/logout", "", laptop).status, 200);
        QCOMPARE(logins(bench, refreshed(bench, desk)).body->getArray("logins")->size(), size_t{1});
    }
    void theUseOfALoginIsWrittenDownOnceAnHour()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const std::string login = bench.jwt.read(access)->loginId;
        const auto usedAt = [&] {
            return inTransaction(bench.store, [&](Transaction& tx) { return tx.login(login)->lastUsedAt; });
        };
        QVERIFY(!usedAt());
        QCOMPARE(bench.start(access).status, 200);
        const Instant first = bench.clock.now();
        QVERIFY(usedAt() == first);
        bench.clock.advance(59min);
        QCOMPARE(bench.start(access).status, 200);
        QVERIFY(usedAt() == first);
        bench.clock.advance(1min);
        QCOMPARE(bench.start(access).status, 200);
        QVERIFY(usedAt() == bench.clock.now());
        bench.clock.advance(-5h); // the clock was set back
        QCOMPARE(bench.start(access).status, 200);
        QVERIFY(usedAt() == bench.clock.now());
    }
    void aLoginThatIsRevokedIsOverAtOnce()
    {
        Workbench bench;
        const std::string lost = bench.logIn();
        const std::string login = bench.jwt.read(lost)->loginId;
        const std::string next = refreshed(bench, lost);
        const Reply session = bench.start(lost);
        const Reply silent = bench.start(lost, "claude-2");
        const std::string key = "7b1f5f36-9a0e-4b65-8d5b-0d8f7f0f8a11";
        QCOMPARE(bench.eventWith(session, R"("hold_seconds":60)", "question", key).text("sms_status"),
                 std::string{"held"});
        const std::string mine = bench.logIn();
        const Reply own = bench.start(mine);
        const size_t texts = bench.sms.texts.size();
        const Reply answer = revoked(bench, mine, login);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.number("sessions_cleared"), 2);
        for (const std::string& token : {lost, next}) {
            QCOMPARE(bench.start(token).text("error"), std::string{"unauthorized"});
            QCOMPARE(bench.post("/auth/refresh", "", token).text("error"), std::string{"unauthorized"});
            QCOMPARE(logins(bench, token).status, 401);
            QCOMPARE(revoked(bench, token, bench.jwt.read(mine)->loginId).status, 401);
        }
        for (const Reply& one : {session, silent}) {
            QCOMPARE(bench.beat(one).status, 401);
            QCOMPARE(bench.event(one, "done").status, 401);
            QCOMPARE(bench.show(one.text("monitoring_id"), one.text("session_token")).status, 401);
        }
        bench.clock.advance(2min);
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), texts); // what it held is not sent
        QCOMPARE(bench.beat(own).status, 200);
        QVERIFY(bench.event(own, "done").flag("sms_sent"));
        const Reply again = revoked(bench, mine, login);
        QCOMPARE(again.status, 200);
        QCOMPARE(again.number("sessions_cleared"), 0);
    }
    void nobodyRevokesTheLoginOfAnotherPhone()
    {
        Workbench bench;
        const std::string mine = bench.logIn();
        const std::string theirs = bench.logIn("+14155550124");
        for (const std::string& id : {bench.jwt.read(theirs)->loginId, "lg_" + std::string(32, '0'),
                                      std::string{"lg_"}, std::string{"\xff"}, std::string{"'; --"}}) {
            const Reply answer = revoked(bench, mine, id);
            QCOMPARE(answer.status, 404);
            QCOMPARE(answer.text("error"), std::string{"login_not_found"});
        }
        QCOMPARE(bench.start(theirs).status, 200);
    }
    void whoRevokesTheOwnLoginIsLoggedOut()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        QCOMPARE(revoked(bench, access, bench.jwt.read(access)->loginId).status, 200);
        QCOMPARE(bench.start(access).status, 401);
    }
    void aCodeWhoseLoginWasRevokedBringsItNoMore()
    {
        Workbench bench;
        const std::string mine = bench.logIn();
        const std::string tempToken = bench.askCode().text("temp_token");
        const std::string code = bench.lastCode();
        const std::string lost = bench.exchange(tempToken, code).text("access_token");
        QCOMPARE(revoked(bench, mine, bench.jwt.read(lost)->loginId).status, 200);
        QCOMPARE(bench.exchange(tempToken, code).text("error"), std::string{"token_expired"});
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

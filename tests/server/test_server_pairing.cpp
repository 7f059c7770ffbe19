// SPDX-License-Identifier: MIT
#include "tests/server/support/workbench.h"

#include <QTest>

using namespace tocsin::server;
using namespace std::chrono_literals;

namespace {

constexpr const char* Phone1 = "+14155550123";

std::string wrong(const std::string& code)
{
    return code == "111111" ? "222222" : "111111";
}

int retryAfter(const Reply& reply)
{
    return std::stoi(reply.headers.at("Retry-After"));
}

} // namespace

class TestServerPairing final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCodeLivesTenMinutes()
    {
        Workbench bench;
        const std::string first = bench.askCode().text("temp_token");
        bench.clock.advance(10min - 1s);
        QCOMPARE(bench.exchange(first, bench.lastCode()).status, 200);
        const std::string second = bench.askCode().text("temp_token");
        bench.clock.advance(10min);
        QCOMPARE(bench.exchange(second, bench.lastCode()).text("error"), std::string{"token_expired"});
    }
    void threeCodesInTenMinutes()
    {
        Workbench bench;
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(bench.askCode().status, 200);
            bench.clock.advance(2min);
        }
        QCOMPARE(retryAfter(bench.askCode()), 4 * 60);
        QCOMPARE(bench.askCode("+14155550124").status, 200); // another phone is another matter
        bench.clock.advance(4min);
        QCOMPARE(bench.askCode().status, 200);
        QCOMPARE(bench.askCode().status, 429);
    }
    void tenCodesADay()
    {
        Workbench bench;
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(bench.askCode().status, 200);
            bench.clock.advance(1h);
        }
        QCOMPARE(retryAfter(bench.askCode()), 14 * 3600);
        bench.clock.advance(14h);
        QCOMPARE(bench.askCode().status, 200);
    }
    void fiveCodesAnHourForAnAddress()
    {
        Workbench bench{Limits{}};
        for (int i = 0; i < 5; ++i)
            QCOMPARE(bench.askCode("+1415555010" + std::to_string(i)).status, 200);
        QCOMPARE(retryAfter(bench.askCode("+14155550109")), 3600);
        bench.address = "192.0.2.2";
        QCOMPARE(bench.askCode("+14155550109").status, 200);
        bench.address = "192.0.2.1";
        bench.clock.advance(1h);
        QCOMPARE(bench.askCode("+14155550108").status, 200);
    }
    void aRefusedRequestIsNotCountedAndNotTexted()
    {
        Workbench bench;
        for (int i = 0; i < 8; ++i)
            static_cast<void>(bench.askCode());
        QCOMPARE(bench.sms.texts.size(), size_t{3});
        bench.clock.advance(10min);
        QCOMPARE(bench.askCode().status, 200);
    }
    void aRefusedRequestLeavesTheLastCodeAlone()
    {
        Workbench bench;
        std::string tempToken;
        for (int i = 0; i < 3; ++i)
            tempToken = bench.askCode().text("temp_token");
        QCOMPARE(bench.askCode().status, 429);
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).status, 200);
    }
    void tenFailuresLockTheirAddressForADay()
    {
        Workbench bench;
        for (int round = 0; round < 2; ++round) {
            const std::string tempToken = bench.askCode().text("temp_token");
            for (int i = 0; i < 5; ++i)
                QCOMPARE(bench.exchange(tempToken, wrong(bench.lastCode())).text("error"),
                         std::string{"invalid_pairing_code"});
        }
        QCOMPARE(retryAfter(bench.askCode()), 24 * 3600);
        QCOMPARE(bench.askCode("+4915112345678").status, 429); // whomever it guesses for
        bench.clock.advance(24h - 1s);
        QCOMPARE(bench.askCode().status, 429);
        bench.clock.advance(1s);
        QCOMPARE(bench.askCode().status, 200);
        // The failures are a day old by now: one more does not lock again.
        const std::string tempToken = bench.askCode().text("temp_token");
        QCOMPARE(bench.exchange(tempToken, wrong(bench.lastCode())).status, 400);
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).status, 200);
    }
    void aStrangersWrongCodesDoNotLockTheOwnerOut()
    {
        Workbench bench;
        const std::string mine = bench.askCode().text("temp_token");
        const std::string code = bench.lastCode();
        bench.address = "198.51.100.7";
        for (int round = 0; round < 2; ++round) {
            const std::string tempToken = bench.askCode().text("temp_token");
            for (int i = 0; i < 5; ++i)
                QCOMPARE(bench.exchange(tempToken, wrong(bench.lastCode())).status, 400);
        }
        QCOMPARE(bench.exchange(mine, code).status, 429); // it knows the code, but not from there
        bench.address = "192.0.2.1";
        QCOMPARE(bench.exchange(mine, code).status, 200); // a code that was asked for before all that
        QCOMPARE(bench.askCode().status, 200);
    }
    void aStrangersRequestsTakeNoneOfTheOwnersCodes()
    {
        Workbench bench;
        bench.address = "198.51.100.7";
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bench.askCode().status, 200);
        QCOMPARE(bench.askCode().status, 429);
        bench.address = "192.0.2.1";
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bench.askCode().status, 200);
        bench.address = "203.0.113.9"; // a phone gets no more than twice as many from all together
        QCOMPARE(bench.askCode().status, 429);
    }
    void strangersNeverKeepAPhoneOutWhereItHasLoggedIn_data()
    {
        QTest::addColumn<QByteArrayList>("strangers");
        QTest::addColumn<int>("elsewhere");
        QTest::newRow("two addresses") << QByteArrayList{"198.51.100.7", "203.0.113.9"} << 429;
        QTest::newRow("the owner's network")
            << QByteArrayList{"2001:db8:1:77::/64", "2001:db8:1:78::/64"} << 200;
    }
    void strangersNeverKeepAPhoneOutWhereItHasLoggedIn()
    {
        QFETCH(QByteArrayList, strangers);
        QFETCH(int, elsewhere);
        constexpr const char* Home = "2001:db8:1:1::/64";
        Limits limits;
        limits.codesPerAddress = 20; // of which the stranger of one network has used up all it may, too
        Workbench bench{limits};
        bench.address = Home;
        static_cast<void>(bench.logIn());
        for (int days = 0; days < 30; ++days) { // all that is kept of its code is gone by then
            bench.clock.advance(24h);
            bench.housekeeping.run();
        }
        const auto strangersSpendAll = [&] {
            for (int i = 0; i < 40; ++i) {
                bench.address = strangers.at(i % 2).toStdString();
                static_cast<void>(bench.askCode());
                bench.clock.advance(10min);
            }
            for (const QByteArray& stranger : strangers) {
                bench.address = stranger.toStdString();
                for (int i = 0; i < 5; ++i)
                    static_cast<void>(bench.askCode("+14155550124"));
                for (int i = 0; i < 4; ++i)
                    static_cast<void>(bench.askCode());
                QCOMPARE(bench.askCode().status, 429);
            }
        };
        strangersSpendAll();
        bench.address = Home;
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bench.askCode().status, 200);
        QCOMPARE(bench.askCode().status, 429); // its own three
        bench.address = "192.0.2.77";          // somewhere new
        QCOMPARE(bench.askCode().status, elsewhere);
    }
    void aNewCodeKillsTheOlderOnesOfItsAddressAlone()
    {
        Workbench bench;
        const std::string first = bench.askCode().text("temp_token");
        const std::string code = bench.lastCode();
        bench.address = "198.51.100.7";
        const std::string strangers = bench.askCode().text("temp_token");
        bench.address = "192.0.2.1";
        QCOMPARE(bench.exchange(first, code).status, 200);
        const std::string second = bench.askCode().text("temp_token");
        const std::string older = bench.lastCode();
        static_cast<void>(bench.askCode());
        QCOMPARE(bench.exchange(second, older).status, 401);
        static_cast<void>(strangers);
    }
    void aRightCodeForgivesTheWrongOnesOfItsAddress()
    {
        Workbench bench;
        for (int round = 0; round < 4; ++round) { // an office: some mistype, and log in all the same
            const std::string tempToken =
                bench.askCode("+1415555010" + std::to_string(round)).text("temp_token");
            for (int i = 0; i < 4; ++i)
                QCOMPARE(bench.exchange(tempToken, wrong(bench.lastCode())).status, 400);
            QCOMPARE(bench.exchange(tempToken, bench.lastCode()).status, 200);
        }
    }
    void aSiteOfManyAddressesHasOneLimit()
    {
        Limits limits;
        Workbench bench{limits};
        int sent = 0;
        for (int i = 0; i < 40; ++i) {
            bench.address = "2001:db8:7:" + std::to_string(i) + "::/64";
            sent += bench.askCode("+141555501" + std::to_string(10 + i)).status == 200 ? 1 : 0;
        }
        QCOMPARE(sent, 20);
        bench.address = "2001:db8:8:1::/64";
        QCOMPARE(bench.askCode("+14155550199").status, 200);
    }
    void codesAndAlertsHaveADayEach()
    {
        Limits limits = Workbench::roomy();
        limits.codesPerDay = 8;
        limits.textsPerDay = 2;
        Workbench bench{limits};
        const std::string access = bench.logIn();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(bench.askCode("+1415555010" + std::to_string(i)).status, 200);
        const Reply over = bench.askCode("+14155550109"); // a quarter is for those who are logged in
        QCOMPARE(over.status, 429);
        QVERIFY(over.text("message").find("in a day") != std::string::npos);
        QCOMPARE(bench.askCode().status, 200);
        QCOMPARE(bench.askCode().status, 200);
        QVERIFY(
            bench.event(bench.start(access, "1"), "done").flag("sms_sent")); // strangers cannot spend these
        QVERIFY(bench.event(bench.start(access, "2"), "done").flag("sms_sent"));
        QVERIFY(bench.event(bench.start(access, "3"), "done").flag("rate_limited"));
    }
    void aNumberIsOneHoweverItIsWritten()
    {
        Workbench bench;
        QCOMPARE(bench.askCode("+4407911123456").text("phone"), std::string{"+44***3456"});
        QCOMPARE(bench.sms.texts.back().to, std::string{"+447911123456"});
        bench.store.transact([&](Transaction& tx) {
            QVERIFY(tx.phoneByNumber("+447911123456") && !tx.phoneByNumber("+4407911123456"));
            tx.setOptedOut("+447911123456", OptOut::Said, bench.clock.now());
        });
        QCOMPARE(bench.askCode("+4407911123456").text("error"), std::string{"opted_out"});
    }
    void anOptOutThatWasLearnedIsTriedAgainAtALogin_data()
    {
        QTest::addColumn<bool>("learned");
        QTest::addColumn<bool>("startedAgain"); // at the SMS provider
        QTest::addColumn<int>("status");
        QTest::newRow("STOP, as we heard") << false << true << 400;
        QTest::newRow("learned, and still so") << true << false << 400;
        QTest::newRow("learned, and over") << true << true << 200;
    }
    void anOptOutThatWasLearnedIsTriedAgainAtALogin()
    {
        QFETCH(bool, learned);
        QFETCH(bool, startedAgain);
        QFETCH(int, status);
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.store.transact([&](Transaction& tx) {
            tx.setOptedOut(Phone1, learned ? OptOut::Learned : OptOut::Said, bench.clock.now());
        });
        QCOMPARE(bench.event(session, "error").text("reason"), std::string{"opted_out"}); // events do not try
        bench.sms.result = {startedAgain ? SmsResult::Outcome::Sent : SmsResult::Outcome::OptedOut};
        QCOMPARE(bench.askCode().status, status);
        QCOMPARE(bench.event(session, "done").flag("sms_sent"), status == 200);
    }
    void askingWhoOptedOutCostsAsMuchAsACode()
    {
        Limits limits;
        limits.codesPerAddress = 3;
        Workbench bench{limits};
        bench.store.transact([&](Transaction& tx) {
            for (int i = 0; i < 5; ++i)
                tx.setOptedOut("+1415555010" + std::to_string(i), OptOut::Said, bench.clock.now());
        });
        const auto ask = [&](int i) { return bench.askCode("+1415555010" + std::to_string(i)); };
        for (int i = 0; i < 3; ++i)
            QCOMPARE(ask(i).text("error"), std::string{"opted_out"});
        QCOMPARE(ask(3).text("error"), std::string{"rate_limited"});
        QCOMPARE(bench.sms.attempts, size_t{0});
        // It takes none of the codes of the phone.
        bench.store.transact([](Transaction& tx) { tx.setOptedIn("+14155550100"); });
        bench.address = "198.51.100.7";
        for (int i = 0; i < 3; ++i)
            QCOMPARE(ask(0).status, 200);
    }
    void theTenthFailureLocksTheAddressAtOnce()
    {
        Limits limits = Workbench::roomy();
        limits.attemptsPerCode = 100;
        Workbench bench{limits};
        const std::string tempToken = bench.askCode().text("temp_token");
        for (int i = 0; i < 10; ++i)
            QCOMPARE(bench.exchange(tempToken, wrong(bench.lastCode())).status, 400);
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).status, 429);
    }
    void failuresFarApartDoNotLock()
    {
        Workbench bench;
        for (int i = 0; i < 12; ++i) {
            const std::string tempToken = bench.askCode().text("temp_token");
            QCOMPARE(bench.exchange(tempToken, wrong(bench.lastCode())).status, 400);
            bench.clock.advance(3h);
        }
        QCOMPARE(bench.askCode().status, 200);
    }
    void aCodeThatCouldNotBeTextedIsWorthNothing()
    {
        Workbench bench;
        bench.sms.result = {SmsResult::Outcome::Refused};
        const Reply reply = bench.askCode();
        QCOMPARE(reply.status, 503);
        QCOMPARE(reply.text("error"), std::string{"server_error"});
    }

    void anExchangeMayBeRepeatedUntilItsTokenIsUsed()
    {
        Workbench bench;
        const std::string tempToken = bench.askCode().text("temp_token");
        const std::string lost = bench.exchange(tempToken, bench.lastCode()).text("access_token");
        bench.clock.advance(10min - 1s);
        const std::string access = bench.exchange(tempToken, bench.lastCode()).text("access_token");
        QCOMPARE(bench.jwt.read(access)->loginId, bench.jwt.read(lost)->loginId);
        QCOMPARE(bench.start(access).status, 200);
        QCOMPARE(bench.start(lost).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.start(access).status, 200);
    }
    void anExchangeIsNotRepeatedWhenTheCodeIsTooOld()
    {
        Workbench bench;
        const std::string tempToken = bench.askCode().text("temp_token");
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).status, 200);
        bench.clock.advance(10min);
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).text("error"), std::string{"token_expired"});
    }
    void anExchangeIsNotRepeatedForAnotherDeviceOrAfterTheLogout()
    {
        Workbench bench;
        const std::string tempToken = bench.askCode().text("temp_token");
        const std::string access = bench.exchange(tempToken, bench.lastCode()).text("access_token");
        QCOMPARE(bench.exchange(tempToken, bench.lastCode(), "fedcba9876543210").text("error"),
                 std::string{"token_expired"});
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).status, 200);
        QCOMPARE(bench.post("/auth/logout", "", access).status, 200);
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).text("error"), std::string{"token_expired"});
    }
    void wrongCodesAreCountedBeforeAndAfterTheRightOne()
    {
        Workbench bench;
        const std::string tempToken = bench.askCode().text("temp_token");
        const std::string right = bench.lastCode();
        for (int left = 4; left >= 0; --left) {
            QCOMPARE(bench.exchange(tempToken, wrong(right))
                         .body->getObject("details")
                         ->getValue<int>("attempts_left"),
                     left);
            QCOMPARE(bench.exchange(tempToken, right).status, left > 0 ? 200 : 401);
        }
        QCOMPARE(bench.exchange(tempToken, wrong(right)).status, 401);
    }
    void oldNumbersAreForgotten()
    {
        Workbench bench;
        static_cast<void>(bench.askCode());
        const std::string access = bench.logIn("+4915112345678");
        bench.clock.advance(24h * 8);
        bench.housekeeping.run();
        bench.store.transact([](Transaction& tx) {
            QVERIFY(!tx.phoneByNumber(Phone1));
            QVERIFY(tx.phoneByNumber("+4915112345678")); // its login lives for 90 days
        });
    }
    void onlyAllowedCountriesGetCodes()
    {
        Limits limits = Workbench::roomy();
        limits.countries = {"49"};
        Workbench bench{limits};
        const Reply refused = bench.askCode();
        QCOMPARE(refused.status, 400);
        QVERIFY(refused.text("message").find("country (US)") != std::string::npos);
        QCOMPARE(bench.askCode("+4915112345678").status, 200);
    }
};

QTEST_GUILESS_MAIN(TestServerPairing)
#include "test_server_pairing.moc"

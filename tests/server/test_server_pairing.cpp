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
    void tenFailuresLockThePhoneForADay()
    {
        Workbench bench;
        for (int round = 0; round < 2; ++round) {
            const std::string tempToken = bench.askCode().text("temp_token");
            for (int i = 0; i < 5; ++i)
                QCOMPARE(bench.exchange(tempToken, wrong(bench.lastCode())).text("error"),
                         std::string{"invalid_pairing_code"});
        }
        QCOMPARE(retryAfter(bench.askCode()), 24 * 3600);
        bench.clock.advance(24h - 1s);
        QCOMPARE(bench.askCode().status, 429);
        bench.clock.advance(1s);
        QCOMPARE(bench.askCode().status, 200);
        // The failures are a day old by now: one more does not lock again.
        const std::string tempToken = bench.askCode().text("temp_token");
        QCOMPARE(bench.exchange(tempToken, wrong(bench.lastCode())).status, 400);
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).status, 200);
    }
    void theTenthFailureKillsTheCodeAtOnce()
    {
        Limits limits = Workbench::roomy();
        limits.attemptsPerCode = 100;
        Workbench bench{limits};
        const std::string tempToken = bench.askCode().text("temp_token");
        for (int i = 0; i < 10; ++i)
            QCOMPARE(bench.exchange(tempToken, wrong(bench.lastCode())).status, 400);
        QCOMPARE(bench.exchange(tempToken, bench.lastCode()).status, 401);
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
        QCOMPARE(bench.askCode().text("error"), std::string{"rate_limited"});
        QCOMPARE(bench.askCode("+4915112345678").status, 200);
    }
};

QTEST_GUILESS_MAIN(TestServerPairing)
#include "test_server_pairing.moc"

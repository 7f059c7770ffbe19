// SPDX-License-Identifier: MIT
#include "server/auth/temp_token.h"
#include "tests/server/support/workbench.h"

#include <QTest>

using namespace tocsin::server;
using namespace std::chrono_literals;
using Outcome = SmsResult::Outcome;

namespace {

ApiRequest statusRequest(const std::string& tempToken)
{
    return {.method = "GET",
            .path = "/login/status",
            .address = "192.0.2.1",
            .contentType = {},
            .bearer = tempToken,
            .idempotencyKey = {},
            .body = {}};
}

/// Twilio's report of the code that belongs to the token.
int report(Workbench& bench, const std::string& tempToken, const std::string& status,
           const std::string& error = "0")
{
    const std::string query = "text=" + textIdOf(tempToken).substr(4);
    const std::string signedText = bench.hooks.publicUrl + "/twilio/status?" + query + "ErrorCode" + error +
                                   "MessageSidSM1MessageStatus" + status;
    return bench.router
        .answer({.method = "POST",
                 .path = "/twilio/status",
                 .query = query,
                 .address = "203.0.113.1",
                 .contentType = "application/x-www-form-urlencoded",
                 .bearer = {},
                 .idempotencyKey = {},
                 .body = "ErrorCode=" + error + "&MessageSid=SM1&MessageStatus=" + status,
                 .twilioSignature = hmacSha1Base64(bench.hooks.authToken, signedText)},
                "req_0")
        .status;
}

/// Counts what asks the database.
class CountedStore final : public Store
{
public:
    explicit CountedStore(Store& store)
        : m_store{store}
    {}
    void transact(Deadline until, const std::function<void(Transaction&)>& work) override
    {
        ++count;
        m_store.transact(until, work);
    }
    void beatLater(const Beat& beat, Deadline until, std::function<void(const BeatOutcome&)> done) override
    {
        ++count;
        m_store.beatLater(beat, until, std::move(done));
    }

    int count{0};

private:
    Store& m_store;
};

} // namespace

/// GET /login/status, for whoever waits at the field for a code.
class TestServerCodeStatus final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatTwilioReportsReachesWhoWaitsForTheCode()
    {
        Workbench bench;
        const std::string token = bench.askCode().text("temp_token");
        const Reply sent = bench.call(statusRequest(token));
        QCOMPARE(sent.status, 200);
        QCOMPARE(sent.text("sms_status"), std::string{"sent"});
        QCOMPARE(sent.flag("final"), false);
        QVERIFY(!sent.body->has("reason"));

        QCOMPARE(report(bench, token, "undelivered", "30003"), 200);
        const Reply lost = bench.call(statusRequest(token));
        QCOMPARE(lost.text("sms_status"), std::string{"undelivered"});
        QCOMPARE(lost.flag("final"), true);
        QCOMPARE(lost.text("reason"), std::string{"unreachable"});
        QCOMPARE(lost.number("error_code"), 30003);
        QCOMPARE(lost.text("message"),
                 std::string{"The text with the code could not be delivered: the phone is off or out of "
                             "coverage. Check the phone and the number, then try again."});
        // It may come all the same.
        QCOMPARE(bench.exchange(token, bench.lastCode()).status, 200);
    }
    void aDeliveredCodeIsFinal()
    {
        Workbench bench;
        const std::string token = bench.askCode().text("temp_token");
        QCOMPARE(report(bench, token, "delivered"), 200);
        const Reply answer = bench.call(statusRequest(token));
        QCOMPARE(answer.text("sms_status"), std::string{"delivered"});
        QCOMPARE(answer.flag("final"), true);
        QVERIFY(!answer.body->has("message"));
    }
    void eachCodeHasAReportOfItsOwn()
    {
        Workbench bench;
        const std::string first = bench.askCode().text("temp_token");
        const std::string second = bench.askCode().text("temp_token");
        QCOMPARE(report(bench, first, "undelivered", "30005"), 200);
        QCOMPARE(bench.call(statusRequest(first)).text("reason"), std::string{"wrong_number"});
        QCOMPARE(bench.call(statusRequest(second)).text("sms_status"), std::string{"sent"});
    }
    void whereNobodyReportsASentCodeIsFinal()
    {
        Workbench bench;
        bench.hooks.publicUrl.clear();
        const std::string token = bench.askCode().text("temp_token");
        QCOMPARE(bench.call(statusRequest(token)).flag("final"), true);
    }
    void aCodeThatWaitsIsNotFinal()
    {
        Workbench bench;
        bench.sms.result = {Outcome::TryLater};
        const Reply answer = bench.call(statusRequest(bench.askCode().text("temp_token")));
        QCOMPARE(answer.text("sms_status"), std::string{"queued"});
        QCOMPARE(answer.flag("final"), false);
    }
    void theReasonIsSaidInWords_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<std::string>("reason");
        QTest::newRow("no number") << 21211 << std::string{"wrong_number"};
        QTest::newRow("a landline") << 30006 << std::string{"wrong_number"};
        QTest::newRow("filtered") << 30007 << std::string{"blocked"};
        QTest::newRow("a sender that is not registered") << 30034 << std::string{"not_allowed"};
        QTest::newRow("STOP") << 21610 << std::string{"opted_out"};
        QTest::newRow("no reason") << 30008 << std::string{"unknown"};
        QTest::newRow("no code at all") << 0 << std::string{"unknown"};
    }
    void theReasonIsSaidInWords()
    {
        QFETCH(int, error);
        QFETCH(std::string, reason);
        Workbench bench;
        const std::string token = bench.askCode().text("temp_token");
        QCOMPARE(report(bench, token, "failed", std::to_string(error)), 200);
        const Reply answer = bench.call(statusRequest(token));
        QCOMPARE(answer.text("sms_status"), std::string{"failed"});
        QCOMPARE(answer.text("reason"), reason);
        QCOMPARE(answer.body->has("error_code"), error != 0);
    }
    void nothingIsSaidOnceTheCodeIsOver()
    {
        Workbench bench;
        const std::string token = bench.askCode().text("temp_token");
        bench.clock.advance(10min - 1s);
        QCOMPARE(bench.call(statusRequest(token)).status, 200);
        bench.clock.advance(2s);
        QCOMPARE(bench.call(statusRequest(token)).text("error"), std::string{"token_expired"});
    }
    void onlyATokenThatWasGivenAsksTheDatabase()
    {
        Workbench bench;
        const std::string token = bench.askCode().text("temp_token");
        CountedStore store{bench.store};
        Parts parts{store,           bench.clock,    bench.outbox,      bench.sender,     bench.limits,
                    bench.jwt,       bench.codeKeys, bench.sessionKeys, bench.answerKeys, bench.perAddress,
                    bench.perLogin,  bench.changes,  bench.knownTokens, bench.hooks,      bench.activity,
                    bench.reachable, bench.metrics};
        Router router{parts};
        std::string forged = token;
        forged.back() = forged.back() == '0' ? '1' : '0';
        for (const std::string& other :
             {std::string{}, std::string{"tmp_"}, "tmp_" + std::string(64, '0'), forged,
              token.substr(0, token.size() - 1), token + "0", "st_" + token})
            QCOMPARE(router.answer(statusRequest(other), "req_0").status, 401);
        QCOMPARE(store.count, 0);
        const uint64_t activity = bench.activity.count();
        QCOMPARE(router.answer(statusRequest(token), "req_0").status, 200);
        QCOMPARE(store.count, 1);
        QVERIFY(bench.activity.count() == activity); // and wakes no housekeeping
        bench.clock.advance(11min);
        QCOMPARE(router.answer(statusRequest(token), "req_0").status, 401);
        QCOMPARE(store.count, 1);
    }
    void whoAsksIsLimitedByAddress()
    {
        Workbench bench;
        const std::string token = bench.askCode().text("temp_token");
        int answers = 0;
        while (bench.call(statusRequest(token)).status == 200)
            ++answers;
        QVERIFY(answers < 100);
        QCOMPARE(bench.call(statusRequest(token)).text("error"), std::string{"rate_limited"});
    }
};

QTEST_GUILESS_MAIN(TestServerCodeStatus)
#include "test_server_code_status.moc"

// SPDX-License-Identifier: MIT
#include "server/auth/sealed_text.h"
#include "server/sms/outbox_workers.h"
#include "server/store/store_error.h"
#include "tests/server/support/workbench.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <future>
#include <utility>

using namespace tocsin::server;
using namespace std::chrono_literals;
using Outcome = SmsResult::Outcome;

namespace {

constexpr const char* Key1 = "7b1f5f36-9a0e-4b65-8d5b-0d8f7f0f8a11";
constexpr const char* Key2 = "7b1f5f36-9a0e-4b65-8d5b-0d8f7f0f8a12";

std::string statusOf(Workbench& bench, const std::string& textId)
{
    return statusName(
        inTransaction(bench.store, [&](Transaction& tx) { return tx.text(textId).value().status; }));
}

/// Keeps whoever sends waiting until it is let go.
class SlowTransport final : public SmsTransport
{
public:
    [[nodiscard]] SmsResult send(const Sms&) override
    {
        gate.get_future().wait();
        return {Outcome::Sent};
    }
    std::promise<void> gate{};
};

/// Alerts hang until the gate opens; codes do not.
class AlertsHang final : public SmsTransport
{
public:
    [[nodiscard]] SmsResult send(const Sms& sms) override
    {
        if (sms.body.starts_with("Tocsin code")) {
            code.set_value();
            return {Outcome::Sent};
        }
        if (++hanging == 2)
            twoHang.set_value();
        m_opened.wait();
        return {Outcome::Sent};
    }
    std::promise<void> gate{};
    std::promise<void> twoHang{};
    std::promise<void> code{};
    std::atomic<int> hanging{0};

private:
    std::shared_future<void> m_opened{gate.get_future().share()};
};

/// A database that goes away: before a transaction, or before it says that the transaction is committed.
class AwayStore final : public Store
{
public:
    explicit AwayStore(Store& store)
        : m_store{store}
    {}
    void transact(Deadline until, const std::function<void(Transaction&)>& work) override
    {
        if (isAway)
            throw StoreUnavailable{"away"};
        m_store.transact(until, work);
        if (std::exchange(losesAnswer, false))
            throw StoreUnavailable{"away before it answered"};
    }
    void beatLater(const Beat& beat, Deadline until, std::function<void(const BeatOutcome&)> done) override
    {
        m_store.beatLater(beat, until, std::move(done));
    }
    std::atomic<bool> isAway{false};
    bool losesAnswer{false};

private:
    Store& m_store;
};

/// The database goes away while the text is handed over.
class TakesDatabaseAway final : public SmsTransport
{
public:
    explicit TakesDatabaseAway(AwayStore& store)
        : m_store{store}
    {}
    [[nodiscard]] SmsResult send(const Sms&) override
    {
        ++attempts;
        m_store.isAway = true;
        return result;
    }
    SmsResult result{Outcome::TryLater};
    int attempts{0};

private:
    AwayStore& m_store;
};

} // namespace

class TestServerOutbox final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotSentYetIsTriedAgainLaterAndLater()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::TryLater};
        const Reply queued = bench.event(session, "error", "", 0s, Key1);
        QVERIFY(queued.flag("sms_sent"));
        QCOMPARE(queued.text("sms_status"), std::string{"queued"});
        const size_t before = bench.sms.attempts;
        for (const auto pause : {1s, 2s, 4s, 8s}) {
            bench.clock.advance(pause - 1ms);
            bench.sender.sendAll();
            const size_t early = bench.sms.attempts;
            bench.clock.advance(1ms);
            bench.sender.sendAll();
            QCOMPARE(bench.sms.attempts, early + 1);
        }
        QCOMPARE(bench.sms.attempts, before + 4);
        bench.sms.result = {Outcome::Sent};
        bench.clock.advance(16s);
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{2}); // the code and this
        QCOMPARE(bench.event(session, "error", "", 0s, Key1).text("sms_status"), std::string{"sent"});
    }
    void aTextThatNoLongerHelpsIsGivenUpAndGivenBack()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::TryLater};
        static_cast<void>(bench.event(session, "error", "", 0s, Key1));
        for (int i = 0; i < 30; ++i) {
            bench.clock.advance(1min);
            bench.sender.sendAll();
        }
        const Reply failed = bench.event(session, "error", "", 0s, Key1);
        QVERIFY(!failed.flag("sms_sent") && !failed.flag("rate_limited"));
        QCOMPARE(failed.text("sms_status"), std::string{"failed"});
        QCOMPARE(failed.text("reason"), std::string{"not_sent"});
        bench.sms.result = {Outcome::Sent};
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{1});
        QVERIFY(bench.event(session, "error").flag("sms_sent")); // the limit of its kind has its share back
        const auto summary = bench.stop(session).body->getObject("session_summary");
        QCOMPARE(summary->getValue<int>("sms_sent"), 1);
    }
    void aPauseThatWasAskedForHoldsEveryText()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        bench.sms.result = {Outcome::TooMany, {}, 20429, 30s};
        static_cast<void>(bench.event(session, "error", "", 0s, Key1));
        const size_t attempts = bench.sms.attempts;
        QCOMPARE(bench.event(session, "done", "", 0s, Key2).text("sms_status"), std::string{"queued"});
        QCOMPARE(bench.sms.attempts, attempts);
        bench.sms.result = {Outcome::Sent};
        bench.clock.advance(30s - 1ms);
        bench.sender.sendAll();
        QCOMPARE(bench.sms.attempts, attempts);
        bench.clock.advance(1ms);
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{3});
    }
    void aLoginSaysThatItsCodeIsDelayed()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        QVERIFY(!bench.askCode().body->has("delayed"));
        const Reply session = bench.start(access);
        bench.sms.result = {Outcome::TooMany, {}, 20429, 90s};
        QCOMPARE(bench.event(session, "error").text("sms_status"), std::string{"queued"});
        bench.sms.result = {Outcome::Sent};
        bench.clock.advance(30s);
        const Reply asked = bench.askCode("+14155550124");
        QCOMPARE(asked.status, 200);
        QCOMPARE(asked.number("delayed"), 60);
        bench.clock.advance(60s);
        bench.sender.sendAll();
        const auto code = std::find_if(bench.sms.texts.begin(), bench.sms.texts.end(),
                                       [](const KeptTexts::Text& text) { return text.to == "+14155550124"; });
        QVERIFY(code != bench.sms.texts.end());
        QCOMPARE(bench.exchange(asked.text("temp_token"), code->body.substr(13, 6)).status, 200);
    }
    void aCodeThatWouldComeTooLateIsNotMade()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::TooMany, {}, 20429, 1h};
        static_cast<void>(bench.event(session, "error"));
        bench.sms.result = {Outcome::Sent};
        const size_t sent = bench.sms.texts.size();
        for (int i = 0; i < 5; ++i) { // none of them counts
            const Reply refused = bench.askCode("+14155550124");
            QCOMPARE(refused.status, 503);
            QCOMPARE(refused.text("error"), std::string{"server_error"});
        }
        bench.clock.advance(51min);
        QCOMPARE(bench.askCode("+14155550124").number("delayed"), 540);
        bench.clock.advance(9min);
        bench.sender.sendAll();
        QVERIFY(bench.sms.texts.size() > sent);
        QCOMPARE(bench.sms.texts.back().to, std::string{"+14155550124"});
    }
    void anAccountThatIsRefusedKeepsTheTextUntilItWorks()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::NoAccount, {}, AccountError};
        QCOMPARE(bench.event(session, "error", "", 0s, Key1).text("sms_status"), std::string{"queued"});
        for (int i = 0; i < 13; ++i) {
            bench.clock.advance(1min);
            bench.sender.sendAll();
        }
        bench.sms.result = {Outcome::Sent};
        bench.clock.advance(1min);
        bench.sender.sendAll();
        QCOMPARE(bench.event(session, "error", "", 0s, Key1).text("sms_status"), std::string{"sent"});
        // Somebody waits for a code: there is no temp_token for one that comes later.
        bench.sms.result = {Outcome::NoAccount, {}, AccountError};
        QCOMPARE(bench.askCode().status, 503);
        bench.sms.result = {Outcome::Sent};
        bench.clock.advance(1min);
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{2});
    }
    void textsThatFailSpendTheHoursLimit()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        bench.sms.result = {Outcome::Refused, {}, 30006};
        const size_t before = bench.sms.attempts;
        for (int i = 0; i < 60; ++i)
            static_cast<void>(bench.event(bench.start(access, std::to_string(i)), "waiting", "question"));
        QCOMPARE(bench.sms.attempts - before, size_t{20});
    }
    void aCodeGoesOutBeforeEveryAlert()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        bench.sms.result = {Outcome::TryLater};
        for (int i = 0; i < 5; ++i)
            static_cast<void>(bench.event(bench.start(access, std::to_string(i)), "done"));
        bench.clock.advance(1s);
        static_cast<void>(bench.askCode("+14155550124"));
        bench.clock.advance(2s); // all are due, and the code for the shortest time
        bench.sms.result = {Outcome::Sent};
        QVERIFY(bench.outbox.sendOne(Texts::All));
        QVERIFY(bench.sms.texts.back().body.starts_with("Tocsin code: "));
        QVERIFY(!bench.outbox.sendOne(Texts::Codes)); // no other is one
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{1 + 1 + 5});
    }
    void oneWorkerIsFreeForCodesWhileAlertsHang()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        bench.sms.result = {Outcome::TryLater};
        for (int i = 0; i < 6; ++i)
            static_cast<void>(bench.event(bench.start(access, std::to_string(i)), "done"));
        bench.clock.advance(1min);
        AlertsHang hang;
        Outbox outbox{bench.store,  bench.clock,  hang, Keys{"the key of the outbox"},
                      bench.limits, bench.metrics};
        OutboxWorkers workers{outbox, bench.clock, 3};
        hang.twoHang.get_future().wait();
        std::string id;
        bench.store.transact([&](Transaction& tx) {
            const auto phone = tx.phoneByNumber("+14155550123");
            id = "sms_" + randomHex(12);
            outbox.queue(tx,
                         {.id = id,
                          .phoneId = phone->id,
                          .monitoringId = {},
                          .eventId = {},
                          .type = std::string{CodeType},
                          .kind = {},
                          .sealedBody = {},
                          .at = {},
                          .dueAt = {},
                          .uselessAt = bench.clock.now() + 10min},
                         "Tocsin code: 123456");
        });
        workers.settle(id, Deadline::max());
        hang.code.get_future().wait();
        hang.gate.set_value();
    }
    void whoBeatsAgainIsNotSaidToBeSilent()
    {
        Workbench bench;
        const Reply session = bench.startWatched(bench.logIn(), "claude-1");
        bench.clock.advance(5min);
        bench.sms.result = {Outcome::TryLater}; // our way out is away, too
        bench.housekeeping.run();
        bench.sender.sendAll();
        QCOMPARE(bench.beat(session).status, 200);
        bench.sms.result = {Outcome::Sent};
        bench.clock.advance(1s);
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{1}); // the code
        const auto summary = bench.stop(session).body->getObject("session_summary");
        QCOMPARE(summary->getValue<int>("sms_sent"), 0);
    }
    void whatMayHaveBeenSentIsNeverTriedAgain()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::Unknown};
        const Reply answer = bench.event(session, "error", "", 0s, Key1);
        QVERIFY(answer.flag("sms_sent"));
        QCOMPARE(answer.text("sms_status"), std::string{"unknown"});
        const size_t attempts = bench.sms.attempts;
        bench.clock.advance(10min);
        bench.sender.sendAll();
        QCOMPARE(bench.event(session, "error", "", 0s, Key1).text("sms_status"), std::string{"unknown"});
        QCOMPARE(bench.sms.attempts, attempts);
        QVERIFY(bench.event(session, "error").flag("rate_limited")); // it may have been sent: it counts
    }
    void whatADeadWorkerHadInHandBecomesUnknown()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::TryLater};
        const std::string id = bench.event(session, "error").text("sms_id");
        bench.store.transact([&](Transaction& tx) {
            QVERIFY(tx.claimText(id, "the dead one", bench.clock.now() + Outbox::Lease));
            QVERIFY(!tx.claimText(id, "another", bench.clock.now() + Outbox::Lease));
        });
        bench.sms.result = {Outcome::Sent};
        bench.clock.advance(Outbox::Lease - 1ms);
        bench.outbox.giveUpAbandoned();
        QVERIFY(bench.outbox.isPending(id, Deadline::max()));
        bench.clock.advance(1ms);
        bench.outbox.giveUpAbandoned();
        bench.sender.sendAll();
        QCOMPARE(statusOf(bench, id), std::string{"unknown"});
        QCOMPARE(bench.sms.texts.size(), size_t{1}); // the code
    }
    void whatCouldNotBeWrittenDownIsWrittenDownLater_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("status");
        QTest::newRow("certainly not sent") << int(Outcome::TryLater) << "queued";
        QTest::newRow("sent") << int(Outcome::Sent) << "sent";
        QTest::newRow("refused") << int(Outcome::Refused) << "failed";
    }
    void whatCouldNotBeWrittenDownIsWrittenDownLater()
    {
        QFETCH(const int, outcome);
        QFETCH(const QString, status);
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::TryLater};
        const std::string id = bench.event(session, "error").text("sms_id");
        bench.clock.advance(1s);
        AwayStore store{bench.store};
        TakesDatabaseAway transport{store};
        transport.result = {Outcome(outcome)};
        Outbox outbox{store,        bench.clock,  transport, Keys{"the key of the outbox"},
                      bench.limits, bench.metrics};
        QVERIFY_THROWS_EXCEPTION(StoreUnavailable, static_cast<void>(outbox.sendOne()));
        QCOMPARE(transport.attempts, 1);
        bench.clock.advance(2 * Outbox::Lease);
        QVERIFY_THROWS_EXCEPTION(StoreUnavailable, outbox.giveUpAbandoned());
        QCOMPARE(outbox.nextDue(), bench.clock.now()); // there is something to do
        store.isAway = false;
        outbox.giveUpAbandoned();
        QCOMPARE(statusOf(bench, id), status.toStdString());
    }
    void aTextWhoseClaimWasNotAnsweredIsSentAllTheSame()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::TryLater};
        const std::string id = bench.event(session, "error").text("sms_id");
        bench.clock.advance(1s);
        AwayStore store{bench.store};
        Outbox outbox{store,        bench.clock,  bench.sms, Keys{"the key of the outbox"},
                      bench.limits, bench.metrics};
        bench.sms.result = {Outcome::Sent};
        const size_t attempts = bench.sms.attempts;
        store.losesAnswer = true;
        QVERIFY_THROWS_EXCEPTION(StoreUnavailable, static_cast<void>(outbox.sendOne()));
        QCOMPARE(bench.sms.attempts, attempts);
        QCOMPARE(outbox.sendOne(), std::optional{id});
        QCOMPARE(statusOf(bench, id), std::string{"sent"});
        QCOMPARE(bench.sms.attempts, attempts + 1);
    }
    void aNumberThatOptedOutIsRememberedAndTold()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::OptedOut};
        QCOMPARE(bench.event(session, "error").text("reason"), std::string{"opted_out"});
        bench.sms.result = {Outcome::Sent};
        const size_t attempts = bench.sms.attempts;
        const Reply next = bench.event(session, "done");
        QVERIFY(!next.flag("sms_sent"));
        QCOMPARE(next.text("reason"), std::string{"opted_out"});
        QCOMPARE(bench.sms.attempts, attempts);
        bench.sms.result = {Outcome::OptedOut};
        const Reply login = bench.askCode();
        QCOMPARE(login.status, 400);
        QVERIFY(login.text("message").find("START") != std::string::npos);
        bench.sms.result = {Outcome::Sent};
        bench.store.transact([](Transaction& tx) { tx.setOptedIn("+14155550123"); });
        QVERIFY(bench.event(session, "done").flag("sms_sent"));
        QCOMPARE(bench.askCode().status, 200);
    }
    void aQueuedTextIsNotSentOnceTheNumberOptedOut()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::TryLater};
        const std::string id = bench.event(session, "error").text("sms_id");
        bench.store.transact(
            [&](Transaction& tx) { tx.setOptedOut("+14155550123", OptOut::Said, bench.clock.now()); });
        bench.sms.result = {Outcome::Sent};
        bench.clock.advance(1s);
        bench.sender.sendAll();
        QCOMPARE(statusOf(bench, id), std::string{"failed"});
        QCOMPARE(bench.sms.texts.size(), size_t{1});
    }
    void aCodeThatCannotBeSentSaysWhy_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("status");
        QTest::newRow("our fault") << 20003 << 503;
        QTest::newRow("the number's") << InvalidNumberError << 400;
        QTest::newRow("no mobile number") << 21614 << 400;
    }
    void aCodeThatCannotBeSentSaysWhy()
    {
        QFETCH(int, error);
        QFETCH(int, status);
        Workbench bench;
        bench.sms.result = {Outcome::Refused, {}, error};
        QCOMPARE(bench.askCode().status, status);
    }
    void aReportNeverMovesATextBack()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const std::string id = bench.event(session, "error").text("sms_id");
        const auto report = [&](TextStatus status) {
            bench.store.transact([&](Transaction& tx) { moveForward(tx, *tx.text(id), status, 0); });
            return statusOf(bench, id);
        };
        QCOMPARE(report(TextStatus::Queued), std::string{"sent"});
        QCOMPARE(report(TextStatus::Unknown), std::string{"sent"});
        QCOMPARE(report(TextStatus::Delivered), std::string{"delivered"});
        QCOMPARE(report(TextStatus::Sent), std::string{"delivered"});
        QCOMPARE(report(TextStatus::Failed), std::string{"delivered"});
        QCOMPARE(bench.event(session, "error").flag("rate_limited"), true);
    }
    void theWordsAreSealedWhileTheyWaitAndGoneAfterwards()
    {
        Workbench bench;
        bench.sms.result = {Outcome::TryLater};
        static_cast<void>(bench.askCode());
        const auto waiting = inTransaction(bench.store, [&](Transaction& tx) {
            bench.clock.advance(1s);
            return *tx.text(*tx.dueText(bench.clock.now()));
        });
        QVERIFY(!waiting.sealedBody.empty());
        QVERIFY(waiting.sealedBody.find_first_not_of("0123456789abcdef") == std::string::npos);
        bench.sms.result = {Outcome::Sent};
        bench.sender.sendAll();
        QVERIFY(bench.sms.texts.back().body.starts_with("Tocsin code: "));
        bench.store.transact([&](Transaction& tx) { QVERIFY(tx.text(waiting.id)->sealedBody.empty()); });
    }
    void whatIsSealedOpensWithItsKeyAlone()
    {
        for (const std::string text : {"", "x", "\u23f3 Claude: \"shop\"\nHas a question: \u00fc?"}) {
            const std::string shut = sealed("key", text);
            QCOMPARE(unsealed("key", shut).value(), text);
            QVERIFY(shut != sealed("key", text));
            QVERIFY(!unsealed("kez", shut));
            std::string changed = shut;
            changed.back() = changed.back() == '0' ? '1' : '0';
            QVERIFY(!unsealed("key", changed));
        }
        QVERIFY(!unsealed("key", "") && !unsealed("key", "zz") && !unsealed("key", "0123"));
    }
    void anAnswerWaitsTwoSecondsForASlowNetworkAndNoLonger()
    {
        SlowTransport slow;
        const SystemClock clock;
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::TryLater};
        const std::string id = bench.event(session, "error").text("sms_id");
        bench.clock.advance(1s);
        Outbox outbox{bench.store,  bench.clock,  slow, Keys{"the key of the outbox"},
                      bench.limits, bench.metrics};
        OutboxWorkers workers{outbox, bench.clock, 1};
        const auto began = std::chrono::steady_clock::now();
        workers.settle(id, Deadline::max());
        const auto waited = std::chrono::steady_clock::now() - began;
        QVERIFY(waited >= 2s && waited < 4s);
        slow.gate.set_value();
        workers.settle(id, Deadline::max()); // returns when the worker has it
        QCOMPARE(statusOf(bench, id), std::string{"sent"});
        workers.settle(id, Deadline::max()); // and at once when there is nothing to wait for
    }
    void aClockThatIsSetBackMakesNoLimitLonger()
    {
        Limits limits = Workbench::roomy();
        limits.openSessions = 100;
        Workbench bench{limits};
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        QVERIFY(bench.event(session, "waiting", "question").flag("sms_sent"));
        QVERIFY(bench.event(session, "waiting", "question").flag("rate_limited"));
        std::vector<Reply> others;
        for (int i = 0; i < bench.limits.textsPerPhone; ++i)
            others.push_back(bench.start(access, "claude-" + std::to_string(i + 2)));
        for (const Reply& other : others)
            static_cast<void>(bench.event(other, "waiting", "question"));
        QVERIFY(bench.event(others.back(), "waiting", "permission").flag("rate_limited"));
        QCOMPARE(bench.askCode().status, 200);
        QCOMPARE(bench.askCode().status, 200);
        QCOMPARE(bench.askCode().status, 429); // the fourth, with that of the login

        bench.clock.advance(-1h);
        QVERIFY(bench.event(session, "waiting", "question").flag("sms_sent"));
        const Reply again = bench.event(session, "waiting", "question");
        QVERIFY(again.flag("rate_limited")); // limits go on
        QCOMPARE(again.number("retry_after"), 30 * 60);
        QCOMPARE(bench.askCode().status, 200);
        bench.clock.advance(30min);
        QVERIFY(bench.event(session, "waiting", "question").flag("sms_sent"));
        for (size_t i = 0; i + 2 < others.size(); ++i)
            QVERIFY(bench.event(others[i], "waiting", "question").flag("sms_sent"));
        const Reply full = bench.event(others.back(), "waiting", "permission");
        QVERIFY(full.flag("rate_limited"));
        QCOMPARE(full.number("retry_after"), 30 * 60); // an hour after the first of them
    }
    void clocksThatDifferALittleCount()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        QVERIFY(bench.event(session, "waiting", "question").flag("sms_sent"));
        bench.clock.advance(-30s); // as another server's
        QVERIFY(bench.event(session, "waiting", "question").flag("rate_limited"));
    }
    void aTextThatWaitsIsSentWhenTheClockIsSetBack()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {SmsResult::Outcome::TooMany, {}, 20429, 5min};
        QCOMPARE(bench.event(session, "done").text("sms_status"), std::string{"queued"});
        const size_t before = bench.sms.texts.size();
        bench.sms.result = {SmsResult::Outcome::Sent};
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), before); // a pause is a pause
        bench.clock.advance(-1h);
        const auto due = bench.outbox.nextDue();
        QVERIFY(due && *due <= bench.clock.now());
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), before + 1);
    }
};

QTEST_GUILESS_MAIN(TestServerOutbox)
#include "test_server_outbox.moc"

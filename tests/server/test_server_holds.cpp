// SPDX-License-Identifier: MIT
#include "server/sms/held_texts.h"
#include "server/sms/outbox_workers.h"
#include "tests/server/support/workbench.h"

#include <QTest>

#include <algorithm>
#include <future>

using namespace tocsin::server;
using namespace std::chrono_literals;
using Outcome = SmsResult::Outcome;

namespace {

constexpr const char* Key = "7b1f5f36-9a0e-4b65-8d5b-0d8f7f0f8a11";
constexpr const char* Hold60 = R"("hold_seconds":60)";

std::string newKey(int number)
{
    const std::string digits = std::to_string(100000000000 + number);
    return "7b1f5f36-9a0e-4b65-8d5b-" + digits;
}

/// Lets time pass, and sends what is due then.
void pass(Workbench& bench, Duration time)
{
    bench.clock.advance(time);
    bench.sender.sendAll();
}

/// Texts of events.
size_t sent(const Workbench& bench)
{
    return static_cast<size_t>(
        std::count_if(bench.sms.texts.begin(), bench.sms.texts.end(),
                      [](const auto& text) { return text.body.find("Claude") != std::string::npos; }));
}

Reply repeated(Workbench& bench, const Reply& session, const std::string& key = Key)
{
    return bench.eventWith(session, Hold60, "question", key);
}

std::string outcomeOfTheEvent(Workbench& bench, const Reply& session)
{
    const auto texts =
        bench.show(session.text("monitoring_id"), session.text("session_token")).body->getArray("texts");
    const auto text = texts->getObject(0);
    return text->getValue<std::string>("sms_status") +
           (text->has("reason") ? " " + text->getValue<std::string>("reason") : std::string{});
}

/// Goes on from where a bench's clock stands.
class RunningClock final : public Clock
{
public:
    explicit RunningClock(Instant from)
        : m_from{from}
    {}
    [[nodiscard]] Instant now() const override
    {
        return m_from + std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - m_began);
    }

private:
    Instant m_from;
    std::chrono::steady_clock::time_point m_began{std::chrono::steady_clock::now()};
};

/// Tells when a text comes.
class AwaitedTransport final : public SmsTransport
{
public:
    [[nodiscard]] SmsResult send(const Sms&) override
    {
        came.set_value();
        return {Outcome::Sent};
    }
    std::promise<void> came{};
};

} // namespace

class TestServerHolds final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsSentBeforeTheHoldIsOver()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const Reply held = bench.eventWith(session, Hold60, "question", Key);
        QCOMPARE(held.status, 200);
        QVERIFY(!held.flag("sms_sent") && !held.flag("rate_limited"));
        QCOMPARE(held.text("sms_status"), std::string{"held"});
        QCOMPARE(held.text("held_until"), isoTime(bench.clock.now() + 60s));
        pass(bench, 60s - 1ms);
        QCOMPARE(sent(bench), size_t{0});
        QCOMPARE(repeated(bench, session).text("held_until"), held.text("held_until"));
        QCOMPARE(outcomeOfTheEvent(bench, session), std::string{"held"});
        pass(bench, 1ms);
        QCOMPARE(sent(bench), size_t{1});
        const Reply after = repeated(bench, session);
        QVERIFY(after.flag("sms_sent"));
        QCOMPARE(after.text("sms_id"), held.text("sms_id"));
        QCOMPARE(after.text("sms_status"), std::string{"sent"});
        pass(bench, 1h);
        QCOMPARE(sent(bench), size_t{1});
    }
    void withoutAHoldAllIsAsBefore_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::newRow("none") << QByteArray{};
        QTest::newRow("0") << QByteArray{R"("hold_seconds":0)"};
        QTest::newRow("null") << QByteArray{R"("hold_seconds":null,"grace_seconds":null)"};
        QTest::newRow("a grace time that nothing asks for") << QByteArray{R"("grace_seconds":900)"};
    }
    void withoutAHoldAllIsAsBefore()
    {
        QFETCH(QByteArray, members);
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const Reply answer = bench.eventWith(session, members.toStdString());
        QVERIFY(answer.flag("sms_sent"));
        QCOMPARE(answer.text("sms_status"), std::string{"sent"});
        QVERIFY(!answer.body->has("held_until"));
    }
    void theLimitsAreJudgedWhenTheHoldIsDue()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, Hold60, "question", Key));
        bench.clock.advance(30s);
        QVERIFY(bench.eventWith(session, {}).flag("sms_sent")); // the held one spends nothing yet
        pass(bench, 30s);
        QCOMPARE(sent(bench), size_t{1});
        const Reply over = repeated(bench, session);
        QVERIFY(over.flag("rate_limited") && !over.flag("sms_sent"));
        QCOMPARE(over.text("next_allowed_at"), isoTime(bench.clock.now() - 30s + 30min));
        QCOMPARE(over.number("retry_after"), 30 * 60 - 30);
        QCOMPARE(outcomeOfTheEvent(bench, session), std::string{"failed rate_limited"});
        // And one that would be over a limit now, but not then.
        bench.clock.advance(29min);
        QVERIFY(bench.eventWith(session, {}).flag("rate_limited"));
        QCOMPARE(bench.eventWith(session, Hold60).text("sms_status"), std::string{"held"});
        pass(bench, 60s);
        QCOMPARE(sent(bench), size_t{2});
        // Its half hour began when it was sent.
        bench.clock.advance(30min - 1ms);
        QVERIFY(bench.eventWith(session, {}).flag("rate_limited"));
        bench.clock.advance(1ms);
        QVERIFY(bench.eventWith(session, {}).flag("sms_sent"));
    }
    void ofTwoHeldOfOneKindOneIsSent()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(bench.eventWith(session, Hold60, "question", newKey(i)).text("sms_status"),
                     std::string{"held"});
        pass(bench, 60s);
        QCOMPARE(sent(bench), size_t{1});
        QVERIFY(repeated(bench, session, newKey(0)).flag("sms_sent"));
        QVERIFY(repeated(bench, session, newKey(4)).flag("rate_limited"));
        QCOMPARE(bench.stop(session).body->getObject("session_summary")->getValue<int>("sms_sent"), 1);
    }
    void theFifteenMinutesCountFromTheHold_data()
    {
        QTest::addColumn<int>("age"); // s, when it arrives
        QTest::addColumn<int>("hold");
        QTest::addColumn<int>("away"); // how long after its hold the server looks, in ms
        QTest::addColumn<QString>("status");
        QTest::newRow("as old as can be") << 900 << 900 << 0 << "sent";
        QTest::newRow("the server was away for nearly 15 minutes") << 0 << 60 << 900'000 - 1 << "sent";
        QTest::newRow("for 15 minutes") << 0 << 60 << 900'000 << "failed too_old";
        QTest::newRow("the longest hold, and away") << 0 << 900 << 900'000 - 1 << "sent";
    }
    void theFifteenMinutesCountFromTheHold()
    {
        QFETCH(int, age);
        QFETCH(int, hold);
        QFETCH(int, away);
        QFETCH(QString, status);
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, R"("hold_seconds":)" + std::to_string(hold), "question",
                                          Key, std::chrono::seconds{age}));
        pass(bench, std::chrono::seconds{hold} + Duration{away});
        QCOMPARE(QString::fromStdString(outcomeOfTheEvent(bench, session)), status);
        QCOMPARE(sent(bench), size_t{status == QStringLiteral("sent") ? 1U : 0U});
        if (status != QStringLiteral("sent"))
            QCOMPARE(repeated(bench, session).text("reason"), std::string{"too_old"});
    }
    void whatIsTooOldAlreadyIsNotHeld()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        QCOMPARE(bench.eventWith(session, Hold60, "question", Key, 15min + 1s).text("reason"),
                 std::string{"too_old"});
    }
    void aTextWhoseHoldIsOverIsTriedAgainFor15Minutes()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, R"("hold_seconds":900)", "question", Key));
        bench.sms.result = {Outcome::TryLater};
        pass(bench, 900s);
        for (int i = 0; i < 13; ++i)
            pass(bench, 1min);
        QCOMPARE(outcomeOfTheEvent(bench, session), std::string{"queued"});
        bench.sms.result = {Outcome::Sent};
        pass(bench, 1min);
        QCOMPARE(sent(bench), size_t{1});
    }
    void aStopALogoutAndSTOPEndAHold_data()
    {
        QTest::addColumn<QString>("reason");
        for (const char* const reason : {"session_ended", "logged_out", "opted_out"})
            QTest::newRow(reason) << reason;
    }
    void aStopALogoutAndSTOPEndAHold()
    {
        QFETCH(QString, reason);
        const std::string why = reason.toStdString();
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        const Reply other = bench.start(bench.logIn(), "claude-2"); // of another login of this phone
        const std::string id = bench.eventWith(session, Hold60, "question", Key).text("sms_id");
        static_cast<void>(bench.eventWith(other, Hold60, "question", newKey(1)));
        if (why == "session_ended")
            QCOMPARE(bench.stop(session).status, 200);
        else if (why == "logged_out")
            QCOMPARE(bench.post("/auth/logout", {}, access).status, 200);
        else
            bench.store.transact(
                [&](Transaction& tx) { optOut(tx, "+14155550123", OptOut::Said, bench.clock.now()); });
        const Reply ended = repeated(bench, session);
        QCOMPARE(ended.text("reason"), why);
        QCOMPARE(ended.text("sms_status"), std::string{"failed"});
        QCOMPARE(ended.text("sms_id"), id);
        bench.store.transact([&](Transaction& tx) {
            tx.setOptedIn("+14155550123"); // a START brings nothing back
            QVERIFY(tx.text(id)->sealedBody.empty());
        });
        pass(bench, 60s);
        QCOMPARE(sent(bench), size_t{why == "opted_out" ? 0U : 1U}); // the other's
        QCOMPARE(repeated(bench, session).text("reason"), why);
    }
    void aNumberThatOptedOutAtTheProviderGetsNoHeldText()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, Hold60, "question", Key));
        bench.sms.result = {Outcome::OptedOut};
        static_cast<void>(bench.event(session, "done"));
        bench.sms.result = {Outcome::Sent};
        QCOMPARE(repeated(bench, session).text("reason"), std::string{"opted_out"});
        QCOMPARE(bench.eventWith(session, Hold60).text("reason"), std::string{"opted_out"}); // at once
    }
    void aSessionThatFallsSilentDoesNotEndAHold()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.clock.advance(24h - 1min); // the last sign of it
        QCOMPARE(bench.eventWith(session, R"("hold_seconds":900)", "question", Key).text("sms_status"),
                 std::string{"held"});
        bench.clock.advance(14min);
        bench.housekeeping.run(); // ends the session
        QCOMPARE(sent(bench), size_t{0});
        pass(bench, 1min);
        QCOMPARE(sent(bench), size_t{1});
    }
    void aHoldOutlivesTheServer()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, Hold60, "question", Key));
        bench.clock.advance(60s);
        const auto reopened = bench.database.open(bench.clock);
        Outbox outbox{*reopened,    bench.clock,  bench.sms, Keys{"the key of the outbox"},
                      bench.limits, bench.metrics};
        QVERIFY(outbox.sendOne());
        QVERIFY(!outbox.sendOne());
        bench.sender.sendAll();
        QCOMPARE(sent(bench), size_t{1});
    }
    void theWorkersWakeWhenAHoldIsDue()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const RunningClock clock{bench.clock.now()};
        AwaitedTransport transport;
        Outbox outbox{bench.store,  clock,        transport, Keys{"the key of the outbox"},
                      bench.limits, bench.metrics};
        OutboxWorkers workers{outbox, clock, 4, 24h}; // nothing but the hold wakes them
        QTest::qWait(50);                             // they have looked, and sleep
        const Reply held = bench.eventWith(session, R"("hold_seconds":1)");
        const auto due =
            inTransaction(bench.store, [&](Transaction& tx) { return tx.text(held.text("sms_id"))->dueAt; });
        workers.expect(due + 1h);
        workers.expect(due);
        transport.came.get_future().wait();
        QVERIFY(clock.now() >= due);
    }
    void housekeepingLeavesWhatIsHeld()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, R"("hold_seconds":900)", "question", Key));
        static_cast<void>(bench.withdraw(session, newKey(1)));
        for (int i = 0; i < 14; ++i) {
            bench.clock.advance(1min);
            bench.housekeeping.run();
        }
        QCOMPARE(repeated(bench, session).text("sms_status"), std::string{"held"});
        QCOMPARE(repeated(bench, session, newKey(1)).text("reason"), std::string{"withdrawn"});
    }
    void aPhoneHasAHundredHeldAtATime()
    {
        Limits few = Workbench::roomy();
        few.mostHeld = 3;
        Workbench bench{few};
        const std::string access = bench.logIn();
        for (int i = 0; i < 3; ++i) {
            const Reply held =
                bench.eventWith(bench.start(access, std::to_string(i)),
                                R"("hold_seconds":)" + std::to_string(200 - 50 * i), "question", newKey(i));
            QCOMPARE(held.text("sms_status"), std::string{"held"});
        }
        const Reply session = bench.start(access, "one more");
        const Reply over = bench.eventWith(session, Hold60, "question", newKey(9));
        QVERIFY(over.flag("rate_limited"));
        QCOMPARE(over.number("retry_after"), 100);
        QVERIFY(bench.eventWith(session, {}).flag("sms_sent")); // without a hold, what the limits say
        pass(bench, 100s);
        QCOMPARE(bench.eventWith(session, Hold60, "permission").text("sms_status"), std::string{"held"});
    }
};

QTEST_GUILESS_MAIN(TestServerHolds)
#include "test_server_holds.moc"

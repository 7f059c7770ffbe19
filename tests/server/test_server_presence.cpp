// SPDX-License-Identifier: MIT
#include "tests/server/support/workbench.h"

#include <QTest>

using namespace tocsin::server;
using namespace std::chrono_literals;

namespace {

constexpr const char* Present = R"(,"present":true)";
constexpr const char* Away = R"(,"present":false)";

/// Two computers of one phone, each with a session.
struct TwoComputers
{
    Workbench bench{};
    std::string access{bench.logIn()};
    Reply here{bench.start(access, "here")};
    Reply there{bench.start(bench.logIn(), "there")};

    /// Until when the text of an event is held, in seconds from now; 0: it was sent.
    int holdOf(const std::string& members = R"("hold_seconds":0)")
    {
        static int number = 0; // each of its own kind, as it were
        const Reply session = bench.start(access, "event " + std::to_string(++number));
        const Reply answer = bench.eventWith(session, members);
        if (answer.flag("sms_sent"))
            return 0;
        for (int seconds = 1; seconds <= 900; ++seconds) {
            if (answer.text("held_until") == isoTime(bench.clock.now() + std::chrono::seconds{seconds}))
                return seconds;
        }
        return -1;
    }
};

} // namespace

class TestServerPresence final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEventWaitsWhileTheUserIsAtAnotherComputer()
    {
        TwoComputers two;
        QCOMPARE(two.holdOf(), 0);
        QCOMPARE(two.bench.beat(two.there, Present).status, 200);
        QCOMPARE(two.holdOf(), 60);
        QCOMPARE(two.holdOf(R"("grace_seconds":300)"), 300);
        QCOMPARE(two.holdOf(R"("grace_seconds":0)"), 0);
        QCOMPARE(two.holdOf(R"("hold_seconds":10,"grace_seconds":300)"), 300); // the longer one
        QCOMPARE(two.holdOf(R"("hold_seconds":10,"grace_seconds":5)"), 10);
        QCOMPARE(two.holdOf(R"("hold_seconds":10)"), 10);
        two.bench.clock.advance(60s);
        two.bench.sender.sendAll();
        QCOMPARE(two.bench.sms.texts.size(),
                 size_t{2 + 3 + 2}); // the codes, those that waited, and those that did not
    }
    void presenceIsGoodForTwoMinutes()
    {
        TwoComputers two;
        static_cast<void>(two.bench.beat(two.there, Present));
        two.bench.clock.advance(2min - 1ms);
        QCOMPARE(two.holdOf(), 60);
        two.bench.clock.advance(1ms);
        QCOMPARE(two.holdOf(), 0);
        static_cast<void>(two.bench.beat(two.there)); // says nothing of it
        QCOMPARE(two.holdOf(), 0);
    }
    void aBeatThatDoesNotSayLeavesTheLastWord()
    {
        TwoComputers two;
        static_cast<void>(two.bench.beat(two.there, Present));
        two.bench.clock.advance(1min);
        static_cast<void>(two.bench.beat(two.there));
        QCOMPARE(two.holdOf(), 60);
        static_cast<void>(two.bench.beat(two.there, R"(,"present":null)"));
        QCOMPARE(two.holdOf(), 60);
    }
    void eachLoginsLatestWordCounts()
    {
        TwoComputers two;
        const Reply there2 = two.bench.start(two.access, "unused");
        static_cast<void>(two.bench.beat(two.there, Present));
        two.bench.clock.advance(1s);
        static_cast<void>(two.bench.beat(two.there, Away));
        QCOMPARE(two.holdOf(), 0);
        two.bench.clock.advance(1s);
        static_cast<void>(two.bench.beat(two.there, Present));
        QCOMPARE(two.holdOf(), 60);
        static_cast<void>(there2);
    }
    void theLatestWordOfAnySessionCounts()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const std::string elsewhere = bench.logIn();
        const std::vector<Reply> there{bench.start(elsewhere, "1"), bench.start(elsewhere, "2")};
        static_cast<void>(bench.beat(there[0], Present));
        bench.clock.advance(1s);
        static_cast<void>(bench.beat(there[1], Away));
        QVERIFY(bench.eventWith(bench.start(access, "a"), R"("hold_seconds":0)").flag("sms_sent"));
        bench.clock.advance(1s);
        static_cast<void>(bench.beat(there[0], Present));
        QVERIFY(!bench.eventWith(bench.start(access, "b"), R"("hold_seconds":0)").flag("sms_sent"));
        static_cast<void>(bench.stop(there[0])); // the user is still there
        QVERIFY(!bench.eventWith(bench.start(access, "c"), R"("hold_seconds":0)").flag("sms_sent"));
        static_cast<void>(bench.post("/auth/logout", {}, elsewhere));
        QVERIFY(bench.eventWith(bench.start(access, "d"), R"("hold_seconds":0)").flag("sms_sent"));
    }
    void whoIsHereHasDecidedAlready()
    {
        TwoComputers two;
        static_cast<void>(two.bench.beat(two.there, Present));
        static_cast<void>(two.bench.beat(two.here, Present));
        QCOMPARE(two.holdOf(), 0);
        two.bench.clock.advance(1s);
        static_cast<void>(two.bench.beat(two.here, Away));
        QCOMPARE(two.holdOf(), 60);
    }
    void anotherPhonesComputerDoesNotMatter()
    {
        TwoComputers two;
        const Reply stranger = two.bench.start(two.bench.logIn("+4915112345678"), "stranger");
        static_cast<void>(two.bench.beat(stranger, Present));
        QCOMPARE(two.holdOf(), 0);
    }
    void anOlderClientsEventsGoOutAsEver()
    {
        TwoComputers two;
        static_cast<void>(two.bench.beat(two.there, Present));
        QVERIFY(two.bench.eventWith(two.here, {}).flag("sms_sent"));
        static_cast<void>(two.bench.beat(two.here, Away)); // a client that knows presence
        QCOMPARE(two.bench.eventWith(two.here, {}, "permission").text("sms_status"), std::string{"held"});
    }
    void aSilentComputerIsToldOfAtOnce()
    {
        TwoComputers two;
        const Reply watched = two.bench.startWatched(two.access, "watched", "lab");
        static_cast<void>(two.bench.beat(watched, Away));
        two.bench.clock.advance(5min);
        static_cast<void>(two.bench.beat(two.there, Present));
        two.bench.housekeeping.run();
        two.bench.sender.sendAll();
        QVERIFY(two.bench.sms.texts.back().body.find("No contact with lab") != std::string::npos);
    }
    void everyWayOfABeatSaysIt()
    {
        TwoComputers two;
        const std::string id = two.there.text("monitoring_id");
        const auto isPresentAfter = [&](std::optional<bool> present, bool afterAll) {
            const Instant now = two.bench.clock.now();
            const Beat beat{.tokenHash = two.bench.sessionKeys.hash(two.there.text("session_token")),
                            .monitoringId = id,
                            .at = now,
                            .lastActivity = now,
                            .lastBeatAfter = now - 5min,
                            .present = present};
            bool written = false;
            if (afterAll)
                two.bench.store.lightly([&](Transaction& tx) { written = tx.reviveSession(beat); });
            else
                written = loginOf(two.bench.store, beat).has_value();
            return inTransaction(two.bench.store, [&](Transaction& tx) {
                const auto session = *tx.session(id);
                return written && session.lastBeatAt == now &&
                       tx.presentElsewhere(tx.login(session.loginId)->phoneId, "another", now - 2min);
            });
        };
        for (const bool afterAll : {false, true}) {
            QVERIFY(!isPresentAfter(false, afterAll));
            two.bench.clock.advance(1s);
            QVERIFY(isPresentAfter(true, afterAll));
            two.bench.clock.advance(1s);
            QVERIFY(isPresentAfter({}, afterAll));
            two.bench.clock.advance(2min - 1s);
            QVERIFY(!isPresentAfter({}, afterAll));
        }
        two.bench.store.lightly([&](Transaction& tx) { // a step of a transaction
            const Instant now = two.bench.clock.now();
            QVERIFY(tx.beat({two.bench.sessionKeys.hash(two.there.text("session_token")), id, now, now,
                             now - 5min, true}));
            QVERIFY(tx.presentAtLogin(tx.session(id)->loginId, now - 2min));
        });
    }
    void aShareOfTheHourIsForRequestsAlone_data()
    {
        QTest::addColumn<int>("reserved");
        QTest::addColumn<int>("others"); // that are sent
        QTest::newRow("as delivered") << 8 << 12;
        QTest::newRow("none") << 0 << 20;
        QTest::newRow("nearly all") << 19 << 1;
    }
    void aShareOfTheHourIsForRequestsAlone()
    {
        QFETCH(int, reserved);
        QFETCH(int, others);
        Limits limits = Workbench::roomy();
        limits.textsForRequests = reserved;
        Workbench bench{limits};
        const std::string access = bench.logIn();
        int number = 0;
        const auto send = [&](const std::string& kind) {
            return bench.eventWith(bench.start(access, std::to_string(++number)), {}, kind).flag("sms_sent");
        };
        for (int i = 0; i < others; ++i)
            QVERIFY(send(i % 2 == 0 ? "done" : "idle"));
        if (reserved > 0)
            QVERIFY(!send("done") && !send("inactive") && !send("limit_over"));
        for (int i = 0; i < reserved; ++i)
            QVERIFY(send(i % 2 == 0 ? "permission" : "question"));
        QVERIFY(!send("permission") && !send("question") && !send("done"));
    }
    void requestsMaySpendTheWholeHour()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        for (int i = 0; i < 20; ++i)
            QVERIFY(
                bench.eventWith(bench.start(access, std::to_string(i)), {}, "permission").flag("sms_sent"));
        const Reply over = bench.eventWith(bench.start(access, "x"), {}, "done");
        QVERIFY(over.flag("rate_limited"));
        QCOMPARE(over.number("retry_after"), 3600);
        bench.clock.advance(1h);
        QVERIFY(bench.eventWith(bench.start(access, "y"), {}, "done").flag("sms_sent"));
    }
};

QTEST_GUILESS_MAIN(TestServerPresence)
#include "test_server_presence.moc"

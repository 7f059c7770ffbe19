// SPDX-License-Identifier: MIT
#include "server/auth/session_token.h"
#include "server/limit_settings.h"
#include "server/store/store_error.h"
#include "tests/server/support/workbench.h"

#include <QTest>

#include <atomic>
#include <functional>
#include <utility>

using namespace tocsin::server;
using namespace std::chrono_literals;

namespace {

constexpr const char* Key1 = "7b1f5f36-9a0e-4b65-8d5b-0d8f7f0f8a11";

/// Counts how often a database is asked.
class CountedStore final : public Store
{
public:
    explicit CountedStore(Store& store)
        : m_store{store}
    {}
    void transact(Deadline until, const std::function<void(Transaction&)>& work) override
    {
        ++uses;
        if (fails)
            throw StoreUnavailable{"the database takes too long"};
        m_store.transact(until, work);
    }
    void lightly(Deadline until, const std::function<void(Transaction&)>& work) override
    {
        ++uses;
        m_store.lightly(until, work);
    }
    void beatLater(const Beat& beat, Deadline until, std::function<void(const BeatOutcome&)> done) override
    {
        ++uses;
        m_store.beatLater(beat, until, std::move(done));
    }
    std::atomic<int> uses{0};
    bool fails{false};

private:
    Store& m_store;
};

std::string bodyOfABeat(const Workbench& bench)
{
    const std::string now = isoTime(bench.clock.now());
    return R"({"timestamp":")" + now + R"(","last_activity":")" + now + R"("})";
}

} // namespace

class TestServerSessions final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneTextInHalfAnHourForEachType()
    {
        Workbench bench; // it is 14:00
        const Reply session = bench.start(bench.logIn());
        QVERIFY(bench.event(session, "error").flag("sms_sent"));
        bench.clock.advance(15min);
        const Reply held = bench.event(session, "error");
        QVERIFY(!held.flag("sms_sent") && held.flag("rate_limited"));
        QCOMPARE(held.text("next_allowed_at"), std::string{"2026-02-01T14:30:00Z"});
        QCOMPARE(held.number("retry_after"), 15 * 60);
        QVERIFY(bench.event(session, "done").flag("sms_sent"));
        bench.clock.advance(15min - 1s);
        QVERIFY(!bench.event(session, "error").flag("sms_sent"));
        bench.clock.advance(1s);
        QVERIFY(bench.event(session, "error").flag("sms_sent"));
    }
    void eachKindOfWaitingHasItsOwnHalfHour()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const auto kinds = {"permission", "question", "message", "limit_over", "idle", "inactive"};
        for (const char* const kind : kinds) {
            QVERIFY2(bench.event(session, "waiting", kind).flag("sms_sent"), kind);
            bench.clock.advance(1min);
        }
        bench.clock.advance(30min - 6min - 1s);
        for (const char* const kind : kinds) {
            QVERIFY2(bench.event(session, "waiting", kind).flag("rate_limited"), kind);
            bench.clock.advance(1s);
            QVERIFY2(bench.event(session, "waiting", kind).flag("sms_sent"), kind);
            bench.clock.advance(1min - 1s);
        }
    }
    void anEventHeldBackDoesNotProlongTheWait()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        QVERIFY(bench.event(session, "waiting", "permission").flag("sms_sent"));
        for (int i = 0; i < 29; ++i) {
            bench.clock.advance(1min);
            QVERIFY(!bench.event(session, "waiting", "permission").flag("sms_sent"));
        }
        bench.clock.advance(1min);
        QVERIFY(bench.event(session, "waiting", "permission").flag("sms_sent"));
    }
    void twentyTextsAnHourOverAllSessions()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        for (int i = 0; i < 20; ++i) {
            const Reply session = bench.start(access, "claude-" + std::to_string(i));
            QVERIFY(bench.event(session, "waiting", "question").flag("sms_sent"));
            bench.clock.advance(1min);
        }
        const Reply one = bench.start(access, "one more");
        QCOMPARE(bench.event(one, "done").number("retry_after"), 40 * 60);
        bench.clock.advance(40min);
        QVERIFY(bench.event(one, "done").flag("sms_sent"));
        QVERIFY(!bench.event(one, "error").flag("sms_sent"));
    }
    void anOldEventIsStoredAndNotTexted()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        QVERIFY(bench.event(session, "error", "api", 15min).flag("sms_sent"));
        const Reply old = bench.event(session, "done", "", 15min + 1s);
        QCOMPARE(old.text("reason"), std::string{"too_old"});
        QVERIFY(!old.flag("sms_sent"));
        QVERIFY(bench.event(session, "done").flag("sms_sent")); // it took no share of the limit
        const auto summary = bench.stop(session).body->getObject("session_summary");
        QCOMPARE(summary->getValue<int>("sms_sent"), 2);
    }
    void anOldTokenLivesFiveMinutesAfterAFreshStart()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply first = bench.start(access);
        bench.clock.advance(1h);
        const Reply second = bench.start(access);
        QCOMPARE(second.text("monitoring_id"), first.text("monitoring_id"));
        bench.clock.advance(5min - 1s);
        QCOMPARE(bench.beat(first).status, 200);
        bench.clock.advance(1s);
        QCOMPARE(bench.beat(first).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.stop(first).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.beat(second).status, 200);
    }
    void aSessionIsStaleAfterFiveMinutesAndBackWithABeat()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const auto isStale = [&] {
            return inTransaction(bench.store, [&](Transaction& tx) {
                return stale(bench.limits, *tx.session(session.text("monitoring_id")), bench.clock.now());
            });
        };
        bench.clock.advance(5min - 1s);
        QVERIFY(!isStale());
        bench.clock.advance(1s);
        QVERIFY(isStale());
        QCOMPARE(bench.beat(session).text("status"), std::string{"active"});
        QVERIFY(!isStale());
    }
    void aSilentSessionIsToldOfOnceForEachSilence()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply session = bench.startWatched(access, "claude-1");
        static_cast<void>(bench.start(access, "claude-2")); // did not ask for it
        const auto pass = [&](Duration time) {
            for (Duration done{}; done < time; done += 1min) {
                bench.clock.advance(1min);
                bench.housekeeping.run();
            }
            bench.sender.sendAll();
            return bench.sms.texts.size();
        };
        QCOMPARE(pass(4min), size_t{1}); // the code
        QCOMPARE(pass(1min), size_t{2});
        QCOMPARE(bench.sms.texts.back().body,
                 std::string{"\u23f3 Claude: \"shop\"\nNo contact with desk\n\nReply STOP to disable"});
        QCOMPARE(pass(1h), size_t{2});
        QCOMPARE(bench.beat(session).status, 200);
        QCOMPARE(pass(5min), size_t{3});
        QCOMPARE(bench.beat(session).status, 200);
        QCOMPARE(pass(10min), size_t{3}); // one in half an hour, as of every kind
        QCOMPARE(bench.stop(session).body->getObject("session_summary")->getValue<int>("sms_sent"), 2);
        QCOMPARE(pass(2h), size_t{3});
    }
    void aComputerThatFallsSilentIsToldOfOnce()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        for (const char* const id : {"claude-1", "claude-2", "claude-3"}) {
            static_cast<void>(bench.startWatched(access, id));
            bench.clock.advance(20s);
        }
        const std::string other = bench.logIn();
        static_cast<void>(bench.startWatched(other, "claude-4", "laptop"));
        const Reply third = bench.start(bench.logIn());
        for (int i = 0; i < 10; ++i) {
            bench.clock.advance(1min);
            QCOMPARE(bench.beat(third).status, 200);
            bench.housekeeping.run();
        }
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{5}); // three codes, two computers
    }
    void aWayInThatIsBrokenIsNobodysSilence_data()
    {
        QTest::addColumn<int>("minutes");
        for (const int minutes : {3, 4, 5, 6, 30})
            QTest::addRow("%d minutes", minutes) << minutes;
    }
    void aWayInThatIsBrokenIsNobodysSilence()
    {
        QFETCH(int, minutes);
        Workbench bench;
        const Reply one = bench.startWatched(bench.logIn(), "claude-1", "desk");
        bench.clock.advance(30s);
        static_cast<void>(bench.startWatched(bench.logIn("+14155550124"), "claude-2", "laptop"));
        const auto pass = [&](int count) {
            for (int i = 0; i < count; ++i) {
                bench.clock.advance(1min);
                bench.housekeeping.run();
                bench.sender.sendAll();
            }
        };
        pass(minutes);
        QCOMPARE(bench.sms.texts.size(), size_t{2}); // the codes
        QCOMPARE(bench.beat(one).status, 200);
        pass(1); // the other may still be waiting for its next try
        QCOMPARE(bench.sms.texts.size(), size_t{2});
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(bench.beat(one).status, 200);
            pass(1);
        }
        QCOMPARE(bench.sms.texts.size(), size_t{3});
        QCOMPARE(bench.sms.texts.back().to, std::string{"+14155550124"});
    }
    void whoFellSilentLaterIsToldOf()
    {
        Workbench bench;
        static_cast<void>(bench.startWatched(bench.logIn(), "claude-1", "desk"));
        const Reply later = bench.startWatched(bench.logIn("+14155550124"), "claude-2", "laptop");
        const auto pass = [&](int count, bool beats) {
            for (int i = 0; i < count; ++i) {
                bench.clock.advance(1min);
                if (beats)
                    QCOMPARE(bench.beat(later).status, 200);
                bench.housekeeping.run();
                bench.sender.sendAll();
            }
        };
        pass(5, true);
        QCOMPARE(bench.sms.texts.size(), size_t{3});
        QCOMPARE(bench.sms.texts.back().to, std::string{"+14155550123"});
        pass(5, false); // alone by then: there is nobody to compare it with
        QCOMPARE(bench.sms.texts.size(), size_t{4});
        QCOMPARE(bench.sms.texts.back().to, std::string{"+14155550124"});
    }
    void anUplinkThatWasAwayIsNobodysSilence_data()
    {
        QTest::addColumn<int>("minutes");
        for (const int minutes : {2, 4, 5, 6, 30})
            QTest::addRow("%d minutes", minutes) << minutes;
    }
    void anUplinkThatWasAwayIsNobodysSilence()
    {
        QFETCH(int, minutes);
        Workbench bench;
        const Reply session = bench.startWatched(bench.logIn(), "claude-1");
        bench.sms.reachable = false;
        bench.sms.result = {SmsResult::Outcome::TryLater};
        const auto pass = [&](int count) {
            for (int i = 0; i < count; ++i) {
                bench.clock.advance(1min);
                bench.housekeeping.run();
                bench.sender.sendAll();
            }
        };
        pass(minutes);
        bench.sms.reachable = true;
        bench.sms.result = {SmsResult::Outcome::Sent};
        pass(1); // before anybody has beaten again
        QCOMPARE(bench.sms.texts.size(), size_t{1});
        QCOMPARE(bench.beat(session).status, 200);
        pass(4);
        QCOMPARE(bench.sms.texts.size(), size_t{1});
        pass(1); // but this is a silence
        QCOMPARE(bench.sms.texts.size(), size_t{2});
    }
    void whatOneRequestCannotDoIsNoInterruption()
    {
        Reachable reachable{Instant{}};
        const Instant start = ManualClock{}.now();
        reachable.failed(start, 1min); // nobody was heard
        QVERIFY(reachable.since() == start);
        reachable.heard(start + 10s);
        reachable.failed(start + 70s, 1min);
        QVERIFY(reachable.since() == start);
        reachable.failed(start + 71s, 1min);
        QVERIFY(reachable.since() == start + 71s);
    }
    void aRequestThatFailsHoldsBackNoSilence_data()
    {
        QTest::addColumn<bool>("beats");
        QTest::addColumn<int>("texts");
        QTest::newRow("while others beat") << true << 3;
        QTest::newRow("while nobody is heard") << false << 2;
    }
    void aRequestThatFailsHoldsBackNoSilence()
    {
        QFETCH(bool, beats);
        QFETCH(int, texts);
        Workbench bench;
        static_cast<void>(bench.startWatched(bench.logIn(), "claude-1"));
        const Reply other = bench.start(bench.logIn("+14155550124"));
        bench.clock.advance(4min);
        QCOMPARE(bench.beat(other).status, 200);
        bench.clock.advance(beats ? 0min : 2min);
        CountedStore failing{bench.store};
        failing.fails = true;
        const Parts parts{failing,           bench.clock,      bench.outbox,   bench.sender,
                          bench.limits,      bench.jwt,        bench.codeKeys, bench.sessionKeys,
                          bench.answerKeys,  bench.perAddress, bench.perLogin, bench.changes,
                          bench.knownTokens, bench.hooks,      bench.activity, bench.reachable,
                          bench.metrics};
        Router router{parts};
        QCOMPARE(Workbench::answerOf(router, {.method = "GET",
                                              .path = "/ready",
                                              .address = bench.address,
                                              .contentType = {},
                                              .bearer = {},
                                              .idempotencyKey = {},
                                              .body = {}})
                     .status,
                 503);
        bench.clock.advance(1min);
        QCOMPARE(bench.beat(other).status, 200);
        bench.housekeeping.run();
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), static_cast<size_t>(texts));
    }
    void aDatabaseThatWasAwayIsNobodysSilence()
    {
        Workbench bench;
        static_cast<void>(bench.startWatched(bench.logIn(), "claude-1"));
        bench.clock.advance(5min);
        bench.reachable.interrupted(bench.clock.now() - 1min); // beats got 503 until then
        bench.housekeeping.run();
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{1});
        bench.clock.advance(4min);
        bench.housekeeping.run();
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{2});
    }
    void aLoginHasSoManySessions()
    {
        Limits limits = Workbench::roomy();
        limits.openSessions = 3;
        Workbench bench{limits};
        const std::string access = bench.logIn();
        std::vector<Reply> sessions;
        for (int i = 0; i < 3; ++i)
            sessions.push_back(bench.start(access, std::to_string(i)));
        QCOMPARE(bench.start(access, "one more").status, 429);
        sessions[0] = bench.start(access, "0"); // it is open already
        QCOMPARE(sessions[0].status, 200);
        QCOMPARE(bench.start(bench.logIn(), "another computer's").status, 200);
        bench.clock.advance(5min);
        for (const size_t alive : {size_t{0}, size_t{2}})
            QCOMPARE(bench.beat(sessions[alive]).status, 200);
        QCOMPARE(bench.start(access, "one more").status, 200); // in the place of the one that is silent
        QCOMPARE(bench.beat(sessions[1]).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.beat(sessions[2]).status, 200);
    }
    void theDatabaseIsLeftAloneWhileNothingCanBeDue()
    {
        Workbench bench;
        CountedStore counted{bench.store};
        const Parts parts{counted,           bench.clock,      bench.outbox,   bench.sender,
                          bench.limits,      bench.jwt,        bench.codeKeys, bench.sessionKeys,
                          bench.answerKeys,  bench.perAddress, bench.perLogin, bench.changes,
                          bench.knownTokens, bench.hooks,      bench.activity, bench.reachable,
                          bench.metrics};
        Housekeeping housekeeping{parts};
        const auto looksIn = [&](int minutes) {
            const int before = counted.uses;
            for (int i = 0; i < minutes; ++i) {
                bench.clock.advance(1min);
                housekeeping.run();
            }
            return counted.uses - before;
        };
        QVERIFY(looksIn(1) > 0); // the first look
        QCOMPARE(looksIn(50), 0);
        const Reply session = bench.start(bench.logIn());
        QVERIFY(looksIn(1) > 0);
        QVERIFY(looksIn(10) >= 10); // every minute while it is open
        static_cast<void>(bench.stop(session));
        QVERIFY(looksIn(1) > 0);
        QCOMPARE(looksIn(50), 0);
        QVERIFY(looksIn(15) > 0); // now and then: another server may have died
    }
    void aTokenOfAVersionWithoutKeyedHashesStaysKnown()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const std::string token = session.text("session_token");
        const std::string keyed = bench.sessionKeys.hash(token);
        bench.store.transact([&](Transaction& tx) { tx.rehashSessionToken(keyed, tokenHash(token)); });
        QCOMPARE(bench.beat(session).status, 200);
        bench.store.transact([&](Transaction& tx) {
            QVERIFY(!tx.sessionHolder(tokenHash(token)));
            QVERIFY(tx.sessionHolder(keyed)); // so that another secret ends it
        });
        QVERIFY(bench.event(session, "done").flag("sms_sent"));
        QCOMPARE(bench.stop(session).status, 200);
    }
    void whatIsOverALimitCostsTheDatabaseNothing_data()
    {
        QTest::addColumn<bool>("known"); // whether the server has seen the token before
        QTest::newRow("a login's") << true;
        QTest::newRow("an address's, with tokens that are none") << false;
    }
    void whatIsOverALimitCostsTheDatabaseNothing()
    {
        QFETCH(bool, known);
        Limits limits = Workbench::roomy();
        limits.loginPerMinute = limits.anonymousPerMinute = 20;
        Workbench bench{limits};
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        CountedStore counted{bench.store};
        const Parts parts{counted,           bench.clock,      bench.outbox,   bench.sender,
                          bench.limits,      bench.jwt,        bench.codeKeys, bench.sessionKeys,
                          bench.answerKeys,  bench.perAddress, bench.perLogin, bench.changes,
                          bench.knownTokens, bench.hooks,      bench.activity, bench.reachable,
                          bench.metrics};
        Router router{parts};
        const auto ask = [&](const std::string& bearer, int number) {
            return Workbench::answerOf(router, {.method = "POST",
                                                .path = "/sessions/" + session.text("monitoring_id") +
                                                        (number % 2 != 0 ? "/stop" : "/heartbeat"),
                                                .address = bench.address,
                                                .contentType = "application/json",
                                                .bearer = bearer,
                                                .idempotencyKey = {},
                                                .body = "{}"})
                .status;
        };
        const auto token = [&](int number) {
            return known ? session.text("session_token") : "st_" + std::to_string(number);
        };
        for (int i = 0; i < 40; ++i)
            static_cast<void>(ask(token(i), i));
        const int before = counted.uses;
        for (int i = 0; i < 100; ++i)
            QCOMPARE(ask(token(i), i), 429);
        QCOMPARE(counted.uses, before);
        if (!known) // who is logged in at that address is in nobody's shadow
            QCOMPARE(bench.beat(session).status, 200);
        bench.clock.advance(1min);
        QCOMPARE(bench.beat(session).status, 200);
    }
    void aTokenThatIsNoneReachesNoDatabase()
    {
        Limits limits = Workbench::roomy();
        limits.anonymousPerMinute = 40;
        Workbench bench{limits};
        const std::string session = bench.start(bench.logIn()).text("monitoring_id");
        CountedStore counted{bench.store};
        const Parts parts{counted,           bench.clock,      bench.outbox,   bench.sender,
                          bench.limits,      bench.jwt,        bench.codeKeys, bench.sessionKeys,
                          bench.answerKeys,  bench.perAddress, bench.perLogin, bench.changes,
                          bench.knownTokens, bench.hooks,      bench.activity, bench.reachable,
                          bench.metrics};
        Router router{parts};
        const auto ask = [&](const std::string& path, const std::string& bearer,
                             const char* method = "POST") {
            return Workbench::answerOf(router, {.method = method,
                                                .path = path,
                                                .address = bench.address,
                                                .contentType = "application/json",
                                                .bearer = bearer,
                                                .idempotencyKey = {},
                                                .body = bodyOfABeat(bench)})
                .status;
        };
        const Instant now = bench.clock.now();
        const std::string forged = AccessJwt{Keys{"another secret of thirty-two bytes!"}}.sign(
            {randomHex(16), "lg_1", now, now + 1h});
        const uint64_t changes = bench.activity.count();
        const std::string path = "/sessions/" + session;
        for (const std::string& none : {std::string{}, std::string{"x"}, forged}) {
            for (const std::string& at :
                 {std::string{"/sessions/start"}, std::string{"/auth/refresh"}, std::string{"/auth/logout"},
                  std::string{"/auth/logins/lg_1/revoke"}, path + "/heartbeat", path + "/events",
                  path + "/stop"})
                QCOMPARE(ask(at, none), 401);
            QCOMPARE(ask(path, none, "GET"), 401);
            QCOMPARE(ask("/auth/logins", none, "GET"), 401);
        }
        QCOMPARE(counted.uses, 0);
        QCOMPARE(ask(path + "/stop", "st_1"), 401); // may be one: only the database knows
        QCOMPARE(ask(path + "/heartbeat", "st_1"), 401);
        QVERIFY(counted.uses > 0);
        QCOMPARE(ask("/login", {}), 400);
        QCOMPARE(bench.activity.count(), changes); // there is nothing to look at for housekeeping
        for (int i = 0; i < 40; ++i)
            static_cast<void>(ask("/sessions/start", {}));
        QCOMPARE(ask("/sessions/start", {}), 429); // they are counted
    }
    void afterARestartAGoodTokenIsInNobodysShadow()
    {
        Limits limits = Workbench::roomy();
        limits.loginPerMinute = 20;
        Workbench bench{limits};
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        KnownTokens none;
        CountedStore counted{bench.store};
        const Parts parts{counted,
                          bench.clock,
                          bench.outbox,
                          bench.sender,
                          bench.limits,
                          bench.jwt,
                          bench.codeKeys,
                          bench.sessionKeys,
                          bench.answerKeys,
                          bench.perAddress,
                          bench.perLogin,
                          bench.changes,
                          none,
                          bench.hooks,
                          bench.activity,
                          bench.reachable,
                          bench.metrics};
        Router restarted{parts};
        const auto ask = [&](const std::string& path, const std::string& bearer) {
            const std::string now = isoTime(bench.clock.now());
            return Workbench::answerOf(restarted, {.method = "POST",
                                                   .path = path,
                                                   .address = bench.address,
                                                   .contentType = "application/json",
                                                   .bearer = bearer,
                                                   .idempotencyKey = {},
                                                   .body = R"({"timestamp":")" + now +
                                                           R"(","last_activity":")" + now + R"("})"})
                .status;
        };
        for (int i = 0; i < 100; ++i)
            static_cast<void>(bench.post("/auth/refresh", "", "forged"));
        const std::string token = session.text("session_token");
        const std::string beat = "/sessions/" + session.text("monitoring_id") + "/heartbeat";
        std::string other = token;
        other.back() = other.back() == '0' ? '1' : '0';
        QCOMPARE(ask(beat, other), 429);
        QCOMPARE(ask(beat, token), 200);
        QCOMPARE(ask("/auth/refresh", access + "x"), 429);
        QCOMPARE(ask("/auth/refresh", access), 200);
        // One that was ours and is forgotten is refused, and gets its own limit, no more.
        const std::string forgotten = newSessionToken(bench.sessionKeys);
        const int before = counted.uses;
        for (int i = 0; i < 200; ++i)
            QCOMPARE(ask(beat, forgotten), 429);
        QVERIFY(counted.uses > before && counted.uses <= before + 2 * limits.loginPerMinute);
    }
    void theServersOwnAbsenceIsNobodysSilence()
    {
        Workbench bench;
        const Reply session = bench.startWatched(bench.logIn(), "claude-1");
        bench.clock.advance(1h);
        Reachable since{bench.clock.now()};
        const Parts parts{bench.store,       bench.clock,      bench.outbox,   bench.sender,
                          bench.limits,      bench.jwt,        bench.codeKeys, bench.sessionKeys,
                          bench.answerKeys,  bench.perAddress, bench.perLogin, bench.changes,
                          bench.knownTokens, bench.hooks,      bench.activity, since,
                          bench.metrics};
        Housekeeping afterARestart{parts};
        afterARestart.run();
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{1});
        bench.clock.advance(5min);
        afterARestart.run();
        bench.sender.sendAll();
        QCOMPARE(bench.sms.texts.size(), size_t{2});
    }
    void aSilentSessionEndsAfterADay_data()
    {
        QTest::addColumn<bool>("housekeeping");
        QTest::newRow("swept") << true;
        QTest::newRow("noticed when it is asked") << false;
    }
    void aSilentSessionEndsAfterADay()
    {
        QFETCH(bool, housekeeping);
        Workbench bench;
        const std::string first = bench.logIn();
        const Reply session = bench.start(first);
        bench.clock.advance(24h - 1s);
        QCOMPARE(bench.beat(session).status, 200);
        const std::string access = bench.post("/auth/refresh", "", first).text("access_token");
        bench.clock.advance(24h);
        if (housekeeping)
            bench.housekeeping.run();
        QCOMPARE(bench.beat(session).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.event(session, "done").text("error"), std::string{"token_expired"});
        QCOMPARE(bench.stop(session).status, 200);
        QVERIFY(bench.start(access).text("monitoring_id") != session.text("monitoring_id"));
    }
    void theSummaryTellsWhatHappened()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.event(session, "error"));
        static_cast<void>(bench.event(session, "error"));
        static_cast<void>(bench.event(session, "done"));
        bench.clock.advance(90s);
        const auto summary = bench.stop(session).body->getObject("session_summary");
        QCOMPARE(summary->getValue<int>("duration_seconds"), 90);
        QCOMPARE(summary->getValue<int>("sms_sent"), 2);
        QCOMPARE(summary->getValue<int>("errors_encountered"), 2);
        bench.clock.advance(1h);
        const auto again = bench.stop(session).body->getObject("session_summary");
        QCOMPARE(again->getValue<int>("duration_seconds"), 90);
    }
    void aKeyIsRememberedForADay()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const Reply first = bench.event(session, "done", "", 0s, Key1);
        for (int i = 0; i < 23; ++i) {
            bench.clock.advance(1h);
            QCOMPARE(bench.beat(session).status, 200);
        }
        QCOMPARE(bench.event(session, "done", "", 0s, Key1).text("sms_id"), first.text("sms_id"));
        bench.clock.advance(1h);
        const Reply later = bench.event(session, "done", "", 0s, Key1);
        QVERIFY(later.flag("sms_sent") && later.text("sms_id") != first.text("sms_id"));
    }
    void aKeyIsLookedUpBeforeTheTokenIsJudged()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply session = bench.start(access, "claude-1", Key1);
        const Reply sent = bench.event(session, "done", "", 0s, Key1);
        static_cast<void>(bench.post("/auth/logout", "", access));
        QCOMPARE(bench.event(session, "done", "", 0s, Key1).text("sms_id"), sent.text("sms_id"));
        QCOMPARE(bench.event(session, "done").text("error"), std::string{"token_expired"});
        QCOMPARE(bench.start(access, "claude-1", Key1).text("error"), std::string{"unauthorized"});
    }
    void aStartIsRepeatedWithATokenThatWasRefreshedAway()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply first = bench.start(access, "claude-1", Key1);
        const std::string fresh = bench.post("/auth/refresh", "", access).text("access_token");
        QCOMPARE(bench.start(fresh).status, 200);
        bench.clock.advance(2min);
        QCOMPARE(bench.start(access).text("error"), std::string{"token_expired"});
        const Reply again = bench.start(access, "claude-1", Key1);
        QCOMPARE(again.text("monitoring_id"), first.text("monitoring_id"));
        QCOMPARE(bench.beat(again).text("error"),
                 std::string{"token_expired"}); // a copy of it is worth nothing
        bench.clock.advance(5min - 2min - 1s);
        QCOMPARE(bench.beat(first).status, 200); // and takes nothing from the session
    }
    void aTextThatWasRefusedTakesNothing()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {SmsResult::Outcome::Refused};
        const Reply refused = bench.event(session, "error", "", 0s, Key1);
        QVERIFY(!refused.flag("sms_sent") && !refused.flag("rate_limited"));
        QCOMPARE(refused.text("reason"), std::string{"not_sent"});
        bench.sms.result = {SmsResult::Outcome::Sent};
        QVERIFY(
            !bench.event(session, "error", "", 0s, Key1).flag("sms_sent")); // the same key, the same answer
        QVERIFY(bench.event(session, "error").flag("sms_sent"));
        const auto summary = bench.stop(session).body->getObject("session_summary");
        QCOMPARE(summary->getValue<int>("sms_sent"), 1);
        QCOMPARE(summary->getValue<int>("errors_encountered"), 2);
    }
    void theDailyCapHoldsForEveryAlert()
    {
        Limits limits = Workbench::roomy();
        limits.textsPerDay = 2;
        Workbench bench{limits};
        const Reply session = bench.start(bench.logIn());
        QVERIFY(bench.event(session, "error").flag("sms_sent"));
        QVERIFY(bench.event(session, "done").flag("sms_sent"));
        QVERIFY(bench.event(session, "waiting").flag("rate_limited"));
        QCOMPARE(bench.askCode("+14155550124").status, 200); // codes have a cap of their own
    }
    void anAddressHas100RequestsAMinute()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn()); // two of the hundred
        for (int i = 0; i < 97; ++i)
            QCOMPARE(bench.exchange("nobody", "123456").status, 401);
        QCOMPARE(bench.post("/auth/refresh", "", "forged").status, 401);
        QCOMPARE(bench.post("/auth/refresh", "", "forged").text("error"), std::string{"rate_limited"});
        QCOMPARE(bench.beat(session).status, 200);
        bench.clock.advance(1min);
        QCOMPARE(bench.post("/auth/refresh", "", "forged").status, 401);
    }
    void aLoginHas3000RequestsAMinute()
    {
        Limits limits = Workbench::roomy();
        limits.loginPerMinute = 5;
        Workbench bench{limits};
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(bench.beat(session).status, 200);
        QCOMPARE(bench.beat(session).text("error"), std::string{"rate_limited"});
        QCOMPARE(bench.start(access).text("error"), std::string{"rate_limited"});
        QCOMPARE(bench.start(bench.logIn()).status, 200); // another login has its own
        bench.clock.advance(1min);
        QCOMPARE(bench.beat(session).status, 200);
        QCOMPARE(Limits{}.loginPerMinute, 3000);
    }
    void tokensGoAfterAWeekAndWhatHappenedAfterNinetyDays()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply ended = bench.start(access);
        const Reply event = bench.event(ended, "done");
        static_cast<void>(bench.stop(ended));
        const auto isKept = [&] {
            bench.housekeeping.run();
            return inTransaction(bench.store, [&](Transaction& tx) {
                return std::pair{tx.text(event.text("sms_id")).has_value(),
                                 tx.session(ended.text("monitoring_id")).has_value()};
            });
        };
        bench.clock.advance(24h * 6);
        QVERIFY((isKept() == std::pair{true, true}));
        QCOMPARE(bench.stop(ended).status, 200);
        bench.clock.advance(24h * 2);
        QVERIFY((isKept() == std::pair{true, true}));
        QCOMPARE(bench.stop(ended).text("error"), std::string{"unauthorized"});
        bench.clock.advance(24h * 82);
        QVERIFY((isKept() == std::pair{true, true}));
        bench.clock.advance(24h); // while nothing is open, it is seen to once a day
        QVERIFY((isKept() == std::pair{false, false}));
    }
    void howLongThingsAreKeptCanBeSet()
    {
        Limits limits = Workbench::roomy();
        applyLimits(limits, *readLimits("history-days=3,records-days=2"));
        Workbench bench{limits};
        const Reply ended = bench.start(bench.logIn());
        const Reply event = bench.event(ended, "done");
        static_cast<void>(bench.stop(ended));
        const auto textIsKept = [&] {
            bench.housekeeping.run();
            return inTransaction(bench.store,
                                 [&](Transaction& tx) { return tx.text(event.text("sms_id")).has_value(); });
        };
        bench.clock.advance(47h);
        QVERIFY(textIsKept());
        QCOMPARE(bench.stop(ended).status, 200);
        bench.clock.advance(24h);
        QVERIFY(textIsKept());
        QCOMPARE(bench.stop(ended).text("error"), std::string{"unauthorized"});
        bench.clock.advance(24h);
        QVERIFY(!textIsKept());
    }
};

QTEST_GUILESS_MAIN(TestServerSessions)
#include "test_server_sessions.moc"

// SPDX-License-Identifier: MIT
#include "server/store/batcher.h"
#include "server/store/store_error.h"
#include "tests/server/support/workbench.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <future>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <thread>

using namespace std::chrono_literals;
using namespace tocsin::server;

class TestServerStore final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsCommittedIsThereAfterReopening()
    {
        const TestDatabase database;
        const ManualClock clock;
        database.open(clock)->transact([](Transaction& tx) { tx.addPhone({"ph_1", "+14155550123"}); });
        const auto again = database.open(clock);
        again->transact([](Transaction& tx) { QVERIFY(tx.probe() > 0); });
        const auto phone =
            inTransaction(*again, [](Transaction& tx) { return tx.phoneByNumber("+14155550123"); });
        QVERIFY(phone.has_value());
        QCOMPARE(phone->id, std::string{"ph_1"});
    }
    void whatThrowsLeavesNothingBehind()
    {
        const ManualClock clock;
        const TestDatabase database;
        const auto store = database.open(clock);
        bool thrown = false;
        try {
            store->transact([](Transaction& tx) {
                tx.addPhone({"ph_1", "+14155550123"});
                throw std::runtime_error("no");
            });
        } catch (const std::runtime_error&) {
            thrown = true;
        }
        QVERIFY(thrown);
        store->transact([](Transaction& tx) { QVERIFY(!tx.phone("ph_1")); });
    }
    void aDatabaseOnAnotherMachineIsAskedForTls_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("mode");
        const auto row = [](const char* url, const char* mode) {
            QTest::newRow(url) << QByteArray{url} << QByteArray{mode};
        };
        row("postgresql://u@db.example.com/d", "require");
        row("postgresql://u@db.example.com/d?sslmode=disable", "disable");
        row("postgresql://u@/d?host=/run/pg", "");
        row("postgresql://u@localhost/d", "");
        row("postgresql://u@/d?host=/run/pg,db.example.com", "require");
        row("postgresql://u@localhost,db.example.com/d", "require");
        row("postgresql://u@db.example.com,localhost/d", "require");
        row("postgresql://u@/d?host=/run/pg,localhost,127.0.0.1,::1", "");
        row("postgresql://u@localhost/d?hostaddr=192.0.2.1", "require");
        row("postgresql://u@localhost,localhost/d?hostaddr=127.0.0.1,192.0.2.1", "require");
        row("postgresql://u@localhost,db.example.com/d?hostaddr=127.0.0.1,", "require");
        row("postgresql://u@db.example.com/d?hostaddr=127.0.0.1", "");
        row("postgresql://u@/d?service=x&sslmode=verify-full", "verify-full");
    }
    void aDatabaseOnAnotherMachineIsAskedForTls()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, mode);
        std::string found;
        const PgAddress address{url.toStdString()};
        for (const auto& [key, value] : address.parameters())
            found = key == "sslmode" ? value : found;
        QCOMPARE(found, mode.toStdString());
    }
    void aServiceHasToSayHowToConnect()
    {
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, PgAddress{"postgresql://u@/d?service=x"});
    }
    void whatIsBoundIsNeverSql()
    {
        const ManualClock clock;
        const TestDatabase database;
        const auto store = database.open(clock);
        const std::string odd{"'; DROP TABLE phones; --\n\"\u00e9\U0001F514"};
        store->transact([&](Transaction& tx) { tx.addPhone({odd, odd}); });
        store->transact([&](Transaction& tx) {
            QCOMPARE(tx.phone(odd)->number, odd);
            QCOMPARE(tx.phoneByNumber(odd)->id, odd);
        });
    }
    void oneTransactionAtATimeOverTwoConnections()
    {
        const TestDatabase database;
        const ManualClock clock;
        const auto one = database.open(clock);
        const auto two = database.open(clock);
        one->transact([&](Transaction& tx) {
            tx.addPhone({"ph_1", "+14155550123"});
            tx.addPairingCode({.tempTokenHash = "t",
                               .phoneId = "ph_1",
                               .codeHash = "c",
                               .address = "192.0.2.1",
                               .site = "192.0.2.1",
                               .createdAt = clock.now(),
                               .expiresAt = clock.now()});
        });
        const auto countUp = [](Store& store) {
            for (int i = 0; i < 50; ++i) {
                store.transact([](Transaction& tx) {
                    // Read, then write what was read: lost updates would show.
                    auto code = *tx.pairingCode("t");
                    ++code.attempts;
                    tx.updatePairingCode(code);
                });
            }
        };
        std::thread other{[&] { countUp(*two); }};
        countUp(*one);
        other.join();
        one->transact([](Transaction& tx) { QCOMPARE(tx.pairingCode("t")->attempts, 100); });
    }
    void keepsEveryFieldOfASession()
    {
        Workbench bench;
        const Reply started = bench.start(bench.logIn());
        bench.store.transact([&](Transaction& tx) {
            auto session = *tx.session(started.text("monitoring_id"));
            session.description = "d\u00e9";
            session.hostname = "h";
            session.lastBeatAt = Instant{Duration{5'000'000'000'123}};
            session.lastActivityAt = Instant{Duration{7}};
            session.textsSent = 3;
            session.errorsSeen = 4;
            tx.updateSession(session);
            const auto read = *tx.session(session.monitoringId);
            QCOMPARE(read.description, session.description);
            QCOMPARE(read.hostname, session.hostname);
            QVERIFY(read.lastBeatAt == session.lastBeatAt && read.lastActivityAt == session.lastActivityAt);
            QCOMPARE(read.textsSent, 3);
            QCOMPARE(read.errorsSeen, 4);
            QVERIFY(!read.endedAt);
            QCOMPARE(tx.countOpenSessions(session.loginId), 1);
        });
    }
    void beatsThatComeTogetherAreEachAnsweredForThemselves()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        std::vector<Reply> sessions;
        for (int i = 0; i < 24; ++i)
            sessions.push_back(bench.start(access, "claude-" + std::to_string(i)));
        static_cast<void>(bench.stop(sessions[1]));
        const auto beatOf = [&](const std::string& id, const std::string& token) {
            const Instant now = bench.clock.now();
            return Beat{bench.sessionKeys.hash(token), id, now, now - 5s, now - 5min};
        };
        std::vector<Beat> beats; // every second one is wrong in some way
        for (size_t i = 2; i < sessions.size(); ++i) {
            const std::string id = sessions[i].text("monitoring_id");
            const std::string token = sessions[i].text("session_token");
            beats.push_back(beatOf(id, token));
            const std::array wrong{
                beatOf(id, "st_unknown"),
                beatOf(sessions[0].text("monitoring_id"), token),
                beatOf(sessions[1].text("monitoring_id"), sessions[1].text("session_token")),
                beatOf("\"}\\,{'", token),
                beatOf("\xff", token),
                beatOf("", token)};
            beats.push_back(wrong[i % wrong.size()]);
        }
        std::vector<std::optional<std::string>> logins(beats.size());
        std::barrier together{static_cast<std::ptrdiff_t>(beats.size())};
        std::vector<std::thread> threads;
        for (size_t i = 0; i < beats.size(); ++i) {
            threads.emplace_back([&, i] {
                for (int round = 0; round < 5; ++round) {
                    together.arrive_and_wait();
                    logins[i] = loginOf(bench.store, beats[i]);
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        for (size_t i = 0; i < beats.size(); ++i)
            QCOMPARE(logins[i].has_value(), i % 2 == 0);
        bench.store.transact([&](Transaction& tx) {
            for (const size_t good : {size_t{2}, sessions.size() - 1})
                QVERIFY(tx.session(sessions[good].text("monitoring_id"))->lastActivityAt ==
                        bench.clock.now() - 5s);
            QVERIFY(tx.session(sessions[0].text("monitoring_id"))->lastActivityAt != bench.clock.now() - 5s);
        });
    }
    void whatIsDoneStepByStepSaysWhatItChanged()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const std::string id = session.text("monitoring_id");
        const Instant at = bench.clock.now() + 1s;
        const Beat beat{{}, id, at, at, {}};
        bench.store.lightly([&](Transaction& tx) {
            QVERIFY(tx.reviveSession(beat));
            QVERIFY(!tx.reviveSession({{}, "mon_unknown", at, at, {}}));
            QVERIFY(tx.session(id)->lastBeatAt == at);
            QCOMPARE(tx.endSilentSessions({"", "mon_~", at - 1ms}, at), 0);
            QCOMPARE(tx.endSilentSessions({id, "mon_~", at}, at), 0); // it is not after itself
            QVERIFY(!tx.session(id)->endedAt);
        });
        static_cast<void>(bench.stop(session));
        bench.store.lightly([&](Transaction& tx) { QVERIFY(!tx.reviveSession(beat)); });
    }
    void ofTwoBeatsOfOneSessionOneAtLeastIsWrittenDown()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const Instant now = bench.clock.now();
        const Beat beat{bench.sessionKeys.hash(session.text("session_token")), session.text("monitoring_id"),
                        now, now, now - 5min};
        std::barrier together{8};
        std::atomic<int> written{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([&] {
                together.arrive_and_wait();
                written += loginOf(bench.store, beat).has_value() ? 1 : 0;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QVERIFY(written >= 1);
        QCOMPARE(bench.beat(session).status, 200);
    }
    void aTokenWithoutAKeyedHashIsKnownToAllWhoUseItAtOnce()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        const std::string token = session.text("session_token");
        constexpr int users = 8;
        std::atomic<int> known{0};
        constexpr int rounds = 20;
        for (int round = 0; round < rounds; ++round) {
            bench.store.transact([&](Transaction& tx) {
                tx.rehashSessionToken(bench.sessionKeys.hash(token), tokenHash(token));
            });
            std::barrier together{users};
            std::vector<std::thread> threads;
            for (int i = 0; i < users; ++i) {
                threads.emplace_back([&] {
                    together.arrive_and_wait();
                    known += bench.beat(session).status == 200 ? 1 : 0;
                });
            }
            for (std::thread& thread : threads)
                thread.join();
            bench.clock.advance(1min); // what a minute allows
        }
        QCOMPARE(known, users * rounds);
    }
    void workIsDoneTogetherInItsOrderAndBeforeTheEnd()
    {
        std::vector<int> done;
        int finished = 0;
        size_t most = 0;
        std::array<int, 100> items{};
        std::iota(items.begin(), items.end(), 0);
        std::promise<void> go;
        {
            const auto gone = go.get_future().share();
            Batcher<int> batcher{30, 1, [&](const std::vector<int*>& some) -> std::optional<Deadline> {
                                     gone.wait();
                                     most = std::max(most, some.size());
                                     for (const int* const item : some)
                                         done.push_back(*item);
                                     return std::nullopt;
                                 }};
            for (int& item : items)
                batcher.post(item, Deadline::max(), [&finished] { ++finished; });
            QVERIFY(done.empty()); // it does not wait
            go.set_value();
        }
        QCOMPARE(finished, 100);
        QCOMPARE(most, size_t{30});
        QVERIFY(std::equal(items.begin(), items.end(), done.begin(), done.end()));
    }
    void whatIsOverdueWaitsForNobody()
    {
        const auto now = std::chrono::steady_clock::now();
        std::vector<std::vector<int>> done;
        std::array<int, 5> items{0, 1, 2, 3, 4};
        std::promise<void> begun;
        std::promise<void> go;
        {
            Batcher<int> batcher{30, 1, [&](const std::vector<int*>& some) -> std::optional<Deadline> {
                                     if (done.empty()) {
                                         begun.set_value();
                                         go.get_future().wait();
                                     }
                                     done.emplace_back();
                                     for (const int* const item : some)
                                         done.back().push_back(*item);
                                     return std::nullopt;
                                 }};
            for (size_t i = 0; i < 4; ++i) {
                batcher.post(items.at(i), i % 2 == 1 ? now : Deadline::max(), [] {});
                if (i == 0)
                    begun.get_future().wait();
            }
            QVERIFY(!batcher.run(items.at(4), now + 1ms)); // its turn does not come
            go.set_value();
        }
        QCOMPARE(done, (std::vector<std::vector<int>>{{0}, {1, 3}, {2}}));
    }
    void aConnectionThatWasQuietForLongIsNotUsedAgain()
    {
        const TestDatabase database;
        if (!database.isPostgres())
            QSKIP("only PostgreSQL is behind a network");
        const auto connectionOf = [](PgPool& pool) {
            const PgPool::Lease lease{pool, std::chrono::steady_clock::now() + 20s};
            const auto rows = lease->execute("SELECT pg_backend_pid()", {});
            return rows->next() ? rows->integer(0) : 0;
        };
        PgPool usual{PgAddress{database.url()}, 2};
        QCOMPARE(connectionOf(usual), connectionOf(usual));
        PgPool hasty{PgAddress{database.url()}, 2, 0ms};
        QVERIFY(connectionOf(hasty) != connectionOf(hasty));
    }
    void noAnswerComesAfterItIsDue()
    {
        const ManualClock clock;
        const TestDatabase database;
        const auto store = database.open(clock);
        const auto over = std::chrono::steady_clock::now();
        bool ran = false;
        const auto work = [&ran](Transaction&) { ran = true; };
        QVERIFY_THROWS_EXCEPTION(StoreUnavailable, store->transact(over, work));
        QVERIFY_THROWS_EXCEPTION(StoreUnavailable, store->lightly(over, work));
        QVERIFY(!ran);
        store->transact(over + 60s, work);
        QVERIFY(ran);
    }
};

QTEST_GUILESS_MAIN(TestServerStore)
#include "test_server_store.moc"

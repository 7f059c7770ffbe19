// SPDX-License-Identifier: MIT
#include "tests/server/support/workbench.h"

#include <QTest>

#include <stdexcept>
#include <thread>

using namespace tocsin::server;

class TestServerStore final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsCommittedIsThereAfterReopening()
    {
        const TestDatabase database;
        const ManualClock clock;
        database.open(clock)->transact([](Transaction& tx) { tx.addPhone({"ph_1", "+14155550123", {}}); });
        const auto again = database.open(clock);
        QVERIFY(again->healthy());
        const auto phone =
            inTransaction(*again, [](Transaction& tx) { return tx.phoneByNumber("+14155550123"); });
        QVERIFY(phone.has_value());
        QCOMPARE(phone->id, std::string{"ph_1"});
        QVERIFY(!phone->lockedUntil);
    }
    void whatThrowsLeavesNothingBehind()
    {
        const ManualClock clock;
        const TestDatabase database;
        const auto store = database.open(clock);
        bool thrown = false;
        try {
            store->transact([](Transaction& tx) {
                tx.addPhone({"ph_1", "+14155550123", {}});
                throw std::runtime_error("no");
            });
        } catch (const std::runtime_error&) {
            thrown = true;
        }
        QVERIFY(thrown);
        store->transact([](Transaction& tx) { QVERIFY(!tx.phone("ph_1")); });
    }
    void whatIsBoundIsNeverSql()
    {
        const ManualClock clock;
        const TestDatabase database;
        const auto store = database.open(clock);
        const std::string odd{"'; DROP TABLE phones; --\n\"\u00e9\U0001F514"};
        store->transact([&](Transaction& tx) { tx.addPhone({odd, odd, clock.now()}); });
        store->transact([&](Transaction& tx) {
            QCOMPARE(tx.phone(odd)->number, odd);
            QVERIFY(tx.phone(odd)->lockedUntil == clock.now());
        });
    }
    void oneTransactionAtATimeOverTwoConnections()
    {
        const TestDatabase database;
        const ManualClock clock;
        const auto one = database.open(clock);
        const auto two = database.open(clock);
        one->transact([](Transaction& tx) { tx.addPhone({"ph_1", "+14155550123", {}}); });
        const auto countUp = [](Store& store) {
            for (int i = 0; i < 50; ++i) {
                store.transact([](Transaction& tx) {
                    // Read, then write what was read: lost updates would show.
                    const auto last = tx.phone("ph_1")->lockedUntil.value_or(Instant{});
                    tx.lockPhone("ph_1", last + Duration{1});
                });
            }
        };
        std::thread other{[&] { countUp(*two); }};
        countUp(*one);
        other.join();
        one->transact([](Transaction& tx) {
            QCOMPARE(tx.phone("ph_1")->lockedUntil->time_since_epoch().count(), Duration::rep{100});
        });
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
            QCOMPARE(tx.openSessions(session.loginId).size(), size_t{1});
        });
    }
};

QTEST_GUILESS_MAIN(TestServerStore)
#include "test_server_store.moc"

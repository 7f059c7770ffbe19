// SPDX-License-Identifier: MIT
// Beats that the store answers before they are written.
#include "server/store/batcher.h"
#include "server/store/live_sessions.h"
#include "server/store/sqlite_connection.h"
#include "server/store/store_error.h"
#include "tests/server/support/workbench.h"

#include <QTest>

#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>

using namespace std::chrono_literals;
using namespace tocsin::server;

namespace {

using Change = std::function<void(Workbench& bench, const Reply& session)>;

/// A login with a session that beats.
struct Beating
{
    Workbench bench{};
    std::string access{bench.logIn()};
    Reply session{bench.start(access)};
    std::string id{session.text("monitoring_id")};

    [[nodiscard]] Beat beat(std::optional<bool> present = {}) const
    {
        const Instant now = bench.clock.now();
        return {
            bench.sessionKeys.hash(session.text("session_token")), id, now, now - 5s, now - 5min, present};
    }
    /// So that the store need not look it up again.
    void beatTwice()
    {
        QVERIFY(loginOf(bench.store, beat()));
        bench.clock.advance(1s);
        QVERIFY(loginOf(bench.store, beat()));
    }
    [[nodiscard]] MonitoredSession stored(Store& store) const
    {
        return inTransaction(store, [this](Transaction& tx) { return *tx.session(id); });
    }
    [[nodiscard]] MonitoredSession stored() const { return stored(bench.store); }
};

/// Whether it is answered within a second, and not with a failure.
bool isAnswered(Store& store, const Beat& beat)
{
    std::promise<Store::BeatOutcome> outcome;
    store.beatLater(beat, std::chrono::steady_clock::now() + 1s,
                    [&outcome](const Store::BeatOutcome& came) { outcome.set_value(came); });
    return !outcome.get_future().get().failure;
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestServerBeats final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBeatIsRefusedAsSoonAsItsRowsSaySo_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char* name, const Change& change) { QTest::newRow(name) << change; };
        row("the session was stopped",
            [](Workbench& bench, const Reply& session) { QCOMPARE(bench.stop(session).status, 200); });
        row("its tokens were limited", [](Workbench& bench, const Reply& session) {
            bench.store.transact([&](Transaction& tx) {
                tx.limitSessionTokens(session.text("monitoring_id"), bench.clock.now());
            });
        });
        row("its login was ended", [](Workbench& bench, const Reply& session) {
            bench.store.transact([&](Transaction& tx) {
                tx.endLogin(tx.session(session.text("monitoring_id"))->loginId, bench.clock.now());
            });
        });
        row("it was ended for its silence", [](Workbench& bench, const Reply& session) {
            bench.store.lightly([&](Transaction& tx) {
                auto silent = *tx.session(session.text("monitoring_id"));
                silent.endedAt = bench.clock.now();
                tx.updateSession(silent);
            });
        });
        row("the login has expired", [](Workbench& bench, const Reply&) { bench.clock.advance(24h * 366); });
        row("it was silent for minutes", [](Workbench& bench, const Reply&) { bench.clock.advance(6min); });
    }
    void aBeatIsRefusedAsSoonAsItsRowsSaySo()
    {
        QFETCH(Change, change);
        Beating one;
        one.beatTwice();
        change(one.bench, one.session);
        QVERIFY(!loginOf(one.bench.store, one.beat()));
        QVERIFY(!loginOf(one.bench.store, one.beat()));
    }
    void whatEndsOneSessionLeavesTheOthers()
    {
        Beating one;
        const Reply other = one.bench.start(one.access, "claude-2");
        one.beatTwice();
        QCOMPARE(one.bench.beat(other).status, 200);
        QCOMPARE(one.bench.stop(other).status, 200);
        QCOMPARE(one.bench.beat(other).status, 401);
        QVERIFY(loginOf(one.bench.store, one.beat()));
    }
    void anotherSessionsTokenBeatsForNobodyElse()
    {
        Beating one;
        const Reply other = one.bench.start(one.access, "claude-2");
        one.beatTwice();
        Beat wrong = one.beat();
        wrong.monitoringId = other.text("monitoring_id");
        QVERIFY(!loginOf(one.bench.store, wrong));
    }
    void whatAnotherServerEndedStaysSo()
    {
        Beating one;
        one.beatTwice();
        const auto other = one.bench.database.open(one.bench.clock);
        const Instant at = one.bench.clock.now();
        other->transact([&](Transaction& tx) {
            auto session = *tx.session(one.id);
            session.endedAt = at;
            tx.updateSession(session);
        });
        one.bench.clock.advance(1s);
        QVERIFY(!loginOf(one.bench.store, one.beat()));
        const MonitoredSession stored = one.stored();
        QVERIFY(stored.endedAt == at);
        QVERIFY(stored.lastBeatAt <= at);
    }
    void aTransactionSeesEveryBeatThatWasAnswered()
    {
        Beating one;
        one.beatTwice();
        QVERIFY(one.stored().lastBeatAt == one.bench.clock.now());
        QVERIFY(one.stored().lastActivityAt == one.bench.clock.now() - 5s);
    }
    void anotherServerSeesItSoon()
    {
        Beating one;
        const auto other = one.bench.database.open(one.bench.clock);
        one.beatTwice();
        QTRY_VERIFY_WITH_TIMEOUT(one.stored(*other).lastBeatAt == one.bench.clock.now(), 10'000);
    }
    void whatABeatSaidOutlivesATransactionThatFails()
    {
        Beating one;
        one.beatTwice();
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, one.bench.store.transact([](Transaction&) {
            throw std::runtime_error{"no"};
        }));
        QVERIFY(one.stored().lastBeatAt == one.bench.clock.now());
    }
    void whatABeatSaidOutlivesTheProgramsEnd()
    {
        Beating one;
        {
            const auto ending = one.bench.database.open(one.bench.clock);
            for (int i = 0; i < 2; ++i) {
                one.bench.clock.advance(1s);
                QVERIFY(loginOf(*ending, one.beat()));
            }
        }
        QVERIFY(one.stored().lastBeatAt == one.bench.clock.now());
    }
    void presenceIsThatOfTheLatestBeatThatSaysIt()
    {
        Beating one;
        one.beatTwice();
        QVERIFY(loginOf(one.bench.store, one.beat(true)));
        one.bench.clock.advance(1s);
        QVERIFY(loginOf(one.bench.store, one.beat()));
        const auto present = [&] {
            return inTransaction(one.bench.store, [&](Transaction& tx) {
                return tx.presentAtLogin(tx.session(one.id)->loginId, one.bench.clock.now() - 1min);
            });
        };
        QVERIFY(present());
        QVERIFY(loginOf(one.bench.store, one.beat(false)));
        one.bench.clock.advance(1s);
        QVERIFY(loginOf(one.bench.store, one.beat()));
        QVERIFY(!present());
    }
    void noBeatIsAnsweredWhileNoneCanBeWritten()
    {
        Beating one;
        if (one.bench.database.isPostgres())
            QSKIP("a file's lock: PostgreSQL has none");
        one.beatTwice();
        SqliteConnection other{one.bench.database.file()};
        other.script("BEGIN IMMEDIATE");
        // The first may still be answered: it is kept until it can be written.
        QTRY_VERIFY_WITH_TIMEOUT(!isAnswered(one.bench.store, one.beat()), 10'000);
        QVERIFY(!isAnswered(one.bench.store, one.beat()));
        other.script("ROLLBACK");
        QTRY_VERIFY_WITH_TIMEOUT(isAnswered(one.bench.store, one.beat()), 10'000);
        QVERIFY(one.stored().lastBeatAt == one.bench.clock.now());
    }
    void aTokenIsLookedUpAgainWhenItsTimeIsOver()
    {
        LiveSessions live;
        const Instant now{24h};
        Beat beat{"hash", "mon", now, now, now - 1min, {}};
        live.add(beat, {"login", 1, 1, 1, now + 1s});
        QVERIFY(live.beat(beat));
        beat.at += 1s;
        QVERIFY(!live.beat(beat));
    }
    void moreTokensThanAreKeptAreLookedUpAgain()
    {
        LiveSessions live;
        const Instant now{24h};
        const auto beatOf = [now](size_t i) {
            return Beat{"hash" + std::to_string(i), "mon", now, now, now - 1min, {}};
        };
        for (size_t i = 0; i <= LiveSessions::MostTokens; ++i) {
            const auto row = static_cast<std::int64_t>(i);
            live.add(beatOf(i), {"login", row, row, row, now + 1h});
        }
        QVERIFY(!live.beat(beatOf(0)));
        QVERIFY(live.beat(beatOf(LiveSessions::MostTokens)));
        live.changed("logins", LiveSessions::MostTokens);
        QVERIFY(!live.beat(beatOf(LiveSessions::MostTokens)));
    }
    void workThatWasPutOffIsDoneInTimeAndAtTheEnd()
    {
        std::promise<void> called;
        int calls = 0;
        {
            Batcher<int> batcher{30, 1, [&](const std::vector<int*>& some) -> std::optional<Deadline> {
                                     if (some.empty() && ++calls == 1)
                                         called.set_value();
                                     return std::chrono::steady_clock::now() + 1h;
                                 }};
            batcher.callBy(std::chrono::steady_clock::now() + 1ms);
            QCOMPARE(called.get_future().wait_for(10s), std::future_status::ready);
        }
        QCOMPARE(calls, 2);
    }
};

QTEST_GUILESS_MAIN(TestServerBeats)
#include "test_server_beats.moc"

// SPDX-License-Identifier: MIT
#include "tests/server/support/workbench.h"

#include <QTest>

#include <atomic>
#include <cstdint>
#include <functional>
#include <sqlite3.h>
#include <utility>

using namespace std::chrono_literals;
using namespace tocsin::server;

namespace {

constexpr int StepsAtATime = 10;
std::atomic<int64_t> steps{0};

/// Counts the steps of SQLite's virtual machine on each connection that is opened from now on.
int countSteps(sqlite3* database, const char**, const sqlite3_api_routines*)
{
    sqlite3_progress_handler(
        database, StepsAtATime,
        [](void*) {
            steps += StepsAtATime;
            return 0;
        },
        nullptr);
    return SQLITE_OK;
}

/// So many rows of one login: far more than any answer needs.
constexpr int Many = 20'000;

/// A connection beside the server's, to make rows with.
class Seeder final
{
public:
    explicit Seeder(const std::string& file) { QCOMPARE(sqlite3_open(file.c_str(), &m_database), SQLITE_OK); }
    Seeder(const Seeder&) = delete;
    Seeder& operator=(const Seeder&) = delete;
    ~Seeder() { sqlite3_close(m_database); }

    /// `row`: of a table `numbers` with the column n, 1 to `count`.
    void insert(const std::string& into, const std::string& row, int count = Many)
    {
        const std::string script =
            "INSERT INTO " + into +
            " WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers "
            "WHERE n < " +
            std::to_string(count) + ") SELECT " + row + " FROM numbers";
        char* error = nullptr;
        sqlite3_exec(m_database, script.c_str(), nullptr, nullptr, &error);
        QVERIFY2(error == nullptr, error);
    }

private:
    sqlite3* m_database{nullptr};
};

/// A login with a session, and another of another phone.
struct TwoPhones
{
    Workbench bench{};
    std::string access{bench.logIn()};
    Reply mine{bench.start(access)};
    Reply other{bench.start(bench.logIn("+14155550124"))};
    Seeder seeder{bench.database.file()};
    std::string login{inTransaction(
        bench.store, [&](Transaction& tx) { return tx.session(mine.text("monitoring_id"))->loginId; })};
    std::string phone{inTransaction(bench.store, [&](Transaction& tx) { return tx.login(login)->phoneId; })};
    std::string now{std::to_string(bench.clock.now().time_since_epoch().count())};

    void addSessions(const std::string& name, bool ended, const std::string& present, int count)
    {
        seeder.insert(
            "sessions (monitoring_id, login_id, claude_session_id, description, hostname, started_at, "
            "created_at, last_beat_at, last_activity_at, ended_at, texts_sent, errors_seen, present, "
            "presence_at)",
            "'" + name + "' || n, '" + login + "', '" + name + "' || n, 'x', 'desk', " + now + ", " + now +
                ", " + now + ", " + now + ", " + (ended ? now + " - 600000" : "NULL") + ", 0, 0, " + present +
                ", " + now,
            count);
    }
    void addTexts(const std::string& status, const std::string& kind = "idle")
    {
        seeder.insert(
            "outbox (id, phone_id, monitoring_id, event_id, type, kind, sealed_body, made_at, due_at, "
            "useless_at, status, attempts, owner, lease_until, provider_id, error_code)",
            "'sms_' || n, '" + phone + "', '" + mine.text("monitoring_id") + "', 'ev_' || n, 'waiting', '" +
                kind + "', '', " + now + " + n, " + now + ", " + now + ", '" + status + "', 0, '', 0, '', 0");
    }
};

} // namespace

class TestServerBounds final : public QObject
{
    Q_OBJECT
private:
    /// What one request costs the database, in steps.
    static int64_t costOf(const std::function<Reply()>& request, int status = 200)
    {
        steps = 0;
        [&] { QCOMPARE(request().status, status); }();
        return steps;
    }
    /// More than the open sessions of a login may cost, and far less than to look at `Many` rows.
    static constexpr int64_t Most = 30'000;

private Q_SLOTS:
    void initTestCase()
    {
        if (std::getenv("TOCSIN_TEST_POSTGRES") != nullptr)
            QSKIP("SQLite's steps are counted");
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(&countSteps));
    }
    void anEventAsksTheOpenSessionsOnceWhoIsPresent()
    {
        TwoPhones two;
        two.addSessions("mon_a", false, "1", 997);
        two.addSessions("mon_b", false, "0", 1);
        two.addSessions("mon_c", true, "0", Many);
        const auto cost = costOf([&] { return two.bench.eventWith(two.mine, R"("grace_seconds":60)"); });
        QVERIFY2(cost < Most * 2, std::to_string(cost).c_str());
        const std::string other = two.bench.logIn(); // of the same phone
        const Reply session = two.bench.start(other);
        const auto elsewhere = costOf([&] { return two.bench.eventWith(session, R"("grace_seconds":60)"); });
        QVERIFY2(elsewhere < Most * 2, std::to_string(elsewhere).c_str());
    }
    void aSessionIsShownWithItsLatestTexts()
    {
        TwoPhones two;
        two.addTexts("withdrawn");
        const std::string id = two.mine.text("monitoring_id");
        const auto cost = costOf([&] { return two.bench.show(id, two.access); });
        QVERIFY2(cost < Most, std::to_string(cost).c_str());
        const auto texts = two.bench.show(id, two.access).body->getArray("texts");
        QCOMPARE(texts->size(), size_t{100});
        QCOMPARE(texts->getObject(0)->getValue<std::string>("sms_id"), "sms_" + std::to_string(Many - 99));
        QCOMPARE(texts->getObject(99)->getValue<std::string>("sms_id"), "sms_" + std::to_string(Many));
    }
    void textsThatDoNotCountAreNotLookedAt_data()
    {
        QTest::addColumn<QByteArray>("status");
        for (const char* const status : {"withdrawn", "failed"})
            QTest::newRow(status) << QByteArray{status};
    }
    void textsThatDoNotCountAreNotLookedAt()
    {
        QFETCH(QByteArray, status);
        TwoPhones two;
        two.addTexts(status.toStdString());
        two.bench.clock.advance(1min);
        for (const Reply* const session : {&two.mine, &two.other}) {
            const auto cost = costOf([&] { return two.bench.event(*session, "waiting", "idle"); });
            QVERIFY2(cost < Most, std::to_string(cost).c_str());
        }
    }
    void theEndOfASessionLooksAtItsHeldTextsAlone()
    {
        TwoPhones two;
        two.addTexts("withdrawn");
        const auto cost = costOf([&] { return two.bench.stop(two.mine); });
        QVERIFY2(cost < Most, std::to_string(cost).c_str());
    }
    void deadTokensAreNotLookedAt()
    {
        TwoPhones two;
        two.seeder.insert("session_tokens (hash, monitoring_id, dies_at)",
                          "'h' || n, '" + two.mine.text("monitoring_id") + "', 1");
        const auto start = costOf([&] { return two.bench.start(two.access); });
        QVERIFY2(start < Most, std::to_string(start).c_str());
        two.seeder.insert("access_tokens (jti, login_id, expires_at, dies_at, replaces, used)",
                          "'j' || n, '" + two.login + "', 1, 1, '', 0");
        const std::string fresh = two.bench.post("/auth/refresh", "", two.access).text("access_token");
        const auto use = costOf([&] { return two.bench.start(fresh); });
        QVERIFY2(use < Most, std::to_string(use).c_str());
        two.bench.clock.advance(24h);
        steps = 0;
        two.bench.housekeeping.run(); // ends the session, and forgets at most so many rows a step
        two.addSessions("mon_a", true, "0", Many);
        const auto logOut = costOf([&] { return two.bench.post("/auth/logout", "", fresh); });
        QVERIFY2(logOut < Most, std::to_string(logOut).c_str());
    }
    void endedSessionsAreNotLookedAt()
    {
        TwoPhones two;
        two.addSessions("mon_a", true, "0", Many);
        const auto list = costOf([&] {
            return two.bench.call({.method = "GET",
                                   .path = "/auth/logins",
                                   .address = two.bench.address,
                                   .contentType = {},
                                   .bearer = two.access,
                                   .idempotencyKey = {},
                                   .body = {}});
        });
        QVERIFY2(list < Most, std::to_string(list).c_str());
        const auto start = costOf([&] { return two.bench.start(two.access, "claude-2"); });
        QVERIFY2(start < Most, std::to_string(start).c_str());
    }
    void aPhoneMakesSoManyRowsAnHour()
    {
        Limits limits = Workbench::roomy();
        limits.changesPerPhone = 4;
        Workbench bench{limits};
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        QCOMPARE(bench.event(session, "done").status, 200);
        const std::string fresh = bench.post("/auth/refresh", "", access).text("access_token");
        QCOMPARE(bench.event(session, "error").status, 200);
        const auto refused = [&](const Reply& reply) {
            return reply.status == 429 && reply.text("error") == "rate_limited" &&
                   reply.headers.at("Retry-After") == "3600";
        };
        QVERIFY(refused(bench.event(session, "waiting")));
        QVERIFY(refused(bench.start(bench.logIn(), "claude-2"))); // another login of the phone
        QVERIFY(refused(bench.post("/auth/refresh", "", fresh)));
        QCOMPARE(bench.beat(session).status, 200);
        QCOMPARE(bench.stop(session).status, 200); // its start was counted
        QVERIFY(refused(bench.stop(session)));
        QCOMPARE(bench.start(bench.logIn("+14155550124")).status, 200);
        bench.clock.advance(1h);
        QCOMPARE(bench.stop(session).status, 200);
        QCOMPARE(Limits{}.changesPerPhone, 5000);
    }
};

QTEST_GUILESS_MAIN(TestServerBounds)
#include "test_server_bounds.moc"

// SPDX-License-Identifier: MIT
#include "server/store/sqlite_store.h"

#include "server/store/migrations.h"
#include "server/store/sql_transaction.h"
#include "server/store/sqlite_beat.h"
#include "server/store/sqlite_copy.h"
#include "server/store/store_error.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>

namespace tocsin::server {

namespace {

constexpr size_t MostTogether = 256; // else the first would wait too long for the last
/// What a call may take in all, waiting for others included.
constexpr std::chrono::seconds CallPatience{8};
/// What a lock of another process may take of that, so that those behind have a try of their own.
constexpr std::chrono::milliseconds MostLockWait{5000};

constexpr const char* TooLate = "SQLite: the database does not answer in time";

Deadline endOf(Deadline until)
{
    return std::min(until, std::chrono::steady_clock::now() + CallPatience);
}

/// BEGIN IMMEDIATE now, ROLLBACK at the end unless commit() came first. A deferred transaction could find, on
/// its first write, that what it read is no longer so.
class Immediate final
{
public:
    explicit Immediate(Sql sql)
        : m_sql{sql}
    {
        m_sql.run("BEGIN IMMEDIATE");
    }
    Immediate(const Immediate&) = delete;
    Immediate& operator=(const Immediate&) = delete;
    ~Immediate()
    {
        if (m_committed)
            return;
        try {
            m_sql.run("ROLLBACK");
        } catch (const StoreError&) {
            // SQLite has rolled back by itself (disk full, I/O error).
        }
    }
    void commit()
    {
        m_sql.run("COMMIT");
        m_committed = true;
    }

private:
    Sql m_sql;
    bool m_committed{false};
};

/// Two processes that do this to a new file at once meet, and SQLite answers "locked" without the wait that
/// busy_timeout asks for: the one that waited might hold up the other for ever.
void switchToWal(Sql& sql)
{
    constexpr int tries = 250;
    constexpr std::chrono::milliseconds pause{20};
    for (int i = 1;; ++i) {
        try {
            sql.run("PRAGMA journal_mode = WAL");
            return;
        } catch (const StoreUnavailable&) {
            if (i == tries)
                throw;
        }
        std::this_thread::sleep_for(pause);
    }
}

} // namespace

struct SqliteStore::Job
{
    std::variant<const std::function<void(Transaction&)>*, Beat> work;
    Deadline end;
    BeatOutcome outcome{}; ///< its failure alone for work that is no beat

    [[nodiscard]] bool isBeat() const { return work.index() == 1; }
};

SqliteStore::SqliteStore(const std::string& path, const Clock& clock)
try : m_connection{path}, m_jobs{MostTogether, 1, [this](const std::vector<Job*>& jobs){runTogether(jobs);}
} // namespace tocsin::server
{
    Sql sql{m_connection};
    // Another process on the same file (a second server, a backup) may hold the lock for a moment.
    m_connection.waitForLock(MostLockWait);
    switchToWal(sql);
    waitForDisk(true);
    sql.run("PRAGMA foreign_keys = ON");
    // Pages, 32 MiB of them: each time the log is taken into the file the disk is waited for, twice.
    sql.run("PRAGMA wal_autocheckpoint = 8000");
    Immediate transaction{sql};
    migrate(sql, clock.now(), [&path](int version) { copyBeforeUpdate(path, version); });
    transaction.commit();
}
catch (const StoreError& e)
{
    throw std::runtime_error("cannot open the database " + path + ": " + e.what());
}

SqliteStore::~SqliteStore() = default;

void SqliteStore::transact(Deadline until, const std::function<void(Transaction&)>& work)
{
    Job job{&work, endOf(until)};
    if (!m_jobs.run(job, job.end))
        throw StoreUnavailable{TooLate};
    if (job.outcome.failure)
        std::rethrow_exception(job.outcome.failure);
}

void SqliteStore::beatLater(const Beat& beat, Deadline until, std::function<void(const BeatOutcome&)> done)
{
    const auto job = std::make_shared<Job>(Job{beat, endOf(until)});
    m_jobs.post(*job, job->end, [job, done = std::move(done)] { done(job->outcome); });
}

/// What was promised (a text, a revocation) has to survive a power cut. A beat need not: there will be a
/// next one.
void SqliteStore::waitForDisk(bool wait)
{
    if (wait == m_waitsForDisk)
        return;
    m_connection.script(wait ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    m_waitsForDisk = wait;
}

/// Those that waited for their turn too long have their answer: what is in the way would be in theirs, too.
std::vector<SqliteStore::Job*> SqliteStore::inTime(const std::vector<Job*>& jobs)
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<Job*> left;
    std::chrono::milliseconds wait = MostLockWait;
    for (Job* const job : jobs) {
        if (job->end <= now) {
            job->outcome.failure = std::make_exception_ptr(StoreUnavailable{TooLate});
            continue;
        }
        left.push_back(job);
        wait = std::min(wait, std::chrono::ceil<std::chrono::milliseconds>(job->end - now));
    }
    m_connection.waitForLock(wait);
    return left;
}

/// Their failures are theirs; that of the commit is everybody's whose work went well.
void SqliteStore::runTogether(const std::vector<Job*>& all) noexcept
{
    std::vector<Job*> jobs;
    try {
        jobs = inTime(all);
        if (jobs.empty())
            return;
        waitForDisk(!std::all_of(jobs.begin(), jobs.end(), [](const Job* job) { return job->isBeat(); }));
        Immediate transaction{Sql{m_connection}};
        for (Job* const job : jobs)
            runInside(*job, jobs.size() == 1);
        if (jobs.size() == 1 && jobs.front()->outcome.failure)
            return; // rolled back
        transaction.commit();
    } catch (...) {
        for (Job* const job : jobs) {
            if (!job->outcome.failure)
                job->outcome.failure = std::current_exception();
        }
    }
}

void SqliteStore::runInside(Job& job, bool alone)
{
    Sql sql{m_connection};
    if (const auto* const beat = std::get_if<Beat>(&job.work)) {
        job.outcome.login =
            writeBeat(sql, *beat); // when it throws, the database is ill: that concerns everybody
        return;
    }
    SqlTransaction rows{sql};
    if (!alone)
        sql.run("SAVEPOINT one");
    try {
        (*std::get<0>(job.work))(rows);
    } catch (...) {
        job.outcome.failure = std::current_exception();
    }
    if (alone)
        return;
    if (job.outcome.failure) {
        try {
            sql.run("ROLLBACK TO one");
        } catch (const StoreError&) {
            // SQLite has rolled back everything by itself; why is everybody's answer.
            std::rethrow_exception(job.outcome.failure);
        }
    }
    sql.run("RELEASE one");
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/store/sqlite_store.h"

#include "server/store/migrations.h"
#include "server/store/sql_transaction.h"
#include "server/store/store_error.h"

#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>

namespace tocsin::server {

namespace {

constexpr size_t MostTogether = 256; // else the first would wait too long for the last

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
    const std::function<void(Transaction&)>& work;
    std::exception_ptr failure{};
};

SqliteStore::SqliteStore(const std::string& path, const Clock& clock)
try : m_connection{path}, m_jobs{MostTogether, 1, [this](const std::vector<Job*>& jobs){runTogether(jobs);}
} // namespace tocsin::server
{
    Sql sql{m_connection};
    // Another process on the same file (a second server, a backup) may hold the lock for a moment.
    sql.run("PRAGMA busy_timeout = 5000");
    switchToWal(sql);
    sql.run("PRAGMA synchronous = FULL"); // what was promised (a text, a revocation) survives a power cut
    sql.run("PRAGMA foreign_keys = ON");
    Immediate transaction{sql};
    migrate(sql, clock.now());
    transaction.commit();
}
catch (const StoreError& e)
{
    throw std::runtime_error("cannot open the database " + path + ": " + e.what());
}

SqliteStore::~SqliteStore() = default;

void SqliteStore::transact(const std::function<void(Transaction&)>& work)
{
    Job job{work};
    m_jobs.run(job);
    if (job.failure)
        std::rethrow_exception(job.failure);
}

/// Their failures are theirs; that of the commit is everybody's whose work went well.
void SqliteStore::runTogether(const std::vector<Job*>& jobs) noexcept
{
    try {
        Immediate transaction{Sql{m_connection}};
        for (Job* const job : jobs)
            runInside(*job, jobs.size() == 1);
        if (jobs.size() == 1 && jobs.front()->failure)
            return; // rolled back
        transaction.commit();
    } catch (...) {
        for (Job* const job : jobs) {
            if (!job->failure)
                job->failure = std::current_exception();
        }
    }
}

void SqliteStore::runInside(Job& job, bool alone)
{
    Sql sql{m_connection};
    SqlTransaction rows{sql};
    if (!alone)
        sql.run("SAVEPOINT one");
    try {
        job.work(rows);
    } catch (...) {
        job.failure = std::current_exception();
    }
    if (alone)
        return;
    if (job.failure)
        sql.run("ROLLBACK TO one"); // throws where SQLite has rolled back everything by itself
    sql.run("RELEASE one");
}

bool SqliteStore::healthy()
{
    try {
        transact([](Transaction& tx) { tx.probe(); });
        return true;
    } catch (const StoreError&) {
        return false;
    }
}

} // namespace tocsin::server

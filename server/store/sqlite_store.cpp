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

/// Nobody waits for it, and those who come meanwhile should not wait behind it.
constexpr std::chrono::milliseconds LockWaitForBeats{200};

constexpr const char* TooLate = "SQLite: the database does not answer in time";

Deadline endOf(Deadline until)
{
    return std::min(until, std::chrono::steady_clock::now() + CallPatience);
}

/// To write it has to be immediate: a deferred one could find, on its first write, that what it read is no
/// longer so.
constexpr const char* ToWrite = "BEGIN IMMEDIATE";
constexpr const char* ToRead = "BEGIN";

/// Begins now; ROLLBACK at the end unless commit() came first.
class Running final
{
public:
    Running(Sql sql, const char* begin)
        : m_sql{sql}
    {
        m_sql.run(begin);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running()
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

bool isOfTheStore(const std::exception_ptr& failure)
{
    try {
        std::rethrow_exception(failure);
    } catch (const StoreError&) {
        return true;
    } catch (...) {
        return false;
    }
}

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
try : m_connection{path},
    m_jobs{MostTogether, 1, [this](const std::vector<Job*>& jobs){return runTogether(jobs);}
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
    Running transaction{sql, ToWrite};
    migrate(sql, clock.now(), [&path](int version) { copyBeforeUpdate(path, version); });
    transaction.commit();
    m_watch.emplace(path);
    m_connection.onChange([this](std::string_view table, std::int64_t row) {
        if (!m_writesBeats)
            m_live.changed(table, row);
    });
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
    if (m_writes && !m_beats.isLate() && isAsKnown()) {
        if (auto login = m_live.beat(beat)) {
            if (m_beats.add(beat))
                m_jobs.callBy(std::chrono::steady_clock::now() + WaitingBeats::Wait);
            return done({std::move(login), {}});
        }
    }
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

std::optional<Deadline> SqliteStore::runTogether(const std::vector<Job*>& all) noexcept
{
    std::vector<Job*> jobs;
    try {
        jobs = inTime(all);
        const bool beatsAlone =
            std::all_of(jobs.begin(), jobs.end(), [](const Job* job) { return job->isBeat(); });
        if (beatsAlone && m_writes)
            lookUp(jobs);
        else if (!jobs.empty())
            runInOneTransaction(jobs);
    } catch (...) {
        m_writes = false;
        for (Job* const job : jobs) {
            if (!job->outcome.failure)
                job->outcome.failure = std::current_exception();
        }
    }
    const auto due = m_beats.due();
    // Called with none: their time has come, or the end.
    if (due && (all.empty() || *due <= std::chrono::steady_clock::now()))
        writeBeats();
    const auto next = m_beats.due();
    return next && !m_writes ? std::chrono::steady_clock::now() + WaitingBeats::Wait : next;
}

void SqliteStore::lookUp(const std::vector<Job*>& beats)
{
    if (beats.empty())
        return;
    Sql sql{m_connection};
    Running transaction{sql, ToRead};
    forgetIfOthersWrote(sql);
    for (Job* const job : beats) {
        const Beat& beat = std::get<Beat>(job->work);
        const auto holder = holderOfBeat(sql, beat);
        if (!holder)
            continue;
        job->outcome.login = holder->loginId;
        m_live.add(beat, *holder);
        m_beats.add(beat);
    }
    transaction.commit();
    noteVersion(sql);
}

/// Their failures are theirs; that of the commit is everybody's whose work went well.
void SqliteStore::runInOneTransaction(const std::vector<Job*>& jobs)
{
    waitForDisk(!std::all_of(jobs.begin(), jobs.end(), [](const Job* job) { return job->isBeat(); }));
    Sql sql{m_connection};
    Running transaction{sql, ToWrite};
    writeBeatsInside(sql); // for the others to see
    for (Job* const job : jobs)
        runInside(*job, jobs.size() == 1);
    if (jobs.size() == 1 && jobs.front()->outcome.failure) {
        if (isOfTheStore(jobs.front()->outcome.failure))
            m_writes = false;
        return; // rolled back
    }
    transaction.commit();
    written();
    noteVersion(sql);
}

void SqliteStore::writeBeats() noexcept
{
    try {
        m_connection.waitForLock(LockWaitForBeats);
        waitForDisk(false);
        Sql sql{m_connection};
        Running transaction{sql, ToWrite};
        writeBeatsInside(sql);
        transaction.commit();
        written();
        noteVersion(sql);
    } catch (const std::exception&) {
        m_writes = false; // it stays there for the next beat, which says what is wrong
    }
}

void SqliteStore::writeBeatsInside(Sql& sql)
{
    forgetIfOthersWrote(sql);
    m_writesBeats = true;
    try {
        m_beats.write(sql);
    } catch (...) {
        m_writesBeats = false;
        throw;
    }
    m_writesBeats = false;
}

void SqliteStore::written()
{
    m_beats.written();
    m_writes = true;
}

/// Another server on this file, or a person: they may have ended sessions, and given rows other numbers.
void SqliteStore::forgetIfOthersWrote(Sql& sql)
{
    const auto version = sql.row<std::int64_t>("PRAGMA data_version");
    if (version && std::get<0>(*version) != std::exchange(m_others, std::get<0>(*version)))
        m_live.forgetAll();
}

/// Whoever writes between the two steps is found by the second, whoever writes later by isAsKnown().
void SqliteStore::noteVersion(Sql& sql) noexcept
{
    try {
        const auto version = m_watch->version();
        forgetIfOthersWrote(sql);
        m_known = version.value_or(-1);
    } catch (const std::exception&) {
        m_known = -1; // what was committed stays so
    }
}

bool SqliteStore::isAsKnown()
{
    const auto version = m_watch->version();
    return version && *version == m_known;
}

void SqliteStore::runInside(Job& job, bool alone)
{
    Sql sql{m_connection};
    if (const auto* const beat = std::get_if<Beat>(&job.work)) {
        // When it throws, the database is ill: that concerns everybody.
        if (const auto holder = holderOfBeat(sql, *beat)) {
            job.outcome.login = holder->loginId;
            m_beats.add(*beat);
            writeBeatsInside(sql);
        }
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

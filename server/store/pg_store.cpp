// SPDX-License-Identifier: MIT
#include "server/store/pg_store.h"

#include "server/store/migrations.h"
#include "server/store/sql_transaction.h"
#include "server/store/store_error.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <stdexcept>
#include <utility>

namespace tocsin::server {

namespace {

// A statement that waits longer has met a lock whose holder hangs; a holder that hangs is rolled back. SET
// LOCAL rather than startup options: a pooler in front of the database takes only the former.
constexpr const char* Patience = "SET LOCAL statement_timeout = '5s'; "
                                 "SET LOCAL idle_in_transaction_session_timeout = '10s'; ";

constexpr int MostRuns = 12;
constexpr size_t MostBeats = 256;
constexpr size_t BeatsAtATime = 2; // while one waits for the network, another is on its way
/// A second try keeps a thread: those that waited longer would need one each while the database hangs.
constexpr std::chrono::seconds AnotherTryWithin{1};

constexpr const char* TooLate = "the database does not answer in time";

/// How a run begins. Conflicts are rare, but who comes second among many that want the same row would come
/// second again and again. So the second run waits in a line with all others that run again, and from the
/// fourth on it has the database to itself. The lock is taken before the first SELECT: LOCK TABLE takes no
/// snapshot, so what is read after it is what was committed while we waited for it.
std::string beginning(int run)
{
    const std::string mode = run == 0 ? "ROW SHARE" : run < 3 ? "SHARE ROW EXCLUSIVE" : "EXCLUSIVE";
    return std::string{"BEGIN ISOLATION LEVEL SERIALIZABLE; "} + Patience + "LOCK TABLE migrations IN " +
           mode + " MODE";
}

/// ROLLBACK at the end unless commit() came first.
class Running final
{
public:
    Running(PgConnection& connection, const std::string& begin)
        : m_connection{connection}
    {
        try {
            m_connection.command(begin);
        } catch (...) {
            rollBack(); // BEGIN may have gone well, and what follows it not
            throw;
        }
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running()
    {
        if (!m_over)
            rollBack();
    }
    void commit()
    {
        m_connection.command("COMMIT");
        m_over = true;
    }

private:
    void rollBack() noexcept
    {
        try {
            m_connection.command("ROLLBACK");
        } catch (const StoreError&) {
            // The connection is lost; the server rolls back when it notices.
        }
    }

    PgConnection& m_connection;
    bool m_over{false};
};

/// Each statement for itself. Who gives up waiting for an answer does not end the statement: its own timeout
/// does.
class StepByStep final : public SqlConnection
{
public:
    explicit StepByStep(PgConnection& connection)
        : m_connection{connection}
    {}
    [[nodiscard]] std::unique_ptr<SqlCursor> execute(const std::string& text,
                                                     std::span<const SqlValue> values) override
    {
        return m_connection.executeUnder("SELECT set_config('statement_timeout', '5s', true)", text, values);
    }

private:
    PgConnection& m_connection;
};

/// The connection was lost when the answer to COMMIT was due: it may have been done or not, so it must not be
/// run again.
class StoreUncertain final : public StoreUnavailable
{
public:
    using StoreUnavailable::StoreUnavailable;
};

} // namespace

PgStore::PgStore(const std::string& url, const Clock& clock, Settings settings)
    : m_settings{settings}
    , m_pool{PgAddress{url}, settings.mostConnections}
    , m_beats{MostBeats, BeatsAtATime, [this](const std::vector<PgBeat*>& jobs) {
                  beatTogether(jobs);
                  return std::nullopt;
              }}
{
    try {
        bringUpToDate(clock);
    } catch (const StoreError& e) {
        throw std::runtime_error("cannot use the database of DATABASE_URL (" + m_pool.address().shown() +
                                 "): " + e.what());
    }
}

Deadline PgStore::endOf(Deadline until) const
{
    const auto now = std::chrono::steady_clock::now();
    if (now >= until)
        throw StoreUnavailable{TooLate};
    return std::min(until, now + m_settings.patience);
}

void PgStore::bringUpToDate(const Clock& clock)
{
    for (int run = 0;; ++run) {
        try {
            const auto othersToo = std::chrono::seconds{60}; // they may be at it
            const PgPool::Lease connection{m_pool, std::chrono::steady_clock::now() + m_settings.patience +
                                                       othersToo};
            Running transaction{*connection,
                                "BEGIN; SELECT pg_advisory_xact_lock(7463719)"}; // no other meaning
            Sql sql{*connection};
            migrate(sql, clock.now());
            transaction.commit();
            return;
        } catch (const StoreConflict&) {
            if (run > 0)
                throw;
        }
    }
}

void PgStore::transact(Deadline until, const std::function<void(Transaction&)>& work)
{
    const Deadline end = endOf(until);
    bool lost = false;
    for (int run = 0;; ++run) {
        const bool last = run + 1 >= MostRuns || std::chrono::steady_clock::now() >= end;
        try {
            runOnce(work, run, end);
            return;
        } catch (const StoreConflict& e) {
            if (last)
                throw StoreUnavailable{e.what()};
        } catch (const StoreDisconnected&) {
            m_pool.closeIdle();
            if (last || std::exchange(lost, true))
                throw;
        }
    }
}

void PgStore::runOnce(const std::function<void(Transaction&)>& work, int run, Deadline deadline)
{
    const PgPool::Lease connection{m_pool, deadline};
    Running transaction{*connection, beginning(run)};
    SqlTransaction rows{Sql{*connection}};
    work(rows);
    connection.takeAllTheTime();
    try {
        transaction.commit();
    } catch (const StoreDisconnected& e) {
        throw StoreUncertain{e.what()};
    }
}

void PgStore::lightly(Deadline until, const std::function<void(Transaction&)>& work)
{
    const Deadline end = endOf(until);
    for (int run = 0;; ++run) {
        const bool last = run > 0;
        try {
            const PgPool::Lease connection{m_pool, end};
            StepByStep steps{*connection};
            SqlTransaction rows{Sql{steps}};
            work(rows);
            return;
        } catch (const StoreConflict& e) {
            if (last)
                throw StoreUnavailable{e.what()};
        } catch (const StoreDisconnected&) {
            m_pool.closeIdle();
            if (last)
                throw;
        }
    }
}

void PgStore::beatLater(const Beat& beat, Deadline until, std::function<void(const BeatOutcome&)> done)
{
    // Our ids are plain. PostgreSQL would refuse the beats of everybody for one that is no text.
    if (!std::all_of(beat.monitoringId.begin(), beat.monitoringId.end(),
                     [](char c) { return c > ' ' && c < '\x7f'; }))
        return done({});
    const auto now = std::chrono::steady_clock::now();
    const auto job = std::make_shared<PgBeat>(PgBeat{
        .beat = beat, .end = std::min(until, now + m_settings.patience), .again = now + AnotherTryWithin});
    m_beats.post(*job, job->end, [job, done = std::move(done)] { done(job->outcome); });
}

void PgStore::writeOn(Deadline end, const std::vector<PgBeat*>& beats)
{
    const auto write = [&] { writeBeats(*PgPool::Lease{m_pool, end}, beats); };
    try {
        write();
    } catch (const StoreDisconnected&) {
        m_pool.closeIdle();
        write();
    }
}

void PgStore::beatTogether(const std::vector<PgBeat*>& jobs) noexcept
{
    static const auto late = std::make_exception_ptr(StoreUnavailable{TooLate});
    // Those that waited for their turn too long have their answer: what hangs now would hang for them, too.
    std::vector<PgBeat*> inTime;
    Deadline end = Deadline::max();
    for (PgBeat* const job : jobs) {
        if (std::chrono::steady_clock::now() >= job->end) {
            job->outcome.failure = late;
            continue;
        }
        inTime.push_back(job);
        end = std::min(end, job->end);
    }
    if (inTime.empty())
        return;
    try {
        writeOn(end, inTime);
    } catch (const std::exception&) {
        // Without a login each is tried again for itself, if there is time: to beat twice is to beat.
        for (PgBeat* const job : inTime) {
            if (std::chrono::steady_clock::now() >= job->again)
                job->outcome.failure = late;
        }
    }
}

} // namespace tocsin::server

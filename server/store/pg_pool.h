// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/pg_connection.h"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace tocsin::server {

/// Connections that are kept for the next who needs one. Thread-safe.
class PgPool final
{
    struct Idle
    {
        std::unique_ptr<PgConnection> connection;
        std::chrono::steady_clock::time_point since;
    };

public:
    /// Firewalls and load balancers forget connections that are quiet, some of them after minutes: those that
    /// nobody used for `keptFor` are not used again.
    PgPool(PgAddress address, size_t most, std::chrono::milliseconds keptFor = std::chrono::seconds{60});

    /// A connection for as long as this lives. Throws StoreUnavailable when none came free or could be made
    /// before the deadline. One that was used before may be dead without a sign: it has half of the time, so
    /// that the other half is for another.
    class Lease final
    {
    public:
        Lease(PgPool& pool, Deadline deadline);
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease();

        [[nodiscard]] PgConnection& operator*() const { return *m_connection; }
        [[nodiscard]] PgConnection* operator->() const { return m_connection.get(); }
        /// From now on it has all of the time: what is asked now is not asked again.
        void takeAllTheTime() const { m_connection->waitUntil(m_deadline); }

    private:
        /// One of those that were kept, or nothing; with the pool locked. Those that it finds too old are
        /// for the caller to close, without the lock.
        [[nodiscard]] std::unique_ptr<PgConnection> takeKept(std::vector<Idle>& old) const;

        PgPool& m_pool;
        Deadline m_deadline;
        std::unique_ptr<PgConnection> m_connection;
    };

    /// Closes those that nobody uses: one was found dead, so the others most likely are too.
    void closeIdle();

    [[nodiscard]] const PgAddress& address() const { return m_address; }

private:
    /// Both with the pool locked.
    [[nodiscard]] bool hasRoom() const;
    void wasMade();

    const PgAddress m_address;
    const size_t m_most;
    const std::chrono::milliseconds m_keptFor;
    const PgConnection::Kept m_kept{std::make_shared<std::atomic<bool>>(true)};
    std::mutex m_mutex;
    std::condition_variable m_freed;
    std::vector<Idle> m_idle; ///< the latest last
    size_t m_leased{0};       ///< those that are being made included
    size_t m_beingMade{0};
};

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/pg_connection.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace tocsin::server {

/// Connections that are kept for the next who needs one. Thread-safe.
class PgPool final
{
public:
    PgPool(PgAddress address, size_t most);

    /// A connection for as long as this lives. Throws StoreUnavailable when none came free or could be made
    /// before the deadline.
    class Lease final
    {
    public:
        Lease(PgPool& pool, Deadline deadline);
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease();

        [[nodiscard]] PgConnection& operator*() const { return *m_connection; }
        [[nodiscard]] PgConnection* operator->() const { return m_connection.get(); }

    private:
        PgPool& m_pool;
        std::unique_ptr<PgConnection> m_connection;
    };

    /// Closes those that nobody uses: one was found dead, so the others most likely are too.
    void closeIdle();

    [[nodiscard]] const PgAddress& address() const { return m_address; }

private:
    const PgAddress m_address;
    const size_t m_most;
    const PgConnection::Kept m_kept{std::make_shared<std::atomic<bool>>(true)};
    std::mutex m_mutex;
    std::condition_variable m_freed;
    std::vector<std::unique_ptr<PgConnection>> m_idle;
    size_t m_leased{0};
};

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/store/pg_pool.h"

#include "server/store/store_error.h"

#include <utility>

namespace tocsin::server {

PgPool::PgPool(PgAddress address, size_t most)
    : m_address{std::move(address)}
    , m_most{most}
{}

PgPool::Lease::Lease(PgPool& pool, Deadline deadline)
    : m_pool{pool}
{
    {
        std::unique_lock lock{pool.m_mutex};
        if (!pool.m_freed.wait_until(lock, deadline, [&] { return pool.m_leased < pool.m_most; }))
            throw StoreUnavailable{"every connection to the database is in use"};
        ++pool.m_leased;
        if (!pool.m_idle.empty()) {
            m_connection = std::move(pool.m_idle.back());
            pool.m_idle.pop_back();
            m_connection->waitUntil(deadline);
            return;
        }
    }
    try {
        m_connection = std::make_unique<PgConnection>(pool.m_address, deadline, pool.m_kept);
    } catch (...) {
        const std::lock_guard lock{pool.m_mutex};
        --pool.m_leased;
        pool.m_freed.notify_one();
        throw;
    }
}

PgPool::Lease::~Lease()
{
    const bool usable = m_connection->usable();
    const std::lock_guard lock{m_pool.m_mutex};
    if (usable)
        m_pool.m_idle.push_back(std::move(m_connection));
    --m_pool.m_leased;
    m_pool.m_freed.notify_one();
}

void PgPool::closeIdle()
{
    std::vector<std::unique_ptr<PgConnection>> dead;
    const std::lock_guard lock{m_mutex};
    dead.swap(m_idle);
}

} // namespace tocsin::server

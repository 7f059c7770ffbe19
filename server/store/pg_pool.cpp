// SPDX-License-Identifier: MIT
#include "server/store/pg_pool.h"

#include "server/store/store_error.h"

#include <algorithm>
#include <utility>

namespace tocsin::server {

namespace {

/// Of the connections, as many may be made at a time: whoever waits for one that cannot be made holds its
/// place, and the others are for those that there are.
constexpr size_t ShareToBeMade = 3;

} // namespace

PgPool::PgPool(PgAddress address, size_t most, std::chrono::milliseconds keptFor)
    : m_address{std::move(address)}
    , m_most{most}
    , m_keptFor{keptFor}
{}

PgPool::Lease::Lease(PgPool& pool, Deadline deadline)
    : m_pool{pool}
    , m_deadline{deadline}
{
    std::vector<Idle> old; // closed without the lock
    {
        std::unique_lock lock{pool.m_mutex};
        if (!pool.m_freed.wait_until(lock, deadline, [&pool] { return pool.hasRoom(); }))
            throw StoreUnavailable{"every connection to the database is in use"};
        ++pool.m_leased;
        m_connection = takeKept(old);
        if (!m_connection)
            ++pool.m_beingMade;
    }
    if (m_connection) {
        const auto now = std::chrono::steady_clock::now();
        m_connection->waitUntil(now + (deadline - now) / 2);
        return;
    }
    try {
        m_connection = std::make_unique<PgConnection>(pool.m_address, deadline, pool.m_kept);
    } catch (...) {
        const std::lock_guard lock{pool.m_mutex};
        --pool.m_leased;
        pool.wasMade();
        throw;
    }
    const std::lock_guard lock{pool.m_mutex};
    pool.wasMade();
}

bool PgPool::hasRoom() const
{
    return m_leased < m_most &&
           (!m_idle.empty() || m_beingMade < std::max<size_t>(m_most / ShareToBeMade, 1));
}

void PgPool::wasMade()
{
    --m_beingMade;
    m_freed.notify_one();
}

std::unique_ptr<PgConnection> PgPool::Lease::takeKept(std::vector<Idle>& old) const
{
    std::vector<Idle>& idle = m_pool.m_idle;
    if (!idle.empty() && idle.back().since + m_pool.m_keptFor < std::chrono::steady_clock::now())
        old.swap(idle); // it was the latest of them
    if (idle.empty())
        return nullptr;
    auto connection = std::move(idle.back().connection);
    idle.pop_back();
    return connection;
}

PgPool::Lease::~Lease()
{
    const bool usable = m_connection->usable();
    const std::lock_guard lock{m_pool.m_mutex};
    if (usable)
        m_pool.m_idle.push_back({std::move(m_connection), std::chrono::steady_clock::now()});
    --m_pool.m_leased;
    m_pool.m_freed.notify_one();
}

void PgPool::closeIdle()
{
    std::vector<Idle> dead;
    const std::lock_guard lock{m_mutex};
    dead.swap(m_idle);
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#include "server/http/connection_table.h"

#include "server/base/address.h"

#include <utility>

namespace tocsin::server {

std::optional<ConnectionTable::Id> ConnectionTable::enter(EndIt end, const std::string& address)
{
    const std::lock_guard lock{m_mutex};
    if (m_closed)
        return std::nullopt;
    const std::string site = siteOf(address);
    const bool hasSite = site != address;
    if (!makeRoom(address, m_room.perAddress) || (hasSite && !makeRoom(site, m_room.perSite)))
        return std::nullopt;
    if (m_open >= m_room.all) {
        if (m_order.empty())
            return std::nullopt;
        makeEnd(m_order.front());
    }
    const Id id = ++m_last;
    Entry& entry =
        m_entries.emplace(id, Entry{std::move(end), {Share{address}, Share{hasSite ? site : std::string{}}}})
            .first->second;
    ++m_open;
    for (const Share& share : entry.shares) {
        if (!share.owner.empty())
            ++m_owners[share.owner].count;
    }
    put(entry, id);
    return id;
}

void ConnectionTable::now(Id id, Doing doing)
{
    const std::lock_guard lock{m_mutex};
    Entry& entry = m_entries.at(id);
    if (entry.ended)
        return;
    take(entry);
    entry.doing = doing;
    put(entry, id);
    if (m_closed && doing == Doing::Waiting)
        entry.end(End::Reading);
}

void ConnectionTable::leave(Id id)
{
    const std::lock_guard lock{m_mutex};
    const auto found = m_entries.find(id);
    if (!found->second.ended) {
        take(found->second);
        uncount(found->second);
    }
    m_entries.erase(found);
    m_left.notify_all();
}

void ConnectionTable::close()
{
    const std::lock_guard lock{m_mutex};
    m_closed = true;
    for (const auto& [id, entry] : m_entries) {
        if (entry.doing == Doing::Waiting || entry.doing == Doing::New)
            entry.end(End::Reading);
    }
}

bool ConnectionTable::closed() const
{
    const std::lock_guard lock{m_mutex};
    return m_closed;
}

void ConnectionTable::endAll()
{
    const std::lock_guard lock{m_mutex};
    for (const auto& [id, entry] : m_entries)
        entry.end(End::Now);
}

bool ConnectionTable::waitUntilEmpty(std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock{m_mutex};
    return m_left.wait_until(lock, deadline, [this] { return m_entries.empty(); });
}

bool ConnectionTable::makeRoom(const std::string& owner, size_t most)
{
    const auto found = m_owners.find(owner);
    if (found == m_owners.end() || found->second.count < most)
        return true;
    if (found->second.waiting.empty())
        return false;
    makeEnd(found->second.waiting.front());
    return true;
}

void ConnectionTable::makeEnd(Id id)
{
    Entry& entry = m_entries.at(id);
    take(entry);
    uncount(entry);
    entry.ended = true;
    entry.end(End::Now);
}

void ConnectionTable::put(Entry& entry, Id id)
{
    if (entry.doing != Doing::Answering)
        entry.place = m_order.insert(m_order.end(), id);
    if (entry.doing != Doing::Waiting)
        return;
    for (Share& share : entry.shares) {
        if (share.owner.empty())
            continue;
        Order& waiting = m_owners.at(share.owner).waiting;
        share.place = waiting.insert(waiting.end(), id);
    }
}

void ConnectionTable::take(Entry& entry)
{
    if (entry.doing != Doing::Answering)
        m_order.erase(entry.place);
    if (entry.doing != Doing::Waiting)
        return;
    for (const Share& share : entry.shares) {
        if (!share.owner.empty())
            m_owners.at(share.owner).waiting.erase(share.place);
    }
}

void ConnectionTable::uncount(const Entry& entry)
{
    --m_open;
    for (const Share& share : entry.shares) {
        if (share.owner.empty())
            continue;
        const auto owner = m_owners.find(share.owner);
        if (--owner->second.count == 0)
            m_owners.erase(owner);
    }
}

} // namespace tocsin::server

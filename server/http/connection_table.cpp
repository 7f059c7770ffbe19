// SPDX-License-Identifier: MIT
#include "server/http/connection_table.h"

#include <utility>

namespace tocsin::server {

std::optional<ConnectionTable::Id> ConnectionTable::enter(EndIt end, const std::string& address)
{
    const std::lock_guard lock{m_mutex};
    if (m_closed)
        return std::nullopt;
    if (const auto mine = m_perAddress.find(address);
        mine != m_perAddress.end() && mine->second.count >= m_room.perAddress) {
        if (mine->second.waiting.empty())
            return std::nullopt;
        makeEnd(mine->second.waiting.front());
    }
    if (m_open >= m_room.all) {
        if (m_order.empty())
            return std::nullopt;
        makeEnd(m_order.front());
    }
    const Id id = ++m_last;
    Entry& entry = m_entries.emplace(id, Entry{std::move(end), address}).first->second;
    ++m_open;
    if (!address.empty())
        ++m_perAddress[address].count;
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
    if (entry.doing == Doing::Waiting && !entry.address.empty()) {
        Order& waiting = m_perAddress.at(entry.address).waiting;
        entry.placeOfMine = waiting.insert(waiting.end(), id);
    }
}

void ConnectionTable::take(Entry& entry)
{
    if (entry.doing != Doing::Answering)
        m_order.erase(entry.place);
    if (entry.doing == Doing::Waiting && !entry.address.empty())
        m_perAddress.at(entry.address).waiting.erase(entry.placeOfMine);
}

void ConnectionTable::uncount(const Entry& entry)
{
    --m_open;
    if (entry.address.empty())
        return;
    const auto mine = m_perAddress.find(entry.address);
    if (--mine->second.count == 0)
        m_perAddress.erase(mine);
}

} // namespace tocsin::server

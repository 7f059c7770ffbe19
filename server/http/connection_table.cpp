// SPDX-License-Identifier: MIT
#include "server/http/connection_table.h"

#include <sys/socket.h>

namespace tocsin::server {

template<typename Matches> bool ConnectionTable::cutLongest(Matches matches)
{
    auto longest = m_entries.end();
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        const bool longer = longest == m_entries.end() || it->second.since < longest->second.since;
        if (!it->second.cut && longer && matches(it->second))
            longest = it;
    }
    if (longest == m_entries.end())
        return false;
    shutdown(longest->second.socket, SHUT_RDWR);
    longest->second.cut = true;
    uncount(longest->second);
    return true;
}

std::optional<ConnectionTable::Id> ConnectionTable::enter(int socket, const std::string& address)
{
    const std::lock_guard lock{m_mutex};
    if (m_closed)
        return std::nullopt;
    if (!address.empty()) {
        const auto mine = m_perAddress.find(address);
        if (mine != m_perAddress.end() && mine->second >= m_room.perAddress &&
            !cutLongest([&](const Entry& entry) {
                return entry.doing == Doing::Waiting && entry.address == address;
            }))
            return std::nullopt;
    }
    if (m_open >= m_room.all &&
        !cutLongest([](const Entry& entry) { return entry.doing != Doing::Answering; }))
        return std::nullopt;
    m_entries.emplace(++m_last, Entry{socket, address, Doing::New, std::chrono::steady_clock::now(), false});
    ++m_open;
    if (!address.empty())
        ++m_perAddress[address];
    return m_last;
}

void ConnectionTable::now(Id id, Doing doing)
{
    const std::lock_guard lock{m_mutex};
    Entry& entry = m_entries.at(id);
    entry.doing = doing;
    entry.since = std::chrono::steady_clock::now();
    if (m_closed && doing == Doing::Waiting)
        shutdown(entry.socket, SHUT_RD);
}

void ConnectionTable::leave(Id id)
{
    const std::lock_guard lock{m_mutex};
    const auto found = m_entries.find(id);
    if (!found->second.cut)
        uncount(found->second);
    m_entries.erase(found);
    m_left.notify_all();
}

void ConnectionTable::close()
{
    const std::lock_guard lock{m_mutex};
    m_closed = true;
    // Only the reading side: what has arrived is still read, and answered.
    for (const auto& [id, entry] : m_entries) {
        if (entry.doing == Doing::Waiting || entry.doing == Doing::New)
            shutdown(entry.socket, SHUT_RD);
    }
}

bool ConnectionTable::closed() const
{
    const std::lock_guard lock{m_mutex};
    return m_closed;
}

void ConnectionTable::cutAll()
{
    const std::lock_guard lock{m_mutex};
    for (const auto& [id, entry] : m_entries)
        shutdown(entry.socket, SHUT_RDWR);
}

bool ConnectionTable::waitUntilEmpty(std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock{m_mutex};
    return m_left.wait_until(lock, deadline, [this] { return m_entries.empty(); });
}

void ConnectionTable::uncount(const Entry& entry)
{
    --m_open;
    if (const auto mine = m_perAddress.find(entry.address); mine != m_perAddress.end() && --mine->second == 0)
        m_perAddress.erase(mine);
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace tocsin::server {

/// Every open connection, and which one must end when there is no room for another. Nothing here takes longer
/// with more connections. Thread-safe.
class ConnectionTable final
{
public:
    struct Room
    {
        size_t all{1000};
        size_t perAddress{50};
        size_t perSite{200}; ///< an IPv6 /48
    };
    explicit ConnectionTable(Room room)
        : m_room{room}
    {}

    using Id = uint64_t;
    /// New: nothing has come yet. Waiting: for the first byte of a next request.
    enum class Doing { New, Waiting, Reading, Answering, Writing };
    /// Reading: what has arrived is still read and answered, and then it ends.
    enum class End { Reading, Now };
    /// Ends the connection, from any thread. Called with the table locked: it must not wait, nor call back.
    using EndIt = std::function<void(End)>;

    /// Nothing when there is no room. A full table makes some: the connection that has been doing the same
    /// for longest ends, be it waiting, reading or writing, so that neither idle nor slow clients ever keep
    /// others out; one that is being answered stays. An address or a /48 that is full gives up one of its own
    /// that waits, never another's. `address` empty: only the whole counts (a proxy, which speaks for many).
    [[nodiscard]] std::optional<Id> enter(EndIt end, const std::string& address);
    void now(Id id, Doing doing);
    void leave(Id id);

    /// No more requests from anyone: those that wait end, and enter() has no room any more.
    void close();
    [[nodiscard]] bool closed() const;
    void endAll();
    /// False when there are still connections at `deadline`.
    [[nodiscard]] bool waitUntilEmpty(std::chrono::steady_clock::time_point deadline);

private:
    using Order = std::list<Id>; ///< the one that has been at it for longest first
    struct Owner
    {
        size_t count{0}; ///< of connections that have not ended
        Order waiting{};
    };
    /// One of an owner's connections.
    struct Share
    {
        std::string owner{}; ///< empty: counted for no address
        Order::iterator place{};
    };
    struct Entry
    {
        EndIt end;
        std::array<Share, 2> shares; ///< of its address, and of its site if that is more
        Doing doing{Doing::New};
        bool ended{false};
        Order::iterator place{}; ///< in m_order, unless it has ended or is answered
    };

    /// False when it is full and none of its own can make room.
    [[nodiscard]] bool makeRoom(const std::string& owner, size_t most);
    void makeEnd(Id id);
    void put(Entry& entry, Id id);
    void take(Entry& entry);
    void uncount(const Entry& entry);

    const Room m_room;
    mutable std::mutex m_mutex;
    std::condition_variable m_left;
    std::unordered_map<Id, Entry> m_entries;
    Order m_order; ///< of all that may be ended
    std::unordered_map<std::string, Owner> m_owners;
    size_t m_open{0}; ///< those that have not ended
    Id m_last{0};
    bool m_closed{false};
};

} // namespace tocsin::server

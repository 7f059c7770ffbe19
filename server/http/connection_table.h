// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace tocsin::server {

/// Every open connection, and who must leave when there is no room. Each has a thread, so their number is the
/// bound of it all. Thread-safe.
class ConnectionTable final
{
public:
    struct Room
    {
        size_t all{1000};
        size_t perAddress{50};
    };
    explicit ConnectionTable(Room room)
        : m_room{room}
    {}

    using Id = uint64_t;
    /// New: nothing has come yet. Waiting: for the first byte of a next request.
    enum class Doing { New, Waiting, Reading, Answering, Writing };

    /// Nothing when there is no room. A full table makes some: whoever has been at the same for longest is
    /// cut off, be it waiting, reading or writing, so that neither idle nor slow clients ever keep others
    /// out; one that is being answered stays. An address that is full gives up one of its own that waits.
    /// `address` empty: only the whole counts (a proxy, which speaks for many).
    [[nodiscard]] std::optional<Id> enter(int socket, const std::string& address);
    void now(Id id, Doing doing);
    /// Must be called before the socket is closed: another could get its number.
    void leave(Id id);

    /// No more requests from anyone: who waits is cut off, and enter() has no room any more.
    void close();
    [[nodiscard]] bool closed() const;
    /// Cuts off everybody.
    void cutAll();
    /// Until nobody is left; false when somebody still is at `deadline`.
    [[nodiscard]] bool waitUntilEmpty(std::chrono::steady_clock::time_point deadline);

private:
    struct Entry
    {
        int socket{-1};
        std::string address;
        Doing doing{Doing::New};
        std::chrono::steady_clock::time_point since;
        bool cut{false};
    };

    template<typename Matches> bool cutLongest(Matches matches);
    void uncount(const Entry& entry);

    const Room m_room;
    mutable std::mutex m_mutex;
    std::condition_variable m_left;
    std::unordered_map<Id, Entry> m_entries;
    std::unordered_map<std::string, size_t> m_perAddress; ///< of those not cut
    size_t m_open{0};                                     ///< those not cut
    Id m_last{0};
    bool m_closed{false};
};

} // namespace tocsin::server

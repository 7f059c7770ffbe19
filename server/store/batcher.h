// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace tocsin::server {

/// Brings threads together that come with the same kind of work while others are at it: one of those that
/// wait does it for all of them, in the order they came.
template<typename Item> class Batcher final
{
public:
    /// Must not throw. The items are those of threads that wait.
    using Work = std::function<void(const std::vector<Item*>& items)>;

    /// At most `most` items in one go, and `leaders` goes at a time.
    Batcher(size_t most, size_t leaders, Work work)
        : m_most{most}
        , m_leaders{leaders}
        , m_work{std::move(work)}
    {}

    /// Returns when `item` has been worked on, by this thread or another.
    void run(Item& item)
    {
        const auto ticket = std::make_shared<Ticket>(item);
        {
            const std::lock_guard lock{m_mutex};
            m_waiting.push_back(ticket);
            if (m_leading < m_leaders) {
                ++m_leading;
                ticket->tell(Lead);
            }
        }
        if (ticket->await() == Lead)
            lead(ticket);
    }

private:
    enum Turn : int { Wait, Lead, Finished };

    /// Shared by who waits and who works: the last to touch it may be either.
    struct Ticket
    {
        explicit Ticket(Item& mine)
            : item{mine}
        {}
        /// Wakes its thread and nobody else. Not std::atomic::wait(): it yields a few times before it sleeps,
        /// and with many that wait the processor does little else.
        void tell(Turn next)
        {
            {
                const std::lock_guard lock{mutex};
                turn = next;
            }
            told.notify_one(); // it would meet the lock if we still had it
        }
        [[nodiscard]] Turn await()
        {
            std::unique_lock lock{mutex};
            told.wait(lock, [this] { return turn != Wait; });
            return turn;
        }
        Item& item;
        std::mutex mutex{};
        std::condition_variable told{};
        std::atomic<Turn> turn{Wait};
    };
    using Tickets = std::vector<std::shared_ptr<Ticket>>;

    /// Its own and those that wait; not those that are about to lead themselves.
    Tickets takeSome(const std::shared_ptr<Ticket>& own)
    {
        Tickets some{own};
        const std::lock_guard lock{m_mutex};
        std::erase_if(m_waiting, [&](const std::shared_ptr<Ticket>& ticket) {
            if (ticket == own)
                return true;
            const bool take = ticket->turn == Wait && some.size() < m_most;
            if (take)
                some.push_back(ticket);
            return take;
        });
        return some;
    }

    void lead(const std::shared_ptr<Ticket>& own)
    {
        const Tickets together = takeSome(own);
        std::vector<Item*> items;
        for (const auto& ticket : together)
            items.push_back(&ticket->item);
        m_work(items);
        {
            const std::lock_guard lock{m_mutex};
            const auto next = std::find_if(m_waiting.begin(), m_waiting.end(),
                                           [](const auto& ticket) { return ticket->turn == Wait; });
            if (next == m_waiting.end())
                --m_leading;
            else
                (*next)->tell(Lead);
        }
        for (const auto& ticket : together)
            ticket->tell(Finished);
    }

    const size_t m_most;
    const size_t m_leaders;
    const Work m_work;
    std::mutex m_mutex; ///< of what follows; not held while anybody works
    std::deque<std::shared_ptr<Ticket>> m_waiting;
    size_t m_leading{0};
};

} // namespace tocsin::server

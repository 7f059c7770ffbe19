// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/deadline.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace tocsin::server {

/// Does the same kind of work for many at once: what comes while its threads are at work is done together
/// afterwards, in the order it came. What is overdue by then comes first and apart, for it must not wait with
/// those that still have time. Thread-safe.
template<typename Item> class Batcher final
{
public:
    /// Must not throw.
    using Work = std::function<void(const std::vector<Item*>& items)>;

    /// At most `most` items in one go, and `threads` goes at a time.
    Batcher(size_t most, size_t threads, Work work)
        : m_most{most}
        , m_mostThreads{threads}
        , m_work{std::move(work)}
    {}
    Batcher(const Batcher&) = delete;
    Batcher& operator=(const Batcher&) = delete;
    /// Does what has come before.
    ~Batcher()
    {
        {
            const std::lock_guard lock{m_mutex};
            m_stopping = true;
        }
        m_wake.notify_all();
        for (std::thread& thread : m_threads)
            thread.join();
    }

    /// Does not wait. `item` has to live until `finished` is called, in another thread; that must neither
    /// throw nor wait.
    void post(Item& item, Deadline until, std::function<void()> finished)
    {
        {
            const std::lock_guard lock{m_mutex};
            m_waiting.push_back({&item, until, std::move(finished)});
            if (m_idle == 0 && m_threads.size() < m_mostThreads)
                m_threads.emplace_back([this] { serve(); });
        }
        m_wake.notify_one();
    }

    /// Returns when `item` has been worked on. False when its turn had not come by `until`: it never will.
    [[nodiscard]] bool run(Item& item, Deadline until)
    {
        // Not std::atomic::wait(): it yields a few times before it sleeps, and with many that wait the
        // processor does little else.
        std::mutex mutex;
        std::condition_variable told;
        bool finished = false;
        post(item, until, [&] {
            const std::lock_guard lock{mutex};
            finished = true;
            told.notify_one(); // with the lock: once it is free, all this may be gone
        });
        const auto isFinished = [&finished] { return finished; };
        std::unique_lock lock{mutex};
        if (told.wait_until(lock, until, isFinished))
            return true;
        lock.unlock();
        if (takeBack(item))
            return false;
        lock.lock();
        told.wait(lock, isFinished);
        return true;
    }

private:
    struct Waiting
    {
        Item* item;
        Deadline until;
        std::function<void()> finished;
    };

    /// False when somebody works on it already.
    bool takeBack(const Item& item)
    {
        const std::lock_guard lock{m_mutex};
        const auto mine = std::find_if(m_waiting.begin(), m_waiting.end(),
                                       [&item](const Waiting& one) { return one.item == &item; });
        if (mine == m_waiting.end())
            return false;
        m_waiting.erase(mine);
        return true;
    }

    void serve()
    {
        std::unique_lock lock{m_mutex};
        while (true) {
            ++m_idle;
            m_wake.wait(lock, [this] { return !m_waiting.empty() || m_stopping; });
            --m_idle;
            if (m_waiting.empty())
                return;
            std::vector<Waiting> together = takeSome();
            lock.unlock();
            std::vector<Item*> items;
            items.reserve(together.size());
            for (const Waiting& waiting : together)
                items.push_back(waiting.item);
            m_work(items);
            for (const Waiting& waiting : together)
                waiting.finished();
            together.clear(); // what they hold ends outside of the lock
            lock.lock();
        }
    }

    std::vector<Waiting> takeSome()
    {
        const auto now = std::chrono::steady_clock::now();
        auto end = std::stable_partition(m_waiting.begin(), m_waiting.end(),
                                         [now](const Waiting& one) { return one.until <= now; });
        if (end == m_waiting.begin())
            end += static_cast<std::ptrdiff_t>(std::min(m_most, m_waiting.size()));
        std::vector<Waiting> some{std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end)};
        m_waiting.erase(m_waiting.begin(), end);
        return some;
    }

    const size_t m_most;
    const size_t m_mostThreads;
    const Work m_work;
    std::mutex m_mutex{}; ///< of what follows; not held while anybody works
    std::condition_variable m_wake{};
    std::deque<Waiting> m_waiting{};
    std::vector<std::thread> m_threads{};
    size_t m_idle{0};
    bool m_stopping{false};
};

} // namespace tocsin::server

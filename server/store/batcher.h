// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/deadline.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <iterator>
#include <mutex>
#include <optional>
#include <pthread.h>
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
    /// When it wants to be called again, with no items, if none come before. Must not throw.
    using Work = std::function<std::optional<Deadline>(const std::vector<Item*>& items)>;

    /// At most `most` items in one go, and `threads` goes at a time.
    Batcher(size_t most, size_t threads, Work work)
        : m_most{most}
        , m_mostThreads{threads}
        , m_work{std::move(work)}
    {}
    Batcher(const Batcher&) = delete;
    Batcher& operator=(const Batcher&) = delete;
    /// Does what has come before, and what was put off.
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
                start();
        }
        m_wake.notify_one();
    }

    /// The work is called at `when` at the latest, be it with no items.
    void callBy(Deadline when)
    {
        {
            const std::lock_guard lock{m_mutex};
            callEarlier(when);
            if (m_threads.empty())
                start();
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

    void start()
    {
        m_threads.emplace_back([this] { serve(); });
        pthread_setname_np(m_threads.back().native_handle(), "database"); // not its maker's
    }

    void callEarlier(Deadline when) { m_callBy = std::min(when, m_callBy.value_or(when)); }

    void serve()
    {
        std::unique_lock lock{m_mutex};
        while (true) {
            ++m_idle;
            waitForWork(lock);
            --m_idle;
            const bool isLast = m_waiting.empty() && m_stopping;
            if (isLast && !m_callBy)
                return;
            m_callBy.reset();
            std::vector<Waiting> together = takeSome();
            lock.unlock();
            std::vector<Item*> items;
            items.reserve(together.size());
            for (const Waiting& waiting : together)
                items.push_back(waiting.item);
            const std::optional<Deadline> again = m_work(items);
            if (isLast)
                return;
            for (const Waiting& waiting : together)
                waiting.finished();
            together.clear(); // what they hold ends outside of the lock
            lock.lock();
            if (again)
                callEarlier(*again);
        }
    }

    /// Another thread may do what this one was woken for.
    void waitForWork(std::unique_lock<std::mutex>& lock)
    {
        while (m_waiting.empty() && !m_stopping) {
            if (!m_callBy)
                m_wake.wait(lock);
            else if (m_wake.wait_until(lock, Deadline{*m_callBy}) == std::cv_status::timeout)
                return;
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
    std::optional<Deadline> m_callBy{};
    size_t m_idle{0};
    bool m_stopping{false};
};

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tocsin::server {

/// Threads for what may wait; as many as have been needed at a time, and no more than `most`. Thread-safe.
class HandlerPool final
{
public:
    explicit HandlerPool(size_t most)
        : m_most{most}
    {}
    HandlerPool(const HandlerPool&) = delete;
    HandlerPool& operator=(const HandlerPool&) = delete;
    ~HandlerPool() { stop(); }

    using Job = std::function<void()>;
    /// Jobs begin in the order they come. True when a thread is free for it; else it waits for one.
    bool run(Job job);
    /// Returns when all jobs are done. There must be no run() meanwhile or later.
    void stop();

private:
    void work();

    const size_t m_most;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    std::vector<std::thread> m_threads;
    size_t m_idle{0};
    bool m_stopping{false};
};

} // namespace tocsin::server

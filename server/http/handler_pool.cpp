// SPDX-License-Identifier: MIT
#include "server/http/handler_pool.h"

#include <system_error>
#include <utility>

namespace tocsin::server {

bool HandlerPool::run(Job job)
{
    const std::lock_guard lock{m_mutex};
    m_jobs.push_back(std::move(job));
    if (m_jobs.size() <= m_idle) {
        m_wake.notify_one();
        return true;
    }
    if (m_threads.size() >= m_most)
        return false;
    try {
        m_threads.emplace_back([this] { work(); });
        return true;
    } catch (const std::system_error&) { // no more threads to be had: those that are there will do it
        if (!m_threads.empty())
            return false;
        m_jobs.pop_back();
        throw;
    }
}

void HandlerPool::work()
{
    std::unique_lock lock{m_mutex};
    while (true) {
        if (m_jobs.empty()) {
            if (m_stopping)
                return;
            ++m_idle;
            m_wake.wait(lock, [this] { return !m_jobs.empty() || m_stopping; });
            --m_idle;
            continue;
        }
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        job = nullptr; // what it holds ends outside of the lock
        lock.lock();
    }
}

void HandlerPool::stop()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stopping = true;
        m_wake.notify_all();
    }
    for (std::thread& thread : m_threads)
        thread.join();
    m_threads.clear();
}

} // namespace tocsin::server

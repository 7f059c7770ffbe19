// SPDX-License-Identifier: MIT
#include "server/api/housekeeping_thread.h"

#include <pthread.h>

namespace tocsin::server {

namespace {

/// Between two steps, so that requests come first.
constexpr std::chrono::milliseconds Breath{2};
constexpr std::chrono::minutes LongGap{1};

} // namespace

HousekeepingThread::HousekeepingThread(Housekeeping& housekeeping, const Parts& parts,
                                       std::chrono::seconds round)
    : m_housekeeping{housekeeping}
    , m_parts{parts}
    , m_round{round}
    , m_awakeAt{parts.clock.now()}
    , m_thread{[this] { run(); }}
{
    pthread_setname_np(m_thread.native_handle(), "housekeeping");
}

HousekeepingThread::~HousekeepingThread()
{
    stop();
    m_thread.join();
}

void HousekeepingThread::stop()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stopped = true;
    }
    m_told.notify_all();
}

void HousekeepingThread::run()
{
    do {
        noteGap();
        m_housekeeping.run([this] { return wait(Breath); });
        m_awakeAt = m_parts.clock.now();
    } while (!wait(m_round));
}

void HousekeepingThread::noteGap()
{
    const Instant now = m_parts.clock.now();
    if (now > m_awakeAt + m_round + LongGap)
        m_parts.reachable.interrupted(now);
}

bool HousekeepingThread::wait(std::chrono::milliseconds time)
{
    std::unique_lock lock{m_mutex};
    return m_told.wait_for(lock, time, [this] { return m_stopped; });
}

} // namespace tocsin::server

// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/housekeeping.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tocsin::server {

/// Runs the housekeeping at its start and then once a round, on a thread of its own.
class HousekeepingThread final
{
public:
    HousekeepingThread(Housekeeping& housekeeping, const Parts& parts, std::chrono::seconds round);
    ~HousekeepingThread();
    HousekeepingThread(const HousekeepingThread&) = delete;
    HousekeepingThread& operator=(const HousekeepingThread&) = delete;

    /// Asks it to end after the step that it is at. The destructor waits for that.
    void stop();

private:
    void run();
    /// True when it is to end.
    [[nodiscard]] bool wait(std::chrono::milliseconds time);
    /// A program that was stopped, or whose machine slept, could not be reached meanwhile.
    void noteGap();

    Housekeeping& m_housekeeping;
    const Parts& m_parts;
    const std::chrono::seconds m_round;
    Instant m_awakeAt;
    std::mutex m_mutex;
    std::condition_variable m_told;
    bool m_stopped{false};
    std::thread m_thread;
};

} // namespace tocsin::server

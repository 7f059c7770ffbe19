// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace tocsin::server {

/// What the service manager asks for, by WATCHDOG_USEC and WATCHDOG_PID: how long it waits for a sign of life
/// before it ends the process (sd_watchdog_enabled(3)). 0: it does not watch, or watches another process.
[[nodiscard]] std::chrono::microseconds watchdogLimit(const std::string& usec, const std::string& pid);

/// Tells the service manager that the server is alive, three times as often as it must, each time after it
/// was asked for a proof. A server that only has a running process is not.
class Watchdog final
{
public:
    /// May take the time that it is given.
    using Proof = std::function<bool(std::chrono::milliseconds patience)>;

    /// `socket`: NOTIFY_SOCKET. With a limit of 0 it does nothing.
    Watchdog(std::string socket, std::chrono::microseconds limit, Proof isAlive);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

private:
    void run();

    const std::string m_socket;
    const std::chrono::microseconds m_limit;
    const Proof m_isAlive;
    std::mutex m_mutex;
    std::condition_variable m_told;
    bool m_stopped{false};
    std::thread m_thread{};
};

} // namespace tocsin::server

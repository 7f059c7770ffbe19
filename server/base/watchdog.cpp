// SPDX-License-Identifier: MIT
#include "server/base/watchdog.h"

#include "server/base/service_manager.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <pthread.h>
#include <unistd.h>
#include <utility>

namespace tocsin::server {

namespace {

constexpr int TimesAsOften = 3;

std::int64_t number(const std::string& text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

} // namespace

std::chrono::microseconds watchdogLimit(const std::string& usec, const std::string& pid)
{
    if (!pid.empty() && number(pid) != getpid())
        return {};
    return std::chrono::microseconds{std::max<std::int64_t>(number(usec), 0)};
}

Watchdog::Watchdog(std::string socket, std::chrono::microseconds limit, Proof isAlive)
    : m_socket{std::move(socket)}
    , m_limit{limit}
    , m_isAlive{std::move(isAlive)}
{
    if (m_limit.count() == 0)
        return;
    m_thread = std::thread{[this] { run(); }};
    pthread_setname_np(m_thread.native_handle(), "watchdog");
}

Watchdog::~Watchdog()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stopped = true;
    }
    m_told.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void Watchdog::run()
{
    const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(m_limit / TimesAsOften);
    std::unique_lock lock{m_mutex};
    do {
        lock.unlock();
        if (m_isAlive(patience))
            tellServiceManager(m_socket, "WATCHDOG=1");
        lock.lock();
    } while (!m_told.wait_for(lock, m_limit / TimesAsOften, [this] { return m_stopped; }));
}

} // namespace tocsin::server

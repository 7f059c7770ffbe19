// SPDX-License-Identifier: MIT
#include "server/sms/outbox_workers.h"

#include "server/http/log.h"

#include <algorithm>
#include <exception>
#include <pthread.h>

namespace tocsin::server {

namespace {

/// How long an answer to a client may wait for its text.
constexpr std::chrono::seconds MostWait{2};
/// How often one worker looks for texts that a dead process left behind.
constexpr std::chrono::seconds Round{5};

} // namespace

OutboxWorkers::OutboxWorkers(Outbox& outbox, const Clock& clock, int count)
    : m_outbox{outbox}
    , m_clock{clock}
{
    for (int i = 0; i < count; ++i) {
        m_threads.emplace_back([this, i] { run(i == 0); });
        pthread_setname_np(m_threads.back().native_handle(), "sends-texts");
    }
}

OutboxWorkers::~OutboxWorkers()
{
    stop();
}

void OutboxWorkers::stop()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stopped = true;
    }
    m_work.notify_all();
    m_tried.notify_all();
    for (std::thread& thread : m_threads) {
        if (thread.joinable())
            thread.join();
    }
}

void OutboxWorkers::settle(const std::string& textId)
{
    std::unique_lock lock{m_mutex};
    const auto mine = m_waiting.insert(m_waiting.end(), {textId});
    ++m_calls;
    m_work.notify_one();
    lock.unlock();
    // Asked after the entry was made: who tries the text from now on sees the entry.
    const bool pending = m_outbox.isPending(textId);
    lock.lock();
    if (pending)
        m_tried.wait_for(lock, MostWait, [&] { return m_stopped || mine->tried; });
    m_waiting.erase(mine);
}

bool OutboxWorkers::stopped()
{
    const std::lock_guard lock{m_mutex};
    return m_stopped;
}

void OutboxWorkers::run(bool alsoWatches)
{
    while (true) {
        std::optional<Instant> due;
        try {
            if (alsoWatches)
                m_outbox.giveUpAbandoned();
            while (!stopped()) {
                const auto sent = m_outbox.sendOne();
                if (!sent)
                    break;
                tried(*sent);
            }
            if (alsoWatches)
                due = m_outbox.nextDue();
        } catch (const std::exception&) {
            logLine("error", "the outbox cannot be read or written");
        }
        std::unique_lock lock{m_mutex};
        if (m_stopped)
            return;
        sleep(lock, alsoWatches, due);
        if (m_stopped)
            return;
    }
}

void OutboxWorkers::sleep(std::unique_lock<std::mutex>& lock, bool alsoWatches, std::optional<Instant> due)
{
    const auto called = [this] { return m_stopped || m_calls > 0; };
    if (!alsoWatches) {
        m_work.wait(lock, called);
    } else {
        const Duration untilDue = due ? *due - m_clock.now() : Duration{Round};
        m_work.wait_for(lock, std::clamp<Duration>(untilDue, std::chrono::milliseconds{10}, Round), called);
    }
    m_calls = std::max(0, m_calls - 1);
}

void OutboxWorkers::tried(const std::string& textId)
{
    {
        const std::lock_guard lock{m_mutex};
        for (Waiting& one : m_waiting)
            one.tried = one.tried || one.textId == textId;
    }
    m_tried.notify_all();
}

} // namespace tocsin::server

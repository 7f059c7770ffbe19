// SPDX-License-Identifier: MIT
#include "server/sms/outbox_workers.h"

#include "server/base/log.h"

#include <algorithm>
#include <exception>
#include <pthread.h>

namespace tocsin::server {

namespace {

/// How long an answer to a client may wait for its text.
constexpr std::chrono::seconds MostWait{2};
/// Of what such an answer takes: what came of the text is still to be looked up.
constexpr std::chrono::milliseconds LookUpTime{500};
/// Answers that may wait at a time; a server has 256 threads for answers. No text has more than half of them,
/// however often its client asks again.
constexpr size_t MostWaiting = 64;
constexpr size_t MostForOneText = MostWaiting / 2;

} // namespace

OutboxWorkers::OutboxWorkers(Outbox& outbox, const Clock& clock, int count, Duration again)
    : m_outbox{outbox}
    , m_clock{clock}
    , m_again{again}
    , m_count{count}
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

/// One who waits for a text, for as long as it lives, if there is room for another.
class OutboxWorkers::Waiter final
{
public:
    Waiter(OutboxWorkers& owner, const std::string& textId)
        : m_owner{owner}
    {
        const std::lock_guard lock{owner.m_mutex};
        std::list<Waiting>& all = owner.m_waiting;
        const auto same = std::count_if(all.begin(), all.end(),
                                        [&textId](const Waiting& one) { return one.textId == textId; });
        if (all.size() < MostWaiting && static_cast<size_t>(same) < MostForOneText)
            m_place = all.insert(all.end(), Waiting{textId});
    }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;
    ~Waiter()
    {
        const std::lock_guard lock{m_owner.m_mutex};
        if (m_place)
            m_owner.m_waiting.erase(*m_place);
    }
    [[nodiscard]] bool hasRoom() const { return m_place.has_value(); }

    void waitUntil(Deadline end)
    {
        std::unique_lock lock{m_owner.m_mutex};
        m_owner.m_tried.wait_until(lock, end, [this] { return m_owner.m_stopped || (*m_place)->tried; });
    }

private:
    OutboxWorkers& m_owner;
    std::optional<std::list<Waiting>::iterator> m_place{};
};

void OutboxWorkers::settle(const std::string& textId, Deadline until)
{
    const auto now = std::chrono::steady_clock::now();
    const Deadline end = std::min(until - LookUpTime, now + MostWait);
    Waiter waiter{*this, textId};
    call();
    // Asked after it is known who waits: who tries the text from now on sees that.
    if (now < end && waiter.hasRoom() && m_outbox.isPending(textId, end))
        waiter.waitUntil(end);
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
            due = work(alsoWatches);
        } catch (const std::exception& e) {
            logLine("error", "the outbox cannot be read or written", {{"why", e.what()}});
            due = m_clock.now() + m_again;
            expect(*due);
        }
        std::unique_lock lock{m_mutex};
        if (m_stopped)
            return;
        sleep(lock, alsoWatches, due);
        if (m_stopped)
            return;
    }
}

std::optional<Instant> OutboxWorkers::work(bool alsoWatches)
{
    if (!alsoWatches) {
        sendAll();
        if (const auto next = m_outbox.nextDue())
            expect(*next); // what is to be tried again, the one who watches knows nothing of
        return std::nullopt;
    }
    {
        const std::lock_guard lock{m_mutex};
        m_expected.reset(); // it is committed, so the look finds it
    }
    const auto due = m_outbox.nextDue();
    if (!due || *due > m_clock.now())
        return due;
    m_outbox.giveUpAbandoned();
    sendAll();
    const auto next = m_outbox.nextDue();
    // What is still due, the others take as soon as they are free.
    constexpr std::chrono::seconds meanwhile{1};
    const Instant now = m_clock.now();
    return next && *next <= now ? std::optional<Instant>{now + meanwhile} : next;
}

void OutboxWorkers::sendAll()
{
    while (!stopped()) {
        const Texts which = enter();
        const auto sent = sendOne(which);
        leave(which);
        if (!sent)
            break;
        tried(*sent);
    }
}

std::optional<std::string> OutboxWorkers::sendOne(Texts which)
{
    try {
        return m_outbox.sendOne(which, [this] { call(); });
    } catch (...) {
        leave(which);
        throw;
    }
}

Texts OutboxWorkers::enter()
{
    const std::lock_guard lock{m_mutex};
    if (m_count > 1 && m_withAny == m_count - 1)
        return Texts::Codes;
    ++m_withAny;
    return Texts::All;
}

void OutboxWorkers::leave(Texts which)
{
    const std::lock_guard lock{m_mutex};
    m_withAny -= which == Texts::All ? 1 : 0;
}

void OutboxWorkers::call()
{
    {
        const std::lock_guard lock{m_mutex};
        ++m_calls;
    }
    m_work.notify_one();
}

void OutboxWorkers::expect(Instant due)
{
    {
        const std::lock_guard lock{m_mutex};
        m_expected = std::min(m_expected.value_or(due), due);
    }
    m_work.notify_all(); // the one who watches is among them
}

void OutboxWorkers::sleep(std::unique_lock<std::mutex>& lock, bool alsoWatches, std::optional<Instant> due)
{
    if (alsoWatches)
        watch(lock, due);
    else
        m_work.wait(lock, [this] { return m_stopped || m_calls > 0; });
    m_calls = std::max(0, m_calls - 1);
}

void OutboxWorkers::watch(std::unique_lock<std::mutex>& lock, std::optional<Instant> due)
{
    // Not longer at a time: the clock may be set meanwhile. Only the clock is asked then.
    constexpr Duration most = std::chrono::minutes{1};
    constexpr Duration least = std::chrono::milliseconds{10};
    while (!m_stopped && m_calls == 0) {
        const Instant next = std::min(due.value_or(Instant::max()), m_expected.value_or(Instant::max()));
        const Instant now = m_clock.now();
        if (next <= now)
            return;
        const auto expected = m_expected;
        const Duration wait = next == Instant::max() ? most : std::clamp(next - now, least, most);
        m_work.wait_for(lock, wait, [&] { return m_stopped || m_calls > 0 || m_expected != expected; });
    }
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

// SPDX-License-Identifier: MIT
#pragma once

#include "server/sms/outbox.h"
#include "server/sms/text_watch.h"

#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tocsin::server {

/// Threads that send what is in the outbox. They are threads because handing a text over takes as long as a
/// network likes, and an answer must not; several, so that one text which hangs does not hold up the others.
class OutboxWorkers final : public TextWatch
{
public:
    /// How long after a failure of the database they try again.
    static constexpr std::chrono::seconds Again{5};

    /// With more than one, one of them is always free for pairing codes.
    OutboxWorkers(Outbox& outbox, const Clock& clock, int count = 4, Duration again = Again);
    ~OutboxWorkers() override;

    void settle(const std::string& textId, Deadline until) override;
    void expect(Instant due) override;
    /// Lets each finish the text it has in hand. What is still queued is sent by whoever starts next.
    void stop();

private:
    struct Waiting
    {
        std::string textId;
        bool tried{false};
    };

    class Waiter;

    void run(bool alsoWatches);
    /// Sends what is due; one worker watches over all, and learns when to look again.
    [[nodiscard]] std::optional<Instant> work(bool alsoWatches);
    void sendAll();
    [[nodiscard]] std::optional<std::string> sendOne(Texts which);
    /// What a worker may take now; leave() follows.
    [[nodiscard]] Texts enter();
    void leave(Texts which);
    [[nodiscard]] bool stopped();
    void sleep(std::unique_lock<std::mutex>& lock, bool alsoWatches, std::optional<Instant> due);
    void watch(std::unique_lock<std::mutex>& lock, std::optional<Instant> due);
    void call();
    void tried(const std::string& textId);

    Outbox& m_outbox;
    const Clock& m_clock;
    const Duration m_again;
    const int m_count;
    std::mutex m_mutex;
    std::condition_variable m_work;
    std::condition_variable m_tried;
    std::list<Waiting> m_waiting;      ///< one entry for each settle() under way
    int m_calls{0};                    ///< texts to be sent that no worker has heard of yet
    std::optional<Instant> m_expected; ///< the earliest that expect() named since the last look
    int m_withAny{0};                  ///< workers that took, or look for, a text of any kind
    bool m_stopped{false};
    std::vector<std::thread> m_threads;
};

} // namespace tocsin::server

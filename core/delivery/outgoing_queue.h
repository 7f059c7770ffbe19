// SPDX-License-Identifier: MIT
#pragma once

#include "core/api/api_messages.h"
#include "core/policy/action.h"

#include <chrono>
#include <deque>
#include <utility>
#include <variant>
#include <vector>

namespace tocsin {

/// An event or the stop of one session, on its way to the server.
struct Outgoing
{
    std::variant<SendServerEvent, StopMonitoring> what;
    QUuid key; ///< Idempotency-Key, the same at every try
    bool withdrawn{false};
    bool registeredAnew{false}; ///< the session was, for its sake; once is enough
};

/// What one session has to tell the server, in order; nothing comes after a stop.
class OutgoingQueue final
{
public:
    /// `waitingLifetime`: an older waiting event is of no use to anybody. The rest is kept for a day.
    explicit OutgoingQueue(std::chrono::milliseconds waitingLifetime);

    void push(const SendServerEvent& event);
    void push(const StopMonitoring& stop);
    void removeFirst() { m_items.pop_front(); }
    void removeStop();
    [[nodiscard]] std::deque<Outgoing> takeAll() { return std::exchange(m_items, {}); }

    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    [[nodiscard]] Outgoing& first() { return m_items.front(); }
    [[nodiscard]] bool endsWithStop() const;
    [[nodiscard]] bool isOnlyStop() const { return m_items.size() == 1 && endsWithStop(); }
    [[nodiscard]] bool isStopTooOld(const QDateTime& now) const;

    /// Marks the waiting events; dropStale() takes them out, when none of them is just being sent.
    void withdrawWaiting();
    /// Takes withdrawn and too old events out; the keys of the too old ones.
    [[nodiscard]] std::vector<QUuid> dropStale(const QDateTime& now);

private:
    std::chrono::milliseconds m_waitingLifetime;
    std::deque<Outgoing> m_items;
};

/// The body of server-api.md, Sessions.
[[nodiscard]] ServerEvent toServerEvent(const SendServerEvent& event);

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/action.h"
#include "core/server/api/api_messages.h"
#include "core/store/state_store.h"

#include <chrono>
#include <utility>
#include <variant>
#include <vector>

namespace tocsin {

/// An event or the stop of one session, on its way to the server.
struct Outgoing
{
    std::variant<SendServerEvent, StopMonitoring> what;
    QUuid key{}; ///< Idempotency-Key, the same at every try
    bool withdrawn{false};
    bool registeredAnew{false}; ///< the session was, for its sake; once is enough
    bool tried{false};          ///< the server may have it: what it says must not change any more
    int count{1};               ///< of the errors in a row that it stands for
    quint64 place{0};           ///< in the queue; grows
};

/// What one session has to tell the server, in order; nothing comes after a stop. Errors in a row that could
/// not be told at once become one: a person wants one text about ten errors.
class Outbox final
{
public:
    /// `waitingLifetime`: an older waiting event is of no use to anybody. The rest is kept for a day.
    explicit Outbox(std::chrono::milliseconds waitingLifetime);

    void push(const SendServerEvent& event);
    void push(const StopMonitoring& stop);
    void removeFirst() { m_items.erase(m_items.begin()); }
    void removeStop();
    [[nodiscard]] std::vector<Outgoing> takeAll() { return std::exchange(m_items, {}); }

    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    [[nodiscard]] Outgoing& first() { return m_items.front(); }
    [[nodiscard]] bool endsWithStop() const;
    [[nodiscard]] bool isOnlyStop() const { return m_items.size() == 1 && endsWithStop(); }
    [[nodiscard]] bool isStopTooOld(const QDateTime& now) const;
    [[nodiscard]] int eventCount() const;

    /// The event with this key is not wanted any more. dropStale() takes it out, which must wait while it is
    /// being sent: it stays for its answer then. False when there is no such event.
    [[nodiscard]] bool withdraw(const QUuid& key);
    /// Takes withdrawn and too old events out; the keys of the too old ones.
    [[nodiscard]] std::vector<QUuid> dropStale(const QDateTime& now);

    /// One document for each item, for the state store; restore() takes back what it wrote.
    void saveTo(Documents& documents) const;
    void restore(const Documents& documents);

private:
    void append(Outgoing outgoing);

    std::chrono::milliseconds m_waitingLifetime;
    std::vector<Outgoing> m_items;
    quint64 m_lastPlace{0};
};

/// The body of server-api.md, Sessions.
[[nodiscard]] ServerEvent toServerEvent(const Outgoing& outgoing, const SendServerEvent& event);

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/sms_action.h"
#include "core/server/api/api_messages.h"
#include "core/store/state_store.h"

#include <QList>

#include <chrono>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace tocsin {

/// An event or a stop on its way to the server.
struct Outgoing
{
    std::variant<SendServerEvent, StopMonitoring> what;
    QUuid key{};                 ///< Idempotency-Key, the same at every try
    QDateTime timestamp{};       ///< of an event, by the server's clock; set before the first try
    bool redated{false};         ///< the server found it too old by a wrong timestamp; once is enough
    bool withdrawn{false};       ///< to be dropped unless it is being sent now
    bool registeredAgain{false}; ///< the session was, for its sake; once is enough
    bool tried{false};           ///< the server may have it: what it says must not change any more
    int count{1};                ///< of the errors in a row that it stands for
    QList<QUuid> earlier{};      ///< the keys of those errors, without its own
    quint64 sequence{0};         ///< place in the queue; grows
};

/// The durable queue of one session, in order. It knows entries, no sessions.
///
/// Errors in a row become one when the first of them is sent: a person wants one text about ten errors. An
/// event after a stop belongs to the time after that stop was withdrawn; see withdrawStop().
class Outbox final
{
public:
    /// `waitingLifetime`: an older waiting event is not worth a text. The rest is kept for a day.
    explicit Outbox(std::chrono::milliseconds waitingLifetime);

    using Offset = std::chrono::milliseconds; ///< the server's clock minus ours

    /// Dropped when the queue ends with a stop. Without an offset prepareFirst() dates the event.
    void push(const SendServerEvent& event, std::optional<Offset> offset);
    void push(const StopMonitoring& stop);
    [[nodiscard]] Outgoing takeFirst();
    [[nodiscard]] std::vector<Outgoing> takeAll() { return std::exchange(m_items, {}); }

    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    [[nodiscard]] Outgoing& first() { return m_items.front(); }
    /// With a stop that was not withdrawn.
    [[nodiscard]] bool endsWithStop() const;
    [[nodiscard]] bool isOnlyStop() const { return m_items.size() == 1 && endsWithStop(); }
    [[nodiscard]] bool isStopTooOld(const QDateTime& now) const;
    /// Errors that will become one count once.
    [[nodiscard]] int eventCount() const;

    /// The event with this key is not wanted any more. dropStale() takes it out, which must wait while it is
    /// being sent: it stays for its answer then. False when there is no such event.
    [[nodiscard]] bool withdraw(const QUuid& key);
    /// The same for the stop that the queue ends with. True when the server may have it.
    [[nodiscard]] bool withdrawStop();
    /// Takes withdrawn and too old entries out; the keys of the too old events. Not while one is being sent.
    [[nodiscard]] std::vector<QUuid> dropStale(const QDateTime& now);
    /// Before the first entry is tried. True when documents are others now, and have to be saved first.
    [[nodiscard]] bool prepareFirst(Offset offset);
    /// The server found the first entry too old. True when that was due to a wrong timestamp: with the right
    /// one, it is another request.
    [[nodiscard]] bool redateFirst(Offset offset);

    /// One document for each item, for the state store; restore() takes back what it wrote.
    void saveTo(Documents& documents) const;
    void restore(const Documents& documents);

private:
    void append(Outgoing outgoing);

    std::chrono::milliseconds m_waitingLifetime;
    std::vector<Outgoing> m_items;
    quint64 m_lastSequence{0};
};

/// Every event that `outgoing` stands for, oldest first; empty for a stop.
[[nodiscard]] QList<QUuid> eventKeys(const Outgoing& outgoing);
/// The body of server/api/openapi.yaml, operation sendEvent.
[[nodiscard]] ServerEvent toServerEvent(const Outgoing& outgoing, const SendServerEvent& event);

} // namespace tocsin

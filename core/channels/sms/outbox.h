// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/event_report.h"
#include "core/channels/sms/outgoing.h"
#include "core/server/api/api_messages.h"
#include "core/store/state_store.h"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace tocsin {

/// The durable queue of one session, in order. It knows entries, no sessions.
///
/// An event whose time has not come lets later entries pass, unless the server can hold it. Errors in a row
/// become one when the first of them is sent: a person wants one text about ten errors. An event after a stop
/// belongs to the time after that stop was withdrawn; see withdrawStop().
class Outbox final
{
public:
    /// `waitingLifetime`: an older waiting event is not worth a text. The rest is kept for a day.
    explicit Outbox(std::chrono::milliseconds waitingLifetime);

    /// Dropped when the queue ends with a stop. `offset`: the server's clock minus ours; without one
    /// prepareCurrent() dates the event.
    void push(const SendServerEvent& event, std::optional<std::chrono::milliseconds> offset);
    /// Ends the hold of events that the server does not have: they are dropped.
    void push(const StopMonitoring& stop, const QDateTime& now);
    /// Not before a stop, which ends all that could be withdrawn.
    void push(const Withdrawal& withdrawal);

    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    /// With a stop that was not withdrawn.
    [[nodiscard]] bool endsWithStop() const;
    [[nodiscard]] bool isOnlyStop() const { return m_items.size() == 1 && endsWithStop(); }
    [[nodiscard]] bool isStopTooOld(const QDateTime& now) const;
    /// Errors that will become one count once.
    [[nodiscard]] int eventCount() const;

    /// The event with this key is not wanted any more. Of errors that became one, all have to be withdrawn.
    /// dropStale() takes it out, which must wait while it is being sent: it stays for its answer then. False
    /// when there is no such event.
    [[nodiscard]] bool withdraw(const QUuid& key);
    /// The same for the stop that the queue ends with. True when the server may have it.
    [[nodiscard]] bool withdrawStop();
    /// Takes out what is not to be sent any more, and replaces a withdrawn event that the server may have by
    /// its withdrawal. Not while an entry is being sent. True when documents are others now.
    [[nodiscard]] bool dropStale(const QDateTime& now);
    /// The server cannot withdraw anything. True when something was taken out.
    [[nodiscard]] bool dropWithdrawals();
    /// What became of events that were taken out.
    [[nodiscard]] EventReports takeReports() { return std::exchange(m_reports, {}); }
    /// Takes everything out; unsent events failed with `message`.
    [[nodiscard]] EventReports takeAll(const QString& message);

    /// Makes the first entry that can be sent now the current one. False when there is none.
    [[nodiscard]] bool select(const QDateTime& now, ServerFeatures server);
    /// When there is more for select(); invalid when nothing waits for its time.
    [[nodiscard]] QDateTime nextDue(const QDateTime& now) const;
    [[nodiscard]] Outgoing& current() { return m_items.at(m_current); }
    Outgoing takeCurrent();
    /// Before the current entry is tried. True when documents are others now, and have to be saved first.
    [[nodiscard]] bool prepareCurrent(std::chrono::milliseconds offset, const QDateTime& now,
                                      ServerFeatures server);
    /// In the place of the current entry, an event.
    void replaceCurrent(const Withdrawal& withdrawal);

    /// One document for each item, for the state store; restore() takes back what it wrote.
    void saveTo(Documents& documents) const;
    void restore(const Documents& documents);

private:
    void append(Outgoing outgoing);
    void replace(Outgoing& outgoing, const Withdrawal& withdrawal);
    [[nodiscard]] bool isStale(const Outgoing& outgoing, const QDateTime& now);
    [[nodiscard]] bool mergeErrors();
    void report(const EventReports& reports);

    std::chrono::milliseconds m_waitingLifetime;
    std::vector<Outgoing> m_items;
    size_t m_current{0}; ///< what select() found; what comes later is appended
    EventReports m_reports;
    quint64 m_lastSequence{0};
};

} // namespace tocsin

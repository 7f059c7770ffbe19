// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/event_report.h"
#include "core/channels/sms/sms_action.h"
#include "core/server/api/api_messages.h"

#include <QDateTime>
#include <QList>
#include <QUuid>

#include <chrono>
#include <optional>
#include <variant>

namespace tocsin {

/// An event that the server has, or may have, is to be taken back there.
struct Withdrawal
{
    QUuid request{};       ///< Idempotency-Key of the event
    QList<QUuid> events{}; ///< the keys of all that the event stood for
    QDateTime at{};        ///< when it was withdrawn
};

/// An event, a withdrawal or a stop on its way to the server.
struct Outgoing
{
    /// The longest time that a server holds an event.
    static constexpr std::chrono::seconds MaxHold{900};

    std::variant<SendServerEvent, StopMonitoring, Withdrawal> what{};
    QUuid key{};                 ///< Idempotency-Key, the same at every try
    QDateTime timestamp{};       ///< of an event, by the server's clock; set before the first try
    int holdSeconds{0};          ///< of an event, for the server; set before the first try
    bool redated{false};         ///< the server found it too old by a wrong timestamp; once is enough
    bool withdrawn{false};       ///< to be dropped, unless it is being sent now
    bool ended{false};           ///< to be dropped: the session stopped before the hold was over
    bool registeredAgain{false}; ///< the session was, for its sake; once is enough
    bool prepared{false};        ///< about to be sent: after a restart it counts as tried
    bool tried{false};           ///< the server may have it: what it says must not change any more
    int count{1};                ///< of the errors in a row that it stands for
    QList<QUuid> earlier{};      ///< the keys of those errors, without its own
    QList<QUuid> dismissed{};    ///< of all its keys, those that were withdrawn
    quint64 sequence{0};         ///< place in the queue; grows
};

/// Every event that `outgoing` stands for, oldest first; empty for a stop.
[[nodiscard]] QList<QUuid> eventKeys(const Outgoing& outgoing);
/// When the event is to be texted at the earliest: its age counts from then.
[[nodiscard]] QDateTime dueAt(const SendServerEvent& event);
/// An event whose time has not come.
[[nodiscard]] bool isHeldBack(const Outgoing& outgoing, const QDateTime& now);
/// Two errors of which the server has none.
[[nodiscard]] bool becomeOne(const Outgoing& older, const Outgoing& newer);
/// `newer` stands for `older` too from now on.
void absorb(Outgoing& newer, const Outgoing& older);
/// The event with this key is not wanted any more. True when none of those that `outgoing` stands for is.
[[nodiscard]] bool dismiss(Outgoing& outgoing, const QUuid& key);
[[nodiscard]] Withdrawal withdrawalOf(const Outgoing& outgoing, const QDateTime& now);
/// The same of each event that `outgoing` stands for.
[[nodiscard]] EventReports reportsOf(const Outgoing& outgoing, const decltype(EventReport::what)& what);
/// Before it is tried for the first time: dates it, and fixes what the server is to hold. `offset`: the
/// server's clock minus ours. True when it is another one now, and has to be saved.
[[nodiscard]] bool prepare(Outgoing& outgoing, std::chrono::milliseconds offset, const QDateTime& now,
                           ServerFeatures server);
/// The server found it too old. True when that was due to a wrong timestamp: with the right one, it is
/// another request.
[[nodiscard]] bool redate(Outgoing& outgoing, std::chrono::milliseconds offset);
/// The body of server/api/openapi.yaml, operation sendEvent.
[[nodiscard]] ServerEvent toServerEvent(const Outgoing& outgoing, const SendServerEvent& event);

} // namespace tocsin

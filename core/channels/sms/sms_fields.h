// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json_fields.h"
#include "core/channels/sms/outgoing.h"
#include "core/channels/sms/sms_action.h"

#include <optional>

namespace tocsin {

// What delivery keeps on disk (core/base/json_fields.h). Never a token.

template<typename Fields> void listFields(Fields& fields, StartMonitoring& start)
{
    fields("session", start.sessionId);
    fields("description", start.description);
    fields("hostname", start.hostname);
    fields("started_at", start.startedAt);
}

template<typename Fields> void listFields(Fields& fields, SendServerEvent& event)
{
    fields("key", event.key);
    fields("session", event.sessionId);
    fields("type", event.type);
    fields("cause", event.cause);
    fields("text", event.text);
    fields("more", event.more);
    fields("at", event.at);
    fields("hold_until", event.holdUntil);
    fields("grace", event.grace);
}

template<typename Fields> void listFields(Fields& fields, StopMonitoring& stop)
{
    fields("session", stop.sessionId);
    fields("reason", stop.reason);
    fields("final_state", stop.finalState);
    fields("ended_at", stop.endedAt);
}

template<typename Fields> void listFields(Fields& fields, Withdrawal& withdrawal)
{
    fields("request", withdrawal.request);
    fields("events", withdrawal.events);
    fields("at", withdrawal.at);
}

template<typename Fields> void listFields(Fields& fields, Outgoing& outgoing)
{
    std::optional<StopMonitoring> stop;
    if (const auto* held = std::get_if<StopMonitoring>(&outgoing.what))
        stop = *held;
    fields("stop", stop);
    std::optional<SendServerEvent> event;
    if (const auto* held = std::get_if<SendServerEvent>(&outgoing.what))
        event = *held;
    fields("event", event);
    std::optional<Withdrawal> withdrawal;
    if (const auto* held = std::get_if<Withdrawal>(&outgoing.what))
        withdrawal = *held;
    fields("withdrawal", withdrawal);
    if (stop)
        outgoing.what = *stop;
    else if (withdrawal)
        outgoing.what = *withdrawal;
    else if (event)
        outgoing.what = *event;
    fields("key", outgoing.key);
    fields("timestamp", outgoing.timestamp);
    fields("hold_seconds", outgoing.holdSeconds);
    fields("redated", outgoing.redated);
    fields("withdrawn", outgoing.withdrawn);
    fields("ended", outgoing.ended);
    fields("prepared", outgoing.prepared);
    fields("registered_anew", outgoing.registeredAgain);
    fields("count", outgoing.count);
    fields("earlier", outgoing.earlier);
    fields("dismissed", outgoing.dismissed);
    fields("place", outgoing.sequence);
}

} // namespace tocsin

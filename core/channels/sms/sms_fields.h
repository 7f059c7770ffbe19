// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json_fields.h"
#include "core/channels/sms/outbox.h"
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
    fields("at", event.at);
}

template<typename Fields> void listFields(Fields& fields, StopMonitoring& stop)
{
    fields("session", stop.sessionId);
    fields("reason", stop.reason);
    fields("final_state", stop.finalState);
    fields("ended_at", stop.endedAt);
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
    if (stop)
        outgoing.what = *stop;
    else if (event)
        outgoing.what = *event;
    fields("key", outgoing.key);
    fields("timestamp", outgoing.timestamp);
    fields("redated", outgoing.redated);
    fields("withdrawn", outgoing.withdrawn);
    fields("registered_anew", outgoing.registeredAgain);
    fields("count", outgoing.count);
    fields("earlier", outgoing.earlier);
    fields("place", outgoing.sequence);
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/base/json_fields.h"

namespace tocsin {

// Which fields of an open alert survive the program: all of them (core/base/json_fields.h).

template<typename Fields> void listFields(Fields& fields, HookTimestamp& stamp)
{
    fields("boot", stamp.bootId);
    fields("ns", stamp.ns);
}

template<typename Fields> void listFields(Fields& fields, ToolCallKey& call)
{
    fields("agent", call.agentId);
    fields("tool", call.tool);
    fields("input", call.input);
    fields("id", call.callId);
}

template<typename Fields> void listFields(Fields& fields, AlertId& id)
{
    fields("id", id.value);
}

template<typename Fields> void listFields(Fields& fields, Phrase& phrase)
{
    fields("source", phrase.source);
    fields("arguments", phrase.arguments);
}

template<typename Fields> void listFields(Fields& fields, Alert& alert)
{
    fields("id", alert.id.value);
    fields("session", alert.sessionId);
    fields("name", alert.sessionName);
    fields("kind", alert.kind);
    fields("cause", alert.cause);
    fields("text", alert.text);
    fields("raised_at", alert.raisedAt);
    fields("count", alert.count);
    qint64 seconds = alert.duration.count();
    fields("duration", seconds);
    alert.duration = std::chrono::seconds{seconds};
    fields("usage_limit", alert.isUsageLimit);
    fields("running_commands", alert.runningCommands);
    fields("resets_at", alert.resetsAt);
}

template<typename Fields> void listFields(Fields& fields, NotificationStyle& style)
{
    fields("urgent", style.isUrgent);
    fields("sound", style.hasSound);
    fields("hides_contents", style.hidesContents);
    fields("exposed", style.isExposed);
}

template<typename Fields> void listFields(Fields& fields, DesktopState& state)
{
    fields("progress", state.progress);
    fields("at", state.at);
    fields("on_screen", state.isOnScreen);
    fields("in_summary", state.isInSummary);
    fields("handed_over", state.isHandedOver);
    fields("shown_at", state.shownAt);
    fields("style", state.style);
    fields("reason", state.reason);
}

template<typename Fields> void listFields(Fields& fields, SmsState& state)
{
    fields("progress", state.progress);
    fields("at", state.at);
    fields("hold_until", state.holdUntil);
    fields("key", state.key);
    fields("more", state.more);
    fields("delivery", state.delivery);
    qint64 graceElsewhere{state.graceElsewhere.count()};
    fields("grace_elsewhere", graceElsewhere);
    state.graceElsewhere = std::chrono::seconds{graceElsewhere};
    fields("waits_elsewhere", state.waitsElsewhere);
    fields("reason", state.reason);
}

template<typename Fields> void listFields(Fields& fields, OpenAlert& open)
{
    fields("alert", open.alert);
    fields("stamp", open.stamp);
    fields("call", open.call);
    fields("settled", open.isSettled);
    fields("desktop", open.desktop);
    fields("sms", open.sms);
    fields("known_at", open.knownAt);
    fields("resumed_at", open.resumedAt);
    fields("reacted", open.hasReacted);
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/claude/hooks/tool_call_key.h"

#include "core/claude/hooks/notification_kind.h"
#include "core/claude/hooks/tool_input.h"

#include <chrono>
#include <optional>

namespace tocsin {

using namespace std::chrono_literals;

HookTimestamp timestampOf(const HookEvent& event)
{
    return {.bootId = event.origin.bootId, .ns = event.origin.monotonicNs};
}

HookTimestamp toolStart(const HookEvent& event)
{
    std::optional<std::chrono::milliseconds> duration;
    if (const auto* use = std::get_if<hook::PostToolUse>(&event.details))
        duration = use->duration;
    else if (const auto* failure = std::get_if<hook::PostToolUseFailure>(&event.details))
        duration = failure->duration;
    HookTimestamp begin = timestampOf(event);
    begin.ns -= std::chrono::nanoseconds{duration.value_or(0ms)}.count();
    return begin;
}

ToolCallKey toolCallKey(const HookEvent& event)
{
    const hook::ToolCall* call = std::visit(
        [](const auto& details) -> const hook::ToolCall* {
            if constexpr (requires { details.call; })
                return &details.call;
            else
                return nullptr;
        },
        event.details);
    if (call != nullptr)
        return {
            .agentId = event.agentId, .tool = call->tool, .input = digestOf(call->input), .callId = call->id};
    if (const auto* elicitation = std::get_if<hook::Elicitation>(&event.details))
        return {
            .agentId = event.agentId, .tool = elicitation->server, .input = elicitation->message.toUtf8()};
    if (const auto* result = std::get_if<hook::ElicitationResult>(&event.details))
        return {.agentId = event.agentId, .tool = result->server};
    if (const auto* notification = std::get_if<hook::Notification>(&event.details);
        notification != nullptr && kindOf(*notification) == NotificationKind::ElicitationAnswered)
        return {.agentId = event.agentId, .tool = answeredServer(*notification)};
    if (const auto* notification = std::get_if<hook::Notification>(&event.details))
        return {.agentId = event.agentId, .input = notification->message.toUtf8()};
    return {.agentId = event.agentId};
}

} // namespace tocsin

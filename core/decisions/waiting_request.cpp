// SPDX-License-Identifier: MIT
#include "core/decisions/waiting_request.h"

#include "core/claude/hooks/entrypoint.h"

namespace tocsin {

WaitingRequest waitingRequestOf(const HookEvent& event, const QByteArray& document)
{
    const auto& asked = std::get<hook::PermissionRequest>(event.details);
    const hook::ToolCall& call = asked.call;
    return {.document = document,
            .sessionId = event.sessionId,
            .kind = asksQuestions(call) ? RequestKind::Questions
                    : asksForPlan(call) ? RequestKind::Plan
                                        : RequestKind::Tool,
            .call = call,
            .lastingRules = asked.lastingRules,
            .cwd = event.cwd,
            .isHeadless = isUnattended(event.origin) && !isOfTerminal(event.origin),
            .agentId = event.agentId,
            .questions = askedQuestions(call),
            .plan = asksForPlan(call) ? planOf(call) : QString{},
            .transcriptPath = event.transcriptPath,
            .askedAt = event.origin.wall,
            .stamp = timestampOf(event)};
}

} // namespace tocsin

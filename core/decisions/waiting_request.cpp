// SPDX-License-Identifier: MIT
#include "core/decisions/waiting_request.h"

namespace tocsin {

WaitingRequest waitingRequestOf(const HookEvent& event, const QByteArray& document)
{
    const hook::ToolCall& call = std::get<hook::PermissionRequest>(event.details).call;
    return {.document = document,
            .sessionId = event.sessionId,
            .kind = asksQuestions(call) ? RequestKind::Questions
                    : asksForPlan(call) ? RequestKind::Plan
                                        : RequestKind::Tool,
            .call = call,
            .cwd = event.cwd,
            .agentId = event.agentId,
            .questions = askedQuestions(call),
            .plan = asksForPlan(call) ? planOf(call) : QString{},
            .transcriptPath = event.transcriptPath,
            .askedAt = event.origin.wall,
            .stamp = timestampOf(event)};
}

} // namespace tocsin

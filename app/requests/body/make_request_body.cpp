// SPDX-License-Identifier: MIT
#include "app/requests/body/make_request_body.h"

#include "app/requests/body/call_body.h"
#include "app/requests/body/edit_body.h"
#include "app/requests/body/plan_body.h"
#include "app/requests/body/questions_body.h"
#include "core/claude/calls/edit_preview.h"

namespace tocsin {

std::unique_ptr<RequestBody> makeRequestBody(const WaitingRequest& request, const BodySources& sources,
                                             QWidget* parent)
{
    switch (request.kind) {
    case RequestKind::Questions:
        return std::make_unique<QuestionsBody>(request, parent);
    case RequestKind::Plan:
        return std::make_unique<PlanBody>(request, sources, parent);
    case RequestKind::Tool:
        break;
    }
    if (editsFile(request.call))
        return std::make_unique<EditBody>(request, sources, parent);
    return std::make_unique<CallBody>(request, parent);
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "app/requests/request_opener.h"

#include "app/requests/body/make_request_body.h"
#include "app/requests/request_window.h"
#include "core/claude/calls/call_risk.h"

namespace tocsin {

RequestOpener::RequestOpener(AnswerFlow& answers, const Clock& clock, QObject* parent)
    : QObject{parent}
    , m_answers{answers}
    , m_clock{clock}
    , m_history{answers, clock}
{}

RequestOpener::~RequestOpener() = default;

RequestWindow& RequestOpener::windowWith(AlertId alert)
{
    if (!m_window) {
        const BodySources sources = bodySourcesOfDisk();
        m_window = std::make_unique<RequestWindow>(RequestWindow::Dependencies{
            .answers = m_answers,
            .history = m_history,
            .clock = m_clock,
            .makeBody =
                [sources](const WaitingRequest& request) { return makeRequestBody(request, sources); },
            .riskOf =
                [resolve = sources.resolve](const WaitingRequest& request) {
                    return request.kind == RequestKind::Tool
                               ? riskOfCall(request.call.tool, request.call.input, request.cwd, resolve)
                               : CallRisk{};
                }});
    }
    m_history.setAway(false); // whoever opens it is back
    m_window->showRequest(alert);
    return *m_window;
}

void RequestOpener::setPresence(Presence presence)
{
    if (presence != Presence::Unknown)
        m_history.setAway(presence == Presence::Away);
}

} // namespace tocsin

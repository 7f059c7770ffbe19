// SPDX-License-Identifier: MIT
#include "app/requests/request_opener.h"

#include "app/requests/body/make_request_body.h"
#include "app/requests/request_window.h"

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
        m_window = std::make_unique<RequestWindow>(RequestWindow::Dependencies{
            .answers = m_answers,
            .history = m_history,
            .clock = m_clock,
            .makeBody = [sources = bodySourcesOfDisk()](const WaitingRequest& request) {
                return makeRequestBody(request, sources);
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

// SPDX-License-Identifier: MIT
#include "app/sessions/window_opener.h"

#include "app/requests/body/make_request_body.h"
#include "app/sessions/session_window.h"

#include <utility>

namespace tocsin {

WindowOpener::WindowOpener(Dependencies dependencies, QObject* parent)
    : QObject{parent}
    , m_dependencies{std::move(dependencies)}
    , m_history{m_dependencies.answers, m_dependencies.clock}
{}

WindowOpener::~WindowOpener() = default;

SessionWindow& WindowOpener::windowWith(AlertId alert)
{
    if (!m_window) {
        m_window = std::make_unique<SessionWindow>(SessionWindow::Dependencies{
            .answers = m_dependencies.answers,
            .history = m_history,
            .store = m_dependencies.store,
            .clock = m_dependencies.clock,
            .makeBody = [sources = bodySourcesOfDisk()](
                            const WaitingRequest& request) { return makeRequestBody(request, sources); },
            .sessions = m_dependencies.sessions,
            .openAlerts = m_dependencies.openAlerts,
            .actions = m_dependencies.actions});
    }
    m_history.setAway(false); // whoever opens it is back
    m_window->showRequest(alert);
    return *m_window;
}

void WindowOpener::setPresence(Presence presence)
{
    if (presence != Presence::Unknown)
        m_history.setAway(presence == Presence::Away);
}

void WindowOpener::refresh()
{
    if (m_window)
        m_window->refreshSessions();
}

} // namespace tocsin

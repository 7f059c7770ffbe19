// SPDX-License-Identifier: MIT
#include "app/requests/request_opener.h"

#include "app/requests/plain_body.h"
#include "app/requests/request_window.h"
#include "core/claude/calls/call_risk.h"

#include <QFileInfo>

namespace tocsin {

namespace {

/// Of a file that is not there yet: by its folder.
QString withoutLinks(const QString& path)
{
    const QFileInfo file{path};
    const QString real = file.canonicalFilePath();
    if (!real.isEmpty())
        return real;
    const QString folder = QFileInfo{file.path()}.canonicalFilePath();
    return folder.isEmpty() ? path : folder + QLatin1Char{'/'} + file.fileName();
}

CallRisk riskOf(const WaitingRequest& request)
{
    if (request.kind != RequestKind::Tool)
        return {};
    return riskOfCall(request.call.tool, request.call.input, request.cwd, &withoutLinks);
}

} // namespace

RequestOpener::RequestOpener(AnswerFlow& answers, const Clock& clock, QObject* parent)
    : QObject{parent}
    , m_answers{answers}
    , m_clock{clock}
    , m_history{answers, clock}
{}

RequestOpener::~RequestOpener() = default;

RequestWindow& RequestOpener::windowWith(AlertId alert)
{
    if (!m_window)
        m_window = std::make_unique<RequestWindow>(RequestWindow::Dependencies{
            .answers = m_answers,
            .history = m_history,
            .clock = m_clock,
            .makeBody = [](const WaitingRequest& request) { return std::make_unique<PlainBody>(request); },
            .riskOf = &riskOf});
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

// SPDX-License-Identifier: MIT
#include "app/windows/continue_opener.h"

#include <algorithm>

namespace tocsin {

ContinueOpener::ContinueOpener(const EventPipeline& pipeline, SessionTerminals& terminals)
    : m_pipeline{pipeline}
    , m_terminals{terminals}
{}

ContinueDialog& ContinueOpener::dialogFor(const QString& sessionId)
{
    forgetClosed(sessionId);
    std::unique_ptr<ContinueDialog>& dialog = m_dialogs[sessionId];
    if (!dialog) {
        const QList<SessionView> sessions = m_pipeline.sessions();
        const auto session = std::find_if(sessions.begin(), sessions.end(),
                                          [&](const SessionView& one) { return one.id == sessionId; });
        dialog = std::make_unique<ContinueDialog>(
            session == sessions.end() ? sessionId : session->name,
            [this, sessionId](const QString& prompt, ContinueDialog::Done onDone) {
                m_terminals.continueWith(sessionId, prompt, std::move(onDone));
            });
    }
    return *dialog;
}

void ContinueOpener::forgetClosed(const QString& except)
{
    std::erase_if(m_dialogs,
                  [&](const auto& entry) { return entry.first != except && !entry.second->isVisible(); });
}

} // namespace tocsin

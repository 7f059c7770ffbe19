// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/continue_dialog.h"
#include "core/pipeline/session_terminals.h"

#include <QString>

#include <map>
#include <memory>

namespace tocsin {

/// One ContinueDialog for each session. All that sends a prompt.
class ContinueOpener final
{
public:
    /// Both outlive this.
    ContinueOpener(const EventPipeline& pipeline, SessionTerminals& terminals);

    /// If it is still there from before, with what the person wrote and did not send.
    [[nodiscard]] ContinueDialog& dialogFor(const QString& sessionId);

private:
    void forgetClosed(const QString& except);

    const EventPipeline& m_pipeline;
    SessionTerminals& m_terminals;
    std::map<QString, std::unique_ptr<ContinueDialog>> m_dialogs;
};

} // namespace tocsin

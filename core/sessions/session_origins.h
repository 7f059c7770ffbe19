// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"
#include "core/sessions/probes.h"
#include "core/sessions/session.h"
#include "core/system/local_machine.h"

#include <QString>

namespace tocsin {

/// Where a session runs: machine, process, project and branch, as its hooks tell.
class SessionOrigins final
{
public:
    /// The probes must outlive it.
    SessionOrigins(LocalMachine machine, const TranscriptProbe& transcripts, const BranchProbe& branches);

    /// True when the session's name may be another one now.
    [[nodiscard]] bool read(const HookEvent& event, Session& session) const;
    /// An empty `cwd` changes nothing.
    void readProject(const QString& cwd, Session& session) const;

private:
    [[nodiscard]] bool isOfThisMachine(const HookOrigin& origin, const Session& session) const;

    LocalMachine m_machine;
    const TranscriptProbe& m_transcripts;
    const BranchProbe& m_branches;
};

} // namespace tocsin

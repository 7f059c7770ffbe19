// SPDX-License-Identifier: MIT
#include "core/sessions/session_origins.h"

#include "core/base/text.h"
#include "core/claude/hooks/entrypoint.h"

#include <QDir>

#include <utility>

namespace tocsin {

namespace {

/// A process that is new to the session, beside the one it has, or in the place of one that is gone.
void noteProcess(const ClaudeProcess& process, Session& session)
{
    if (!process.isKnown() || session.isIn(process))
        return;
    if (session.pendingLoss) // it was resumed
        session.processes.clear();
    session.processes.push_back(process);
    session.pendingLoss.reset();
    session.aliveAt = {};
}

/// The hooks of one process all come from its terminal; tmux may have another one by now.
void noteTerminal(const HookOrigin& origin, Session& session)
{
    if (!origin.claude.isKnown() || (origin.tty.isEmpty() && origin.terminal.isEmpty()))
        return;
    std::erase_if(session.terminals, [&](const SessionTerminal& known) {
        return known.process == origin.claude || !session.isIn(known.process);
    });
    session.terminals.push_back({.process = origin.claude, .tty = origin.tty, .variables = origin.terminal});
}

} // namespace

SessionOrigins::SessionOrigins(LocalMachine machine, const TranscriptProbe& transcripts,
                               const BranchProbe& branches)
    : m_machine{std::move(machine)}
    , m_transcripts{transcripts}
    , m_branches{branches}
{}

/// Another boot is mostly another machine's; a container's files may be its own.
bool SessionOrigins::isOfThisMachine(const HookOrigin& origin, const Session& session) const
{
    const bool isThisBoot = m_machine.bootId.isEmpty() || origin.bootId == m_machine.bootId ||
                            origin.hostname == m_machine.hostname;
    const bool isThisSpace = origin.claude.pidNamespace.isEmpty() || m_machine.pidNamespace.isEmpty() ||
                             origin.claude.pidNamespace == m_machine.pidNamespace;
    return isThisBoot && (isThisSpace || m_transcripts.modifiedAt(session.transcriptPath));
}

bool SessionOrigins::read(const HookEvent& event, Session& session) const
{
    const HookOrigin& origin = event.origin;
    if (!origin.hostname.isEmpty())
        session.hostname = origin.hostname;
    if (!event.transcriptPath.isEmpty())
        session.transcriptPath = event.transcriptPath;
    session.isLocal = isOfThisMachine(origin, session);
    if (!origin.attended.isEmpty() || !origin.entrypoint.isEmpty())
        session.isUnattended = isUnattended(origin);
    session.isTeammate = session.isTeammate || origin.isTeammate;
    noteProcess(origin.claude, session);
    noteTerminal(origin, session);
    // Later on, the working folder follows Claude around the project, and a title may be made of a prompt.
    const auto* start = std::get_if<hook::SessionStart>(&event.details);
    const bool begins = start != nullptr && !start->isCompaction();
    if (!session.folder.isEmpty() && !begins)
        return false;
    readProject(event.cwd, session);
    if (begins && start->isStartup())
        session.title = plainLine(start->title);
    return true;
}

void SessionOrigins::readProject(const QString& cwd, Session& session) const
{
    if (cwd.isEmpty())
        return;
    session.path = QDir::cleanPath(cwd);
    session.folder = plainLine(QDir{cwd}.dirName());
    session.branch = session.isLocal ? plainLine(m_branches.branchOf(cwd)) : QString{};
}

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/pipeline/session_terminals.h"

#include "core/claude/status/prompt_line.h"
#include "core/claude/status/status_file.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace tocsin {

namespace {

using Kind = TerminalProblem::Kind;

/// At its prompt, unless the status file knows better.
bool mayBeAtPrompt(const SessionView& session)
{
    switch (session.state) {
    case SessionState::Idle:
    case SessionState::Done:
    case SessionState::Waiting:
    case SessionState::Error:
        return !session.dialog;
    case SessionState::Working: // also while a subagent works behind
    case SessionState::Quiet:
    case SessionState::Ended:
    case SessionState::Lost:
        return false;
    }
    return false;
}

} // namespace

SessionTerminals::SessionTerminals(EventPipeline& pipeline, Terminals& terminals, LocalMachine machine,
                                   PromptTyper::Times times, QObject* parent)
    : QObject{parent}
    , m_pipeline{pipeline}
    , m_terminals{terminals}
    , m_machine{std::move(machine)}
    , m_typer{terminals, times}
{
    connect(&m_pipeline, &EventPipeline::promptSubmitted, &m_typer, &PromptTyper::promptSubmitted);
}

std::optional<WatchedSession> SessionTerminals::sessionOf(const QString& sessionId) const
{
    const QList<WatchedSession> sessions = m_pipeline.watchedSessions();
    const auto session = std::find_if(sessions.begin(), sessions.end(),
                                      [&](const WatchedSession& one) { return one.id == sessionId; });
    return session == sessions.end() ? std::nullopt : std::optional{*session};
}

std::optional<SessionView> SessionTerminals::viewOf(const QString& sessionId) const
{
    const QList<SessionView> views = m_pipeline.sessions();
    const auto view =
        std::find_if(views.begin(), views.end(), [&](const SessionView& one) { return one.id == sessionId; });
    return view == views.end() ? std::nullopt : std::optional{*view};
}

TerminalPlace SessionTerminals::placeOf(const WatchedSession& session) const
{
    if (session.terminals.isEmpty())
        return {};
    const SessionTerminal& last = session.terminals.last();
    const bool isSeen = m_machine.canSee(last.process);
    return {.pid = isSeen ? last.process.pid : 0,
            .startTime = last.process.startTime,
            .tty = last.tty,
            .variables = last.variables};
}

void SessionTerminals::show(const QString& sessionId, Done onDone)
{
    const std::optional<WatchedSession> session = sessionOf(sessionId);
    if (!session)
        return onDone(TerminalProblem{Kind::NoSession});
    if (session->terminals.isEmpty())
        return onDone(TerminalProblem{Kind::NoTerminal});
    const auto answer = [self = QPointer{this},
                         onDone = std::move(onDone)](const std::optional<TerminalProblem>& problem) {
        if (self)
            onDone(problem);
    };
    TerminalPlace place = placeOf(*session);
    if (const std::optional<SessionView> view = viewOf(sessionId))
        place.folder = view->path;
    m_terminals.show(place, answer);
}

void SessionTerminals::continueWith(const QString& sessionId, const QString& prompt, Done onDone)
{
    const std::optional<WatchedSession> session = sessionOf(sessionId);
    if (!session)
        return onDone(TerminalProblem{Kind::NoSession});
    if (session->terminals.isEmpty())
        return onDone(TerminalProblem{Kind::NoTerminal});
    m_typer.type(
        {.sessionId = sessionId,
         .place = placeOf(*session),
         .text = prompt,
         .isReady = [this, sessionId] { return isReady(sessionId); },
         .isEmptyPrompt =
             [](const ScreenAtCursor& screen) { return tocsin::isEmptyPrompt(screen.lines, screen.column); }},
        std::move(onDone));
}

bool SessionTerminals::canContinue(const QString& sessionId) const
{
    const std::optional<WatchedSession> session = sessionOf(sessionId);
    return session && isReady(sessionId) && m_terminals.takesPrompts(placeOf(*session));
}

bool SessionTerminals::isReady(const QString& sessionId) const
{
    const std::optional<SessionView> view = viewOf(sessionId);
    const std::optional<WatchedSession> session = sessionOf(sessionId);
    if (!view || !mayBeAtPrompt(*view) || !session || session->terminals.isEmpty())
        return false;
    const ClaudeProcess& process = session->terminals.last().process;
    const QString folder = statusFolderOf(session->transcriptPath);
    const std::optional<QByteArray> bytes =
        folder.isEmpty() ? std::nullopt : readStatusFile(statusPath(folder, process.pid));
    const std::optional<ClaudeStatus> status = bytes ? parseClaudeStatus(*bytes) : std::nullopt;
    return status && isOfProcess(*status, process) && status->sessionId == sessionId &&
           status->state == ClaudeStatus::State::Idle;
}

} // namespace tocsin

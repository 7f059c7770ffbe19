// SPDX-License-Identifier: MIT
#include "core/pipeline/session_ender.h"

#include "core/claude/status/status_file.h"
#include "core/logging/categories.h"
#include "core/system/end_process.h"
#include "core/system/system_info.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>

namespace tocsin {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SessionEnder)
};

/// By its status file: after /clear and /resume a process has another session before all its hooks are here.
bool hasAnotherSession(const WatchedSession& session, const ClaudeProcess& process)
{
    const QString folder = statusFolderOf(session.transcriptPath);
    const std::optional<QByteArray> bytes =
        folder.isEmpty() ? std::nullopt : readStatusFile(statusPath(folder, process.pid));
    const std::optional<ClaudeStatus> status = bytes ? parseClaudeStatus(*bytes) : std::nullopt;
    return status && isOfProcess(*status, process) && !status->sessionId.isEmpty() &&
           status->sessionId != session.id;
}

} // namespace

QString notEndedText(EndProblem problem)
{
    switch (problem) {
    case EndProblem::NotHere:
        return Words::tr("It runs on another computer or in a container. End it in its terminal.");
    case EndProblem::Over:
        return Words::tr("It has already ended.");
    case EndProblem::Ignored:
        return Words::tr("Claude Code was asked to end, but is still running. Close it in its terminal.");
    case EndProblem::Refused:
        break;
    }
    return Words::tr("The system did not allow it. End it in its terminal.");
}

std::optional<WatchedSession> SessionEnder::sessionOf(const QString& sessionId) const
{
    const QList<WatchedSession> sessions = m_pipeline.watchedSessions();
    const auto session = std::find_if(sessions.begin(), sessions.end(),
                                      [&](const WatchedSession& one) { return one.id == sessionId; });
    return session == sessions.end() ? std::nullopt : std::optional{*session};
}

bool SessionEnder::canEnd(const QString& sessionId) const
{
    const std::optional<WatchedSession> session = sessionOf(sessionId);
    return session && std::any_of(session->processes.begin(), session->processes.end(),
                                  [this](const ClaudeProcess& process) {
                                      return m_machine.canSee(process) && !process.startTime.isEmpty();
                                  });
}

std::optional<EndProblem> SessionEnder::end(const QString& sessionId)
{
    const std::optional<WatchedSession> session = sessionOf(sessionId);
    if (!session)
        return EndProblem::Over;
    if (!canEnd(sessionId))
        return EndProblem::NotHere;
    std::optional<EndProblem> problem{EndProblem::Over};
    QList<ClaudeProcess> asked;
    for (const ClaudeProcess& process : session->processes) {
        if (!m_machine.canSee(process) || hasAnotherSession(*session, process))
            continue;
        const EndRequest answer = askToEnd(process);
        qCInfo(logSessions) << "the person ends a session: process" << process.pid
                            << (answer == EndRequest::Sent ? "asked to end" : "not asked");
        if (answer == EndRequest::Sent) {
            problem.reset();
            asked << process;
        } else if (answer == EndRequest::Refused && problem) {
            problem = EndProblem::Refused;
        }
    }
    if (!asked.isEmpty())
        QTimer::singleShot(m_patience, this, [this, sessionId, asked] { lookAgain(sessionId, asked); });
    return problem;
}

void SessionEnder::lookAgain(const QString& sessionId, const QList<ClaudeProcess>& asked)
{
    const std::optional<WatchedSession> session = sessionOf(sessionId);
    const auto stillRuns = [&](const ClaudeProcess& process) {
        return QString::fromLatin1(processInfo(process.pid).startTime) == process.startTime &&
               !hasAnotherSession(*session, process);
    };
    if (!session || std::none_of(asked.begin(), asked.end(), stillRuns))
        return;
    qCInfo(logSessions) << "a session that the person ended still runs";
    Q_EMIT ignored(sessionId);
}

} // namespace tocsin

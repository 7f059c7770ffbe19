// SPDX-License-Identifier: MIT
#include "core/pipeline/session_monitor.h"

#include "core/claude/status/status_file.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

SessionMonitor::SessionMonitor(ProcessWatcher& processes, LocalMachine machine, QObject* parent)
    : QObject{parent}
    , m_processes{processes}
    , m_machine{std::move(machine)}
{
    connect(&m_transcripts, &TranscriptFollower::eventsRead, this, &SessionMonitor::eventsRead);
    connect(&m_statuses, &StatusFollower::statusSeen, this, &SessionMonitor::statusSeen);
    connect(&m_statuses, &StatusFollower::statusLost, this, &SessionMonitor::statusLost);
    connect(&m_processes, &ProcessWatcher::gone, this, &SessionMonitor::processGone);
}

void SessionMonitor::watch(const QList<WatchedSession>& sessions)
{
    QHash<QString, QString> transcripts;
    QList<ClaudeProcess> processes;
    QList<StatusSource> statuses;
    for (const WatchedSession& session : sessions) {
        const QList<ClaudeProcess>& ofSession = session.processes; // open in two terminals, perhaps
        const bool isOfThisBoot =
            std::any_of(ofSession.begin(), ofSession.end(),
                        [this](const ClaudeProcess& process) { return m_machine.isSameBoot(process); });
        if (isOfThisBoot && !session.transcriptPath.isEmpty())
            transcripts.insert(session.id, session.transcriptPath);
        const QString statusFolder = statusFolderOf(session.transcriptPath);
        for (const ClaudeProcess& process : ofSession) {
            if (m_machine.canSee(process)) {
                processes.append(process);
                statuses.append({.process = process, .folder = statusFolder});
            } else if (endedWithAnEarlierBoot(session, process)) {
                reportGone(process);
            }
        }
    }
    m_transcripts.follow(transcripts);
    m_processes.watch(processes);
    m_statuses.follow(statuses);
}

void SessionMonitor::reportGone(const ClaudeProcess& process)
{
    const QString key = u"%1 %2 %3"_s.arg(QString::number(process.pid), process.startTime, process.bootId);
    if (m_toldGone.contains(key))
        return;
    m_toldGone.insert(key);
    QMetaObject::invokeMethod(
        this, [this, process] { Q_EMIT processGone(process); }, Qt::QueuedConnection);
}

/// Another machine may have our name: what was heard of since this boot is not of an earlier one.
bool SessionMonitor::endedWithAnEarlierBoot(const WatchedSession& session, const ClaudeProcess& process) const
{
    return process.isKnown() && !process.bootId.isEmpty() && !m_machine.isSameBoot(process) &&
           session.hostname == m_machine.hostname && session.lastActivityAt < m_machine.since;
}

} // namespace tocsin

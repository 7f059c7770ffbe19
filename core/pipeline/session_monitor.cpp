// SPDX-License-Identifier: MIT
#include "core/pipeline/session_monitor.h"

#include "core/system/system_info.h"

#include <QSysInfo>

#include <utility>

namespace tocsin {

LocalMachine LocalMachine::current(const QDateTime& now)
{
    const auto sinceBootMs = static_cast<qint64>(sinceBootNs() / 1'000'000U);
    return {.bootId = QString::fromLatin1(tocsin::bootId()),
            .pidNamespace = QString::fromLatin1(tocsin::pidNamespace()),
            .hostname = QSysInfo::machineHostName(),
            .since = now.addMSecs(-sinceBootMs)};
}

SessionMonitor::SessionMonitor(ProcessWatcher& processes, LocalMachine boot, QObject* parent)
    : QObject{parent}
    , m_processes{processes}
    , m_boot{std::move(boot)}
{
    connect(&m_transcripts, &TranscriptFollower::eventsRead, this, &SessionMonitor::eventsRead);
    connect(&m_processes, &ProcessWatcher::gone, this, &SessionMonitor::processGone);
}

void SessionMonitor::watch(const QList<WatchedSession>& sessions)
{
    QHash<QString, QString> transcripts;
    QList<ClaudeProcess> processes;
    for (const WatchedSession& session : sessions) {
        if (session.claude.bootId == m_boot.bootId && !session.transcriptPath.isEmpty())
            transcripts.insert(session.id, session.transcriptPath);
        if (hasProcessHere(session))
            processes.append(session.claude);
        else if (endedWithAnEarlierBoot(session) && !m_toldGone.contains(session.id)) {
            m_toldGone.insert(session.id);
            QMetaObject::invokeMethod(
                this, [this, process = session.claude] { Q_EMIT processGone(process); },
                Qt::QueuedConnection);
        }
    }
    m_transcripts.follow(transcripts);
    m_processes.watch(processes);
}

/// A socket forwarded by ssh brings other machines' sessions, one mounted into a container those of other pid
/// namespaces.
bool SessionMonitor::hasProcessHere(const WatchedSession& session) const
{
    const QString& space = session.claude.pidNamespace;
    return session.claude.isKnown() && session.claude.bootId == m_boot.bootId &&
           (space.isEmpty() || m_boot.pidNamespace.isEmpty() || space == m_boot.pidNamespace);
}

/// Another machine may have our name: what was heard of since this boot is not of an earlier one.
bool SessionMonitor::endedWithAnEarlierBoot(const WatchedSession& session) const
{
    return session.claude.isKnown() && !session.claude.bootId.isEmpty() &&
           session.claude.bootId != m_boot.bootId && session.hostname == m_boot.hostname &&
           session.lastActivityAt < m_boot.since;
}

} // namespace tocsin

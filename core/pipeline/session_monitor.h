// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/status/status_follower.h"
#include "core/claude/transcript/transcript_follower.h"
#include "core/sessions/watched_session.h"
#include "core/system/local_machine.h"
#include "core/system/process_watcher.h"

#include <QObject>
#include <QSet>
#include <QString>

namespace tocsin {

/// Watches what sessions leave behind besides their hooks, as far as they run on this machine: transcripts,
/// processes, and what these say of themselves.
class SessionMonitor final : public QObject
{
    Q_OBJECT
public:
    /// `processes` outlives the monitor.
    SessionMonitor(ProcessWatcher& processes, LocalMachine machine, QObject* parent = nullptr);

    /// From now on these, and no others.
    void watch(const QList<WatchedSession>& sessions);

Q_SIGNALS:
    void eventsRead(const QString& sessionId, const tocsin::TranscriptEvents& signs);
    /// Of a process of any watched session; the status names the session that it is in by now, which may be
    /// another one. Never from within watch().
    void statusSeen(const tocsin::ClaudeProcess& process, const tocsin::ClaudeStatus& status);
    /// The process says no more what it does; processGone tells when it has ended.
    void statusLost(const tocsin::ClaudeProcess& process);
    /// Once for each process. Also for one that a restart of the machine has ended. Never from within
    /// watch().
    void processGone(const tocsin::ClaudeProcess& process);

private:
    void reportGone(const ClaudeProcess& process);
    [[nodiscard]] bool endedWithAnEarlierBoot(const WatchedSession& session,
                                              const ClaudeProcess& process) const;

    ProcessWatcher& m_processes;
    LocalMachine m_machine;
    TranscriptFollower m_transcripts;
    StatusFollower m_statuses;
    QSet<QString> m_toldGone; ///< of earlier boots
};

} // namespace tocsin

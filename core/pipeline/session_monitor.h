// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/transcript/transcript_follower.h"
#include "core/sessions/watched_session.h"
#include "core/system/process_watcher.h"

#include <QDateTime>
#include <QObject>
#include <QSet>
#include <QString>

namespace tocsin {

/// This machine since it was started, to tell its processes and files from those of others.
struct LocalMachine
{
    QString bootId{};
    QString pidNamespace{};
    QString hostname{};
    QDateTime since{}; ///< UTC

    [[nodiscard]] static LocalMachine current(const QDateTime& now);
};

/// Watches what sessions leave behind besides their hooks, as far as they run on this machine: transcripts,
/// and processes.
class SessionMonitor final : public QObject
{
    Q_OBJECT
public:
    /// `processes` outlives the watch.
    SessionMonitor(ProcessWatcher& processes, LocalMachine boot, QObject* parent = nullptr);

    /// From now on these, and no others.
    void watch(const QList<WatchedSession>& sessions);

Q_SIGNALS:
    void eventsRead(const QString& sessionId, const tocsin::TranscriptEvents& signs);
    /// Once for each process. Also for one that a restart of the machine has ended. Never from within
    /// watch().
    void processGone(const tocsin::ClaudeProcess& process);

private:
    [[nodiscard]] bool hasProcessHere(const WatchedSession& session) const;
    [[nodiscard]] bool endedWithAnEarlierBoot(const WatchedSession& session) const;

    ProcessWatcher& m_processes;
    LocalMachine m_boot;
    TranscriptFollower m_transcripts;
    QSet<QString> m_toldGone; ///< of earlier boots, by session
};

} // namespace tocsin

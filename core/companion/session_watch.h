// SPDX-License-Identifier: MIT
#pragma once

#include "core/process/process_watcher.h"
#include "core/sessions/live_session.h"
#include "core/transcript/transcript_follower.h"

#include <QDateTime>
#include <QObject>
#include <QSet>
#include <QString>

namespace tocsin {

/// This machine since it was started, to tell its processes and files from those of others.
struct ThisBoot
{
    QString bootId{};
    QString pidNamespace{};
    QString hostname{};
    QDateTime since{}; ///< UTC

    [[nodiscard]] static ThisBoot current(const QDateTime& now);
};

/// Watches what sessions leave behind besides their hooks, as far as they run on this machine: transcripts,
/// and processes.
class SessionWatch final : public QObject
{
    Q_OBJECT
public:
    /// `processes` outlives the watch.
    SessionWatch(ProcessWatcher& processes, ThisBoot boot, QObject* parent = nullptr);

    /// From now on these, and no others.
    void watch(const QList<LiveSession>& sessions);

Q_SIGNALS:
    void signsSeen(const QString& sessionId, const tocsin::TranscriptSigns& signs);
    /// Once for each process. Also for one that a restart of the machine has ended. Never from within
    /// watch().
    void processGone(const tocsin::ClaudeProcess& process);

private:
    [[nodiscard]] bool hasProcessHere(const LiveSession& session) const;
    [[nodiscard]] bool endedWithAnEarlierBoot(const LiveSession& session) const;

    ProcessWatcher& m_processes;
    ThisBoot m_boot;
    TranscriptFollower m_transcripts;
    QSet<QString> m_toldGone; ///< of earlier boots, by session
};

} // namespace tocsin

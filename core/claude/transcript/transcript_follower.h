// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/transcript/transcript_event.h"
#include "core/claude/transcript/transcript_event_reader.h"
#include "core/claude/transcript/transcript_tail.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

namespace tocsin {

/// Follows the transcripts of the sessions that run, as they grow. The file system tells of changes; where it
/// does not (network file systems, no watches left, a file that is not there yet) a slow look finds them.
class TranscriptFollower final : public QObject
{
    Q_OBJECT
public:
    explicit TranscriptFollower(QObject* parent = nullptr);

    /// From now on these, and no others: session id -> path.
    void follow(const QHash<QString, QString>& transcripts);

Q_SIGNALS:
    /// First what a bounded part of the file's end tells, then what is new. In the order of their times.
    void eventsRead(const QString& sessionId, const tocsin::TranscriptEvents& signs);

private:
    struct Followed
    {
        TranscriptTail tail;
        TranscriptEventReader reader{};
        bool isWatched{false};
    };

    void begin(const QString& sessionId, const QString& path);
    void end(const QString& sessionId);
    void watch(Followed& followed);
    void readSoon(const QString& sessionId);
    void readChanged();
    void read(const QString& sessionId);
    void lookAtAll();

    QHash<QString, Followed> m_followed;
    QMultiHash<QString, QString> m_sessionsByPath;
    QSet<QString> m_changed;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    QTimer m_look;
    int m_looks{0};
};

} // namespace tocsin

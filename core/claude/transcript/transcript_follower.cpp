// SPDX-License-Identifier: MIT
#include "core/claude/transcript/transcript_follower.h"

#include <QFileInfo>

#include <chrono>
#include <utility>

namespace tocsin {

using namespace std::chrono_literals;

namespace {
/// Claude Code writes several lines at a time.
constexpr auto Gathering = 50ms;
constexpr auto LookInterval = 10s;
/// What the file system tells of is looked at less often.
constexpr int LooksAtWatched{6};
} // namespace

TranscriptFollower::TranscriptFollower(QObject* parent)
    : QObject{parent}
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &TranscriptFollower::readChanged);
    m_look.setTimerType(Qt::VeryCoarseTimer);
    m_look.setInterval(LookInterval);
    connect(&m_look, &QTimer::timeout, this, &TranscriptFollower::lookAtAll);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this](const QString& path) {
        for (const QString& sessionId : m_sessionsByPath.values(path))
            readSoon(sessionId);
    });
}

void TranscriptFollower::follow(const QHash<QString, QString>& transcripts)
{
    for (const QString& sessionId : m_followed.keys()) {
        if (transcripts.value(sessionId) != m_followed[sessionId].tail.path())
            end(sessionId);
    }
    for (auto it = transcripts.begin(); it != transcripts.end(); ++it) {
        const auto known = m_followed.find(it.key());
        if (known == m_followed.end())
            begin(it.key(), it.value());
        else if (!known->isWatched) // its file comes with the first prompt
            readSoon(it.key());
    }
    if (m_followed.isEmpty())
        m_look.stop();
    else if (!m_look.isActive())
        m_look.start();
}

void TranscriptFollower::begin(const QString& sessionId, const QString& path)
{
    m_followed.emplace(sessionId, Followed{.tail = TranscriptTail{path}});
    m_sessionsByPath.insert(path, sessionId);
    readSoon(sessionId);
}

void TranscriptFollower::end(const QString& sessionId)
{
    const Followed followed = m_followed.take(sessionId);
    const QString path = followed.tail.path();
    m_changed.remove(sessionId);
    m_sessionsByPath.remove(path, sessionId);
    if (followed.isWatched && !m_sessionsByPath.contains(path))
        m_watcher.removePath(path);
}

/// Before reading, so that nothing is missed between the two.
void TranscriptFollower::watch(Followed& followed)
{
    if (!followed.isWatched && QFileInfo::exists(followed.tail.path()))
        followed.isWatched = m_watcher.addPath(followed.tail.path());
}

void TranscriptFollower::readSoon(const QString& sessionId)
{
    m_changed.insert(sessionId);
    if (!m_soon.isActive())
        m_soon.start(Gathering);
}

/// One file at a time: a thousand of them at the start are not to hold anything else up.
void TranscriptFollower::readChanged()
{
    if (m_changed.isEmpty())
        return;
    const QString sessionId = *m_changed.cbegin();
    m_changed.erase(m_changed.cbegin());
    read(sessionId);
    if (!m_changed.isEmpty() && !m_soon.isActive())
        m_soon.start(0ms);
}

void TranscriptFollower::read(const QString& sessionId)
{
    const auto found = m_followed.find(sessionId);
    if (found == m_followed.end())
        return;
    if (!QFileInfo::exists(found->tail.path()))
        found->isWatched = false; // Qt gives up a watch with its file
    watch(*found);
    const TranscriptTail::Read read = found->tail.readOn();
    if (read.isOtherFile) { // the watch is on the file that went
        m_watcher.removePath(found->tail.path());
        found->isWatched = false;
        watch(*found);
        found->reader = {};
    }
    const TranscriptEvents signs = found->reader.read(read.lines);
    if (read.hasMore)
        readSoon(sessionId);
    if (!signs.isEmpty())
        Q_EMIT eventsRead(sessionId, signs);
}

void TranscriptFollower::lookAtAll()
{
    const bool looksAtWatched = ++m_looks % LooksAtWatched == 0;
    for (auto it = m_followed.begin(); it != m_followed.end(); ++it) {
        if (it->isWatched && !looksAtWatched)
            continue;
        readSoon(it.key());
    }
}

} // namespace tocsin

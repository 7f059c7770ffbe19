// SPDX-License-Identifier: MIT
#include "core/claude/status/status_follower.h"

#include "core/claude/status/status_file.h"

#include <chrono>
#include <utility>
#include <vector>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

constexpr auto LookInterval = 1s;
/// What the file system tells of is looked at less often.
constexpr int LooksAtWatched{60};

bool isSame(const ClaudeStatus& a, const ClaudeStatus& b)
{
    return a.state == b.state && a.waitingFor == b.waitingFor && a.sessionId == b.sessionId &&
           a.name == b.name && a.isNamedByPerson == b.isNamedByPerson && a.updatedAt == b.updatedAt;
}

} // namespace

StatusFollower::StatusFollower(std::unique_ptr<FolderWatcher> watcher, std::chrono::milliseconds grace,
                               QObject* parent)
    : QObject{parent}
    , m_watcher{std::move(watcher)}
    , m_grace{grace}
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0ms);
    connect(&m_soon, &QTimer::timeout, this, &StatusFollower::readNext);
    m_look.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_look, &QTimer::timeout, this, &StatusFollower::look);
    if (!m_watcher)
        return;
    connect(m_watcher.get(), &FolderWatcher::changed, this, &StatusFollower::readChanged);
    connect(m_watcher.get(), &FolderWatcher::lost, this, [this](const QString& folder) {
        m_watched.remove(folder);
        m_look.start(LookInterval);
        readChanged(folder, {});
    });
}

void StatusFollower::follow(const QList<StatusSource>& sources)
{
    std::set<Key> wanted;
    QSet<QString> folders;
    std::vector<Key> added;
    for (const StatusSource& source : sources) {
        const Key key{source.process.pid, source.process.startTime};
        if (source.folder.isEmpty() || !wanted.insert(key).second)
            continue;
        folders.insert(source.folder);
        Followed& followed = m_followed[key];
        if (followed.folder == source.folder)
            continue;
        followed = {.process = source.process, .folder = source.folder};
        added.push_back(key);
    }
    std::erase_if(m_followed, [&](const auto& followed) { return !wanted.contains(followed.first); });
    for (const QString& folder : m_folders - folders) {
        if (m_watched.remove(folder))
            m_watcher->unwatch(folder);
    }
    m_folders = folders;
    watchFolders(); // before reading, so that nothing is missed between the two
    for (const Key& key : added)
        readSoon(key);
}

void StatusFollower::watchFolders()
{
    for (const QString& folder : std::as_const(m_folders)) {
        if (!m_watcher || !m_watcher->watch(folder))
            m_watched.remove(folder);
        else
            m_watched.insert(folder);
    }
    if (m_folders.isEmpty())
        m_look.stop();
    else if (const auto interval =
                 m_watched.size() < m_folders.size() ? LookInterval : LookInterval * LooksAtWatched;
             !m_look.isActive() || m_look.intervalAsDuration() != interval)
        m_look.start(interval);
}

void StatusFollower::readSoon(const Key& key)
{
    m_toRead.insert(key);
    if (!m_soon.isActive())
        m_soon.start();
}

/// One file at a time: a thousand of them at the start are not to hold anything else up.
void StatusFollower::readNext()
{
    if (m_toRead.empty())
        return;
    const Key key = m_toRead.extract(m_toRead.begin()).value();
    if (!m_toRead.empty())
        m_soon.start();
    read(key);
}

void StatusFollower::readChanged(const QString& folder, const QString& name)
{
    const qint64 pid = pidOfStatusFile(name);
    if (pid == 0 && !name.isEmpty())
        return;
    for (auto it = m_followed.lower_bound({pid, {}}); it != m_followed.end(); ++it) {
        if (pid != 0 && it->first.first != pid)
            return;
        if (it->second.folder == folder)
            readSoon(it->first);
    }
}

void StatusFollower::read(const Key& key)
{
    const auto found = m_followed.find(key);
    if (found == m_followed.end())
        return;
    Followed& followed = found->second;
    const std::optional<QByteArray> bytes = readStatusFile(statusPath(followed.folder, key.first));
    if (!bytes)
        return miss(key, followed);
    if (*bytes == followed.bytes && !followed.backBy)
        return;
    std::optional<ClaudeStatus> status = parseClaudeStatus(*bytes);
    if (!status)
        return; // half of it: another change follows
    if (!isOfProcess(*status, followed.process))
        return miss(key, followed);
    followed.bytes = *bytes;
    followed.backBy.reset();
    take(followed, *std::move(status));
}

void StatusFollower::take(Followed& followed, ClaudeStatus status)
{
    if (followed.seen && isSame(*followed.seen, status))
        return;
    followed.seen = std::move(status);
    // Copies: whoever hears of it may end the following.
    Q_EMIT statusSeen(ClaudeProcess{followed.process}, ClaudeStatus{*followed.seen});
}

void StatusFollower::miss(const Key& key, Followed& followed)
{
    if (!followed.seen || followed.backBy)
        return;
    followed.backBy = QDeadlineTimer{m_grace, Qt::PreciseTimer};
    QTimer::singleShot(m_grace, Qt::PreciseTimer, this, [this, key] { confirmLost(key); });
}

void StatusFollower::confirmLost(const Key& key)
{
    read(key); // what told of its return may still be on its way
    const auto found = m_followed.find(key);
    if (found == m_followed.end() || !found->second.backBy || !found->second.backBy->hasExpired())
        return;
    Followed& followed = found->second;
    followed = {.process = followed.process, .folder = followed.folder};
    Q_EMIT statusLost(ClaudeProcess{followed.process});
}

void StatusFollower::look()
{
    const bool looksAtWatched = m_look.intervalAsDuration() > LookInterval || ++m_looks % LooksAtWatched == 0;
    for (const auto& [key, followed] : m_followed) {
        if (looksAtWatched || !m_watched.contains(followed.folder))
            readSoon(key);
    }
    watchFolders();
}

} // namespace tocsin

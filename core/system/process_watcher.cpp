// SPDX-License-Identifier: MIT
#include "core/system/process_watcher.h"

#include "core/system/system_info.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <vector>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

constexpr auto LookInterval = 5s;

bool isRunning(const ClaudeProcess& process)
{
    const ProcessInfo info = processInfo(process.pid);
    if (info.startTime.isEmpty() || info.hasEnded)
        return false;
    return process.startTime.isEmpty() || process.startTime == QString::fromLatin1(info.startTime);
}

} // namespace

SystemProcessWatcher::SystemProcessWatcher(int maxNotices, QObject* parent)
    : ProcessWatcher{parent}
    , m_maxNotices{maxNotices}
{
    m_look.setTimerType(Qt::VeryCoarseTimer);
    m_look.setInterval(LookInterval);
    connect(&m_look, &QTimer::timeout, this, &SystemProcessWatcher::look);
}

void SystemProcessWatcher::watch(const QList<ClaudeProcess>& processes)
{
    std::set<Key> wanted;
    for (const ClaudeProcess& process : processes) {
        const Key key{process.pid, process.startTime};
        if (wanted.insert(key).second && !m_watched.contains(key))
            begin(key, process);
    }
    std::erase_if(m_watched, [&](const auto& watched) { return !wanted.contains(watched.first); });
    const bool looks = std::any_of(m_watched.begin(), m_watched.end(), [](const auto& watched) {
        return !watched.second.notice && !watched.second.isGone;
    });
    if (!looks)
        m_look.stop();
    else if (!m_look.isActive())
        m_look.start();
}

void SystemProcessWatcher::begin(const Key& key, const ClaudeProcess& process)
{
    Watched& watched = m_watched[key];
    watched.process = process;
    const auto notices = std::count_if(m_watched.begin(), m_watched.end(),
                                       [](const auto& other) { return other.second.notice != nullptr; });
    // The notice first: from then on the pid cannot become another process unnoticed.
    if (notices < m_maxNotices)
        watched.notice = makeExitNotice(process.pid, [this, key] { report(key); });
    if (!isRunning(process))
        QMetaObject::invokeMethod(
            this, [this, key] { report(key); }, Qt::QueuedConnection);
}

void SystemProcessWatcher::look()
{
    std::vector<Key> gone;
    for (const auto& [key, watched] : m_watched) {
        if (!watched.notice && !watched.isGone && !isRunning(watched.process))
            gone.push_back(key);
    }
    for (const Key& key : gone)
        report(key);
}

void SystemProcessWatcher::report(const Key& key)
{
    const auto found = m_watched.find(key);
    if (found == m_watched.end() || std::exchange(found->second.isGone, true))
        return;
    // This may be the notice's own call: it is not to be deleted within.
    if (found->second.notice)
        found->second.notice.release()->deleteLater();
    Q_EMIT gone(ClaudeProcess{found->second.process});
}

} // namespace tocsin

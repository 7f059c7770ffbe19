// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"
#include "core/claude/status/claude_status.h"
#include "core/system/folder_watcher.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QList>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace tocsin {

/// Where a Claude process of this machine says what it does: statusFolderOf() one of its sessions.
struct StatusSource
{
    ClaudeProcess process{};
    QString folder{};
};

/// Follows the status files of Claude processes. The file system tells of changes; where it does not (network
/// file systems, no watches left, a folder that is not there yet) a look every second finds them.
class StatusFollower final : public QObject
{
    Q_OBJECT
public:
    /// At its end the client's file can go and come back within 0.1 s.
    static constexpr std::chrono::milliseconds Grace{300};

    explicit StatusFollower(std::unique_ptr<FolderWatcher> watcher = makeFolderWatcher(),
                            std::chrono::milliseconds grace = Grace, QObject* parent = nullptr);

    /// From now on these, and no others.
    void follow(const QList<StatusSource>& sources);

Q_SIGNALS:
    /// First what is there, then each change of state, waitingFor, session, name or updatedAt. Of two changes
    /// that were made before the first was read, the second alone. Never from within follow().
    void statusSeen(const tocsin::ClaudeProcess& process, const tocsin::ClaudeStatus& status);
    /// What was seen is no longer there, which is no proof that the process has ended.
    void statusLost(const tocsin::ClaudeProcess& process);

private:
    using Key = std::pair<qint64, QString>; ///< pid and start time
    struct Followed
    {
        ClaudeProcess process{};
        QString folder{};
        QByteArray bytes{}; ///< as read last
        std::optional<ClaudeStatus> seen{};
        std::optional<QDeadlineTimer> backBy{}; ///< it has gone
    };

    void watchFolders();
    void readSoon(const Key& key);
    void readNext();
    void readChanged(const QString& folder, const QString& name);
    void read(const Key& key);
    void take(Followed& followed, ClaudeStatus status);
    void miss(const Key& key, Followed& followed);
    void confirmLost(const Key& key);
    void look();

    std::unique_ptr<FolderWatcher> m_watcher;
    std::chrono::milliseconds m_grace;
    std::map<Key, Followed> m_followed;
    QSet<QString> m_folders; ///< of all that are followed
    QSet<QString> m_watched; ///< those whose changes are reported
    std::set<Key> m_toRead;
    QTimer m_soon;
    QTimer m_look;
    int m_looks{0};
};

} // namespace tocsin

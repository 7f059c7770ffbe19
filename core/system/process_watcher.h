// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/claude_process.h"
#include "core/system/process_exit_notifier.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QTimer>

#include <map>
#include <memory>
#include <utility>

namespace tocsin {

/// Notices when processes of this machine are gone. Handed in, so that a test can say so itself.
class ProcessWatcher : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// From now on these, and no others. All of them have pids of this machine and boot, as this process
    /// counts them.
    virtual void watch(const QList<ClaudeProcess>& processes) = 0;

Q_SIGNALS:
    /// Once for each, never from within watch(). Also for one that was gone already, and for one whose pid is
    /// another process by now.
    void gone(const tocsin::ClaudeProcess& process);
};

/// Lets the kernel tell; where it does not, looks every few seconds.
class SystemProcessWatcher final : public ProcessWatcher
{
    Q_OBJECT
public:
    /// Each notice costs a file descriptor, of which a program may have no more than a thousand.
    static constexpr int MaxNotices{200};

    explicit SystemProcessWatcher(int maxNotices = MaxNotices, QObject* parent = nullptr);

    void watch(const QList<ClaudeProcess>& processes) override;

private:
    using Key = std::pair<qint64, QString>;
    struct Watched
    {
        ClaudeProcess process{};
        std::unique_ptr<ProcessExitNotifier> notice{};
        bool isGone{false};
    };

    void begin(const Key& key, const ClaudeProcess& process);
    void look();
    void report(const Key& key);

    int m_maxNotices;
    std::map<Key, Watched> m_watched;
    QTimer m_look;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#include "core/system/folder_watcher.h"

#include <QFile>
#include <QHash>
#include <QSocketNotifier>

#include <array>
#include <cstring>
#include <sys/inotify.h>
#include <unistd.h>

namespace tocsin {

namespace {

constexpr uint32_t Changes{IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO};
constexpr uint32_t Losses{IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED};

/// inotify(7). QFileSystemWatcher needs a watch for each file, and for a folder does not say which file was
/// written.
class InotifyWatcher final : public FolderWatcher
{
public:
    explicit InotifyWatcher(int fd)
        : m_fd{fd}
        , m_notifier{fd, QSocketNotifier::Read}
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, &InotifyWatcher::readEvents);
    }
    ~InotifyWatcher() override
    {
        m_notifier.setEnabled(false);
        ::close(m_fd);
    }

    [[nodiscard]] bool watch(const QString& folder) override
    {
        const int watch =
            ::inotify_add_watch(m_fd, QFile::encodeName(folder).constData(), Changes | Losses | IN_ONLYDIR);
        const auto known = m_watches.constFind(folder);
        if (known != m_watches.constEnd() && *known == watch)
            return true;
        unwatch(folder);
        if (watch < 0)
            return false;
        m_watches.insert(folder, watch);
        m_folders.insert(watch, folder); // two paths of one folder share their watch
        return true;
    }

    void unwatch(const QString& folder) override
    {
        const auto known = m_watches.constFind(folder);
        if (known == m_watches.constEnd())
            return;
        const int watch = *known;
        m_watches.erase(known);
        m_folders.remove(watch, folder);
        if (!m_folders.contains(watch))
            ::inotify_rm_watch(m_fd, watch);
    }

private:
    void readEvents()
    {
        // inotify(7): large enough for several events, or for one with the longest name.
        alignas(inotify_event) std::array<char, 8192> buffer{};
        const ssize_t size = ::read(m_fd, buffer.data(), buffer.size());
        for (ssize_t at = 0; at + static_cast<ssize_t>(sizeof(inotify_event)) <= size;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* const name = buffer.data() + at + sizeof event;
            report(event, event.len > 0 ? QFile::decodeName(name) : QString{});
            at += static_cast<ssize_t>(sizeof event + event.len);
        }
    }

    void report(const inotify_event& event, const QString& name)
    {
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
            for (const QString& folder : m_watches.keys())
                Q_EMIT changed(folder, {});
            return;
        }
        for (const QString& folder : m_folders.values(event.wd)) {
            if ((event.mask & Losses) != 0) {
                unwatch(folder);
                Q_EMIT lost(folder);
            } else {
                Q_EMIT changed(folder, name);
            }
        }
    }

    int m_fd;
    QSocketNotifier m_notifier;
    QHash<QString, int> m_watches;
    QMultiHash<int, QString> m_folders;
};

} // namespace

std::unique_ptr<FolderWatcher> makeFolderWatcher()
{
    const int fd = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd < 0)
        return nullptr;
    return std::make_unique<InotifyWatcher>(fd);
}

} // namespace tocsin

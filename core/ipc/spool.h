// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <memory>

namespace tocsin {

class Spool;

/// One request of the spool. May be copied and kept; its file stays until confirm(). If the last copy is
/// destroyed without that, the request is delivered again later.
class SpoolEntry final
{
public:
    SpoolEntry() = default;

    /// The request is safe elsewhere now: its file is removed.
    void confirm() const;

private:
    friend class Spool;
    struct Lease;
    explicit SpoolEntry(std::shared_ptr<Lease> lease);

    std::shared_ptr<Lease> m_lease;
};

/// What the bridge left while the app was away or too slow to answer, in the order it happened. The same
/// request may also have come live: its `id` tells.
class Spool final : public QObject
{
    Q_OBJECT
public:
    /// Invalid files are kept for a bug report; the oldest are removed.
    static constexpr int MaxQuarantined = 20;

    explicit Spool(QString folder, QObject* parent = nullptr);

    /// Delivers every request that no receiver has yet; an invalid file is renamed to `.bad` and logged.
    /// Returns how many were delivered. Cheap while the folder has not changed.
    int drain();
    /// Drains now, and again whenever a file is added.
    void watch();

Q_SIGNALS:
    /// Confirm `entry` once the request is stored, in the slot or later.
    void requestReceived(const QJsonObject& request, const tocsin::SpoolEntry& entry);

private:
    friend struct SpoolEntry::Lease;

    bool take(const QString& path);
    void quarantine(const QString& path);
    void release(const QString& path, bool confirmed);
    [[nodiscard]] bool hasChanged();
    static void sweep(const QFileInfoList& files);

    QString m_folder;
    QSet<QString> m_leased; ///< delivered and not confirmed, or confirmed and impossible to remove
    QDateTime m_looked;     ///< the folder's time when it was last read; invalid: to be read again
    QFileSystemWatcher m_watcher;
    QTimer m_retry; ///< for what no change of the folder announces
    bool m_usable{true};
};

} // namespace tocsin

Q_DECLARE_METATYPE(tocsin::SpoolEntry)

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

/// Says that a request of the spool was taken. May be copied and kept; the file stays until confirm(), and
/// when the last copy goes without one, the request is handed on again later.
class SpoolEntry final
{
public:
    SpoolEntry() = default;

    /// The request is safe elsewhere now: its file is removed.
    void confirm() const;

private:
    friend class Spool;
    struct Claim;
    explicit SpoolEntry(std::shared_ptr<Claim> claim);

    std::shared_ptr<Claim> m_claim;
};

/// What the bridge left while the app was away or too slow to answer, in the order it happened. The same
/// request may also have come live: its `id` tells.
class Spool final : public QObject
{
    Q_OBJECT
public:
    /// Files that make no sense are kept for whoever wants to know, but not for ever.
    static constexpr int MaxSetAside = 20;

    explicit Spool(QString folder, QObject* parent = nullptr);

    /// Hands on every request that lies there and is not with a receiver already; a file that makes no sense
    /// is set aside as `.bad` and logged. Returns how many were handed on. Costs next to nothing while the
    /// folder has not changed.
    int drain();
    /// Drains now, and again whenever a file is added.
    void watch();

Q_SIGNALS:
    /// Confirm `receipt` once the request cannot be lost any more, in the slot or later.
    void requestReceived(const QJsonObject& request, const tocsin::SpoolEntry& receipt);

private:
    friend struct SpoolEntry::Claim;

    bool take(const QString& path);
    void setAside(const QString& path);
    void giveBack(const QString& path, bool confirmed);
    [[nodiscard]] bool hasChanged();
    static void sweep(const QFileInfoList& files);

    QString m_folder;
    QSet<QString> m_claimed; ///< handed on and not confirmed, or confirmed and impossible to remove
    QDateTime m_looked;      ///< the folder's time when it was last read; invalid: to be read again
    QFileSystemWatcher m_watcher;
    QTimer m_again; ///< for what no change of the folder will tell of
    bool m_usable{true};
};

} // namespace tocsin

Q_DECLARE_METATYPE(tocsin::SpoolEntry)

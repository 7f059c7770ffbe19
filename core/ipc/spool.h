// SPDX-License-Identifier: MIT
#pragma once

#include <QFileSystemWatcher>
#include <QJsonObject>
#include <QObject>
#include <QString>

namespace tocsin {

/// What the bridge left while the app was away or too slow to answer, in the order it happened. The same
/// request may also have come live: its `id` tells.
class Spool final : public QObject
{
    Q_OBJECT
public:
    explicit Spool(QString folder, QObject* parent = nullptr);

    /// Hands on every request that lies there and removes it; a file that makes no sense is set aside as
    /// `.bad` and logged. Returns how many were handed on.
    int drain();
    /// Drains now, and again whenever a file is added.
    void watch();

Q_SIGNALS:
    void requestReceived(const QJsonObject& request);

private:
    bool take(const QString& path);
    void sweep() const;

    QString m_folder;
    QFileSystemWatcher m_watcher;
};

} // namespace tocsin

// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace tocsin {

/// Says which entries of folders changed: a file was written and closed, and an entry came, was replaced or
/// went. One watch serves all the files of a folder.
class FolderWatcher : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// False when there is no such folder, or no watch left. May be repeated: it then finds out whether
    /// another folder is under that path by now.
    [[nodiscard]] virtual bool watch(const QString& folder) = 0;
    virtual void unwatch(const QString& folder) = 0;

Q_SIGNALS:
    /// `folder` as given to watch(). An empty `name` stands for all of them.
    void changed(const QString& folder, const QString& name);
    /// The folder went, or its file system.
    void lost(const QString& folder);
};

/// Nothing where the system has no such thing, or none left.
[[nodiscard]] std::unique_ptr<FolderWatcher> makeFolderWatcher();

} // namespace tocsin

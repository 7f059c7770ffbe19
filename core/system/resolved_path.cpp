// SPDX-License-Identifier: MIT
#include "core/system/resolved_path.h"

#include <QDir>
#include <QFileInfo>

namespace tocsin {

namespace {

/// As many as Linux follows.
constexpr int MaxLinks{40};

QString resolved(const QString& path, int links)
{
    const QFileInfo file{path};
    const QString existing = file.canonicalFilePath();
    if (!existing.isEmpty() || file.isRoot() || links > MaxLinks)
        return existing.isEmpty() ? path : existing;
    if (file.isSymLink())
        return resolved(file.symLinkTarget(), links + 1);
    return QDir::cleanPath(QDir{resolved(file.path(), links)}.filePath(file.fileName()));
}

} // namespace

QString resolvedPath(const QString& path)
{
    return resolved(QDir::cleanPath(path), 0);
}

} // namespace tocsin

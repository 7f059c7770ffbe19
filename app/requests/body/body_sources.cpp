// SPDX-License-Identifier: MIT
#include "app/requests/body/body_sources.h"

#include <QDir>
#include <QFileInfo>

namespace tocsin {

namespace {

QString resolved(const QString& path)
{
    const QFileInfo file{path};
    if (file.exists())
        return file.canonicalFilePath();
    const QString target = file.isSymLink() ? file.symLinkTarget() : file.absoluteFilePath();
    const QString folder = QFileInfo{QFileInfo{target}.path()}.canonicalFilePath();
    return folder.isEmpty() ? QDir::cleanPath(target) : QDir{folder}.filePath(QFileInfo{target}.fileName());
}

} // namespace

BodySources bodySourcesOfDisk()
{
    return {.readFile = [](const QString& path) { return tocsin::readFile(path, MaxShownFile); },
            .readFileEnd = [](const QString& path, qint64 size) { return tocsin::readFileEnd(path, size); },
            .resolve = &resolved};
}

} // namespace tocsin

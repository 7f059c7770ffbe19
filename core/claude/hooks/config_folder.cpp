// SPDX-License-Identifier: MIT
#include "core/claude/hooks/config_folder.h"

#include <QDir>
#include <QFileInfo>

namespace tocsin {

using namespace Qt::StringLiterals;

QString configFolderOf(const QString& transcriptPath)
{
    const QString path = QDir::cleanPath(transcriptPath);
    const QFileInfo projects{QFileInfo{QFileInfo{path}.path()}.path()};
    if (!QDir::isAbsolutePath(path) || !path.endsWith(".jsonl"_L1) || projects.fileName() != "projects"_L1)
        return {};
    return projects.path();
}

} // namespace tocsin

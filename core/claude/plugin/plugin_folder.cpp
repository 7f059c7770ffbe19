// SPDX-License-Identifier: MIT
#include "core/claude/plugin/plugin_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr auto Installed = "tocsin/claude-plugin"_L1;
/// From `build/PRESET/bin` to the source tree.
constexpr int StepsToSources{3};
} // namespace

QStringList pluginFolders(const QString& programFolder)
{
    QStringList folders{programFolder + u"/../share/"_s + Installed};
    QString up = programFolder;
    for (int step = 0; step < StepsToSources; ++step) {
        up += u"/.."_s;
        folders << up + u"/plugin"_s;
    }
    const QStringList data = QStandardPaths::standardLocations(QStandardPaths::GenericDataLocation);
    for (const QString& folder : data)
        folders << folder + u'/' + Installed;
    return folders;
}

QString findPlugin(const QStringList& folders)
{
    for (const QString& folder : folders) {
        if (QFileInfo{folder + u"/.claude-plugin/marketplace.json"_s}.isFile())
            return QDir::cleanPath(QFileInfo{folder}.absoluteFilePath());
    }
    return {};
}

} // namespace tocsin

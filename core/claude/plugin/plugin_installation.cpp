// SPDX-License-Identifier: MIT
#include "core/claude/plugin/plugin_installation.h"

#include "core/base/file_bytes.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr auto PluginName = "tocsin@"_L1; // the marketplace follows
constexpr qint64 MaxFile = 4 * 1024 * 1024;

QJsonObject documentIn(const QString& path)
{
    const FileBytes bytes = readFile(path, MaxFile);
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject{};
}

FileBytes hooksIn(const QString& folder)
{
    return readFile(QDir{folder}.filePath(u"hooks/hooks.json"_s), MaxFile);
}

/// The key in `installed`; empty when it is not there.
QString installedKey(const QJsonObject& installed)
{
    for (const QString& key : installed.keys()) {
        if (key.startsWith(PluginName) && !installed.value(key).toArray().isEmpty())
            return key;
    }
    return {};
}

/// Where a marketplace says that it has our plugin.
QString pluginFolderIn(const QString& marketplace)
{
    const QDir folder{marketplace};
    const QJsonArray plugins =
        documentIn(folder.filePath(u".claude-plugin/marketplace.json"_s)).value("plugins"_L1).toArray();
    for (const QJsonValue plugin : plugins) {
        if (plugin["name"_L1] == "tocsin"_L1)
            return folder.filePath(plugin["source"_L1].toString());
    }
    return marketplace;
}

} // namespace

QString claudeConfigFolder()
{
    const QString named = qEnvironmentVariable("CLAUDE_CONFIG_DIR");
    return named.isEmpty() ? QDir::home().filePath(u".claude"_s) : QDir::cleanPath(named);
}

PluginInstallation pluginInstallation(const QString& configFolder)
{
    using State = PluginInstallation::State;
    const QDir folder{configFolder};
    if (configFolder.isEmpty() || !folder.exists())
        return {};
    const QJsonObject installed =
        documentIn(folder.filePath(u"plugins/installed_plugins.json"_s)).value("plugins"_L1).toObject();
    const QString key = installedKey(installed);
    if (key.isEmpty())
        return {.state = State::Absent};
    const QJsonObject plugin = installed.value(key).toArray().first().toObject();
    PluginInstallation found{.state = State::Working, .version = plugin.value("version"_L1).toString()};
    const QJsonValue enabled =
        documentIn(folder.filePath(u"settings.json"_s)).value("enabledPlugins"_L1)[key];
    if (enabled == QJsonValue{false}) {
        found.state = State::Disabled;
        return found;
    }
    const FileBytes hooks = hooksIn(plugin.value("installPath"_L1).toString());
    if (!hooks) {
        found.state = State::Broken;
        return found;
    }
    const QString origin = documentIn(folder.filePath(u"plugins/known_marketplaces.json"_s))
                               .value(key.mid(PluginName.size()))["installLocation"_L1]
                               .toString();
    const FileBytes current = origin.isEmpty() ? hooks : hooksIn(pluginFolderIn(origin));
    found.isOutdated = current && !areSame(hooks, current);
    return found;
}

} // namespace tocsin

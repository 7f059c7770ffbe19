// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/plugin/plugin_setup.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>
#include <QTemporaryDir>

namespace tocsin::test {

/// A folder with a program `claude` that answers `claude plugin …` as the real one (2.1.197, 2.1.332) was
/// seen to, and notes each call in `calls`, an argument a line.
class FakeClaude final
{
public:
    FakeClaude()
    {
        using namespace Qt::StringLiterals;
        const QFile::Permissions runs = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
        m_isReady = m_folder.isValid() && write(u"claude"_s, Script) &&
                    QFile::setPermissions(m_folder.filePath(u"claude"_s), runs) &&
                    write(u"plugin folder's/.claude-plugin/marketplace.json"_s, {}) &&
                    write(u"config/history.jsonl"_s, {}) &&
                    write(u"plugins to be/installed_plugins.json"_s,
                          R"({"plugins":{"other@x":[{}],"tocsin@tocsin":[{"installPath":")" +
                              configFolder().toUtf8() + R"(/plugins/cache"}]}})") &&
                    write(u"plugins to be/cache/hooks/hooks.json"_s, R"({"hooks":{}})");
    }
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString configFolder() const { return m_folder.filePath(QStringLiteral("config")); }
    [[nodiscard]] ClaudePlaces places() const
    {
        return {.programFolders = {folder()}, .configFolder = configFolder()};
    }
    /// Its name is one that a shell would take apart.
    [[nodiscard]] QString pluginFolder() const
    {
        return m_folder.filePath(QStringLiteral("plugin folder's"));
    }
    /// A file there changes what it does: `refuses-add`, `refuses-install`, `slow`.
    void set(const QString& what) const { require(write(what, {})); }
    /// As `claude plugin install` does.
    void install() const
    {
        require(QDir{folder()}.rename(QStringLiteral("plugins to be"), QStringLiteral("config/plugins")));
    }
    void disable() const
    {
        require(
            write(QStringLiteral("config/settings.json"), R"({"enabledPlugins":{"tocsin@tocsin":false}})"));
    }
    /// Of the plugin that is installed.
    void removeHooks() const
    {
        require(QFile::remove(configFolder() + QStringLiteral("/plugins/cache/hooks/hooks.json")));
    }
    [[nodiscard]] QString calls() const
    {
        QFile file{m_folder.filePath(QStringLiteral("calls"))};
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
    }

private:
    static void require(bool isDone)
    {
        if (!isDone)
            qFatal("the folder of the stand-in for claude cannot be changed");
    }
    [[nodiscard]] bool write(const QString& name, const QByteArray& text) const
    {
        const QString path = m_folder.filePath(name);
        QFile file{path};
        return QDir{}.mkpath(QFileInfo{path}.path()) && file.open(QIODevice::WriteOnly) &&
               file.write(text) == text.size();
    }

    static constexpr auto Script = R"(#!/bin/sh
here=$(dirname "$0")
printf '%s|' "$@" >> "$here/calls"
echo >> "$here/calls"
case "$2 $3" in
"marketplace add")
    case $4 in
    ./* | ../* | /* | '~'*) ;;
    *)
        printf '\342\234\230 Invalid marketplace source format. Try: owner/repo, https://..., or ./path\n' >&2
        exit 1 ;;
    esac
    printf 'Adding marketplace\342\200\246'
    if [ -e "$here/refuses-add" ] || [ ! -e "$4/.claude-plugin/marketplace.json" ]; then
        printf '\033[31m\342\234\230 Path does not exist: %s\033[0m\n' "$4" >&2
        exit 1
    fi
    printf '\342\234\224 Successfully added marketplace: tocsin\n' ;;
"install tocsin@tocsin")
    if [ -e "$here/slow" ]; then exec sleep 60; fi
    if [ -e "$here/refuses-install" ]; then
        printf 'Plugin "tocsin" not found in marketplace "tocsin".\n' >&2
        exit 1
    fi
    [ -e "$here/config/plugins" ] || mv "$here/plugins to be" "$here/config/plugins"
    rm -f "$here/config/settings.json"
    printf '\342\234\224 Successfully installed plugin: tocsin@tocsin (scope: user)\n' ;;
*) echo "error: unknown command" >&2; exit 1 ;;
esac
)";

    QTemporaryDir m_folder;
    bool m_isReady{false};
};

} // namespace tocsin::test
